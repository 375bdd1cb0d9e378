"""What proves a case: grounds, confirmations, answers; read in a fixed number of statements."""

import re
from dataclasses import replace
from datetime import date

import pytest

from app.commendations import actions, evidence, queries, rules
from app.db import db
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


def reasons(dossier, nominee) -> dict[str, str]:
    return {one.criterion: one.finding.reason for one in evidence.eligibility(dossier)[nominee.id]}


@pytest.fixture
def drafts(cast, context):
    """Two drafts of two rounds with the same three subjects, inside the officer's session."""
    with rows.officer(cast) as user:
        rows.places_rows()
        found = rows.subjects(3)
        made = []
        for number in ("12/KH-UBND", "13/KH-UBND"):
            dossier = actions.open_dossier(rows.award_round(number), "GK_XA", rows.MERIT, user, date(2026, 8, 3))
            actions.add_nominees(dossier, found, DAY)
            made.append(dossier)
        yield made


def test_initiative_is_chosen_once_by_its_owner(drafts):
    first, second = drafts
    person, team = queries.nominees_of(first)[:2]
    again = queries.nominees_of(second)[0]
    row = rows.initiative(person.person)
    assert queries.ground_lookup(person) == [(row.id, "Chuyến xe số lưu động (chưa dùng)")]
    ground = actions.add_ground(person, row)
    assert reasons(first, person) | {"initiative-once": "initiative-unused", rules.SPECIAL: "ground-recognised"} == (
        reasons(first, person)
    )
    for nominee, found in (
        (person, ["ground-chosen"]),
        (team, ["ground-not-own", "ground-used"]),
        (again, ["ground-used"]),
    ):
        with pytest.raises(Refused) as refused:
            actions.add_ground(nominee, row)
        assert codes(refused.value.reasons) == found
    assert [(label, "Giấy khen" in label) for _id, label in queries.ground_lookup(again)] == [
        ("Chuyến xe số lưu động (đã dùng ở Giấy khen, Khen thưởng sơ kết năm 2026)", True)
    ]
    assert [use.nominee_id for use, _dossier, _label in queries.uses_told(row)] == [person.id]
    actions.remove_ground(ground)
    assert "initiative-once" not in reasons(first, person)
    actions.add_ground(again, row)
    assert reasons(second, again)["initiative-once"] == "initiative-unused"


def test_dossier_that_was_given_up_frees_the_initiative_and_an_old_award_keeps_it(drafts):
    first, second = drafts
    one, again = queries.nominees_of(first)[0], queries.nominees_of(second)[0]
    row = rows.initiative(one.person)
    actions.add_ground(one, row)
    assert queries.used_where(row, again) != ""
    first.ended_on = DAY
    db.session.flush()
    assert queries.used_where(row, again) == ""
    row.used_by = "Quyết định số 41/QĐ-UBND"
    actions_used = queries.used_where(row, again)
    assert actions_used == "Quyết định số 41/QĐ-UBND"
    assert reasons(first, one)["initiative-once"] == "initiative-used"


def test_one_document_is_entered_for_many_and_a_newer_one_takes_its_place(drafts):
    dossier = drafts[0]
    person, team, home = queries.nominees_of(dossier)
    team.collective.is_enterprise = person.person.is_head = True
    person.person.target_group = "T1"
    assert reasons(dossier, team)["confirm.tax"] == "confirmation-missing"
    assert reasons(dossier, person)["confirm.complaint"] == "confirmation-missing"
    assert actions.confirm(dossier, [team, home], rows.said("tax", clear=False), DAY) == 2
    assert reasons(dossier, team)["confirm.tax"] == "confirmed-not-clear"
    assert "confirm.tax" not in reasons(dossier, home)  # nobody asks it of a household
    assert actions.confirm(dossier, [team], rows.said("tax"), DAY) == 1
    assert reasons(dossier, team)["confirm.tax"] == "confirmed-clear"
    assert [row.clear for row in team.confirmations] == [True]
    actions.remove_confirmation(team.confirmations[0])
    assert reasons(dossier, team)["confirm.tax"] == "confirmation-missing"
    for chosen, day, found in (
        ([], DAY, ["confirmation-for-nobody"]),
        ([team], date(2026, 8, 21), ["confirmation-ahead"]),
    ):
        with pytest.raises(Refused) as refused:
            actions.confirm(dossier, chosen, replace(rows.said("tax"), day=day), DAY)
        assert codes(refused.value.reasons) == found


def test_nominee_that_is_taken_off_leaves_nothing_behind(drafts):
    dossier = drafts[0]
    one = queries.nominees_of(dossier)[0]
    row = rows.initiative(one.person)
    actions.add_ground(one, row)
    actions.confirm(dossier, [one], rows.said("tax"), DAY)
    actions.remove_nominee(one)
    assert queries.uses_of([row.id]) == {}


def test_discipline_moves_the_start_of_what_counts(drafts):
    dossier = drafts[0]
    person, team, _home = queries.nominees_of(dossier)
    row = rows.held(person.person, "discipline")
    release = rules.Release("QĐ 9", DAY, rules.HoldOutcome.DISCIPLINED, date(2026, 9, 1))
    actions.release_hold(row, release, DAY)
    row.term_until = date(2026, 5, 1)
    candidates = [evidence.of_nominee(one) for one in (person, team)]
    assert evidence.counted_from(candidates, dossier.round) == {person.id: date(2026, 5, 1)}
    assert reasons(dossier, person)["merit-after-discipline"] == "merit-from"


def test_subject_of_two_dossiers_of_one_round_is_asked_about(drafts, cast):
    first = drafts[0]
    one = queries.nominees_of(first)[0]
    other = actions.open_dossier(first.round, "BK_TINH", rows.MERIT, first_author(cast), date(2026, 8, 3))
    actions.add_nominee(other, one.person, DAY)
    assert reasons(first, one)["no-double-award"] == "pending-same-merit"
    other.ended_on = DAY
    db.session.flush()
    assert reasons(first, one)["no-double-award"] == "award-unused"


def first_author(cast):
    from app.accounts.models import User

    return db.session.get_one(User, cast.users["officer"])


def test_reads_of_the_check_do_not_grow_with_the_nominees(app, drafts):
    dossier = drafts[0]
    case = evidence.case_of(dossier)
    candidates = [evidence.of_nominee(one) for one in queries.nominees_of(dossier)]
    for one in queries.nominees_of(dossier):
        subject = one.person or one.household or one.collective
        rows.held(subject)
        actions.add_ground(one, rows.initiative(subject))
    db.session.flush()
    with counted(app) as few:
        evidence.subjects_of(candidates[:1], case)
    with counted(app) as many:
        found = evidence.subjects_of(candidates, case)
    assert len(many) <= len(few) + 1  # the hamlet of a collective, where there is one
    assert [len(one.holds) + len(one.grounds) for one in found] == [2, 2, 2]
    bare = [replace(one, id=number, nominee=None) for number, one in enumerate(candidates)]
    assert [(one.id, one.answers, one.grounds, bool(one.pending)) for one in evidence.subjects_of(bare, case)] == [
        (number, {}, (), True) for number in range(3)
    ]


# ---- pages


def test_pages_of_grounds_and_confirmations(app, cast, browser_of):
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        dossier = rows.drafted(user, count=3)
        for one in dossier.nominees:
            one.collective_id and setattr(one.collective, "is_enterprise", True)
        person = next(one for one in dossier.nominees if one.person)
        rows.initiative(person.person, recognised_by="", recognised_on=None)
        dossier_id, nominee_id = dossier.id, person.id
        everybody = [one.id for one in queries.nominees_of(dossier)]
    officer = browser_of("officer")
    page = f"/commendations/nominees/{nominee_id}/grounds"
    shown = officer.get(page).text
    assert "chưa dùng" in shown
    assert officer.post(page, data={"initiative": "không có"}).status_code == 422
    offered = re.search(
        r'name="initiative-id" value="(\d+)"><input type="hidden" name="initiative" value="([^"]+)"', shown
    )
    assert offered is not None  # one press takes it, nothing is typed again
    assert officer.post(page, data={"initiative-id": offered[1], "initiative": offered[2]}).status_code == 303
    assert "căn cứ của trường hợp này" in officer.get(page).text
    shown = officer.get(f"/commendations/nominees/{nominee_id}").text
    assert "Chưa có văn bản công nhận: Chuyến xe số lưu động" in shown
    confirm = f"/commendations/{dossier_id}/confirmations"
    empty = officer.get(f"{confirm}?topic=tax").text
    assert empty.count("checked") == 1 + len(everybody)  # the opinion, and every nominee
    assert "Cơ quan thuế xác nhận" in empty
    typed = {
        "topic": "tax",
        "document": "88/CV",
        "day": "20/08/2026",
        "clear": "yes",
        "nominees": everybody,
        "body": "",
    }
    wrong = officer.post(confirm, data=typed | {"topic": rules.SPECIAL, "nominees": everybody[:1]})
    assert (wrong.status_code, "Chưa ghi cơ quan xác nhận" in wrong.text) == (422, True)
    assert officer.post(confirm, data=typed | {"nominees": []}).status_code == 422
    assert officer.post(confirm, data=typed).status_code == 303
    assert "Cơ quan thuế, 88/CV" in officer.get(confirm).text
    special = typed | {"topic": rules.SPECIAL, "body": "UBND xã", "nominees": [nominee_id]}
    assert officer.post(confirm, data=special).status_code == 303
    assert "Có xác nhận: UBND xã, 88/CV, 20/08/2026." in officer.get(f"/commendations/nominees/{nominee_id}").text
    assert browser_of("leader").post(confirm, data=typed).status_code == 403
    assert browser_of("reviewer").get(confirm).status_code == 404


def test_nominee_page_asks_alternatives_as_one_question_and_keeps_them(app, cast, browser_of):
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        dossier = actions.open_dossier(rows.award_round(), "GK_XA", rows.MERIT, user, date(2026, 8, 3))
        nominee_id = actions.add_nominee(dossier, rows.subjects(1)[0], DAY).id
    officer = browser_of("officer")
    page = f"/commendations/nominees/{nominee_id}"
    first = officer.get(page).text
    assert first.count("<fieldset") == 4  # the standard, which of two, the holds, the evidence
    assert "Trả lời xong thì trình được" in first
    sent = {"q0": "yes", "q1": "1", "q2": "yes", "q3": "yes", "note": "Đã rà soát"}
    assert officer.post(f"{page}/attest", data=sent).status_code == 303
    assert "Nguyễn Thị An, 20/08/2026: Đã rà soát." in officer.get(page).text
    assert "Đủ điều kiện trình" in officer.get(page).text
    assert kept(app, cast, nominee_id) == {
        "GK_XA.person.base": True, "GK_XA.person.2": True, "hold-scrutiny": True, "evidence-original": True,
    }  # fmt: skip
    assert officer.post(f"{page}/attest", data=sent | {"q1": "0", "q2": "no"}).status_code == 303
    assert {code: answer for code, answer in kept(app, cast, nominee_id).items() if code in
            ("GK_XA.person.1", "GK_XA.person.2", "hold-scrutiny")} == {
        "GK_XA.person.1": True, "GK_XA.person.2": False, "hold-scrutiny": False,
    }  # fmt: skip
    told = officer.get(page).text
    assert ("Chưa trình được" in told, "Ghi vào sổ trường hợp chưa xét" in told) == (True, True)
    assert officer.post(f"{page}/attest", data=sent | {"q1": "none"}).status_code == 303
    assert "Không đạt tiêu chuẩn nào." in officer.get(page).text
    assert officer.post(f"{page}/attest", data={"note": ""}).status_code == 422


def kept(app, cast, nominee_id) -> dict[str, bool]:
    with app.app_context(), rows.officer(cast):
        return {row.criterion: row.answer for row in queries.nominee(nominee_id).attestations}
