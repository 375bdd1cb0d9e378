"""Printers for pre-printed stock: offsets in tenths of a millimetre, the test page, the screen."""

import pytest
from werkzeug.datastructures import MultiDict

from app import audit
from app.papers import actions, queries
from app.papers.rules import STOCK_LINES, USUAL_STOCK, printer_refusals
from app.refusals import Refusal, Refused
from app.widgets import Form, MillimetreField
from tests.cast import acting
from tests.papers.reading import MM, flat, pages


def kept(name: str = "Máy in màu", **changes):
    """A printer kept through the real action."""
    return actions.save_printer(None, **{"name": name, "offset_x": 0, "offset_y": 0, "carried": USUAL_STOCK, **changes})


@pytest.mark.parametrize(
    ("taken", "x", "y", "codes"),
    [
        (False, 300, -300, []),
        (False, 301, 0, ["offset-x-too-far"]),
        (True, 0, -301, ["printer-taken", "offset-y-too-far"]),
    ],
)
def test_refusals(taken, x, y, codes):
    assert [one.code for one in printer_refusals(taken, x, y)] == codes


def test_the_first_printer_is_the_default_until_another_is_marked(context, cast):
    with acting(cast.users["clerk"]):
        first = kept("Khay 1", carried=("title", "national", "không có"))
        second = kept("Khay 2")
        assert (first.is_default, second.is_default) == (True, False)
        assert first.carried == ["national", "title"]
        actions.save_printer(second, name="Khay 2", offset_x=-8, offset_y=15, carried=(), is_default=True)
        assert [(one.name, one.is_default) for one in queries.printers()] == [("Khay 2", True), ("Khay 1", False)]
        assert (second.offset_x, second.offset_y, second.carried) == (-8, 15, [])
        assert [line.event for line in audit.lines_about(second)] == ["printer-saved", "printer-saved"]


def test_a_name_is_taken_once_however_it_is_written(context, cast):
    with acting(cast.users["clerk"]):
        kept("Máy in màu")
        with pytest.raises(Refused) as refused:
            kept("MÁY IN  màu", offset_x=400)
        assert refused.value.reasons == [Refusal("printer-taken"), Refusal("offset-x-too-far", detail="30")]


def crosses(content: bytes) -> list[tuple[float, float]]:
    """Where the middles of the crosses lie, in mm from the left and the top."""
    (page,) = pages(content)
    across = [one for one in page.rects if round(one["width"] / MM) == 12 and one["height"] < 1]
    return sorted(
        (round((one["x0"] + one["x1"]) / 2 / MM, 1), round((one["top"] + one["bottom"]) / 2 / MM, 1)) for one in across
    )


def test_page_has_its_crosses_at_known_places_moved_by_the_offsets(context, cast):
    with acting(cast.users["clerk"]):
        still = actions.test_page(kept("Khay 1"))
        moved = actions.test_page(kept("Khay 2", offset_x=15, offset_y=-8))
    assert crosses(still) == [(20, 20), (20, 190), (277, 20), (277, 190)]
    assert crosses(moved) == [(21.5, 19.2), (21.5, 189.2), (278.5, 19.2), (278.5, 189.2)]
    assert "ngang +1,5 mm, dọc -0,8 mm" in flat(moved)
    assert "ngang 0,0 mm, dọc 0,0 mm" in flat(still)


def test_rulers_have_a_tick_for_each_millimetre(context, cast):
    with acting(cast.users["clerk"]):
        (page,) = pages(actions.test_page(kept()))
    ticks = sorted(
        round(one["x0"] / MM, 1) for one in page.rects if round(one["top"] / MM, 1) == 30 and one["width"] < 1
    )
    assert ticks == [float(mm) for mm in range(30, 268)]


# ---- the screen


class Lengths(Form):
    """One length."""

    class Meta(Form.Meta):
        csrf = False

    x = MillimetreField("Độ lệch")


def read(app, typed: str):
    """The field after this was typed."""
    with app.test_request_context():
        form = Lengths(formdata=MultiDict({"x": typed}))
        form.validate()
        return form.x


LENGTHS = [("1,5", 15), ("-0.8", -8), ("\N{MINUS SIGN}2", -20), ("+3,0 mm", 30), ("0", 0), ("", None)]


@pytest.mark.parametrize(("typed", "tenths"), LENGTHS)
def test_millimetres_are_read_as_officials_type_them(app, typed, tenths):
    assert (read(app, typed).data, read(app, typed).errors) == (tenths, [])


@pytest.mark.parametrize("typed", ["1,55", "một", "--1", "12345"])
def test_what_is_no_length_is_refused_and_stays_in_its_box(app, typed):
    field = read(app, typed)
    assert (field.data, field._value()) == (None, typed)
    assert list(field.errors) == ["Gõ số mi-li-mét có một chữ số lẻ, ví dụ 1,5 hoặc -0,8."]


def test_clerk_adds_measures_and_corrects(browser_of, app, cast):
    clerk = browser_of("clerk")
    fields = {"name": "Máy in màu", "offset_x": "1,5", "offset_y": "-0,8", "carried": ["national", "title"]}
    assert clerk.post("/papers/printers", data=fields).status_code == 303
    page = clerk.get("/papers/printers").text
    assert "Máy in màu" in page
    assert "Khung, Quốc huy, quốc hiệu, tiêu ngữ, chữ GIẤY KHEN" in page
    with app.app_context(), acting(cast.users["clerk"]):
        printer_id = queries.printers()[0].id
    form = clerk.get(f"/papers/printers/{printer_id}").text
    assert 'value="1,5"' in form
    assert 'value="-0,8"' in form
    assert clerk.get(f"/papers/printers/{printer_id}/test.pdf").mimetype == "application/pdf"
    changed = clerk.post(f"/papers/printers/{printer_id}", data={**fields, "offset_x": "0,3", "carried": []})
    assert changed.status_code == 303
    with app.app_context(), acting(cast.users["clerk"]):
        row = queries.printer(printer_id)
        assert (row.offset_x, row.offset_y, row.carried, row.is_default) == (3, -8, [], True)


def test_all_faults_at_once_and_nothing_typed_is_lost(browser_of):
    clerk = browser_of("clerk")
    answer = clerk.post(
        "/papers/printers", data={"name": "", "offset_x": "lệch", "offset_y": "99", "carried": ["title"]}
    )
    assert answer.status_code == 422
    assert 'value="lệch"' in answer.text
    assert "Có 2 chỗ cần sửa" in answer.text
    taken = {"name": "Khay 1", "offset_x": "0", "offset_y": "0"}
    clerk.post("/papers/printers", data=taken)
    answer = clerk.post("/papers/printers", data={**taken, "offset_y": "99"})
    assert answer.status_code == 422
    assert answer.text.count("Đã có máy in mang tên này.") == 2
    assert answer.text.count("Độ lệch dọc không quá 30 mm") == 2


def test_leader_sees_and_does_not_change(browser_of):
    leader = browser_of("leader")
    assert "Thêm máy in" not in leader.get("/papers/printers").text
    assert leader.post("/papers/printers").status_code == 403


def test_every_line_of_stock_has_its_words(app):
    with app.app_context():
        words = app.jinja_env.get_template("macros/words.html").module.STOCK_LINES
    assert set(words) == set(STOCK_LINES)
