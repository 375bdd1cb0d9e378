"""The dossier as files: one bound PDF, the numbered set for the province, all certificates in one stack."""

import io
import zipfile
from datetime import date

from app import audit, pdf, text
from app.commendations import documents, queries
from app.commendations.actions.judging import confirmed_instruments
from app.commendations.models import Dossier
from app.papers import queries as papers
from app.papers.models import Paper
from app.refusals import Refusal, Refused

# File names without dấu, in the order of the law: tờ trình, danh sách, báo cáo, biên bản (Điều 84.2), quyết định.
FILES = {
    "proposal": "to_trinh",
    "roll": "danh_sach",
    "report": "bao_cao",
    "minutes": "bien_ban_hop",
    "vote_count": "bien_ban_kiem_phieu",
    "decision": "quyet_dinh",
}


def ordered_papers(dossier: Dossier) -> list[Paper]:
    """The sealed papers of a dossier in the order of the law, reports in the order of the roll."""
    known = queries.papers_of(dossier)
    found = [known.get((kind, 0)) for kind in ("proposal", "roll")]
    found += [known.get((f"report_{one.subject_kind}", one.id)) for one in queries.by_roll(dossier)]
    found += [known.get((kind, 0)) for kind in ("minutes", "vote_count", "decision")]
    return [paper for paper in found if paper is not None]


def bind_dossier(dossier: Dossier, day: date) -> pdf.Rendered:
    """Bind the sealed papers into one PDF with cover, contents, bookmarks and "Trang x/y".

    It is an assembly made each time, not the record. Raises Refused when nothing is sealed yet.
    """
    sealed = ordered_papers(dossier)
    if not sealed:
        raise Refused([Refusal("no-proposal")])
    setting = documents.setting_of(dossier, day, confirmed_instruments())
    cover = documents.cover(dossier, queries.by_roll(dossier), setting)
    bound = [pdf.Part(_entry(paper), papers.bytes_of(paper)) for paper in sealed]
    made = pdf.bind(bound, cover_facts=cover, created=day, title=f"Hồ sơ {queries.title_of(dossier)}")
    audit.record("dossier-bound", dossier, pages=made.pages)
    return made


def _entry(paper: Paper) -> str:
    return f"{paper.title} (số {paper.reference_number})" if paper.reference_number else paper.title


def file_set(dossier: Dossier) -> bytes:
    """The same papers as numbered files in one zip, for the superior's system: 01_to_trinh.pdf, 02_danh_sach.pdf …

    The bytes are the sealed ones. Raises Refused when nothing is sealed yet.
    """
    sealed = ordered_papers(dossier)
    if not sealed:
        raise Refused([Refusal("no-proposal")])
    stack = io.BytesIO()
    with zipfile.ZipFile(stack, "w") as archive:
        for place, paper in enumerate(sealed, start=1):
            # The day of the paper, not of the download: the same papers give the same file.
            name = zipfile.ZipInfo(file_name(place, paper), (paper.day.year, paper.day.month, paper.day.day, 0, 0, 0))
            archive.writestr(name, papers.bytes_of(paper))
    return stack.getvalue()


def file_name(place: int, paper: Paper) -> str:
    """The name of a file of the set: number, what it is, and for a report whose it is."""
    kind = paper.kind.split("_")[0] if paper.kind.startswith("report") else paper.kind
    whose = ""
    if kind == "report":
        whose = "_" + "_".join("".join(c if c.isalnum() else " " for c in text.fold(paper.title)).split()[5:])
    return f"{place:02d}_{FILES[kind]}{whose}.pdf"


def certificates_file(dossier: Dossier) -> pdf.Rendered:
    """All giấy khen of a decision as one stack for the printer, in the order of the list."""
    known = queries.papers_of(dossier)
    found = [known.get(("certificate", one.id)) for one in queries.by_roll(dossier)]
    sealed = [papers.bytes_of(paper) for paper in found if paper is not None]
    if not sealed:
        raise Refused([Refusal("no-such-paper")])
    return pdf.merge(sealed)
