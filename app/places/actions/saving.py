"""What the verbs of places share: a row made or corrected, and its twin refused."""

from typing import Any

from app.db import db
from app.refusals import Refusal, Refused


def refuse_twin(row: Any, twins: list[Any], code: str) -> None:
    """Refuse a row that stands in the books already under the same name and in the same period."""
    if any(twin is not row for twin in twins):
        raise Refused([Refusal(code)])


def saved(row: Any, table: Any, **values: Any) -> Any:
    """Set these values on the row, making it first when it is new."""
    if row is None:
        row = table(**values)
        db.session.add(row)
        return row
    for name, value in values.items():
        setattr(row, name, value)
    return row
