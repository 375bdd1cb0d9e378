"""The ready texts of the bản cam kết: read strictly at the start, offered to a commune, never law."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from app.law import LawDataError, Mark
from app.law.reading import Row

T = TypeVar("T")
KINDS = ("person", "household", "collective", "official")
FILE = Path(__file__).resolve().parent.parent / "data" / "wordings.toml"


@dataclass(frozen=True)
class ReadyWording:
    """One ready text for one kind of subject; promises and breach without the mark that ends the sentence."""

    code: str
    subject_kind: str
    title: str
    promises: tuple[str, ...]
    breach: str
    mark: Mark
    source: str


@dataclass(frozen=True)
class Consent:
    """What the data notice under a pledge says: which data of whom, for which purposes."""

    data_kinds: Mapping[str, str]
    purposes: tuple[str, ...]
    mark: Mark
    source: str


@dataclass(frozen=True)
class Reasons:
    """Why somebody has not signed, as a short list to choose from."""

    reasons: tuple[str, ...]
    mark: Mark
    source: str


def load_ready(path: Path) -> tuple[Consent, Reasons, tuple[ReadyWording, ...]]:
    """Read the file of ready texts; LawDataError names the first fault, and the program does not start."""
    try:
        text = path.read_text(encoding="utf-8")
        top = Row(tomllib.loads(text), path.stem, {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LawDataError(f"{path.name}: {error}") from error
    if not unicodedata.is_normalized("NFC", text):
        raise LawDataError(f"{path.name}: text must be NFC")
    consent = _consent(top.inner(top.any("consent"), "consent"))
    declining = _reasons(top.inner(top.any("declining"), "declining"))
    wordings = tuple(_wording(row) for row in top.rows("wording", required=True))
    top.done()
    if len({wording.code for wording in wordings}) != len(wordings):
        raise top.fail("a code is written twice")
    if {wording.subject_kind for wording in wordings} != set(KINDS):
        raise top.fail("every kind of subject needs a text")
    return consent, declining, wordings


def _consent(row: Row) -> Consent:
    kinds = row.inner(row.any("data_kinds"), "data_kinds")
    named = {kind: kinds.text(kind) for kind in KINDS}
    kinds.done()
    return _done(row, Consent(MappingProxyType(named), _filled(row, "purposes"), row.mark(), row.text("source")))


def _reasons(row: Row) -> Reasons:
    return _done(row, Reasons(_filled(row, "reasons"), row.mark(), row.text("source")))


def _wording(row: Row) -> ReadyWording:
    kind = row.text("subject_kind")
    if kind not in KINDS:
        raise row.fail(f"subject_kind must be one of {', '.join(KINDS)}")
    return _done(
        row,
        ReadyWording(
            code=row.text("code"),
            subject_kind=kind,
            title=row.text("title"),
            promises=_filled(row, "promises"),
            breach=row.text("breach"),
            mark=row.mark(),
            source=row.text("source"),
        ),
    )


def _filled(row: Row, key: str) -> tuple[str, ...]:
    found = row.strings(key)
    if not found or not all(line.strip() for line in found):
        raise row.fail(f"{key} must name something")
    return found


def _done(row: Row, built: T) -> T:
    row.done()
    return built


CONSENT, REASONS, WORDINGS = load_ready(FILE)
