"""Read one TOML table strictly: every key asked for once, every key left over is an error.

The strictness is the point: a mistyped key in a legal table must stop the start, not be ignored.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from app.law.catalogue import Citation, LawDataError, Value
from app.law.marks import Mark

_MISSING = object()
LOCAL_OWNERS = ("commune", "province")
E = TypeVar("E", bound=StrEnum)


class Row:
    """One table of the law data with the place to name in an error."""

    def __init__(self, table: object, where: str, numbers: Mapping[str, str]) -> None:
        """`numbers` gives the number of each instrument by code: a citation of any other code is an error."""
        if not isinstance(table, dict):
            raise LawDataError(f"{where}: expected a table")
        self._left: dict[str, Any] = dict(table)
        self._numbers = numbers
        self.where = where

    def inner(self, table: object, name: str) -> "Row":
        """A table inside this one."""
        return Row(table, f"{self.where}.{name}", self._numbers)

    def fail(self, message: str) -> LawDataError:
        """An error that names this row."""
        return LawDataError(f"{self.where}: {message}")

    def take(self, key: str, kind: type, default: Any = _MISSING) -> Any:
        """Remove and return a key; its type must match exactly (a datetime is no date, True no number)."""
        if key not in self._left:
            if default is _MISSING:
                raise self.fail(f"missing {key}")
            return default
        found = self._left.pop(key)
        if type(found) is not kind:
            raise self.fail(f"{key} must be a {kind.__name__}, not {type(found).__name__}")
        return found

    def text(self, key: str, default: Any = _MISSING) -> str:
        """A string; a required one may not be empty."""
        found: str = self.take(key, str, default)
        if default is _MISSING and not found.strip():
            raise self.fail(f"{key} is empty")
        return found

    def any(self, key: str, default: Any = _MISSING) -> Any:
        """A key of any type."""
        if key in self._left:
            return self._left.pop(key)
        if default is _MISSING:
            raise self.fail(f"missing {key}")
        return default

    def rows(self, key: str, required: bool = False) -> list["Row"]:
        """A list of tables."""
        found = self.take(key, list, _MISSING if required else [])
        return [self.inner(table, f"{key}[{index}]") for index, table in enumerate(found)]

    def strings(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of strings without repeats."""
        found = self.take(key, list, list(default))
        if not all(isinstance(item, str) for item in found) or len(set(found)) != len(found):
            raise self.fail(f"{key} must be a list of different strings")
        return tuple(found)

    def choice(self, key: str, kind: type[E], default: Any = _MISSING) -> E:
        """One word of a closed list."""
        found = self.take(key, str, default)
        return self._member(kind, found, key)

    def choices(self, key: str, kind: type[E], default: tuple[E, ...] = ()) -> tuple[E, ...]:
        """Several words of a closed list."""
        return tuple(self._member(kind, word, key) for word in self.strings(key, default))

    def local(self) -> str | None:
        """Who may edit the value on screen."""
        found = self.take("local", str, None)
        if found is not None and found not in LOCAL_OWNERS:
            raise self.fail(f"local must be one of {', '.join(LOCAL_OWNERS)}")
        return found

    def mark(self) -> Mark:
        """The mark; it may not be left out."""
        return self.choice("mark", Mark)

    def cites(self) -> tuple[Citation, ...]:
        """One or more citations written "INSTRUMENT: place"; they may not be left out."""
        found = self.any("cite")
        lines = [found] if isinstance(found, str) else found
        if not isinstance(lines, list) or not lines:
            raise self.fail("cite must be a string or a list of strings")
        return tuple(self._citation(line) for line in lines)

    def header(self) -> dict[str, Any]:
        """The four things every version says about itself, with its note."""
        return {
            "start": self.take("from", date),
            "until": self.take("until", date, None),
            "cites": self.cites(),
            "checked": self.take("checked", date),
            "mark": self.mark(),
            "note": self.text("note", ""),
        }

    def value(self, key: str, mark: Mark, cites: tuple[Citation, ...]) -> Value | None:
        """A single value: bare with the mark of its version, or a table with its own mark and source."""
        found = self.any(key, None)
        if found is None:
            return None
        if not isinstance(found, dict):
            return self._checked(Value(value=frozen(found), mark=mark, cites=cites), key)
        row = self.inner(found, key)
        own = Value(
            value=frozen(row.any("value", None)),
            mark=row.mark(),
            cites=row.cites(),
            local=row.local(),
            note=row.text("note", ""),
        )
        row.done()
        return self._checked(own, key)

    def needed_value(self, key: str, mark: Mark, cites: tuple[Citation, ...]) -> Value:
        """A single value that may be unknown (U) but not left out."""
        found = self.value(key, mark, cites)
        if found is None:
            raise self.fail(f"missing {key}")
        return found

    def done(self) -> None:
        """Stop if a key was not asked for."""
        if self._left:
            raise self.fail(f"unknown key {', '.join(sorted(self._left))}")

    def _checked(self, value: Value, key: str) -> Value:
        if value.known == (value.mark is Mark.U):
            raise self.fail(f"{key}: a value has a mark other than U, an unknown one has no value")
        return value

    def _member(self, kind: type[E], word: str, key: str) -> E:
        try:
            return kind(word)
        except ValueError:
            raise self.fail(f"{key}: {word!r} is not one of {', '.join(kind)}") from None

    def _citation(self, line: object) -> Citation:
        if not isinstance(line, str) or ": " not in line:
            raise self.fail(f'cite {line!r} must read "INSTRUMENT: place"')
        instrument, place = line.split(": ", 1)
        if instrument not in self._numbers:
            raise self.fail(f"cites the unknown instrument {instrument}")
        return Citation(instrument, self._numbers[instrument], place)


def frozen(found: object) -> object:
    """Lists become tuples, so that nobody changes the law while it is in use."""
    return tuple(found) if isinstance(found, list) else found
