"""Who signs the papers of a dossier on their day, in whose name, and under the names of that day."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app import pdf
from app.commendations import actions, documents, queries
from app.commendations.models import Council
from app.commendations.rules import VoteMethod
from app.db import db
from app.papers import queries as papers
from app.places import actions as place_actions
from app.places import queries as places
from app.places.models import Commune
from app.places.rules import Seal
from app.refusals import Refused
from tests.cast import DAY, HOME, acting, everything
from tests.commendations import rows

pytestmark = pytest.mark.usefixtures("context")

TM = "TM. ỦY BAN NHÂN DÂN"
DEPUTY = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def text_of(dossier, kind: str) -> str:
    paper = queries.papers_of(dossier)[kind, 0]
    return " ".join(" ".join(pdf.text_of(papers.bytes_of(paper))).split())


def away(**changed) -> None:
    """The chair lets the deputy sign on 19 and 20 August; needs a session of the officer."""
    chair, deputy = places.signers(DAY)[:2]
    values = {
        "substitute": deputy,
        "authority_mark": "KT.",
        "valid_from": rows.PROPOSAL_DAY,
        "valid_until": date(2026, 8, 21),
    }
    place_actions.delegate(chair, **(values | changed))


def codes(action, *args, **options) -> list[str]:
    with pytest.raises(Refused) as caught:
        action(*args, **options)
    return [one.code for one in caught.value.reasons]


# ---- the decision


def test_decision_of_these_days_bears_the_block_of_the_substitute(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        away()
    rows.approve(cast, dossier_id)
    with acting(cast.users["clerk"]):
        row = actions.issue(queries.get(dossier_id), day=DAY)
        assert (row.signer_name, row.signer_lines) == ("Lê Thị Khánh Huyền", DEPUTY)
        assert row.signer.full_name == "Trần Quốc Thái"
        assert row.delegation_id is not None
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        found = text_of(dossier, "decision")
        assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in found
        assert "Lê Thị Khánh Huyền" in found
        assert "TM." not in found
        certificate = queries.papers_of(dossier)["certificate", dossier.nominees[0].id]
        assert certificate.facts["signature"]["lines"] == DEPUTY


def test_decision_outside_these_days_is_the_chairs_again(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        away(valid_until=DAY)
    rows.approve(cast, dossier_id)
    with acting(cast.users["clerk"]):
        row = actions.issue(queries.get(dossier_id), day=DAY)
        assert (row.signer_name, row.signer_lines, row.delegation_id) == ("Trần Quốc Thái", ["CHỦ TỊCH"], None)


def test_chair_may_still_sign_while_delegated(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        away()
    with acting(cast.users["leader"]):
        dossier = queries.get(dossier_id)
        chair = next(one for one in queries.signings_of(dossier, DAY, "decision") if one.delegation is None)
        actions.approve(dossier, signing=chair, day=DAY)
        row = actions.issue(dossier, day=DAY)
        assert (row.signer_name, row.delegation_id) == ("Trần Quốc Thái", None)


def test_what_was_printed_stays_when_the_book_changes(cast, dossier_at):
    dossier_id = dossier_at("decided")
    with rows.officer(cast):
        chair = places.signers(DAY)[0]
        place_actions.save_signer(chair, "Hồ Sỹ Hùng", "Quyền Chủ tịch", "Q.", [], chair.valid_from)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        printed = documents.decided_by(dossier.decision)
        assert (printed.lines, printed.name) == (("CHỦ TỊCH",), "Trần Quốc Thái")
        paper = queries.papers_of(dossier)["decision", 0]
        assert not actions.paper_changed(dossier, paper, None)


def test_substitute_named_in_the_dossier_does_not_decide_it(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        away()
        queries.get(dossier_id).nominees[0].person.name = "Lê Thị Khánh Huyền"
    with acting(cast.users["leader"]):
        assert codes(actions.approve, queries.get(dossier_id), day=DAY) == ["named-in-dossier"]


def test_substitute_who_wrote_the_dossier_does_not_decide_it(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        away(substitute=None, full_name="Nguyễn Thị An", post="Chánh Văn phòng", authority_mark="TL.")
    with acting(cast.users["leader"]):
        assert codes(actions.approve, queries.get(dossier_id), day=DAY) == ["own-dossier"]


def test_nobody_but_who_may_sign_on_the_day_is_taken(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        away(valid_until=DAY)
        dossier = queries.get(dossier_id)
        key = queries.signings_of(dossier, rows.PROPOSAL_DAY, "decision")[0].key
        assert codes(actions.signing_on, dossier, DAY, "decision", key=key) == ["signer-not-in-force"]
        assert actions.signing_on(dossier, rows.PROPOSAL_DAY, "decision", key=key).name == "Lê Thị Khánh Huyền"
        assert codes(actions.signing_on, dossier, date(2025, 6, 30), "decision") == ["no-signer"]


# ---- the tờ trình


def test_proposal_of_the_committee_in_these_days(cast, dossier_at):
    dossier_id = dossier_at("voted", "BK_TINH")
    with rows.officer(cast):
        away(matters=["proposal"])
        dossier = queries.get(dossier_id)
        signing = actions.signing_on(dossier, rows.PROPOSAL_DAY, "proposal")
        actions.propose(
            dossier, unit=None, signer_lines=list(signing.lines), signer_name=signing.name, day=rows.PROPOSAL_DAY
        )
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert documents.signature_of(dossier.proposal).lines == (TM, *DEPUTY)
        assert "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in text_of(dossier, "proposal")


def test_unit_that_is_not_there_on_the_day_does_not_propose(cast, dossier_at):
    dossier_id = dossier_at("voted")
    with rows.officer(cast):
        later = place_actions.save_unit(None, "Phòng Nội vụ", "NV", DAY)
        db.session.flush()
        options = {"unit": later, "signer_lines": ["TRƯỞNG PHÒNG"], "signer_name": "Lý Ý", "day": rows.PROPOSAL_DAY}
        assert codes(actions.propose, queries.get(dossier_id), **options) == ["unit-not-in-force"]


def test_title_before_a_typed_name_is_refused(cast, dossier_at):
    dossier_id = dossier_at("voted")
    with rows.officer(cast):
        unit = places.units(DAY)[0]
        options = {"unit": unit, "signer_lines": ["TRƯỞNG PHÒNG"], "signer_name": "ThS. Lý Ý", "day": DAY}
        assert codes(actions.propose, queries.get(dossier_id), **options) == ["name-with-title"]


# ---- the council


@pytest.mark.parametrize(
    ("seal", "lines", "own_post"),
    [
        (Seal.AGENCY, ("CHỦ TỊCH HỘI ĐỒNG",), "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"),
        (Seal.OWN, ("TM. HỘI ĐỒNG", "CHỦ TỊCH HỘI ĐỒNG"), None),
    ],
)
def test_council_signs_by_its_seal(cast, dossier_at, seal, lines, own_post):
    dossier_id = dossier_at("voted", method=VoteMethod.SECRET)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = queries.last_meeting(dossier)
        council = meeting.council
        actions.save_council(council, council.name, council.founded_by, council.valid_from, None, seal)
        setting = documents.setting_of(dossier, DAY)
        for facts in (documents.minutes(dossier, meeting, setting), documents.vote_count(dossier, meeting, setting)):
            signature = facts.chair_signature
            assert (signature.lines, signature.own_post, signature.name) == (lines, own_post, "Trần Quốc Thái")


def test_seal_of_the_council_is_chosen_on_its_page(app, cast, browser_of, dossier_at):
    dossier_at("draft")
    browser = browser_of("officer")
    with app.app_context(), rows.officer(cast):
        council = queries.all_councils()[0]
        url = f"/commendations/councils/{council.id}/edit"
        data = {"name": council.name, "founded_by": council.founded_by, "valid_from": "01/07/2025"}
    assert re.search(r'value="agency"[^>]* checked|checked[^>]* value="agency"', browser.get(url).text)
    assert browser.post(url, data=data).status_code == 422
    assert browser.post(url, data=data | {"seal": "own"}).status_code == 303
    with everything() as session:
        assert session.scalars(select(Council.seal)).all() == ["own"]


# ---- the names of the day


@pytest.fixture
def renamed(cast, dossier_at):
    """The commune was xã Vạn Lộc until the day of the tờ trình and is xã Vạn An from then on."""
    dossier_id = dossier_at("voted", "BK_TINH", method=VoteMethod.SECRET)
    with everything() as session:
        now = session.scalars(select(Commune).where(Commune.code == HOME)).one()
        values = {name: getattr(now, name) for name in ("code", "kind", "province_code")}
        begun, now.valid_from = now.valid_from, rows.PROPOSAL_DAY
        session.flush()
        session.add(Commune(**values, name="Vạn Lộc", valid_from=begun, valid_until=rows.PROPOSAL_DAY))
    with rows.officer(cast):
        yield queries.get(dossier_id)


def test_minutes_bear_the_name_of_the_day_of_the_meeting(renamed):
    meeting = queries.last_meeting(renamed)
    setting = documents.setting_of(renamed, DAY)
    for facts in (documents.minutes(renamed, meeting, setting), documents.vote_count(renamed, meeting, setting)):
        assert facts.head.parent_name == "UBND XÃ VẠN LỘC"
        assert facts.chair_signature.own_post == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN LỘC"


def test_proposal_bears_its_own_name_and_cites_the_council_by_its_name_then(renamed):
    rows.sign_proposal(renamed)
    setting = documents.setting_of(renamed, rows.PROPOSAL_DAY)
    made = documents.proposal(
        renamed, renamed.proposal, queries.by_roll(renamed), queries.last_meeting(renamed), setting
    )
    assert made.head.issuer_lines == ("ỦY BAN NHÂN DÂN", "XÃ VẠN AN")
    assert made.legal_basis[-1].endswith("của Hội đồng Thi đua - Khen thưởng xã Vạn Lộc")


def test_paper_that_cites_a_proposal_names_who_made_it_then(renamed):
    rows.sign_proposal(renamed)
    renamed.proposal.day = rows.MEETING_DAY
    cover = documents.cover(renamed, queries.by_roll(renamed), documents.setting_of(renamed, DAY))
    assert cover.reference_text.endswith("của Ủy ban nhân dân xã Vạn Lộc")
    assert cover.award_name.endswith(documents.setting_of(renamed, DAY).province_chair)


def test_units_and_hamlets_out_of_force_on_the_day_are_told(cast, dossier_at):
    dossier_id = dossier_at("voted", count=3)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert queries.out_of_force(dossier, dossier.nominees, DAY) == []
        person = dossier.nominees[0].person
        person.unit = place_actions.save_unit(None, "Trường THCS Anh Xuân", None, DAY)
        hamlet = dossier.nominees[2].household.hamlet
        hamlet.valid_until = rows.PROPOSAL_DAY
        db.session.flush()
        found = queries.out_of_force(dossier, dossier.nominees, rows.PROPOSAL_DAY)
        assert [(one.name, one.nominee.subject_kind) for one in found] == [
            ("Trường THCS Anh Xuân", "person"),
            ("Thôn Đông Yên", "person"),
            ("Thôn Đông Yên", "collective"),
            ("Thôn Đông Yên", "household"),
        ]


# ---- the pages


def test_approval_page_says_who_signs_and_the_number_page_follows_it(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("proposed")
    with app.app_context(), rows.officer(cast):
        away()
    leader, clerk = browser_of("leader"), browser_of("clerk")
    said = "Trần Quốc Thái giao Lê Thị Khánh Huyền ký thay từ ngày 19/08/2026 đến hết ngày 20/08/2026"
    page = leader.get(f"/commendations/{dossier_id}/approval").text
    assert f"KT. CHỦ TỊCH / PHÓ CHỦ TỊCH. {said}; Nghị định 30/2020/NĐ-CP Điều 13." in page
    assert leader.post(f"/commendations/{dossier_id}/approval", data={"signer": ""}).status_code == 303
    url = f"/commendations/{dossier_id}/decision"
    assert "Người ký đã duyệt: Lê Thị Khánh Huyền" in clerk.get(url).text
    # The delegation has ended by then: whoever was approved may not sign.
    late = clerk.post(url, data={"day": "21/08/2026"})
    assert (late.status_code, 'id="day-faults"' in late.text) == (422, True)
    assert "Người được duyệt ký không ký được vào ngày này" in late.text
    answer = clerk.post(url, data={"day": "20/8/2026"})
    assert answer.status_code == 303
    assert "Lê Thị Khánh Huyền ký." in clerk.get(answer.location).text


def test_choice_of_one_who_may_not_sign_today_is_refused_at_its_field(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("proposed")
    with app.app_context(), rows.officer(cast):
        away(valid_until=DAY)
        key = next(one.key for one in queries.signings_of(queries.get(dossier_id), rows.PROPOSAL_DAY, "decision"))
    data = {"signer": key, "fund": "Quỹ thi đua xã"}
    answer = browser_of("leader").post(f"/commendations/{dossier_id}/approval", data=data)
    assert answer.status_code == 422
    assert 'id="signer-faults"' in answer.text
    assert 'value="Quỹ thi đua xã"' in answer.text


def test_unit_with_signers_in_the_book_needs_no_typing(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("voted")
    with app.app_context(), rows.officer(cast):
        unit = places.units(DAY)[0]
        place_actions.save_signer(
            None, "Đinh Thị Lệ Thuỷ", "Trưởng phòng Văn hóa - Xã hội", "", [], date(2025, 7, 1), unit=unit
        )
        unit_id = unit.id
    browser = browser_of("officer")
    url = f"/commendations/{dossier_id}/proposal"
    assert "Đinh Thị Lệ Thuỷ, TRƯỞNG PHÒNG." in browser.get(url).text
    answer = browser.post(url, data={"unit": str(unit_id), "signer": "", "day": "20/08/2026"})
    assert answer.status_code == 303
    with app.app_context(), rows.officer(cast):
        row = queries.get(dossier_id).proposal
        assert (row.signer_lines, row.signer_name) == (["TRƯỞNG PHÒNG"], "Đinh Thị Lệ Thuỷ")


def test_typed_block_of_a_unit_may_have_two_lines(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("voted")
    with app.app_context(), rows.officer(cast):
        unit_id = places.units(DAY)[0].id
    data = {
        "unit": str(unit_id),
        "unit_post": "KT. Trưởng phòng\r\nPhó Trưởng phòng",
        "unit_signer": "Lý Ý",
        "day": "20/08/2026",
    }
    answer = browser_of("officer").post(f"/commendations/{dossier_id}/proposal", data=data)
    assert answer.status_code == 303
    with app.app_context(), rows.officer(cast):
        row = queries.get(dossier_id).proposal
        assert row.signer_lines == ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]


def test_signer_of_a_unit_does_not_sign_for_another(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("voted")
    with app.app_context(), rows.officer(cast):
        unit_id = places.units(DAY)[0].id
        chair = places.signers(DAY)[0].id
    data = {"unit": str(unit_id), "signer": str(chair), "day": "20/08/2026"}
    answer = browser_of("officer").post(f"/commendations/{dossier_id}/proposal", data=data)
    assert answer.status_code == 422
    assert 'id="signer-faults"' in answer.text


def test_units_of_another_time_are_not_offered(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("voted")
    with app.app_context(), rows.officer(cast):
        place_actions.save_unit(None, "Phòng Nội vụ cũ", "NVC", date(2025, 7, 1), date(2026, 8, 19))
        place_actions.save_unit(None, "Phòng Nội vụ mới", "NVM", date(2026, 9, 1))
    page = browser_of("officer").get(f"/commendations/{dossier_id}/proposal").text
    assert "Phòng Văn hóa - Xã hội</option>" in page
    assert "Phòng Nội vụ" not in page
