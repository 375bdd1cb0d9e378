"""Giấy khen: places to the millimetre (forms.md 3.1), the longest names, pre-printed stock, order of the ceremony."""

import dataclasses
from itertools import groupby

import pytest

from app import audit, pdf
from app.commendations import actions, queries
from app.commendations.documents import CertificateStack, fitting
from app.commendations.rules import ceremony_faults, ceremony_order
from app.papers import actions as papers
from app.papers.documents import SignatureBlock
from app.papers.rules import STOCK_LINES
from app.refusals import Refusal, Refused
from tests.cast import acting
from tests.papers import samples
from tests.papers.reading import MM, flat, made, pages

LONGEST = (
    "Bà Công Tằng Tôn Nữ Nguyễn Phước Huyền Trang Thị Thùy Dương",
    "Ông Trương Nguyễn Hoàng Phước Quảng Trường Thượng Nghĩa",
    "Hộ gia đình bà Nguyễn Thị Thuỵ Ưởng",
    "Tổ công nghệ số cộng đồng liên thôn Đông Yên Thượng - Hòa Lạc - Vạn Phúc",
    "Hợp tác xã Dịch vụ nông nghiệp và Thương mại Đông Yên Thượng - Hòa Lạc liên kết vùng nguyên liệu cam Vinh và các "
    "chi hội thành viên trực thuộc trên địa bàn xã Vạn An, tỉnh Nghệ An",
    "TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ PHAN BỘI CHÂU - NGUYỄN THỊ MINH KHAI THƯỢNG YÊN ĐỊNH",
    "Lý A Sử",
)
MERITS = (
    "Đã có thành tích xuất sắc trong phong trào “Bình dân học vụ số” năm 2026",
    "Đã có thành tích xuất sắc trong phong trào “Bình dân học vụ số” trên địa bàn xã Vạn An giai đoạn 2025 - 2026, "
    "vận động 100 % số hộ cài đặt và sử dụng thành thạo ứng dụng VNeID, Cổng Dịch vụ công quốc gia, góp phần hoàn "
    "thành vượt mức chỉ tiêu của xã; ủng hộ 5.000.000 đồng lắp mạng không dây cho nhà văn hóa thôn",
)


def lines_of(page) -> list[tuple[float, float, float, float, str]]:
    """Base line, left, right in mm, size in points and text of each printed line."""
    found = []
    for (base, _font, size), group in groupby(
        page.chars, key=lambda one: (round(one["matrix"][5], 2), one["fontname"], round(one["size"], 1))
    ):
        signs = list(group)
        text = "".join(one["text"] for one in signs)
        found.append(((page.height - base) / MM, signs[0]["x0"] / MM, signs[-1]["x1"] / MM, size, text))
    return found


def certificate(name: str, merit: str, number: int = 1, **changes):
    """The sample with another name and achievement, fitted as the builder does it."""
    who, what = (
        fitting.fitted(name, fitting.RECIPIENT, bold=True),
        fitting.fitted(merit, fitting.ACHIEVEMENT),
    )
    words = {"recipient": who.text, "recipient_size": who.size, "achievement": what.text, "achievement_size": what.size}
    return dataclasses.replace(samples.certificate(), **words, golden_number=number, **changes)


def test_lines_stand_where_the_form_puts_them():
    (page,) = pages(made("certificate", samples.certificate()).bytes)
    found = {
        text: (round(base), round((left + right) / 2, 1), size) for base, left, right, size, text in lines_of(page)
    }
    assert {text: found[text] for text in found if text in EXPECTED} == EXPECTED
    registry = [(round(base), round(left)) for base, left, _right, _size, text in lines_of(page) if text[:3] == "Số "]
    assert registry == [(172, 25), (178, 25)]
    (emblem,) = [one for one in page.images or [] if one["width"] < 30 * MM] or [None]
    assert emblem is None  # quốc huy is drawn, not a picture


EXPECTED = {
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (46, 148.5, 14),
    "Độc lập - Tự do - Hạnh phúc": (53, 148.5, 14),
    "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN": (66, 148.5, 16),
    "TẶNG": (77, 148.5, 18),
    "GIẤY KHEN": (92, 148.5, 36),
    "Bà Nguyễn Thị Thuỵ Ưởng": (112, 148.5, 22),
    "Thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An, tỉnh Nghệ An": (122, 148.5, 14),
    "Vạn An, ngày 05 tháng 02 năm 2026": (157, 220.0, 13),
    "CHỦ TỊCH": (162, 220.0, 13),
    "Trần Quốc Thái": (196, 220.0, 13),
}


def test_colours_and_faces_are_those_of_the_decree():
    (page,) = pages(made("certificate", samples.certificate()).bytes)
    looks = {}
    for sign in page.chars:
        face, colour = (
            sign["fontname"].split("-Paper")[-1],
            tuple(round(part * 255) for part in sign["non_stroking_color"]),
        )
        looks.setdefault(round((page.height - sign["matrix"][5]) / MM), (face, colour))
    black, red = (0, 0, 0), (200, 16, 46)
    assert {base: looks[base] for base in (46, 53, 66, 77, 92, 112, 122, 157, 162, 172, 196)} == {
        46: ("-Bold", black),
        53: ("-Bold", black),
        66: ("-Bold", red),
        77: ("-Bold", black),
        92: ("-Bold", red),
        112: ("-Bold", black),
        122: ("", black),
        157: ("-Bold-Italic", black),
        162: ("-Bold", black),
        172: ("-Bold-Italic", black),
        196: ("-Bold", black),
    }


def test_motto_has_a_line_of_its_own_length():
    (page,) = pages(made("certificate", samples.certificate()).bytes)
    _base, left, right, _size, _text = next(one for one in lines_of(page) if one[4].startswith("Độc lập"))
    rules = {(one["x0"] / MM, one["x1"] / MM) for one in page.rects if 54 < one["bottom"] / MM < 56}
    assert {(round(a), round(b)) for a, b in rules} == {(round(left), round(right))}


@pytest.mark.parametrize("name", LONGEST)
@pytest.mark.parametrize("merit", MERITS)
def test_the_longest_words_keep_their_lines(name, merit):
    signature = SignatureBlock(lines=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), name="Công Tằng Tôn Nữ Huyền Trang Thị Dương")
    (page,) = pages(made("certificate", certificate(name, merit, signature=signature)).bytes)
    printed = lines_of(page)
    asked = [*certificate(name, merit).recipient.split("\n"), *certificate(name, merit).achievement.split("\n")]
    assert [line for line in asked if line not in [text for *_place, text in printed]] == []
    for base, left, right, _size, text in printed:
        wide = 220.5 if base < 151 else 114.5
        assert right - left <= wide, text
    names = [one for one in printed if one[4] in name]
    assert all(96 < base <= 113.5 for base, *_rest in names)
    merits = [one for one in printed if one[4] in merit]
    assert 1 <= len(merits) <= 3
    assert all(132 < base <= 150 and size >= 12 for base, _left, _right, size, _text in merits)
    post, signer = (next(one for one in printed if one[4] == text) for text in ("PHÓ CHỦ TỊCH", signature.name))
    assert signer[0] - post[0] >= 28


def test_a_name_shrinks_first_and_wraps_then():
    sizes = [fitting.fitted(name, fitting.RECIPIENT, bold=True) for name in LONGEST]
    assert [(one.size, len(one.lines)) for one in sizes] == [
        (20, 1),
        (22, 1),
        (22, 1),
        (18, 1),
        (15, 2),
        (18, 2),
        (22, 1),
    ]
    assert all(" ".join(one.lines) == name for one, name in zip(sizes, LONGEST, strict=True))


def test_what_belongs_together_is_not_parted():
    words = fitting.fitted(MERITS[1], fitting.ACHIEVEMENT)
    assert all(
        any(held in line for line in words.lines) for held in ("“Bình dân học vụ số”", "5.000.000 đồng", "100 %")
    )
    assert not any(line.startswith("- ") for line in words.lines)
    assert fitting.fitted('"Bình dân học vụ số"', fitting.ACHIEVEMENT).lines == ("“Bình dân học vụ số”",)


def test_more_than_three_lines_do_not_fit():
    assert fitting.fitted("thành tích " * 80, fitting.ACHIEVEMENT) is None
    assert not fitting.merit_fits("thành tích xuất sắc " * 20)
    assert fitting.merit_fits("thành tích xuất sắc " * 15)
    assert 330 < fitting.room_for(fitting.ACHIEVEMENT) < 400


# ---- on pre-printed stock


def stack(**changes) -> pdf.Rendered:
    """Three certificates for stock."""
    given = {"carried": ("national", "giving", "title"), "offset_x": 0, "offset_y": 0, **changes}
    facts = CertificateStack(certificates=tuple(certificate(name, MERITS[0]) for name in LONGEST[:3]), **given)
    return pdf.render("documents/certificate_stack.html", facts, created=samples.DAY, title="Giấy khen in trên phôi")


def test_on_stock_words_stand_as_on_white_paper():
    (white,) = pages(made("certificate", certificate(LONGEST[0], MERITS[0])).bytes)
    first = next(pages(stack().bytes))
    absent = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "TẶNG", "GIẤY KHEN")
    expected = [one for one in lines_of(white) if one[4] not in absent and not one[4].startswith(samples.CODE)]
    assert [[round(n, 1) for n in one[:4]] + [one[4]] for one in lines_of(first)] == [
        [round(n, 1) for n in one[:4]] + [one[4]] for one in expected
    ]
    assert (len(first.curves), len(first.images), len(first.rects)) == (0, 0, 0)  # neither frame nor quốc huy nor line


@pytest.mark.parametrize("carried", [(), ("issuer",), STOCK_LINES])
def test_stock_says_which_lines_it_has(carried):
    text = flat(stack(carried=carried).bytes)
    shown = {
        "national": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "issuer": "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN",
        "giving": "TẶNG",
        "title": "GIẤY KHEN",
    }
    assert {line for line, words in shown.items() if words not in text} == set(carried)
    assert all(name in text for name in LONGEST[:3])


def test_offsets_move_every_word_by_tenths_of_a_millimetre():
    still, moved = (lines_of(next(pages(stack(**one).bytes))) for one in ({}, {"offset_x": 13, "offset_y": -27}))
    shifts = {(round(b[1] - a[1], 1), round(b[0] - a[0], 1)) for a, b in zip(still, moved, strict=True)}
    assert shifts == {(1.3, -2.7)}


# ---- the ceremony


def test_order_is_by_number_and_then_by_the_roll():
    assert ceremony_order([(7, None), (8, 2), (9, None), (10, 1)]) == [10, 8, 7, 9]
    assert ceremony_order([(7, None), (8, None)]) == [7, 8]


def test_two_with_one_number_and_a_number_below_one_are_faults():
    assert ceremony_faults({1: 2, 2: 2, 3: 0, 4: None, 5: None, 6: 1}) == {
        1: [Refusal("ceremony-number-twice", detail="2")],
        2: [Refusal("ceremony-number-twice", detail="2")],
        3: [Refusal("ceremony-below-one")],
    }


@pytest.fixture
def decided(app, cast, dossier_at):
    return dossier_at("decided", count=3)


def names_on(content: bytes) -> list[str]:
    """Whose certificate each page is, by its number in the golden book."""
    return [text.partition("Số sổ vàng ")[2][:2] for text in pdf.text_of(content)]


def test_prints_in_the_order_of_the_ceremony_on_white_paper_and_on_stock(context, cast, decided):
    with acting(cast.users["officer"]):
        dossier = queries.get(decided)
        first, second, third = queries.by_roll(dossier)
        actions.order_ceremony(dossier, {first.id: None, second.id: 2, third.id: 1})
        tray = papers.save_printer(None, name="Khay 2", offset_x=5, offset_y=0, carried=("title",))
        white = actions.print_certificates(dossier, None)
        stock = actions.print_certificates(dossier, tray)
        alone = actions.print_certificates(dossier, tray, only=second)
        assert names_on(white.bytes) == names_on(stock.bytes) == ["03", "02", "01"]
        assert names_on(alone.bytes) == ["02"]
        assert "GIẤY KHEN" in flat(white.bytes)
        assert "GIẤY KHEN" not in flat(stock.bytes)
        said = [(line.event, line.keys) for line in reversed(audit.lines_about(dossier, limit=4))]
        assert said == [
            ("ceremony-ordered", {"count": 2}),
            ("certificates-printed", {"count": 3}),
            ("certificates-printed-on-stock", {"count": 3, "printer": "Khay 2"}),
            ("certificates-printed-on-stock", {"count": 1, "printer": "Khay 2"}),
        ]


def test_no_order_before_the_decision(context, cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with acting(cast.users["officer"]), pytest.raises(Refused) as refused:
        actions.order_ceremony(queries.get(dossier_id), {})
    assert [one.code for one in refused.value.reasons] == ["not-while-in-state"]


def test_page_keeps_what_was_typed_and_names_the_fault(browser_of, app, cast, decided):
    with app.app_context(), acting(cast.users["officer"]):
        ids = [one.id for one in queries.by_roll(queries.get(decided))]
    officer = browser_of("officer")
    fields = {f"n{ids[0]}": "3", f"n{ids[1]}": "3", f"n{ids[2]}": "ba"}
    answer = officer.post(f"/commendations/{decided}/ceremony", data=fields)
    assert answer.status_code == 422
    assert answer.text.count("Thứ tự 3 đã có người khác.") == 4  # twice at its field, twice in the list of faults
    assert 'value="ba"' in answer.text
    saved = officer.post(f"/commendations/{decided}/ceremony", data={f"n{ids[0]}": "2", f"n{ids[1]}": "1"})
    assert saved.status_code == 303
    page = officer.get(f"/commendations/{decided}/ceremony").text
    assert page.index("Tổ công nghệ số cộng đồng") < page.index("Nguyễn Thị Thuỵ Ưởng")


def test_clerk_prints_and_a_council_member_does_not(browser_of, decided):
    printed = browser_of("clerk").post(f"/commendations/{decided}/ceremony/print.pdf", data={"printer": "0"})
    assert (printed.status_code, printed.mimetype) == (200, "application/pdf")
    assert browser_of("council").post(f"/commendations/{decided}/ceremony/print.pdf").status_code == 403
    unknown = browser_of("officer").post(f"/commendations/{decided}/ceremony/print.pdf", data={"printer": "999"})
    assert unknown.status_code == 404


def test_dossier_leads_to_the_certificates(browser_of, decided):
    page = browser_of("officer").get(f"/commendations/{decided}").text
    assert 'id="certificates"' in page
    assert f'href="/commendations/{decided}/ceremony"' in page


def test_achievement_without_room_is_refused_where_it_is_typed(browser_of, app, cast, dossier_at):
    dossier_id = dossier_at("draft")
    officer = browser_of("officer")
    long = ("thành tích xuất sắc " * 20)[:399]
    answer = officer.post(f"/commendations/{dossier_id}/edit", data={"achievement": long})
    assert answer.status_code == 422
    assert "Dài quá ba dòng của giấy khen" in answer.text
    assert long.strip() in answer.text


def test_forty_recipients_keep_their_lines_on_white_paper_and_on_stock():
    """A decision of forty, with the longest names: one file each way, every line in its place."""
    people = [certificate(LONGEST[n % 7], MERITS[n % 2], number=n + 1) for n in range(40)]
    facts = CertificateStack(
        certificates=tuple(people), carried=("national", "giving", "title"), offset_x=0, offset_y=0
    )
    stock = pdf.render("documents/certificate_stack.html", facts, created=samples.DAY, title="phôi")
    white = pdf.merge([made("certificate", one).bytes for one in people])
    assert (stock.pages, white.pages) == (40, 40)
    for book in (stock, white):
        texts = pdf.text_of(book.bytes)
        whose = zip((" ".join(one.recipient.split()) for one in people), texts, strict=True)
        assert [name for name, text in whose if name not in " ".join(text.split())] == []
        assert [text.partition("Số sổ vàng ")[2][:2] for text in texts] == [f"{n:02d}" for n in range(1, 41)]
    for page in pages(stock.bytes):
        assert all(right - left <= 220.5 for base, left, right, _size, _text in lines_of(page))
