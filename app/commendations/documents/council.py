"""Builders of the minutes of the council's meeting and of the count of a secret ballot."""

from datetime import time

from app import law
from app.commendations import queries
from app.commendations.documents.facts import Absence, Minutes, MinutesResult, VoteCount, VoteRow
from app.commendations.documents.setting import Setting, capital, named, occasion, setting_of
from app.commendations.documents.signing import council_signature
from app.commendations.models import CouncilMember, Dossier, Meeting, Nominee
from app.commendations.rules import PresenceKind, VoteMethod
from app.law import VoteVerdict
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


def _counted(dossier: Dossier, meeting: Meeting) -> list[tuple[Nominee, int, int, VoteVerdict]]:
    tallies = {tally.nominee_id: tally for tally in meeting.tallies}
    judged = queries.votes_of(meeting, dossier)
    rows = [one for one in queries.nominees_of(dossier) if one.id in tallies]
    return [(one, tallies[one.id].agree, tallies[one.id].disagree, judged[one.id]) for one in rows]


def minutes(dossier: Dossier, meeting: Meeting, setting: Setting, number: str | None = None) -> Minutes:
    """The minutes: who was there, what was heard, each vote over all members, the conclusion.

    Args: setting, of the dossier; the names on the minutes are those of the day of the meeting.
    """
    setting = _setting_then(dossier, meeting, setting)
    present = queries.present_members(meeting, PresenceKind.PRESENT)
    chair, secretary = _member(meeting, meeting.chair_id), _member(meeting, meeting.secretary_id)
    members = len(meeting.presences)
    results = tuple(
        MinutesResult(
            number=place,
            name=_listed_name(one),
            award=queries.award_title(dossier.award),
            agreed=agree,
            members=members,
            share=percent(agree, members),
            conclusion="Đề nghị khen thưởng" if verdict.passed else "Không đề nghị",
        )
        for place, (one, agree, _disagree, verdict) in enumerate(_counted(dossier, meeting), start=1)
    )
    return Minutes(
        form_number=setting.form_number("minutes"),
        head=setting.council_head(number),
        about=f"Họp Hội đồng Thi đua - Khen thưởng về việc xét, đề nghị tặng {setting.award_name} "
        f"{occasion(dossier, setting)}",
        started=_at(meeting.starts, meeting),
        place=meeting.place,
        council_size=members,
        present=tuple(_seated(one) for one in present),
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
        if one.kind != PresenceKind.PRESENT
    )


def _inside(words: str) -> str:
    """Words typed as a line of their own, inside a sentence: "đi công tác"; a shortened name keeps its capitals."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def _contents(dossier: Dossier, meeting: Meeting, present: int) -> tuple[str, ...]:
    counts = _counts(dossier)
    lines = [f"1. Nghe báo cáo tóm tắt thành tích của {joined(counts.words)} được đề nghị."]
    said = paragraphs(meeting.discussion) or ("Hội đồng thống nhất đưa các trường hợp nêu trên ra lấy ý kiến.",)
    lines += [f"2. Thảo luận: {said[0]}", *said[1:]]
    lines.append(f"3. {_terms(dossier, meeting, present)}")
    return tuple(lines)


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
        quorum = (
            ", đủ số thành viên để họp xét khen thưởng" if met else ", chưa đủ số thành viên để họp xét khen thưởng"
        )
    return (
        f"Có mặt {padded(present)}/{padded(members)} thành viên ({percent(present, members)} %){quorum}. "
        f"Tỷ lệ đồng ý tính trên tổng số thành viên Hội đồng, kể cả ý kiến bằng văn bản{needed}."
    )


def vote_count(dossier: Dossier, meeting: Meeting, setting: Setting, number: str | None = None) -> VoteCount:
    """The count of a secret ballot; the share is over all members, not those present (NĐ 98/2023 Điều 30.7).

    A ballot is invalid line by line: as wholly invalid count those that are invalid on every line.
    """
    setting = _setting_then(dossier, meeting, setting)
    members = len(meeting.presences)
    present = len(queries.present_members(meeting, PresenceKind.PRESENT))
    written = len(queries.present_members(meeting, PresenceKind.WRITTEN))
    chair = _member(meeting, meeting.chair_id)
    rows = _counted(dossier, meeting)
    spoilt = min(min((tally.invalid for tally in meeting.tallies), default=0), present)
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
        written_opinions=written,
        issued=present,
        returned=present,
        valid=present - spoilt,
        invalid=spoilt,
        rows=tuple(
            VoteRow(
                number=place,
                name=_listed_name(one),
                award=queries.award_title(dossier.award),
                agreed=agree,
                disagreed=disagree,
                share=percent(agree, members),
                outcome="Đạt" if verdict.passed else "Không đạt",
            )
            for place, (one, agree, disagree, verdict) in enumerate(rows, start=1)
        ),
        ended=_at(meeting.ends, meeting),
        teller_signatures=tuple(SignatureBlock(lines=("TỔ VIÊN",), name=name) for name in others),
        teller_head_signature=SignatureBlock(lines=("TỔ TRƯỞNG",), name=head),
        chair_signature=council_signature(chair, meeting.council, setting.name),
    )


def wants_count(meeting: Meeting) -> bool:
    """Whether the meeting has a paper of its own for the count: only a secret ballot has."""
    return meeting.method == VoteMethod.SECRET
