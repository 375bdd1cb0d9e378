"""Builders of the minutes of the council's meeting and of the count of a secret ballot."""

from datetime import time

from app import law
from app.commendations import queries
from app.commendations.documents.facts import Absence, Minutes, MinutesResult, VoteCount, VoteRow
from app.commendations.documents.setting import Setting, capital, named, occasion, setting_of
from app.commendations.documents.signing import council_signature
from app.commendations.models import CouncilMember, Dossier, Meeting, Nominee, Presence, Tally
from app.commendations.queries import Voted
from app.commendations.rules import (
    IN_THE_ROOM,
    TIE_CRITERION,
    PresenceKind,
    VoteMethod,
    article_of,
    spoilt,
    voters_of,
    voting_in_the_room,
)
from app.papers.documents import Counts, Recipients, SignatureBlock, joined, padded, paragraphs, percent, plain_date

SEAT_WORDS = {
    "chair": "Chủ tịch Hội đồng",
    "deputy": "Phó Chủ tịch Hội đồng",
    "secretary": "Thư ký Hội đồng",
    "member": "Ủy viên",
}
METHOD_WORDS = {"hand": "biểu quyết giơ tay", "secret": "bỏ phiếu kín"}
WRITTEN = "đã gửi, tính là một phiếu"


def _at(moment: time, meeting: Meeting) -> str:
    return f"{moment:%H} giờ {moment:%M} phút, {plain_date(meeting.day)}"


def _seated(member: CouncilMember) -> str:
    return ", ".join(part for part in (member.full_name, member.post, SEAT_WORDS[member.seat]) if part)


def _listed_name(nominee: Nominee) -> str:
    return capital(named(nominee))


def _member(meeting: Meeting, member_id: int) -> CouncilMember:
    return next(one for one in meeting.council.members if one.id == member_id)


def _came(row: Presence) -> str:
    """A line of those present; who came for a member with the member's seat and the paper that lets them."""
    if row.kind == PresenceKind.PRESENT:
        return _seated(row.member)
    post = row.member.substitute_post if row.member.substitute_name == row.substitute else None
    named = ", ".join(part for part in (row.substitute, post) if part)
    return f"{named} (dự thay {_seated(row.member)}; theo {_inside(row.reason or '')})"


def _counted(dossier: Dossier, meeting: Meeting) -> list[tuple[Nominee, Tally, Voted]]:
    tallies = {tally.nominee_id: tally for tally in meeting.tallies}
    judged = queries.votes_of(meeting, dossier)
    rows = [one for one in queries.nominees_of(dossier) if one.id in tallies]
    return [(one, tallies[one.id], judged[one.id]) for one in rows]


def _conclusion(vote: Voted) -> str:
    if vote.enough and not vote.passed:
        return "Đủ phiếu; không đề nghị do quá số lượng"
    return "Đề nghị khen thưởng" if vote.passed else "Không đề nghị"


def minutes(dossier: Dossier, meeting: Meeting, setting: Setting, number: str | None = None) -> Minutes:
    """The minutes: who was there, what was heard, each vote over all members, the conclusion.

    Args: setting, of the dossier; the names on the minutes are those of the day of the meeting.
    """
    setting = _setting_then(dossier, meeting, setting)
    present = queries.in_the_room(meeting)
    chair, secretary = _member(meeting, meeting.chair_id), _member(meeting, meeting.secretary_id)
    members = len(meeting.presences)
    results = tuple(
        MinutesResult(
            number=place,
            name=_listed_name(one),
            award=queries.award_title(dossier.award),
            agreed=tally.agree,
            disagreed=tally.disagree,
            invalid=tally.invalid,
            members=members,
            share=percent(tally.agree, members),
            conclusion=_conclusion(vote),
        )
        for place, (one, tally, vote) in enumerate(_counted(dossier, meeting), start=1)
    )
    return Minutes(
        form_number=setting.form_number("minutes"),
        head=setting.council_head(number),
        about=f"Họp Hội đồng Thi đua - Khen thưởng về việc xét, đề nghị tặng {setting.award_name} "
        f"{occasion(dossier, setting)}",
        started=_at(meeting.starts, meeting),
        place=meeting.place,
        council_size=members,
        present=tuple(_came(one) for one in present),
        stand_ins=_stand_ins(meeting),
        absences=_absences(meeting),
        chair=_seated(chair),
        secretary=_seated(secretary),
        contents=_contents(dossier, meeting, len(present)),
        vote_method=METHOD_WORDS[meeting.method],
        results=results,
        ended=_at(meeting.ends, meeting),
        secretary_signature=SignatureBlock(lines=("THƯ KÝ",), name=secretary.full_name),
        chair_signature=council_signature(chair, meeting.council, setting.name),
        recipients=Recipients(lines=("Thành viên Hội đồng", "Lưu: VT, Hồ sơ")),
    )


def _setting_then(dossier: Dossier, meeting: Meeting, setting: Setting) -> Setting:
    """The setting of the day of the meeting: its papers are made later, with the names of that day."""
    return setting if setting.day == meeting.day else setting_of(dossier, meeting.day, setting.confirmed)


def _absences(meeting: Meeting) -> tuple[Absence, ...]:
    return tuple(
        Absence(
            name=_seated(one.member),
            reason=_inside(one.reason or ""),
            opinion=WRITTEN if one.kind == PresenceKind.WRITTEN else None,
        )
        for one in meeting.presences
        if one.kind not in IN_THE_ROOM
    )


def _stand_ins(meeting: Meeting) -> int:
    """How many came in a member's place."""
    return sum(one.kind == PresenceKind.SUBSTITUTE for one in meeting.presences)


def _inside(words: str) -> str:
    """Words typed as a line of their own, inside a sentence: "đi công tác"; a shortened name keeps its capitals."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def _contents(dossier: Dossier, meeting: Meeting, present: int) -> tuple[str, ...]:
    counts = _counts(dossier)
    lines = [f"1. Nghe báo cáo tóm tắt thành tích của {joined(counts.words)} được đề nghị."]
    said = paragraphs(meeting.discussion) or ("Hội đồng thống nhất đưa các trường hợp nêu trên ra lấy ý kiến.",)
    lines += [f"2. Thảo luận: {said[0]}", *said[1:]]
    lines.append(f"3. {_terms(dossier, meeting, present)}")
    return (*lines, *_abstained(meeting), *_choice(dossier, meeting))


def _abstained(meeting: Meeting) -> list[str]:
    """Members who are nominated and did not vote on their own case: the numbers of that line add up to one less."""
    kinds = [one.kind for one in meeting.presences]
    voters = voters_of(kinds, substitutes_vote=queries.substitutes_vote(meeting))
    totals = {one.nominee_id: one.agree + one.disagree + one.invalid for one in meeting.tallies}
    return [
        f"{joined([one.full_name for one in members])} là thành viên Hội đồng có tên trong danh sách đề nghị, "
        "không biểu quyết về trường hợp của mình."
        for nominee_id, members in queries.own_cases(meeting).items()
        if totals.get(nominee_id, voters) < voters
    ]


def _choice(dossier: Dossier, meeting: Meeting) -> list[str]:
    """Why not all who had enough votes are proposed, when more had them than may be."""
    if not meeting.selection:
        return []
    names = {one.id: named(one) for one in dossier.nominees}
    back = [names[one.nominee_id] for one in meeting.tallies if one.held_back]
    crowded = queries.crowds_of(meeting, dossier)
    words = {"collective": "tập thể", "person": "cá nhân", "household": "hộ gia đình"}
    numbers = joined([
        f"{padded(len(one.order))} {words[one.kind]} đủ số phiếu, được đề nghị {padded(one.limit.most or 0)}"
        f"{f' ({one.limit.source})' if one.limit.source else ''}"
        for one in crowded
    ])  # fmt: skip
    tie = ""
    if any(one.by_preference for one in crowded):
        article = article_of(law.CRITERIA[TIE_CRITERION].on(law.law_date(dossier.received_on)).cites)
        tie = f"; số phiếu bằng nhau thì ưu tiên nữ, tập thể có tỷ lệ nữ từ 70 % trở lên ({article})"
    held = f" Đủ số phiếu nhưng không đề nghị: {joined(back)}." if back else ""
    said = paragraphs(meeting.selection)
    return [
        f"4. Lựa chọn theo số lượng: {numbers}. Hội đồng xếp thứ tự theo số phiếu đồng ý{tie}.{held}",
        *(f"Lý do: {line}" if place == 0 else line for place, line in enumerate(said)),
    ]


def _counts(dossier: Dossier) -> Counts:
    kinds = [one.subject_kind for one in dossier.nominees]
    return Counts(
        collectives=kinds.count("collective"), people=kinds.count("person"), households=kinds.count("household")
    )


def _terms(dossier: Dossier, meeting: Meeting, present: int) -> str:
    """The arithmetic of the meeting: how many were there of all, and what a nominee needs of all members."""
    members = len(meeting.presences)
    verdict = next(iter(queries.votes_of(meeting, dossier).values()), None)
    needed = (
        f"; cần ít nhất {padded(verdict.needed)}/{padded(members)} thành viên đồng ý để được đề nghị" if verdict else ""
    )
    quorum = ""
    if meeting.quorum:
        met = law.quorum_met(present, members, meeting.quorum)
        asked = padded(law.quorum_needed(members, meeting.quorum))
        quorum = f", {'đủ' if met else 'chưa đủ'} số thành viên để họp xét khen thưởng (cần ít nhất {asked})"
    stand_ins, for_others = _stand_ins(meeting), ""
    if stand_ins:
        vote = "được biểu quyết thay" if queries.substitutes_vote(meeting) else "không biểu quyết thay"
        for_others = f" Trong đó {padded(stand_ins)} người dự thay, {vote} thành viên."
    return (
        f"Có mặt {padded(present)}/{padded(members)} thành viên ({percent(present, members)} %){quorum}.{for_others} "
        f"Tỷ lệ đồng ý tính trên tổng số thành viên Hội đồng, kể cả ý kiến bằng văn bản{needed}."
    )


def vote_count(dossier: Dossier, meeting: Meeting, setting: Setting, number: str | None = None) -> VoteCount:
    """The count of a secret ballot; the share is over all members, not those present (NĐ 98/2023 Điều 30.7).

    A ballot is invalid line by line: as wholly invalid count those that are invalid on every line.
    """
    setting = _setting_then(dossier, meeting, setting)
    members = len(meeting.presences)
    kinds = [one.kind for one in meeting.presences]
    present = sum(kind in IN_THE_ROOM for kind in kinds)
    issued = voting_in_the_room(kinds, substitutes_vote=queries.substitutes_vote(meeting))
    returned, invalid = _returned(meeting, issued)
    chair = _member(meeting, meeting.chair_id)
    rows = _counted(dossier, meeting)
    head, *others = meeting.tellers or [""]
    return VoteCount(
        form_number=setting.form_number("vote_count"),
        head=setting.council_head(number),
        about=f"Về việc bỏ phiếu xét, đề nghị tặng {setting.award_name}",
        started=_at(meeting.starts, meeting),
        place=meeting.place,
        teller_head=head,
        tellers=tuple(others),
        council_size=members,
        present=present,
        absent=members - present,
        written_opinions=kinds.count(PresenceKind.WRITTEN),
        issued=issued,
        returned=returned,
        valid=returned - invalid,
        invalid=invalid,
        rows=tuple(
            VoteRow(
                number=place,
                name=_listed_name(one),
                award=queries.award_title(dossier.award),
                agreed=tally.agree,
                disagreed=tally.disagree,
                invalid=tally.invalid,
                share=percent(tally.agree, members),
                outcome="Đạt" if vote.enough else "Không đạt",
            )
            for place, (one, tally, vote) in enumerate(rows, start=1)
        ),
        ended=_at(meeting.ends, meeting),
        teller_signatures=tuple(SignatureBlock(lines=("TỔ VIÊN",), name=name) for name in others),
        teller_head_signature=SignatureBlock(lines=("TỔ TRƯỞNG",), name=head),
        chair_signature=council_signature(chair, meeting.council, setting.name),
    )


def _returned(meeting: Meeting, issued: int) -> tuple[int, int]:
    """How many ballots came back and how many of them are invalid as a whole: as read one by one, else by the totals.

    Totals are typed for all who vote, so all ballots came back; an opinion that was sent in is no ballot.
    """
    if meeting.ballots:
        read = [one.votes for one in meeting.ballots if not one.written]
        return len(read), spoilt(read)
    return issued, min(min((tally.invalid for tally in meeting.tallies), default=0), issued)


def wants_count(meeting: Meeting) -> bool:
    """Whether the meeting has a paper of its own for the count: only a secret ballot has."""
    return meeting.method == VoteMethod.SECRET
