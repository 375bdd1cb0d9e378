"""Who completed a course, on paper: the list, and a giấy chứng nhận with its own number for each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import audit, jobs, law, pdf
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers.models import Paper
from app.places import queries as places
from app.places.queries import Signing
from app.refusals import Refusal, Refused
from app.training import documents, queries
from app.training.documents.completion import SYMBOL
from app.training.models import Course, Learner
from app.training.queries import Standing

AT_ONCE = 25  # records that are made while the official waits


@dataclass(frozen=True)
class Made:
    """How many records were made now, or the job that makes them."""

    count: int = 0
    job_id: int | None = None


def completion_refusals(course: Course, day: date) -> list[Refusal]:
    """Why neither list nor records can be made on a day: nobody has completed, or nobody may sign."""
    found = []
    if all(one.faults for one in queries.standings(course, day)):
        found.append(Refusal("nobody-completed"))
    if not places.signings(day, "completion"):
        found.append(Refusal("no-signer-then"))
    return found


def draft_completion_list(course: Course, day: date) -> bytes:
    """Show the list as it would be printed on a day; nothing is kept."""
    facts = _list_facts(course, day, None)
    return papers.draft("completion_list", facts, title=documents.list_title(course), day=day)


def seal_completion_list(course: Course, day: date, key: str | None = None) -> Paper:
    """Freeze the list of who completed; a newer one replaces it.

    Args: key, the signer chosen in a form; none lets the day decide. Raises Refused.
    """
    return papers.seal(
        "completion_list",
        _list_facts(course, day, key),
        course,
        title=documents.list_title(course),
        day=day,
        law_date=day,
        replaces=sealed.current(course, "completion_list"),
    )


def _list_facts(course: Course, day: date, key: str | None) -> documents.CompletionList:
    _check(completion_refusals(course, day))
    share = law.share_of(str(queries.completion_rule(day).value))
    return documents.completion_list(
        course,
        queries.trainings(course.id),
        queries.standings(course, day),
        share,
        places.authority_name(course.owner_id, day),
        _signing(day, "completion_list", key),
        day,
    )


def start_completions(course: Course, day: date, key: str | None = None) -> Made:
    """Make the record of each learner who completed and has none yet; many of them in the background.

    Raises Refused when nobody has completed or may sign, or when all have theirs already.
    """
    _check(completion_refusals(course, day))
    new = [one.learner.id for one in queries.without_record(course, day)]
    _check([] if new else [Refusal("all-have-records")])
    _signing(day, "completion", key)
    if len(new) > AT_ONCE:
        job = jobs.start(
            queries.JOB, total=len(new), course_id=course.id, learner_ids=new, day=day.isoformat(), signer=key
        )
        return Made(job_id=job.id)
    made = seal_completions(course, new, day, key)
    finish_completions(course, len(made))
    return Made(count=len(made))


def seal_completions(course: Course, learner_ids: Sequence[int], day: date, key: str | None = None) -> list[Paper]:
    """The records of these learners, sealed in the order of the list, each with the next number of the register.

    One piece of start_completions(), repeatable: who has a record keeps it.
    """
    wanted = set(learner_ids)
    return [_seal(one, day, key) for one in queries.without_record(course, day) if one.learner.id in wanted]


def finish_completions(course: Course, count: int) -> None:
    """Write down that so many records of this course were made."""
    audit.record("completions-made", course, count=count)


def remake_completion(learner: Learner, day: date, key: str | None = None) -> Paper:
    """Make the record of one learner anew, as after a wrong name; it keeps its number.

    Raises Refused when the learner has not completed by the rule, or has no record yet.
    """
    standing = next(one for one in queries.standings(learner.course, day) if one.learner.id == learner.id)
    old = sealed.current(learner, "completion")
    _check(standing.faults + ([] if old else [Refusal("no-record-yet")]))
    paper = _seal(standing, day, key, old)
    audit.record("completion-remade", learner, code=paper.short_code)
    return paper


def _seal(standing: Standing, day: date, key: str | None, old: Paper | None = None) -> Paper:
    title = documents.record_title(standing)
    number = old.reference_number if old else None
    if number is None:
        number = papers.take_number(SYMBOL, day, title)
    facts = documents.completion_record(
        standing,
        queries.trainings(standing.learner.course_id),
        places.authority_name(standing.learner.owner_id, day),
        _signing(day, "completion", key),
        day,
        number,
    )
    return papers.seal(
        "completion",
        facts,
        standing.learner,
        title=title,
        day=day,
        law_date=day,
        reference_number=number,
        replaces=old,
    )


def _signing(day: date, kind: str, key: str | None) -> Signing:
    found = [one for one in places.signings(day, kind) if key is None or one.key == key]
    if not found:
        raise Refused([Refusal("no-signer-then")])
    return found[0]


def completions_file(course: Course) -> pdf.Rendered:
    """All records of a course as one stack for the printer, in the order of the list. Raises Refused without any."""
    found = queries.records(course)
    _check([] if found else [Refusal("no-record-yet")])
    return pdf.merge([sealed.bytes_of(paper) for paper in found])


def _check(refusals: list[Refusal]) -> None:
    if refusals:
        raise Refused(refusals)
