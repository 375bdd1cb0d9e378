"""After a decision: the public list, the money, the ceremony, its lists and photographs, the closing of the file."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from app import audit, clock, law, pdf, storage, tenancy, text
from app.commendations import documents
from app.commendations import queries as dossiers
from app.commendations.actions.dossiers import must_be
from app.commendations.actions.judging import confirmed_instruments
from app.commendations.actions.parts import Part
from app.commendations.actions.unnumbered import draft_of, seal_or_keep
from app.commendations.models import Achievement, Ceremony, CeremonyPhoto, Dossier, Nominee
from app.commendations.queries import handing as queries
from app.commendations.rules import State
from app.commendations.rules import handing as rules
from app.commendations.rules.attachments import LARGEST
from app.db import db
from app.papers import queries as papers
from app.papers.documents import Guest, hour_and_day
from app.papers.models import Paper
from app.places import queries as places
from app.places.queries import Signing
from app.refusals import Refusal, Refused, refuse_if

ANNOUNCEMENT, SIGN_FOR, INVITATION = "announcement", "sign_for_list", "invitation"


def _setting(dossier: Dossier, day: date) -> documents.Setting:
    return documents.setting_of(dossier, day, confirmed_instruments())


# ---- the public list


def announce(dossier: Dossier, signing: Signing | None, day: date, number: int | None = None) -> Paper:
    """Seal the thông báo with the list of those commended; a newer one takes the place of the older.

    Args: signing, who signs; number, as văn thư gave it, else room is left for it.
    Raises Refused before the decision, without anyone left on the list, or when nobody signs.
    """
    part = _announcement_part(dossier, signing, day)
    old = papers.current(dossier.decision, ANNOUNCEMENT)
    return seal_or_keep(part, _setting(dossier, day), old, number)


def draft_announcement(dossier: Dossier, signing: Signing | None, day: date) -> bytes:
    """Show how the thông báo would look; nothing is kept."""
    return draft_of(_announcement_part(dossier, signing, day))


def announcement_text(dossier: Dossier, day: date) -> str:
    """The list in plain words for Zalo and the page of the commune; empty when nobody signs on this day."""
    signing = next(iter(places.signings(day, ANNOUNCEMENT)), None)
    keep = queries.recipients(dossier)
    if signing is None or not keep:
        return ""
    return documents.announcement_text(documents.announcement(dossier, keep, _setting(dossier, day), signing, None))


def _announcement_part(dossier: Dossier, signing: Signing | None, day: date) -> Part:
    must_be(dossier, State.DECIDED)
    keep = queries.recipients(dossier)
    found = rules.announced([one.achievement for one in keep])
    assert dossier.decision is not None
    if day < dossier.decision.day:
        found.append(Refusal("ceremony-before-decision", detail=text.day_text(dossier.decision.day)))
    if signing is None:
        found.append(Refusal("no-signer"))
    refuse_if(found)
    assert signing is not None
    setting = _setting(dossier, day)
    return Part(
        ANNOUNCEMENT,
        dossier.decision,
        f"Thông báo danh sách được tặng {dossiers.award_title(dossier.award)}",
        day,
        lambda number: documents.announcement(dossier, keep, setting, signing, number),
        documents.ANNOUNCEMENT_SYMBOL,
    )


# ---- the money


@dataclass(frozen=True)
class Payment:
    """One line of the money list: who, how much by the sealed decision, and what speaks beside it.

    `amount` is in đồng, none where the decision names no sum; `bonus` is the arithmetic of the day of the decision,
    none where the law has no coefficient. A cancelled award has `revoked` and is paid nothing.
    """

    nominee: Nominee
    amount: int | None
    bonus: law.Bonus | None
    revoked: str | None
    beside: tuple[queries.Beside, ...]

    @property
    def paid(self) -> int | None:
        """What is paid: nothing for an award that was cancelled."""
        return None if self.revoked else self.amount

    @property
    def differs(self) -> bool:
        """Whether the rules of today reckon another sum for the day of the decision than was signed."""
        return self.bonus is not None and self.amount is not None and self.bonus.amount != self.amount


def payments(dossier: Dossier) -> list[Payment]:
    """Who is paid how much, in the order of the roll: the sums of the sealed decision, which alone binds.

    Source: NĐ 152/2025/NĐ-CP Điều 49 to 54; base salary of the day of the decision.
    """
    must_be(dossier, State.DECIDED)
    assert dossier.decision is not None
    nominees = dossiers.by_roll(dossier)
    order = places.rule("money.household_order", dossier.decision.day).value
    setting = _setting(dossier, dossier.decision.day)
    reckoned = dict(documents.amounts(dossier.award, nominees, setting, order))
    sealed = queries.sealed_decision(dossier)
    signed = documents.sealed_amounts(sealed.facts.get("bonus") if sealed else None)
    gone = queries.revoked_in(dossier)
    others = queries.beside_awards(dossier, nominees, clock.today())
    return [
        Payment(
            nominee=one,
            amount=signed.get(one.subject_kind),
            bonus=reckoned.get(one.subject_kind),
            revoked=_revoked(one, gone),
            beside=tuple(others[one.id]),
        )
        for one in nominees
    ]


def _revoked(nominee: Nominee, gone: dict[int, Achievement]) -> str | None:
    row = gone.get(nominee.id)
    if row is None or row.revoked_on is None:
        return None
    by = f" theo {row.revoked_by}" if row.revoked_by else ""
    return f"đã hủy ngày {text.day_text(row.revoked_on)}{by}"


# ---- the ceremony


def save_ceremony(
    dossier: Dossier,
    *,
    day: date,
    starts: time,
    place: str,
    presenter: str | None = None,
    host: str | None = None,
    note: str | None = None,
) -> Ceremony:
    """Plan the ceremony of a decision, or change it; it is closed once the giấy khen were handed over.

    Args: presenter, who hands over; host, who leads (MC). Raises Refused for a day before the decision.
    """
    must_be(dossier, State.DECIDED)
    assert dossier.decision is not None
    row = queries.ceremony_of(dossier)
    found = rules.keeping_refusals(row.handed_over_on if row else None)
    refuse_if(found + rules.ceremony_refusals(day, dossier.decision.day))
    if row is None:
        row = Ceremony(owner_id=dossier.owner_id, decision_id=dossier.decision.id)
        db.session.add(row)
    row.day, row.starts, row.place = day, starts, text.nfc(place)
    row.presenter, row.host = (text.nfc(one or "") or None for one in (presenter, host))
    row.note = text.nfc_multiline(note or "") or None
    db.session.flush()
    audit.record("ceremony-saved", dossier, day=day.isoformat(), place=row.place)
    return row


def seal_sign_for(dossier: Dossier) -> Paper:
    """Seal the list on which recipients sign for giấy khen and money, in the order of the ceremony.

    The same list again is the same paper; another order, hour or sum makes a new one that takes its place. Its day is
    that of the ceremony, else of the decision. Raises Refused before the decision or without recipients.
    """
    part = _sign_for_part(dossier)
    old = papers.current(dossier.decision, SIGN_FOR)
    return seal_or_keep(part, _setting(dossier, part.day), old)


def draft_sign_for(dossier: Dossier) -> bytes:
    """Show how the list to sign on would look; nothing is kept."""
    return draft_of(_sign_for_part(dossier))


def _sign_for_part(dossier: Dossier) -> Part:
    must_be(dossier, State.DECIDED)
    assert dossier.decision is not None
    keep = queries.recipients(dossier, by_order=True)
    refuse_if(rules.announced([one.achievement for one in keep]))
    ceremony = queries.ceremony_of(dossier)
    day = ceremony.day if ceremony else dossier.decision.day
    sealed = queries.sealed_decision(dossier)
    amounts = documents.sealed_amounts(sealed.facts.get("bonus") if sealed else None)
    setting = _setting(dossier, day)
    return Part(
        SIGN_FOR,
        dossier.decision,
        f"Danh sách ký nhận Giấy khen theo Quyết định số {dossier.decision.reference_number}",
        day,
        lambda _number: documents.sign_for_list(dossier, keep, setting, amounts, ceremony),
    )


# ---- giấy mời


@dataclass(frozen=True)
class Inviting:
    """Whom the official invites to the ceremony, and how.

    `heads` invites the heads of the hamlets of the recipients too, `others` are further guests as typed.
    `each` makes a sheet for each guest. `number` is one văn thư gave already.
    """

    day: date
    signing: Signing | None
    heads: bool = True
    others: tuple[Guest, ...] = ()
    each: bool = False
    request: str = ""
    number: int | None = None


def invite(dossier: Dossier, asked: Inviting) -> Paper:
    """Seal the giấy mời to the ceremony; a newer one replaces the older one and keeps its number.

    Raises Refused with every reason at once: no ceremony planned, the day of the giấy mời after it, nobody signs.
    """
    part = _invitation_part(dossier, asked)
    old = papers.current(dossier.decision, INVITATION)
    paper = seal_or_keep(part, _setting(dossier, asked.day), old, asked.number)
    if paper is not old:
        count = len(guests_of(dossier, asked.heads)) + len(asked.others)
        audit.record("invitation-made", dossier, count=count, day=paper.day.isoformat())
    return paper


def draft_invitation(dossier: Dossier, asked: Inviting) -> bytes:
    """Show how the giấy mời would look; nothing is kept."""
    return draft_of(_invitation_part(dossier, replace(asked, number=None)))


def guests_of(dossier: Dossier, heads: bool = True) -> list[Guest]:
    """The recipients in the order of the ceremony, then the heads of their hamlets and agencies, each once."""
    keep = queries.recipients(dossier, by_order=True)
    found = [documents.guest_of(one) for one in keep]
    return [*found, *_heads(keep)] if heads else found


def _heads(nominees: Iterable[Nominee]) -> list[Guest]:
    hamlets, units = {}, {}
    for one in nominees:
        subject = one.person or one.household or one.collective
        hamlet, unit = getattr(subject, "hamlet", None), getattr(subject, "unit", None)
        if hamlet is not None:
            hamlets[hamlet.id] = hamlet
        if unit is not None:
            units[unit.id] = unit
    heads = [Guest(name=f"Ông (bà) {one.head_name}", post=f"Trưởng {_small(one.name)}") for one in hamlets.values()
             if one.head_name]  # fmt: skip
    return heads + [Guest(name=f"Lãnh đạo {one.name}", post=None) for one in units.values()]


def _small(name: str) -> str:
    return text.within(name)


def _invitation_part(dossier: Dossier, asked: Inviting) -> Part:
    must_be(dossier, State.DECIDED)
    assert dossier.decision is not None
    ceremony = queries.ceremony_of(dossier)
    found = [] if ceremony else [Refusal("ceremony-missing")]
    if ceremony is not None and asked.day > ceremony.day:
        found.append(Refusal("invitation-after-ceremony", detail=text.day_text(ceremony.day)))
    if asked.day < dossier.decision.day:
        found.append(Refusal("ceremony-before-decision", detail=text.day_text(dossier.decision.day)))
    if asked.signing is None:
        found.append(Refusal("no-signer"))
    refuse_if(found)
    assert ceremony is not None
    assert asked.signing is not None
    signing = asked.signing
    guests = [*guests_of(dossier, asked.heads), *asked.others]
    setting = _setting(dossier, asked.day)
    return Part(
        INVITATION,
        dossier.decision,
        f"Giấy mời dự buổi trao Giấy khen ngày {text.day_text(ceremony.day)}",
        asked.day,
        lambda number: documents.ceremony_invitation(
            dossier,
            ceremony,
            guests,
            setting,
            signing,
            each=asked.each,
            request=text.nfc(asked.request).rstrip(".") or None,
            number=number,
        ),
        documents.CEREMONY_SYMBOL,
    )


def changed_since(dossier: Dossier) -> set[str]:
    """Which of the sealed papers after the decision say another hour or place than the ceremony has now."""
    ceremony = queries.ceremony_of(dossier)
    if ceremony is None:
        return set()
    time_text = hour_and_day(ceremony.starts, ceremony.day)
    sealed = ((kind, papers.current(dossier.decision, kind)) for kind in (SIGN_FOR, INVITATION))
    return {
        kind
        for kind, paper in sealed
        if paper is not None and (paper.facts.get("time_text"), paper.facts.get("place")) != (time_text, ceremony.place)
    }


# ---- photographs


@dataclass(frozen=True)
class Filed:
    """What became of one photograph: kept, or why not."""

    file_name: str
    photo: CeremonyPhoto | None
    reasons: tuple[Refusal, ...] = ()


def add_photos(dossier: Dossier, files: Sequence[tuple[str, bytes]], caption: str = "") -> list[Filed]:
    """Keep photographs of the ceremony, without where and with what they were taken; good ones when others are refused.

    Raises Refused while no ceremony is planned. After the file was closed they still come: pictures are late.
    """
    must_be(dossier, State.DECIDED)
    ceremony = queries.ceremony_of(dossier)
    if ceremony is None:
        raise Refused([Refusal("ceremony-missing")])
    known = {one.sha256 for one in queries.photos_of(ceremony)}
    filed = [_filed(ceremony, name, content, text.nfc(caption), known) for name, content in files]
    kept = sum(one.photo is not None for one in filed)
    if kept:
        audit.record("ceremony-photos-added", dossier, count=kept)
    return filed


def _filed(ceremony: Ceremony, file_name: str, content: bytes, caption: str, known: set[str]) -> Filed:
    found = rules.photo_refusals(len(content), LARGEST, known=False)
    if found:
        return Filed(file_name, None, tuple(found))
    try:
        made = pdf.photograph(content)
    except pdf.Unfit as error:
        return Filed(file_name, None, (rules.photo_fault(error.fault, error.limit),))
    found = rules.photo_refusals(0, LARGEST, known=hashlib.sha256(made.bytes).hexdigest() in known)
    if found:
        return Filed(file_name, None, tuple(found))
    row = CeremonyPhoto(
        owner_id=ceremony.owner_id,
        ceremony_id=ceremony.id,
        caption=caption[: rules.LONGEST_CAPTION],
        sha256=storage.put(made.bytes),
        width=made.width,
        height=made.height,
        added_by=tenancy.actor_of(db.session()).name,
        added_at=clock.now(),
    )
    known.add(row.sha256)
    db.session.add(row)
    return Filed(file_name, row)


def remove_photo(dossier: Dossier, photo: CeremonyPhoto) -> None:
    """Take a photograph off; the log keeps that it was there."""
    must_be(dossier, State.DECIDED)
    audit.record("ceremony-photo-removed", dossier, name=photo.caption)
    db.session.delete(photo)
    db.session.flush()


# ---- the end of the file


def hand_over(dossier: Dossier, today: date) -> None:
    """Close the file: the giấy khen were handed over at the ceremony. Raises Refused before its day."""
    must_be(dossier, State.DECIDED)
    row = queries.ceremony_of(dossier)
    refuse_if(rules.handed_refusals(row.day if row else None, today, row.handed_over_on if row else None))
    assert row is not None
    row.handed_over_on, row.handed_over_by = today, tenancy.actor_of(db.session()).name
    audit.record("awards-handed-over", dossier, count=len(queries.recipients(dossier)))


def why_not_handed(dossier: Dossier, today: date) -> list[Refusal]:
    """Why the file is not closed now; the page asks the same."""
    row = queries.ceremony_of(dossier)
    return rules.handed_refusals(row.day if row else None, today, row.handed_over_on if row else None)


def open_again(dossier: Dossier) -> None:
    """Open a file that was closed too early."""
    must_be(dossier, State.DECIDED)
    row = queries.ceremony_of(dossier)
    if row is None or row.handed_over_on is None:
        raise Refused([Refusal("ceremony-not-closed")])
    row.handed_over_on = row.handed_over_by = None
    audit.record("awards-opened-again", dossier)
