"""People: persons, households and collectives of a commune, typed or pasted once and never asked again.

A person is a name, a day or year of birth and a hamlet: no number of an identity paper, since no paper of this
program needs one. A household is known by its head, a collective by its name. What a person signed, learned or
received stands in the slices above, which point here.

    pasted cells -> Line -> judge -> Judged (doubts, likely doubles) -> choice -> PastedPerson -> paste

A likely double is asked about and never merged: two Nguyễn Văn Đức of one hamlet are common, and a wrong merge
cannot be undone. Tried and dropped: keeping a pasted list in the session or a table between preview and saving;
the page itself carries every cell, so nothing of people stays behind when the official goes away, and nothing
typed is lost when the session ends. Tried and dropped: one field each for day and year of birth; officials type
whichever they know into the one.
"""
