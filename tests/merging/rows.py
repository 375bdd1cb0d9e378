"""Records to be merged, for the tests, made through the real actions."""

from typing import Any

from sqlalchemy import select

from app.db import Base, db
from app.imports.actions.recording import columns_of
from app.merging import actions
from app.merging.models import Merge
from tests.cast import Cast, acting
from tests.people.rows import hamlet, person

# What a merge writes about itself, the log, and counts that follow.
APART = {"merge", "not_same", "audit_line", "month_count", "subject_month", "commitment_count"}


def books() -> dict[tuple[str, int], dict[str, Any]]:
    """Every row of every table, as plain values; inside acting()."""
    db.session.flush()
    db.session.expire_all()
    found = {}
    for mapper in Base.registry.mappers:
        if mapper.class_.__tablename__ in APART:
            continue
        for row in db.session.scalars(select(mapper.class_)):
            key = row.id if hasattr(row, "id") else repr(columns_of(row))
            found[mapper.class_.__tablename__, key] = columns_of(row)
    return found


def merged(first: Any, second: Any, **chosen: str) -> Merge:
    """Two records of the authority now acting made one."""
    db.session.flush()
    return actions.merge(first.__tablename__, first, second, chosen)


def foreign_urls(cast: Cast) -> list[str]:
    """The address of each page of two persons of the home commune and of a merge; needs an app context."""
    with acting(cast.users["officer"]):
        home = hamlet("Thôn Gộp")
        one, two, three, four = (person(f"Nguyễn Văn Gộp {word}", hamlet_id=home.id) for word in "ABCD")
        made = merged(three, four)
        pair = f"/merging/person/{one.id}/{two.id}"
        return [f"/merging/person/{one.id}", pair, f"{pair}/apart", f"/merging/merges/{made.id}/done",
                f"/merging/merges/{made.id}/undo", f"/merging/move/hamlet/{home.id}"]  # fmt: skip
