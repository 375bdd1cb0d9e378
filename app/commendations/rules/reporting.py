"""The form of an achievement report: its sections and fields for one kind of subject, and typed contributions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app import law
from app.law import FieldKind, SubjectKind
from app.law.catalogue import FormField

# Told by the books of people, not typed again on the report.
FROM_THE_BOOKS = frozenset({"unit_name", "full_name", "sex", "birth_date", "householder", "member_count"})
# Filled with the head of the household: the individual block serves a household too (forms.md 1.2, D).
OF_THE_HEAD = ("hometown", "occupation")
ACHIEVEMENTS = "achievements"
PARTS = 4
# A year, or the years of a title given for a period.
YEAR = re.compile(r"(19|20)\d\d(\s*[-–]\s*(19|20)\d\d)?")
RECEIVED = ("titles_received", "awards_received")


def report_form(kind: str, day: date, award_type: str = "chuyen_de") -> tuple[tuple[str, tuple[FormField, ...]], ...]:
    """The headings of the report on a day of law with the fields an official fills in, in printed order.

    What the books of people tell is left out; "Kết quả đạt được", which the layout prints after the registered
    targets, is put in. Source: forms.md 1.2 to 1.5 (NĐ 152/2025/NĐ-CP, annex, L).
    """
    form = law.form_of(f"report_{kind}", day, award_type=award_type)
    sections = [(heading, _typed(fields)) for heading, fields in law.fields_of(form, kind)]
    if kind == SubjectKind.HOUSEHOLD:
        heading, fields = sections[0]
        general = dict(law.fields_of(form, SubjectKind.PERSON)).get(heading, ())
        sections[0] = heading, [one for one in general if one.name in OF_THE_HEAD] + fields
    return tuple((heading, tuple(fields)) for heading, fields in sections)


def _typed(fields: Iterable[FormField]) -> list[FormField]:
    """The fields an official fills in, with the results after the registered targets."""
    found = [one for one in fields if one.name not in FROM_THE_BOOKS]
    names = [one.name for one in found]
    if "registered_targets" in names and ACHIEVEMENTS not in names:
        place = names.index("registered_targets")
        results = replace(found[place], name=ACHIEVEMENTS, label="Kết quả đạt được", kind=FieldKind.PROSE)
        found.insert(place + 1, results)
    return found


def contributions(typed: str) -> tuple[list[tuple[str, str, str, str]], list[str]]:
    """Read what a household gave, one line each as "loại; mức; thời gian; nội dung sử dụng".

    Returns the contributions and the lines that do not have these four parts.
    """
    found, doubtful = _parted(typed, PARTS)
    return [(kind, amount, when, what) for kind, amount, when, what in found], doubtful


def received(typed: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Read what was received before and is in no book, one line each as "năm; tên; số, ngày quyết định, cơ quan".

    Returns the titles or awards and the lines that do not have these three parts or begin without a year.
    """
    found, doubtful = _parted(typed, 3)
    known = [(year, name, decision) for year, name, decision in found if YEAR.fullmatch(year)]
    unread = ["; ".join(parts) for parts in found if not YEAR.fullmatch(parts[0])]
    return known, doubtful + unread


def _parted(typed: str, count: int) -> tuple[list[list[str]], list[str]]:
    found, doubtful = [], []
    for line in filter(None, (line.strip() for line in typed.splitlines())):
        parts = [part.strip() for part in line.split(";", count - 1)]
        if len(parts) == count and all(parts):
            found.append(parts)
        else:
            doubtful.append(line)
    return found, doubtful


def written(report: Mapping[str, Any], name: str, default: str = "") -> str:
    """A field of a report as it was typed, or what the books say when nothing was typed yet."""
    value = report.get(name)
    return default if value in (None, "") else str(value)
