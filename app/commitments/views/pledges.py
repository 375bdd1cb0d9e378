"""The page of one commitment: its particulars, its paper, what happened to it, what may be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug.wrappers import Response

from app import audit, clock, htmx
from app.access import Can, needs
from app.commitments import queries, rules
from app.commitments.forms import DeclineForm, ReopenForm, SignedFileForm, SignForm
from app.commitments.models import Commitment
from app.commitments.queries import signing
from app.commitments.rules import Way
from app.commitments.views import bp
from app.papers import queries as papers

FILE = "pdf-"  # the two forms of signing stand on one page: the fields of the second carry this in front

# Further pieces of this page, by their template: the view that owns a piece enters what builds its `part`.
# PARTS["commitments/_promises.html"] = lambda row: {...}; the template finds it as part.name.
PARTS: dict[str, Callable[[Commitment], dict[str, Any]]] = {}


@dataclass(frozen=True)
class Forms:
    """The forms of the page."""

    sign: SignForm
    file: SignedFileForm
    decline: DeclineForm
    reopen: ReopenForm

    @classmethod
    def of(cls, **sent: Any) -> "Forms":
        """The form that was sent, and fresh ones beside it."""
        fresh = {
            "sign": SignForm(formdata=None, signed_on=clock.today()),
            "file": SignedFileForm(formdata=None, prefix=FILE),
            "decline": DeclineForm(formdata=None),
            "reopen": ReopenForm(formdata=None),
        }
        return cls(**(fresh | sent))


@bp.get("/<int:commitment_id>")
@needs(Can.COMMITMENT_READ)
def show(commitment_id: int) -> Response:
    """One commitment."""
    return commitment_page(queries.get(commitment_id), Forms.of())


def commitment_page(row: Commitment, forms: Forms, status: int = 200, **sent: Any) -> Response:
    """The page of a commitment with its forms as they were typed.

    Args: sent, for a piece of the page whose form was sent and refused: what stands in `part` in place of its own.
    """
    line = queries.line(row)
    return htmx.page(
        "commitments/show.html",
        status=status,
        line=line,
        row=row,
        campaign=row.campaign,
        last_day=rules.last_day(row.campaign.valid_until),
        paper=papers.current(row, "commitment"),
        history=audit.lines_about(row),
        why_not={move: rules.refusals(move, row.state) for move in rules.MOVES},
        forms=forms,
        named=signing.signer_of(line),
        drawing=signing.drawing_of(row) if row.signed_way == Way.SCREEN else None,
        files=[(file, signing.checks_of(file)) for file in signing.files_of(row)],
        parts={name: build(row) | sent for name, build in PARTS.items()},
        **offered(line.pledges_as),
    )


def offered(kind: str) -> dict[str, Any]:
    """What the forms of signing offer: capacities for this kind of pledge, reasons for help, with their marks."""
    return {
        "capacities": rules.CAPACITIES.of[kind],
        "help_reasons": rules.HELP_REASONS.reasons,
        "offered_mark": rules.CAPACITIES.mark,
    }
