"""What the books hold that proves a nominee's merit: photographs of classes, signed pledges, certificates, awards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import pdf, text
from app.commendations.models import Nominee
from app.commendations.queries.achievements import received_before
from app.commitments import queries as commitments
from app.papers import queries as papers
from app.papers.models import Paper, Scan
from app.people.models import Person
from app.plans.rules import About, Period
from app.training import queries as training

MOST = 120  # on one page; of more photographs the page of the class shows the rest
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Offer:
    """One file of the books: how it would be called among the attachments, where it stands, its bytes by hash.

    `group` is photo, document, pledge, certificate, sheet or award.
    """

    key: str
    group: str
    title: str
    source: str
    file_name: str
    sha256: str

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, not a PDF."""
        return not self.file_name.endswith(".pdf")


def offered(nominee: Nominee, course_ids: Sequence[int], period: Period) -> list[Offer]:
    """What may be taken over for a nominee, in the order in which a dossier shows it; the same file once.

    Args: course_ids, the classes behind the nominee's figures; period, that of the round.
    """
    rows = [*_pledges(nominee, period), *_certificates(nominee, period), *_sheets(course_ids), *_awards(nominee)]
    rows += _materials(training.told.materials_of(course_ids, MOST))
    once: dict[str, Offer] = {}
    for one in rows:
        once.setdefault(one.sha256, one)
    return list(once.values())[:MOST]


def small_picture(offer: Offer) -> bytes:
    """A small look at the file: the picture itself, or the first page of the PDF."""
    content = papers.stored(offer.sha256)
    return pdf.thumbnail(content) if offer.is_picture else pdf.page_picture(content, width=320)


def _materials(rows: Iterable[Any]) -> Iterator[Offer]:
    for row in rows:
        day = f", buổi ngày {text.day_text(row.training.day)}" if row.training else ""
        photo = row.kind == "photo"
        caption = f": {row.caption}" if row.caption else ""
        what = "Ảnh" if photo else "Tài liệu"
        yield Offer(
            key=f"material-{row.id}",
            group="photo" if photo else "document",
            title=f"{what} lớp “{row.course.title}”{day}{caption}"[:LONGEST_TITLE],
            source=f"Sổ tập huấn: lớp “{row.course.title}”{day}; {row.added_by} lưu",
            file_name=f"lop-{row.course_id}-{row.id}.{ENDINGS[row.media_type]}",
            sha256=row.sha256,
        )


ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def _pledges(nominee: Nominee, period: Period) -> Iterator[Offer]:
    """The signed pledges: the scan that came back, the file signed electronically, else the sealed paper."""
    about = About(nominee.person_id, nominee.household_id, nominee.collective_id)
    pledges = commitments.promised.signed_pledges(about, period)
    ids = [one.id for one in pledges]
    electronic = {one.commitment_id: one for one in commitments.promised.signed_files(ids)}
    of_pledge = papers.of_many("commitment", ids)
    scans = papers.newest_scans([paper for sealed in of_pledge.values() for paper in sealed])
    for pledge in pledges:
        file = electronic.get(pledge.id)
        if file is not None:
            source = f"Sổ cam kết, ký ngày {_day(pledge.signed_on)}"
            yield Offer(f"signed-{file.id}", "pledge", "Bản cam kết đã ký số", source, _SIGNED_FILE, file.sha256)
            continue
        for paper in of_pledge[pledge.id]:
            yield _paper(paper, scans, "pledge", f"Bản cam kết ký ngày {_day(pledge.signed_on)}", "Sổ cam kết")
    for row in commitments.promised.proofs(ids):
        if row.sha256 and row.file_name:
            title = f"Minh chứng thực hiện cam kết: {row.promise.text}"[:LONGEST_TITLE]
            source = f"Sổ cam kết; {row.attested_by} ghi ngày {_day(row.day)}"
            yield Offer(f"proof-{row.id}", "pledge", title, source, row.file_name.casefold(), row.sha256)


_SIGNED_FILE = "ban-ky-so.pdf"


def _day(day: date | None) -> str:
    return text.day_text(day) if day else ""


def _certificates(nominee: Nominee, period: Period) -> Iterator[Offer]:
    """The giấy chứng nhận of the person, or of everybody in the household."""
    people: list[Person] = [nominee.person] if nominee.person else []
    if nominee.household is not None:
        people = list(nominee.household.members)
    made = training.told.completions_of([one.id for one in people], period)
    scans = papers.newest_scans(paper for paper, _title in made)
    for paper, _title in made:
        yield _paper(paper, scans, "certificate", paper.title, "Sổ tập huấn")


def _sheets(course_ids: Sequence[int]) -> Iterator[Offer]:
    """What was signed at the classes: sheets of attendance and lists of completion that came back."""
    found = training.told.papers_of(course_ids)
    scans = papers.newest_scans(paper for paper, _title, _day in found)
    for paper, _title, _meeting in found:
        if paper.id in scans:
            yield _paper(paper, scans, "sheet", paper.title, "Sổ tập huấn")


def _awards(nominee: Nominee) -> Iterator[Offer]:
    """The giấy khen received before that were made here."""
    earlier = [one.nominee_id for one in received_before([nominee])[nominee.id] if one.nominee_id]
    made = [paper for sealed in papers.of_many("nominee", earlier).values() for paper in sealed]
    made = [paper for paper in made if paper.kind == "certificate"]
    scans = papers.newest_scans(made)
    for paper in made:
        yield _paper(paper, scans, "award", paper.title, "Sổ khen thưởng")


def _paper(paper: Paper, scans: dict[int, Scan], group: str, title: str, book: str) -> Offer:
    """The scan of a paper with its signature and seal, or the paper as it was sealed where none came back."""
    scan = scans.get(paper.id)
    number = f", số {paper.reference_number}" if paper.reference_number else ""
    kept = "bản quét có chữ ký" if scan is not None else "bản đã khóa, chưa có bản quét"
    return Offer(
        key=f"scan-{scan.id}" if scan is not None else f"paper-{paper.id}",
        group=group,
        title=f"{title}{number}"[:LONGEST_TITLE],
        source=f"{book}, mã {paper.short_code}, {kept}",
        file_name=f"{paper.kind}-{paper.short_code}.pdf".casefold(),
        sha256=scan.sha256 if scan is not None else paper.sha256,
    )
