"""Commendations (khen thưởng): from the round of a plan to the decision and the giấy khen, or to the province.

A *round* (đợt) says which merit counts. A *dossier* (hồ sơ) is one proposal for one award, and so for one deciding
authority; its *nominees* are persons, collectives and households. Each *criterion* of the law and of the plan is
judged for each nominee: computed from records, or attested by a named official; nothing is assumed. The *figures*
a report was drafted from are kept with the nominee: the check judges what the report says, and a later change of
the records is told. The *council* votes; shares are over all its members. The tờ trình seals all papers at once.
An award of the commune is *decided*, which uses up the *achievement*; one of the province is *submitted* and comes
back with an *opinion* on one paper, which is then made anew and replaces the old one.

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
    voted --> proposed: propose
    proposed --> decided: decide
    proposed --> submitted: submit
    returned --> submitted: submit
    submitted --> returned: send_back
    submitted --> accepted: accept

End of the moves.
"""
