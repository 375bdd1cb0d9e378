"""Builders of the giấy khen, of the article on money and of the cover of the bound dossier."""

from collections.abc import Sequence

from app import law
from app.commendations import queries
from app.commendations.documents import fitting
from app.commendations.documents.facts import Certificate, DossierCover
from app.commendations.documents.letters import proposed_by, tables
from app.commendations.documents.setting import Setting, address_of, award_type_words, movement, named, titled
from app.commendations.documents.signing import decided_by
from app.commendations.models import Decision, Dossier, Nominee
from app.law import NotInForce
from app.papers.documents import joined, plain_date
from app.refusals import Refusal, Refused
from app.text import money_text

# The three kinds in the order of the roll's counts, with the word after the amount.
PER_KIND = (("collective", "mỗi tập thể"), ("person", "mỗi cá nhân"), ("household", "mỗi hộ gia đình"))


def amounts(
    award: str, nominees: Sequence[Nominee], setting: Setting, household_order: str | None = None
) -> list[tuple[str, law.Bonus]]:
    """The bonus of each kind of subject among the nominees; a kind without a coefficient is left out.

    Source: NĐ 152/2025/NĐ-CP Điều 49 to 54; base salary of the day of the decision.
    """
    kinds = {one.subject_kind for one in nominees}
    found = []
    for kind, _words in PER_KIND:
        if kind in kinds:
            try:
                bonus = law.bonus(award, kind, setting.day, law_day=setting.law_day, household_order=household_order)
            except NotInForce:
                continue
            found.append((kind, bonus))
    return found


def bonus_text(found: Sequence[tuple[str, law.Bonus]], fund: str | None) -> str | None:
    """Điều 2 of the decision: the amount of each kind; the fund only when an official typed it (U).

    Returns None when no amount is known, and then the article is left out.
    """
    if not found:
        return None
    words = dict(PER_KIND)
    parts = [f"{words[kind]} {money_text(bonus.amount)}" for kind, bonus in found]
    source = f", trích từ {fund}" if fund else ""
    return f"Mức tiền thưởng kèm theo Giấy khen: {joined(parts)}{source}"


def certificate(nominee: Nominee, decision: Decision, setting: Setting, number: int) -> Certificate:
    """The giấy khen of one recipient; its số sổ vàng is the line of the decision's list (NĐ 98/2023 Điều 104).

    Raises Refused naming what does not fit at the smallest size.
    """
    found = certificate_faults(nominee, setting)
    if found:
        raise Refused(found)
    decider = _fitted(setting.chair.upper(), fitting.DECIDER)
    recipient, address, achievement = (_fitted(words, steps) for _what, words, steps in _merit(nominee, setting))
    return Certificate(
        form_number=setting.form_number("certificate"),
        decider=decider.text,
        decider_size=decider.size,
        recipient=recipient.text,
        recipient_size=recipient.size,
        address=address.text,
        address_size=address.size,
        achievement=achievement.text,
        achievement_size=achievement.size,
        decision_number=decision.reference_number,
        decision_day=plain_date(decision.day),
        golden_number=number,
        place_date=setting.dated,
        signature=decided_by(decision),
    )


def certificate_faults(nominee: Nominee, setting: Setting) -> list[Refusal]:
    """What is too long for a giấy khen even at the smallest size that can still be read."""
    return [
        Refusal("certificate-too-long", detail=f"{what} của {named(nominee)}, chỉ còn chỗ cho khoảng {room} chữ cái")
        for what, words, steps in _merit(nominee, setting)
        if words and fitting.fitted(words, steps, bold=steps in _BOLD) is None
        for room in (fitting.room_for(steps),)
    ]


_BOLD = (fitting.RECIPIENT, fitting.DECIDER)
Steps = tuple[tuple[int, int], ...]


def _merit(nominee: Nominee, setting: Setting) -> tuple[tuple[str, str, Steps], ...]:
    return (
        ("tên", _recipient(nominee), fitting.RECIPIENT),
        ("địa chỉ", _address(nominee, setting), fitting.ADDRESS),
        ("thành tích", fitting.merit(nominee.achievement), fitting.ACHIEVEMENT),
    )


def _fitted(words: str, steps: Steps) -> fitting.Fitted:
    """Words at their size; absent ones stay absent, so that the sealing names them."""
    found = fitting.fitted(words, steps, bold=steps in _BOLD) if words else fitting.Fitted(steps[0][0], ("",))
    if found is None:
        raise ValueError(f"does not fit a certificate: {words!r}")
    return found


def _recipient(nominee: Nominee) -> str:
    if nominee.person is not None:
        name = titled(nominee.person)
        return f"{name[0].upper()}{name[1:]}"
    if nominee.household is not None:
        head = nominee.household.head
        return f"Hộ gia đình {titled(head)}" if head else ""
    return queries.name_of(nominee)


def _address(nominee: Nominee, setting: Setting) -> str:
    if nominee.person is not None:
        person = nominee.person
        if person.unit is not None:
            return ", ".join(part for part in (person.post, person.unit.name) if part)
        return address_of(person, setting)
    if nominee.household is not None:
        return address_of(nominee.household, setting)
    collective = nominee.collective
    assert collective is not None
    return collective.managing_agency or address_of(collective, setting)


def cover(dossier: Dossier, nominees: Sequence[Nominee], setting: Setting) -> DossierCover:
    """The cover of the bound dossier; once decided it holds an award, no longer a proposal."""
    row = dossier.proposal
    reference = None
    if row is not None:
        by = proposed_by(dossier, row)
        reference = f"Kèm theo Tờ trình số {row.reference_number} {plain_date(row.day)} của {by}"
    theme = movement(dossier.round.plan) if setting.thematic else f"khen thưởng {award_type_words(setting.award_type)}"
    return DossierCover(
        form_number=setting.form_number("dossier"),
        parent_name=setting.name.province.upper() or None,
        issuer_lines=setting.issuer_lines,
        title="HỒ SƠ KHEN THƯỞNG" if dossier.decision else "HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG",
        award_name=setting.award_name,
        movement=f"{theme[0].upper()}{theme[1:]}",
        subjects=(joined(tables(nominees, setting).counts.words),),
        reference_text=reference,
        retention=_retention(dossier, setting),
        place_year=f"{setting.place}, năm {setting.day.year}",
    )


def _retention(dossier: Dossier, setting: Setting) -> str:
    years = law.retention_of(dossier.award, setting.law_day).value
    return "Vĩnh viễn" if years == "permanent" else f"{years} năm"
