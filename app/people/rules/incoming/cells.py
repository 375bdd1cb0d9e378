"""What the cells of somebody's list of people say: births, sexes, telephone numbers, names in two columns.

Nothing is guessed that an official would have to undo: a number that lost its zero gets it back, a name in capitals
gets small letters, but a day that cannot be is a fault.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from app import text
from app.people.rules.incoming.columns import is_tick
from app.people.rules.persons import Birth, Sex, parse_birth
from app.reading.messages import told_in
from app.reading.shape import BodyRow

SEX_SAID = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}
# Columns of a sheet that are shown in a field of another name.
SHOWN_AS = {
    "family_middle": "full_name", "middle": "full_name", "given": "full_name", "birth_male": "birth",
    "birth_female": "birth", "birth_day": "birth", "birth_month": "birth", "birth_year": "birth",
    "gender_male": "gender", "gender_female": "gender",
}  # fmt: skip


def cells_of(row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
    """A row of the sheet as cells of the grid: the name joined, the sex told by its column, the heading in between.

    What stands beside a name in its cell, such as "(1980)" or a telephone number, fills the cells it belongs to.
    """
    said = {name: row.cell(place) for name, place in columns.items()}
    found = {name: cell for name, cell in said.items() if name not in SHOWN_AS}
    found["full_name"] = _joined_name(said)
    found["birth"] = next((said[one] for one in ("birth", "birth_male", "birth_female") if said.get(one)), "")
    found["birth"] = found["birth"] or _joined_birth(said)
    found["gender"] = _gender(said)
    found["hamlet"] = said.get("hamlet", "")
    if _MORE_THAN_A_NAME.search(found["full_name"]):
        _take_apart(found)
    _without_title(found)
    found["hamlet"] = found["hamlet"] or row.group
    return found


def _joined_name(said: Mapping[str, str]) -> str:
    parts = (said.get(one, "") for one in ("family_middle", "middle", "given"))
    return said.get("full_name", "") or " ".join(part for part in parts if part)


def _joined_birth(said: Mapping[str, str]) -> str:
    """A birth in three columns; who has only a year has only a year."""
    parts = [said.get(one, "") for one in ("birth_day", "birth_month", "birth_year")]
    return "/".join(parts) if all(parts) else parts[2]


_MORE_THAN_A_NAME = re.compile(r"[\d()\[\]:;]")
_TOLD_BESIDE = {"born": "birth", "phone": "phone", "place": "hamlet", "sex": "gender", "note": "note"}


def _take_apart(found: dict[str, str]) -> None:
    told = told_in(found["full_name"])
    if "name" not in told:
        return
    found["full_name"] = told["name"]
    for slot, name in _TOLD_BESIDE.items():
        if told.get(slot) and not found.get(name):
            found[name] = told[slot]


# Families that are common enough for "Ông" before them to be no name: họ Ông (Ông Ích Khiêm) is one.
_FAMILIES = re.compile(
    r"nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|dao|doan|lam|mai|"
    r"truong|trinh|ha|cao|luong|luu|phung|ta|thai|chu|quach|vuong|vi|lo|kha|lu|hua|than|kieu|to|tong|"
    r"trieu|dam|tang|ton|au|lai|la|mac|moong|cu|sung|vang|giang|thao|lau|ma|hoa|nong|be|luc|lang|quan|"
    r"cam|xa|ngan|may|nay|nie"
)
_TITLES = {"ông": Sex.MALE, "bà": Sex.FEMALE, "anh": Sex.MALE, "chị": Sex.FEMALE, "cô": Sex.FEMALE, "chú": Sex.MALE}
_COMRADE = re.compile(r"(?:đ/c|đc|đồng chí)[.:]?\s+", re.IGNORECASE)


def _without_title(found: dict[str, str]) -> None:
    """A name without "Ông", "Bà" or "Đ/c" before it; the first two also say the sex."""
    found["full_name"] = _COMRADE.sub("", found["full_name"], count=1)
    first, _, rest = found["full_name"].partition(" ")
    title = first.rstrip(".:").casefold()
    family = text.fold(rest.split(" ")[0]) if len(rest.split()) > 1 else ""
    if title in _TITLES and _FAMILIES.fullmatch(family):
        found["full_name"] = rest
        found["gender"] = found["gender"] or SEX_SAID[_TITLES[title]]


def _gender(said: Mapping[str, str]) -> str:
    if said.get("birth_male") or _ticked(said, "gender_male"):
        return SEX_SAID[Sex.MALE]
    if said.get("birth_female") or _ticked(said, "gender_female"):
        return SEX_SAID[Sex.FEMALE]
    return said.get("gender", "")


def _ticked(said: Mapping[str, str], name: str) -> bool:
    return bool(said.get(name)) and is_tick(said[name])


# ---- births

_FIRST_OF_EXCEL = date(1899, 12, 30)
_SHORT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MONTH = re.compile(r"(?:thang)?(?:(?P<first>\d{4})[-/.])?(?P<month>\d{1,2})(?(first)|(?:[/.-]|nam)(?P<year>\d{4}))")
_IN_ENGLISH = re.compile(r"(\d{1,2})-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-(\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})")
_IN_WORDS = re.compile(r"(?:ngay)?(\d{1,2})thang(\d{1,2})nam(\d{4})")
_UNKNOWN_DAY = re.compile(r"(?:[-_.…x?]*|00)[/.-](?:[-_.…x?]*|00)[/.-](\d{4})")
_BEFORE = re.compile(r"^(?:sinh ngay|sinh nam|ngay sinh|nam sinh|sinh|sn|ns|nam)\s*[:.]?\s*(?=\d)")
_BEHIND = re.compile(r"\s*\(.*\)$|\s+0{1,2}:00(?::00)?$")


def birth_of(typed: str, today: date) -> Birth:
    """Read a birth as lists have it: 05/02/1980, 1980, 15/3/72, 1980-02-05, 2/1980 (the year), a day in figures.

    Of a year of two digits the nearest that has been is meant; what is not known of a day (00/00/1980) leaves the year.
    Raises Unreadable.
    """
    folded = _BEHIND.sub("", _BEFORE.sub("", text.fold(typed).replace("\\", "/").strip("'’., ")))
    cleaned = re.sub(r"['’\s]", "", folded)
    if match := _IN_ENGLISH.fullmatch(cleaned):
        cleaned = f"{match[1]}/{_MONTHS.index(match[2]) + 1}/{match[3]}"
    if match := _SHORT_YEAR.fullmatch(cleaned):
        cleaned = f"{match[1]}/{match[2]}/{_nearest_year(int(match[3]), today)}"
    elif re.fullmatch(r"\d{2}", cleaned):
        return Birth(birth_year=_nearest_year(int(cleaned), today))
    elif match := _ISO.fullmatch(cleaned):
        cleaned = f"{match[3]}/{match[2]}/{match[1]}"
    elif match := _RUN_TOGETHER.fullmatch(cleaned) or _IN_WORDS.fullmatch(cleaned):
        cleaned = f"{match[1]}/{match[2]}/{match[3]}"
    elif (match := _MONTH.fullmatch(cleaned)) and 1 <= int(match["month"]) <= 12:
        cleaned = match["year"] or match["first"]
    elif match := _UNKNOWN_DAY.fullmatch(cleaned):
        cleaned = match[1]
    elif re.fullmatch(r"\d{5}", cleaned):
        return Birth(born_on=_FIRST_OF_EXCEL + timedelta(days=int(cleaned)))
    elif not re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", cleaned):
        cleaned = folded if text.fold(typed) != folded else typed
    return parse_birth(cleaned)


def _nearest_year(two_digits: int, today: date) -> int:
    year = two_digits + today.year // 100 * 100
    return year if year <= today.year else year - 100


# ---- telephones

_NUMBERS = re.compile(r"[/;,]| - |\s{2,}")


# Numbers of eleven digits became ten digits in 2018; lists of before still hold the old ones.
_OLD_MOBILES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_EXPONENT = re.compile(r"(\d)[.,](\d{8})E\+?0?8", re.IGNORECASE)


def phone_of(typed: str) -> str | None:
    """A telephone number as its digits with the zero in front; None for what is none.

    Excel takes the zero away from a number kept as a number, +84 stands for it, and some type a letter O.
    """
    typed = _EXPONENT.sub(r"\1\2", re.sub(r"(?i)^o(?=[\d .]{8,})", "0", typed.strip()))
    digits = re.sub(r"[^\d+]", "", typed)
    digits = re.sub(r"^(?:\+?84)(?=\d{9}$)", "0", digits)
    if re.fullmatch(r"[235789]\d{8}|[12]\d{9}", digits):
        digits = f"0{digits}"
    if len(digits) == 11 and digits[:4] in _OLD_MOBILES:
        digits = f"{_OLD_MOBILES[digits[:4]]}{digits[4:]}"
    return digits if re.fullmatch(r"0[235789]\d{8}|02\d{9}|1[89]00\d{4,6}", digits) else None


_NOTHING = frozenset({"khong", "khong co", "chua co", "chua ro", "khong ro", "ko", "ko co", "k co", "0", "n/a", "x"})


_LONGEST_NOTHING = 12


def said_or_nothing(cell: str) -> str:
    """A cell, empty where somebody wrote that there is nothing: "-", "…", "không có"."""
    if len(cell) > _LONGEST_NOTHING:
        return cell
    return "" if not cell.strip("-–—.…/_ ") or text.fold(cell) in _NOTHING else cell


def name_of(typed: str) -> str:
    """A name with a capital for each word, word by word: many lists write only the family in capitals, or "thị" small.

    The words of a name in mixed letters (H'Hen) stay as they are.
    """
    return " ".join(map(_word_of, text.nfc(typed).strip(" *•+-–.,;:").split()))


# The same few thousand syllables make all names.
_word_of = lru_cache(maxsize=8_192)(text.proper_name)


def first_phone(typed: str) -> str | None:
    """The first of the telephone numbers in a cell; None where there is none."""
    return next((phone for part in _NUMBERS.split(typed) if (phone := phone_of(part))), None)
