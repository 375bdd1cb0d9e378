"""Builders of the achievement reports of a person, a collective and a household."""

from collections.abc import Mapping
from typing import Any

from app.commendations import evidence, queries
from app.commendations.documents.facts import (
    Contribution,
    PreviousAward,
    ReportCollective,
    ReportFacts,
    ReportHousehold,
    ReportPerson,
    ResultLine,
)
from app.commendations.documents.setting import Setting, address_of, birth_text
from app.commendations.models import Achievement, Nominee
from app.commendations.rules import contributions, written
from app.papers.documents import Head, SignatureBlock, missing, padded, paragraphs, percent, plain_date
from app.text import number_text

CONFIRMATION = SignatureBlock(lines=("XÁC NHẬN CỦA CẤP", "TRÌNH KHEN THƯỞNG"), hint="(Ký, đóng dấu)")

# What a report may lack, as the panel "Còn thiếu gì?" says it.
LABELS = {
    "full_name": "họ và tên",
    "name": "tên tập thể",
    "householder": "chủ hộ",
    "birth_date": "ngày, tháng, năm sinh",
    "hometown": "quê quán",
    "residence": "nơi thường trú",
    "occupation": "nghề nghiệp",
    "seat": "địa điểm trụ sở chính",
    "structure": "cơ cấu tổ chức",
    "headcount": "tổng số người",
    "functions": "chức năng, nhiệm vụ được giao",
    "household_size": "số thành viên của hộ",
    "registered_targets": "mục tiêu, chỉ tiêu đã đăng ký",
    "achievements": "kết quả đạt được",
    "measures": "các biện pháp, giải pháp",
    "signature.name": "tên người ký báo cáo",
}


def report_lacks(nominee: Nominee, setting: Setting) -> tuple[str, ...]:
    """What the report of a nominee still lacks before it can be sealed, in words."""
    facts = report(nominee, setting, [])
    return tuple(LABELS.get(name, name) for name in missing(facts))


def report_defaults(nominee: Nominee, setting: Setting) -> dict[str, str]:
    """What the books already say for the fields of a report, so that nothing is typed twice."""
    if nominee.person is not None:
        person = nominee.person
        place = ", ".join(part for part in (person.post, person.unit.name if person.unit else None) if part)
        return {
            "hometown": person.hometown or "",
            "residence": person.residence or address_of(person, setting),
            "occupation": person.occupation or "",
            "position": place,
        }
    if nominee.household is not None:
        head = nominee.household.head
        return {
            "hometown": (head.hometown if head else None) or "",
            "occupation": (head.occupation if head else None) or "",
            "residence": address_of(nominee.household, setting),
        }
    collective = nominee.collective
    assert collective is not None
    return {
        "seat": collective.address or address_of(collective, setting),
        "organisation": "",
        "staff_count": str(collective.headcount or ""),
        "functions": collective.functions or "",
    }


def report(nominee: Nominee, setting: Setting, awards: list[Achievement]) -> ReportFacts:
    """The report of a nominee from the typed prose and the books.

    Args: awards, what the subject received before, with issuer and decision.
    """
    typed = {**report_defaults(nominee, setting), **_filled(nominee.report)}
    shared = _shared(nominee, setting, awards)
    if nominee.person is not None:
        return _of_person(nominee, typed, shared)
    if nominee.household is not None:
        return _of_household(nominee, typed, shared)
    return _of_collective(nominee, typed, shared)


def _filled(report: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in report.items() if value not in (None, "")}


def _shared(nominee: Nominee, setting: Setting, awards: list[Achievement]) -> dict[str, Any]:
    prose = {
        name: paragraphs(written(nominee.report, name)) for name in ("achievements", "measures", "effects", "lessons")
    }
    return {
        "form_number": setting.form_number(f"report_{nominee.subject_kind}"),
        "head": Head(parent_name=setting.parent, issuer_lines=(_unit_of(nominee, setting),), place_date=setting.dated),
        "award_requested": setting.award_name.upper(),
        "registered_targets": _without_end(paragraphs(written(nominee.report, "registered_targets"))),
        "results": results(nominee),
        "previous_awards": tuple(_previous(row) for row in awards),
        "confirmation": CONFIRMATION,
        **prose,
    }


def _without_end(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The registered targets without dash and end mark: the layout sets both."""
    return tuple(line.lstrip("-– ").rstrip(" .;") for line in lines)


def _unit_of(nominee: Nominee, setting: Setting) -> str:
    if nominee.collective is not None:
        return nominee.collective.name.upper()
    if nominee.person is not None and nominee.person.unit is not None:
        return nominee.person.unit.name.upper()
    subject = nominee.person or nominee.household
    hamlet = subject.hamlet if subject is not None else None
    return hamlet.name.upper() if hamlet else setting.name.place.upper()


def results(nominee: Nominee) -> tuple[ResultLine, ...]:
    """The plan's computed conditions beside what was reached, from the figures kept with the nominee."""
    reached = evidence.reached(nominee.figures)
    lines = []
    for criterion in nominee.dossier.round.plan.criteria:
        asked = (criterion.award, criterion.subject_kind) == (nominee.dossier.award, nominee.subject_kind)
        figure = reached.get(criterion.measure or "")
        if asked and figure is not None and criterion.threshold:
            turns = f" ({_figure(figure.turns)} {figure.turn_noun})" if figure.turns != figure.count else ""
            lines.append(
                ResultLine(
                    indicator=criterion.text,
                    target=f"{_figure(criterion.threshold)} {figure.noun}",
                    actual=f"{_figure(figure.count)} {figure.noun}{turns}",
                    comparison=f"{percent(figure.count, criterion.threshold)} %",
                )
            )
    return tuple(lines)


def _figure(number: int) -> str:
    """A count as the prose of the report writes it: "03", "61", "1.284"."""
    return padded(number) if number < 10 else number_text(number)


def _previous(row: Achievement) -> PreviousAward:
    return PreviousAward(
        year=str(row.day.year),
        award=row.award_label,
        decision=f"Số {row.reference_number} {plain_date(row.day)} của {row.issuer_name}",
    )


def _signature(line: str, name: str | None) -> SignatureBlock:
    return SignatureBlock(lines=(line,), hint="(Ký, ghi rõ họ tên)", name=name)


def _of_person(nominee: Nominee, typed: dict[str, str], shared: dict[str, Any]) -> ReportPerson:
    person = nominee.person
    assert person is not None
    return ReportPerson(
        **shared,
        full_name=person.name,
        birth_date=birth_text(person),
        hometown=typed["hometown"],
        residence=typed["residence"],
        occupation=typed["occupation"],
        post=typed["position"] or None,
        signature=_signature("NGƯỜI BÁO CÁO", person.name),
    )


def _of_collective(nominee: Nominee, typed: dict[str, str], shared: dict[str, Any]) -> ReportCollective:
    collective = nominee.collective
    assert collective is not None
    count = typed["staff_count"]
    return ReportCollective(
        **shared,
        name=collective.name,
        seat=typed["seat"],
        structure=typed["organisation"].rstrip(" ."),
        headcount=f"{padded(int(count))} người" if count.isdigit() else count,
        functions=typed["functions"].rstrip(" ."),
        signature=_signature("THỦ TRƯỞNG ĐƠN VỊ", collective.head_name),
    )


def _of_household(nominee: Nominee, typed: dict[str, str], shared: dict[str, Any]) -> ReportHousehold:
    household = nominee.household
    assert household is not None
    head = household.head
    given, _doubtful = contributions(written(nominee.report, "contributions"))
    return ReportHousehold(
        **shared,
        householder=head.name if head else "",
        birth_date=birth_text(head) if head else "",
        hometown=typed["hometown"],
        residence=typed["residence"],
        occupation=typed["occupation"],
        household_size=household.member_count or len(household.members),
        contributions=tuple(
            Contribution(kind=kind, amount=amount, day_text=when, used_for=what) for kind, amount, when, what in given
        ),
        signature=_signature("ĐẠI DIỆN HỘ GIA ĐÌNH", head.name if head else None),
    )


def awards_of(nominee: Nominee) -> list[Achievement]:
    """What the subject received before this dossier."""
    return [row for row in queries.achievement_about(nominee) if row.nominee_id != nominee.id]
