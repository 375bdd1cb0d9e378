"""Scanned stacks: cut into pages, each page led to its paper, the papers that are complete filed."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app import audit, clock, jobs, pdf, storage, tenancy, text
from app.db import db
from app.papers import queries, rules
from app.papers.actions.scans import file_scans
from app.papers.models import Intake, IntakeSheet, Paper, Scan
from app.papers.queries.intake import (
    JOB,
    Bundle,
    Place,
    Stack,
    known_of,
    matched_of,
    own_papers,
    same_stack,
    scanned_among,
    sheets_by_id,
)
from app.papers.rules import AT_ONCE, Fate, SheetState
from app.refusals import Refusal, Refused


def receive_stack(files: Sequence[tuple[str, bytes]]) -> tuple[Intake, jobs.Job | None]:
    """Take in a stack of scanned papers: PDFs of any length and photographs, in the order given.

    Args: files, their names and bytes. Each page is kept as a PDF of its own; the files are not kept a second time.
    Returns the stack, and the job that looks for the codes when that takes longer than an official waits.
    Raises Refused naming every file that cannot be used, a stack that is too large, or one that was sent before.
    """
    fingerprint = _fingerprint(files)
    known = same_stack(fingerprint)
    sheets, faults = _cut(files)
    faults += rules.stack_refusals(sum(len(content) for _name, content in files), len(sheets))
    if known is not None:
        faults.append(Refusal("stack-known", detail=str(known.id)))
    if faults:
        raise Refused(faults)
    intake = Intake(
        sha256=fingerprint,
        pages=len(sheets),
        file_name=", ".join(text.nfc(name) for name, _content in files)[:300],
        at=clock.now(),
        by=tenancy.actor_of(db.session()).name,
    )
    db.session.add(intake)
    db.session.add_all(
        IntakeSheet(intake=intake, number=number, state=SheetState.READING, sha256=storage.put(content))
        for number, content in enumerate(sheets, start=1)
    )
    audit.record("stack-received", intake, name=intake.file_name, pages=intake.pages)
    return intake, read_stack(intake)


def _fingerprint(files: Sequence[tuple[str, bytes]]) -> str:
    """The SHA-256 of one file, of several that of their fingerprints."""
    digests = [hashlib.sha256(content) for _name, content in files]
    if len(digests) == 1:
        return digests[0].hexdigest()
    return hashlib.sha256(b"".join(one.digest() for one in digests)).hexdigest()


def _cut(files: Sequence[tuple[str, bytes]]) -> tuple[list[bytes], list[Refusal]]:
    sheets: list[bytes] = []
    faults: list[Refusal] = []
    for name, content in files:
        try:
            sheets += pdf.sheets_of(content)
        except pdf.Unfit as error:
            faults.append(rules.file_refusal(error.fault, text.nfc(name)))
    return sheets, faults


def read_stack(intake: Intake) -> jobs.Job | None:
    """Look for the codes on the pages of a stack that nobody has looked at; few at once, many in the background.

    Also goes on after a job that was stopped. Raises Refused while one is running.
    """
    unread = queries.intake.unread(intake.id)
    running = queries.intake.job_of(intake.id)
    if running is not None and running.running:
        raise Refused([Refusal("stack-being-read")])
    if len(unread) > AT_ONCE:
        return jobs.start(JOB, total=len(unread), intake_id=intake.id)
    note_seen({sheet_id: pdf.look_at(queries.stored(sha256)) for sheet_id, sha256 in unread})
    return None


def note_seen(seen: Mapping[int, pdf.Seen]) -> None:
    """Write down what was seen on these pages and lead each to its paper; what needs a human waits.

    One piece of read_stack(), repeatable and without a line of its own in the log: a page looked at is left alone.
    """
    sheets = [one for one in sheets_by_id(list(seen)) if one.state == SheetState.READING]
    codes = {one.id: rules.code_on(seen[one.id].texts) for one in sheets}
    papers = own_papers(found[0] for found in codes.values() if found)
    ids = [paper.id for paper in papers.values()]
    taken, scanned = set(matched_of(ids)), scanned_among(ids)
    for sheet in sheets:
        look, found = seen[sheet.id], codes[sheet.id]
        sheet.dpi, sheet.turned = look.dpi, look.turned
        sheet.code, sheet.page = found or (None, None)
        paper = papers.get(sheet.code) if sheet.code else None
        sheet.paper_id = paper.id if paper else None
        place = (sheet.paper_id or 0, sheet.page or 0)
        known = known_of(paper, paper.id in scanned) if paper else None
        fate = rules.fate(sheet.code, sheet.page, known, place in taken)
        left_out = rules.leaves_out(look.texts, look.blank)
        if left_out:
            sheet.state, sheet.reason = SheetState.DROPPED, left_out
        else:
            sheet.state = SheetState.MATCHED if fate == Fate.MATCHED else SheetState.WAITING
        if sheet.state == SheetState.MATCHED:
            taken.add(place)
    db.session.flush()


@dataclass(frozen=True)
class Decision:
    """What an official says of one page: whose it is and which page of the paper, or why it is left out.

    `instead`, that it takes the place of the page which is the same page of the same paper.
    """

    sheet: IntakeSheet
    paper: Paper | None = None
    page: int = 1
    instead: bool = False
    reason: str = ""


def sort_sheets(decisions: Sequence[Decision]) -> dict[int, list[Refusal]]:
    """Do what was said of each page: it is led to its paper, or left out with the reason.

    A page that is left out stays in the stack and can be taken back. Returns every reason why not, by the id of the
    page; nothing is then done: the page was filed meanwhile, the paper was replaced or has no such page, another page
    is that page already.
    """
    matched = matched_of({one.paper.id for one in decisions if one.paper})
    claimed = Counter((one.paper.id, one.page) for one in decisions if one.paper)
    faults = {one.sheet.id: _decision_faults(one, matched, claimed) for one in decisions}
    faults = {sheet_id: found for sheet_id, found in faults.items() if found}
    for one in () if faults else decisions:
        _do(one, matched)
    return faults


def _decision_faults(one: Decision, matched: Mapping[Place, IntakeSheet], claimed: Counter[Place]) -> list[Refusal]:
    faults = rules.move_refusals(one.sheet.state, SheetState.WAITING)
    if one.paper is None:
        return faults + ([] if one.reason.strip() else [Refusal("sheet-needs-reason")])
    rival = matched.get((one.paper.id, one.page))
    taken_by = rival.number if rival is not None and not one.instead else None
    if claimed[one.paper.id, one.page] > 1:
        faults.append(Refusal("sheet-claimed-twice"))
    return faults + rules.typed_refusals(one.page, known_of(one.paper, False), taken_by)


def _do(one: Decision, matched: Mapping[Place, IntakeSheet]) -> None:
    sheet = one.sheet
    if one.paper is None:
        _drop(sheet, text.nfc(one.reason))
        return
    rival = matched.get((one.paper.id, one.page))
    if rival is not None:
        _drop(rival, f"Dùng trang {sheet.number} thay")
    sheet.state, sheet.code, sheet.page, sheet.paper_id = (
        SheetState.MATCHED,
        one.paper.short_code,
        one.page,
        one.paper.id,
    )
    audit.record("sheet-matched", sheet.intake, number=sheet.number, code=one.paper.short_code, page=one.page)


def _drop(sheet: IntakeSheet, reason: str) -> None:
    sheet.state, sheet.reason = SheetState.DROPPED, reason
    audit.record("sheet-dropped", sheet.intake, number=sheet.number, reason=reason)


def drop_spare(stack: Stack) -> int:
    """Leave out every page of which there is another picture, in the stack or filed before; returns how many."""
    for one in stack.spare:
        one.sheet.state, one.sheet.reason = SheetState.DROPPED, rules.SPARE[one.fate]
    audit.record("spare-dropped", stack.intake, count=len(stack.spare))
    return len(stack.spare)


def take_back_sheet(sheet: IntakeSheet) -> None:
    """Let a page wait for a human again: one that was dropped, or led to a wrong paper. Raises Refused when filed."""
    faults = rules.move_refusals(sheet.state, SheetState.MATCHED, SheetState.DROPPED)
    if faults:
        raise Refused(faults)
    if sheet.state == SheetState.MATCHED:
        sheet.code = sheet.page = sheet.paper_id = None
    sheet.state, sheet.reason = SheetState.WAITING, None
    audit.record("sheet-waits-again", sheet.intake, number=sheet.number)


def file_bundles(intake: Intake, bundles: Sequence[Bundle]) -> list[Scan]:
    """File the scanned pages of these papers, each in the order of its pages and upright, from one stack.

    What somebody filed by hand meanwhile, byte for byte, is not filed again. Raises Refused when the pages of a paper
    are too large for one scan, or the bytes of a page are gone; nothing is then filed.
    """
    scans = file_scans([one.paper for one in bundles], map(_filing, bundles))
    db.session.flush()
    for bundle, scan in zip(bundles, scans, strict=True):
        for one in bundle.sheets:
            one.state, one.scan_id = SheetState.FILED, scan.id
    audit.record("stack-filed", intake, count=len(bundles))
    return scans


def _filing(bundle: Bundle) -> tuple[bytes, str]:
    content = pdf.pages_together([(queries.stored(one.sha256), one.turned) for one in bundle.sheets])
    numbers = ", ".join(str(one.number) for one in bundle.sheets)
    return content, f"Chồng quét {bundle.sheets[0].intake_id}, trang {numbers}.pdf"
