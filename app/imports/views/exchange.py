"""The exchange file of a kind of list, to be filled in further and brought in again."""

from flask import request
from werkzeug.wrappers import Response

from app import htmx
from app.access import needs
from app.imports.actions import exchange
from app.imports.views.blueprint import VERBS, bp, permitted, subject_of


@bp.get("/<kind>/exchange")
@needs(*VERBS)
def exchanged(kind: str) -> Response:
    """Everything the books hold of this kind, for Excel."""
    found = permitted(kind)
    subject = subject_of(found, request.args.get("about", type=int))
    return htmx.xlsx(exchange.exchange_file(found, subject), exchange.file_name(found))
