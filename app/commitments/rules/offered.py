"""What is offered where a signature is entered: capacities and reasons for help, read strictly at the start."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from app.law import LawDataError, Mark
from app.law.reading import Row

KINDS = ("person", "household", "collective", "official")
FILE = Path(__file__).resolve().parent.parent / "data" / "signing.toml"


@dataclass(frozen=True)
class Capacities:
    """In which capacity somebody signs for the one named, by the kind of pledge; own words may be written instead."""

    of: Mapping[str, tuple[str, ...]]
    mark: Mark
    source: str


@dataclass(frozen=True)
class HelpReasons:
    """Why somebody's hand had to be lent, as a short list; own words may be written instead."""

    reasons: tuple[str, ...]
    mark: Mark
    source: str


def load_offered(path: Path) -> tuple[Capacities, HelpReasons]:
    """Read the file of what is offered; LawDataError names the first fault, and the program does not start."""
    try:
        text = path.read_text(encoding="utf-8")
        top = Row(tomllib.loads(text), path.stem, {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LawDataError(f"{path.name}: {error}") from error
    if not unicodedata.is_normalized("NFC", text):
        raise LawDataError(f"{path.name}: text must be NFC")
    row = top.inner(top.any("capacities"), "capacities")
    capacities = Capacities(
        MappingProxyType({kind: _filled(row, kind) for kind in KINDS}), row.mark(), row.text("source")
    )
    row.done()
    row = top.inner(top.any("helping"), "helping")
    helping = HelpReasons(_filled(row, "reasons"), row.mark(), row.text("source"))
    row.done()
    top.done()
    return capacities, helping


def _filled(row: Row, key: str) -> tuple[str, ...]:
    found = row.strings(key)
    if not found or not all(line.strip() for line in found):
        raise row.fail(f"{key} must name something")
    return found


CAPACITIES, HELP_REASONS = load_offered(FILE)
