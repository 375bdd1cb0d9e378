"""Builders of what the council gets before it votes: the giấy mời and the ballots."""

from collections.abc import Sequence
from dataclasses import replace

from app.commendations import queries
from app.commendations.documents.council import SEAT_WORDS
from app.commendations.documents.facts.ballot import Ballot, BallotRow
from app.commendations.documents.setting import Setting, capital, named, occasion
from app.commendations.documents.signing import council_signature, signed_by
from app.commendations.models import CouncilMember, Dossier, Meeting, Nominee
from app.commendations.rules import Seat
from app.papers.documents import (
    AS_LISTED,
    Guest,
    Invitation,
    Recipients,
    SignatureBlock,
    hour_and_day,
    number_text,
    padded,
    plain_date,
)
from app.places.queries import Signing

COME = "Đề nghị các thành viên dự họp đầy đủ, đúng giờ; thành viên vắng mặt gửi ý kiến bằng văn bản về Hội đồng"


def ballot(dossier: Dossier, meeting: Meeting, copies: int, setting: Setting) -> Ballot:
    """The ballots of a meeting: each nominee on a line, in the order of the minutes and of the count.

    Args: copies, how many ballots are printed.
    """
    head = replace(setting.council_head(None), number_text=None)
    return Ballot(
        form_number=setting.form_number("ballot"),
        head=head,
        about=f"Xét đề nghị tặng {setting.award_name} {occasion(dossier, setting)}",
        rows=tuple(
            BallotRow(number=place, name=capital(named(one)), detail=_detail(one))
            for place, one in enumerate(queries.nominees_of(dossier), start=1)
        ),
        copies=copies,
    )


def _detail(nominee: Nominee) -> str | None:
    """What tells a nominee from another of the same name: post and where they work or live."""
    if nominee.person is not None:
        person = nominee.person
        where = person.unit or person.hamlet
        parts = (person.post or person.occupation, where.name if where else None)
    elif nominee.household is not None:
        parts = (None, nominee.household.hamlet.name if nominee.household.hamlet else None)
    else:
        assert nominee.collective is not None
        parts = (None, nominee.collective.managing_agency)
    return ", ".join(part for part in parts if part) or None


def council_name(setting: Setting) -> str:
    """Hội đồng Thi đua - Khen thưởng xã Vạn An."""
    return f"Hội đồng Thi đua - Khen thưởng {setting.name.place}"


def invitation(
    dossier: Dossier,
    meeting: Meeting,
    members: Sequence[CouncilMember],
    setting: Setting,
    *,
    signer: Signing | None,
    each: bool,
    request: str | None,
    number: str | None,
    together: Sequence[Dossier] = (),
) -> Invitation:
    """The giấy mời to a meeting, with the hour and place of the meeting itself.

    Args: together, other dossiers at the same sitting, each of which is named; members, those invited; signer, who
    signs for the authority, none when the council itself invites; each, a sheet for each member instead of one for all
    with a list.
    """
    guests = () if each else tuple(Guest(name=one.full_name, post=_post(one)) for one in members)
    issuer = setting.name.full if signer else council_name(setting)
    symbol = "UBND" if signer else "HĐTĐKT"
    number_line = f"Số: {number}" if number else number_text(None, "GM", symbol)
    head = setting.head(None) if signer else setting.council_head(None)
    known = f"số {number} {plain_date(setting.day)}" if number else plain_date(setting.day)
    chair = next(one for one in meeting.council.members if one.id == meeting.chair_id)
    return Invitation(
        form_number=setting.form_number("invitation"),
        head=replace(head, number_text=number_line, place_date=setting.dated),
        about="Họp Hội đồng Thi đua - Khen thưởng",
        issuer_name=issuer,
        invited=tuple(f"Ông (bà) {one.full_name}, {_post(one)}" for one in members) if each else (AS_LISTED,),
        occasion=f"cuộc họp {council_name(setting)} {_matter(dossier, setting)}"
        if not together
        else f"cuộc họp {council_name(setting)}, gồm {padded(len(together) + 1)} nội dung",
        contents=tuple(capital(_matter(one, _setting_like(one, setting))) for one in (dossier, *together))
        if together
        else (),
        host=f"{chair.full_name}, {_post(chair)}",
        time_text=hour_and_day(meeting.starts, meeting.day),
        place=meeting.place,
        request=request,
        rows=guests,
        attached_to=f"Kèm theo Giấy mời {known} của {issuer}" if guests else None,
        recipients=Recipients(lines=("Như trên", "Lưu: VT, Hồ sơ")),
        signature=_invites(members, meeting, setting, signer),
    )


def _matter(dossier: Dossier, setting: Setting) -> str:
    return f"xét, đề nghị tặng {setting.award_name} {occasion(dossier, setting)}"


def _setting_like(dossier: Dossier, setting: Setting) -> Setting:
    return replace(setting, award=dossier.award, award_type=dossier.round.award_type)


def _post(member: CouncilMember) -> str:
    return ", ".join(part for part in (member.post, SEAT_WORDS[member.seat]) if part)


def _invites(
    members: Sequence[CouncilMember], meeting: Meeting, setting: Setting, signer: Signing | None
) -> SignatureBlock:
    """Who signs: for the authority its signer, for the council its chair, or who chairs this meeting without one."""
    if signer is not None:
        return signed_by(signer)
    seats = [one for one in members if one.seat == Seat.CHAIR]
    chair = seats[0] if seats else next(one for one in meeting.council.members if one.id == meeting.chair_id)
    return council_signature(chair, meeting.council, setting.name)
