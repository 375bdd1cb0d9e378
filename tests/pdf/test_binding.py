"""A bound dossier one can find one's way in: every page numbered once, every part found from the contents."""

import io
import logging
import re
from functools import cache

import pikepdf  # noqa: TID251
import pytest
import weasyprint  # noqa: TID251

from app import pdf
from app.pdf import numbering
from tests.papers import samples
from tests.papers.reading import MM, flat, made, pages, sample
from tests.pdf.scans import blank

ONE_PAGE = blank()
LONG_NAMES = (
    "Nguyễn Hoàng Quốc Khánh Thuỵ Ưởng",
    "Tổ công nghệ số cộng đồng liên thôn Đông Yên Thượng - Hòa Lạc - Vạn Phúc",
    "hộ bà Công Tằng Tôn Nữ Thị Nguyệt Ánh",
)


@pytest.fixture(scope="module")
def parts() -> list[pdf.Part]:
    kinds = ("proposal", "roll", "report_person", "decision", "certificate")
    return [pdf.Part(f"Văn bản {kind}", sample(kind).bytes) for kind in kinds]


def bound(parts) -> pdf.Rendered:
    return pdf.bind(parts, cover_facts=samples.dossier_cover(), created=samples.DAY, title="Hồ sơ khen thưởng")


def test_bind_writes_no_log_line(caplog):
    caplog.set_level(logging.INFO, logger="weasyprint")
    caplog.set_level(logging.INFO, logger="fontTools")
    numbering.ascii_face.cache_clear()
    bound([pdf.Part("Giấy khen", made("certificate", samples.certificate()).bytes)])
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_bind_numbers_every_page_once(parts):
    book = bound(parts)
    found = [re.findall(r"Trang (\d+)/(\d+)", text) for text in pdf.text_of(book.bytes)]
    assert found == [[(str(number), str(book.pages))] for number in range(1, book.pages + 1)]


def test_bind_contents_name_the_page_where_each_part_begins(parts):
    book = bound(parts)
    first, expected = 3, []
    for number, part in enumerate(parts, start=1):
        pages_of_part = pdf.page_count(part.bytes)
        expected.append((number, part.title, pages_of_part, first))
        first += pages_of_part
    lines = re.findall(r"(\d+) (Văn bản \w+) (\d+) (\d+)", " ".join(pdf.text_of(book.bytes)[1].split()))
    assert [(int(a), title, int(b), int(c)) for a, title, b, c in lines] == expected
    assert book.pages == first - 1


def test_bind_links_of_contents_lead_to_the_parts(parts):
    book = bound(parts)
    with pikepdf.open(io.BytesIO(book.bytes)) as opened:
        numbers = {page.obj.objgen: index for index, page in enumerate(opened.pages, start=1)}
        targets = [numbers[link.A.D[0].objgen] for link in opened.pages[1].Annots]
    starts = [3]
    for part in parts[:-1]:
        starts.append(starts[-1] + pdf.page_count(part.bytes))
    assert targets == [start for start in starts for _ in ("title", "page number")]


def test_bind_outline_has_parts_and_keeps_their_own(parts):
    with pikepdf.open(io.BytesIO(bound(parts).bytes)) as opened, opened.open_outline() as outline:
        numbers = {page.obj.objgen: index for index, page in enumerate(opened.pages, start=1)}
        top = [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]
        inner = [
            (child.title, numbers[child.destination[0].objgen]) for item in outline.root for child in item.children
        ]
    assert top[:4] == [("Bìa", 1), ("Mục lục", 2), ("Văn bản proposal", 3), ("Văn bản roll", 4)]
    assert inner[:3] == [("TỜ TRÌNH", 3), ("DANH SÁCH", 4), ("BÁO CÁO THÀNH TÍCH", 8)]


def test_bind_same_parts_same_bytes(parts):
    assert bound(parts).bytes == bound(parts).bytes


def test_bind_long_contents_takes_a_second_page_and_counts_it(parts):
    many = [pdf.Part(f"Văn bản số {number}", parts[0].bytes) for number in range(1, 61)]
    book = bound(many)
    assert book.pages == 1 + 2 + 60
    lines = re.findall(r"(\d+) Văn bản số (\d+) 1 (\d+)", flat(book.bytes))
    assert [(int(a), int(c)) for a, _, c in lines] == [(number, number + 3) for number in range(1, 61)]


@pytest.mark.parametrize(("rotate", "seen"), [(0, (210, 297)), (90, (297, 210)), (180, (210, 297)), (270, (297, 210))])
def test_bind_numbers_a_turned_scan_upright_at_its_foot(rotate, seen):
    book = bound([pdf.Part("Bản quét", blank(rotate=rotate))])
    assert pdf.page_sizes(book.bytes)[2] == seen
    page = list(pages(book.bytes))[2]
    chars = [char for char in page.chars if char["text"].strip()]
    assert {char["upright"] for char in chars} == {True}
    assert "".join(char["text"] for char in sorted(chars, key=lambda char: char["x0"])) == "Trang3/3"
    middle = (min(char["x0"] for char in chars) + max(char["x1"] for char in chars)) / 2
    assert abs(middle / MM - seen[0] / 2) < 0.5
    assert [round((page.height - char["bottom"]) / MM) for char in chars] == [5] * len(chars)


def test_bind_number_grows_with_a_huge_scan():
    book = bound([pdf.Part("Bản quét", blank(840, 1188))])
    page = list(pages(book.bytes))[2]
    assert {round(char["size"]) for char in page.chars} == {40}


def test_bind_number_touches_nothing_else_on_our_papers(parts):
    for page in list(pages(bound(parts).bytes))[2:]:
        words = page.extract_words()
        number = [word for word in words if word["bottom"] > page.height - 9 * MM and word["text"] == "Trang"]
        assert len(number) == 1
        band = (page.width / 2 - 20 * MM, page.height - 9 * MM, page.width / 2 + 20 * MM, page.height)
        inside = page.within_bbox(band).extract_text()
        assert re.fullmatch(r"Trang \d+/\d+", inside)


def test_bind_is_not_called_pdf_a(parts):
    with pikepdf.open(io.BytesIO(bound(parts).bytes)) as book:
        assert (pikepdf.Name.Metadata in book.Root, str(book.Root.Lang)) == (False, "vi")
        assert str(book.docinfo.Title) == "Hồ sơ khen thưởng"


def test_bind_broken_part_is_named():
    with pytest.raises(pdf.Unreadable, match=r"^Bản quét 1: "):
        bound([pdf.Part("Bản quét 1", b"no pdf at all")])


def test_merge_keeps_order_and_repeats_itself():
    files = [made("commitment", samples.commitment(kind)).bytes for kind in ("person", "household", "unit")]
    stack = pdf.merge(files)
    assert (stack.pages, stack.bytes) == (3, pdf.merge(files).bytes)
    assert pdf.text_of(stack.bytes) == [pdf.text_of(one)[0] for one in files]


# ---- components behind dividers


@cache
def dossier_of(count: int) -> tuple[pdf.Component, ...]:
    """A dossier of so many nominees with long names, reports of one to three pages, scans and pictures behind."""
    papers = {kind: sample(kind).bytes for kind in ("proposal", "roll", "minutes", "vote_count")}
    lengths = [blank(count=pages) for pages in (1, 2, 3)]
    reports = [
        pdf.Part(f"Báo cáo thành tích của {LONG_NAMES[number % 3]} {number}", lengths[number % 3])
        for number in range(1, count + 1)
    ]
    attached = [
        pdf.Part(f"Giấy xác nhận của Công an xã về trường hợp {LONG_NAMES[number % 3]}", blank(297, 210), "bản quét")
        for number in range(1, count // 4 + 1)
    ]
    return (
        pdf.Component(
            "Tờ trình và danh sách đề nghị",
            (pdf.Part("Tờ trình (số 08/TTr-VHXH)", papers["proposal"]), pdf.Part("Danh sách", papers["roll"])),
        ),
        pdf.Component("Báo cáo thành tích", tuple(reports)),
        pdf.Component(
            "Biên bản họp, kiểm phiếu",
            (pdf.Part("Biên bản họp", papers["minutes"]), pdf.Part("Biên bản kiểm phiếu", papers["vote_count"])),
        ),
        pdf.Component("Tài liệu kèm theo", tuple(attached)),
    )


@cache
def bound_dossier(count: int) -> pdf.Rendered:
    """That dossier bound once for all tests that only look at it."""
    return bound(dossier_of(count))


def words_of(content: bytes) -> list[str]:
    return [" ".join(text.split()) for text in pdf.text_of(content)]


@pytest.mark.parametrize(("count", "contents_pages"), [(4, 1), (40, 3)])
def test_bind_contents_of_a_large_dossier_are_true_of_its_pages(count, contents_pages):
    components = dossier_of(count)
    book = bound_dossier(count)
    words = words_of(book.bytes)
    contents = " ".join(words[1 : 1 + contents_pages])
    expected, page, number = [], 2 + contents_pages, 0
    for numeral, component in zip(("I", "II", "III", "IV"), components, strict=True):
        expected.append((numeral, component.title, page))
        assert words[page - 1].startswith(f"PHẦN {numeral} {component.title.upper()} {number + 1}. ")
        page += 1
        for part in component.parts:
            number += 1
            length = pdf.page_count(part.bytes)
            remark = f" {part.note}" if part.note else ""
            assert f" {number} {part.title}{remark} {length} {page} " in f"{contents} "
            page += length
    assert [f" {numeral} {title} {first} " in contents for numeral, title, first in expected] == [True] * 4
    assert book.pages == len(words) == page - 1
    assert [words[index].startswith("PHẦN") for index in range(1, 1 + contents_pages)] == [False] * contents_pages


def test_bind_each_divider_is_one_page_and_says_how_many_more_there_are():
    book = bound_dossier(40)
    dividers = [text for text in words_of(book.bytes) if text.startswith("PHẦN")]
    assert len(dividers) == 4
    listed = re.findall(r"(\d+)\. Báo cáo thành tích", dividers[1])
    rest = re.search(r"… và (\d+) văn bản, tài liệu khác đến trang (\d+) \(xem Mục lục\)", dividers[1])
    assert [int(one) for one in listed] == list(range(3, 3 + len(listed)))
    assert len(listed) + int(rest[1]) == 40
    third = next(index for index, text in enumerate(words_of(book.bytes), start=1) if text.startswith("PHẦN III"))
    assert int(rest[2]) == third - 1


def test_bind_bookmarks_are_two_levels_deep():
    components = dossier_of(4)
    with pikepdf.open(io.BytesIO(bound_dossier(4).bytes)) as opened, opened.open_outline() as outline:
        numbers = {page.obj.objgen: index for index, page in enumerate(opened.pages, start=1)}
        found = [
            (item.title, [(child.title, numbers[child.destination[0].objgen]) for child in item.children])
            for item in outline.root
        ]
        assert [len(child.children) for item in outline.root for child in item.children] == [0] * 9
    assert [title for title, _inner in found] == [
        "Bìa", "Mục lục", "I. Tờ trình và danh sách đề nghị", "II. Báo cáo thành tích", "III. Biên bản họp, kiểm phiếu",
        "IV. Tài liệu kèm theo",
    ]  # fmt: skip
    assert [[title for title, _page in inner] for _title, inner in found[2:]] == [
        [part.title for part in component.parts] for component in components
    ]
    assert found[2][1] == [("Tờ trình (số 08/TTr-VHXH)", 4), ("Danh sách", 5)]


def test_bind_links_lead_to_dividers_and_papers():
    components = dossier_of(4)
    with pikepdf.open(io.BytesIO(bound_dossier(4).bytes)) as opened:
        numbers = {page.obj.objgen: index for index, page in enumerate(opened.pages, start=1)}
        targets = [numbers[link.A.D[0].objgen] for link in opened.pages[1].Annots]
    page, expected = 3, []
    for component in components:
        expected.append(page)
        page += 1
        for part in component.parts:
            expected.append(page)
            page += pdf.page_count(part.bytes)
    assert list(dict.fromkeys(targets)) == expected  # a name on two lines is two links


def test_bind_lays_out_only_cover_contents_and_dividers(monkeypatch):
    components = dossier_of(40)
    laid_out = []
    render = weasyprint.HTML.render

    def counted(self, *given, **options):
        document = render(self, *given, **options)
        laid_out.append(len(document.pages))
        return document

    monkeypatch.setattr(weasyprint.HTML, "render", counted)
    book = bound(components)
    assert laid_out == [1 + 3 + 4]
    assert book.pages > 100


def test_bind_again_after_one_change_takes_the_other_papers_as_they_are():
    components = list(dossier_of(4))
    first = bound(components)
    changed = pdf.Part("Biên bản họp", made("minutes", samples.minutes(), code="ABCDEFGHJL").bytes)
    components[2] = pdf.Component(components[2].title, (changed, components[2].parts[1]))
    second = bound(components)
    differing = [
        number
        for number, pair in enumerate(zip(words_of(first.bytes), words_of(second.bytes), strict=True), start=1)
        if pair[0] != pair[1]
    ]
    start = next(index for index, text in enumerate(words_of(first.bytes), start=1) if text.startswith("PHẦN III"))
    assert differing == list(range(start + 1, start + 1 + pdf.page_count(changed.bytes)))


@pytest.mark.parametrize(("number", "written"), [(1, "I"), (4, "IV"), (5, "V"), (9, "IX"), (14, "XIV"), (28, "XXVIII")])
def test_components_carry_roman_numbers(number, written):
    book = bound([pdf.Component(f"Thành phần {one}", (pdf.Part("Văn bản", blank()),)) for one in range(1, number + 1)])
    assert [text for text in words_of(book.bytes) if text.startswith(f"PHẦN {written} THÀNH PHẦN {number} ")] != []


@pytest.mark.parametrize("count", [1, 19, 24, 25, 60])
@pytest.mark.parametrize("title", ["Ảnh", "Văn bản của " + "Nguyễn Hoàng Quốc Khánh Thuỵ Ưởng " * 5, "x" * 150])
def test_bind_divider_never_runs_over_its_page(count, title):
    heading = "Tài liệu kèm theo của các tập thể, cá nhân và hộ gia đình được đề nghị " * 2
    book = bound([pdf.Component(heading.strip(), tuple(pdf.Part(f"{title} {one}", ONE_PAGE) for one in range(count)))])
    texts = words_of(book.bytes)
    assert [text.startswith("PHẦN I TÀI LIỆU") for text in texts].count(True) == 1
    begins = next(index for index, text in enumerate(texts, start=1) if text.startswith("PHẦN"))
    assert book.pages == begins + count
