"""What comes from outside stands upright on A4 pages, carries nothing hidden along, or is refused with its fault."""

import hashlib
import io

import pikepdf  # noqa: TID251
import pytest
from PIL import Image  # noqa: TID251

from app import pdf
from app.pdf import pictures
from tests.papers import samples
from tests.papers.reading import MM, pages
from tests.pdf import files
from tests.pdf.scans import blank


def seen(content: bytes) -> Image.Image:
    """The first page as one sees it, at 72 dots an inch."""
    return next(pages(content)).to_image(resolution=72).original.convert("RGB")


def corners(content: bytes) -> dict[str, tuple[int, int]]:
    """Where on the page the first red and blue points stand, from the top left, as percentages of the drawn picture."""
    image = seen(content)
    left, top, right, bottom = _drawn(image)
    found = {}
    for name, wanted in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
        points = [
            (x, y)
            for y in range(top, bottom)
            for x in range(left, right)
            if all(abs(a - b) < 60 for a, b in zip(image.getpixel((x, y)), wanted, strict=True))
        ]
        middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
        found[name] = (
            "left" if middle[0] < image.width / 2 else "right",
            "top" if middle[1] < image.height / 2 else "",
        )
    return found


def _drawn(image: Image.Image) -> tuple[int, int, int, int]:
    dark = image.convert("L").point(lambda level: 255 if level < 200 else 0)
    return dark.getbbox()


def fault(content: bytes, **options) -> tuple[str, int | None]:
    with pytest.raises(pdf.Unfit) as caught:
        pdf.fit(content, **options)
    return caught.value.fault, caught.value.limit


# ---- pictures


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_of_a_telephone_stands_upright_however_it_was_held(orientation):
    made = pdf.fit(files.jpeg(orientation))
    assert (made.media_type, made.pages, pdf.page_sizes(made.bytes)) == ("image/jpeg", 1, [(297, 210)])
    assert corners(made.bytes) == {"red": ("left", "top"), "blue": ("right", "top")}


@pytest.mark.parametrize(
    ("turned", "size", "red"),
    [(0, (297, 210), "left"), (90, (210, 297), "right"), (180, (297, 210), "right"), (270, (210, 297), "left")],
)
def test_official_can_turn_a_picture(turned, size, red):
    made = pdf.fit(files.jpeg(6), turned)
    assert pdf.page_sizes(made.bytes) == [size]
    assert corners(made.bytes)["red"] == (red, "" if turned in (180, 270) else "top")


def test_good_jpeg_is_not_painted_anew():
    content = files.jpeg(image=files.picture(1200, 900))
    with pikepdf.open(io.BytesIO(pdf.fit(content).bytes)) as made:
        (stream,) = made.pages[0].get_images().values()
        inside = bytes(stream.read_raw_bytes())
    first, second = (Image.open(io.BytesIO(one)) for one in (content, inside))
    assert first.tobytes() == second.tobytes()
    assert len(inside) < len(content)


def test_place_of_taking_is_left_behind():
    content = files.jpeg(place=True)
    assert b"Exif" in content
    made = pdf.fit(content).bytes
    with pikepdf.open(io.BytesIO(made)) as opened:
        (stream,) = opened.pages[0].get_images().values()
        inside = bytes(stream.read_raw_bytes())
    assert dict(Image.open(io.BytesIO(inside)).getexif()) == {}
    assert b"Exif" not in made


def test_what_stands_after_the_end_of_a_jpeg_is_left_behind():
    content = files.jpeg()
    assert pictures.without_notes(content + b"second picture of the telephone") == pictures.without_notes(content)


@pytest.mark.parametrize("progressive", [False, True])
def test_jpeg_without_notes_shows_the_same(progressive):
    content = files.jpeg(place=True, progressive=progressive)
    bare = pictures.without_notes(content)
    first, second = (Image.open(io.BytesIO(one)) for one in (content, bare))
    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("content", [b"\xff\xd8\xff", b"\xff\xd8\xff\xda\x00\x02abc", b"\xff\xd8nothing", b"\xff\xd8"])
def test_notes_of_what_is_no_jpeg(content):
    with pytest.raises(pictures.Broken):
        pictures.without_notes(content)


def test_picture_finer_than_paper_shows_is_made_smaller():
    made = pdf.fit(files.jpeg(image=files.picture(6000, 8000, "L"))).bytes
    (image,) = next(pages(made)).images
    assert (image["srcsize"], round(image["srcsize"][0] / (image["x1"] - image["x0"]) * 72)) == ((2362, 3150), 300)


def test_small_picture_is_not_blown_up():
    made = pdf.fit(files.jpeg(image=files.picture(192, 96))).bytes
    left, top, right, bottom = next(pages(made)).images[0]["x0"], 0, next(pages(made)).images[0]["x1"], 0
    assert (round(right - left), top, bottom) == (144, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_png_of_every_kind_shows_its_picture(mode):
    made = pdf.fit(files.png(files.picture(mode=mode)))
    assert (made.media_type, made.pages) == ("image/png", 1)
    left, top, right, bottom = _drawn(seen(made.bytes))
    assert (round((right - left) / 10), round((bottom - top) / 10)) == (30, 6)


def test_png_of_lines_keeps_every_point():
    drawing = files.picture()
    with pikepdf.open(io.BytesIO(pdf.fit(files.png(drawing)).bytes)) as made:
        (stream,) = made.pages[0].get_images().values()
        assert pikepdf.PdfImage(stream).as_pil_image().convert("RGB").tobytes() == drawing.tobytes()


def test_what_shows_through_in_a_png_becomes_white():
    glass = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    glass.paste((255, 0, 0, 255), (0, 0, 150, 150))
    image = seen(pdf.fit(files.png(glass)).bytes)
    assert image.getpixel((image.width // 2 + 60, image.height // 2 + 60)) == (255, 255, 255)


def test_picture_leaves_room_for_the_running_number():
    made = pdf.fit(files.jpeg(image=files.picture(3000, 4200))).bytes
    (image,) = next(pages(made)).images
    room = (image["x0"], image["y0"], 210 * MM - image["x1"], 297 * MM - image["y1"])
    assert [side >= least - 0.1 for side, least in zip(room, (5 * MM, 12 * MM, 5 * MM, 5 * MM), strict=True)] == [
        True
    ] * 4


# ---- foreign PDFs


@pytest.mark.parametrize(
    ("width", "height", "rotate", "turned", "seen_size"),
    [
        (595, 842, 0, 0, (210, 297)),
        (595, 842, 90, 0, (297, 210)),
        (842, 595, 270, 0, (210, 297)),
        (842, 1191, 0, 0, (210, 297)),
        (420, 595, 180, 0, (210, 297)),
        (595, 842, 0, 90, (297, 210)),
        (842, 595, 90, 270, (297, 210)),
    ],
)
def test_foreign_page_is_set_upright_on_a4(width, height, rotate, turned, seen_size):
    made = pdf.fit(files.saved(files.letter(width, height, rotate)), turned)
    assert (made.media_type, made.pages, pdf.page_sizes(made.bytes)) == ("application/pdf", 1, [seen_size])
    with pikepdf.open(io.BytesIO(made.bytes)) as opened:
        assert pikepdf.Name.Rotate not in opened.pages[0].obj
    assert pdf.text_of(made.bytes)[0].strip() == "Giay xac nhan"


UPRIGHT, RIGHT, OVER, LEFT = (
    ("left", "top", "wide"),
    ("right", "top", "high"),
    ("right", "", "wide"),
    ("left", "", "high"),
)


@pytest.mark.parametrize(
    ("rotate", "turned", "lies"),
    [(0, 0, UPRIGHT), (90, 0, RIGHT), (180, 0, OVER), (270, 0, LEFT),
     (0, 90, RIGHT), (90, 90, OVER), (270, 180, RIGHT), (0, 270, LEFT), (90, 270, UPRIGHT)],
)  # fmt: skip
def test_foreign_page_lies_as_its_viewer_shows_it(rotate, turned, lies):
    image = seen(pdf.fit(files.saved(files.letter(rotate=rotate)), turned).bytes)
    left, top, right, bottom = _drawn(image)
    across, down = (left + right) / 2 < image.width / 2, (top + bottom) / 2 < image.height / 2
    shape = "wide" if right - left > bottom - top else "high"
    assert ("left" if across else "right", "top" if down else "", shape) == lies


def test_large_page_is_made_smaller_and_a_small_one_stays():
    sizes = {}
    for name, width, height in (("A3", 842, 1191), ("A5", 420, 595)):
        chars = next(pages(pdf.fit(files.saved(files.letter(width, height))).bytes)).chars
        sizes[name] = round(chars[0]["size"], 1)
    assert (sizes["A3"] < 14.2, sizes["A5"]) == (True, 20.0)


def test_foreign_page_leaves_room_for_the_running_number():
    content = files.saved(files.letter(words="x"))
    made = pdf.bind(
        [pdf.Part("Giấy xác nhận", pdf.fit(content).bytes)],
        cover_facts=samples.dossier_cover(),
        created=samples.DAY,
        title="Hồ sơ",
    )
    page = list(pages(made.bytes))[2]
    drawing = page.within_bbox((0, page.height - 12 * MM, page.width, page.height))
    assert drawing.extract_text() == "Trang 3/3"


def test_only_what_the_crop_box_shows_is_taken():
    source = files.letter(842, 1191)
    source.pages[0].obj.CropBox = pikepdf.Array([0, 800, 420, 1191])
    made = pdf.fit(files.saved(source)).bytes
    assert pdf.page_sizes(made) == [(297, 210)]
    chars = next(pages(made)).chars
    assert (round(chars[0]["size"]), "".join(char["text"] for char in chars)) == (20, "Giay xac nhan")


def test_all_pages_of_a_scan_come_along():
    made = pdf.fit(blank(count=7))
    assert (made.pages, pdf.page_count(made.bytes)) == (7, 7)


def test_script_files_and_links_stay_behind():
    made = pdf.fit(files.active()).bytes
    with pikepdf.open(io.BytesIO(made)) as opened:
        everything = b"".join(one.unparse(resolved=True) for one in opened.objects)
        assert set(opened.Root.keys()) == {"/Pages", "/Type"}
        assert pikepdf.Name.Annots not in opened.pages[0].obj
    assert [word in everything for word in (b"JavaScript", b"EmbeddedFile", b"/URI")] == [False] * 3
    assert b"can not be seen" not in made


def test_what_was_typed_into_a_form_is_drawn_in():
    made = pdf.fit(files.form("Nguyen Van An", drawn=True)).bytes
    assert pdf.text_of(made)[0].split() == ["Giay", "xac", "nhan", "Nguyen", "Van", "An"]


def test_same_file_same_bytes():
    for content in (files.jpeg(), files.png(), files.saved(files.letter())):
        first, second = (hashlib.sha256(pdf.fit(content).bytes).hexdigest() for _ in range(2))
        assert first == second


# ---- signed scans


def test_scan_of_a_paper_on_a4_is_bound_as_it_was_scanned():
    content = blank(211, 296, count=2)
    assert pdf.fit_scan(content) == content


def test_scan_on_other_sheets_is_set_on_a4_page_by_page():
    with pikepdf.open(io.BytesIO(blank(rotate=90))) as scan, pikepdf.open(io.BytesIO(blank(216, 356))) as legal:
        scan.pages.extend(legal.pages)
        content = files.saved(scan)
    assert pdf.page_sizes(pdf.fit_scan(content)) == [(297, 210), (210, 297)]


# ---- refused at the door


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (lambda: b"", ("empty", None)),
        (lambda: files.saved(pikepdf.new()), ("empty", None)),
        (lambda: b"PK\x03\x04 a Word file", ("kind", None)),
        (lambda: files.saved(files.letter(), encryption=pikepdf.Encryption(owner="a", user="b")), ("locked", None)),
        (lambda: files.saved(files.letter(), encryption=pikepdf.Encryption(owner="a", user="")), ("locked", None)),
        (lambda: b"%PDF-1.7 rubbish", ("broken", None)),
        (lambda: files.saved(files.letter())[:-60], ("broken", None)),
        (lambda: files.jpeg()[:400], ("broken", None)),
        (lambda: files.jpeg()[:-2], ("broken", None)),
        (lambda: files.jpeg(image=files.picture(mode="CMYK"))[:-900], ("broken", None)),
        (lambda: files.png()[:-200], ("broken", None)),
        (lambda: files.bomb(), ("broken", None)),
        (lambda: files.png_header(9_000, 9_000), ("pixels", 80_000_000)),
        (lambda: files.png_header(60_000, 60_000), ("pixels", 80_000_000)),
        (lambda: files.giant(), ("pixels", 80_000_000)),
        (lambda: files.form("Nguyen Van An", drawn=False), ("form", None)),
        (lambda: files.hidden_layer(), ("form", None)),
    ],
    ids=[
        "nothing", "no page", "Word", "password", "owner's password", "rubbish", "PDF cut off", "JPEG cut off",
        "JPEG without end", "printer's JPEG cut off",
        "PNG cut off", "bomb", "many points", "very many points", "picture in a PDF", "undrawn form", "hidden layer",
    ],
)  # fmt: skip
def test_what_cannot_be_bound_is_refused_with_its_fault(content, expected):
    assert fault(content()) == expected


def test_too_many_pages_are_refused_with_the_limit():
    assert fault(blank(count=4), most_pages=3) == ("pages", 3)
    assert pdf.fit(blank(count=3), most_pages=3).pages == 3


def test_form_without_a_typed_value_is_no_fault():
    assert pdf.fit(files.form("", drawn=False)).pages == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.jpeg(), "image/jpeg"),
        (files.png(), "image/png"),
        (b"\n%PDF-1.4", "application/pdf"),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_media_type_is_read_from_the_first_bytes(content, kind):
    assert pdf.media_type(content) == kind


def test_camera_notes_that_cannot_be_read_say_nothing():
    content = files.jpeg(6)
    start = content.index(b"Exif\0\0") + 6
    garbled = content[:start] + b"\x99" * 20 + content[start + 20 :]
    assert pdf.page_sizes(pdf.fit(garbled).bytes) == [(210, 297)]
