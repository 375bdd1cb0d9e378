"""A stack from the scanner: cut into pages without painting them anew, codes found whichever way a page lies."""

import hashlib
import io
from functools import cache

import pikepdf  # noqa: TID251
import pytest
from PIL import Image  # noqa: TID251

from app import pdf
from tests.papers import samples
from tests.papers.reading import made
from tests.pdf import files, scans
from tests.pdf.scans import Glass

CODE = f"{samples.CODE}-1"


@cache
def pledge() -> bytes:
    return made("commitment", samples.commitment()).bytes


def sheet(glass: Glass | None = None, page: int = 0, content: bytes | None = None) -> bytes:
    """One scanned page as it comes out of a stack."""
    (cut,) = pdf.sheets_of(scans.stack(scans.scanned(content or pledge(), glass, [page])))
    return cut


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("turned", [0, 1.5, 180, 181.5, 90, 270])
def test_code_is_read_however_the_sheet_lay_on_the_glass(dpi, turned):
    seen = pdf.look_at(sheet(Glass(dpi=dpi, turned=turned)))
    assert (seen.texts, seen.blank) == ((CODE,), False)
    assert seen.turned == -round(turned / 90) * 90 % 360


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_fineness_of_a_page_is_told(dpi):
    assert pdf.look_at(sheet(Glass(dpi=dpi))).dpi == pytest.approx(dpi, abs=1)


@pytest.mark.parametrize(
    "glass",
    [
        Glass(noise=90, quality=25),
        Glass(dimmed=0.55, noise=40),
        Glass(dpi=150, turned=2, noise=70, quality=30),
        Glass(dimmed=0.8, noise=5),
    ],
    ids=["grainy", "pale", "coarse and grainy", "hardly inked"],
)
def test_code_is_read_from_a_bad_scan(glass):
    assert pdf.look_at(sheet(glass)).texts == (CODE,)


def test_every_page_of_a_long_paper_is_told_apart():
    content = made("roll", samples.roll(people=40)).bytes
    pages = pdf.page_count(content)
    stack = scans.stack(scans.scanned(content))
    read = [pdf.look_at(one).texts for one in pdf.sheets_of(stack)]
    assert pages > 2
    assert read == [(f"{samples.CODE}-{number}",) for number in range(1, pages + 1)]


def test_photograph_of_a_sheet_on_a_table_is_read():
    page = Image.open(io.BytesIO(scans.scanned(pledge(), Glass(dpi=220, turned=4))[0]))
    table = Image.new("RGB", (page.width + 700, page.height + 500), (96, 70, 52))
    table.paste(page, (350, 250))
    (cut,) = pdf.sheets_of(scans.jpeg(table, 70))
    assert pdf.look_at(cut).texts == (CODE,)


def test_pages_are_cut_without_painting_the_picture_anew():
    pictures = scans.scanned(pledge(), Glass()) * 2
    for cut, picture in zip(pdf.sheets_of(scans.stack(pictures)), pictures, strict=True):
        with pikepdf.open(io.BytesIO(cut)) as one:
            (image,) = one.pages[0].get_images().values()
            assert len(one.pages) == 1
            assert image.read_raw_bytes() == picture


def test_same_page_is_cut_to_the_same_bytes():
    stack = scans.stack(scans.scanned(pledge()) * 2)
    first, second = pdf.sheets_of(stack)
    assert first == second


def test_page_carries_its_own_picture_only_when_the_copier_lists_all_pictures_on_every_page():
    pictures = [scans.empty(noise=10 * number) for number in range(1, 5)]
    with pikepdf.open(io.BytesIO(scans.stack(pictures))) as book:
        shared = pikepdf.Dictionary({f"/Im{at}": page.obj.Resources.XObject.Im0 for at, page in enumerate(book.pages)})
        for at, page in enumerate(book.pages):
            page.obj.Resources.XObject = shared
            page.obj.Contents = book.make_stream(f"q 595 0 0 842 0 0 cm /Im{at} Do Q".encode())
        listed = files.saved(book)
    sizes = [len(cut) for cut in pdf.sheets_of(listed)]
    assert all(size < len(picture) + 2_000 for size, picture in zip(sizes, pictures, strict=True))


@pytest.mark.parametrize("noise", [0, 30, 60])
def test_back_of_a_sheet_is_blank(noise):
    seen = pdf.look_at(next(pdf.sheets_of(scans.stack([scans.empty(noise=noise)]))))
    assert (seen.texts, seen.blank) == ((), True)


def test_sheet_with_nothing_but_a_signature_is_not_blank():
    page = Image.open(io.BytesIO(scans.empty()))
    pen = Image.new("RGB", page.size)
    pen.paste(page)
    for x in range(90):  # a short stroke in blue ink, 12 mm long and 0.5 mm wide
        pen.paste((40, 60, 150), (900 + x, 1700 + x % 30, 904 + x, 1704 + x % 30))
    seen = pdf.look_at(next(pdf.sheets_of(scans.stack([scans.jpeg(pen)]))))
    assert (seen.texts, seen.blank) == ((), False)


def test_page_of_another_program_has_no_code_and_is_not_blank():
    seen = pdf.look_at(next(pdf.sheets_of(files.saved(files.letter()))))
    assert (seen.texts, seen.turned, seen.blank) == ((), 0, False)


def test_page_that_says_it_is_two_metres_high_is_read_all_the_same():
    with pikepdf.open(io.BytesIO(scans.stack(scans.scanned(pledge())))) as book:
        page = book.pages[0]
        page.obj.MediaBox = pikepdf.Array([0, 0, 4961, 7016])
        page.obj.Contents = book.make_stream(b"q 4961 0 0 7016 0 0 cm /Im0 Do Q")
        large = files.saved(book)
    assert pdf.look_at(next(pdf.sheets_of(large))).texts == (CODE,)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a workbook", "kind"),
        (b"%PDF-1.4 and nothing more", "broken"),
        (b"\xff\xd8\xff and nothing more", "broken"),
        (files.giant(), "pixels"),
        (files.saved(files.letter(), encryption=pikepdf.Encryption(user="a", owner="b")), "locked"),
    ],
    ids=["empty", "kind", "broken", "broken photograph", "pixels", "locked"],
)
def test_what_is_no_stack_is_refused_with_its_fault(content, fault):
    with pytest.raises(pdf.Unfit) as refused:
        list(pdf.sheets_of(content))
    assert refused.value.fault == fault


def test_page_that_cannot_be_drawn_shows_nothing():
    assert pdf.look_at(b"%PDF-1.4 and nothing more") == pdf.Seen((), 0, None, False)


def test_picture_of_a_page_is_upright_and_small():
    upright = pdf.page_picture(sheet(Glass(turned=180)), turned=180)
    picture = Image.open(io.BytesIO(upright))
    assert (picture.format, picture.width) == ("PNG", 700)
    assert len(upright) < 400_000
    left, right = (picture.convert("L").crop(box) for box in ((40, 900, 330, 990), (370, 900, 660, 990)))
    assert sum(right.histogram()[:90]) > sum(left.histogram()[:90])  # the code stands at the right of the foot


def test_pages_of_one_paper_are_put_together_in_order_and_upright():
    content = made("roll", samples.roll(people=40)).bytes
    first, second = sheet(content=content), sheet(Glass(turned=180), 1, content)
    whole = pdf.pages_together([(first, 0), (second, 180)])
    assert [pdf.look_at(one).texts for one in pdf.sheets_of(whole)] == [(f"{samples.CODE}-1",), (f"{samples.CODE}-2",)]
    with pikepdf.open(io.BytesIO(whole)) as book:
        assert [int(page.obj.get("/Rotate", 0)) for page in book.pages] == [0, 180]


def test_one_upright_page_is_kept_as_it_came():
    one = sheet()
    assert hashlib.sha256(pdf.pages_together([(one, 0)])).digest() == hashlib.sha256(one).digest()
