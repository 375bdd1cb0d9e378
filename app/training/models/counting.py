"""The figures of training by month, hamlet and group, kept in step with the rows they count.

A page that counted a million marks each time it opened would be of no use. What a transaction touches is noted while it
writes (touched.py); before it commits, the lines of exactly these people and courses are added up anew (plain.py),
compared with those that are kept, and the difference goes into the counts. So a mark typed twice, a person who moves, a
training put off to another year and a result taken back are all one case. Tried and dropped: adding and subtracting
while rows change, since whether somebody is new in a year hangs on all their other rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from app.people.models import Person
from app.places.models import Authority
from app.tenancy import Scope, unscoped_unsafe
from app.training.models import plain
from app.training.models.tables import Course, MonthCount, SubjectMonth
from app.training.models.touched import Touched, pieces
from app.training.rules import counting
from app.training.rules.counting import OF_PEOPLE, Count, CountKey, Kept, Line, LineKey

_TOUCHED = "training-counts"


def note(session: Session) -> None:
    """Remember whom the flush that just ended touched."""
    touched: Touched = session.info.setdefault(_TOUCHED, Touched())
    touched.note(session)


def forget(session: Session) -> None:
    """A transaction that was taken back touched nobody."""
    session.info.pop(_TOUCHED, None)


def settle(session: Session) -> None:
    """Bring the counts in step with what this transaction has written so far: before it commits, or is read from.

    The owner is locked before anything is added up, so that of two officials who mark at once on PostgreSQL the later
    one sees what the earlier one did. Nothing else is locked after it: settle in the middle of a verb only to read.
    """
    if not session.info.get(_TOUCHED) and not (session.new or session.dirty or session.deleted):
        return
    session.flush()
    touched: Touched | None = session.info.pop(_TOUCHED, None)
    if not touched:
        return
    outside = touched.unscoped and "scope" not in session.info and "unscoped" not in session.info
    reason = "đếm lại những dòng vừa được ghi ngoài phạm vi"
    with unscoped_unsafe(session, reason) if outside else nullcontext(), session.no_autoflush:
        people, courses = touched.found(session)
        if people or courses:
            _settle(session, people, courses)


def _settle(session: Session, people: Sequence[int], courses: Sequence[int]) -> None:
    scope: Scope | None = session.info.get("scope") if "unscoped" not in session.info else None
    _lock(session, scope.writes if scope else _owners(session, people, courses))
    for some_people, some_courses in _in_pieces(people, courses):
        before, after = _kept_lines(session, some_people, some_courses), _lines(session, some_people, some_courses)
        if scope:
            # Of a class of the province the commune's part is left to the nightly recount: the province may not write.
            after = {key: line for key, line in after.items() if line.owner_id in scope.writes}
            before = {key: row for key, row in before.items() if row.owner_id in scope.writes}
        by = counting.change({key: _line(row) for key, row in before.items()}, after)
        _write_lines(session, before, after)
        _write_counts(session, by)
        session.flush()


def _in_pieces(people: Sequence[int], courses: Sequence[int]) -> Iterable[tuple[list[int], list[int]]]:
    first, second = pieces(people), pieces(courses)
    for at in range(max(len(first), len(second))):
        yield (first[at] if at < len(first) else []), (second[at] if at < len(second) else [])


def _lock(session: Session, owners: Iterable[int]) -> None:
    chosen = select(Authority.id).where(Authority.id.in_(sorted(owners))).order_by(Authority.id)
    session.execute(chosen.with_for_update(key_share=True))


def _owners(session: Session, people: Sequence[int], courses: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for some_people, some_courses in _in_pieces(people, courses):
        found.update(session.scalars(select(Person.owner_id).where(Person.id.in_(some_people)).distinct()))
        found.update(session.scalars(select(Course.owner_id).where(Course.id.in_(some_courses)).distinct()))
    return found


def _lines(session: Session, people: Sequence[int], courses: Sequence[int]) -> dict[LineKey, Line]:
    found = plain.lines_of_people(session, people) if people else {}
    return found | (plain.lines_of_courses(session, courses) if courses else {})


def _kept_lines(session: Session, people: Sequence[int], courses: Sequence[int]) -> dict[LineKey, SubjectMonth]:
    """Asked apart: with an OR between them SQLite goes through every line of the commune."""
    found: dict[LineKey, SubjectMonth] = {}
    for figures, ids in ((OF_PEOPLE, people), ((Kept.COURSES_HELD,), courses)):
        chosen = select(SubjectMonth).where(SubjectMonth.figure.in_(figures), SubjectMonth.subject_id.in_(ids))
        rows = session.scalars(chosen.execution_options(populate_existing=True)) if ids else ()
        found.update((_line_key(row), row) for row in rows)
    return found


def _line_key(row: SubjectMonth) -> LineKey:
    return LineKey(row.figure, row.subject_id, row.year, row.month)


def _line(row: SubjectMonth) -> Line:
    return Line(row.owner_id, row.hamlet_id, row.target_group, row.turns, row.newcomer)


def _write_lines(session: Session, before: Mapping[LineKey, SubjectMonth], after: Mapping[LineKey, Line]) -> int:
    """Make the kept lines those that are true; returns how many were not."""
    wrong = 0
    for key, row in before.items():
        if key not in after:
            session.delete(row)
        elif _line(row) != after[key]:
            row.owner_id, row.hamlet_id, row.target_group, row.turns, row.newcomer = after[key]
        else:
            continue
        wrong += 1
    new = [SubjectMonth(**key._asdict(), **line._asdict()) for key, line in after.items() if key not in before]
    session.add_all(new)
    return wrong + len(new)


def _write_counts(session: Session, by: Mapping[CountKey, Count]) -> None:
    """Put the difference into the counts: read under the lock of the owner, so that nobody else adds meanwhile.

    Numbers, not "turns + 1" for the database to add up: equal statements go to it as one.
    """
    if not by:
        return
    known = _kept_counts(session, by)
    for key, more in sorted(by.items()):
        row = known.get(key)
        if row is None:
            session.add(MonthCount(**key._asdict(), **more._asdict()))
        else:
            row.subjects, row.newcomers, row.turns = Count(row.subjects, row.newcomers, row.turns).plus(more)


def _kept_counts(session: Session, keys: Iterable[CountKey]) -> dict[CountKey, MonthCount]:
    owners, figures, years, months, hamlets, _groups = (sorted(set(values)) for values in zip(*keys, strict=True))
    chosen = select(MonthCount).where(
        MonthCount.owner_id.in_(owners),
        MonthCount.figure.in_(figures),
        MonthCount.year.in_(years),
        MonthCount.month.in_(months),
        MonthCount.hamlet_id.in_(hamlets),
    )
    return {_count_key(row): row for row in session.scalars(chosen.execution_options(populate_existing=True))}


def _count_key(row: MonthCount) -> CountKey:
    return CountKey(row.owner_id, row.figure, row.year, row.month, row.hamlet_id, row.target_group)


# ---- looking whether all is right


def plain_lines(session: Session, owner_id: int) -> dict[LineKey, Line]:
    """What each person and course of an owner adds, added up from the rows themselves."""
    people = plain.lines_of_people(session, select(Person.id).where(Person.owner_id == owner_id))
    return people | plain.lines_of_courses(session, select(Course.id).where(Course.owner_id == owner_id))


def kept_lines(session: Session, owner_id: int) -> dict[LineKey, Line]:
    """What each person and course of an owner adds, as it is kept."""
    columns = (SubjectMonth.figure, SubjectMonth.subject_id, SubjectMonth.year, SubjectMonth.month)
    more = (SubjectMonth.hamlet_id, SubjectMonth.target_group, SubjectMonth.turns, SubjectMonth.newcomer)
    rows = session.execute(select(*columns, *more).where(SubjectMonth.owner_id == owner_id))
    return {LineKey(*row[:4]): Line(owner_id, *row[4:]) for row in rows}


def plain_counts(session: Session, owner_id: int) -> dict[CountKey, Count]:
    """The counts of an owner added up from the rows themselves: what the kept counts must equal."""
    return counting.counts_of(plain_lines(session, owner_id))


def kept_counts(session: Session, owner_id: int) -> dict[CountKey, Count]:
    """The counts of an owner as they are kept; those that came back to nothing are left out."""
    chosen = select(MonthCount).where(MonthCount.owner_id == owner_id).execution_options(populate_existing=True)
    found = {_count_key(row): Count(row.subjects, row.newcomers, row.turns) for row in session.scalars(chosen)}
    return {key: count for key, count in found.items() if any(count)}


def miscounted(session: Session, owner_id: int) -> int:
    """How many kept lines and counts of an owner differ from the rows they count."""
    true, kept = plain_lines(session, owner_id), kept_lines(session, owner_id)
    return _differing(true, kept) + _differing(counting.counts_of(true), kept_counts(session, owner_id))


def _differing(one: Mapping, other: Mapping) -> int:
    return sum(1 for key in one.keys() | other.keys() if one.get(key) != other.get(key))


def recount(session: Session, owner_id: int) -> int:
    """Put the kept lines and counts of an owner right; returns how many of them were wrong."""
    _lock(session, [owner_id])
    people = set(session.scalars(select(Person.id).where(Person.owner_id == owner_id)))
    courses = set(session.scalars(select(Course.id).where(Course.owner_id == owner_id)))
    kept = select(SubjectMonth.subject_id).where(SubjectMonth.owner_id == owner_id).distinct()
    people.update(session.scalars(kept.where(SubjectMonth.figure.in_(OF_PEOPLE))))
    courses.update(session.scalars(kept.where(SubjectMonth.figure == Kept.COURSES_HELD)))
    wrong = 0
    for some_people, some_courses in _in_pieces(sorted(people), sorted(courses)):
        before, after = _kept_lines(session, some_people, some_courses), _lines(session, some_people, some_courses)
        wrong += _write_lines(session, before, after)
        session.flush()
    return wrong + _recount_counts(session, owner_id)


def _recount_counts(session: Session, owner_id: int) -> int:
    """Add the counts up from the lines, which are right by now."""
    columns = (SubjectMonth.figure, SubjectMonth.year, SubjectMonth.month)
    where = (SubjectMonth.hamlet_id, SubjectMonth.target_group)
    new = func.count(SubjectMonth.id).filter(SubjectMonth.newcomer)
    turns = cast(func.sum(SubjectMonth.turns), Integer)
    chosen = select(*columns, *where, func.count(SubjectMonth.id), new, turns).group_by(*columns, *where)
    rows = session.execute(chosen.where(SubjectMonth.owner_id == owner_id))
    true = {CountKey(owner_id, *row[:5]): Count(*row[5:]) for row in rows}
    kept = kept_counts(session, owner_id)
    nothing = Count()
    by = {key: true.get(key, nothing).plus(kept.get(key, nothing), -1) for key in true.keys() | kept.keys()}
    by = {key: more for key, more in by.items() if any(more)}
    _write_counts(session, by)
    session.flush()
    return len(by)
