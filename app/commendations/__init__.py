"""Commendations (khen thưởng): from the round of a plan to the decision and the giấy khen, or to the province.

A *round* (đợt) says which merit counts. A *dossier* (hồ sơ) is one proposal for one award, and so for one deciding
authority; its *nominees* are persons, collectives and households. Each *criterion* of the law and of the plan is
judged for each nominee: computed from records, or attested by a named official; nothing is assumed. The *figures*
a report was drafted from are kept with the nominee: the check judges what the report says, and a later change of
the records is told. The *council* votes; shares are over all its members. The tờ trình seals all papers at once.
An award of the commune is *approved* by the leader and *issued* by văn thư, who gives the number: that uses up the
*achievement*. One of the province is *submitted* and comes back with *opinions*, each at one paper, which is then
made anew and replaces the old one, or explained in words; what was sent each time is kept, so that the next time tells
what changed. What a higher authority decided is entered and joins the history.

Tried and left: figures asked anew for each condition on each page (a read for every nominee and measure, and a
verdict that changes under a report already written); one state for each paper (the states of the dossier and the
sealed papers themselves say the same with fewer words); the bound dossier as a sealed paper (it is an assembly of
sealed ones, made again whenever it is asked for).

The moves, drawn by `flask diagram`:

stateDiagram-v2
    draft --> voted: close_vote
    proposed --> draft: reopen
    returned --> draft: reopen
    voted --> draft: reopen
    withdrawn --> draft: reopen
    voted --> proposed: propose
    proposed --> approved: approve
    approved --> proposed: take_back
    approved --> decided: issue
    proposed --> submitted: submit
    returned --> submitted: submit
    submitted --> returned: send_back
    submitted --> accepted: accept
    accepted --> awarded: award
    draft --> withdrawn: withdraw
    proposed --> withdrawn: withdraw
    returned --> withdrawn: withdraw
    submitted --> withdrawn: withdraw
    voted --> withdrawn: withdraw
    accepted --> rejected: reject
    proposed --> rejected: reject
    submitted --> rejected: reject

End of the moves.
"""
