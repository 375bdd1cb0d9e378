"""Attesting many at once: one grid, one ground, one line in the log; faults together, others' answers respected."""

import pytest
from sqlalchemy import select

from app.audit import AuditLine
from app.commendations import actions, queries
from app.commendations.forms.attesting import cell_name, packed_cells
from app.commendations.rules.attesting import Answers, clashes
from app.db import db
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commendations import rows

GROUND = "Biên bản rà soát với Công an xã ngày 15/8/2026"


def test_a_cell_clashes_only_with_another_answer_given_meanwhile():
    seen = {(1, "a"): None, (2, "a"): True, (3, "a"): None, (4, "a"): False}
    answers = Answers(seen, {(1, "a"): True, (2, "a"): True, (3, "a"): True, (4, "a"): True})
    assert answers.changed == {(1, "a"): True, (3, "a"): True, (4, "a"): True}
    assert clashes(answers, {(1, "a"): False, (2, "a"): False, (3, "a"): True, (4, "a"): False}) == [(1, "a")]


@pytest.fixture
def dossier_id(app, cast):
    """A dossier of a person, a collective and a household of whom nothing is attested."""
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        dossier = actions.open_dossier(rows.award_round(), "GK_XA", rows.MERIT, user, DAY)
        actions.add_nominees(dossier, rows.subjects(3), DAY)
        db.session.flush()
        return dossier.id


def asked(app, cast, dossier_id) -> dict[tuple[int, str], bool | None]:
    """Every cell of the grid with what is answered."""
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        known = actions.answers_of(dossier)
        cells = [(one, question.code) for one, found in actions.asked_of(dossier).items() for question in found]
        return {cell: known.get(cell) for cell in cells}


def sent(cells, **fields) -> dict[str, str]:
    return {"seen": packed_cells(cells), "note": GROUND, "column": "*"} | fields


def test_cells_are_kept_with_official_and_day_in_one_line_of_the_log(app, browser_of, cast, dossier_id):
    cells = asked(app, cast, dossier_id)
    first, second = list(cells)[:2]
    browser = browser_of("officer")
    page = browser.get(f"/commendations/{dossier_id}/attest")
    assert page.text.count(f'name="{cell_name(first)}"') == 1
    typed = sent(cells, **{cell_name(first): "yes", cell_name(second): "no"})
    nothing_said = browser.post(f"/commendations/{dossier_id}/attest", data=typed | {"note": " "})
    assert (nothing_said.status_code, "Ghi căn cứ xác nhận" in nothing_said.text) == (422, True)
    chosen = [nothing_said.text.count(f'value="{said}" selected') for said in ("yes", "no")]
    assert chosen == [1, 1]  # what was chosen is not lost
    assert browser.post(f"/commendations/{dossier_id}/attest", data=typed).status_code == 303
    with app.app_context(), rows.officer(cast):
        found = {(row.nominee_id, row.criterion): row for row in _rows(dossier_id)}
        assert {cell: row.answer for cell, row in found.items()} == {first: True, second: False}
        assert {(row.attested_by, row.attested_on, row.note) for row in found.values()} == {
            ("Nguyễn Thị An", DAY, GROUND)
        }
        line = db.session.scalars(select(AuditLine).where(AuditLine.event == "criteria-attested")).one()
        assert line.keys == {"count": 2, "nominees": len({first[0], second[0]}), "note": GROUND}


def _rows(dossier_id):
    return [row for one in queries.get(dossier_id).nominees for row in one.attestations]


def test_what_is_still_empty_is_filled_on_one_ground_and_a_no_stays(app, browser_of, cast, dossier_id):
    cells = asked(app, cast, dossier_id)
    refused = next(iter(cells))
    browser = browser_of("officer")
    fields = sent(cells, do="fill", column="*", whole="y", **{cell_name(refused): "no"})
    assert browser.post(f"/commendations/{dossier_id}/attest", data=fields).status_code == 303
    assert asked(app, cast, dossier_id) == dict.fromkeys(cells, True) | {refused: False}
    assert "đã xác nhận đủ" in browser.get(f"/commendations/{dossier_id}/attest").text


def test_one_question_alone_is_filled(app, browser_of, cast, dossier_id):
    cells = asked(app, cast, dossier_id)
    fields = sent(cells, do="fill", column="evidence-original")
    assert browser_of("officer").post(f"/commendations/{dossier_id}/attest", data=fields).status_code == 303
    answered = {cell for cell, answer in asked(app, cast, dossier_id).items() if answer}
    assert answered == {cell for cell in cells if cell[1] == "evidence-original"}
    assert len(answered) == 3


def test_an_answer_given_meanwhile_comes_back_to_be_chosen(app, browser_of, cast, dossier_id):
    cells = asked(app, cast, dossier_id)
    cell = next(iter(cells))
    with app.app_context(), acting(cast.users["officer"]):
        actions.attest_many(queries.get(dossier_id), {cell: False}, "Công an xã", DAY)
    answer = browser_of("officer").post(
        f"/commendations/{dossier_id}/attest", data=sent(cells, **{cell_name(cell): "yes"})
    )
    assert (answer.status_code, "không đạt. Người khác vừa ghi" in answer.text) == (422, True)
    assert asked(app, cast, dossier_id)[cell] is False


def test_what_nobody_asked_or_no_ground_is_refused_together(app, cast, dossier_id):
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        with pytest.raises(Refused) as refused:
            actions.attest_many(dossier, {(dossier.nominees[0].id, "plan.99"): True}, "", DAY)
        assert [reason.code for reason in refused.value.reasons] == ["unknown-criterion", "answers-without-ground"]
        with pytest.raises(Refused) as refused:
            actions.attest_many(dossier, {}, GROUND, DAY)
        assert [reason.code for reason in refused.value.reasons] == ["nothing-answered"]


def test_a_damaged_grid_is_told(browser_of, dossier_id):
    answer = browser_of("officer").post(f"/commendations/{dossier_id}/attest", data={"seen": "eJy", "note": GROUND})
    assert (answer.status_code, "không còn nguyên vẹn" in answer.text) == (422, True)
