"""Form fields: what is read, what is refused in which words, and that nothing typed is lost."""

import re
import unicodedata
from datetime import date, time
from importlib.resources import files

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField
from wtforms.fields.choices import SelectChoice

from app import widgets
from app.text import name_matches
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    FieldFault,
    Form,
    HourField,
    Part,
    PasteField,
    PickField,
    ProseField,
    RadiosField,
    TextField,
    TicksField,
    YesField,
    at_most,
    between,
    error_list,
    required,
)

PEOPLE = {
    11: "Nguyễn Thị Thuỵ Ưởng",
    12: "Đặng Văn Đức",
    13: "Đặng Văn Đức Anh",
}


def find_people(query):
    return [(number, name) for number, name in PEOPLE.items() if name_matches(query, name)]


class Everything(Form):
    name = TextField("Họ và tên", [required()], most=20)
    notes = ProseField("Ghi chú", most=30)
    born = DayField("Ngày sinh", [between(date(1926, 1, 1), date(2010, 12, 31))])
    count = CountField("Số người", [between(0, 1500)])
    kind = ChoiceField("Loại", [required()], choices=[(1, "Một"), (2, "Hai")], coerce=int, blank="— Chọn —")
    topics = TicksField("Nội dung", choices=["VNeID", "An toàn"])
    agreed = YesField("Đồng ý")
    signer = PickField("Người ký", lookup=find_people, label_of=PEOPLE.get)


@pytest.fixture
def app():
    app = Flask(__name__)
    app.config.update(SECRET_KEY="k", TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def filled(app):
    """Answer a function that fills a form as a browser would: all fields sent, those given replaced."""

    def fill(form_class, typed, **kwargs):
        with app.test_request_context(method="POST", data=MultiDict(typed)):
            form = form_class(**kwargs)
            form.validate_on_submit()
            return form

    return fill


GOOD = {"name": "Lê An", "kind": "1"}


def faults(form):
    return {fault.label: fault.message for fault in error_list(form)}


def test_a_good_form_is_read_into_plain_values(filled):
    form = filled(
        Everything,
        [
            ("name", unicodedata.normalize("NFD", "  Đặng  Văn Đức ")),
            ("notes", " một \r\n\r\n\r\n hai "),
            ("born", "5/2/1990"),
            ("count", "1.284"),
            ("kind", "2"),
            ("topics", "VNeID"),
            ("topics", "An toàn"),
            ("agreed", "y"),
            ("signer", "thuy uong"),
        ],
    )
    assert faults(form) == {}
    assert form.data == {
        "name": "Đặng Văn Đức",
        "notes": "một\n\nhai",
        "born": date(1990, 2, 5),
        "count": 1284,
        "kind": 2,
        "topics": ["VNeID", "An toàn"],
        "agreed": True,
        "signer": 11,
    }


def test_all_faults_are_told_at_once_in_the_order_of_the_page(filled):
    form = filled(
        Everything,
        {"born": "31/02/1990", "count": "-3", "kind": "9", "topics": "Khác", "signer": "xyz"},
    )
    assert error_list(form) == [
        FieldFault("name", "Họ và tên", "Chưa nhập họ và tên."),
        FieldFault("born", "Ngày sinh", "Tháng 02/1990 không có ngày 31."),
        FieldFault("count", "Số người", "Không được là số âm."),
        FieldFault("kind", "Loại", "Hãy chọn một mục trong danh sách."),
        FieldFault("topics-0", "Nội dung", "Không có mục “Khác” trong danh sách."),
        FieldFault("signer", "Người ký", "Không tìm thấy “xyz”."),
    ]


def test_nothing_typed_is_lost_when_refused(filled):
    form = filled(Everything, {"name": "x" * 30, "born": "mai", "count": "<9>", "notes": "a" * 40, "signer": "duc"})
    assert 'value="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"' in form.name()
    assert 'value="mai"' in form.born()
    assert 'value="&lt;9&gt;"' in form.count()
    assert "a" * 40 in form.notes()
    assert 'value="duc"' in form.signer()
    assert faults(form)["Họ và tên"] == "Dài quá 20 ký tự (đang có 30)."
    assert faults(form)["Ghi chú"] == "Dài quá 30 ký tự (đang có 40)."


def test_length_counts_composed_letters(filled):
    form = filled(Everything, GOOD | {"name": unicodedata.normalize("NFD", "Ưởng" * 5)})
    assert faults(form) == {}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("mai", "Ngày phải viết dạng dd/mm/yyyy, ví dụ 05/02/2026."),
        ("31/02/2026", "Tháng 02/2026 không có ngày 31."),
        ("01/01/1900", "Ngày phải từ 01/01/1926 đến 31/12/2010."),
        ("01/01/2011", "Ngày phải từ 01/01/1926 đến 31/12/2010."),
    ],
)
def test_day_says_what_is_wrong(filled, typed, message):
    assert faults(filled(Everything, GOOD | {"born": typed})) == {"Ngày sinh": message}


def test_empty_day_and_count_are_nothing_not_a_fault(filled):
    form = filled(Everything, GOOD | {"born": " ", "count": ""})
    assert (form.born.data, form.count.data) == (None, None)
    assert faults(form) == {}


def test_emptied_box_replaces_the_old_value(filled):
    form = filled(Everything, GOOD | {"born": "", "count": ""}, data={"born": date(1990, 1, 1), "count": 3})
    assert (form.born.data, form.count.data) == (None, None)


def test_day_and_count_show_a_stored_value(app):
    with app.test_request_context():
        form = Everything(data={"born": date(1990, 2, 5), "count": 1284})
        assert 'value="05/02/1990"' in form.born()
        assert 'value="1284"' in form.count()


@pytest.mark.parametrize(
    ("typed", "number"), [("0", 0), ("1284", 1284), ("1.284", 1284), ("1 284", 1284), ("-0", 0), ("007", 7)]
)
def test_count_reads(filled, typed, number):
    form = filled(Everything, GOOD | {"count": typed})
    assert faults(form) == {}
    assert form.count.data == number


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("-3", "Không được là số âm."),
        ("12,5", "Phải là số nguyên, ví dụ 12 hoặc 1.284."),
        ("1.28", "Phải là số nguyên, ví dụ 12 hoặc 1.284."),
        ("1284.000", "Phải là số nguyên, ví dụ 12 hoặc 1.284."),
        ("mười", "Phải là số nguyên, ví dụ 12 hoặc 1.284."),
        (".", "Phải là số nguyên, ví dụ 12 hoặc 1.284."),
        ("²", "Phải là số nguyên, ví dụ 12 hoặc 1.284."),
        ("1.000.000.000", "Số lớn quá: nhiều nhất là 999.999.999."),
        ("1501", "Phải từ 0 đến 1.500."),
    ],
)
def test_count_says_what_is_wrong(filled, typed, message):
    assert faults(filled(Everything, GOOD | {"count": typed})) == {"Số người": message}


def test_required_takes_zero_for_an_answer_and_a_bad_value_for_one_fault(filled):
    class Votes(Form):
        yes = CountField("Số phiếu", [required()])
        day = DayField("Ngày họp", [required()])
        cccd = TextField("CCCD", [required()])
        sure = YesField("Đã kiểm", [required()])
        ticks = TicksField("Lý do", [required()], choices=["a"])
        who = PickField("Chủ tịch", [required()], lookup=find_people)
        other = TextField("Khác", [required("Ghi rõ lý do khác.")])

    assert faults(filled(Votes, {"yes": "0", "day": "x"})) == {
        "Ngày họp": "Ngày phải viết dạng dd/mm/yyyy, ví dụ 05/02/2026.",
        "CCCD": "Chưa nhập CCCD.",
        "Đã kiểm": "Chưa đánh dấu “Đã kiểm”.",
        "Lý do": "Chưa chọn lý do.",
        "Chủ tịch": "Chưa chọn chủ tịch.",
        "Khác": "Ghi rõ lý do khác.",
    }


@pytest.mark.parametrize(
    ("validator", "value", "message"),
    [
        (at_most(5), "6", "Không được lớn hơn 5."),
        (between(least=5), "4", "Không được nhỏ hơn 5."),
        (between(most=5000), "5001", "Không được lớn hơn 5.000."),
        (between(0, 3, "Số phiếu nhiều hơn số thành viên."), "4", "Số phiếu nhiều hơn số thành viên."),
    ],
)
def test_number_limits(filled, validator, value, message):
    class Limited(Form):
        number = CountField("Số", [validator])

    assert faults(filled(Limited, {"number": value})) == {"Số": message}


@pytest.mark.parametrize(
    ("validator", "message"),
    [
        (between(least=date(2026, 3, 1)), "Ngày không được trước 01/03/2026."),
        (between(most=date(2026, 1, 1)), "Ngày không được sau 01/01/2026."),
    ],
)
def test_day_limits(filled, validator, message):
    class Limited(Form):
        day = DayField("Ngày", [validator])

    assert faults(filled(Limited, {"day": "5/2/2026"})) == {"Ngày": message}


def test_choice_blank_is_nothing(filled):
    assert faults(filled(Everything, {"name": "A", "kind": ""})) == {"Loại": "Chưa chọn loại."}

    class Optional(Form):
        kind = ChoiceField("Loại", choices=[(1, "Một")], coerce=int, blank="— Không —")

    form = filled(Optional, {"kind": ""})
    assert form.kind.data is None
    assert faults(form) == {}
    assert '<option selected value="">— Không —</option>' in form.kind()


@pytest.mark.parametrize("sent", [{"kind": "x"}, {"kind": "9"}])
def test_choice_outside_the_list_is_refused(filled, sent):
    form = filled(Everything, GOOD | sent)
    assert faults(form) == {"Loại": "Hãy chọn một mục trong danh sách."}


def test_choice_without_blank_needs_an_answer(filled):
    class Ballot(Form):
        vote = RadiosField("Ý kiến", choices=["Đồng ý", "Không đồng ý"])

    assert faults(filled(Ballot, {})) == {"Ý kiến": "Chưa chọn ý kiến."}
    form = filled(Ballot, {"vote": "Đồng ý"})
    assert form.vote.data == "Đồng ý"
    assert form.vote().count('type="radio"') == 2


def test_choices_may_be_set_by_the_view_or_asked_when_needed(filled, app):
    class Late(Form):
        kind = ChoiceField("Loại", choices=lambda: [("a", "An"), SelectChoice("b", "Bình")])

    assert filled(Late, {"kind": "b"}).kind.data == "b"
    with app.test_request_context(method="POST", data={"kind": "c"}):
        form = Late()
        form.kind.choices = [("c", "Cường")]
        assert form.validate_on_submit()
        assert '<option selected value="c">Cường</option>' in form.kind()


def test_ticks_none_is_an_empty_list_and_shows_what_is_ticked(filled, app):
    assert filled(Everything, GOOD).topics.data == []
    with app.test_request_context():
        html = Everything(data={"topics": ["An toàn"]}).topics()
    assert re.findall(r'<input (checked)? ?id="(topics-\d)"', html) == [
        ("", "topics-0"),
        ("checked", "topics-1"),
    ]


def test_pick_takes_the_only_match(filled):
    form = filled(Everything, GOOD | {"signer": "  ưởng "})
    assert (form.signer.data, form.signer.chosen_label) == (11, "Nguyễn Thị Thuỵ Ưởng")
    assert form.signer() == (
        '<input autocomplete="off" id="signer" name="signer" type="search" value="ưởng">'
        '<input name="signer-id" type="hidden" value="11">'
        '<span class="form-hint">Đã chọn: Nguyễn Thị Thuỵ Ưởng</span>'
    )


def test_pick_with_several_matches_offers_them(filled):
    form = filled(Everything, GOOD | {"signer": "duc"})
    assert faults(form) == {"Người ký": "Có 2 kết quả, chọn một."}
    assert form.signer.candidates == [(12, "Đặng Văn Đức"), (13, "Đặng Văn Đức Anh")]
    html = form.signer()
    assert re.findall(r'type="radio" value="(\d+)"', html) == ["12", "13"]
    assert re.findall(r'<label class="form-check-label" for="([^"]+)">([^<]+)<', html) == [
        ("signer-0", "Đặng Văn Đức"),
        ("signer-1", "Đặng Văn Đức Anh"),
    ]


def test_pick_takes_the_one_ticked_among_several(filled):
    form = filled(Everything, GOOD | {"signer": "duc", "signer-id": "13"})
    assert faults(form) == {}
    assert (form.signer.data, form.signer.chosen_label) == (13, "Đặng Văn Đức Anh")


@pytest.mark.parametrize("forged", ["99", "11", "x", "²"])
def test_pick_refuses_an_id_the_lookup_does_not_list(filled, forged):
    form = filled(Everything, GOOD | {"signer": "duc", "signer-id": forged})
    assert form.signer.data is None
    assert faults(form) == {"Người ký": "Có 2 kết quả, chọn một."}


def test_pick_follows_the_text_when_it_was_changed_after_choosing(filled):
    form = filled(Everything, GOOD | {"signer": "ưởng", "signer-id": "12"})
    assert form.signer.data == 11


def test_pick_emptied_is_nothing(filled):
    form = filled(Everything, GOOD | {"signer": "", "signer-id": "12"}, data={"signer": 12})
    assert form.signer.data is None
    assert faults(form) == {}


def test_pick_keeps_what_was_chosen_before_though_its_name_has_many_matches(filled, app):
    with app.test_request_context():
        opened = Everything(data={"signer": 12})
        assert 'value="Đặng Văn Đức"' in opened.signer()
    form = filled(Everything, GOOD | {"signer": "Đặng Văn Đức", "signer-id": "12"}, data={"signer": 12})
    assert (form.signer.data, faults(form)) == (12, {})


def test_pick_by_id_alone_is_taken_if_it_has_a_name_here(filled):
    assert filled(Everything, GOOD | {"signer-id": "12"}).signer.data == 12
    refused = filled(Everything, GOOD | {"signer-id": "99"})
    assert refused.signer.data is None
    assert faults(refused) == {"Người ký": "Gõ ít nhất một chữ để tìm."}


def test_pick_needs_a_letter(filled):
    assert faults(filled(Everything, GOOD | {"signer": " - "})) == {"Người ký": "Gõ ít nhất một chữ để tìm."}


def test_pick_shows_at_most_twenty(filled):
    class Crowd(Form):
        who = PickField("Ai", lookup=lambda query: [(n, f"Người {n}") for n in range(57)])

    form = filled(Crowd, {"who": "n"})
    assert faults(form) == {"Ai": "Có 57 kết quả, chọn một hoặc gõ thêm cho rõ."}
    assert len(form.who.candidates) == 20


def test_pick_escapes_what_was_typed_and_found(filled):
    class Crowd(Form):
        who = PickField("<Ai>", lookup=lambda query: [(1, "<b>"), (2, "&")])

    html = filled(Crowd, {"who": '"><script>'}).who()
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;Ai&gt;: chọn một" in html


def test_what_was_asked_is_told_in_the_words_of_the_page(filled):
    asked = {**GOOD, "born": "05/02/1980", "topics": "VNeID", "agreed": "y", "notes": ""}
    said = "Họ và tên: Lê An; Ngày sinh: 05/02/1980; Loại: Một; Nội dung: VNeID; Đồng ý: có"
    assert widgets.told(filled(Everything, asked)) == said
    assert widgets.told(filled(Everything, {"born": "31/02/1980"})) == "", "what was not understood narrows nothing"
    assert widgets.told_words({"Năm": 2026, "Loại": None, "Tên": ""}) == "Năm: 2026"


def test_paste_keeps_tabs_and_quotes(filled):
    class Paste(Form):
        cells = PasteField("Danh sách", most=40)

    cells = 'A\tB\r\n"hai\ndòng"\t 2 '
    assert filled(Paste, {"cells": cells}).cells.data == cells
    assert faults(filled(Paste, {"cells": "x" * 41})) == {"Danh sách": "Dài quá 40 ký tự (đang có 41)."}


def test_required_is_said_without_letting_the_browser_stop_the_form(filled):
    form = filled(Everything, {})
    assert 'aria-invalid="true" aria-required="true"' in form.name()
    assert not re.search(r"\srequired[\s>]", form.name())
    assert "maxlength" not in form.name()
    assert "aria" not in form.topics()


def test_refusals_found_later_join_the_summary(filled):
    form = filled(Everything, GOOD)
    form.refuse("Đợt đã đóng.")
    form.refuse("Người này đã ký.", "name")
    assert error_list(form) == [
        FieldFault("", "", "Đợt đã đóng."),
        FieldFault("name", "Họ và tên", "Người này đã ký."),
    ]


def test_faults_inside_rows_lead_to_their_own_fields(filled):
    class Row(Part):
        name = TextField("Tên", [required()])
        votes = CountField("Số phiếu")

    class Table(Form):
        rows = FieldList(FormField(Row))

    form = filled(Table, {"rows-0-name": "", "rows-0-votes": "2", "rows-1-name": "B", "rows-1-votes": "x"})
    assert error_list(form) == [
        FieldFault("rows-0-name", "Tên", "Chưa nhập tên."),
        FieldFault("rows-1-votes", "Số phiếu", "Phải là số nguyên, ví dụ 12 hoặc 1.284."),
    ]
    assert form.rows[0].votes.data == 2


def test_csrf_fault_tells_what_to_do_and_keeps_what_was_typed(app):
    app.config["WTF_CSRF_ENABLED"] = True

    @app.route("/", methods=["GET", "POST"])
    def page():
        form = Everything()
        if form.validate_on_submit():
            return "đã lưu"
        return f"{form.hidden_tag()}{form.name()}{[f.message for f in error_list(form)]}"

    client = app.test_client()
    refused = client.post("/", data=GOOD).text
    assert widgets.CSRF_FAULT in refused
    assert 'value="Lê An"' in refused
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', refused)[1]
    assert client.post("/", data=GOOD | {"csrf_token": token}).text == "đã lưu"
    assert widgets.CSRF_FAULT in app.test_client().post("/", data=GOOD | {"csrf_token": token}).text


def test_every_message_of_wtforms_has_its_vietnamese():
    catalogue = (files("wtforms") / "locale" / "wtforms.pot").read_text(encoding="utf-8")
    known = set(re.findall(r'^msgid "(.+)"$', catalogue, re.M))
    assert known - set(widgets._VIETNAMESE) == set()
    for english, vietnamese in widgets._VIETNAMESE.items():
        assert sorted(re.findall(r"%\(\w+\)[sd]|%s", english)) == sorted(re.findall(r"%\(\w+\)[sd]|%s", vietnamese))


class Meeting(Form):
    starts = HourField("Từ giờ", [required()])


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("19:30", time(19, 30)),
        ("19h30", time(19, 30)),
        ("7h", time(7)),
        ("7", time(7)),
        ("19 giờ 30 phút", time(19, 30)),
        ("19 giơ\u0300 5", time(19, 5)),
        ("19.30", time(19, 30)),
    ],
)
def test_hour_reads(filled, typed, hour):
    form = filled(Meeting, {"starts": typed})
    assert (form.starts.data, faults(form)) == (hour, {})


@pytest.mark.parametrize("typed", ["25:00", "19:60", "tối", "19:30:00", "-1"])
def test_hour_says_what_is_wrong_and_keeps_what_was_typed(filled, typed):
    form = filled(Meeting, {"starts": typed})
    assert form.starts.errors == ["Giờ không đúng: hãy gõ như 19:30 hoặc 19h30."]
    assert form.starts._value() == typed
