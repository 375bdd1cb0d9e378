"""Builders after a decision: the public list and its text for Zalo, the list to sign on, the giấy mời."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.commendations.documents.facts.handing import AnnouncedLine, Announcement, SignForLine, SignForList
from app.commendations.documents.rewards import PER_KIND
from app.commendations.documents.setting import Setting, capital, named, occasion, titled
from app.commendations.documents.signing import signed_by
from app.commendations.models import Ceremony, Decision, Dossier, Nominee
from app.commendations.queries import award_title
from app.papers.documents import (
    AS_LISTED,
    Counts,
    Guest,
    Head,
    Invitation,
    Recipients,
    SignatureBlock,
    hour_and_day,
    number_text,
    padded,
    plain_date,
)
from app.places import queries as places
from app.places.queries import Signing
from app.text import money_in_words, money_text
from app.text import number_text as figure

BY_HAND = "(Ký, ghi rõ họ tên)"
ANNOUNCEMENT_SYMBOL = "TB-UBND"
CEREMONY_SYMBOL = "GM-UBND"
WELCOME = "Rất hân hạnh được đón tiếp"


def whereabouts(nominee: Nominee) -> str | None:
    """Where a recipient belongs, as a public list tells it: the agency or the thôn, never a house."""
    if nominee.person is not None:
        place = nominee.person.unit or nominee.person.hamlet
    elif nominee.household is not None:
        place = nominee.household.hamlet
    else:
        assert nominee.collective is not None
        if nominee.collective.managing_agency:
            return nominee.collective.managing_agency
        place = nominee.collective.unit or nominee.collective.hamlet
    return place.name if place else None


def at_decision(dossier: Dossier, setting: Setting) -> Setting:
    """The setting with the names of the day of the decision: who gave the award keeps the name of that day."""
    assert dossier.decision is not None
    day = dossier.decision.day
    return replace(setting, name=places.authority_name(dossier.owner_id, day), day=day)


def _cited(decision: Decision) -> str:
    return f"Quyết định số {decision.reference_number} {plain_date(decision.day)}"


# ---- the public list


def announcement(
    dossier: Dossier, nominees: Sequence[Nominee], setting: Setting, signing: Signing, number: str | None
) -> Announcement:
    """The thông báo that is posted up: name, thôn or agency and achievement of each, nothing else of them.

    Args: nominees, those who keep the award, in the order of the roll; setting, of the day of the thông báo; number, as
    văn thư gave it, else room is left for it.
    """
    assert dossier.decision is not None
    then = at_decision(dossier, setting)
    lines = {kind: tuple(_announced(one) for one in nominees if one.subject_kind == kind) for kind, _words in PER_KIND}
    counts = Counts(
        collectives=len(lines["collective"]), people=len(lines["person"]), households=len(lines["household"])
    )
    return Announcement(
        form_number=setting.form_number("announcement"),
        head=replace(
            setting.head(None),
            number_text=f"Số: {number}" if number else number_text(None, *ANNOUNCEMENT_SYMBOL.split("-", 1)),
        ),
        about=f"Danh sách {counts.kinds} được tặng {then.award_name}",
        issuer_name=setting.name.full,
        decider_name=then.chair,
        decision=_cited(dossier.decision),
        award_name=award_title(dossier.award),
        achievement=dossier.achievement,
        people=lines["person"],
        collectives=lines["collective"],
        households=lines["household"],
        recipients=Recipients(lines=("Như danh sách", "Niêm yết tại trụ sở", "Lưu: VT, Hồ sơ")),
        signature=signed_by(signing),
    )


def _announced(nominee: Nominee) -> AnnouncedLine:
    return AnnouncedLine(
        number=nominee.roll_number or 0,
        name=capital(named(nominee)),
        unit=whereabouts(nominee),
        achievement=capital(nominee.achievement),
    )


def announcement_text(facts: Announcement) -> str:
    """The same list in plain words, to be pasted into Zalo or a page of the web."""
    said = f"{facts.issuer_name} thông báo: {facts.decider_name} đã ký {facts.decision} tặng {facts.award_name} cho"
    lines = [f"{facts.about.upper()}", "", f"{said} {', '.join(facts.counts.words)} đã có {facts.achievement}:", ""]
    for title, rows in (("Tập thể", facts.collectives), ("Cá nhân", facts.people), ("Hộ gia đình", facts.households)):
        if rows:
            lines += [f"{title}:", *(_told(place, one) for place, one in enumerate(rows, start=1)), ""]
    return "\n".join([*lines, "Trân trọng chúc mừng!"])


def _told(place: int, one: AnnouncedLine) -> str:
    where = f", {one.unit}" if one.unit else ""
    return f"{place}. {one.name}{where}: {one.achievement[0].lower()}{one.achievement[1:]}."


# ---- the money


def sealed_amounts(bonus: str | None) -> dict[str, int]:
    """The amount of each kind of subject as Điều 2 of the sealed decision prints it: what was signed is paid."""
    found = {}
    for kind, words in PER_KIND:
        printed = re.search(rf"{words} ([\d.]+) đồng", bonus or "")
        if printed:
            found[kind] = int(printed.group(1).replace(".", ""))
    return found


# ---- the list to sign on


def sign_for_list(
    dossier: Dossier,
    nominees: Sequence[Nominee],
    setting: Setting,
    amounts: Mapping[str, int],
    ceremony: Ceremony | None,
) -> SignForList:
    """The list on which each recipient signs for giấy khen and money, in the order of the ceremony.

    Args: nominees, those who keep the award, in that order; amounts in đồng, by kind of subject.
    """
    assert dossier.decision is not None
    then = at_decision(dossier, setting)
    paid = [amounts.get(one.subject_kind) for one in nominees]
    total = sum(amount for amount in paid if amount is not None)
    money = " và tiền thưởng" if amounts else ""
    return SignForList(
        form_number=setting.form_number("sign_for_list"),
        head=Head(issuer_lines=setting.issuer_lines, place_date=None),
        about=f"Giấy khen{money} kèm theo {_cited(dossier.decision)} của {then.chair}",
        time_text=hour_and_day(ceremony.starts, ceremony.day) if ceremony else None,
        place=ceremony.place if ceremony else None,
        fund=dossier.decision.fund if amounts else None,
        rows=tuple(
            SignForLine(
                golden_number=one.roll_number or 0,
                name=capital(named(one)),
                hamlet=whereabouts(one),
                money=None if amount is None else figure(amount),
            )
            for one, amount in zip(nominees, paid, strict=True)
        ),
        total=money_text(total) if total else None,
        total_words=money_in_words(total) if total else None,
        signatures=(
            SignatureBlock(lines=("NGƯỜI LẬP DANH SÁCH",), hint=BY_HAND),
            SignatureBlock(lines=("NGƯỜI CHI TIỀN",), hint=BY_HAND),
        ),
    )


# ---- giấy mời


def guest_of(nominee: Nominee) -> Guest:
    """A recipient as a guest: a household and a collective by who comes for them."""
    where = whereabouts(nominee)
    if nominee.collective is not None:
        head = ", ".join(part for part in (nominee.collective.head_name, nominee.collective.head_post) if part)
        return Guest(name=f"Đại diện {nominee.collective.name}", post=head or where)
    if nominee.household is not None:
        head_of = nominee.household.head
        name = capital(titled(head_of)) if head_of else capital(named(nominee))
        return Guest(name=name, post=", ".join(part for part in ("Đại diện hộ gia đình", where) if part))
    assert nominee.person is not None
    person = nominee.person
    return Guest(name=capital(titled(person)), post=", ".join(part for part in (person.post, where) if part) or None)


def ceremony_invitation(
    dossier: Dossier,
    ceremony: Ceremony,
    guests: Sequence[Guest],
    setting: Setting,
    signing: Signing,
    *,
    each: bool,
    request: str | None,
    number: str | None,
) -> Invitation:
    """The giấy mời to the ceremony, with its own hour and place.

    Args: guests, recipients and others; each, a sheet for each guest instead of one for all with a list.
    """
    then = at_decision(dossier, setting)
    known = f"số {number} {plain_date(setting.day)}" if number else plain_date(setting.day)
    symbol = number_text(None, *CEREMONY_SYMBOL.split("-", 1))
    alone = tuple(", ".join(part for part in (one.name, one.post) if part) for one in guests)
    return Invitation(
        form_number=setting.form_number("invitation"),
        head=replace(setting.head(None), number_text=f"Số: {number}" if number else symbol),
        about="Dự buổi công bố quyết định và trao Giấy khen",
        issuer_name=setting.name.full,
        invited=alone if each else (AS_LISTED,),
        occasion=f"buổi công bố quyết định và trao {then.award_name} {occasion(dossier, then)} "
        f"({_cited_short(dossier)})",
        contents=(),
        host_role="Người trao",
        host=ceremony.presenter,
        time_text=hour_and_day(ceremony.starts, ceremony.day),
        place=ceremony.place,
        request=request,
        rows=() if each else tuple(guests),
        attached_to=None if each else f"Kèm theo Giấy mời {known} của {setting.name.full}",
        recipients=Recipients(lines=("Như trên", "Lưu: VT, Hồ sơ")),
        signature=signed_by(signing),
    )


def _cited_short(dossier: Dossier) -> str:
    assert dossier.decision is not None
    return _cited(dossier.decision)


# ---- what the MC reads


def spoken(nominee: Nominee) -> str:
    """A recipient as the MC reads it aloud: "ông Nguyễn Văn An", "hộ gia đình bà …", the collective by its name."""
    if nominee.person is not None:
        return titled(nominee.person)
    if nominee.household is not None:
        head = nominee.household.head
        return f"hộ gia đình {titled(head)}" if head else named(nominee)
    return named(nominee)


def invited_together(nominees: Sequence[Nominee]) -> str:
    """How the MC calls a group up: "Trân trọng kính mời 02 tập thể, 05 cá nhân lên nhận Giấy khen"."""
    counts = Counts(
        collectives=sum(one.collective_id is not None for one in nominees),
        people=sum(one.person_id is not None for one in nominees),
        households=sum(one.household_id is not None for one in nominees),
    )
    return ", ".join(counts.words) if nominees else padded(0)
