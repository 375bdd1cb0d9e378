"""Turn the six TOML files into the frozen law, or stop the start and say where the data is wrong.

Reading is strict (`reading.py`), the relations between rows are checked afterwards (`crosscheck.py`).
"""

import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from app.law import crosscheck
from app.law.catalogue import (
    Award,
    AwardVersion,
    BasisRow,
    BasisVersion,
    Body,
    Citation,
    Confirmation,
    ConfirmationVersion,
    Criterion,
    CriterionKind,
    CriterionVersion,
    Dated,
    Default,
    DefaultVersion,
    Effect,
    FieldKind,
    FormField,
    Instrument,
    Item,
    Law,
    LawDataError,
    MovementItem,
    PaperForm,
    PaperVersion,
    PhaseItem,
    Section,
    SectionItem,
    SkillItem,
    SubjectKind,
    TargetGroup,
    TargetValue,
    Transition,
    Value,
    Version,
)
from app.law.marks import Mark
from app.law.open_values import open_values
from app.law.reading import Row, frozen

V = TypeVar("V", bound=Version)
T = TypeVar("T")
EVERY_SUBJECT = tuple(SubjectKind)
AWARD_KINDS = ("form", "title")
LEVELS = ("commune", "province", "government", "state")


def load(folder: Path) -> Law:
    """Read, check and freeze the law data of a folder; LawDataError names the first fault found."""
    numbers: dict[str, str] = {}
    instruments = _file(folder, "instruments", numbers)
    texts = _by_code(instruments.rows("instrument", required=True), _instrument)
    numbers.update({code: text.number for code, text in texts.items()})
    awards = _file(folder, "awards", numbers)
    criteria = _file(folder, "criteria", numbers)
    papers = _file(folder, "papers", numbers)
    defaults = _file(folder, "defaults", numbers)
    confirmations = _file(folder, "confirmations", numbers)
    bodies = _by_code(papers.rows("body"), _body)
    catalogue = _by_code(awards.rows("award", required=True), _award)
    law = Law(
        instruments=texts,
        transitions=tuple(_each(instruments.rows("transition"), _transition)),
        legal_basis=_by_code(instruments.rows("legal_basis", required=True), _legal_basis),
        awards=catalogue,
        criteria=_by_code(criteria.rows("criterion", required=True), _criterion),
        papers=_by_code(papers.rows("paper", required=True), lambda row: _paper(row, bodies)),
        defaults=_by_code(defaults.rows("default", required=True), _default) | open_values(catalogue.values()),
        confirmations=_by_code(confirmations.rows("confirmation", required=True), _confirmation),
        movements=tuple(_by_code(defaults.rows("movement"), _movement).values()),
        contents=tuple(_by_code(defaults.rows("content"), _item).values()),
        indicators=tuple(_by_code(defaults.rows("indicator"), _item).values()),
        topics=tuple(_by_code(defaults.rows("topic"), _item).values()),
        skills=tuple(_by_code(defaults.rows("skill"), _skill).values()),
        award_types=tuple(_by_code(defaults.rows("award_type"), _item).values()),
        targets=tuple(_by_code(defaults.rows("target"), _target).values()),
        task_groups=tuple(_by_code(defaults.rows("task_group"), _item).values()),
        phases=tuple(_by_code(defaults.rows("phase"), _phase).values()),
        plan_sections=tuple(_by_code(defaults.rows("plan_section"), _plan_section).values()),
    )
    for file in (instruments, awards, criteria, papers, defaults, confirmations):
        file.done()
    crosscheck.check(law)
    return law


def _file(folder: Path, name: str, numbers: dict[str, str]) -> Row:
    path = folder / f"{name}.toml"
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LawDataError(f"{path.name}: {error}") from error
    if not unicodedata.is_normalized("NFC", text):
        raise LawDataError(f"{path.name}: text must be NFC")
    return Row(table, name, numbers)


def _each(rows: Iterable[Row], build: Callable[[Row], T]) -> Iterable[T]:
    for row in rows:
        built = build(row)
        row.done()
        yield built


def _by_code(rows: Iterable[Row], build: Callable[[Row], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for built in _each(rows, build):
        if built.code in found:
            raise LawDataError(f"{built.code}: written twice")
        found[built.code] = built
    return found


def _versions(row: Row, build: Callable[[Row], V]) -> tuple[V, ...]:
    """Close each version where the next one starts; an explicit `until` must meet it exactly."""
    versions = list(_each(row.rows("version", required=True), build))
    if not versions:
        raise row.fail("has no version")
    for index, (version, after) in enumerate(zip(versions, versions[1:], strict=False)):
        if after.start <= version.start or (version.until and version.until > after.start):
            raise row.fail(f"versions overlap at {after.start}")
        if version.until and version.until < after.start:
            raise row.fail(f"gap from {version.until} to {after.start}")
        versions[index] = _closed(version, after.start)
    last = versions[-1]
    if last.until and last.until <= last.start:
        raise row.fail(f"version of {last.start} ends before it starts")
    return tuple(versions)


def _closed(version: V, until: date) -> V:
    return replace(version, until=until)


def _instrument(row: Row) -> Instrument:
    built = Instrument(
        code=row.text("id"),
        number=row.text("number"),
        title=row.text("title"),
        title_full=row.take("title_full", bool),
        issued=row.take("issued", date, None),
        start=row.take("from", date, None),
        until=row.take("until", date, None),
        replaces=row.strings("replaces"),
        amends=row.strings("amends"),
        reported_end=row.take("reported_end", date, None),
        text=row.text("text"),
        mark=row.mark(),
        checked=row.take("checked", date),
        note=row.text("note", ""),
    )
    if built.text not in ("read", "part", "unknown"):
        raise row.fail("text must be read, part or unknown")
    return built


def _transition(row: Row) -> Transition:
    return Transition(
        instrument=row.text("instrument"),
        boundary=row.take("boundary", date),
        decided_by=row.text("decided_by"),
        before=row.text("before"),
        unless=row.text("unless"),
        lowers=row.strings("lowers"),
        warning=row.text("warning"),
        information=row.text("information"),
        cites=row.cites(),
        checked=row.take("checked", date),
        mark=row.mark(),
    )


def _legal_basis(row: Row) -> Dated[BasisVersion]:
    level = row.text("level")
    if level not in LEVELS:
        raise row.fail(f"level must be one of {', '.join(LEVELS)}")
    return Dated(level, _versions(row, _basis_version))


def _basis_version(row: Row) -> BasisVersion:
    return BasisVersion(**row.header(), lines=tuple(_each(row.rows("lines", required=True), _basis_row)))


def _basis_row(row: Row) -> BasisRow:
    return BasisRow(row.text("instrument"), row.mark(), row.take("printed", bool, True))


def _award(row: Row) -> Award:
    built = Award(
        code=row.text("code"),
        kind=row.text("kind"),
        level=row.text("level"),
        label=row.text("label"),
        versions=_versions(row, _award_version),
    )
    if built.kind not in AWARD_KINDS or built.level not in LEVELS:
        raise row.fail(f"kind {built.kind!r} or level {built.level!r} is not known")
    return built


def _award_version(row: Row) -> AwardVersion:
    header = row.header()
    trust = (header["mark"], header["cites"])
    return AwardVersion(
        **header,
        deciding=row.needed_value("deciding", *trust),
        submits=row.value("submits", *trust),
        subjects=row.choices("subjects", SubjectKind),
        coefficients=_coefficients(row.inner(row.take("coefficient", dict, {}), "coefficient"), *trust),
        ballot=row.value("ballot", *trust),
        threshold=row.value("threshold", *trust),
        papers=row.value("papers", *trust),
        sets=row.value("sets", *trust),
        report_years=row.value("report_years", *trust),
        criteria=row.strings("criteria"),
    )


def _coefficients(row: Row, mark: Mark, cites: tuple[Citation, ...]) -> Mapping[SubjectKind, Value]:
    found: dict[SubjectKind, Value] = {}
    for subject in SubjectKind:
        value = row.value(subject, mark, cites)
        if value is not None:
            found[subject] = _decimal(value, row)
    row.done()
    return MappingProxyType(found)


def _decimal(value: Value, row: Row) -> Value:
    """Coefficients are written as strings and kept as exact decimals: a float would lose đồng."""
    if not isinstance(value.value, str):
        raise row.fail("a coefficient is an exact decimal in quotes")
    try:
        number = Decimal(value.value)
    except InvalidOperation:
        raise row.fail(f"{value.value!r} is not a decimal") from None
    return replace(value, value=number)


def _criterion(row: Row) -> Criterion:
    built = Criterion(
        code=row.text("code"),
        kind=row.choice("kind", CriterionKind),
        check=row.text("check", None),
        hold=row.text("hold", None),
        group=row.text("group", None),
        general=row.take("general", bool, False),
        subjects=row.choices("subjects", SubjectKind, EVERY_SUBJECT),
        types=row.strings("types"),
        versions=_versions(row, _criterion_version),
    )
    if (built.check is not None) != (built.kind is CriterionKind.COMPUTED):
        raise row.fail("a computed criterion, and only that, names its check")
    return built


def _criterion_version(row: Row) -> CriterionVersion:
    version = CriterionVersion(
        **row.header(),
        effect=row.choice("effect", Effect),
        text=row.take("text", str),
        enabled=row.take("enabled", bool, True),
        local=row.local(),
    )
    if bool(version.text) == (version.mark is Mark.U):
        raise row.fail("a criterion has a text, an unknown one (U) has none")
    return version


def _body(row: Row) -> Body:
    return Body(
        code=row.text("code"),
        version=row.text("version"),
        basis=row.text("basis"),
        cites=row.cites(),
        checked=row.take("checked", date),
        mark=row.mark(),
        sections=tuple(_each(row.rows("section"), _section)),
    )


def _section(row: Row) -> Section:
    return Section(row.take("heading", str), tuple(_each(row.rows("fields", required=True), _field)))


def _field(row: Row) -> FormField:
    return FormField(
        name=row.text("name"),
        label=row.text("label"),
        kind=row.choice("kind", FieldKind),
        subjects=row.choices("subjects", SubjectKind, EVERY_SUBJECT),
        sensitive=row.take("sensitive", bool, False),
    )


def _paper(row: Row, bodies: dict[str, Body]) -> PaperForm:
    return PaperForm(
        code=row.text("code"),
        label=row.text("label"),
        versions=_versions(row, lambda version: _paper_version(version, bodies)),
    )


def _paper_version(row: Row, bodies: dict[str, Body]) -> PaperVersion:
    header = row.header()
    number = row.value("number", header["mark"], header["cites"])
    title = row.text("title")
    body = row.text("body")
    if body not in bodies:
        raise row.fail(f"unknown body {body}")
    return PaperVersion(**header, number=number, title=title, body=bodies[body])


def _default(row: Row) -> Default:
    return Default(
        code=row.text("key"),
        label=row.text("label"),
        unit=row.text("unit", ""),
        local=row.local(),
        versions=_versions(row, _default_version),
    )


def _default_version(row: Row) -> DefaultVersion:
    version = DefaultVersion(**row.header(), value=frozen(row.any("value", None)))
    if (version.value is None) != (version.mark is Mark.U):
        raise row.fail("a value has a mark other than U, an unknown one has no value")
    return version


def _confirmation(row: Row) -> Confirmation:
    return Confirmation(code=row.text("code"), versions=_versions(row, _confirmation_version))


def _confirmation_version(row: Row) -> ConfirmationVersion:
    return ConfirmationVersion(**row.header(), text=row.text("text"), body=row.text("body"), local=row.local())


def _item(row: Row) -> Item:
    return Item(
        code=row.text("code"),
        text=row.text("text"),
        cites=row.cites(),
        checked=row.take("checked", date),
        mark=row.mark(),
        note=row.text("note", ""),
    )


def _movement(row: Row) -> MovementItem:
    return MovementItem(**vars(_item(row)), basis=row.strings("basis"))


def _skill(row: Row) -> SkillItem:
    return SkillItem(**vars(_item(row)), group=row.text("group", "") or None)


def _phase(row: Row) -> PhaseItem:
    years = {name: row.take(name, int) for name in ("first_year", "last_year", "review_year")}
    return PhaseItem(**vars(_item(row)), review=row.text("review"), **years)


def _plan_section(row: Row) -> SectionItem:
    return SectionItem(
        **vars(_item(row)), section=row.text("section"), level=row.text("level", ""), proposed=row.text("proposed")
    )


def _target(row: Row) -> TargetGroup:
    return TargetGroup(
        code=row.text("code"),
        measure=row.text("measure"),
        years=tuple(_each(row.rows("year", required=True), _target_value)),
    )


def _target_value(row: Row) -> TargetValue:
    built = TargetValue(
        year=row.take("year", int),
        audience=row.text("audience"),
        value=row.take("value", int, None),
        measure_unit=row.text("measure_unit", ""),
        cites=row.cites(),
        checked=row.take("checked", date),
        mark=row.mark(),
        note=row.text("note", ""),
    )
    if (built.value is None) != (built.mark is Mark.U):
        raise row.fail("a target has a value, an unknown one (U) has none")
    return built
