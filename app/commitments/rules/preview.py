"""What becomes of everyone for whom commitments are to be made, told before any is made."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.refusals import Refusal
from app.text import fold


class Standing(StrEnum):
    """What a row of the preview says; a doubtful one may be made, one that lacks something may not."""

    DOUBTFUL = "doubtful"
    LACKING = "lacking"
    NEW = "new"
    KNOWN = "known"


# Who has to be looked at comes first; who is in the campaign already comes last.
_ORDER = {Standing.LACKING: 0, Standing.DOUBTFUL: 1, Standing.NEW: 2, Standing.KNOWN: 3}


@dataclass(frozen=True)
class Found:
    """Someone of the chosen hamlets as far as the preview judges: `id` is that of the person, household or collective.

    `there` when they are in the campaign, `complete` when their paper can be printed, `former` when they are in the
    books of an authority that was merged into ours. `key` is their place in the order of the lists.
    """

    id: int
    name: str
    year: int | None
    hamlet_id: int | None
    hamlet: str
    key: tuple[str, str, int]
    there: bool = False
    complete: bool = True
    former: bool = False


@dataclass(frozen=True)
class Weighed:
    """One row of the preview, with what has to be looked at."""

    found: Found
    standing: Standing
    reasons: tuple[Refusal, ...] = ()

    @property
    def can_be_made(self) -> bool:
        """Whether a commitment can be made of this row."""
        return self.standing in (Standing.NEW, Standing.DOUBTFUL)


def weigh(rows: Sequence[Found], kind: str) -> list[Weighed]:
    """Say of everyone whether they are new, there already or to be looked at; those to be looked at come first.

    Args: kind of subject of the campaign. Two of the same name, year of birth and hamlet are both doubtful: the
    program does not know which of them is the double.
    """
    alike = Counter(_mark(row) for row in rows if row.name)
    weighed = [_weighed(row, alike[_mark(row)] > 1, kind) for row in rows]
    return sorted(weighed, key=lambda one: (_ORDER[one.standing], one.found.key))


def _mark(row: Found) -> tuple[str, int | None, int | None]:
    return fold(row.name), row.year, row.hamlet_id


_LACKS = {
    "household": "household-without-head",
    "collective": "collective-without-representative",
    "official": "official-without-post",
    "person": "name-missing",
}


def _weighed(row: Found, twice: bool, kind: str) -> Weighed:
    if row.there:
        return Weighed(row, Standing.KNOWN)
    if not row.complete:
        return Weighed(row, Standing.LACKING, (Refusal(_LACKS[kind], detail=row.name or row.hamlet),))
    reasons = [Refusal("subject-twice")] if twice else []
    reasons += [Refusal("subject-of-former-authority")] if row.former else []
    return Weighed(row, Standing.DOUBTFUL if reasons else Standing.NEW, tuple(reasons))
