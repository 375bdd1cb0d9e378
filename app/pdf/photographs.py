"""Photographs that are kept as pictures: really a picture, upright, small, and silent about where they were taken.

What a telephone writes beside the picture (place, device, time, a preview, the colours of its screen) is left behind:
the dots are painted anew into a JPEG of their own, so nothing of the file that came can hide in what is kept.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageCms

from app.pdf.attachments import JPEG, PNG, Unfit, media_type
from app.pdf.pictures import MOST_PIXELS, Broken, TooManyPixels, on_white, orientation, whole_picture, without_notes

LONGEST = 2_000  # dots of the long side: sharp on half a sheet of A4, a tenth of what a telephone makes
SMALL = 480  # dots of the long side in a gallery
QUALITY = 85

# How a picture is turned upright for each orientation a camera notes (EXIF 2 to 8).
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}


@dataclass(frozen=True)
class Photograph:
    """A photograph as it is kept: a JPEG, with its width and height in dots."""

    bytes: bytes
    width: int
    height: int


def photograph(content: bytes) -> Photograph:
    """Make a photograph fit to be kept: upright, at most LONGEST dots, in the colours every screen knows, no notes.

    The same file gives the same bytes. Raises Unfit: empty, heic (of a telephone, which browsers do not show), kind
    (neither JPEG nor PNG), broken (cut off as well), pixels.
    """
    if not content:
        raise Unfit("empty")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Unfit("heic")
    if media_type(content) not in (JPEG, PNG):
        raise Unfit("kind")
    try:
        if content.startswith(b"\xff\xd8"):
            without_notes(content)  # finds out whether its end is there
        return _kept(whole_picture(content, LONGEST), LONGEST)
    except TooManyPixels as error:
        raise Unfit("pixels", MOST_PIXELS) from error
    except Broken as error:
        raise Unfit("broken") from error


def thumbnail(content: bytes, longest: int = SMALL) -> bytes:
    """A kept photograph small enough for a gallery of many; longest is its long side in dots."""
    return _kept(whole_picture(content, longest), longest).bytes


def _kept(picture: Image.Image, longest: int) -> Photograph:
    turn = _UPRIGHT.get(orientation(picture))
    profile = picture.info.get("icc_profile")
    plain = on_white(picture)
    plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    plain = plain.transpose(turn) if turn is not None else plain
    fresh = Image.new("RGB", plain.size)
    fresh.paste(_in_usual_colours(plain, profile))
    target = io.BytesIO()
    fresh.save(target, "JPEG", quality=QUALITY, optimize=True)
    return Photograph(target.getvalue(), *fresh.size)


def _in_usual_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The dots in sRGB: a telephone with a wide screen notes other colours, and its note is not kept."""
    if not profile or picture.mode != "RGB":
        return picture
    try:
        told = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, told, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a note of colours that cannot be read says nothing
    return made or picture
