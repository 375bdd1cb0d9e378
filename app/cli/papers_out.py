"""Writes the papers of a told story as files, with a manifest that says what each of them is.

First one of each kind, then the bound dossier, then the numbered files as the province gets them. A paper's bytes are
the sealed ones; only the bound dossier is put together here, as the button on its page does.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from app import law
from app.cli.story import Told
from app.cli.story.cast import OFFICER, acting
from app.commendations import actions, queries
from app.commendations.models import Dossier
from app.commitments import queries as commitments
from app.papers import queries as papers
from app.papers.models import Paper
from app.papers.rules import KINDS
from app.training import queries as training

BOUND = "dossier"


@dataclass(frozen=True)
class Line:
    """One line of the manifest; `form_number` is empty for a layout that is our own."""

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
        files = [*_one_of_each(told), _bound(told, day), *_province(told)]
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


def _papers(told: Told) -> Iterator[Paper]:
    for row in commitments.in_campaign(told.campaign, "signed"):
        yield from papers.of(row)
    for one in training.trainings(told.classes.first):
        yield from papers.of(one)
    yield from queries.papers_of(queries.get(told.awards.decided)).values()


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
    """What the province gets, under the names of the file set."""
    dossier = queries.get(told.awards.submitted)
    by_hash = {paper.sha256: paper for paper in _sealed(dossier)}
    with zipfile.ZipFile(io.BytesIO(actions.file_set(dossier))) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            yield _file(by_hash[hashlib.sha256(content).hexdigest()], f"province/{name}", content)


def _sealed(dossier: Dossier) -> list[Paper]:
    return list(queries.papers_of(dossier).values())
