"""Reads of papers: one paper and its bytes, the papers of a record, the list, the number registers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import NotFound

from app import storage, text
from app.access import Role
from app.db import db
from app.papers import rules
from app.papers.models import Entry, Paper, Printer, Scan, Series
from app.places.models import Authority
from app.refusals import Refusal, Refused
from app.tenancy import actor_of, scope_of

PAGE = 50
SHEET = 5_000


def get(paper_id: int) -> Paper:
    """The paper with this id; a foreign or unknown id is not found."""
    paper = db.session.get(Paper, paper_id)
    if paper is None or not (_reads_all() or paper.kind in rules.DOSSIER_KINDS):
        raise NotFound
    return paper


def _reads_all() -> bool:
    """Whether one works with every paper of the commune, and not with dossiers alone."""
    return bool(actor_of(db.session()).roles & {Role.OFFICER, Role.CLERK, Role.LEADER})


def get_scan(scan_id: int) -> Scan:
    """The scan with this id; a foreign or unknown id is not found."""
    scan = db.session.get(Scan, scan_id)
    if scan is None:
        raise NotFound
    get(scan.paper_id)
    return scan


def by_code(typed: str) -> Paper | None:
    """The paper whose short code this is, as read from a page or typed by hand."""
    code = rules.clean_code(typed)
    if not rules.check_code(code):
        return None
    found = select(Paper).where(Paper.short_code == code).limit(1)
    if not _reads_all():
        found = found.where(Paper.kind.in_(rules.DOSSIER_KINDS))
    return db.session.scalars(found).one_or_none()


def current(subject: Any, kind: str) -> Paper | None:
    """The paper of this kind that holds for a record: the newest one that was not replaced."""
    return db.session.scalars(
        _about(subject).where(Paper.kind == kind, Paper.replaced.is_(False)).order_by(Paper.id.desc())
    ).first()


def of(subject: Any) -> list[Paper]:
    """All papers that hold for a record, in the order in which they were sealed."""
    return list(db.session.scalars(_about(subject).where(Paper.replaced.is_(False)).order_by(Paper.id)))


def history(subject: Any) -> list[Paper]:
    """All papers ever sealed for a record, replaced ones too, newest first."""
    return list(db.session.scalars(_about(subject).order_by(Paper.id.desc())))


def of_many(table: str, ids: Iterable[int]) -> dict[int, list[Paper]]:
    """The papers that hold for each of several records of one table; every id has its list."""
    found: dict[int, list[Paper]] = {subject_id: [] for subject_id in ids}
    chosen = select(Paper).where(Paper.subject_table == table, Paper.subject_id.in_(found), Paper.replaced.is_(False))
    for paper in db.session.scalars(chosen.order_by(Paper.id)) if found else ():
        found[paper.subject_id].append(paper)
    return found


def _about(subject: Any) -> Select[Any]:
    return select(Paper).where(Paper.subject_table == subject.__tablename__, Paper.subject_id == subject.id)


def replacement_of(paper: Paper) -> Paper | None:
    """The newer paper that took the place of this one."""
    return db.session.scalars(select(Paper).where(Paper.replaces_id == paper.id)).first()


def predecessor_of(paper: Paper) -> Paper | None:
    """The older paper whose place this one took."""
    return db.session.get(Paper, paper.replaces_id) if paper.replaces_id else None


def bytes_of(paper: Paper) -> bytes:
    """The sealed bytes, as they were made. Raises Refused when they are gone or no longer match their hash."""
    return stored(paper.sha256)


def bytes_of_scan(scan: Scan) -> bytes:
    """The bytes of a scan, as they were filed. Raises Refused like bytes_of."""
    return stored(scan.sha256)


def newest_scans(sealed: Iterable[Paper]) -> dict[int, Scan]:
    """The last scan filed at each of these papers, by paper; a paper that did not come back signed is left out."""
    ids = [paper.id for paper in sealed]
    chosen = select(Scan).where(Scan.paper_id.in_(ids)).order_by(Scan.id)
    return {scan.paper_id: scan for scan in db.session.scalars(chosen)} if ids else {}


def stored(sha256: str) -> bytes:
    """Kept bytes by their hash. Raises Refused when they are gone or no longer match it."""
    try:
        return storage.get(sha256)
    except storage.Missing as error:
        raise Refused([Refusal("file-missing", detail=sha256[:12])]) from error
    except storage.Altered as error:
        raise Refused([Refusal("file-altered", detail=sha256[:12])]) from error


def browsable(chosen: Select[Paper]) -> Select[Paper]:
    """Narrow to the papers one may come upon in lists and in the search.

    The province comes to a commune's paper from the dossier that was sent to it, never by browsing.
    """
    if _reads_all():
        return chosen
    home = scope_of(db.session()).home
    return chosen.where(Paper.kind.in_(rules.DOSSIER_KINDS), Paper.owner_id == home)


def found(
    words: str = "", kind: str | None = None, state: str | None = None, before: int | None = None, limit: int = PAGE
) -> list[Paper]:
    """The papers that fit a search, newest first.

    Args: words of the title, a number or a short code, without dấu too; state "unnumbered", "current" or
    "replaced"; before, the id of the last paper of the page before. Returns one more than a page holds.
    """
    chosen = browsable(select(Paper)).order_by(Paper.id.desc()).limit(limit + 1)
    for word in text.fold(words).split():
        chosen = chosen.where(Paper.search_fold.contains(word, autoescape=True))
    if kind:
        chosen = chosen.where(Paper.kind == kind)
    if state:
        chosen = chosen.where(Paper.replaced.is_(state == "replaced"))
    if state == "unnumbered":
        chosen = chosen.where(Paper.reference_number.is_(None), Paper.kind.in_(rules.NUMBERED))
    if before:
        chosen = chosen.where(Paper.id < before)
    return list(db.session.scalars(chosen))


def registers() -> list[Series]:
    """The number registers of the own authority, newest year first."""
    home = scope_of(db.session()).home
    chosen = select(Series).where(Series.owner_id == home).order_by(Series.year.desc(), Series.symbol)
    return list(db.session.scalars(chosen))


def register(symbol: str, year: int) -> Series | None:
    """The register of a symbol in a year, if a number was taken from it; copies of every kind share one."""
    home = scope_of(db.session()).home
    symbol = rules.register_symbol(symbol)
    return db.session.scalars(
        select(Series).where(Series.owner_id == home, Series.symbol == symbol, Series.year == year)
    ).one_or_none()


def entry(series: Series | None, number: int) -> Entry | None:
    """Who has this number of a register."""
    if series is None:
        return None
    return db.session.scalars(select(Entry).where(Entry.series_id == series.id, Entry.number == number)).one_or_none()


@dataclass(frozen=True)
class RegisterPage:
    """One register as it is shown: its entries, newest number first, and the numbers nobody explained."""

    series: Series
    entries: list[Entry]
    gaps: list[tuple[int, int]]


def register_or_404(symbol: str, year: int) -> Series:
    """The register of the own authority; one that nobody opened is not found."""
    series = register(symbol, year)
    if series is None:
        raise NotFound
    return series


def is_own(paper: Paper) -> bool:
    """Whether the own authority may number this paper and file its scan; the province only reads it."""
    return paper.owner_id in scope_of(db.session()).writes


def foreign_owners(papers: list[Paper]) -> dict[int, str]:
    """The places of the papers of other authorities, by owner, in one read; empty when all are one's own."""
    owners = {paper.owner_id for paper in papers if not is_own(paper)}
    chosen = select(Authority).where(Authority.id.in_(owners))
    return {found.id: found.place_name for found in db.session.scalars(chosen)} if owners else {}


def register_page(series: Series) -> RegisterPage:
    """The entries of a register with their papers, and the gaps between them."""
    chosen = (
        select(Entry)
        .where(Entry.series_id == series.id)
        .options(selectinload(Entry.paper))
        .order_by(Entry.number.desc())
    )
    entries = list(db.session.scalars(chosen))
    return RegisterPage(series, entries, rules.gaps((one.number for one in entries), series.begun_after, series.last))


def printers() -> list[Printer]:
    """The printers of the own authority, the one offered first before the others."""
    home = scope_of(db.session()).home
    chosen = select(Printer).where(Printer.owner_id == home).order_by(Printer.is_default.desc(), Printer.name)
    return list(db.session.scalars(chosen))


def printer(printer_id: int) -> Printer:
    """The printer with this id; a foreign or unknown id is not found."""
    found = db.session.get(Printer, printer_id)
    if found is None or found.owner_id != scope_of(db.session()).home:
        raise NotFound
    return found


def copy_source(paper: Paper) -> rules.Source:
    """What the rules of copies ask of a paper; the kind of copy it is stands in its number: "03/SY-UBND"."""
    parts = rules.reference_parts(paper.reference_number) if paper.reference_number else None
    kind = rules.symbol_parts(parts[1])[0] if parts else None
    return rules.Source(paper.reference_number, paper.replaced, kind if kind in rules.COPY_TITLES else None)


def bytes_to_copy(paper: Paper) -> bytes:
    """What a copy is made from: the newest scan with signature and seal, or the sealed bytes when none was filed."""
    return bytes_of_scan(paper.scans[-1]) if paper.scans else bytes_of(paper)


def copies_of(paper: Paper) -> list[Paper]:
    """The copies and excerpts that were made of a paper, oldest first."""
    return of(paper)
