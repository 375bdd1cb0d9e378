"""Reads of who should sign in a campaign, and of what a campaign can be narrowed by."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from app.commitments.models import Campaign
from app.commitments.queries.lines import NO_HAMLET, Subject
from app.commitments.rules import OFFICIAL, PARTS, ReadyWording
from app.commitments.rules.audience import EITHER
from app.db import db
from app.people.models import Collective, Household, Person
from app.places import queries as places
from app.places.models import Hamlet, Unit
from app.plans.rules import GROUPS

NAMED = 3  # so many places are told by name, more of them by their number
TABLES: Mapping[str, type[Subject]] = {
    "person": Person,
    "household": Household,
    "collective": Collective,
    OFFICIAL: Person,
}
_NO_HAMLET = "Không thuộc thôn nào"
_COLUMNS = {"units": "unit_id", "groups": "target_group", "posts": "post"}


def posts() -> list[str]:
    """The posts that people of the commune hold, as written, each once."""
    found = db.session.scalars(select(Person.post).where(func.coalesce(Person.post, "") != "").distinct())
    return sorted(post for post in found if post)


def audience_choices(kind: str, day: date, chosen: Mapping[str, Sequence[Any]]) -> dict[str, list[tuple[Any, str]]]:
    """What a campaign of this kind of subject may be narrowed by, part by part.

    Args: day, on which hamlets and units must be in force; chosen, what is ticked already and stays to be seen also
    when it is no longer there.
    """
    return {part: _choices(part, kind, day, chosen.get(part, ())) for part in PARTS[kind]}


def _choices(part: str, kind: str, day: date, chosen: Sequence[Any]) -> list[tuple[Any, str]]:
    if part == "groups":
        return [(group, group) for group in GROUPS]
    if part == "posts":
        return [(post, post) for post in sorted({*posts(), *chosen})]
    if part == "units":
        return [(one.id, one.name) for one in _with(places.units(day), Unit, chosen)]
    found = [(one.id, one.name) for one in _with(places.hamlets(day), Hamlet, chosen)]
    return found if kind == "household" else [*found, (NO_HAMLET, _NO_HAMLET)]


def _with(rows: list[Any], table: type[Hamlet] | type[Unit], ids: Sequence[int]) -> list[Any]:
    ended = set(ids) - {NO_HAMLET} - {row.id for row in rows}
    if not ended:
        return rows
    return [*rows, *db.session.scalars(select(table).where(table.id.in_(ended)).order_by(table.name_key, table.id))]


def of_audience(campaign: Campaign) -> ColumnElement[bool]:
    """The condition that somebody of the campaign's kind should sign in it."""
    kind = campaign.wording.subject_kind
    table: Any = TABLES[kind]
    named = [
        in_places(table.hamlet_id, set(ids)) if part == "hamlets" else getattr(table, _COLUMNS[part]).in_(ids)
        for part, ids in campaign.audience.items()
        if part in PARTS[kind] and ids
    ]
    joined = (or_ if kind in EITHER else and_)(*named) if named else true()
    return and_(joined, _called(campaign.wording.form)) if table is Collective else joined


def in_places(column: Any, ids: set[int]) -> ColumnElement[bool]:
    """The condition of belonging to one of these hamlets, NO_HAMLET for those of none."""
    named: ColumnElement[bool] = column.in_(sorted(ids - {NO_HAMLET}))
    return or_(named, column.is_(None)) if NO_HAMLET in ids else named


def _called(form: ReadyWording) -> ColumnElement[bool]:
    """Collectives whose name begins as those of this form do; of the form for any unit, all."""
    begins = [
        Collective.name.startswith(f"{written} ", autoescape=True)
        for word in form.called
        for written in (word, word.lower(), word.upper())
    ]
    return or_(*begins) if begins else true()


def audience_words(campaign: Campaign) -> str:
    """Who should sign, as a page says it: "Hộ gia đình của 12 thôn, tổ dân phố"; few places by their names."""
    form, audience = campaign.wording.form, campaign.audience
    words = [
        _place_words(campaign, "hamlets", Hamlet, "thôn, tổ dân phố"),
        _place_words(campaign, "units", Unit, "đơn vị"),
    ]
    groups, held = audience.get("groups", ()), audience.get("posts", ())
    said = form.label
    if held:
        said += f" giữ chức vụ {', '.join(held)}"
    if groups:
        said += f" thuộc nhóm {', '.join(groups)}"
    of = [word for word in words if word]
    if of:
        return f"{said} của {' và '.join(of)}"
    return said if held or groups else f"Tất cả {said[:1].lower()}{said[1:]}"


def _place_words(campaign: Campaign, part: str, table: type[Hamlet] | type[Unit], noun: str) -> str:
    ids = campaign.audience.get(part, [])
    if len(ids) > NAMED or not ids:
        return f"{len(ids)} {noun}" if ids else ""
    rows = db.session.execute(select(table.id, table.name).where(table.id.in_(ids)).order_by(table.name_key))
    names = [name for _id, name in rows]
    return ", ".join([*names, "nơi không thuộc thôn nào"] if NO_HAMLET in ids and part == "hamlets" else names)
