"""The giấy khen in two hands: who may approve, what an approval holds, what văn thư then seals."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.access import Role
from app.accounts import actions as accounts
from app.audit import AuditLine
from app.commendations import actions, queries
from app.commendations.models import Achievement, Approval
from app.db import db
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commendations import rows


def codes(action, *args, **options) -> list[str]:
    with pytest.raises(Refused) as caught:
        action(*args, **options)
    return [one.code for one in caught.value.reasons]


def events(dossier_id: int) -> list[str]:
    chosen = select(AuditLine.event).where(AuditLine.subject_table == "dossier", AuditLine.subject_id == dossier_id)
    return list(db.session.scalars(chosen.order_by(AuditLine.id)))


def test_approved_then_numbered_by_another_hand(cast, context, dossier_at):
    dossier_id = dossier_at("proposed", count=3)
    rows.approve(cast, dossier_id, fund="  quỹ  thi đua ")
    with acting(cast.users["clerk"]):
        dossier = queries.get(dossier_id)
        row = dossier.approval
        assert (dossier.state, row.fund, row.approver_name, row.day) == ("approved", "quỹ thi đua", "Lê Thị Chi", DAY)
        assert ("decision", 0) not in queries.papers_of(dossier)
        assert codes(actions.issue, dossier, day=DAY - timedelta(days=1)) == ["day-before-approval"]
        decided = actions.issue(dossier, day=DAY)
        assert (decided.reference_number, decided.signer_name, decided.fund) == (
            "01/QĐ-UBND", "Trần Quốc Thái", "quỹ thi đua",
        )  # fmt: skip
        assert sorted(kind for kind, _of in queries.papers_of(dossier) if kind in ("decision", "certificate")) == [
            "certificate", "certificate", "certificate", "decision",
        ]  # fmt: skip
        assert db.session.scalars(select(Achievement.reference_number)).all() == ["01/QĐ-UBND"] * 3
        assert events(dossier_id)[-2:] == ["dossier-approved", "dossier-moved"]


def test_what_is_drafted_is_signed_and_paid_as_approved(cast, context, dossier_at):
    dossier_id = dossier_at("proposed")
    with acting(cast.users["leader"]):
        dossier = queries.get(dossier_id)
        deputy = queries.signings_of(dossier, DAY, "decision")[1]
        actions.approve(dossier, day=DAY, signing=deputy, fund="quỹ của xã")
        facts = actions.making.Making(dossier, DAY).part("decision").facts(None)
        assert facts.signature.name == deputy.name
        assert "trích từ quỹ của xã" in facts.bonus


def test_approval_is_taken_back_with_a_reason_before_the_number(cast, context, dossier_at):
    dossier_id = dossier_at("approved")
    with acting(cast.users["leader"]):
        dossier = queries.get(dossier_id)
        assert codes(actions.take_back, dossier, " ", DAY) == ["reason-missing"]
        actions.take_back(dossier, "Sai nguồn chi", DAY)
        assert (dossier.state, dossier.approval) == ("proposed", None)
        assert db.session.scalars(select(Approval)).all() == []
        assert events(dossier_id)[-1] == "approval-taken-back"
    rows.approve(cast, dossier_id, fund="quỹ khác")
    rows.issue(cast, dossier_id)
    with acting(cast.users["leader"]):
        dossier = queries.get(dossier_id)
        assert dossier.decision.fund == "quỹ khác"
        assert codes(actions.take_back, dossier, "muộn", DAY) == ["wrong-state"]


def test_numbering_what_one_wrote_is_no_approval_but_approving_it_is(cast, context, dossier_at):
    """In a small commune the officer is also the văn thư; a leader who wrote the dossier waits for another."""
    dossier_id = dossier_at("proposed")
    with rows.officer(cast) as user:
        accounts.give_role(user, cast.home, Role.LEADER, DAY)
        accounts.give_role(user, cast.home, Role.CLERK, DAY)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert codes(actions.approve, dossier, day=DAY) == ["own-dossier"]
        reason = "Điều 74 Luật Thi đua, khen thưởng", "Chưa đủ"
        assert codes(actions.reject, dossier, *reason, DAY) == ["own-dossier"]
    rows.approve(cast, dossier_id)
    with rows.officer(cast):
        actions.issue(queries.get(dossier_id), day=DAY)


def test_who_came_to_be_named_after_the_approval_does_not_sign(cast, context, dossier_at):
    dossier_id = dossier_at("approved")
    with rows.officer(cast):
        queries.get(dossier_id).nominees[0].person.name = "Trần Quốc Thái"
    with acting(cast.users["clerk"]):
        assert codes(actions.issue, queries.get(dossier_id), day=DAY) == ["named-in-dossier"]


def test_leader_refuses_a_giay_khen_with_article_and_reason(browser_of, dossier_at):
    dossier_id = dossier_at("proposed")
    url = f"/commendations/{dossier_id}/rejection"
    leader = browser_of("leader")
    typed = leader.post(url, data={"article": "", "reason": "Thành tích chưa rõ."})
    assert (typed.status_code, 'id="article-faults"' in typed.text, "Thành tích chưa rõ." in typed.text) == (
        422, True, True,
    )  # fmt: skip
    data = {"article": "Điều 74 Luật Thi đua, khen thưởng", "reason": "Thành tích chưa rõ."}
    assert browser_of("officer").post(url, data=data).status_code == 403
    assert browser_of("stranger").post(url, data=data).status_code in (403, 404)
    assert leader.post(url, data=data).status_code == 303
    page = browser_of("officer").get(f"/commendations/{dossier_id}").text
    assert "Đã từ chối khen thưởng" in page
    assert "Thành tích chưa rõ. <cite>(Điều 74 Luật Thi đua, khen thưởng)</cite>" in page
    assert leader.get(f"/commendations/{dossier_id}/approval").status_code == 200
    assert leader.post(f"/commendations/{dossier_id}/approval", data={}).status_code == 422


def test_roles_of_the_two_pages(browser_of, dossier_at):
    base = f"/commendations/{dossier_at('proposed', count=3)}"
    pages = {"approval": ("leader",), "decision": ("leader", "clerk")}
    for page, allowed in pages.items():
        for who in ("officer", "clerk", "leader", "council", "reviewer", "trainer"):
            found = browser_of(who).get(f"{base}/{page}").status_code
            assert (found == 200) == (who in allowed), (page, who, found)
    page = browser_of("leader").get(f"{base}/approval").text
    for words in ("Điều 1.", "Hộ ông (bà) Nguyễn Hoàng Quốc Khánh", "Trần Quốc Thái, CHỦ TỊCH", "Căn cứ ban hành"):
        assert words in page
    assert browser_of("clerk").post(f"{base}/approval/undo", data={"undo-reason": "x"}).status_code == 403
    early = browser_of("clerk").post(f"{base}/decision", data={"day": "20/08/2026"})
    assert (early.status_code, "Bước này không làm được ở trạng thái hiện tại." in early.text) == (422, True)


def test_days_of_the_approval_hold(cast, context, dossier_at):
    dossier_id = dossier_at("proposed")
    rows.approve(cast, dossier_id, date(2026, 8, 21))
    with acting(cast.users["clerk"], date(2026, 8, 24)):
        row = actions.issue(queries.get(dossier_id), day=date(2026, 8, 24), number=7)
        assert (row.reference_number, row.day) == ("07/QĐ-UBND", date(2026, 8, 24))
