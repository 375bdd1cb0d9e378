"""Photographs that are kept: upright, shrunk, and nothing left of what the telephone wrote beside them."""

import io

import pytest
from PIL import Image, ImageCms, PngImagePlugin  # noqa: TID251

from app import pdf
from tests.pdf import files

# What a telephone writes: where (GPS), the device, the owner; XMP and a comment say it again.
DEVICE, OWNER = "Camera Thu Nghiem X9", "Chu may Nguyen Van A"
XMP = b"<x:xmpmeta><exif:GPSLatitude>18,40.2N</exif:GPSLatitude></x:xmpmeta>"


def tagged(width=3000, height=2000, orientation=6):
    """A photograph of a telephone held upright, with its place, its device, a preview, XMP and a comment."""
    picture = files.picture(width, height).transpose(files.TURNS[orientation])
    notes = Image.Exif()
    notes[files.ORIENTATION] = orientation
    notes[0x0110], notes[0x013B] = DEVICE, OWNER
    notes[files.PLACE_OF_TAKING] = {1: "N", 2: (18.0, 40.0, 12.5), 3: "E", 4: (105.0, 41.0, 3.0)}
    target = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture.save(target, "JPEG", exif=notes, xmp=XMP, comment=b"chup tai nha rieng", icc_profile=profile, quality=90)
    return target.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content))


def test_the_fixture_carries_what_must_go():
    content = tagged()
    place = opened(content).getexif().get_ifd(files.PLACE_OF_TAKING)
    assert (place[2], place[4]) == ((18.0, 40.0, 12.5), (105.0, 41.0, 3.0))
    assert [word in content for word in (b"Exif\0\0", DEVICE.encode(), OWNER.encode(), XMP, b"chup tai")] == [True] * 5


def test_nothing_of_place_device_or_owner_is_in_the_kept_bytes():
    kept = pdf.photograph(tagged()).bytes
    words = (b"Exif", b"GPS", b"http://ns.adobe.com", b"xmpmeta", b"ICC_PROFILE", b"chup tai", b"Photoshop")
    assert [word for word in (*words, DEVICE.encode(), OWNER.encode()) if word in kept] == []
    found = opened(kept)
    assert (dict(found.getexif()), found.info.get("exif"), found.info.get("xmp"), found.info.get("comment")) == (
        {},
        None,
        None,
        None,
    )
    # After the signature only the JFIF head, tables, the frame and the scan: no segment could carry anything else.
    assert {marker for marker, _ in found.applist} == {"APP0"}


@pytest.mark.parametrize("orientation", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_photograph_stands_upright_whatever_way_the_camera_was_held(orientation):
    kept = opened(pdf.photograph(files.jpeg(orientation)).bytes).convert("RGB")
    assert kept.size == (400, 300)
    red, blue = kept.getpixel((30, 30)), kept.getpixel((370, 30))
    assert (red[0] > 200 > red[2], blue[2] > 200 > blue[0]) == (True, True)


def test_a_large_photograph_is_shrunk_and_says_its_size():
    made = pdf.photograph(tagged())
    assert (made.width, made.height) == opened(made.bytes).size == (2000, 1333)
    assert pdf.photograph(files.jpeg(image=files.picture(640, 480))).width == 640
    small = opened(pdf.thumbnail(made.bytes))
    assert max(small.size) == 480


def test_the_same_file_gives_the_same_bytes_and_the_kept_one_stays_as_it_is_read():
    assert pdf.photograph(tagged()) == pdf.photograph(tagged())


def test_png_with_a_text_and_a_hole_becomes_a_white_jpeg_without_it():
    picture = Image.new("RGBA", (50, 40), (0, 0, 0, 0))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("GPSLatitude", "18.40")
    target = io.BytesIO()
    picture.save(target, "PNG", pnginfo=notes)
    kept = pdf.photograph(target.getvalue()).bytes
    assert (b"GPSLatitude" in target.getvalue(), b"GPSLatitude" in kept) == (True, False)
    assert (opened(kept).format, opened(kept).getpixel((5, 5))) == ("JPEG", (255, 255, 255))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        ("Danh sách lớp".encode(), "kind"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        (files.jpeg()[:2000], "broken"),
        (files.jpeg()[:-2], "broken"),
        (files.png()[:-30], "broken"),
        (b"\xff\xd8\xff\xe0" + b"x" * 500, "broken"),
    ],
    ids=["empty", "text", "heic", "cut-off", "without-end", "png-cut-off", "noise"],
)
def test_what_is_no_whole_picture_is_refused_with_its_fault(content, fault):
    with pytest.raises(pdf.Unfit) as refused:
        pdf.photograph(content)
    assert refused.value.fault == fault


def test_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked():
    content = files.png(Image.new("1", (10_000, 8_001)))
    with pytest.raises(pdf.Unfit) as refused:
        pdf.photograph(content)
    assert (refused.value.fault, refused.value.limit) == ("pixels", 80_000_000)
