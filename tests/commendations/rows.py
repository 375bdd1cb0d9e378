"""Dossiers made through the real actions, at any state; the decisive person is never the author."""

from contextlib import contextmanager
from datetime import date, time

from app.commendations import actions, queries, rules
from app.commendations.models import Achievement, AwardRound, Ballot, Council, Dossier, Hold, Meeting
from app.commendations.rules import AwardType, PresenceKind, Seat, VoteMethod, Votes
from app.commitments import actions as pledging
from app.commitments.queries import line as pledge_line
from app.db import db
from app.people import actions as people
from app.people.models import Collective, Household, Person
from app.places import actions as places
from app.places import queries as places_queries
from app.plans import actions as plans
from app.plans.actions.initiatives import save_initiative
from app.plans.models import Initiative, Plan
from tests.cast import DAY, Cast, acting
from tests.commitments import rows as commitments
from tests.pdf import files

MERIT = "thành tích xuất sắc trong phong trào “Bình dân học vụ số” năm 2026"
MEETING_DAY = date(2026, 8, 18)
PROPOSAL_DAY = date(2026, 8, 19)
FROM, UNTIL = date(2026, 1, 1), date(2026, 8, 1)
MEMBERS = (
    ("Trần Quốc Thái", "Chủ tịch UBND xã", Seat.CHAIR),
    ("Lê Thị Khánh Huyền", "Trưởng phòng Văn hóa - Xã hội", Seat.DEPUTY),
    ("Phan Văn Dũng", "Công chức Văn hóa - Xã hội", Seat.SECRETARY),
    ("Hồ Thị Ngọc Ánh", "Chủ tịch Hội Liên hiệp Phụ nữ xã", Seat.MEMBER),
    ("Nguyễn Cảnh Toàn", "Bí thư Đoàn xã", Seat.MEMBER),
)
PROSE = {
    "registered_targets": "Tham gia đủ 03 buổi tập huấn\nHướng dẫn ít nhất 20 người dân",
    "achievements": "Đã hướng dẫn 118 người dân sử dụng dịch vụ công trực tuyến.",
    "measures": "Lập danh sách người chưa có kỹ năng số, hướng dẫn tại nhà.",
    "organisation": "01 tổ trưởng và 06 tổ viên",
    # Asked for by the forms of a sudden merit and of service only.
    "founded": "2024",
    "event_time": "khoảng 15 giờ 30 phút, ngày 12 tháng 7 năm 2026",
    "event_place": "bến đò cũ, thôn Đông Yên",
    "circumstances": "Nước sông lên nhanh, một cháu nhỏ bị cuốn xa bờ.",
    "deeds": "Lập tức bơi ra đưa cháu vào bờ và hô hấp nhân tạo.",
    "duties": "Hướng dẫn người dân làm thủ tục hành chính.",
    "history": "Thành lập năm 2024.",
    "main_features": "Có 07 thành viên; sinh hoạt tại nhà văn hóa thôn.",
    "compliance": "Chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước.",
    "party_activity": "Tham gia đầy đủ hoạt động của chi bộ thôn.",
}
STATES = (
    "draft", "voted", "proposed", "approved", "decided", "submitted", "returned", "accepted", "awarded", "withdrawn",
    "rejected",
)  # fmt: skip


@contextmanager
def officer(cast: Cast, day: date = DAY):
    """Act as the officer who writes the dossiers."""
    with acting(cast.users["officer"], day) as user:
        yield user


def plan(number: str = "12/KH-UBND") -> Plan:
    """A plan of the commune with its movement, without central targets."""
    return plans.save_plan(
        None,
        title="Kế hoạch triển khai phong trào “Bình dân học vụ số” năm 2026",
        movement='Phong trào "Bình dân học vụ số"',
        reference_number=number,
        day=date(2026, 1, 5),
        valid_from=FROM,
        valid_until=date(2027, 1, 1),
        contents=["Phổ cập kỹ năng số trong Nhân dân"],
        legal_bases=[],
        with_targets=False,
    )


def award_round(number: str = "12/KH-UBND", award_type: str = AwardType.THEMATIC) -> AwardRound:
    """A round under the plan, for the merit of January to July."""
    return actions.save_round(
        None,
        plan=plan(number),
        name="Khen thưởng sơ kết năm 2026",
        period_from=FROM,
        period_until=UNTIL,
        deadline=date(2026, 9, 30),
        award_type=award_type,
    )


def places_rows() -> None:
    """A hamlet, a unit that proposes and two who may sign."""
    places.save_hamlet(None, "Thôn Đông Yên", "Phạm Văn Khoa", date(2025, 7, 1))
    places.save_unit(None, "Phòng Văn hóa - Xã hội", "VHXH", date(2025, 7, 1))
    places.save_signer(None, "Trần Quốc Thái", "Chủ tịch", "", ["CHỦ TỊCH"], date(2025, 7, 1))
    places.save_signer(
        None, "Lê Thị Khánh Huyền", "Phó Chủ tịch", "KT.", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], date(2025, 7, 1)
    )


def subjects(count: int = 1) -> list[Person | Household | Collective]:
    """Persons, and with three or more also a collective and a household."""
    hamlet = places_queries.hamlets(DAY)[0]
    found: list[Person | Household | Collective] = []
    for number in range(count):
        if number == 1:
            found.append(collective(hamlet))
        elif number == 2:
            head = person(hamlet, "Nguyễn Hoàng Quốc Khánh", 1975)
            found.append(people.save_household(None, head, hamlet, None, 5))
        else:
            found.append(person(hamlet, f"Nguyễn Thị Thuỵ Ưởng {number}".removesuffix(" 0"), 1987 - number))
    return found


def person(hamlet, name: str, year: int) -> Person:
    """A farmer of the hamlet with all a report asks."""
    return people.save_person(
        None,
        DAY,
        name=name,
        sex="female" if "Thị" in name else "male",
        birth_year=year,
        hamlet_id=hamlet.id,
        occupation="Nông dân",
        hometown="xã Vạn An, tỉnh Nghệ An",
    )


def collective(hamlet) -> Collective:
    """The digital team of the hamlet."""
    return people.save_collective(
        None,
        name="Tổ công nghệ số cộng đồng thôn Đông Yên",
        hamlet_id=hamlet.id,
        address="Nhà văn hóa thôn Đông Yên",
        functions="Hướng dẫn người dân sử dụng nền tảng số",
        head_name="Phạm Văn Khoa",
        head_post="Tổ trưởng",
        headcount=7,
    )


def council() -> Council:
    """A council of five."""
    found = actions.save_council(
        None, "Hội đồng Thi đua - Khen thưởng xã", "Quyết định số 03/QĐ-UBND", date(2025, 7, 1)
    )
    for full_name, post, seat in MEMBERS:
        actions.save_member(found, None, full_name=full_name, post=post, seat=seat, valid_from=date(2025, 7, 1))
    return found


def drafted(
    user, award: str = "GK_XA", count: int = 1, day: date = date(2026, 8, 3), award_type: str = AwardType.THEMATIC
) -> Dossier:
    """A dossier with nominees, everything attested and every report written."""
    dossier = actions.open_dossier(award_round(award_type=award_type), award, MERIT, user, day)
    for subject in subjects(count):
        actions.add_nominee(dossier, subject, day)
    for nominee in dossier.nominees:
        complete(nominee, day)
    return dossier


def complete(nominee, day: date = DAY) -> None:
    """Attest every question and write the report of a nominee."""
    case = actions.judging.evidence.case_of(nominee.dossier)
    subject = next(one for one in actions.judging.evidence.subjects(nominee.dossier) if one.id == nominee.id)
    for question in rules.questions(subject, case):
        actions.attest(nominee, question.code, True, "Đã rà soát hồ sơ", day)
    actions.draft_report(nominee, day)
    actions.save_report(nominee, PROSE | nominee.report)


def meeting(dossier: Dossier, found: Council, method: VoteMethod = VoteMethod.SECRET) -> Meeting:
    """The council called on the dossier."""
    chair, _deputy, secretary, *_others = queries.members_on(found, MEETING_DAY)
    return actions.plan_meeting(
        dossier,
        None,
        council=found,
        day=MEETING_DAY,
        starts=time(14, 0),
        ends=time(16, 30),
        place="Phòng họp số 1, trụ sở Ủy ban nhân dân xã Vạn An",
        method=method,
        chair=chair,
        secretary=secretary,
        tellers=["Lê Thị Khánh Huyền", "Hồ Thị Ngọc Ánh"],
    )


def meeting_again(row: Meeting, method: VoteMethod) -> Meeting:
    """The same call, with another way to vote."""
    chair, _deputy, secretary, *_others = queries.members_on(row.council, row.day)
    return actions.plan_meeting(
        row.dossier,
        row,
        council=row.council,
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        place=row.place,
        method=method,
        chair=chair,
        secretary=secretary,
        tellers=row.tellers,
    )


def vote(row: Meeting, agree: int = 5, written: int = 0) -> None:
    """All members vote; `written` of them in writing."""
    members = queries.members_on(row.council, row.day)
    presences = {
        one.id: actions.PresenceEntry(PresenceKind.WRITTEN, "đi công tác")
        if place >= len(members) - written
        else actions.PresenceEntry(PresenceKind.PRESENT)
        for place, one in enumerate(members)
    }
    tallies = {one.id: Votes(agree, len(members) - agree) for one in row.dossier.nominees}
    actions.record_votes(row, presences, tallies, "Các thành viên thống nhất hồ sơ đủ điều kiện.", DAY)


def sign_proposal(dossier: Dossier, day: date = PROPOSAL_DAY) -> None:
    """The tờ trình with all papers sealed: of the unit for a giấy khen, of the authority for a bằng khen."""
    if queries.decided_here(dossier):
        unit, lines, name = places_queries.units(day)[0], ["TRƯỞNG PHÒNG"], "Lê Thị Khánh Huyền"
    else:
        signer = places_queries.signers(day)[0]
        unit, lines, name = None, list(signer.lines), signer.full_name
    actions.propose(dossier, unit=unit, signer_lines=lines, signer_name=name, day=day)


def dossier_at(
    cast: Cast,
    state: str = "draft",
    award: str = "GK_XA",
    count: int = 1,
    method: VoteMethod = VoteMethod.HAND,
    award_type: str = AwardType.THEMATIC,
) -> int:
    """A dossier of the home commune in this state; returns its id."""
    with officer(cast) as user:
        places_rows()
        dossier = drafted(user, award, count, award_type=award_type)
        found = council()
        if state != "draft":
            # By hand unless the papers are looked at: a count would be one paper more to make in every test.
            vote(meeting(dossier, found, method))
            actions.close_vote(dossier, MEETING_DAY)
        if state not in ("draft", "voted"):
            sign_proposal(dossier)
        if not queries.decided_here(dossier) and state not in ("draft", "voted", "proposed"):
            actions.submit(dossier, DAY)
        dossier_id = dossier.id
    if state in ("approved", "decided"):
        approve(cast, dossier_id)
    if state == "decided":
        issue(cast, dossier_id)
    if state in ("returned", "accepted", "awarded", "rejected"):
        _answered(cast, dossier_id, state)
    with officer(cast):
        if state == "withdrawn":
            actions.withdraw(queries.get(dossier_id), "Trường hợp đề nghị đã chuyển đi nơi khác.", DAY)
        if state == "awarded":
            give_award(queries.get(dossier_id))
    return dossier_id


def _answered(cast: Cast, dossier_id: int, state: str) -> None:
    """What whoever decides says: the province, or the leader on a giấy khen."""
    with acting(cast.users["reviewer" if award_of(dossier_id, cast) != "GK_XA" else "leader"]):
        dossier = queries.get(dossier_id)
        if state in ("accepted", "awarded"):
            actions.accept(dossier, DAY)
        elif state == "rejected":
            actions.reject(dossier, "Điều 74 Luật Thi đua, khen thưởng", "Thành tích chưa đủ tiêu chuẩn.", DAY)
        else:
            actions.send_back(dossier, {("proposal", 0): "Bổ sung căn cứ là kế hoạch của tỉnh."}, DAY)


def award_of(dossier_id: int, cast: Cast) -> str:
    """The award of a dossier of the home commune."""
    with officer(cast):
        return queries.get(dossier_id).award


def approve(cast: Cast, dossier_id: int, day: date = DAY, **options) -> None:
    """The leader approves a giấy khen."""
    with acting(cast.users["leader"], day):
        actions.approve(queries.get(dossier_id), day=day, **({"fund": "quỹ thi đua, khen thưởng"} | options))


def issue(cast: Cast, dossier_id: int, day: date = DAY, **options) -> None:
    """Văn thư numbers and issues what was approved."""
    with acting(cast.users["clerk"], day):
        actions.issue(queries.get(dossier_id), day=day, **options)


def give_award(dossier: Dossier) -> None:
    """The bằng khen of all who are named, as the decision of the province says; needs a session of the officer."""
    issuer = "Chủ tịch Ủy ban nhân dân tỉnh Nghệ An"
    actions.award(dossier, reference_number="2468/QĐ-UBND", day=DAY, issuer_name=issuer, not_awarded={}, today=DAY)


def held(subject, kind: str = "press") -> Hold:
    """An open hold of a person, household or collective."""
    return actions.open_hold(
        subject,
        kind=rules.HoldKind(kind),
        opened_on=date(2026, 8, 1),
        source_document="Công văn số 12/CV-CA của Công an xã",
        note="",
        today=DAY,
    )


def initiative(subject, title: str = "Chuyến xe số lưu động", **known) -> Initiative:
    """An initiative of a person, household or collective, recognised unless told otherwise."""
    values = {
        "kind": "initiative",
        "title": title,
        "since": date(2026, 3, 1),
        "effect": "Phục vụ 143 người tại nhà",
        "scope": "commune",
        "recognised_by": "Quyết định số 07/QĐ-UBND",
        "recognised_on": date(2026, 6, 1),
        "used_by": "",
    }
    return save_initiative(None, subject, **(values | known), today=DAY)


def said(topic: str, *, clear: bool = True) -> actions.Confirmed:
    """What the tax office says in one document."""
    return actions.Confirmed(topic, "Thuế cơ sở 5", clear, "88/CV-TCS", DAY)


def past_award(subject, number: str = "15/QĐ-UBND", day: date = date(2023, 3, 5), **changes) -> Achievement:
    """An award of the past, given by a district that is no more, typed in from its decision."""
    values = {
        "award": "GK_XA",
        "award_label": "Giấy khen của Chủ tịch UBND huyện Nam Đàn",
        "award_type": "chuyen_de",
        "merit": "Hiến đất làm đường",
        "issuer_name": "Chủ tịch UBND huyện Nam Đàn",
    }
    row = actions.save_achievement(subject, **{**values, **changes}, reference_number=number, day=day, today=DAY)
    db.session.flush()
    return row


def _printed_pledge(found: AwardRound, nominee) -> int:
    """A pledge of the nominee that was printed and came back: evidence of the books; returns the id of its paper."""
    fields = {"name": "Đợt ký của một người", "opens_on": FROM, "valid_from": FROM}
    campaign = pledging.save_campaign(None, **commitments.campaign_fields(found.plan_id, "person", **fields))
    (pledge,) = pledging.make_commitments(campaign, [nominee.person]).commitments
    paper = pledging.print_one(pledge_line(pledge), FROM)
    pledging.receive(pledge, FROM, DAY)
    return paper.id


def foreign_urls(cast: Cast) -> list[str]:
    """A record of each kind of the home commune, which do not exist for the stranger; needs a context."""
    with officer(cast) as user:
        places.save_hamlet(None, "Thôn Khen Thưởng", None, date(2025, 7, 1))
        found = award_round("114/KH-UBND")
        dossier = actions.open_dossier(found, "GK_XA", MERIT, user, date(2026, 8, 3))
        nominee = actions.add_nominee(dossier, subjects()[0], DAY)
        stopped = held(nominee.person)
        rested = actions.add_ground(nominee, initiative(nominee.person))
        actions.confirm(dossier, [nominee], said("tax"), DAY)
        seats = council()
        planned = meeting(dossier, seats)
        planned.ballots.append(Ballot(number=1, votes={str(nominee.id): "a"}))
        (filed,) = actions.attach(dossier, nominee, [("anh.jpg", files.jpeg())])
        old = past_award(nominee.person)
        handed_in = actions.suggest(
            found,
            queries.proposers(DAY)[0],
            award="GK_XA",
            subject=nominee.person,
            merit="Hướng dẫn 20 người dân dùng dịch vụ công trực tuyến",
            received_on=DAY,
        )
        attached = f"/commendations/attachments/{filed.attachment.id}"
        return [
            attached,
            f"{attached}/file.pdf",
            f"{attached}/original",
            f"/commendations/{dossier.id}",
            f"/commendations/{dossier.id}/attest",
            f"/commendations/{dossier.id}/ceremony",
            f"/commendations/nominees/{nominee.id}",
            f"/commendations/nominees/{nominee.id}/grounds",
            f"/commendations/{dossier.id}/confirmations",
            f"/commendations/confirmations/{nominee.confirmations[0].id}/remove",
            f"/commendations/grounds/{rested.id}/remove",
            f"/commendations/holds/{stopped.id}",
            f"/commendations/initiatives/{rested.initiative_id}",
            f"/commendations/initiatives/{rested.initiative_id}/branch",
            f"/commendations/initiatives/{rested.initiative_id}/round",
            f"/plans/initiatives/{rested.initiative_id}",
            f"/plans/initiatives/{rested.initiative_id}/edit",
            f"/commendations/nominees/{nominee.id}/report",
            f"/commendations/nominees/{nominee.id}/report/draft",
            f"/commendations/nominees/{nominee.id}/report/exchange",
            f"/commendations/nominees/{nominee.id}/report/figures",
            f"/commendations/nominees/{nominee.id}/report/keep",
            f"/commendations/nominees/{nominee.id}/report/sealed",
            f"/commendations/nominees/{nominee.id}/figures/people-trained",
            f"/commendations/nominees/{nominee.id}/attachments/choose",
            f"/commendations/nominees/{nominee.id}/attachments/paper-{_printed_pledge(found, nominee)}/small",
            f"/commendations/{dossier.id}/attachments/choose",
            f"/commendations/meetings/{planned.id}",
            f"/commendations/meetings/{planned.id}/invitation",
            f"/commendations/meetings/{planned.id}/ballots",
            f"/commendations/meetings/{planned.id}/count",
            f"/commendations/meetings/{planned.id}/count/1",
            f"/commendations/{dossier.id}/revocation",
            f"/commendations/{dossier.id}/supplement",
            f"/commendations/{dossier.id}/handover",
            f"/commendations/{dossier.id}/approval",
            f"/commendations/{dossier.id}/decision",
            f"/commendations/{dossier.id}/review",
            f"/commendations/{dossier.id}/rejection",
            f"/commendations/{dossier.id}/result",
            f"/commendations/{dossier.id}/changes",
            f"/commendations/councils/{seats.id}",
            f"/commendations/members/{seats.members[0].id}",
            f"/commendations/rounds/{found.id}/edit",
            f"/commendations/rounds/{found.id}",
            f"/commendations/suggestions/{handed_in.id}",
            f"/commendations/{dossier.id}/after/photos/1/remove",
            f"/commendations/achievements/{old.id}",
            f"/commendations/history/person/{nominee.person_id}",
        ]
