"""The blueprint that the pages of lists share, and who may do what with a kind of list."""

from typing import Any

from flask import Blueprint, abort, g

from app.access import Can
from app.imports.models import IncomingList
from app.imports.queries.kinds import kind_of, kinds_of
from app.reading.kinds import ListKind

bp = Blueprint("imports", __name__, url_prefix="/imports")

# Whoever may write anything may bring in a list of something; which kinds, their own verb says.
VERBS = (Can.PERSON_WRITE, Can.PLACE_WRITE, Can.TRAINING_WRITE, Can.ATTENDANCE_MARK, Can.DOSSIER_WRITE, Can.PLAN_WRITE,
         Can.COMMITMENT_WRITE, Can.ACTIVITY_WRITE)  # fmt: skip


def permitted(name: str) -> ListKind:
    """The kind of list, for whoever may bring it in; 404 for none, 403 for somebody else."""
    kind = kind_of(name)
    if kind.verb not in g.verbs:
        abort(403)
    return kind


def kinds_permitted() -> list[str]:
    """The kinds of lists that who asks may bring in."""
    return kinds_of(g.verbs)


def subject_of(kind: ListKind, about: int | None) -> Any:
    """What a list belongs to; a 404 where it needs something and nothing was named."""
    if kind.has_subject and about is None:
        abort(404)
    return kind.subject(about if kind.has_subject else None)


def opened(incoming: IncomingList) -> tuple[ListKind, Any]:
    """The kind and the subject of a list, for whoever may work on it."""
    kind = permitted(incoming.kind)
    return kind, subject_of(kind, incoming.subject_id)
