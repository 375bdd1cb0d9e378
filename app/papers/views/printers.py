"""Printers for pre-printed stock: the list, a new one, its offsets, the page by which they are measured."""

from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.papers import actions, forms, queries, rules
from app.papers.models import Printer
from app.papers.views.blueprint import bp
from app.refusals import Refused


@bp.get("/printers")
@needs(Can.PAPER_READ)
def printers() -> Response:
    """All printers of the authority, and the form for another one."""
    form = _offering(forms.PrinterForm(formdata=None, offset_x=0, offset_y=0, carried=rules.USUAL_STOCK))
    return _list(form)


def _offering(form: forms.PrinterForm) -> forms.PrinterForm:
    words = htmx.words("STOCK_LINES")
    form.carried.choices = [(line, words[line]) for line in rules.STOCK_LINES]
    return form


def _list(form: forms.PrinterForm, status: int = 200) -> Response:
    return htmx.page("papers/printers.html", status=status, printers=queries.printers(), form=form)


@bp.post("/printers")
@needs(Can.PRINTER_WRITE)
def add_printer() -> Response:
    """Keep another printer."""
    form = _offering(forms.PrinterForm())
    saved = _saved(None, form)
    if saved is None:
        return _list(form, 422)
    return htmx.go(".printers", f"Đã thêm máy in {saved.name}. In trang thử rồi đo độ lệch.")


def _saved(printer: Printer | None, form: forms.PrinterForm) -> Printer | None:
    """The printer as typed, or None with the reasons in the form."""
    if not form.validate_on_submit():
        return None
    typed = {name: value for name, value in form.data.items() if name != "csrf_token"}
    try:
        return actions.save_printer(printer, **typed)
    except Refused as refused:
        htmx.refuse(form, refused, printer_taken="name", offset_x_too_far="offset_x", offset_y_too_far="offset_y")
        return None


@bp.get("/printers/<int:printer_id>")
@needs(Can.PRINTER_WRITE)
def printer(printer_id: int) -> Response:
    """One printer with its offsets."""
    row = queries.printer(printer_id)
    return _page(row, _offering(forms.PrinterForm(formdata=None, obj=row)))


def _page(row: Printer, form: forms.PrinterForm, status: int = 200) -> Response:
    return htmx.page("papers/printer.html", status=status, printer=row, form=form)


@bp.post("/printers/<int:printer_id>")
@needs(Can.PRINTER_WRITE)
def save_printer(printer_id: int) -> Response:
    """Correct the offsets, the stock or the name."""
    row = queries.printer(printer_id)
    form = _offering(forms.PrinterForm())
    if _saved(row, form) is None:
        return _page(row, form, 422)
    return htmx.go(".printers", f"Đã ghi máy in {row.name}.")


@bp.get("/printers/<int:printer_id>/test.pdf")
@needs(Can.PAPER_READ)
def printer_test(printer_id: int) -> Response:
    """The page of crosses and rulers."""
    return htmx.pdf(actions.test_page(queries.printer(printer_id)), f"trang-thu-may-in-{printer_id}.pdf")
