"""Pages of what was done to many at once: the list of acts, one act with what it touched, and its undo."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.commitments import queries
from app.commitments.actions import bulk
from app.commitments.models import BulkAct
from app.commitments.queries import acts as act_queries
from app.commitments.rules.acts import RECEIVING, Columns
from app.commitments.views import bp
from app.refusals import Refusal, Refused

PAGE = 50


@bp.get("/campaigns/<int:campaign_id>/acts")
@needs(Can.COMMITMENT_READ)
def acts(campaign_id: int) -> Response:
    """What was done to many at once in a campaign, newest first."""
    campaign, before, most = queries.campaign(campaign_id), htmx.paged_from("before"), htmx.page_size(PAGE)
    found = act_queries.acts(campaign.id, before, most + 1)
    return htmx.page(
        "commitments/acts.html",
        campaign=campaign,
        acts=found[:most],
        before=before,
        next_before=found[most - 1].id if len(found) > most else None,
    )


@bp.get("/acts/<int:act_id>")
@needs(Can.COMMITMENT_READ)
def act(act_id: int) -> Response:
    """One act with everyone it touched, a page at a time."""
    return _act_page(act_queries.act(act_id))


@bp.post("/acts/<int:act_id>/undo")
@needs(Can.COMMITMENT_WRITE, Can.COMMITMENT_RECEIVE)
def undo(act_id: int) -> Response:
    """Take an act back; its page then tells what went back and who stays, with the reason."""
    found = act_queries.act(act_id)
    if faults := _undo_faults(found):
        raise Refused(faults)
    if job_id := bulk.start_undo(found):
        return htmx.go("desk.job", job_id=job_id)
    return htmx.go("commitments.act", act_id=act_id)


@dataclass(frozen=True)
class Stand:
    """How a commitment stood, as far as the list shows it."""

    state: str
    signed_on: date | None
    reason: str | None

    @classmethod
    def of(cls, columns: Columns) -> "Stand":
        """The stand that these columns tell."""
        signed_on, reason = columns.get("signed_on"), columns.get("reason")
        day = date.fromisoformat(str(signed_on)) if signed_on else None
        return cls(str(columns["state"]), day, str(reason) if reason else None)


@dataclass(frozen=True)
class Entry:
    """One line of what an act touched: who, how it stood and stands, and why it was left when the act was undone.

    `beside` is what hangs on the commitment, when the act changed that and not the commitment itself.
    """

    id: int
    name: str
    before: Stand | None
    after: Stand
    beside: dict[str, Any] | None
    left: Refusal | None
    there: bool


def _act_page(found: BulkAct) -> Response:
    left_alone = request.args.get("show") == "left"
    touched = [entry for entry in found.touched if "left" in entry] if left_alone else found.touched
    start, most = max(0, htmx.paged_from("start") or 0), htmx.page_size(PAGE)
    shown = touched[start : start + most]
    there = act_queries.lines_of([entry["id"] for entry in shown])
    return htmx.page(
        "commitments/act.html",
        act=found,
        campaign=found.campaign,
        entries=[_entry(entry, entry["id"] in there) for entry in shown],
        start=start,
        next_start=start + most if len(touched) > start + most else None,
        shown=len(touched),
        left=sum("left" in entry for entry in found.touched),
        left_alone=left_alone,
        faults=_undo_faults(found),
    )


def _entry(entry: dict[str, Any], there: bool) -> Entry:
    before = Stand.of(entry["before"]) if entry["before"] else None
    left = Refusal(**entry["left"]) if "left" in entry else None
    return Entry(entry["id"], entry["name"], before, Stand.of(entry["after"]), entry.get("beside"), left, there)


def _undo_faults(found: BulkAct) -> list[Refusal]:
    """Why it cannot be taken back by whoever looks: it was, or they could not have done it themselves."""
    own = found.kind in RECEIVING or Can.COMMITMENT_WRITE in g.verbs
    return bulk.undo_faults(found) or ([] if own else [Refusal("bulk-undo-by-officer")])


def with_undo(act: BulkAct, sentence: str) -> Markup:
    """What a bulk act says when it is done: the sentence, and the way to what it touched and to its undo."""
    link = url_for("commitments.act", act_id=act.id)
    return Markup('{} <a href="{}">Xem danh sách, hoàn tác</a>').format(sentence, link)
