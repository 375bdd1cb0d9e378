"""Figures of a round's period about a nominee, with the records behind them.

Read through queries and measures only. The figures a report was written from are kept with the nominee, so the
check of conditions judges what the report says, and a later change of the records can be told.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.activities import measures as activities
from app.commendations.evidence.counted import Candidate, counted_from, of_nominee
from app.commendations.models import AwardRound, Nominee
from app.commendations.rules import Reached
from app.commitments import measures as commitments
from app.people.models import Collective
from app.plans import measures as plans
from app.plans.rules import Figure, FigureRow, Many, Measure, Period
from app.training import measures as training

ROWS_KEPT = 100

# What the movement did beside classes and pledges; of each kind of subject alike, a measure says whose merit is what.
OF_THE_MOVEMENT = (
    Measure.ACTIVITIES_HELD,
    Measure.ACTIVITIES_JOINED,
    Measure.PEOPLE_REACHED,
    Measure.HOUSEHOLDS_VISITED,
    Measure.INSPECTIONS_HELD,
    Measure.TASKS_DONE,
    Measure.INITIATIVES_APPLIED,
    Measure.INITIATIVES_RECOGNISED,
)

# What a report tells of each kind of subject, in the order in which it tells it. A collective of a hamlet has the
# figures of that hamlet; one of an agency those of its own, without classes, since no class is held for an agency.
MEASURED_OF: Mapping[str, tuple[Measure, ...]] = {
    "person": (
        Measure.COMMITMENTS_SIGNED,
        Measure.COMMITMENTS_KEPT,
        Measure.PEOPLE_TRAINED,
        Measure.PEOPLE_PASSED,
        Measure.COURSES_HELD,
        Measure.PEOPLE_TAUGHT,
        Measure.TAUGHT_PASSED,
        Measure.ONLINE_COMPLETED,
        Measure.PEOPLE_SKILLED,
        Measure.VNEID_CONFIRMED,
        *OF_THE_MOVEMENT,
    ),
    "household": (
        Measure.COMMITMENTS_SIGNED,
        Measure.COMMITMENTS_KEPT,
        Measure.PEOPLE_TRAINED,
        Measure.PEOPLE_PASSED,
        Measure.ONLINE_COMPLETED,
        Measure.PEOPLE_SKILLED,
        Measure.VNEID_CONFIRMED,
        *OF_THE_MOVEMENT,
    ),
    "collective": (Measure.COMMITMENTS_SIGNED, Measure.COMMITMENTS_KEPT, *OF_THE_MOVEMENT),
    "hamlet": (
        Measure.COMMITMENTS_SIGNED,
        Measure.COMMITMENTS_KEPT,
        Measure.COURSES_HELD,
        Measure.PEOPLE_TAUGHT,
        Measure.TAUGHT_PASSED,
        Measure.PEOPLE_TRAINED,
        Measure.PEOPLE_PASSED,
        Measure.ONLINE_COMPLETED,
        Measure.PEOPLE_SKILLED,
        Measure.VNEID_CONFIRMED,
        *OF_THE_MOVEMENT,
    ),
}


def period_of(award_round: AwardRound) -> Period:
    """The period whose figures count for a round."""
    return Period(award_round.period_from, award_round.period_until)


def gather(nominee: Nominee, award_round: AwardRound, day: date) -> dict[str, Any]:
    """Today's figures of a nominee, as they are kept with the nominee: the day and each measure with its records."""
    return gather_many([of_nominee(nominee)], award_round, day)[nominee.id]


def gather_many(candidates: Sequence[Candidate], award_round: AwardRound, day: date) -> dict[int, dict[str, Any]]:
    """Today's figures of many candidates by their id, each as it is kept with a nominee.

    One statement for each measure and kind of subject, and each thousand of them. Whose term of discipline ended
    within the period has only what came after it (Nghị định 152/2025/NĐ-CP Điều 4.4).
    """
    period, later = period_of(award_round), counted_from(candidates, award_round)
    groups: dict[str, list[Candidate]] = {}
    for one in candidates:
        groups.setdefault(_whom(one)[0], []).append(one)
    found: dict[int, dict[str, Any]] = {one.id: {"day": day.isoformat(), "measures": {}} for one in candidates}
    for kind, group in groups.items():
        for candidates_of_one_start, asked in _asked(kind, group, period, later):
            for measure in MEASURED_OF[kind]:
                figures = owner_of(measure).of_many(measure, asked, ROWS_KEPT)
                for one in candidates_of_one_start:
                    found[one.id]["measures"][str(measure)] = _kept(figures[_whom(one)[1]])
    return found


def _whom(one: Candidate) -> tuple[str, int]:
    """Whom the figures are about: the person, the household, or for a collective of a hamlet that hamlet.

    A collective of an agency has no hamlet; its figures are its own, without those of classes.
    """
    hamlet_id = one.subject.hamlet_id if isinstance(one.subject, Collective) else None
    return ("hamlet", hamlet_id) if hamlet_id else (one.kind, one.subject.id)


def _asked(
    kind: str, group: Sequence[Candidate], period: Period, later: Mapping[int, date]
) -> Iterator[tuple[list[Candidate], Many]]:
    """What is asked about a group, with whom the answer is for.

    Persons and households each have their own start; of two collectives of one hamlet only one may have another start,
    so those who have one are asked about apart.
    """
    apart = [one for one in group if kind == "hamlet" and one.id in later]
    together = [one for one in group if one not in apart] if apart else list(group)
    for some in ([together] if together else []) + [[one] for one in apart]:
        ids = tuple(dict.fromkeys(_whom(one)[1] for one in some))
        yield some, Many(kind, ids, period, {_whom(one)[1]: later[one.id] for one in some if one.id in later})


def owner_of(measure: str) -> Any:
    """The measures of the slice that owns the rows of this one."""
    return next(one for one in (commitments, training, activities, plans) if measure in one.MEASURED)


def _kept(figure: Figure) -> dict[str, Any]:
    rows = [[row.label, row.endpoint, [list(pair) for pair in row.values]] for row in figure.rows[:ROWS_KEPT]]
    return {
        "count": figure.count,
        "turns": figure.turns,
        "noun": figure.noun,
        "turn_noun": figure.turn_noun,
        "rows": rows,
    }


def reached(figures: Mapping[str, Any]) -> dict[str, Reached]:
    """The kept figures of a nominee by measure."""
    return {code: _reached(kept) for code, kept in figures.get("measures", {}).items()}


def _reached(kept: Mapping[str, Any]) -> Reached:
    rows = tuple(
        FigureRow(label, endpoint, tuple((name, value) for name, value in values))
        for label, endpoint, values in kept["rows"]
    )
    return Reached(kept["count"], kept["turns"], kept["noun"], kept["turn_noun"], rows)


def changed(kept: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """The figures that differ between those kept and those of now: count kept and count now, by measure."""
    old, new = kept.get("measures", {}), now["measures"]
    pairs = {code: (old.get(code, {}).get("count", 0), figure["count"]) for code, figure in new.items()}
    turns = {code: (old.get(code, {}).get("turns", 0), figure["turns"]) for code, figure in new.items()}
    return {code: pair for code, pair in pairs.items() if pair[0] != pair[1] or turns[code][0] != turns[code][1]}
