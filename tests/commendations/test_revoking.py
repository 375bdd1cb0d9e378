"""An award is cancelled: who may, for whom, what the decision says, what is left in the books."""

import dataclasses
from datetime import date

import pytest

from app import audit, pdf
from app.commendations import actions, queries, rules
from app.commendations.actions import Revoking
from app.commendations.models import Nominee
from app.commendations.rules import RevocationFacts, RevocationGround, Who
from app.papers import queries as papers
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commendations import rows

LATER = date(2026, 9, 1)
FACTS = RevocationFacts(
    state="decided", author_id=7, named=frozenset({"Nguyễn Thị Thuỵ Ưởng"}), decided_on=DAY,
    awarded=frozenset({1, 2}), revoked=frozenset(),
)  # fmt: skip
LEADER = Who(9, "Lê Thị Chi")


def codes(refusals) -> list[str]:
    return [reason.code for reason in refusals]


def refused(action, *args) -> list[str]:
    with pytest.raises(Refused) as found:
        action(*args)
    return codes(found.value.reasons)


def asked(dossier, nominees, **changes) -> Revoking:
    """Some awards of a dossier cancelled, found out by a later check."""
    given = {
        "nominee_ids": frozenset(one.id for one in nominees),
        "ground": RevocationGround.FALSE_DECLARATION,
        "reason": "Số người được hướng dẫn ghi trong báo cáo không đúng sổ điểm danh.",
        "source_document": "Kết luận số 04/KL-UBND ngày 28 tháng 8 năm 2026 của Ủy ban nhân dân xã",
        "day": LATER,
        "signing": actions.signing_on(dossier, LATER, actions.REVOCATION),
    }
    return Revoking(**given | changes)


# ---- rules


@pytest.mark.parametrize(
    ("changes", "who", "found"),
    [
        ({}, LEADER, []),
        ({"state": "proposed"}, LEADER, ["nothing-to-revoke"]),
        ({"state": "accepted", "decided_on": None}, LEADER, ["nothing-to-revoke"]),
        ({}, Who(7, "Nguyễn Thị An"), ["revoker-is-author"]),
        ({}, Who(9, "Nguyễn Thị Thuỵ Ưởng"), ["revoker-is-named"]),
        ({"revoked": frozenset({1, 2})}, LEADER, ["all-revoked"]),
        ({"revoked": frozenset({1})}, LEADER, []),
    ],
)
def test_who_wrote_a_dossier_or_is_named_in_it_cancels_nothing(changes, who, found):
    assert codes(rules.revocation_refusals(dataclasses.replace(FACTS, **changes), who)) == found


@pytest.mark.parametrize(
    ("chosen", "day", "found"),
    [
        ({1}, DAY, []),
        ({1, 2}, LATER, []),
        ((), DAY, ["nobody-to-revoke"]),
        ({3}, DAY, ["award-not-standing"]),
        ({1}, date(2026, 8, 19), ["revoked-before-decision"]),
    ],
)
def test_only_an_award_that_stands_is_cancelled_and_never_before_it_was_given(chosen, day, found):
    assert codes(rules.revoked_refusals(FACTS, chosen, day)) == found


def test_the_article_is_that_of_the_law():
    assert rules.revoking_article(LATER) == "Điều 93 Luật Thi đua, khen thưởng"


# ---- verbs


def test_some_awards_are_cancelled_then_the_rest_and_nothing_that_was_issued_changes(context, cast, dossier_at):
    dossier_id = dossier_at("decided", count=3)
    with acting(cast.users["leader"], LATER):
        dossier = queries.get(dossier_id)
        first, team, household = queries.by_roll(dossier)
        issued = {key: (paper.sha256, paper.replaced) for key, paper in queries.papers_of(dossier).items()}
        row = actions.revoke(dossier, asked(dossier, [team]))
        assert (row.reference_number, row.nominee_ids, row.signer_name) == ("02/QĐ-UBND", [team.id], "Trần Quốc Thái")
        awards = {one.nominee_id: (one.revoked_on, one.revoked_by) for one in queries.awards_of(dossier)}
        assert awards == {
            first.id: (None, None), team.id: (LATER, "Quyết định số 02/QĐ-UBND"), household.id: (None, None),
        }  # fmt: skip
        assert {key: (paper.sha256, paper.replaced) for key, paper in queries.papers_of(dossier).items()} == issued
        assert refused(actions.revoke, dossier, asked(dossier, [team, first])) == ["award-not-standing"]
        (paper,) = queries.papers_of_revocations([row]).values()
        assert (paper.kind, paper.reference_number, paper.day) == ("revocation", "02/QĐ-UBND", LATER)
        facts = paper.facts
        assert facts["about"] == (
            "Về việc hủy bỏ Quyết định tặng Giấy khen đối với 01 tập thể và thu hồi Giấy khen, tiền thưởng"
        )
        decided = "Quyết định số 01/QĐ-UBND ngày 20 tháng 8 năm 2026 của Chủ tịch Ủy ban nhân dân xã Vạn An"
        assert facts["cancelled"] == f"{decided} về việc tặng Giấy khen đối với 01 tập thể"
        assert (facts["unchanged"], facts["total"]) == (True, "1.520.000 đồng")
        assert [(one["name"], one["golden_number"], one["money"]) for one in facts["rows"]] == [
            ("Tổ công nghệ số cộng đồng thôn Đông Yên", team.roll_number, "1.520.000")
        ]
        assert facts["legal_basis"][-3:] == [
            f"Căn cứ {decided} về việc tặng Giấy khen",
            "Căn cứ Kết luận số 04/KL-UBND ngày 28 tháng 8 năm 2026 của Ủy ban nhân dân xã",
            "Xét thấy việc khen thưởng thuộc trường hợp kê khai gian dối để được khen thưởng, phải hủy bỏ quyết định "
            "khen thưởng theo quy định tại Điều 93 Luật Thi đua, khen thưởng",
        ]
        # One that was cancelled stands in no later report; the others still do.
        again = [Nominee(id=-1, collective_id=team.collective_id), Nominee(id=-2, person_id=first.person_id)]
        known = queries.received_before(again)
        assert [[one.reference_number for one in known[of.id]] for of in again] == [[], ["01/QĐ-UBND"]]
        # What is left goes too: then the whole decision is cancelled, and nothing stands any more.
        last = actions.revoke(dossier, asked(dossier, [first, household], ground=RevocationGround.LATER_BREACH))
        (whole,) = queries.papers_of_revocations([last]).values()
        assert whole.facts["cancelled"] == f"{decided} về việc tặng Giấy khen đối với 01 cá nhân, 01 hộ gia đình"
        assert whole.facts["unchanged"] is False
        assert codes(actions.why_no_revocation(dossier)) == ["all-revoked"]
        told = [one.keys["count"] for one in audit.lines_about(dossier) if one.event == "award-revoked"]
        assert sorted(told) == [1, 2]


def test_a_whole_decision_is_cancelled_by_its_number(context, cast, dossier_at):
    dossier_id = dossier_at("decided")
    with acting(cast.users["leader"], LATER):
        dossier = queries.get(dossier_id)
        drafted = actions.draft_revocation(dossier, asked(dossier, dossier.nominees))
        assert "DỰ THẢO" in " ".join(pdf.text_of(drafted))
        assert queries.revocations_of(dossier) == []
        row = actions.revoke(dossier, asked(dossier, dossier.nominees, number=15))
        (paper,) = queries.papers_of_revocations([row]).values()
        assert paper.reference_number == "15/QĐ-UBND"
        assert (paper.facts["unchanged"], "đối với" in paper.facts["cancelled"]) == (False, False)
        text = " ".join(" ".join(pdf.text_of(papers.bytes_of(paper))).split())
        assert "Điều 2. Thu hồi Giấy khen, tiền thưởng của cá nhân sau đây:" in text
        assert "Cá nhân có tên nêu trên nộp lại Giấy khen, tiền thưởng tại Ủy ban nhân dân xã Vạn An." in text


def test_who_wrote_the_dossier_does_not_sign_either_and_everything_must_be_said(context, cast, dossier_at):
    dossier_id = dossier_at("decided")
    with acting(cast.users["leader"], LATER):
        dossier = queries.get(dossier_id)
        wrong = asked(dossier, [], reason=" ", source_document="", day=date(2026, 8, 1))
        assert refused(actions.revoke, dossier, wrong) == [
            "nobody-to-revoke", "revoked-before-decision", "reason-missing", "revoked-without-document",
        ]  # fmt: skip
        signing = dataclasses.replace(asked(dossier, []).signing, name=dossier.author_name)
        assert refused(actions.revoke, dossier, asked(dossier, dossier.nominees, signing=signing)) == [
            "revoker-is-author"
        ]
        assert queries.revocations_of(dossier) == []
    with rows.officer(cast, LATER):
        dossier = queries.get(dossier_id)
        assert refused(actions.revoke, dossier, asked(dossier, dossier.nominees)) == ["revoker-is-author"]


# ---- pages


def test_the_leader_cancels_on_a_page_and_everybody_sees_it(app, browser_of, cast, dossier_at):
    dossier_id = dossier_at("decided", count=2)
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        ids = [one.id for one in queries.by_roll(dossier)]
    leader, url = browser_of("leader"), f"/commendations/{dossier_id}/revocation"
    page = leader.get(url).text
    assert "Điều 93 Luật Thi đua, khen thưởng" in page
    wrong = leader.post(url, data={"day": "20/08/2026"})
    assert (wrong.status_code, "Chưa chọn vì sao hủy." in wrong.text, "Chưa ghi lý do cụ thể." in wrong.text) == (
        422, True, True,
    )  # fmt: skip
    said = {
        "nominees": [str(ids[0])], "ground": "forged-papers", "reason": "Giấy xác nhận trong hồ sơ là giả.",
        "source_document": "Kết luận số 04/KL-UBND ngày 19 tháng 8 năm 2026", "day": "20/08/2026",
    }  # fmt: skip
    nobody = leader.post(url, data=said | {"nominees": []})
    assert (nobody.status_code, "Chọn ít nhất một trường hợp." in nobody.text) == (422, True)
    assert "Giấy xác nhận trong hồ sơ là giả." in nobody.text
    assert leader.post(url, data=said | {"draft": "1"}).mimetype == "application/pdf"
    assert leader.post(url, data=said).status_code == 303
    shown = browser_of("officer").get(f"/commendations/{dossier_id}").text
    assert "1 trường hợp đã hủy" in shown
    assert "thông tin sai sự thật, giấy tờ giả" in shown
    assert "đã hủy" in browser_of("officer").get("/commendations/achievements").text
    register = browser_of("clerk").get("/papers/registers/QĐ-UBND/2026").text
    assert "Quyết định hủy bỏ Quyết định số 01/QĐ-UBND tặng Giấy khen" in register
    assert browser_of("officer").get(url).status_code == 403
    assert browser_of("stranger").get(f"/commendations/{dossier_id}").status_code == 404
