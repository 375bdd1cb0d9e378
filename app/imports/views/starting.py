"""A list is pasted or chosen as a file; what came in before, and what waits."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import htmx
from app.access import needs
from app.imports.actions import beginning, saving
from app.imports.forms import StartForm, start_form
from app.imports.models import IncomingList
from app.imports.queries import listing
from app.imports.views.blueprint import VERBS, bp, kinds_permitted, permitted, subject_of
from app.reading import SheetFault
from app.reading.kinds import ListKind
from app.refusals import Refused


@bp.get("")
@needs(*VERBS)
def index() -> ResponseReturnValue:
    """The lists that came in, the newest first, and what may be brought in."""
    kinds = kinds_permitted()
    free = [name for name in kinds if not permitted(name).has_subject]
    return htmx.page("imports/index.html", lists=listing.lists(kinds), kinds=free)


@bp.get("/<kind>")
@needs(*VERBS)
def start(kind: str) -> ResponseReturnValue:
    """The box to paste a list into."""
    found, about = permitted(kind), request.args.get("about", type=int)
    subject = subject_of(found, about)
    kept = {name: value for name, value in request.args.items() if name in {one.name for one in found.options}}
    return _page(found, subject, about, start_form(found, subject, kept, formdata=None))


@bp.post("/<kind>")
@needs(*VERBS)
def read(kind: str) -> ResponseReturnValue:
    """Read the list and show every line of it; nothing stands in the books yet."""
    found, about = permitted(kind), request.args.get("about", type=int)
    subject = subject_of(found, about)
    form = start_form(found, subject)
    if not form.validate_on_submit():
        return _page(found, subject, about, form, 422)
    try:
        incoming = _begun(found, about, form)
    except SheetFault as fault:
        form.refuse(str(fault), "file" if form.file.data else "text")
        return _page(found, subject, about, form, 422)
    except Refused as refused:
        htmx.refuse(form, refused)
        return _page(found, subject, about, form, 422)
    return htmx.go(".show", list_id=incoming.id)


def _begun(kind: ListKind, about: int | None, form: StartForm) -> IncomingList:
    sheet, source = form.sheet_read(prose=kind.prose)
    incoming = beginning.begin(kind, about if kind.has_subject else None, form.answers(), source, sheet)
    saving.finish_if_settled(incoming)
    return incoming


def _page(kind: ListKind, subject: Any, about: int | None, form: StartForm, status: int = 200) -> Response:
    return htmx.page(
        "imports/start.html",
        status=status,
        kind=kind,
        about=about,
        form=form,
        fields=kind.fields(subject),
        place=kind.place(subject),
        stopped=kind.stopped(subject),
        waiting=[one for one in listing.lists([kind.name], open_only=True) if one.subject_id == about][:5],
    )
