"""The exchange file of every kind of list: what goes out comes in again and changes nothing."""

import io

import pytest
from openpyxl import load_workbook  # noqa: TID251 read as another program reads it

from app import clock, htmx
from app.db import db
from app.imports.actions.exchange import exchange_file, label_of
from app.imports.queries.judging import preview
from app.imports.queries.kinds import KINDS
from app.reading import read_file
from app.reading.lines import State
from tests.cast import DAY, HOME, OTHER, acting
from tests.imports import documented
from tests.imports.samples import SAMPLES


def test_every_kind_has_rows_to_try_it_with():
    assert sorted(SAMPLES) == sorted(KINDS)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_what_goes_out_comes_in_again_and_changes_nothing(app, cast, name):
    kind = KINDS[name]
    with app.app_context(), acting(cast.users["officer"]):
        about = SAMPLES[name]()
        db.session.flush()
        subject = kind.subject(about)
        held, content = list(kind.everything(subject)), exchange_file(kind, subject)
        assert held, "a sample without a row shows nothing"
        layout, found = preview(kind, read_file(content, prose=kind.prose), subject, {})
        labels = [label_of(kind, one) for one in kind.fields(subject)]
        assert list(layout.headings[: len(labels)]) == labels
        told = [(one.state, one.faults, [twin.changes for twin in one.twins]) for one in found]
        assert {one.state for one in found} == {State.SAME}, told
        assert len(found) == len(held)
        sheet = load_workbook(io.BytesIO(content)).active
        assert (sheet["A1"].value, sheet.freeze_panes) == (htmx.words("LIST_KINDS")[name], "A3")
        assert documented.chapter(kind, subject) in documented.DOCUMENT.read_text(encoding="utf-8")


def test_the_page_gives_it_to_whoever_may_bring_it_in(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        SAMPLES["people"]()
    answer = browser_of("officer").get("/imports/people/exchange")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="trao-doi-people.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=3)}
    assert [cell.value for cell in rows["H'Hen Niê"][:2]] == ["H'Hen Niê", 1992]
    phones = [row[4] for row in sheet.iter_rows(min_row=3) if row[4].value]
    assert [(cell.value, cell.data_type) for cell in phones] == [("0912345678", "s")]
    assert browser_of("stranger").get("/imports/people/exchange").data != answer.data
    assert browser_of("council").get("/imports/people/exchange").status_code == 403
    assert browser_of("officer").get("/imports/nothing/exchange").status_code == 404


def test_the_command_writes_it_for_one_commune(app, cast, tmp_path):
    with app.app_context(), acting(cast.users["officer"]):
        SAMPLES["people"]()
    run = app.test_cli_runner().invoke
    with clock.frozen(DAY):
        done = run(args=["export", "people", str(tmp_path / "home.xlsx"), "--commune", HOME])
        assert done.exit_code == 0, done.output
        run(args=["export", "people", str(tmp_path / "other.xlsx"), "--commune", OTHER])
        lost = run(args=["export", "people", str(tmp_path / "lost.xlsx"), "--commune", "99999"])
        nowhere = run(args=["export", "people", str(tmp_path / "no" / "way.xlsx"), "--commune", HOME])
    assert [load_workbook(tmp_path / f"{name}.xlsx").active.max_row for name in ("home", "other")] == [7, 2]
    assert (lost.exit_code, lost.stderr) == (2, "Không có xã, phường nào mã 99999 dùng phần mềm.\n")
    assert (nowhere.exit_code, "Không ghi được tệp" in nowhere.stderr) == (2, True)
