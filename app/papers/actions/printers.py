"""Verbs of printers: keep one with its offsets, make the page by which the offsets are measured."""

from collections.abc import Collection

from app import audit, clock, pdf, text
from app.db import db
from app.papers import documents, queries, rules
from app.papers.models import Printer
from app.refusals import Refused

TEST_PAGE = "documents/printer_test.html"


def save_printer(
    printer: Printer | None,
    *,
    name: str,
    offset_x: int,
    offset_y: int,
    carried: Collection[str],
    is_default: bool = False,
) -> Printer:
    """Keep a printer with the stock that lies in it; the first one, or a newly marked one, is offered first.

    Args: offsets in tenths of a millimetre, to the right and down; carried, of rules.STOCK_LINES those the stock has
    in print. Raises Refused for a name taken or an offset that leaves the paper.
    """
    others = [one for one in queries.printers() if printer is None or one.id != printer.id]
    name = text.nfc(name)
    taken = any(text.fold(one.name) == text.fold(name) for one in others)
    refusals = rules.printer_refusals(taken, offset_x, offset_y)
    if refusals:
        raise Refused(refusals)
    printer = printer or Printer()
    printer.name, printer.offset_x, printer.offset_y = name, offset_x, offset_y
    printer.carried = [line for line in rules.STOCK_LINES if line in carried]
    printer.is_default = is_default or not any(one.is_default for one in others)
    if printer.is_default:
        for one in others:
            one.is_default = False
    db.session.add(printer)
    audit.record("printer-saved", printer, name=printer.name)
    return printer


def test_page(printer: Printer) -> bytes:
    """Crosses and rulers at known places, moved as this printer's certificates are: to be measured with a ruler."""
    facts = documents.PrinterTest(name=printer.name, offset_x=printer.offset_x, offset_y=printer.offset_y)
    made = pdf.render(TEST_PAGE, facts, created=clock.today(), title=f"Trang thử máy in {printer.name}")
    return made.bytes
