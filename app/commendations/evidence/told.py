"""What a report tells beside the measures: how well the learners do it, the classes by name, initiatives, promises.

How well they do it is a figure like a measure, with the people behind it, and is kept and compared in the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.commendations.evidence import figures
from app.commendations.evidence.counted import Candidate, counted_from, of_nominee
from app.commendations.models import AwardRound, Nominee
from app.commendations.rules import Reached
from app.commitments import queries as pledges
from app.people.models import Collective
from app.plans.models import Initiative
from app.plans.rules import About, Figure, Many, Measure, Period
from app.training import queries as training

FEW_CLASSES = 4  # named one by one in a report; more of them are a list, not a sentence
# Of whom it is told how they do it: the people of a hamlet or household, and whom a person taught.
OWN, TAUGHT = "way", "taught"
KEPT_BESIDE = "told"  # where these figures stand beside the measures that are kept with a nominee


@dataclass(frozen=True)
class Told:
    """What the records tell of one nominee in words: from which day it counts, classes, initiatives, promises."""

    since: date
    attended_ids: tuple[int, ...] = ()
    held: tuple[training.told.ClassTold, ...] = ()
    attended: tuple[training.told.ClassTold, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    promises: tuple[str, ...] = ()


def told_of(nominee: Nominee, known: Mapping[str, Reached]) -> Told:
    """What the records tell of a nominee in the round's period. Args: known, its figures."""
    award_round = nominee.dossier.round
    since = counted_from([of_nominee(nominee)], award_round).get(nominee.id, award_round.period_from)
    period = Period(since, award_round.period_until)
    held = known.get(str(Measure.COURSES_HELD))
    went = training.told.attended(nominee.person_id, period) if nominee.person_id else []
    about = About(nominee.person_id, nominee.household_id, nominee.collective_id)
    return Told(
        since=since,
        attended_ids=tuple(went),
        held=_classes([row.values[0][1] for row in held.rows] if held else [], period),
        attended=_classes(went, period),
        initiatives=tuple(row.initiative for row in nominee.grounds),
        promises=tuple(pledges.promised.promised(about, period)),
    )


def _classes(course_ids: Sequence[int], period: Period) -> tuple[training.told.ClassTold, ...]:
    return tuple(training.told.classes(course_ids, period)) if 0 < len(course_ids) <= FEW_CLASSES else ()


# ---- figures of today


def figures_of(nominee: Nominee) -> dict[str, Reached]:
    """The figures kept with a nominee: every measure, and how well the learners do it."""
    return _reached(nominee.figures)


def _reached(kept: Mapping[str, Any]) -> dict[str, Reached]:
    return figures.reached(kept) | figures.reached({"measures": kept.get(KEPT_BESIDE, {})})


def gather_all(nominee: Nominee, day: date) -> dict[str, Any]:
    """Today's figures of a nominee as they are kept with it, with how well the learners do it."""
    return gather_all_of([nominee], nominee.dossier.round, day)[nominee.id]


def gather_all_of(nominees: Iterable[Nominee], award_round: AwardRound, day: date) -> dict[int, dict[str, Any]]:
    """Today's figures of many nominees of a round by their id, as they are kept, in a fixed number of statements."""
    candidates = [of_nominee(one) for one in nominees]
    if not candidates:
        return {}
    ways = _ways(candidates, award_round)
    measured = figures.gather_many(candidates, award_round, day)
    return {one: {**kept, KEPT_BESIDE: ways.get(one, {})} for one, kept in measured.items()}


def today(nominees: Iterable[Nominee], award_round: AwardRound, day: date) -> dict[int, dict[str, Reached]]:
    """Today's figures of many nominees of a round by their id, in a fixed number of statements."""
    return {one: _reached(kept) for one, kept in gather_all_of(nominees, award_round, day).items()}


def records(nominee: Nominee, code: str) -> Figure | None:
    """A figure of today with every record behind it; None for a figure that is not taken of this nominee.

    Args: code, a measure, or a way as figures_of names it.
    """
    one, award_round = of_nominee(nominee), nominee.dossier.round
    since = counted_from([one], award_round).get(nominee.id, award_round.period_from)
    period, (kind, subject_id) = Period(since, award_round.period_until), _whom(one)
    if code in figures.gather(nominee, award_round, since)["measures"]:
        figure: Figure = getattr(figures.owner_of(code), code.replace("-", "_"))(_about(kind, subject_id), period)
        return figure
    prefix, _dash, way = code.partition("-")
    if kind == "collective" or prefix not in _told_of(kind) or way not in set(training.told.Way):
        return None
    people = training.told.ways(Many(kind, (subject_id,), period), taught=prefix == TAUGHT)
    rows = tuple(row.row for row in people if row.way == way)
    return Figure(len(rows), len(rows), "người", "người", rows)


def _about(kind: str, subject_id: int) -> About:
    about: dict[str, Any] = {f"{kind}_id": subject_id}
    return About(**about)


def _ways(candidates: Sequence[Candidate], award_round: AwardRound) -> dict[int, dict[str, Any]]:
    """How well the learners of each candidate do it, as figures are kept; nothing of who has no such results."""
    period, later = figures.period_of(award_round), counted_from(candidates, award_round)
    found: dict[int, dict[str, Any]] = {}
    for kind in ("person", "household", "hamlet"):
        group = [(one, subject_id) for one in candidates for whom, subject_id in [_whom(one)] if whom == kind]
        asked = Many(kind, tuple(dict.fromkeys(subject_id for _one, subject_id in group)), period)
        for prefix in _told_of(kind) if group else ():
            by_subject = _by_subject(training.told.ways(asked, taught=prefix == TAUGHT))
            for one, subject_id in group:
                since = later.get(one.id, period.start)
                rows = [row for row in by_subject.get(subject_id, []) if row.day >= since]
                found.setdefault(one.id, {}).update(_figures(prefix, rows))
    return found


def _whom(one: Candidate) -> tuple[str, int]:
    """Whose learners they are: those of the hamlet for a collective of one."""
    hamlet_id = one.subject.hamlet_id if isinstance(one.subject, Collective) else None
    return ("hamlet", hamlet_id) if hamlet_id else (one.kind, one.subject.id)


def _told_of(kind: str) -> tuple[str, ...]:
    return (OWN, TAUGHT) if kind == "person" else (OWN,)


def _by_subject(rows: Iterable[training.told.WayTold]) -> dict[int, list[training.told.WayTold]]:
    found: dict[int, list[training.told.WayTold]] = {}
    for row in rows:
        found.setdefault(row.subject_id, []).append(row)
    return found


def _figures(prefix: str, rows: Sequence[training.told.WayTold]) -> dict[str, Any]:
    """One figure for each way, as the measures are kept; also those of nobody, so that a fall to none is told."""
    found = {}
    for way in training.told.Way:
        people = [row.row for row in rows if row.way is way]
        listed = [[row.label, row.endpoint, [list(pair) for pair in row.values]] for row in people]
        found[f"{prefix}-{way}"] = {
            "count": len(people),
            "turns": len(people),
            "noun": "người",
            "turn_noun": "người",
            "rows": listed[: figures.ROWS_KEPT],
        }
    return found
