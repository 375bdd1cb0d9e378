"""Two records of the same person, household, collective, unit or hamlet become one, and may be taken apart again.

Everything that leads to the record that goes is found by the foreign keys of the tables themselves, so that a new table
is never forgotten, and is moved to the one that stays. Where both stand in the same place (one course, one attendance)
one row stays and the other is set aside in the `Merge`, whole, never thrown away. The merge is a list of steps; taking
it back walks them in reverse. Sealed papers keep their bytes. Tried and dropped: a mark "merged" on the record that
goes, which every list, count and search of the house would have had to leave out.
"""
