"""Writes the papers of a told story as files, with a manifest that says what each of them is.

First one of each kind, then the bound dossier, then the numbered files as the province gets them. A paper's bytes are
the sealed ones; only the bound dossier is put together here, as the button on its page does.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from app import law
from app.activities.queries import inspections
from app.cli.story import Told
from app.cli.story.cast import OFFICER, acting
from app.commendations import actions, queries
from app.commendations.models import Dossier
from app.commitments import queries as commitments
from app.oversight.queries import reports
from app.papers import queries as papers
from app.papers.documents import TEMPLATES, layout_of
from app.papers.models import Paper
from app.papers.rules import KINDS
from app.plans import queries as plans
from app.training import queries as training

BOUND, ATTACHED, INDEX = "dossier", "attachment", "index"


@dataclass(frozen=True)
class Line:
    """One line of the manifest; `form_number` is empty for a layout that is our own, `pages` 0 for a workbook."""

    kind: str
    file: str
    pages: int
    sha256: str
    form_number: str | None
    law_date: str
    title: str


@dataclass(frozen=True)
class File:
    """One file to write, with its line."""

    line: Line
    content: bytes


def write(out: Path, told: Told, day: date) -> int:
    """Write every file and manifest.json into a folder; returns how many files beside the manifest."""
    with acting(OFFICER, day):
        files = [*_one_of_each(told), _bound(told, day), *_other_forms(told), *_pledges(told), *_province(told)]
    for file in files:
        place = out / file.line.file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
    manifest = json.dumps([asdict(file.line) for file in files], ensure_ascii=False, indent=2)
    (out / "manifest.json").write_text(manifest + "\n", encoding="utf-8")
    return len(files)


def _one_of_each(told: Told) -> Iterator[File]:
    """One paper of each kind but the bound dossier, in the order in which the kinds are listed."""
    found: dict[str, Paper] = {}
    for paper in _papers(told):
        found.setdefault(paper.kind, paper)
    absent = [kind for kind in KINDS if kind not in found and kind != BOUND]
    if absent:
        raise LookupError(f"the story made no {', '.join(absent)}")
    return (_file(found[kind], f"{kind}.pdf", papers.bytes_of(found[kind])) for kind in KINDS if kind != BOUND)


def _other_forms(told: Told) -> Iterator[File]:
    """One report of each form that is laid out otherwise than the kind's own, in the order of the layouts."""
    found: dict[str, Paper] = {}
    for paper in _papers(told):
        found.setdefault(layout_of(paper.kind, paper.form_code), paper)
    layouts = [layout for layout in TEMPLATES if layout not in KINDS]
    absent = [layout for layout in layouts if layout not in found]
    if absent:
        raise LookupError(f"the story made no {', '.join(absent)}")
    return (_file(found[layout], f"{layout}.pdf", papers.bytes_of(found[layout])) for layout in layouts)


def _pledges(told: Told) -> Iterator[File]:
    """The bản cam kết of each kind of subject besides the household."""
    for campaign in commitments.campaigns():
        for row in commitments.in_campaign(campaign.id, "printed") if campaign.id != told.campaign else ():
            for paper in papers.of(row):
                yield _file(paper, f"commitment-{campaign.wording.subject_kind}.pdf", papers.bytes_of(paper))


def _papers(told: Told) -> Iterator[Paper]:
    for row in commitments.in_campaign(told.campaign, "signed"):
        yield from papers.of(row)
    for one in training.trainings(told.classes.first):
        yield from papers.of(one)
    course = training.get(told.classes.first)
    yield from papers.of(course)
    yield from training.records(course)
    for dossier_id in (told.awards.decided, told.merits.sudden, told.merits.service):
        for paper in queries.papers_of(queries.get(dossier_id)).values():
            yield paper
            yield from papers.copies_of(paper)
    yield from queries.beside(queries.get(told.awards.decided))
    yield from papers.of(inspections.get(told.inspected))
    yield from papers.of(reports.get(told.reported))
    for version in plans.get(told.plan).versions:
        yield from papers.of(version)
    yield from queries.papers_of_revocations(queries.revocations_of(queries.get(told.revoked))).values()


def _file(paper: Paper, name: str, content: bytes) -> File:
    line = Line(
        kind=paper.kind,
        file=name,
        pages=paper.pages,
        sha256=hashlib.sha256(content).hexdigest(),
        form_number=paper.form_number,
        law_date=paper.law_date.isoformat(),
        title=paper.title,
    )
    return File(line, content)


def _bound(told: Told, day: date) -> File:
    """The whole dossier of the commune in one file."""
    dossier = queries.get(told.awards.decided)
    made = actions.bind_dossier(dossier, day)
    law_day = law.law_date(dossier.received_on)
    line = Line(
        kind=BOUND,
        file="dossier.pdf",
        pages=made.pages,
        sha256=hashlib.sha256(made.bytes).hexdigest(),
        form_number=None,
        law_date=law_day.isoformat(),
        title=f"Hồ sơ {queries.title_of(dossier)}",
    )
    return File(line, made.bytes)


def _province(told: Told) -> Iterator[File]:
    """What the province gets, under the names of the file set: papers, attachments, and the index of them all."""
    dossier = queries.get(told.sent.submitted)
    by_hash = {paper.sha256: paper for paper in _sealed(dossier)}
    for file in actions.numbered_files(dossier):
        digest, name = hashlib.sha256(file.content).hexdigest(), f"province/{file.name}"
        if digest in by_hash:
            yield _file(by_hash[digest], name, file.content)
            continue
        line = Line(
            kind=ATTACHED if file.piece else INDEX,
            file=name,
            pages=file.piece.pages if file.piece else 0,
            sha256=digest,
            form_number=None,
            law_date=law.law_date(dossier.received_on).isoformat(),
            title=file.piece.title if file.piece else "Danh mục tài liệu",
        )
        yield File(line, file.content)


def _sealed(dossier: Dossier) -> list[Paper]:
    return list(queries.papers_of(dossier).values())
