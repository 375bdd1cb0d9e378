"""Plans: the plan (kế hoạch) of a movement with its targets, contents, criteria, quotas and legal bases.

A plan belongs to one authority and is seen by everyone below it. What the province hands down is only read; a
commune that wants to add to it makes its own plan after it (`adopt`), which copies all rows and cites the source.
Tried and left: rows of the commune hung on the province's plan, which would cross the line between two owners.

A plan begins as a draft without number, seen by its authority alone; nothing rests on it (`queries.all_plans`). Once it
is issued every change of it says why and is kept (`actions.changes.record_change`) until a version issues it; while
an approved one waits for its number nothing changes. Figures that went into a report are closed (`PlanClosing`).

Words: a *target* is a number to reach by a group T1 to T5 in a year, an empty value means not known and never zero;
a *criterion* is computed from a `Measure` or attested by a named official. Values that come filled in carry their
mark and source until an official compares them (`confirm`). `Measure` is the closed list of what can be counted;
the functions stand in the slices that own the rows. A `Deed` is what fulfils a promise of a pledge by itself; slices
register in `deeds` how it is counted, since commitments and training do not know each other.
"""
