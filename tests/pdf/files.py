"""Files as they come from outside: photographs of a telephone, PDFs of other programs, and broken ones."""

import io
import zlib

import pikepdf  # noqa: TID251
from pikepdf import Array, Dictionary, Name, Stream  # noqa: TID251
from PIL import Image, ImageDraw  # noqa: TID251

# Where the red and the blue box of the test picture stand, as one looks at it upright: wide, red at the top left.
ORIENTATION, PLACE_OF_TAKING = 0x0112, 0x8825
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def picture(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """A white picture with a red box at the top left and a blue one at the top right."""
    made = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(made)
    draw.rectangle((0, 0, width // 4, height // 4), fill="red")
    draw.rectangle((width - width // 4, 0, width, height // 4), fill="blue")
    return made.convert(mode)


def jpeg(orientation: int = 1, *, image: Image.Image | None = None, place: bool = False, **options) -> bytes:
    """A JPEG whose sensor lay so that the orientation must be applied to see the picture upright."""
    made = image or picture()
    turn = TURNS[orientation]
    made = made.transpose(turn) if turn is not None else made
    notes = Image.Exif()
    notes[ORIENTATION] = orientation
    if place:
        notes[PLACE_OF_TAKING] = {1: "N", 2: (18.0, 40.0, 12.5), 3: "E", 4: (105.0, 41.0, 3.0)}
    target = io.BytesIO()
    made.save(target, "JPEG", exif=notes, quality=95, **options)
    return target.getvalue()


def png(image: Image.Image | None = None) -> bytes:
    """A PNG of a picture."""
    target = io.BytesIO()
    (image or picture()).save(target, "PNG")
    return target.getvalue()


def saved(pdf: pikepdf.Pdf, **options) -> bytes:
    """A PDF as bytes."""
    target = io.BytesIO()
    pdf.save(target, **{"deterministic_id": "encryption" not in options, **options})
    return target.getvalue()


def letter(
    width: float = 595.28, height: float = 841.89, rotate: int = 0, words: str = "Giay xac nhan", count: int = 1
):
    """A PDF of another program: one line of text near the top left of each page as it lies unturned."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for _ in range(count):
        page = pdf.add_blank_page(page_size=(width, height))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = pdf.make_stream(f"BT /F1 20 Tf 40 {height - 60:.0f} Td ({words}) Tj ET".encode())
        if rotate:
            page.obj.Rotate = rotate
    return pdf


def form(value: str, *, drawn: bool) -> bytes:
    """A PDF with one field to type in; `drawn` when the program that filled it also drew the value."""
    pdf = letter()
    page = pdf.pages[0]
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="ho_ten", V=value, F=4, Rect=Array([50, 500, 300, 530])
    )
    if drawn:
        shown = f"/Tx BMC BT /F1 12 Tf 2 8 Td ({value}) Tj ET EMC".encode()
        resources = Dictionary(Font=Dictionary(F1=page.obj.Resources.Font.F1))
        field.AP = Dictionary(
            N=Stream(pdf, shown, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 250, 30]), Resources=resources)
        )
    widget = pdf.make_indirect(field)
    page.obj.Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]))
    return saved(pdf)


def active() -> bytes:
    """A PDF with a script, a hidden file, and a link."""
    pdf = letter()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('x')")
    pdf.attachments["danh-sach.txt"] = b"can not be seen"
    pdf.pages[0].obj.Annots = Array([
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=Dictionary(S=Name.URI, URI="x:y"))
    ])  # fmt: skip
    return saved(pdf)


def bomb() -> bytes:
    """A PDF of a few kilobytes whose page unpacks to 300 MB."""
    pdf = letter()
    packer, packed = zlib.compressobj(9), []
    for _ in range(300):
        packed.append(packer.compress(b"\n" * 1_000_000))
    packed.append(packer.flush())
    pdf.pages[0].obj.Contents = Stream(pdf, b"".join(packed), Filter=Name.FlateDecode)
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def hidden_layer() -> bytes:
    """A PDF with a layer that is switched off."""
    pdf = letter()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Nháp"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return saved(pdf)


def giant() -> bytes:
    """A PDF whose picture says it has 900 million points."""
    pdf = letter()
    image = Stream(pdf, b"x", Type=Name.XObject, Subtype=Name.Image, Width=30_000, Height=30_000, BitsPerComponent=8)
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im1=image)
    return saved(pdf)


def png_header(width: int, height: int) -> bytes:
    """A PNG that says in its head it has so many points, and holds none."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
