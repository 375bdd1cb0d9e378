"""The ready texts of the bản cam kết: read strictly at the start, offered to a commune, never law."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from app.commitments.rules.promises import Goal, goal_faults
from app.law import LawDataError, Mark
from app.law.reading import Row
from app.plans.rules import Deed

T = TypeVar("T")
KINDS = ("person", "household", "collective", "official")
FILE = Path(__file__).resolve().parent.parent / "data" / "wordings.toml"
_NUMBERED = re.compile(r"-\d+$")


@dataclass(frozen=True)
class ReadyPromise:
    """One ready promise, without the mark that ends the sentence, and what of it is proposed to be measured."""

    text: str
    goal: Goal


@dataclass(frozen=True)
class ReadyWording:
    """One ready text for one kind of pledger; breach without the mark that ends the sentence.

    `label` is the kind as the official chooses it; `called`, of a kind of collective, the words with which their names
    begin ("Trường").
    """

    code: str
    label: str
    subject_kind: str
    called: tuple[str, ...]
    title: str
    promises: tuple[ReadyPromise, ...]
    breach: str
    mark: Mark
    source: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The promises as a text of pledge has them."""
        return tuple(promise.text for promise in self.promises)


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
    if not set(KINDS) <= {wording.code for wording in wordings}:
        raise top.fail("every kind of subject needs a text of its name")
    return consent, declining, wordings


def _consent(row: Row) -> Consent:
    kinds = row.inner(row.any("data_kinds"), "data_kinds")
    named = {kind: kinds.text(kind) for kind in KINDS}
    kinds.done()
    return _done(row, Consent(MappingProxyType(named), _filled(row, "purposes"), row.mark(), row.text("source")))


def _reasons(row: Row) -> Reasons:
    return _done(row, Reasons(_filled(row, "reasons"), row.mark(), row.text("source")))


def _wording(row: Row) -> ReadyWording:
    kind, code = row.text("subject_kind"), row.text("code")
    if kind not in KINDS:
        raise row.fail(f"subject_kind must be one of {', '.join(KINDS)}")
    if _NUMBERED.search(code) or (code in KINDS and code != kind):
        raise row.fail(f"{code} is no code of its own")
    promises = tuple(_promise(inner) for inner in row.rows("promise", required=True))
    if not promises or len({promise.text for promise in promises}) != len(promises):
        raise row.fail("promise must name different promises")
    return _done(
        row,
        ReadyWording(
            code=code,
            label=row.text("label"),
            subject_kind=kind,
            called=row.strings("called"),
            title=row.text("title"),
            promises=promises,
            breach=row.text("breach"),
            mark=row.mark(),
            source=row.text("source"),
        ),
    )


def _promise(row: Row) -> ReadyPromise:
    value, measure_unit, deed = row.take("value", int, None), row.text("measure_unit", ""), row.text("deed", "")
    if deed and deed not in list(Deed):
        raise row.fail(f"deed must be one of {', '.join(Deed)}")
    goal = Goal(value, measure_unit or None, deed=Deed(deed) if deed else None)
    faults = goal_faults(goal, date.min, date.max)
    if faults:
        raise row.fail(faults[0].code)
    return _done(row, ReadyPromise(row.text("text"), goal))


def _filled(row: Row, key: str) -> tuple[str, ...]:
    found = row.strings(key)
    if not found or not all(line.strip() for line in found):
        raise row.fail(f"{key} must name something")
    return found


def _done(row: Row, built: T) -> T:
    row.done()
    return built


CONSENT, REASONS, WORDINGS = load_ready(FILE)
FORMS: Mapping[str, ReadyWording] = MappingProxyType({wording.code: wording for wording in WORDINGS})
_PROPOSED = {promise.text: promise.goal for wording in WORDINGS for promise in wording.promises}


def form_of(code: str, subject_kind: str) -> ReadyWording:
    """The ready form a text of pledge follows: who signs it, and how they are called on the page and on the paper.

    Args: code of the text, "school" or, for a second one, "school-2"; subject_kind, what it follows when nobody
    knows the code.
    """
    return FORMS.get(_NUMBERED.sub("", code)) or FORMS[subject_kind]


def proposed_goal(promise: str) -> Goal:
    """What is proposed to be measured of a promise with these words; nothing where it is not one of the ready ones."""
    return _PROPOSED.get(promise, Goal())
