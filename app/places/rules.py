"""Words of places that need no database: names, periods, the block above a signature, values of local rules."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from app import law, text


class Level(StrEnum):
    """Where an authority stands."""

    COMMUNE = "commune"
    PROVINCE = "province"


class Dated(Protocol):
    """A row in force from a day until, not including, another."""

    valid_from: date
    valid_until: date | None


def in_force(row: Dated, day: date) -> bool:
    """Whether a dated row is in force on a day; periods are half-open."""
    return row.valid_from <= day and (row.valid_until is None or day < row.valid_until)


def placed(kind: str, name: str) -> str:
    """A place with the word for what it is: "xã Vạn An".

    The word is written large where it is part of the name: before a number ("Phường 1") and in "Thành phố Hồ Chí
    Minh" (Nghị định 30/2020/NĐ-CP, Phụ lục II).
    """
    own = name.isdigit() or (kind, name) == ("thành phố", "Hồ Chí Minh")
    return f"{kind[:1].upper() if own else kind[:1]}{kind[1:]} {name}"


@dataclass(frozen=True)
class AuthorityName:
    """How an authority is written on a day.

    `kind` xã, phường, đặc khu, tỉnh or thành phố; `name` the proper name; `province` the province's name
    with its kind for a commune, empty for a province.
    """

    kind: str
    name: str
    province: str = ""

    @property
    def place(self) -> str:
        """xã Vạn An, Thành phố Hồ Chí Minh"""
        return placed(self.kind, self.name)

    @property
    def full(self) -> str:
        """Ủy ban nhân dân xã Vạn An"""
        return f"Ủy ban nhân dân {self.place}"

    @property
    def short(self) -> str:
        """UBND xã Vạn An"""
        return f"UBND {self.place}"

    @property
    def capitals(self) -> str:
        """ỦY BAN NHÂN DÂN XÃ VẠN AN; capitals stand in the data, since a style sheet breaks Vietnamese."""
        return self.full.upper()


AUTHORITY_MARKS = ("", "TM.", "Q.", "KT.", "TL.", "TUQ.")


def signature_lines(authority_mark: str, post: str) -> list[str]:
    """The lines printed above a signer's name, in capitals: KT. and Phó Chủ tịch give KT. CHỦ TỊCH / PHÓ CHỦ TỊCH.

    `authority_mark` is one of AUTHORITY_MARKS, empty for a chair who signs in person. Source: Nghị định
    30/2020/NĐ-CP, Phụ lục I, chức vụ, họ tên và chữ ký của người có thẩm quyền.
    """
    own = text.nfc(post).upper()
    if authority_mark == "TM.":
        return ["TM. ỦY BAN NHÂN DÂN", own]
    if authority_mark in ("KT.", "TL.", "TUQ."):
        return [f"{authority_mark} CHỦ TỊCH", own]
    return [f"{authority_mark} {own}".strip()]


# What a value of a few words is called on screen; the codes stand in app/law/data/defaults.toml.
VALUE_WORDS = {
    "ballot": {"either": "giơ tay hoặc bỏ phiếu", "hand": "giơ tay", "secret": "bỏ phiếu kín"},
    "order": {
        "coefficient_first": "nhân hệ số trước, làm tròn một lần",
        "person_first": "làm tròn mức của cá nhân trước, rồi nhân hệ số",
    },
    "switch": {"yes": "có", "no": "không"},
}
_MORE_THAN_HALF = "quá nửa"
_COUNTED = {"working_days": "ngày làm việc", "days": "ngày", "years": "năm", "đồng": "đồng"}


def value_text(unit: str, value: Any) -> str:
    """A value of a local rule in words: 20 working_days is "20 ngày làm việc"; unknown is "chưa có"."""
    if value is None:
        return "chưa có"
    if unit in VALUE_WORDS:
        return VALUE_WORDS[unit].get(_code(value), str(value))
    if value == "more_than_half":
        return f"{_MORE_THAN_HALF} tổng số"
    if value == "permanent":
        return "vĩnh viễn"
    if isinstance(value, int):
        return f"{text.number_text(value)} {_COUNTED.get(unit, '')}".strip()
    return _share_text(str(value)) if unit == "share" else str(value)


def _share_text(value: str) -> str:
    # 2/3 and 80 % stand as the source writes them; 0.80 is how the data files write 80 %.
    return text.percent_text(Decimal(value)) if value.replace(".", "", 1).isdecimal() else value


def typed_value(unit: str, value: Any) -> str:
    """A value as it stands in the box of the form that changes it."""
    if value is None:
        return ""
    if unit in VALUE_WORDS:
        return _code(value)
    if value == "more_than_half":
        return _MORE_THAN_HALF
    return str(value).replace(".", ",") if unit == "share" else str(value)


def read_value(unit: str, typed: str) -> Any:
    """Read what an official typed for a local rule. Raises ValueError with a Vietnamese sentence."""
    typed = text.nfc(typed)
    if not typed:
        raise ValueError("Chưa nhập giá trị.")
    if unit in VALUE_WORDS:
        if typed not in VALUE_WORDS[unit]:
            raise ValueError("Hãy chọn một mục trong danh sách.")
        return typed == "yes" if unit == "switch" else typed
    if unit == "share":
        return _read_share(typed)
    if unit in _COUNTED:
        if not typed.isdecimal() or not 0 < int(typed) <= 999_999_999:
            raise ValueError("Phải là số nguyên lớn hơn 0, ví dụ 20.")
        return int(typed)
    return typed


def _read_share(typed: str) -> str:
    if typed.casefold().startswith(_MORE_THAN_HALF):
        return "more_than_half"
    try:
        law.share_of(typed)
    except ValueError:
        raise ValueError("Ghi tỷ lệ như 2/3, 0,8 hoặc 80 %; hoặc ghi quá nửa.") from None
    return typed.replace(",", ".")


def _code(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def may_set(local: str | None, level: Level) -> bool:
    """Whether an authority of this level may set a rule: the province any local one, a commune its own."""
    return local == "commune" or (local == "province" and level == Level.PROVINCE)
