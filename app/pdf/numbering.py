"""The running number of a bound dossier, "Trang 12/30", laid over the foot of each page."""

import io
from functools import cache

import pikepdf
from fontTools import subset, ttLib
from pikepdf import Array, Dictionary, Name

from app.pdf.press import STATIC
from app.pdf.reading import box, turn

A4_WIDTH = 595.28


def number_pages(book: pikepdf.Pdf) -> None:
    """Lay "Trang x/y" over the foot of each page, upright as the page is seen, on a white plate.

    The number of the whole dossier keeps off the paper's own number (top centre), the code (bottom corners) and the
    frame of a certificate. The plate keeps it readable on a scan that is dark to the edge.
    """
    font = book.make_indirect(_number_font(book))
    widths = [int(width) for width in font[Name.Widths]]
    total = len(book.pages)
    for number, page in enumerate(book.pages, start=1):
        text = f"Trang {number}/{total}"
        width = sum(widths[ord(sign) - 32] for sign in text) / 100  # at 10 points
        drawing = (
            f"q {_upright(page)} q 1 g {-width / 2 - 4:.2f} 12 {width + 8:.2f} 13 re f Q "
            f"BT 0 g /SoVangTrang 10 Tf {-width / 2:.2f} 15.5 Td ({text}) Tj ET Q"
        )
        page.add_resource(font, Name.Font, Name.SoVangTrang)
        # Old content is closed off, so that a matrix it left behind does not carry the number away.
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ\n" + drawing.encode("ascii"))


def _upright(page: pikepdf.Page) -> str:
    """The matrix that puts the origin at the middle of the foot as it is seen; big scans get a big number."""
    left, bottom, right, top = box(page)
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    turned = turn(page)
    size = min(right - left, top - bottom) / A4_WIDTH
    places = {
        0: (size, 0, 0, size, middle_x, bottom),
        90: (0, size, -size, 0, right, middle_y),
        180: (-size, 0, 0, -size, middle_x, top),
        270: (0, -size, size, 0, left, middle_y),
    }
    return " ".join(f"{value:.4f}" for value in places[turned]) + " cm"


def _number_font(book: pikepdf.Pdf) -> Dictionary:
    program, widths, box = ascii_face()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/SOVANG+LiberationSerif"),
        Flags=32,
        FontBBox=Array(box),
        ItalicAngle=0,
        Ascent=891,
        Descent=-216,
        CapHeight=662,
        StemV=80,
        FontFile2=book.make_stream(program, Length1=len(program)),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/SOVANG+LiberationSerif"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=126,
        Widths=Array(widths),
        FontDescriptor=book.make_indirect(descriptor),
    )


@cache
def ascii_face() -> tuple[bytes, list[int], list[int]]:
    """The plain letters of our font, enough for "Trang 12/30": a layout for each number would cost 10 ms a page."""
    face = ttLib.TTFont(STATIC / "fonts" / "LiberationSerif-Regular.ttf", recalcTimestamp=False)
    options = subset.Options(layout_features=[], name_IDs=[], hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM"]  # the editor's own time stamp, unknown to the subsetter
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=range(32, 127))
    cutter.subset(face)
    names, metrics, units = face.getBestCmap(), face["hmtx"], face["head"].unitsPerEm
    widths = [round(metrics[names[sign]][0] * 1000 / units) for sign in range(32, 127)]
    head = face["head"]
    box = [round(edge * 1000 / units) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]
    program = io.BytesIO()
    face.save(program)
    return program.getvalue(), widths, box
