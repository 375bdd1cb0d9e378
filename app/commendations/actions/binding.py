"""The dossier as files: one bound PDF, and the numbered set for the province with its index."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from app import audit, clock, pdf, sheets, text
from app.commendations import documents, queries
from app.commendations.actions.judging import confirmed_instruments
from app.commendations.models import Attachment, Dossier
from app.commendations.rules import MENDABLE
from app.papers import queries as papers
from app.papers.models import Paper, Scan
from app.refusals import Refusal, Refused

# The components in the order of the law: tờ trình, danh sách, báo cáo, biên bản (Điều 84.2), quyết định; with each
# kind of paper the name of its file, without dấu. Every other kind of paper is made beside the dossier.
COMPONENTS: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "Tờ trình và danh sách đề nghị",
        {"proposal": "to_trinh", "roll": "danh_sach", "merit_summary": "tom_tat_thanh_tich"},
    ),
    (
        "Báo cáo thành tích",
        {"report_person": "bao_cao", "report_collective": "bao_cao", "report_household": "bao_cao"},
    ),
    ("Biên bản họp, kiểm phiếu", {"minutes": "bien_ban_hop", "vote_count": "bien_ban_kiem_phieu"}),
    ("Quyết định khen thưởng", {"decision": "quyet_dinh"}),
)
BOUND_KINDS = frozenset(kind for _title, kinds in COMPONENTS for kind in kinds)
ATTACHED = "Tài liệu kèm theo"
SIGNED_COPY = "bản quét có chữ ký"

INDEX = "00_danh_muc.xlsx"
INDEX_COLUMNS = (
    sheets.Column("STT", "number", 6),
    sheets.Column("Tên tài liệu", width=48),
    sheets.Column("Số, ký hiệu"),
    sheets.Column("Ngày", "day"),
    sheets.Column("Số trang", "number", 10),
    sheets.Column("Tên tệp", width=44),
    sheets.Column("SHA-256", width=68),
    sheets.Column("Ghi chú", width=24),
)
_LONGEST_NAME = 60
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Piece:
    """One paper or attachment in its place: how it is called, its bytes, and what the index says of it.

    `bound` are its pages as they are bound, `filed` the file as the province gets it.
    """

    title: str
    name: str
    reference_number: str | None
    day: date
    pages: int
    filed: bytes
    bound: bytes
    note: str = ""

    @property
    def entry(self) -> str:
        """How the contents name it."""
        return f"{self.title} (số {self.reference_number})" if self.reference_number else self.title


@dataclass(frozen=True)
class NumberedFile:
    """One file of the set for the province; `piece` is empty for a file that somebody added."""

    name: str
    content: bytes
    piece: Piece | None = None


def ordered_papers(dossier: Dossier) -> list[Paper]:
    """The sealed papers of a dossier in the order of the law, reports in the order of the roll."""
    return [paper for _title, of_component in _by_component(dossier) for paper in of_component]


def _by_component(dossier: Dossier) -> list[tuple[str, list[Paper]]]:
    known = queries.papers_of(dossier)
    subjects = [0, *(one.id for one in queries.by_roll(dossier))]
    found = []
    for title, kinds in COMPONENTS:
        papers_in_order = [known[kind, of] for of in subjects for kind in kinds if (kind, of) in known]
        found.append((title, papers_in_order))
    return found


def pieces(dossier: Dossier, *, signed: bool = False) -> list[tuple[str, list[Piece]]]:
    """All that belongs to a dossier, by component; a component without anything in it is left out.

    Args: signed, take the newest scan of each paper that came back signed in the place of its sealed bytes.
    Raises Refused when nothing is sealed yet, or no signed copy is filed.
    """
    sealed = _by_component(dossier)
    if not any(of_component for _title, of_component in sealed):
        raise Refused([Refusal("no-proposal")])
    scans = papers.newest_scans(ordered_papers(dossier)) if signed else {}
    if signed and not scans:
        raise Refused([Refusal("no-signed-copy")])
    found = [
        (title, [_of_paper(paper, scans.get(paper.id)) for paper in of_component]) for title, of_component in sealed
    ]
    found.append((ATTACHED, [_of_attachment(one) for one in queries.bound_attachments(dossier)]))
    return [(title, of_component) for title, of_component in found if of_component]


def _of_paper(paper: Paper, scan: Scan | None) -> Piece:
    filed = papers.bytes_of_scan(scan) if scan else papers.bytes_of(paper)
    return Piece(
        title=paper.title,
        name=_file_stem(paper),
        reference_number=paper.reference_number,
        day=paper.day,
        pages=scan.pages if scan else paper.pages,
        filed=filed,
        bound=pdf.fit_scan(filed) if scan else filed,
        note=SIGNED_COPY if scan else "",
    )


def _of_attachment(attached: Attachment) -> Piece:
    """An attachment; the province gets it as it is bound, without what a camera wrote beside the picture."""
    content = queries.bytes_of_attachment(attached)
    whose = f" ({documents.named(attached.nominee)})" if attached.nominee else ""
    return Piece(
        title=f"{attached.title}{whose}",
        name=f"tai_lieu_{_slug(attached.title)}",
        reference_number=None,
        day=clock.local(attached.added_at).date(),
        pages=attached.pages,
        filed=content,
        bound=content,
    )


def bind_dossier(dossier: Dossier, day: date, *, signed: bool = False) -> pdf.Rendered:
    """Bind papers and attachments into one PDF with cover, contents, dividers, bookmarks and "Trang x/y".

    It is an assembly made each time, not the record; of a decided or submitted dossier it is the same each time.
    Args: day, of the cover while the dossier is on the desk; signed, bind the signed copies where they are filed.
    Raises Refused when nothing is sealed yet, or no signed copy is filed.
    """
    of_dossier = pieces(dossier, signed=signed)
    day = _issued_on(dossier) or day
    setting = documents.setting_of(dossier, day, confirmed_instruments())
    cover = documents.cover(dossier, queries.by_roll(dossier), setting)
    bound = [
        pdf.Component(title, tuple(pdf.Part(one.entry, one.bound, one.note) for one in of_component))
        for title, of_component in of_dossier
    ]
    made = pdf.bind(bound, cover_facts=cover, created=day, title=f"Hồ sơ {queries.title_of(dossier)}")
    audit.record("dossier-bound", dossier, pages=made.pages)
    return made


def _issued_on(dossier: Dossier) -> date | None:
    """The day whose names the cover bears once a dossier left the desk: bound again years later it is the same file."""
    if dossier.decision is not None:
        return dossier.decision.day
    return None if dossier.state in MENDABLE else dossier.submitted_on


# ---- the numbered set


def numbered_files(
    dossier: Dossier, *, signed: bool = False, extra: Sequence[tuple[str, bytes]] = ()
) -> list[NumberedFile]:
    """The files of the set in their order: the index, then 01_to_trinh.pdf, 02_danh_sach.pdf …, then what was added.

    A paper's bytes are the sealed ones, or with `signed` the filed scan. Args: extra, names and bytes of more files,
    such as the same papers for a word processor. Raises Refused when nothing is sealed yet.
    """
    found = [one for _title, of_component in pieces(dossier, signed=signed) for one in of_component]
    digits = max(2, len(str(len(found))))
    files = [
        NumberedFile(f"{place:0{digits}d}_{one.name}.pdf", one.filed, one) for place, one in enumerate(found, start=1)
    ]
    files += [NumberedFile(name, content) for name, content in extra]
    rows = [_index_row(place, file, signed) for place, file in enumerate(files, start=1)]
    index = sheets.write_xlsx(f"Danh mục tài liệu: {queries.title_of(dossier)}", INDEX_COLUMNS, rows)
    return [NumberedFile(INDEX, index), *files]


def _index_row(place: int, file: NumberedFile, signed: bool) -> tuple[object, ...]:
    digest, piece = sha256(file.content).hexdigest(), file.piece
    if piece is None:
        return (place, file.name, None, None, None, file.name, digest, "bản để sửa, không thay bản PDF")
    return (place, piece.title, piece.reference_number, piece.day, piece.pages, file.name, digest, piece.note)


def file_set(dossier: Dossier, *, signed: bool = False, extra: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The numbered files in one zip, for the superior's system; the same papers give the same bytes.

    Raises Refused when nothing is sealed yet, or no signed copy is filed.
    """
    stack = io.BytesIO()
    with zipfile.ZipFile(stack, "w") as archive:
        for file in numbered_files(dossier, signed=signed, extra=extra):
            # The day of the paper, not of the download.
            day = file.piece.day if file.piece else None
            moment = (day.year, day.month, day.day, 0, 0, 0) if day else _NO_MOMENT
            archive.writestr(zipfile.ZipInfo(file.name, moment), file.content)
    return stack.getvalue()


def _file_stem(paper: Paper) -> str:
    """What a file of the set is called after its number: what it is, and for a report whose it is."""
    name = next(kinds[paper.kind] for _title, kinds in COMPONENTS if paper.kind in kinds)
    whose = paper.title.partition(" của ")[2] if name == "bao_cao" else ""
    return f"{name}_{_slug(whose)}" if whose else name


def _slug(words: str) -> str:
    """Words as a file name takes them: without dấu, joined by low lines, cut between two words."""
    return "_".join(_until(re.findall(r"[a-z0-9]+", text.fold(words)), _LONGEST_NAME)) or "khong_ten"


def _until(words: Sequence[str], longest: int) -> Iterator[str]:
    length = 0
    for word in words:
        length += len(word) + 1
        if length > longest + 1:
            return
        yield word[:longest]
