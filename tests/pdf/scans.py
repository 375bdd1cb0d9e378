"""Files as a copier makes them: sheets that lay on the glass, with and without what was printed on them."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import pikepdf  # noqa: TID251
import pypdfium2  # noqa: TID251
from pikepdf import Dictionary, Name, Stream  # noqa: TID251
from PIL import Image  # noqa: TID251

from tests.papers.reading import MM

A4 = (210 * MM, 297 * MM)


def blank(width_mm: float = 210, height_mm: float = 297, rotate: int = 0, count: int = 1) -> bytes:
    """A scan of empty sheets, each turned by so many degrees."""
    with pikepdf.new() as scan:
        for _ in range(count):
            page = scan.add_blank_page(page_size=(width_mm * MM, height_mm * MM))
            page.obj.Rotate = rotate
        target = io.BytesIO()
        scan.save(target)
        return target.getvalue()


@dataclass(frozen=True)
class Glass:
    """How a sheet lay on the glass, and what the scanner made of it."""

    dpi: int = 200
    turned: float = 0  # degrees clockwise
    noise: float = 30
    dimmed: float = 0.12  # how much of the picture is noise and grey
    quality: int = 50


def scanned(content: bytes, glass: Glass | None = None, pages: Iterable[int] | None = None) -> list[bytes]:
    """JPEGs of the printed pages of a paper, as a colour scanner makes them."""
    glass = glass or Glass()
    with pypdfium2.PdfDocument(content) as document:
        return [_photographed(document[page], glass) for page in pages or range(len(document))]


def _photographed(page, glass: Glass) -> bytes:
    bitmap = page.render(scale=glass.dpi / 72)
    drawn = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    grain = Image.effect_noise(drawn.size, glass.noise).convert("RGB")
    seen = Image.blend(drawn, grain, glass.dimmed)
    if glass.turned % 360:
        seen = seen.rotate(
            -glass.turned, Image.Resampling.BICUBIC, expand=glass.turned % 90 == 0, fillcolor=(240, 240, 236)
        )
    return jpeg(seen, glass.quality)


def jpeg(picture: Image.Image, quality: int = 50) -> bytes:
    """A picture as a camera keeps it."""
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality)
    return target.getvalue()


def empty(dpi: int = 200, noise: float = 30) -> bytes:
    """The back of a sheet: paper with its grain, a shadow along one edge."""
    size = (round(8.27 * dpi), round(11.69 * dpi))
    sheet = Image.blend(Image.new("RGB", size, "white"), Image.effect_noise(size, noise).convert("RGB"), 0.12)
    sheet.paste((70, 70, 70), (0, 0, dpi // 12, size[1]))
    return jpeg(sheet)


def stack(pictures: Iterable[bytes]) -> bytes:
    """The one PDF that a copier makes of a stack: each page a JPEG that fills it."""
    with pikepdf.new() as book:
        for picture in pictures:
            width, height = Image.open(io.BytesIO(picture)).size
            page = book.add_blank_page(page_size=A4 if width <= height else A4[::-1])
            image = Stream(
                book,
                picture,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=width,
                Height=height,
                ColorSpace=Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=Name.DCTDecode,
            )
            page.obj.Resources = Dictionary(XObject=Dictionary(Im0=image))
            across, up = A4 if width <= height else A4[::-1]
            page.obj.Contents = book.make_stream(f"q {across:.3f} 0 0 {up:.3f} 0 0 cm /Im0 Do Q".encode())
        target = io.BytesIO()
        book.save(target, deterministic_id=True)
        return target.getvalue()
