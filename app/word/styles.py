"""The paragraph styles of a paper, named as officials name its parts, with the sizes of NĐ 30/2020, Phụ lục I.

Who changes a style in Word changes every part of its kind. Measures are those of `static/paper.css`.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.word.nodes import Node, node, points, twips

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
INDENT_MM = 12.7
LINE = 240  # one line as the face sets it, 1.15 of its size
BASE = "Normal"


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a part of a paper stands: lengths in millimetres, spaces and sizes in points, `line` in 240ths of a line.

    `exactly` gives the height in points of lines that hold no text: room for the hand, ruled lines, gaps.
    """

    name: str
    size: float | None = None
    bold: bool = False
    italic: bool = False
    align: str | None = None
    first_mm: float = 0
    left_mm: float = 0
    right_mm: float = 0
    before: float = 0
    after: float = 0
    line: int | None = None
    exactly: float | None = None
    keep_next: bool = False
    level: int | None = None  # 0, 1, 2 in Word's list of headings


BODY_LINE = 250  # 1.2 of the size
MM_OF_POINT = 25.4 / 72

STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "NoiDung": Style(name="Nội dung", align="both", first_mm=INDENT_MM, after=6, line=BODY_LINE),
        "CanCu": Style(name="Căn cứ", italic=True, align="both", first_mm=INDENT_MM, after=6, line=BODY_LINE),
        "GachDauDong": Style(name="Gạch đầu dòng", align="both", first_mm=INDENT_MM, after=4, line=BODY_LINE),
        "DongKhai": Style(name="Dòng khai", align="left", first_mm=INDENT_MM, after=6, line=BODY_LINE),
        "LyLich": Style(name="Dòng lý lịch", align="left", after=4, line=BODY_LINE),
        "LyLichDau": Style(name="Dòng lý lịch, ô đầu", align="left", first_mm=INDENT_MM, after=4, line=BODY_LINE),
        "DongGiua": Style(name="Dòng giữa", align="center", after=6, line=BODY_LINE),
        "QuocHieu": Style(name="Quốc hiệu", size=13, bold=True, align="center"),
        "TieuNgu": Style(name="Tiêu ngữ", bold=True, align="center", keep_next=True),
        "CoQuanChuQuan": Style(name="Cơ quan chủ quản", size=13, align="center"),
        "CoQuan": Style(name="Cơ quan ban hành", size=13, bold=True, align="center", keep_next=True),
        "SoKyHieu": Style(name="Số, ký hiệu", size=13, align="center", before=5),
        "DiaDanh": Style(name="Địa danh, ngày tháng", italic=True, align="center", before=5),
        "DuongKe": Style(name="Đường kẻ", size=1, exactly=2),
        "DuongKeTrichYeu": Style(name="Đường kẻ dưới trích yếu", size=1, exactly=2, after=12),
        "TenLoai": Style(
            name="Tên loại", bold=True, align="center", before=12, line=BODY_LINE, keep_next=True, level=0
        ),
        "TrichYeu": Style(
            name="Trích yếu", bold=True, align="center", left_mm=15, right_mm=15, line=BODY_LINE, keep_next=True
        ),
        "KemTheo": Style(name="Kèm theo", italic=True, align="center", after=8, line=BODY_LINE, keep_next=True),
        "ThamQuyen": Style(name="Thẩm quyền ban hành", bold=True, align="center", after=8, line=BODY_LINE),
        "QuyetDinh": Style(name="Quyết định", bold=True, align="center", before=8, after=8, keep_next=True),
        "KinhGui": Style(name="Kính gửi", align="left", after=2, line=BODY_LINE),
        "NoiGui": Style(name="Kính gửi nhiều nơi", align="left", left_mm=3, first_mm=-3, after=2, line=BODY_LINE),
        "Muc": Style(name="Mục", bold=True, align="both", before=8, after=6, line=BODY_LINE, keep_next=True, level=1),
        "TieuMuc": Style(
            name="Tiểu mục",
            bold=True,
            align="both",
            first_mm=INDENT_MM,
            after=6,
            line=BODY_LINE,
            keep_next=True,
            level=2,
        ),
        "DauCot": Style(name="Đầu cột", size=12, bold=True, align="center", keep_next=True),
        "OBang": Style(name="Ô bảng", size=12, align="left"),
        "OBangGiua": Style(name="Ô bảng giữa", size=12, align="center"),
        "ChucVuKy": Style(
            name="Quyền hạn, chức vụ người ký", bold=True, align="center", before=2, line=BODY_LINE, keep_next=True
        ),
        "CachKy": Style(name="Cách ký", size=13, italic=True, align="center", line=BODY_LINE, keep_next=True),
        "ChoKy": Style(name="Chỗ ký", align="center", exactly=28 / MM_OF_POINT, keep_next=True),
        "HoTenKy": Style(name="Họ tên người ký", bold=True, align="center", line=BODY_LINE),
        "NoiNhan": Style(name="Nơi nhận", size=11, align="left"),
        "NoiNhanDau": Style(
            name="Nơi nhận, dòng đầu", size=12, bold=True, italic=True, align="left", before=2, keep_next=True
        ),
        "KhungDau": Style(name="Khung, dòng đầu", size=11, bold=True, align="center", after=2, keep_next=True),
        "Khung": Style(name="Khung", size=11, align="both", after=2.5, line=234),
        "KhungKy": Style(name="Khung, dòng ký", size=11, align="right", before=5, after=2.5, line=234),
        "NganBang": Style(name="Ngăn bảng", size=1, exactly=1),
        "SoTrang": Style(name="Số trang", size=13, align="center"),
        "SoMau": Style(name="Số mẫu", size=11, align="right", before=11),
        "SoMauTrai": Style(name="Số mẫu, bên trái", size=11, align="left", before=11),
    }
)

# A paper whose body carries one of these classes has some styles of its own: the whole difference to the others.
_CLOSE = {"ChoKy": {"exactly": 20 / MM_OF_POINT}}
_COMPACT = {
    **{name: {"after": 4, "line": LINE} for name in ("NoiDung", "DongKhai")},
    "TieuNgu": {"size": 14},
    "TenLoai": {"size": 14, "before": 10, "line": LINE},
    "TrichYeu": {"line": LINE},
    "DuongKeTrichYeu": {"after": 8},
    "KinhGui": {"line": LINE},
    "ChucVuKy": {"size": 13, "line": LINE},
    "CachKy": {"line": LINE},
    "HoTenKy": {"line": LINE},
    "ChoKy": {"exactly": 17 / MM_OF_POINT},
}
_BODIES: Mapping[str, tuple[float, dict]] = MappingProxyType(
    {"": (14, {}), "landscape": (14, {}), "attendance": (14, {}), "close": (14, _CLOSE), "compact": (13, _COMPACT)}
)
BODY_CLASSES = frozenset(_BODIES)
LANDSCAPE = "landscape"


def styles_of(body_class: str) -> tuple[float, Mapping[str, Style]]:
    """The size of the running text and the styles of a paper whose body has this class."""
    size, changes = _BODIES[body_class]
    return size, {name: dataclasses.replace(style, **changes.get(name, {})) for name, style in STYLES.items()}


def style_sheet(body_class: str) -> Node:
    """The part of the Word file in which the styles are told."""
    size, styles = styles_of(body_class)
    letters = node("rPrDefault", node("rPr", *_letters(size, face=True)))
    defaults = node("docDefaults", letters, node("pPrDefault", node("pPr", node("widowControl"))))
    normal = node("style", node("name", val="Normal"), node("qFormat"), type="paragraph", default="1", styleId=BASE)
    own = [_paragraph_style(identity, style) for identity, style in styles.items()]
    return node("styles", defaults, normal, _plain_table(), *own)


def _letters(size: float | None, *, bold: bool = False, italic: bool = False, face: bool = False) -> Iterator[Node]:
    """The letters of a style, in the order the schema of Word wants."""
    if face:
        yield node("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    if bold:
        yield node("b")
        yield node("bCs")
    if italic:
        yield node("i")
        yield node("iCs")
    if size is not None:
        yield node("sz", val=round(size * 2))
        yield node("szCs", val=round(size * 2))
    if face:
        yield node("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")


def _plain_table() -> Node:
    none = (node(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right"))
    shape = node("tblPr", node("tblInd", w=0, type="dxa"), node("tblCellMar", *none))
    name, priority = node("name", val="Normal Table"), node("uiPriority", val=99)
    return node("style", name, priority, shape, type="table", default="1", styleId="TableNormal")


def _paragraph_style(identity: str, style: Style) -> Node:
    return node(
        "style",
        node("name", val=style.name),
        node("basedOn", val=BASE),
        node("qFormat"),
        node("pPr", *_shape(style)),
        node("rPr", *_letters(style.size, bold=style.bold, italic=style.italic)),
        type="paragraph",
        customStyle="1",
        styleId=identity,
    )


def _shape(style: Style) -> Iterator[Node]:
    """How the lines of a style stand, in the order the schema of Word wants."""
    if style.keep_next:
        yield node("keepNext")
    yield spacing(style)
    yield indent(style.left_mm, style.right_mm, style.first_mm)
    if style.align:
        yield node("jc", val=style.align)
    if style.level is not None:
        yield node("outlineLvl", val=style.level)


def spacing(style: Style, before: float | None = None) -> Node:
    """The spaces above and below, and how far the lines are apart."""
    line, rule = style.line or LINE, "auto"
    if style.exactly is not None:
        line, rule = points(style.exactly), "exact"
    above = points(style.before if before is None else before)
    return node("spacing", before=above, after=points(style.after), line=line, lineRule=rule)


def indent(left_mm: float, right_mm: float, first_mm: float = 0) -> Node:
    """How far the lines stand in from the edges, and the first of them from the others."""
    first = {"hanging": twips(-first_mm)} if first_mm < 0 else {"firstLine": twips(first_mm)}
    return node("ind", left=twips(left_mm), right=twips(right_mm), **first)
