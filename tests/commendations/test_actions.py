"""The main job of a dossier through its actions: from nominee to decision, or to the province and back."""

import io
import zipfile
from datetime import date, time

import pytest
from sqlalchemy import func, select

from app import pdf
from app.audit import AuditLine
from app.commendations import actions, evidence, queries
from app.commendations.models import Achievement
from app.commendations.rules import PresenceKind, Seat, State, VoteMethod, Votes
from app.commitments.actions import following
from app.commitments.rules import State as Pledge
from app.db import db
from app.papers import queries as papers
from app.people import actions as people
from app.places import actions as place_actions
from app.places import queries as places
from app.plans import actions as plans
from app.refusals import Refused
from app.training import actions as training
from tests.cast import DAY, acting
from tests.commendations import rows
from tests.commitments import rows as commitments

pytestmark = pytest.mark.usefixtures("context")


def refused(action, *args, **options) -> list[str]:
    with pytest.raises(Refused) as raised:
        action(*args, **options)
    return [reason.code for reason in raised.value.reasons]


@pytest.mark.parametrize("state", rows.STATES)
def test_dossier_reaches_every_state(cast, dossier_at, state):
    award = "BK_TINH" if state in ("submitted", "returned", "accepted", "awarded") else "GK_XA"
    dossier_id = dossier_at(state, award)
    with acting(cast.users["officer"]):
        assert queries.get(dossier_id).state == state


# ---- the round and its dossier


def test_round_with_a_reversed_period_is_refused(cast):
    with rows.officer(cast):
        plan = rows.plan()
        options = {"plan": plan, "name": "Đợt", "deadline": DAY}
        assert refused(actions.save_round, None, period_from=DAY, period_until=DAY, **options) == [
            "round-period-reversed"
        ]


def test_round_with_dossiers_keeps_its_period(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        found = queries.get(dossier_id).round
        codes = refused(
            actions.save_round,
            found,
            plan=found.plan,
            name="Khác",
            period_from=rows.FROM,
            period_until=DAY,
            deadline=DAY,
        )
        assert codes == ["round-in-use"]


def test_text_is_kept_composed(cast):
    with rows.officer(cast) as user:
        dossier = actions.open_dossier(rows.award_round(), "GK_XA", "tha\u0300nh ti\u0301ch", user, DAY)
        assert dossier.achievement == "thành tích"


# ---- nominees


def test_same_subject_twice_is_refused(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert refused(actions.add_nominee, dossier, dossier.nominees[0].person, DAY) == ["already-nominated"]


def test_removed_nominee_leaves_nothing_behind(cast, dossier_at):
    dossier_id = dossier_at("draft", count=3)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        rows.vote(rows.meeting(dossier, queries.all_councils()[0]))
        actions.remove_nominee(dossier.nominees[0])
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert [one.subject_kind for one in dossier.nominees] == ["collective", "household"]
        assert {tally.nominee_id for tally in dossier.meetings[0].tallies} == {one.id for one in dossier.nominees}


def test_unknown_criterion_cannot_be_attested(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        nominee = queries.get(dossier_id).nominees[0]
        assert refused(actions.attest, nominee, "BK_TINH.person.a", True, "", DAY) == ["unknown-criterion"]


def test_attested_answer_names_who_and_when(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        row = actions.attest(queries.get(dossier_id).nominees[0], "hold-scrutiny", False, "tin báo", DAY)
        assert (row.answer, row.note, row.attested_by, row.attested_on) == (False, "tin báo", "Nguyễn Thị An", DAY)


# ---- figures and the report drafted from them


def held_course(plan, hamlet) -> None:
    """A class of the hamlet with two meetings: three people, five visits, two passed."""
    course = training.save_course(
        None, plan=plan, title="Kỹ năng số cơ bản", topic="VNeID", target_group="T3", place="Nhà văn hóa", hamlet=hamlet
    )
    hours = {"starts": time(19, 0), "ends": time(21, 0)}
    meetings = [training.save_training(course, None, day=date(2026, 3, day), **hours) for day in (5, 12)]
    learners = [training.add_learner(course, rows.person(hamlet, f"Lò Văn {name}", 1990)) for name in ("A", "B", "C")]
    db.session.flush()
    marks = {(meeting.id, one.id): "present" for meeting in meetings for one in learners}
    marks.pop((meetings[1].id, learners[2].id))
    training.mark_attendance(course, marks, DAY)
    training.record_results(course, {one.id: ("passed", None) for one in learners[:2]})


def test_report_of_a_team_tells_classes_people_visits_and_who_passed(cast, dossier_at):
    dossier_id = dossier_at("draft", count=2)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        team = dossier.nominees[1]
        plans.add_criterion(
            dossier.round.plan, "GK_XA", "collective", "Mở ít nhất 02 lớp", "courses-held", 2, reason="Bổ sung"
        )
        held_course(dossier.round.plan, team.collective.hamlet)
        actions.draft_report(team, DAY, anew=True)
        assert team.report["registered_targets"] == "Mở ít nhất 02 lớp"
        assert team.report["achievements"].splitlines()[1:] == [
            "Đã mở 01 lớp (02 buổi), 03 người tham dự (05 lượt), 02 người đạt.",
            "Các lớp đã mở: “Kỹ năng số cơ bản”, tại Nhà văn hóa, ngày 05/03/2026, 12/03/2026.",
        ]
        facts = next(one for one in actions.facts_of(dossier, DAY).nominees if one.id == team.id)
        verdict = facts.verdicts[-1]
        assert (verdict.finding.reason, verdict.finding.detail, verdict.refuses) == ("figure-short", "1/2 lớp", True)
        assert [row.endpoint for row in verdict.finding.rows] == ["training.show"]


def test_criterion_asks_for_kept_pledges_and_the_report_tells_them(cast, dossier_at):
    dossier_id = dossier_at("draft", count=3)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        plan, family = dossier.round.plan, next(one for one in dossier.nominees if one.household_id)
        plans.add_criterion(plan, "GK_XA", "household", "Thực hiện đủ cam kết", "commitments-kept", 1, reason="Bổ sung")
        pledge = commitments.signed_by(plan.id, family.household, date(2026, 3, 1))
        actions.take_figures(dossier, DAY)

        def found():
            facts = next(one for one in actions.facts_of(dossier, DAY).nominees if one.id == family.id)
            return facts.verdicts[-1].finding

        assert (found().reason, found().detail) == ("figure-short", "0/1 bản cam kết")
        following.judge(pledge, Pledge.KEPT, "Thôn bình xét", DAY)
        actions.take_figures(dossier, DAY)
        assert (found().reason, [row.endpoint for row in found().rows]) == ("figure-reached", ["commitments.show"])
        actions.draft_report(family, DAY, anew=True)
        assert family.report["achievements"].splitlines()[1:] == [
            "Ký 01 bản cam kết thực hiện phong trào, được đánh giá thực hiện đủ."
        ]


def test_figures_are_kept_and_a_later_change_is_told(cast, dossier_at):
    dossier_id = dossier_at("draft", count=2)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        team = dossier.nominees[1]
        before = evidence.gather(team, dossier.round, DAY)
        assert evidence.changed(team.figures, before) == {}
        people_count = before["measures"]["vneid-confirmed"]["count"]
        people.save_person(None, DAY, name="Lò Văn Mới", birth_year=1990, hamlet_id=team.collective.hamlet_id,
                           vneid_confirmed_on=date(2026, 3, 1))  # fmt: skip
        now = evidence.gather(team, dossier.round, DAY)
        assert evidence.changed(team.figures, now) == {"vneid-confirmed": (people_count, people_count + 1)}
        assert actions.take_figures(dossier, DAY) == 1
        assert now["measures"]["vneid-confirmed"]["rows"][-1][1] == "people.show"


def test_report_is_drafted_from_figures_and_written_prose_stays(cast, dossier_at):
    dossier_id = dossier_at("draft", count=2)
    with rows.officer(cast):
        team = queries.get(dossier_id).nominees[1]
        people.save_person(None, DAY, name="Lò Văn Mới", birth_year=1990, hamlet_id=team.collective.hamlet_id,
                           vneid_confirmed_on=date(2026, 3, 1))  # fmt: skip
        actions.save_report(team, {"measures": "Tự viết"})
        actions.draft_report(team, DAY)
        assert team.report["measures"] == "Tự viết"
        assert team.report["achievements"] == (
            'Từ ngày 01/01/2026 đến hết ngày 31/07/2026, thực hiện phong trào "Bình dân học vụ số", tổ đã đạt được '
            "các kết quả sau (theo số liệu theo dõi của Ủy ban nhân dân xã Vạn An):\n"
            "Có 01 người của thôn Đông Yên được xác nhận đạt phổ cập kỹ năng số trên ứng dụng VNeID."
        )


def test_nothing_recorded_drafts_nothing(cast):
    with rows.officer(cast) as user:
        rows.places_rows()
        dossier = actions.open_dossier(rows.award_round(), "GK_XA", rows.MERIT, user, DAY)
        nominee = actions.add_nominee(dossier, rows.subjects()[0], DAY)
        assert actions.draft_report(nominee, DAY) == {}


# ---- the council and its vote


def test_second_chair_of_a_council_is_refused(cast):
    with rows.officer(cast):
        found = rows.council()
        options = {"full_name": "Người khác", "post": "Phó Chủ tịch", "seat": Seat.CHAIR}
        assert refused(actions.save_member, found, None, valid_from=DAY, **options) == ["chair-taken"]


def test_meeting_tells_all_its_faults_at_once(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        found = queries.all_councils()[0]
        chair = queries.members_on(found, DAY)[0]
        codes = refused(
            actions.plan_meeting,
            queries.get(dossier_id),
            None,
            council=found,
            day=date(2026, 8, 1),
            starts=time(16, 0),
            ends=time(14, 0),
            place="Phòng họp",
            method=VoteMethod.SECRET,
            chair=chair,
            secretary=chair,
            tellers=["Một người"],
        )
        assert codes == ["meeting-reversed", "vote-before-opening", "ballot-without-tellers", "same-chair-secretary"]


def test_votes_keep_the_terms_of_their_day(cast, dossier_at):
    dossier_id = dossier_at("voted")
    with rows.officer(cast):
        meeting = queries.get(dossier_id).meetings[0]
        kept = (meeting.quorum, meeting.quorum_mark, meeting.threshold, meeting.threshold_mark)
        assert kept == ("0.80", "D", "more_than_half", "D")


def test_written_vote_counts_but_makes_no_quorum(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        rows.vote(rows.meeting(dossier, queries.all_councils()[0]), agree=5, written=2)
        assert refused(actions.close_vote, dossier, DAY) == ["no-quorum"]
        rows.vote(dossier.meetings[0], agree=5, written=1)
        actions.close_vote(dossier, DAY)
        assert dossier.state == "voted"


def test_votes_above_the_members_are_refused(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0])
        members = queries.members_on(meeting.council, meeting.day)
        present = {one.id: actions.PresenceEntry(PresenceKind.PRESENT) for one in members}
        tallies = {dossier.nominees[0].id: Votes(6, 0)}
        assert refused(actions.record_votes, meeting, present, tallies, "", DAY) == ["votes-above-members"]
        assert meeting.presences == []


def test_vote_of_a_meeting_to_come_is_refused(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0])
        members = queries.members_on(meeting.council, meeting.day)
        present = {one.id: actions.PresenceEntry(PresenceKind.PRESENT) for one in members}
        tallies = {dossier.nominees[0].id: Votes(5, 0)}
        day = date(2026, 8, 17)
        assert refused(actions.record_votes, meeting, present, tallies, "", day) == ["meeting-in-future"]


def test_who_was_not_agreed_to_is_left_out_of_the_papers(cast, dossier_at):
    dossier_id = dossier_at("draft", count=2)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0], VoteMethod.HAND)
        rows.vote(meeting)
        members = queries.members_on(meeting.council, meeting.day)
        present = {one.id: actions.PresenceEntry(PresenceKind.PRESENT) for one in members}
        first, second = dossier.nominees
        actions.record_votes(meeting, present, {first.id: Votes(2, 3), second.id: Votes(3, 2)}, "", DAY)
        actions.close_vote(dossier, DAY)
        rows.sign_proposal(dossier)
        assert [(one.id, one.roll_number) for one in queries.by_roll(dossier)] == [(second.id, 1)]
        assert set(queries.papers_of(dossier)) == {
            ("proposal", 0),
            ("roll", 0),
            ("minutes", 0),
            ("report_collective", second.id),
        }


# ---- the moves


def test_proposal_is_refused_while_anything_is_missing(cast):
    with rows.officer(cast) as user:
        rows.places_rows()
        dossier = actions.open_dossier(rows.award_round(), "GK_XA", rows.MERIT, user, date(2026, 8, 3))
        nominee = actions.add_nominee(dossier, rows.subjects()[0], DAY)
        rows.vote(rows.meeting(dossier, rows.council(), VoteMethod.HAND))
        actions.close_vote(dossier, DAY)
        options = {"unit": None, "signer_lines": ["CHỦ TỊCH"], "signer_name": "Trần Quốc Thái", "day": DAY}
        assert refused(actions.propose, dossier, **options) == ["condition-unanswered"] * 3 + ["report-lacks"] * 3
        actions.reopen(dossier, "bổ sung", DAY)
        rows.complete(nominee)
        actions.close_vote(dossier, DAY)
        options["day"] = date(2026, 8, 17)
        assert refused(actions.propose, dossier, **options) == ["day-before-meeting"]


def test_province_proposal_is_made_by_the_authority(cast, dossier_at):
    dossier_id = dossier_at("voted", "BK_TINH")
    with rows.officer(cast):
        unit = places.units(DAY)[0]
        options = {"unit": unit, "signer_lines": ["TRƯỞNG PHÒNG"], "signer_name": "A", "day": DAY}
        assert refused(actions.propose, queries.get(dossier_id), **options) == ["province-needs-authority"]


def test_reopened_dossier_replaces_only_what_changed(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        before = queries.papers_of(dossier)
        nominee = dossier.nominees[0]
        actions.reopen(dossier, "sửa báo cáo", DAY)
        actions.save_report(nominee, {**nominee.report, "measures": "Đã viết lại."})
        actions.close_vote(dossier, DAY)
        rows.sign_proposal(dossier)
        after = queries.papers_of(dossier)
        changed = {key for key in after if after[key].id != before[key].id}
        assert changed == {("report_person", nominee.id)}
        assert after["report_person", nominee.id].replaces_id == before["report_person", nominee.id].id
        assert dossier.proposal.reference_number == "01/TTr-VHXH"


def test_own_author_does_not_approve(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        assert refused(actions.approve, queries.get(dossier_id), day=DAY) == ["own-dossier"]


def test_leader_who_is_named_does_not_approve_unless_another_person(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        dossier.nominees[0].person.name = "Lê Thị Chi"
        assert actions.homonyms(dossier, DAY) == {dossier.nominees[0].id}
    with acting(cast.users["leader"]):
        assert refused(actions.approve, queries.get(dossier_id), day=DAY) == ["named-in-dossier"]
    with rows.officer(cast):
        actions.attest(queries.get(dossier_id).nominees[0], "another-person", True, "khác năm sinh", DAY)
    with acting(cast.users["leader"]):
        dossier = queries.get(dossier_id)
        actions.approve(dossier, day=DAY)
        assert dossier.state == "approved"


def test_approval_before_its_proposal_is_refused(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with acting(cast.users["leader"]):
        dossier = queries.get(dossier_id)
        assert refused(actions.approve, dossier, day=date(2026, 8, 18)) == ["day-before-proposal"]


def test_signer_past_their_term_does_not_sign(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        place_actions.save_signer(None, "Hồ Văn Cũ", "Chủ tịch", "", ["CHỦ TỊCH"], date(2025, 7, 1), date(2026, 8, 20))
    with acting(cast.users["leader"]):
        gone = next(one for one in places.signings(date(2026, 8, 19), "decision") if one.name == "Hồ Văn Cũ")
        assert refused(actions.approve, queries.get(dossier_id), signing=gone, day=DAY) == ["signer-not-in-force"]


def test_decision_uses_up_the_achievement(cast, dossier_at):
    dossier_id = dossier_at("decided")
    with rows.officer(cast) as user:
        dossier = queries.get(dossier_id)
        row = db.session.scalars(select(Achievement)).one()
        assert (row.reference_number, row.day, row.award, row.merit, row.round_id, row.issuer_name) == (
            "01/QĐ-UBND",
            DAY,
            "GK_XA",
            rows.MERIT,
            dossier.round_id,
            "Chủ tịch Ủy ban nhân dân xã Vạn An",
        )
        again = actions.open_dossier(dossier.round, "BK_TINH", rows.MERIT, user, DAY)
        actions.add_nominee(again, dossier.nominees[0].person, DAY)
        facts = actions.facts_of(again, DAY)
        verdict = next(v for v in facts.nominees[0].verdicts if v.criterion == "no-double-award")
        assert (verdict.refuses, verdict.finding.reason) == (True, "award-same-round")
        assert "01/QĐ-UBND" in verdict.finding.detail


def test_number_typed_is_taken_and_a_taken_one_refused(cast, dossier_at):
    dossier_id = dossier_at("approved")
    with acting(cast.users["clerk"]):
        row = actions.issue(queries.get(dossier_id), day=DAY, number=41)
        assert row.reference_number == "41/QĐ-UBND"


def test_first_submission_fixes_the_day_of_the_law(cast, dossier_at):
    dossier_id = dossier_at("returned", "BK_TINH")
    with acting(cast.users["officer"], date(2026, 10, 5)):
        dossier = queries.get(dossier_id)
        actions.remake(dossier, "proposal", None, date(2026, 10, 5))
        actions.submit(dossier, date(2026, 10, 5))
        assert (dossier.received_on, dossier.submitted_on) == (DAY, date(2026, 10, 5))


def test_paper_made_anew_answers_the_opinion_and_keeps_its_number(cast, dossier_at):
    dossier_id = dossier_at("returned", "BK_TINH")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        opinion = dossier.opinions[0]
        assert queries.opinion_resolved(opinion, queries.papers_of(dossier)) is False
        paper = actions.remake(dossier, "proposal", None, DAY)
        assert (paper.replaces_id, paper.reference_number) == (opinion.paper_id, "01/TTr-UBND")
        assert queries.opinion_resolved(opinion, queries.papers_of(dossier)) is True


def test_returned_dossier_waits_until_its_opinions_are_answered(cast, dossier_at):
    dossier_id = dossier_at("returned", "BK_TINH")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert refused(actions.submit, dossier, DAY) == ["opinions-open"]
        assert dossier.state == "returned"
        actions.remake(dossier, "proposal", None, DAY)
        actions.submit(dossier, DAY)
        assert dossier.state == "submitted"


def test_send_back_needs_a_paper_and_a_note(cast, dossier_at):
    dossier_id = dossier_at("submitted", "BK_TINH")
    with acting(cast.users["reviewer"]):
        dossier = queries.get(dossier_id)
        assert refused(actions.send_back, dossier, {("decision", 0): "Sửa lại."}, DAY) == ["no-such-paper"]
        assert refused(actions.send_back, dossier, {("proposal", 0): " "}, DAY) == ["notes-missing"]
        assert dossier.state == State.SUBMITTED  # the page that says so still shows where it stands


# ---- files


def test_bound_dossier_holds_the_papers_in_the_order_of_the_law(cast, dossier_at):
    dossier_id = dossier_at("decided", count=3, method=VoteMethod.SECRET)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        made = actions.bind_dossier(dossier, DAY)
        text = pdf.text_of(made.bytes)
        assert len(text) == made.pages
        places_in_contents = [
            text[1].index(title)
            for title in ("Tờ trình đề nghị", "Danh sách đề nghị", "Báo cáo thành tích", "Biên bản họp",
                          "Biên bản kiểm phiếu", "Quyết định tặng")
        ]  # fmt: skip
        assert places_in_contents == sorted(places_in_contents)
        assert f"Trang 1/{made.pages}" in text[0]
        assert made.bytes == actions.bind_dossier(dossier, DAY).bytes


def test_file_set_has_the_sealed_bytes_under_numbered_names(cast, dossier_at):
    dossier_id = dossier_at("proposed", "BK_TINH", 2)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        archive = zipfile.ZipFile(io.BytesIO(actions.file_set(dossier)))
        assert archive.namelist() == [
            "00_danh_muc.xlsx",
            "01_to_trinh.pdf",
            "02_danh_sach.pdf",
            "03_bao_cao_nguyen_thi_thuy_uong.pdf",
            "04_bao_cao_to_cong_nghe_so_cong_dong_thon_dong_yen.pdf",
            "05_bien_ban_hop.pdf",
        ]
        sealed = papers.bytes_of(queries.papers_of(dossier)["proposal", 0])
        assert archive.read("01_to_trinh.pdf") == sealed


def test_nothing_sealed_is_nothing_to_bind(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        assert refused(actions.bind_dossier, queries.get(dossier_id), DAY) == ["no-proposal"]


# ---- the log


def lines() -> int:
    db.session.flush()
    names = ("paper-sealed", "paper-numbered")
    return db.session.scalar(select(func.count(AuditLine.id)).where(AuditLine.event.not_in(names)))


def test_every_action_writes_one_line_of_its_own(cast):
    with rows.officer(cast) as user:
        rows.places_rows()
        subject = rows.subjects()[0]
        plan = rows.plan()
        plans.add_criterion(plan, "GK_XA", "person", "Được thôn bình xét", reason="Bổ sung")
        found = rows.council()
        member = found.members[0]

        def one(action, *args, **options):
            before = lines()
            result = action(*args, **options)
            assert lines() == before + 1, action.__name__
            return result

        days = {"period_from": rows.FROM, "period_until": rows.UNTIL, "deadline": DAY}
        award_round = one(actions.save_round, None, plan=plan, name="Đợt", **days)
        dossier = one(actions.open_dossier, award_round, "GK_XA", rows.MERIT, user, date(2026, 8, 3))
        nominee = one(actions.add_nominee, dossier, subject, DAY)
        one(actions.attest, nominee, "hold-scrutiny", True, "rà soát", DAY)
        one(actions.save_dossier, dossier, "thành tích khác")
        one(actions.save_merit, nominee, "thành tích riêng")
        one(actions.publish, dossier, "Nhà văn hóa thôn", DAY, DAY)
        one(actions.take_figures, dossier, DAY)
        one(actions.draft_report, nominee, DAY)
        one(actions.save_report, nominee, rows.PROSE)
        one(actions.save_council, found, found.name, found.founded_by, found.valid_from)
        one(actions.save_member, found, member, full_name=member.full_name, post="Chủ tịch", seat=Seat.CHAIR,
            valid_from=member.valid_from)  # fmt: skip
        rows.complete(nominee)
        meeting = one(rows.meeting, dossier, found, VoteMethod.HAND)
        one(rows.vote, meeting)
        one(actions.close_vote, dossier, DAY)
        one(actions.reopen, dossier, "sửa", DAY)
        actions.close_vote(dossier, DAY)
        one(rows.sign_proposal, dossier)
        one(actions.remake, dossier, "roll", None, DAY)
        one(actions.bind_dossier, dossier, DAY)
        one(
            actions.save_achievement,
            subject,
            award="GK_XA",
            award_label="Giấy khen",
            award_type="chuyen_de",
            merit="thành tích năm 2024",
            reference_number="88/QĐ-UBND",
            day=date(2024, 12, 1),
            issuer_name="Chủ tịch UBND huyện Nam Đàn",
            today=DAY,
        )


def test_same_old_decision_is_not_entered_twice(cast):
    with rows.officer(cast):
        rows.places_rows()
        subject = rows.subjects()[0]
        options = {
            "award": "GK_XA", "award_label": "Giấy khen", "award_type": "chuyen_de", "merit": "x",
            "reference_number": "88/QĐ-UBND", "issuer_name": "Chủ tịch UBND huyện Nam Đàn", "today": DAY,
        }  # fmt: skip
        actions.save_achievement(subject, day=date(2024, 12, 1), **options)
        assert refused(actions.save_achievement, subject, day=date(2024, 12, 1), **options) == ["achievement-known"]
        assert refused(actions.save_achievement, subject, day=date(2026, 8, 21), **options) == ["achievement-in-future"]


def test_returned_dossier_goes_back_to_the_meeting_when_its_minutes_are_at_fault(cast, dossier_at):
    dossier_id = dossier_at("returned", "BK_TINH")
    with acting(cast.users["officer"]):
        dossier = queries.get(dossier_id)
        actions.reopen(dossier, "Tỉnh yêu cầu họp lại", DAY)
        assert dossier.state == State.DRAFT
