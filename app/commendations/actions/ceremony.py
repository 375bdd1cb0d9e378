"""Giấy khen for the day they are handed over: their order, and the stack for the printer, on white paper or stock."""

from collections.abc import Mapping

from app import audit, pdf
from app.commendations import documents, queries, rules
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Dossier, Nominee
from app.papers import queries as papers
from app.papers.documents import read_facts
from app.papers.models import Paper, Printer
from app.refusals import Refusal, Refused

STACK = "documents/certificate_stack.html"


def order_ceremony(dossier: Dossier, numbers: Mapping[int, int | None]) -> None:
    """Keep the order of the ceremony; the số sổ vàng stays the line of the decision's list.

    Args: numbers, by nominee; None for one who comes after the numbered ones, as in the roll.
    Raises Refused before the decision, and for a number that is below 1 or given twice.
    """
    must_be(dossier, rules.State.DECIDED)
    faults = [reason for found in rules.ceremony_faults(numbers).values() for reason in found]
    if faults:
        raise Refused(list(dict.fromkeys(faults)))
    for nominee in queries.by_roll(dossier):
        if nominee.id in numbers:
            nominee.ceremony_number = numbers[nominee.id]
    audit.record("ceremony-ordered", dossier, count=sum(number is not None for number in numbers.values()))


def print_certificates(dossier: Dossier, printer: Printer | None, only: Nominee | None = None) -> pdf.Rendered:
    """The giấy khen for the printer, in the order of the ceremony, one line in the log.

    Args: printer, whose stock is printed on, with its offsets; None for white paper, and then the sealed papers with
    frame and quốc huy; only, one recipient whose sheet was spoilt. Raises Refused while nothing is sealed.
    """
    sealed = _sealed(dossier, only)
    if not sealed:
        raise Refused([Refusal("no-such-paper")])
    if printer is None:
        audit.record("certificates-printed", dossier, count=len(sealed))
        return _on_white(sealed)
    audit.record("certificates-printed-on-stock", dossier, count=len(sealed), printer=printer.name)
    return _on_stock(sealed, printer)


def _sealed(dossier: Dossier, only: Nominee | None) -> list[Paper]:
    known = queries.papers_of(dossier)
    wanted = [only] if only else queries.by_ceremony(dossier)
    found = [known.get(("certificate", one.id)) for one in wanted]
    return [paper for paper in found if paper is not None]


def _on_white(sealed: list[Paper]) -> pdf.Rendered:
    return pdf.merge([papers.bytes_of(paper) for paper in sealed])


def _on_stock(sealed: list[Paper], printer: Printer) -> pdf.Rendered:
    """The words of the sealed papers once more, without what the stock has; the record stays the sealed ones."""
    stack = documents.CertificateStack(
        certificates=tuple(read_facts("certificate", paper.facts) for paper in sealed),
        carried=tuple(printer.carried),
        offset_x=printer.offset_x,
        offset_y=printer.offset_y,
    )
    return pdf.render(STACK, stack, created=sealed[0].day, title="Giấy khen in trên phôi")


def certificates_file(dossier: Dossier) -> pdf.Rendered:
    """All giấy khen of a decision as one file to look at, in the order of the ceremony."""
    sealed = _sealed(dossier, None)
    if not sealed:
        raise Refused([Refusal("no-such-paper")])
    return _on_white(sealed)
