"""Reads of scanned stacks: one stack with what became of its pages, and the tray of pages that wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.exceptions import NotFound

from app import jobs, pdf, text
from app.db import db
from app.papers import rules
from app.papers.models import Intake, IntakeSheet, Paper, Scan
from app.papers.queries.papers import by_code, stored
from app.papers.rules import LEFT, SPARE, Fate, Known, SheetState
from app.tenancy import scope_of

JOB = "read-stack"
STACKS = 50  # stacks of the tray on one page
WAITING = 25  # pages on one screen that somebody must look at
FOUND = 21  # papers that a few letters find; the box shows twenty and asks for more letters
LOOKED_AT = 300  # papers that are put in order before the first are shown

Place = tuple[int, int]  # the id of a paper and which page of it


@dataclass(frozen=True)
class Bundle:
    """The scanned pages of one paper that wait to be filed, in the order of its pages; `lacking` did not come."""

    paper: Paper
    sheets: tuple[IntakeSheet, ...]
    lacking: tuple[int, ...]
    scanned: bool

    @property
    def dpi(self) -> int | None:
        """The coarsest page."""
        return min((sheet.dpi for sheet in self.sheets if sheet.dpi is not None), default=None)


@dataclass(frozen=True)
class Waiting:
    """A page that a human must look at, and why; `rival` is the page that is the same page of the same paper."""

    sheet: IntakeSheet
    fate: Fate
    paper: Paper | None
    rival: IntakeSheet | None


@dataclass(frozen=True)
class Stack:
    """A stack with what became of its pages."""

    intake: Intake
    job: jobs.Job | None
    bundles: tuple[Bundle, ...]
    waiting: tuple[Waiting, ...]

    @property
    def complete(self) -> list[Bundle]:
        """The papers all of whose pages came."""
        return [one for one in self.bundles if not one.lacking]

    @property
    def incomplete(self) -> list[Bundle]:
        """The papers of which a page is still out."""
        return [one for one in self.bundles if one.lacking]

    @property
    def spare(self) -> list[Waiting]:
        """The pages that came a second time, in this stack or after the paper had its scan."""
        return [one for one in self.waiting if one.fate in SPARE]

    @property
    def papers(self) -> list[Paper]:
        """The papers whose pages are in the stack, each once, in the order in which they lay."""
        return list({one.paper.id: one.paper for one in self.intake.sheets if one.paper is not None}.values())

    @property
    def filed(self) -> list[tuple[Paper, list[IntakeSheet]]]:
        """The papers that were filed out of the stack, each with its pages."""
        found: dict[int, tuple[Paper, list[IntakeSheet]]] = {}
        for one in self.in_state(SheetState.FILED):
            if one.paper is not None:
                found.setdefault(one.paper.id, (one.paper, []))[1].append(one)
        return list(found.values())

    def in_state(self, state: str) -> list[IntakeSheet]:
        """The pages of the stack in one state."""
        return [sheet for sheet in self.intake.sheets if sheet.state == state]


def get(intake_id: int) -> Intake:
    """The stack with this id; a foreign or unknown id is not found."""
    found = db.session.get(Intake, intake_id)
    if found is None or found.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return found


def sheet(sheet_id: int) -> IntakeSheet:
    """The page of a stack with this id; a foreign or unknown id is not found."""
    found = db.session.get(IntakeSheet, sheet_id)
    if found is None or found.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return found


def stack(intake: Intake) -> Stack:
    """What became of the pages of a stack, in the same number of reads for three pages and for three hundred."""
    sheets = list(
        db.session.scalars(
            select(IntakeSheet)
            .where(IntakeSheet.intake_id == intake.id)
            .options(joinedload(IntakeSheet.paper))
            .order_by(IntakeSheet.number)
        )
    )
    matched = matched_of({one.paper_id for one in sheets if one.paper_id})
    scanned = scanned_among([one.paper_id for one in sheets if one.paper_id])
    own = list(dict.fromkeys(one.paper_id for one in sheets if one.paper_id and one.state == SheetState.MATCHED))
    bundles = tuple(_bundle(matched, paper_id, paper_id in scanned) for paper_id in own)
    waiting = tuple(_waiting(one, matched, scanned) for one in sheets if one.state == SheetState.WAITING)
    return Stack(intake, job_of(intake.id), bundles, waiting)


def matched_of(paper_ids: Iterable[int]) -> dict[Place, IntakeSheet]:
    """The pages of any stack that wait to be filed at these papers, by paper and page."""
    ids = sorted(paper_ids)
    chosen = (
        select(IntakeSheet)
        .where(IntakeSheet.paper_id.in_(ids), IntakeSheet.state == SheetState.MATCHED)
        .options(joinedload(IntakeSheet.paper))
        .order_by(IntakeSheet.id)
    )
    found = db.session.scalars(chosen) if ids else ()
    return {(one.paper_id or 0, one.page or 0): one for one in found}


def scanned_among(paper_ids: Iterable[int]) -> set[int]:
    """Those of these papers at which a scan was filed."""
    ids = sorted(set(paper_ids))
    return set(db.session.scalars(select(Scan.paper_id).where(Scan.paper_id.in_(ids)))) if ids else set()


def _bundle(matched: dict[Place, IntakeSheet], paper_id: int, scanned: bool) -> Bundle:
    there = {page: one for (paper, page), one in sorted(matched.items()) if paper == paper_id}
    paper = next(iter(there.values())).paper
    if paper is None:
        raise LookupError(f"paper {paper_id} is gone")
    return Bundle(paper, tuple(there.values()), rules.lacking(paper.pages, there), scanned)


def _waiting(one: IntakeSheet, matched: dict[Place, IntakeSheet], scanned: set[int]) -> Waiting:
    rival = matched.get((one.paper_id or 0, one.page or 0))
    known = known_of(one.paper, one.paper_id in scanned) if one.paper else None
    return Waiting(one, rules.fate(one.code, one.page, known, rival is not None), one.paper, rival)


def known_of(paper: Paper, scanned: bool) -> Known:
    """What the rules ask of a paper."""
    return Known(paper.pages, paper.replaced, scanned)


def job_of(intake_id: int) -> jobs.Job | None:
    """The newest job that looks for the codes of a stack."""
    chosen = select(jobs.Job).where(jobs.Job.kind == JOB, jobs.Job.arguments["intake_id"].as_integer() == intake_id)
    return db.session.scalars(chosen.order_by(jobs.Job.id.desc()).limit(1)).first()


def same_stack(sha256: str) -> Intake | None:
    """The stack that was taken in before with these very files."""
    home = scope_of(db.session()).home
    return db.session.scalars(
        select(Intake).where(Intake.sha256 == sha256, Intake.owner_id == home).order_by(Intake.id.desc())
    ).first()


def unread(intake_id: int) -> list[tuple[int, str]]:
    """The pages of a stack that nobody has looked at: their ids and the hashes of their bytes, in order."""
    chosen = (
        select(IntakeSheet.id, IntakeSheet.sha256)
        .where(IntakeSheet.intake_id == intake_id, IntakeSheet.state == SheetState.READING)
        .order_by(IntakeSheet.number)
    )
    return [(sheet_id, sha256) for sheet_id, sha256 in db.session.execute(chosen)]


def sheets_by_id(ids: Sequence[int]) -> list[IntakeSheet]:
    """These pages, in the order in which they lay in their stacks."""
    chosen = select(IntakeSheet).where(IntakeSheet.id.in_(ids))
    return list(db.session.scalars(chosen.order_by(IntakeSheet.intake_id, IntakeSheet.number)))


def own_papers(codes: Iterable[str]) -> dict[str, Paper]:
    """The papers of the own authority with these short codes, by code."""
    wanted = sorted(set(codes))
    chosen = select(Paper).where(Paper.short_code.in_(wanted), Paper.owner_id.in_(scope_of(db.session()).writes))
    return {paper.short_code: paper for paper in db.session.scalars(chosen)} if wanted else {}


def picture(sheet: IntakeSheet) -> bytes:
    """The page as a PNG for the screen, upright. Raises Refused when its bytes are gone, NotFound when unreadable."""
    try:
        return pdf.page_picture(stored(sheet.sha256), sheet.turned)
    except pdf.Unreadable as error:
        raise NotFound from error


def open_papers(typed: str) -> list[Paper]:
    """The papers that a short code or some letters of a name may mean: for letters those still out, best fit first.

    Args: typed, a code as it stands beside the QR, with or without its page; or at least three letters, since fewer
    find nothing.
    """
    writes = scope_of(db.session()).writes
    meant = by_code(typed)
    if meant is not None:
        return [meant] if meant.owner_id in writes else []
    if not rules.is_enough_to_search(typed):
        return []
    scanned = select(Scan.id).where(Scan.paper_id == Paper.id).exists()
    matched = IntakeSheet.paper_id == Paper.id, IntakeSheet.state == SheetState.MATCHED
    here = select(IntakeSheet.id).where(*matched).exists()
    chosen = select(Paper).where(Paper.owner_id.in_(writes), Paper.replaced.is_(False), ~scanned)
    chosen = chosen.where(or_(Paper.pages > 1, ~here))
    for word in text.fold(typed).split():
        chosen = chosen.where(_named(word))
    found = db.session.scalars(chosen.order_by(Paper.id.desc()).limit(LOOKED_AT))
    return sorted(found, key=lambda paper: -text.name_matches(text.fold(typed), _name_in(paper.title)))[:FOUND]


def _name_in(title: str) -> str:
    return title.rpartition(": ")[2]


def _named(word: str) -> ColumnElement[bool]:
    """Titles in which a word stands behind the colon ("Bản cam kết: Hồ Cẩm"), so that "cam" does not find them all."""
    title = Paper.search_fold
    behind = title.like(f"%: %{word.replace('/', '//').replace('%', '/%').replace('_', '/_')}%", escape="/")
    return or_(behind, and_(~title.contains(": "), title.contains(word, autoescape=True)))


# ---- the tray


@dataclass(frozen=True)
class TrayLine:
    """One stack in the tray: how many of its pages are in each state."""

    intake: Intake
    states: dict[str, int]

    @property
    def left(self) -> int:
        """How many of its pages somebody still has to do something with."""
        return sum(self.states.get(state, 0) for state in LEFT)


def tray(before: int | None = None) -> list[TrayLine]:
    """The stacks, newest first, one more than a page of the tray holds; before, the id of the last one shown."""
    home = scope_of(db.session()).home
    chosen = select(Intake).where(Intake.owner_id == home).order_by(Intake.id.desc()).limit(STACKS + 1)
    if before:
        chosen = chosen.where(Intake.id < before)
    stacks = list(db.session.scalars(chosen))
    states: dict[int, dict[str, int]] = {one.id: {} for one in stacks}
    rows = db.session.execute(
        select(IntakeSheet.intake_id, IntakeSheet.state, func.count(IntakeSheet.id))
        .where(IntakeSheet.intake_id.in_(states))
        .group_by(IntakeSheet.intake_id, IntakeSheet.state)
    )
    for intake_id, state, count in rows:
        states[intake_id][state] = count
    return [TrayLine(one, states[one.id]) for one in stacks]


def waiting_sheets(limit: int = STACKS) -> list[Waiting]:
    """The pages of all stacks that nobody knows whose they are, the longest waiting first."""
    home = scope_of(db.session()).home
    chosen = (
        select(IntakeSheet)
        .where(IntakeSheet.state == SheetState.WAITING, IntakeSheet.owner_id == home)
        .options(joinedload(IntakeSheet.paper), joinedload(IntakeSheet.intake))
        .order_by(IntakeSheet.id)
        .limit(limit)
    )
    sheets = list(db.session.scalars(chosen))
    papers = {one.paper_id for one in sheets if one.paper_id}
    matched, scanned = matched_of(papers), scanned_among(papers)
    return [_waiting(one, matched, scanned) for one in sheets]


def left_over() -> dict[str, int]:
    """How many scanned pages of the own authority wait for a human, and how many wait to be filed."""
    home = scope_of(db.session()).home
    rows = db.session.execute(
        select(IntakeSheet.state, func.count(IntakeSheet.id))
        .where(IntakeSheet.owner_id == home, IntakeSheet.state.in_(sorted(LEFT)))
        .group_by(IntakeSheet.state)
    )
    return {state: count for state, count in rows}
