"""Builders of the achievement reports of a movement, and what the builders of every report share."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app import law
from app.commendations import evidence
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
from app.commendations.rules import AwardType, contributions, quoting, received, written
from app.papers.documents import Head, SignatureBlock, padded, paragraphs, percent, plain_date
from app.plans.models import Criterion

CONFIRMATION = SignatureBlock(lines=("XÁC NHẬN CỦA CẤP", "TRÌNH KHEN THƯỞNG"), hint="(Ký, đóng dấu)")
CONFIRMATION_BELOW = SignatureBlock(lines=("XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG",), hint="(Ký, đóng dấu)")
OF_THE_UNIT = SignatureBlock(lines=("XÁC NHẬN CỦA", "THỦ TRƯỞNG ĐƠN VỊ"), hint="(Ký, đóng dấu)")
BY_HAND = "(Ký, ghi rõ họ tên)"
BY_HAND_WITH_SEAL = "(Ký, ghi rõ họ tên, đóng dấu)"

Typed = Mapping[str, str]
Builder = Callable[[Nominee, Typed, dict[str, Any]], ReportFacts]


def shared(nominee: Nominee, setting: Setting) -> dict[str, Any]:
    """The facts of every report: form number, head, award asked for, the place of the proposing level."""
    return {
        "form_number": setting.form_number(f"report_{nominee.subject_kind}"),
        "head": Head(parent_name=setting.parent, issuer_lines=(_unit_of(nominee, setting),), place_date=setting.dated),
        "award_requested": setting.award_name.upper(),
        "confirmation": CONFIRMATION,
    }


def _unit_of(nominee: Nominee, setting: Setting) -> str:
    if nominee.collective is not None:
        return nominee.collective.name.upper()
    if nominee.person is not None and nominee.person.unit is not None:
        return nominee.person.unit.name.upper()
    subject = nominee.person or nominee.household
    hamlet = subject.hamlet if subject is not None else None
    return hamlet.name.upper() if hamlet else setting.name.place.upper()


def prose(nominee: Nominee, *names: str) -> dict[str, Any]:
    """The typed prose of these fields, in paragraphs."""
    return {name: paragraphs(written(nominee.report, name)) for name in names}


def bare(typed: Typed, *names: str) -> dict[str, Any]:
    """Typed lines without their end mark, which the layout sets; an empty one is none."""
    return {name: typed.get(name, "").rstrip(" .;") or None for name in names}


# ---- what was received before


def received_before(nominee: Nominee, awards: Sequence[Achievement]) -> dict[str, tuple[PreviousAward, ...]]:
    """Titles and awards from the books and as typed, in two lists by year: danh hiệu and hình thức never in one."""
    known: dict[str, list[PreviousAward]] = {"title": [], "form": []}
    for row in awards:
        known[law.AWARDS[row.award].kind if row.award in law.AWARDS else "form"].append(_previous(row))
    for kind, name in (("title", "titles_received"), ("form", "awards_received")):
        lines, _doubtful = received(written(nominee.report, name))
        known[kind] += [PreviousAward(year=year, award=award, decision=by) for year, award, by in lines]
    return {
        "previous_titles": tuple(sorted(known["title"], key=lambda one: one.year)),
        "previous_awards": tuple(sorted(known["form"], key=lambda one: one.year)),
    }


def _previous(row: Achievement) -> PreviousAward:
    return PreviousAward(
        year=str(row.day.year),
        award=row.award_label,
        decision=f"Số {row.reference_number} {plain_date(row.day)} của {row.issuer_name}",
    )


# ---- particulars


def signed(line: str, name: str | None, hint: str = BY_HAND) -> SignatureBlock:
    """Who signs a report by hand."""
    return SignatureBlock(lines=(line,), hint=hint, name=name)


def person_particulars(nominee: Nominee, typed: Typed) -> dict[str, Any]:
    """The lines of a person, with the signature; whoever has an agency also has its head's confirmation (note 3)."""
    person = nominee.person
    assert person is not None
    of_unit = {"unit_confirmation": OF_THE_UNIT, "confirmation": CONFIRMATION_BELOW} if person.unit else {}
    return {
        "full_name": person.name,
        "alias": typed.get("alias"),
        "birth_date": birth_text(person),
        "hometown": typed["hometown"],
        "residence": typed["residence"],
        "occupation": typed["occupation"],
        "post": typed["position"] or None,
        "signature": signed("NGƯỜI BÁO CÁO", person.name),
        **of_unit,
    }


def household_particulars(nominee: Nominee, typed: Typed) -> dict[str, Any]:
    """The lines of a household, on the individual block of the form (D)."""
    household = nominee.household
    assert household is not None
    head = household.head
    return {
        "householder": head.name if head else "",
        "birth_date": birth_text(head) if head else "",
        "hometown": typed["hometown"],
        "residence": typed["residence"],
        "occupation": typed["occupation"],
        "signature": signed("ĐẠI DIỆN HỘ GIA ĐÌNH", head.name if head else None),
    }


def collective_particulars(nominee: Nominee, typed: Typed) -> dict[str, Any]:
    """The lines of a collective on a thematic report and on one of a sudden merit."""
    collective = nominee.collective
    assert collective is not None
    count = typed["staff_count"]
    return {
        "name": collective.name,
        "structure": typed["organisation"].rstrip(" ."),
        "headcount": f"{padded(int(count))} người" if count.isdigit() else count,
        "functions": typed["functions"].rstrip(" ."),
        "signature": signed("THỦ TRƯỞNG ĐƠN VỊ", collective.head_name, BY_HAND_WITH_SEAL),
    }


def defaults(nominee: Nominee, setting: Setting) -> dict[str, str]:
    """What the books already say for the fields of a report, so that nothing is typed twice."""
    if nominee.person is not None:
        person = nominee.person
        unit = person.unit.name if person.unit else ""
        # The form of service asks for post and agency apart, the others for both on one line.
        apart = setting.award_type == AwardType.SERVICE
        return {
            "hometown": person.hometown or "",
            "residence": person.residence or address_of(person, setting),
            "occupation": person.occupation or "",
            "position": (person.post or "") if apart else ", ".join(part for part in (person.post, unit) if part),
            "workplace": unit,
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


# ---- the thematic form


def _thematic(nominee: Nominee) -> dict[str, Any]:
    return {
        **prose(nominee, "achievements", "measures", "effects", "lessons", "enterprise_duties"),
        "registered_targets": _without_end(paragraphs(written(nominee.report, "registered_targets"))),
        "results": results(nominee),
    }


def _without_end(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The registered targets without dash and end mark: the layout sets both."""
    return tuple(line.lstrip("-– ").rstrip(" .;") for line in lines)


def measures_told(nominee: Nominee) -> list[str]:
    """The measures of the table of results: what the plan counts for this award and kind of subject."""
    return [str(row.measure) for row in _counted(nominee)]


def _counted(nominee: Nominee) -> list[Criterion]:
    wanted = (nominee.dossier.award, nominee.subject_kind)
    rows = nominee.dossier.round.plan.criteria
    return [row for row in rows if (row.award, row.subject_kind) == wanted and row.measure and row.threshold]


def results(nominee: Nominee) -> tuple[ResultLine, ...]:
    """The plan's computed conditions beside what was reached, from the figures kept with the nominee."""
    reached = evidence.reached(nominee.figures)
    lines = []
    for criterion in _counted(nominee):
        figure = reached.get(criterion.measure or "")
        if figure is not None and criterion.threshold:
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
    return quoting.padded_number(number)


def thematic_person(nominee: Nominee, typed: Typed, common: dict[str, Any]) -> ReportPerson:
    """The thematic report of a person."""
    return ReportPerson(**common | _thematic(nominee) | person_particulars(nominee, typed))


def thematic_collective(nominee: Nominee, typed: Typed, common: dict[str, Any]) -> ReportCollective:
    """The thematic report of a collective."""
    return ReportCollective(
        **common | _thematic(nominee) | collective_particulars(nominee, typed),
        seat=typed["seat"].rstrip(" ."),
        **bare(typed, "phone", "fax", "website"),
    )


def thematic_household(nominee: Nominee, typed: Typed, common: dict[str, Any]) -> ReportHousehold:
    """The thematic report of a household, with what it gave."""
    household = nominee.household
    assert household is not None
    given, _doubtful = contributions(written(nominee.report, "contributions"))
    return ReportHousehold(
        **common | _thematic(nominee) | household_particulars(nominee, typed),
        household_size=household.member_count or len(household.members),
        contributions=tuple(
            Contribution(kind=kind, amount=amount, day_text=when, used_for=what) for kind, amount, when, what in given
        ),
    )
