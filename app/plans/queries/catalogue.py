"""The catalogue of awards as it stands here on a day: the law's values, the province's, and the conditions of both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import law, text
from app.db import db
from app.places import queries as places
from app.places.models import Authority, LawConfirmation
from app.places.rules import Level, value_text
from app.plans.models import LocalCriterion
from app.plans.queries.local_criteria import holding, laid_down
from app.plans.rules.local_criteria import LawRow, law_rows
from app.tenancy import scope_of

COMMUNE, PROVINCE, FORM = "commune", "province", "form"
COUNCIL_OWN = {"ballot": ("Cách biểu quyết", "council.ballot"), "threshold": ("Tỷ lệ đồng ý", "council.threshold")}


@dataclass(frozen=True)
class Line:
    """One value of an award in words; `rule` is the local rule that may be set over it, empty for national law."""

    label: str
    shown: str
    mark: str
    cite: str
    note: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Money:
    """What one recipient gets when the decision is of the day; `amount` None where the law gives no coefficient."""

    subject_kind: str
    amount: int | None
    coefficient: str = ""
    base_salary: int = 0
    mark: str = ""


@dataclass(frozen=True)
class Condition:
    """One condition of an award for a kind of subject: the row of the law, the local row in its place or beside it."""

    row: LawRow | None
    local: LocalCriterion | None
    confirmed: LawConfirmation | None = None

    @property
    def mark(self) -> str:
        """The mark that is shown: none once somebody here compared it."""
        if self.local is not None:
            return "C" if self.local.confirmed_on else self.local.mark
        assert self.row is not None
        return "C" if self.confirmed else str(self.row.asked.version.mark)

    @property
    def enabled(self) -> bool:
        """Whether it is asked at all."""
        if self.local is not None:
            return self.local.enabled
        return self.row is not None and self.row.asked.version.enabled

    @property
    def is_general(self) -> bool:
        """Whether it stands with the rules that hold for every award, as the law data have it."""
        return self.local is None and self.row is not None and self.row.asked.criterion.general


@dataclass(frozen=True)
class Entry:
    """One award of the catalogue on a day; `version` None where the data know nothing of that day."""

    award: law.Award
    version: law.AwardVersion | None
    mark: str
    confirmed: LawConfirmation | None
    lines: Sequence[Line]
    money: Sequence[Money]
    conditions: Mapping[str, Sequence[Condition]]
    others: Sequence[LocalCriterion]

    @property
    def is_title(self) -> bool:
        """Whether it is a danh hiệu thi đua and no hình thức khen thưởng."""
        return self.award.kind != FORM


def general_rules(found: Iterable[Entry]) -> list[Condition]:
    """The rules that hold for every award, each once, from entries that were read already."""
    known: dict[str, Condition] = {}
    for entry in found:
        for rows in entry.conditions.values():
            known.update({one.row.asked.code: one for one in rows if one.is_general and one.row})
    return list(known.values())


def entries(day: date, award: str | None = None) -> list[Entry]:
    """Every award of the catalogue, or one, as it stands here on a day; the reads do not grow with the awards."""
    known = _Known(day)
    chosen = [one for one in law.AWARDS.values() if award in (None, one.code)]
    return [known.entry(one) for one in chosen]


class _Known:
    """What the own authority has set and compared, read once."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.rules = {one.key: one for one in places.rules(day)}
        self.awards = places.confirmations("award", day)
        self.criteria = places.confirmations("criterion", day)
        self.local: dict[str, list[LocalCriterion]] = {}
        for row in laid_down():
            self.local.setdefault(row.award, []).append(row)
        session = db.session()
        self.home = scope_of(session).home
        self.level = Level(session.get_one(Authority, self.home).level)

    def entry(self, award: law.Award) -> Entry:
        confirmed, rows = self.awards.get(award.code), self.local.get(award.code, [])
        if not award.known_on(self.day):
            return Entry(award, None, "", confirmed, (), (), {}, rows)
        version, held = award.on(self.day), holding(rows, self.day, self.home)
        return Entry(
            award=award,
            version=version,
            mark="C" if confirmed else str(version.mark),
            confirmed=confirmed,
            lines=tuple(self._lines(award, version, confirmed is not None)),
            money=tuple(self._money(award.code, str(subject)) for subject in version.subjects),
            conditions={str(subject): self._conditions(award.code, str(subject), held) for subject in version.subjects},
            others=[row for row in rows if row not in held],
        )

    def _lines(self, award: law.Award, version: law.AwardVersion, compared: bool) -> Iterator[Line]:
        yield _of_law("Thẩm quyền quyết định", "text", version.deciding, compared)
        for field, (words, unit) in law.OPEN_FIELDS.items():
            key, value = law.key_of(award.code, field), getattr(version, field)
            if key in self.rules:
                yield _of_rule(text.begun(words), self.rules[key])
            elif value is not None:
                yield _of_law(text.begun(words), unit, value, compared)
        yield from self._council(award, version, compared)
        if award.level == COMMUNE and award.kind == FORM:
            yield from self._rules(("Thời hạn giải quyết", "limit.commune.decide"))
        yield from self._rules(("Số ngày công khai trước khi trình", "publication.days"))
        if version.report_years is not None:
            yield _of_law("Số năm báo cáo công trạng", "years", version.report_years, compared)
        yield _of_law("Thời hạn bảo quản hồ sơ", "years", law.retention_of(award.code, self.day), False)

    def _council(self, award: law.Award, version: law.AwardVersion, compared: bool) -> Iterator[Line]:
        """How its council decides; the rules of the council here are told only for what it votes on."""
        votes_here = award.level in (COMMUNE, PROVINCE)
        for field, (words, key) in COUNCIL_OWN.items():
            own = getattr(version, field)
            if own is not None and own.known:
                yield _of_law(words, "ballot" if field == "ballot" else "share", own, compared)
            elif not votes_here:
                yield Line(words, "Chưa có", "U", "", "Hội đồng cấp tỉnh xét; tỷ lệ chưa tìm được trong luật")
            elif key in self.rules:
                yield _of_rule(words, self.rules[key])
        if votes_here:
            yield from self._rules(("Số thành viên có mặt để họp xét", "council.quorum.award_meeting"))

    def _rules(self, *asked: tuple[str, str]) -> Iterator[Line]:
        for words, key in asked:
            if key in self.rules:
                yield _of_rule(words, self.rules[key])

    def _money(self, award: str, subject_kind: str) -> Money:
        order = self.rules.get("money.household_order")
        try:
            found = law.bonus(award, subject_kind, self.day, household_order=str(order.value) if order else None)
        except law.NotInForce:
            return Money(subject_kind, None)
        factor = str(found.coefficient).replace(".", ",")
        return Money(subject_kind, found.amount, factor, found.base_salary, str(found.mark))

    def _conditions(self, award: str, subject_kind: str, held: Iterable[LocalCriterion]) -> list[Condition]:
        rows = [row for row in held if row.subject_kind == subject_kind]
        replaced = {row.replaces: row for row in rows if row.replaces}
        found = [
            Condition(one, replaced.get(one.asked.code), self.criteria.get(one.asked.code))
            for one in law_rows(award, subject_kind, self.day, self.level)
        ]
        return found + [Condition(None, row) for row in rows if not row.replaces]


def _of_law(label: str, unit: str, value: law.Value, compared: bool) -> Line:
    mark = "C" if compared else str(value.mark)
    return Line(label, _capital(value_text(unit, value.value)), mark, value.cite, value.note)


def _of_rule(label: str, rule: Any) -> Line:
    note = {"here": "cơ quan mình đặt", "above": "tỉnh đặt"}.get(rule.whose, "")
    return Line(label, _capital(rule.shown), rule.mark, rule.citation, note, rule.key)


def _capital(words: str) -> str:
    return text.begun(words)
