"""What officials write in lists of those who are proposed or were praised: the columns, and what one line says of whom.

One column holds persons, households and collectives together: "Hộ ông Nguyễn Văn A", "Bà Lê Thị Hoà (1990, Thôn 3)",
"Tổ công nghệ số cộng đồng thôn Đông". What stands around the name goes into cells of its own.
"""

import re
from collections.abc import Mapping

from app import text
from app.people.rules import SubjectKind
from app.people.rules.incoming import PEOPLE, SHOWN_AS
from app.reading import Columns
from app.reading.shape import BodyRow

# For each column the labels people write above it, then the contents that give it away.
SUBJECT_COLUMNS: Columns = {
    "full_name": (
        "họ và tên", "họ tên", "họ, tên", "tên cá nhân", "tên tập thể", "tên đơn vị", "tên cá nhân, tập thể",
        "cá nhân, tập thể", "tập thể, cá nhân", "tên tập thể, cá nhân", "tên cá nhân, hộ, tập thể",
        "cá nhân, hộ gia đình, tập thể", "tập thể, hộ gia đình, cá nhân", "tập thể, cá nhân, hộ gia đình",
        "họ tên, tập thể", "họ và tên, đơn vị", "họ và tên, tên tập thể", "tên tổ chức, cá nhân", "tập thể", "cá nhân",
        "người được khen", "đối tượng khen thưởng", "đối tượng được khen", "người được đề nghị", "danh sách đề nghị",
        "chủ hộ", "họ và tên chủ hộ", "họ tên chủ hộ", "tên chủ hộ", "hộ gia đình", "@name",
    ),
    "family_middle": PEOPLE["family_middle"],
    "given": PEOPLE["given"],
    "subject_kind": ("đối tượng", "loại đối tượng", "cá nhân hay tập thể", "cá nhân tập thể hộ"),
    "birth_male": PEOPLE["birth_male"],
    "birth_female": PEOPLE["birth_female"],
    "gender_male": PEOPLE["gender_male"],
    "gender_female": PEOPLE["gender_female"],
    "gender": PEOPLE["gender"],
    "post": (*PEOPLE["post"], "chức vụ, nơi công tác", "chức vụ, nghề nghiệp"),
    "hamlet": (*(one for one in PEOPLE["hamlet"] if one != "@place"), "đơn vị", "nơi công tác", "đơn vị, địa chỉ"),
    "national_id": PEOPLE["national_id"],
    "phone": PEOPLE["phone"],
}  # fmt: skip
MERIT_LABELS = (
    "thành tích", "tóm tắt thành tích", "nội dung thành tích", "lý do khen", "lý do", "thành tích đạt được",
    "nội dung khen thưởng", "nội dung đề nghị", "thành tích nổi bật", "thành tích xuất sắc", "nội dung", "ghi chú",
)  # fmt: skip
KIND_SAID: Mapping[str, str] = {
    SubjectKind.PERSON: "cá nhân",
    SubjectKind.HOUSEHOLD: "hộ gia đình",
    SubjectKind.COLLECTIVE: "tập thể",
}
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("ca nhan", "nguoi", "cn"), SubjectKind.PERSON),
    **dict.fromkeys(("ho gia dinh", "ho", "gia dinh", "hgd"), SubjectKind.HOUSEHOLD),
    **dict.fromkeys(
        ("tap the", "tt", "don vi", "to chuc", "co quan", "doanh nghiep", "to", "tap the nho"), SubjectKind.COLLECTIVE
    ),
}


def kind_of(typed: str) -> str | None:
    """The kind of subject that a cell names ("Hộ gia đình"); None for an empty cell or another word."""
    return _KINDS.get(text.fold(typed).strip(" .:"))


_SECTION = re.compile(
    r"(?:(?:[ivxlc]{1,7}|[a-h]|\d{1,2})\s*[.)/:-]+\s*)?"
    r"(?:(?:danh sach|doi voi|khen thuong|khen|ve|cac|de nghi|phan|khoi)\s+)*"
    r"(tap the|ca nhan|ho gia dinh|gia dinh|ho|don vi)(?:\s+(?:tieu bieu|xuat sac|duoc .*|de nghi .*|khen .*))?"
    r"\s*(?:[:(–-].*)?"
)


def section_kind(typed: str) -> str | None:
    """The kind of subject that a heading in between is about ("II. CÁ NHÂN (12 người)"); None for other headings."""
    found = _SECTION.fullmatch(text.fold(typed))
    return _KINDS[found[1]] if found else None


# ---- one line


def cells_of(row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
    """A row of a sheet as cells of the grid: the name joined, year and sex told by their column, the place above it.

    What stands around a name in its own cell is for said_of(): "Chi hội Phụ nữ thôn 3" is one name.
    """
    said = {name: row.cell(place) for name, place in columns.items()}
    found = {name: cell for name, cell in said.items() if name not in SHOWN_AS}
    found["full_name"] = said.get("full_name") or f"{said.get('family_middle', '')} {said.get('given', '')}".strip()
    found["birth"] = next((said[one] for one in ("birth", "birth_male", "birth_female") if said.get(one)), "")
    told = {"Nam": ("birth_male", "gender_male"), "Nữ": ("birth_female", "gender_female")}
    by_column = (sex for sex, names in told.items() if any(said.get(name) for name in names))
    found["gender"] = next(by_column, said.get("gender", ""))
    found["hamlet"] = said.get("hamlet", "") or row.group
    return found


_COUNTER = re.compile(r"^\s*\d{1,4}\s*[.)/–-]\s*(?=\S)")
_HOUSEHOLD = re.compile(r"^(?:hộ\s+gia\s+đình|gia\s+đình|hộ)(?!\s+kinh\s+doanh)\s*:?\s+(?=\S)", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:(?P<both>ông\s*\(bà\)|bà\s*\(ông\)|ông\s*/\s*bà|em|cụ|đ/c|đồng chí)|(?P<male>ông|anh|thầy)"
    r"|(?P<female>bà|chị|cô))\s*[:.]?\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
# Words with which the name of a group begins and none of a person: "Đoàn" and "Bàn" are family names, "Đoàn xã" not.
_GROUP = re.compile(
    r"^(?:tổ|chi hội|chi bộ|chi đoàn|đảng bộ|đảng ủy|đảng uỷ|hội|liên đoàn|ban|trường|nhà trường|trạm|phòng|văn phòng"
    r"|trung tâm|câu lạc bộ|clb|hợp tác xã|htx|công ty|công an|doanh nghiệp|cơ sở|tập thể|thôn|xóm|bản|khối|khu phố|ấp"
    r"|làng|nhóm|đội|xã đoàn|xã đội|cán bộ|nhân dân|lực lượng|dân quân|ủy ban|uỷ ban|ubnd|hđnd|mặt trận|bưu điện"
    r"|ngân hàng|quỹ|hộ kinh doanh|nhà văn hóa|đoàn (?:xã|phường|thanh niên|trường|thể))\s",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,;(]\s*|\s+[–—-]\s+")
_BORN = re.compile(r"(?:(?:sinh|sn|ns|nam)\D{0,12})?(\d{4}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4})")
_PLACE = re.compile(
    r"(?:thon|xom|ban|lang|khoi|khu|ap|buon|bon|plei|to dan pho|tdp|khu pho|tieu khu)\s+\S|to\s+(?:so\s+)?\d"
)
_PLACE_WITHIN = re.compile(r"\b(?:thôn|xóm|bản|làng|khối|ấp|buôn|tổ dân phố|tdp|khu phố)\s+\S.*$", re.IGNORECASE)


def said_of(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a line with the bare name, and what stood around it in cells of their own as far as these are empty.

    The kind of subject stays empty where nothing tells it: a bare name may be a person or a collective of the books.
    """
    found = {name: cells.get(name, "") for name in ("subject_kind", "birth", "gender", "hamlet", "post")}
    found = {**cells, **found}
    name = _COUNTER.sub("", text.nfc(cells.get("full_name", "")), count=1)
    kind = kind_of(found["subject_kind"])
    open_kind = not found["subject_kind"]  # another word is told at its cell, and not overruled
    if (open_kind or kind == SubjectKind.HOUSEHOLD) and _HOUSEHOLD.match(name):
        kind, name = SubjectKind.HOUSEHOLD, _HOUSEHOLD.sub("", name, count=1)
    elif kind == SubjectKind.COLLECTIVE or (open_kind and is_group(name)):
        return {**found, "full_name": name, "subject_kind": KIND_SAID[SubjectKind.COLLECTIVE]}
    if kind is not None:
        found["subject_kind"] = KIND_SAID[kind]
    if title := _TITLE.match(name):
        name = name[title.end() :]
        found["gender"] = found["gender"] or ("Nam" if title["male"] else "Nữ" if title["female"] else "")
    name, *around = (part.strip(" .)") for part in _PARTS.split(name))
    for part in filter(None, around):
        column, said = told_around(part)
        found[column] = found[column] or said
    return {**found, "full_name": text.proper_name(name)}


def is_group(name: str) -> bool:
    """Whether a name begins as those of collectives do: tổ, chi hội, ban, trường, hợp tác xã …"""
    return _GROUP.match(f"{name} ") is not None


def told_around(part: str) -> tuple[str, str]:
    """What a piece behind a name is, birth, hamlet or post: "sinh năm 1980", "thôn Đông Yên", "Trưởng thôn"."""
    if born := _BORN.fullmatch(text.fold(part)):
        return "birth", born[1]
    return ("hamlet" if _PLACE.match(text.fold(part)) else "post"), part


def place_within(post: str) -> str:
    """The place in a post ("Trưởng thôn Đông Yên"), empty where it names none."""
    found = _PLACE_WITHIN.search(post)
    return found[0] if found else ""
