"""What a commitment was: the columns that an act on many changes, as plain values that a JSON column can hold."""

from datetime import UTC, date, datetime

from app.commitments.models import Commitment
from app.commitments.models.places import UNSIGNED
from app.commitments.rules.acts import Columns

_DAYS = ("signed_on", "judged_on")
_MOMENTS = ("received_at",)
_PLAIN = (
    "state",
    "signed_way",
    "signed_by",
    "capacity",
    "helped_by",
    "help_reason",
    "consents",
    "received_by",
    "reason",
    "judged_by",
)
COLUMNS = (*_PLAIN, *_DAYS, *_MOMENTS)
# Where it stood when it was signed: a signature that comes back stands there again. These are no columns of the act,
# since an unsigned commitment moves with its people, which is no change of the commitment.
_PLACE = ("hamlet_id", "place_key", "unit_id", "target_group")


def columns_of(row: Commitment) -> Columns:
    """What the row says now; what is empty is left out, days and moments are written as in ISO 8601."""
    return {name: _plain(value) for name in COLUMNS if (value := getattr(row, name)) is not None}


def place_of_row(row: Commitment) -> Columns:
    """Where the row stands in the lists now."""
    return {name: getattr(row, name) for name in _PLACE}


def put_back(row: Commitment, columns: Columns, place: Columns | None = None) -> None:
    """Write into the row what it said once; only what differs, so that nothing is changed for nothing.

    Args: place, where it stood, when the act moved it: written again only into one that is signed.
    """
    if place and columns["state"] not in UNSIGNED:
        for name in _PLACE:
            setattr(row, name, place[name])
    for name in COLUMNS:
        value = columns.get(name)
        if name in _DAYS and value is not None:
            value = date.fromisoformat(str(value))
        elif name in _MOMENTS and value is not None:
            value = datetime.fromisoformat(str(value))
        if getattr(row, name) != value:
            setattr(row, name, value)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, list) else value
