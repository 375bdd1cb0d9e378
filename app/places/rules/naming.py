"""Names and periods: how an authority is written on a day, and whether a dated row is in force then."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Level(StrEnum):
    """Where an authority stands."""

    COMMUNE = "commune"
    PROVINCE = "province"


class Dated(Protocol):
    """A row in force from a day until, not including, another."""

    @property
    def valid_from(self) -> date:
        """The first day."""

    @property
    def valid_until(self) -> date | None:
        """The first day on which it no longer holds, or none."""


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
