"""The page of one commitment: its particulars, its paper, what happened to it, what may be done."""

from dataclasses import dataclass
from typing import Any

from werkzeug.wrappers import Response

from app import audit, clock, htmx
from app.access import Can, needs
from app.commitments import queries, rules
from app.commitments.forms import DeclineForm, ReopenForm, SignForm
from app.commitments.models import Commitment
from app.commitments.views import bp
from app.papers import queries as papers


@dataclass(frozen=True)
class Forms:
    """The three forms of the page."""

    sign: SignForm
    decline: DeclineForm
    reopen: ReopenForm

    @classmethod
    def of(cls, **sent: Any) -> "Forms":
        """The form that was sent, and fresh ones beside it."""
        fresh = {
            "sign": SignForm(formdata=None, signed_on=clock.today()),
            "decline": DeclineForm(formdata=None),
            "reopen": ReopenForm(formdata=None),
        }
        return cls(**(fresh | sent))


@bp.get("/<int:commitment_id>")
@needs(Can.COMMITMENT_READ)
def show(commitment_id: int) -> Response:
    """One commitment."""
    return commitment_page(queries.get(commitment_id), Forms.of())


def commitment_page(row: Commitment, forms: Forms, status: int = 200) -> Response:
    """The page of a commitment with its forms as they were typed."""
    return htmx.page(
        "commitments/show.html",
        status=status,
        line=queries.line(row),
        row=row,
        campaign=row.campaign,
        last_day=rules.last_day(row.campaign.valid_until),
        paper=papers.current(row, "commitment"),
        history=audit.lines_about(row),
        why_not={move: rules.refusals(move, row.state) for move in rules.MOVES},
        forms=forms,
    )
