"""A list pasted from Excel or Zalo: shown with all its doubts, mended in place, then saved in one step."""

from collections.abc import Sequence

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.people import actions, queries
from app.people.actions import PastedPerson
from app.people.forms import PasteForm, PreviewForm, typed_lines
from app.people.rules import Books, Judged, Line, judge
from app.people.views import bp
from app.places import queries as places
from app.places.models import Hamlet
from app.reading import SheetFault
from app.refusals import Refused


@bp.get("/paste")
@needs(Can.PERSON_WRITE)
def paste() -> Response:
    """The page to paste a list into."""
    return htmx.page("people/paste.html", form=PasteForm(places.hamlets(clock.today())))


@bp.post("/paste")
@needs(Can.PERSON_WRITE)
def preview() -> Response:
    """Read the list and show every line of it with its doubts; nothing is saved yet."""
    hamlets = places.hamlets(clock.today())
    form = PasteForm(hamlets)
    if not form.validate_on_submit():
        return htmx.page("people/paste.html", status=422, form=form)
    try:
        lines, unused, notes = form.lines(_names(hamlets))
    except SheetFault as fault:
        form.refuse(str(fault), "file" if form.file.data else "text")
        return htmx.page("people/paste.html", status=422, form=form)
    shown = PreviewForm(hamlets)
    return _preview_page(shown, _judged(shown, lines, hamlets), hamlets, unused=unused, notes=notes)


@bp.post("/paste/save")
@needs(Can.PERSON_WRITE)
def save_paste() -> Response:
    """Add the chosen lines, or show the list again as long as a line is not plain."""
    hamlets = places.hamlets(clock.today())
    form = PreviewForm(hamlets)
    valid = form.validate_on_submit()
    judged = _judged(form, typed_lines(request.form, form.count.data or 0), hamlets)
    if not valid or any(one.stopped for one in judged):
        return _preview_page(form, judged, hamlets, status=422)
    rows = _accepted(judged, form.households.data)
    hamlet = places.hamlet(form.hamlet_id.data) if form.hamlet_id.data else None
    try:
        if rows:
            actions.paste(hamlet, rows)
    except Refused as refused:
        htmx.refuse(form, refused)
        return _preview_page(form, judged, hamlets, status=422)
    return htmx.go("people.index", _told(judged), hamlet=form.hamlet_id.data)


def _names(hamlets: Sequence[Hamlet]) -> dict[int, str]:
    return {hamlet.id: hamlet.name for hamlet in hamlets}


def _judged(form: PreviewForm, lines: list[Line], hamlets: Sequence[Hamlet]) -> list[Judged]:
    known = queries.known([line.name for line in lines])
    books = Books(clock.today(), _names(hamlets), known, form.hamlet_id.data, bool(form.households.data))
    return judge(lines, books)


def _preview_page(
    form: PreviewForm,
    judged: list[Judged],
    hamlets: Sequence[Hamlet],
    status: int = 200,
    unused: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Response:
    return htmx.page(
        "people/preview.html",
        status=status,
        form=form,
        judged=judged,
        hamlets=_names(hamlets),
        unused=unused,
        notes=notes,
        stopped=[(place, one) for place, one in enumerate(judged) if one.stopped],
        doubtful=sum(1 for one in judged if one.doubts and not one.stopped),
    )


def _accepted(judged: list[Judged], households: bool) -> list[PastedPerson]:
    """The lines to add, and, where each heads a household, also those who are in the books already."""
    return [
        PastedPerson(
            name=one.line.name,
            sex=one.sex,
            born_on=one.birth.born_on,
            birth_year=one.birth.birth_year,
            target_group=one.target_group,
            phone=one.line.phone or None,
            occupation=one.line.occupation or None,
            household=households,
            hamlet_id=one.hamlet_id,
            known_id=None if one.line.choice == "new" else int(one.line.choice),
        )
        for one in judged
        if one.line.choice == "new" or (households and one.line.choice != "skip")
    ]


def _told(judged: list[Judged]) -> str:
    choices = [one.line.choice for one in judged]
    new, skipped = choices.count("new"), choices.count("skip")
    parts = [f"Đã thêm {new} người" if new else "Không thêm ai"]
    parts += [f"{len(choices) - new - skipped} dòng là người đã có trong sổ"] if len(choices) > new + skipped else []
    parts += [f"bỏ qua {skipped} dòng"] if skipped else []
    return f"{'; '.join(parts)}."
