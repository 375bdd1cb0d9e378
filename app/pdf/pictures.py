"""Photographs and scanned pictures become one A4 page: upright, without the camera's notes, not painted anew in vain.

A JPEG that prints well is set into the page as it came, only without its notes: the place where it was taken, the
device, the small preview. Turning is told to the page, not done to the picture.
"""

import io
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, UnidentifiedImageError

from app.pdf.reading import Rendered, saved

MOST_PIXELS = 80_000_000  # an A3 sheet at 600 dpi is 70 million; what is larger once unpacked fills the memory

POINTS_OF_MM = 72 / 25.4
A4_MM = (210, 297)
# Free around an attachment; the foot holds the running number of the dossier.
SIDE_MM, FOOT_MM = 5, 12

FINEST_DPI = 300  # finer is not seen on paper and only makes the dossier heavy
FINE_ENOUGH = 1.3  # times FINEST_DPI: below it a picture is not painted anew
COARSEST_DPI = 96  # a small picture is not blown up beyond this
QUALITY = 88
MOST_LOSSLESS = 3 * 1024 * 1024  # a drawing or a screen is smaller; what is larger is a photograph saved as PNG

_ORIENTATION = 0x0112
# How the unit square of a picture lies on the page for each orientation a camera notes (EXIF 1 to 8).
_LIES = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
_QUARTERS = {0: (1, 0, 0, 1, 0, 0), 90: _LIES[6], 180: _LIES[3], 270: _LIES[8]}


class Broken(ValueError):
    """A picture that cannot be read to its end."""


class TooManyPixels(ValueError):
    """A picture that would fill the memory once it is unpacked."""


@dataclass(frozen=True)
class Area:
    """The part of an A4 sheet that an attachment may take, in points; the sheet lies as its content does."""

    width: float
    height: float
    left: float
    bottom: float
    right: float
    top: float


def area(wide: bool) -> Area:
    """Where an attachment stands on its sheet: upright, or across when it is wider than high."""
    width, height = (side * POINTS_OF_MM for side in (A4_MM[::-1] if wide else A4_MM))
    side, foot = SIDE_MM * POINTS_OF_MM, FOOT_MM * POINTS_OF_MM
    return Area(width, height, side, foot, width - side, height - side)


def picture_page(content: bytes, turned: int = 0) -> Rendered:
    """Set a JPEG or PNG on one A4 page, as large as fits.

    Args: turned, how far an official turned it clockwise: 0, 90, 180 or 270 degrees.
    Raises Broken, or TooManyPixels before anything is unpacked.
    """
    picture = whole_picture(content)
    if picture.format != "PNG":
        content = without_notes(content)
    lies = _after(_LIES.get(orientation(picture), _LIES[1]), _QUARTERS[turned])
    width, height = picture.size if lies[0] else picture.size[::-1]
    with pikepdf.new() as book:
        stream = _stream(book, picture, content)
        sheet = area(width > height)
        scale = min((sheet.right - sheet.left) / width, (sheet.top - sheet.bottom) / height, 72 / COARSEST_DPI)
        place = (
            scale * width, 0, 0, scale * height,
            (sheet.left + sheet.right - scale * width) / 2,
            (sheet.bottom + sheet.top - scale * height) / 2,
        )  # fmt: skip
        page = book.add_blank_page(page_size=(sheet.width, sheet.height))
        page.obj.Resources = Dictionary(XObject=Dictionary(Anh=stream))
        page.obj.Contents = book.make_stream(f"q {_matrix(place)} {_matrix(lies)} /Anh Do Q".encode("ascii"))
        return saved(book)


def whole_picture(content: bytes, longest: int | None = None) -> Image.Image:
    """The picture of a JPEG or PNG, read to its end.

    Args: longest, how many dots of its long side are enough: a large JPEG is then unpacked coarser, never below that.
    Raises Broken, or TooManyPixels before anything is unpacked.
    """
    try:
        picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        if picture.width * picture.height > MOST_PIXELS:
            raise TooManyPixels
        if longest is not None:
            share = longest / max(picture.size)
            picture.draft(None, (math.ceil(picture.width * share), math.ceil(picture.height * share)))  # type: ignore[arg-type]
        # WeasyPrint tells Pillow to show a file that is cut off as far as it goes: here its end is looked for.
        Image.open(io.BytesIO(content), formats=("JPEG", "PNG")).verify()
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except TooManyPixels:
        raise
    # A damaged picture fails in as many ways as its format has parts.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, struct.error) as error:
        raise Broken(str(error)) from error
    return picture


def orientation(picture: Image.Image) -> int:
    """How the camera was held; notes that cannot be read say nothing."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error):
        return 1


def _after(first: tuple[int, ...], then: tuple[int, ...]) -> tuple[int, ...]:
    """Two ways of lying in the unit square, one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _matrix(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values) + " cm"


# ---- the picture inside the PDF


def _stream(book: pikepdf.Pdf, picture: Image.Image, content: bytes) -> pikepdf.Stream:
    factor = _shrink(picture.size)
    if picture.format in ("JPEG", "MPO") and picture.mode in ("L", "RGB"):
        if factor < 1:
            return _jpeg(book, _smaller(picture, factor))
        return _jpeg_stream(book, content, picture)
    plain = on_white(picture)
    if factor < 1:
        plain = _smaller(plain, factor)
    exact = _lossless(book, plain) if picture.format == "PNG" else None
    return exact if exact is not None and len(exact.read_raw_bytes()) <= MOST_LOSSLESS else _jpeg(book, plain)


def _shrink(size: tuple[int, int]) -> float:
    """By how much a picture is made smaller: 1 when it is not finer than paper shows."""
    sheet = area(size[0] > size[1])
    finest = max(
        size[0] / (sheet.right - sheet.left) * 72 / FINEST_DPI, size[1] / (sheet.top - sheet.bottom) * 72 / FINEST_DPI
    )
    return 1 / finest if finest > FINE_ENOUGH else 1


def _smaller(picture: Image.Image, factor: float) -> Image.Image:
    width, height = (max(1, round(side * factor)) for side in picture.size)
    plain = picture.convert("L") if picture.mode == "1" else picture
    return plain.resize((width, height), Image.Resampling.LANCZOS)


def on_white(picture: Image.Image) -> Image.Image:
    """Paper is white: what shows through in a picture becomes white, not black."""
    if picture.has_transparency_data:
        upper = picture.convert("RGBA")
        sheet = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(sheet, upper).convert("RGB")
    if picture.mode in ("1", "L", "RGB"):
        return picture
    if picture.mode.startswith("I"):
        return picture.point(lambda level: level / 256).convert("L")
    return picture.convert("RGB")


def _jpeg(book: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Stream:
    plain = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    target = io.BytesIO()
    plain.save(target, "JPEG", quality=QUALITY, optimize=True)
    return _jpeg_stream(book, target.getvalue(), plain)


def _jpeg_stream(book: pikepdf.Pdf, content: bytes, picture: Image.Image) -> pikepdf.Stream:
    return _image(book, content, picture, 8, Filter=Name.DCTDecode)


def _lossless(book: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Stream:
    """A PNG written plainly: its packed lines are what a PDF can hold."""
    target = io.BytesIO()
    picture.save(target, "PNG")
    packed = b"".join(data for kind, data in _chunks(target.getvalue()) if kind == b"IDAT")
    bits, colors = 1 if picture.mode == "1" else 8, 3 if picture.mode == "RGB" else 1
    rows = Dictionary(Predictor=15, Colors=colors, BitsPerComponent=bits, Columns=picture.width)
    return _image(book, packed, picture, bits, Filter=Name.FlateDecode, DecodeParms=rows)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place < len(png):
        length = int.from_bytes(png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12


def _image(book: pikepdf.Pdf, content: bytes, picture: Image.Image, bits: int, **how: pikepdf.Object) -> pikepdf.Stream:
    colors = Name.DeviceRGB if picture.mode == "RGB" else Name.DeviceGray
    return pikepdf.Stream(
        book,
        content,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=colors,
        BitsPerComponent=bits,
        **how,
    )


_NOTES = {*range(0xE1, 0xEE), 0xEF, 0xFE}  # APP1 to APP13, APP15, comments; APP14 tells how colours are coded
_START_OF_SCAN, _END = 0xDA, 0xD9


def without_notes(jpeg: bytes) -> bytes:
    """The same JPEG without what a camera wrote beside the picture (place, device, preview), and nothing after its end.

    Raises Broken when its parts do not follow each other as they should.
    """
    kept, place = [jpeg[:2]], 2
    while True:
        while jpeg[place : place + 2] == b"\xff\xff":  # padding
            place += 1
        if jpeg[place : place + 1] != b"\xff" or place + 4 > len(jpeg) and jpeg[place + 1 : place + 2] != b"\xd9":
            raise Broken("JPEG segments")
        marker = jpeg[place + 1]
        if marker == _END:
            kept.append(b"\xff\xd9")
            return b"".join(kept)
        end = place + 2 + int.from_bytes(jpeg[place + 2 : place + 4])
        if marker == _START_OF_SCAN:
            end = _end_of_scan(jpeg, end)
        if marker not in _NOTES:
            kept.append(jpeg[place:end])
        place = end


def _end_of_scan(jpeg: bytes, place: int) -> int:
    """Where the packed picture ends: at the first mark that is neither a stuffed byte nor a restart."""
    while True:
        place = jpeg.find(b"\xff", place)
        if place < 0 or place + 1 >= len(jpeg):
            raise Broken("JPEG without end")
        following = jpeg[place + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return place
        place += 1 if following == 0xFF else 2
