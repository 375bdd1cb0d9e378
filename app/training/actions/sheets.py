"""Papers of one training: the attendance sheet and the giấy mời."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app import audit, jobs, pdf, text
from app.papers import actions as papers
from app.papers import queries as paper_queries
from app.papers.documents import Invitation, SignatureBlock, missing, template_of
from app.papers.models import Paper, Scan
from app.papers.rules import code_on, file_refusal
from app.people import queries as people_queries
from app.people.models import Person
from app.places import queries as places
from app.places.models import Hamlet
from app.places.queries import Signing
from app.refusals import Refusal, Refused, refuse_if
from app.training import documents, queries, rules
from app.training.models import Training
from app.training.queries import sheets
from app.training.rules.sheets import BLANK_ROWS, MOST_SCAN_PAGES


def draft_sheet(training: Training, blank_rows: int = BLANK_ROWS) -> bytes:
    """Show the attendance sheet of a training; nothing is kept."""
    ordinal = queries.ordinal(training)
    facts = _sheet(training, ordinal, blank_rows)
    return papers.draft("attendance_sheet", facts, title=documents.title(training, ordinal), day=training.day)


def seal_sheet(training: Training, blank_rows: int = BLANK_ROWS) -> Paper:
    """Freeze the attendance sheet that is printed and signed; a newer list replaces the older sheet.

    Args: blank_rows, how many numbered lines at least stay free for learners who come unannounced; the rest of the
    last page is filled up with them.
    """
    ordinal = queries.ordinal(training)
    return papers.seal(
        "attendance_sheet",
        _sheet(training, ordinal, blank_rows),
        training,
        title=documents.title(training, ordinal),
        day=training.day,
        law_date=training.day,
        replaces=paper_queries.current(training, "attendance_sheet"),
    )


def _sheet(training: Training, ordinal: tuple[int, int], blank_rows: int) -> documents.AttendanceSheet:
    facts = documents.attendance_sheet(
        training,
        queries.learners(training.course_id),
        places.authority_name(training.owner_id, training.day),
        ordinal,
        columns=sheets.columns(training.day),
        blank_rows=blank_rows,
    )
    if missing(facts):
        return facts  # which the draft and the seal tell, naming the fields
    template = template_of("attendance_sheet", "")
    left = pdf.free_rows(template, facts, created=training.day, title=documents.title(training, ordinal))
    return replace(facts, blank_rows=blank_rows + left)


# ---- many sheets at once

AT_ONCE = 6  # sheets that are made while the official waits


@dataclass(frozen=True)
class SheetsMade:
    """How many sheets were made now, or the job that makes them."""

    count: int = 0
    job_id: int | None = None


def make_sheets(trainings: Sequence[Training], day: date) -> SheetsMade:
    """Make the sheet of each of these trainings that has none; those that are made stay as they are.

    Args: day, of the week that is shown when a long work is done. Many are made in the background.
    Raises Refused when there is no training.
    """
    refuse_if([] if trainings else [Refusal("no-trainings-then")])
    made = sheets.sheets(trainings)
    new = [one.id for one in trainings if one.id not in made]
    if len(new) > AT_ONCE:
        job = jobs.start(sheets.JOB, total=len(new), training_ids=new, day=day.isoformat())
        return SheetsMade(job_id=job.id)
    return SheetsMade(count=seal_sheets(new))


def seal_sheets(training_ids: Sequence[int]) -> int:
    """The sheets of these trainings that have none yet, sealed in the order of the stack; returns how many.

    One piece of make_sheets(), repeatable: a training that has its sheet keeps it.
    """
    trainings = sheets.these(training_ids)
    made = sheets.sheets(trainings)
    new = [one for one in trainings if one.id not in made]
    for training in new:
        seal_sheet(training)
    return len(new)


def stack_of_sheets(trainings: Sequence[Training]) -> pdf.Rendered:
    """The sealed sheets of these trainings as one file for the printer, in the order given.

    Raises Refused when none of them is made.
    """
    made = sheets.sheets(trainings)
    papers_in_order = [made[one.id] for one in trainings if one.id in made]
    refuse_if([] if papers_in_order else [Refusal("no-sheet-yet")])
    return pdf.stack(paper_queries.bytes_of(paper) for paper in papers_in_order)


# ---- what comes back signed


def file_sheet_scan(training: Training, files: Sequence[tuple[str, bytes]]) -> Scan:
    """File the scan or the photographs of the signed sheet of a training, as it is filed from a scanned stack.

    The code on a page says which sheet it is, one that was replaced since too; without a code it is the sheet that
    holds. Pages that lie on their side are turned.

    Args: files, names and bytes of PDF, JPG or PNG, the pages in order. Raises Refused when no sheet was made, a file
    cannot be used, a code is that of another paper, or the same scan was filed before.
    """
    current = paper_queries.current(training, "attendance_sheet")
    if current is None:
        raise Refused([Refusal("no-sheet-yet")])
    pages, faults = _pages(files)
    if len(pages) > MOST_SCAN_PAGES:
        faults.append(Refusal("scan-too-long", detail=str(MOST_SCAN_PAGES)))
    refuse_if(faults)
    seen = [pdf.look_at(page) for page in pages]
    paper = _paper_of(training, current, seen)
    content = pdf.pages_together([(page, one.turned) for page, one in zip(pages, seen, strict=True)])
    return papers.file_scan(paper, content, ", ".join(name for name, _content in files))


def _pages(files: Sequence[tuple[str, bytes]]) -> tuple[list[bytes], list[Refusal]]:
    pages: list[bytes] = []
    faults: list[Refusal] = []
    for name, content in files:
        try:
            pages += pdf.sheets_of(content)
        except pdf.Unfit as error:
            faults.append(file_refusal(error.fault, text.nfc(name)))
    return pages, faults


def _paper_of(training: Training, current: Paper, seen: Sequence[pdf.Seen]) -> Paper:
    codes = {found[0] for one in seen if (found := code_on(one.texts))}
    own = {code: sheets.sheet_with_code(training, code) for code in codes}
    refuse_if([Refusal("scan-of-other-sheet", detail=code) for code, paper in sorted(own.items()) if paper is None])
    return next((paper for paper in own.values() if paper is not None), current)


# ---- giấy mời

INVITATION = "invitation"


@dataclass(frozen=True)
class Inviting:
    """Whom the official invites to a training, and how.

    `hamlet` invites its people, none the learners of the course. `everyone` calls all people of the hamlet without
    naming them; `each` makes a sheet for each guest. `number` is one văn thư gave already.
    """

    day: date
    signer: Signing | None
    hamlet: Hamlet | None = None
    everyone: bool = False
    each: bool = False
    request: str = ""
    number: int | None = None


def invite(training: Training, asked: Inviting) -> Paper:
    """Seal the giấy mời to a training; a newer one replaces the older one and keeps its number.

    Raises Refused when nobody is invited, nobody signs, or the day is past.
    """
    guests = _guests(training, asked)
    found = rules.invitation_refusals(len(guests), _calls_everyone(asked), asked.day, training.day)
    if asked.signer is None:
        found.append(Refusal("no-signer"))
    refuse_if(found)
    ordinal = queries.ordinal(training)
    old = paper_queries.current(training, INVITATION)
    paper = papers.seal_or_keep(
        INVITATION,
        lambda number: _invitation(training, asked, number),
        training,
        symbol=documents.INVITATION_SYMBOL,
        title=documents.invitation_title(training, ordinal),
        day=asked.day,
        law_date=asked.day,
        old=old,
        number=asked.number,
    )
    if paper is not old:
        audit.record("invitation-made", training, count=len(guests), day=training.day.isoformat())
    return paper


def draft_invitation(training: Training, asked: Inviting) -> bytes:
    """Show how the giấy mời would look; nothing is kept."""
    title = documents.invitation_title(training, queries.ordinal(training))
    return papers.draft(INVITATION, _invitation(training, asked, None), title=title, day=asked.day)


def _calls_everyone(asked: Inviting) -> bool:
    return asked.everyone and asked.hamlet is not None


def _guests(training: Training, asked: Inviting) -> Sequence[Person]:
    """Those named on the giấy mời: the people of a hamlet, or the learners of the course, in the order of a list."""
    if _calls_everyone(asked):
        return ()
    if asked.hamlet is not None:
        return people_queries.in_hamlet(asked.hamlet.id)
    return [learner.person for learner in queries.learners(training.course_id)]


def _invitation(training: Training, asked: Inviting, number: str | None) -> Invitation:
    lines, name = (asked.signer.lines, asked.signer.name) if asked.signer else ((), None)
    return documents.invitation(
        training,
        _guests(training, asked),
        places.authority_name(training.owner_id, asked.day),
        queries.ordinal(training),
        day=asked.day,
        signature=SignatureBlock(lines=lines, name=name),
        everyone=f"Nhân dân {asked.hamlet.name}" if asked.hamlet is not None and asked.everyone else "",
        each=asked.each,
        request=text.nfc(asked.request).rstrip(".") or None,
        number=number,
    )
