"""The list of households: heads alone, or a whole sổ hộ with everybody who lives in each household."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from app.people import actions, queries
from app.people.actions import ListedMember
from app.people.lists.people import PeopleList, books, hamlets_today, listed_columns, told
from app.people.rules.incoming import (
    HEAD_SAID,
    HOUSEHOLDS,
    RELATIONS,
    HomeBooks,
    HomeLine,
    InHousehold,
    InTheBooks,
    heads_wanted,
    household_key,
    judge_households,
    laid_out,
    with_heads,
)
from app.reading import Columns, Layout, Sheet
from app.reading.lines import Field, Judged, Line, Option
from app.reading.shape import BodyRow


class HouseholdsList(PeopleList):
    """Households of the commune: each line is somebody who heads one or belongs to one."""

    name = "households"
    options: ClassVar[tuple[Option, ...]] = (Option("hamlet", "choice"),)

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The list of households."""
        return "Danh sách hộ gia đình", "people.households", {}

    def columns(self, subject: Any) -> Columns:
        """The columns of a list of people, with the household beside them."""
        return HOUSEHOLDS

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """Who it is and what they are in which household, then the household."""
        return (
            Field("full_name", width="long", required=True),
            Field("relation", width="short", offers=RELATIONS),
            Field("household_head"),
            Field("birth", "day", "short"),
            Field("gender", width="short", offers=("Nam", "Nữ")),
            Field("hamlet", offers=tuple(hamlets_today().values())),
            Field("address", width="long"),
            Field("member_count", "number", "short"),
            Field("phone", "code"),
            Field("occupation"),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list, the head of the household named in every line of the others."""
        return with_heads(laid_out(sheet, HOUSEHOLDS, hamlets_today()))

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """As for people; the hamlet may stand in the address alone."""
        found = super().cells(row, columns)
        return {**found, "hamlet": found["hamlet"] or found.get("address", "")}

    def key(self, cells: Mapping[str, str]) -> str:
        """Everybody of households whose heads have one name."""
        return household_key(cells)

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against everybody who has one of their names, and against the households of these."""
        known = queries.known_to_list(line.cell("full_name") for line in lines)
        homes = queries.homes_of([one.known.id for one in known])
        heads = queries.heads_named(heads_wanted(lines))
        return judge_households(lines, HomeBooks(books(known, options), homes, heads))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Make the households of new heads, and bring everybody into theirs."""
        return [person.id for person in actions.take_in_households([_member(one) for one in judged])]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """Everybody who lives in a household that has a head, household by household."""
        return (_told(one, home) for one, home in queries.said_of_households())


def _member(judged: Judged) -> ListedMember:
    record: HomeLine = judged.record
    return ListedMember(
        judged.line.number,
        listed_columns(record.said, judged.twin),
        judged.twin.id if judged.twin else None,
        record.is_head,
        record.head_line,
        record.household_id,
        {"address": record.address, "member_count": record.member_count},
        record.relation,
    )


def _told(one: InTheBooks, home: InHousehold) -> Mapping[str, str | int | date | None]:
    household = {"hamlet": home.hamlet, "address": home.address, "member_count": home.member_count}
    if one.is_head:
        return {**told(one), **household, "relation": HEAD_SAID, "household_head": ""}
    return {**told(one), "hamlet": home.hamlet, "relation": home.relation, "household_head": home.head_told}
