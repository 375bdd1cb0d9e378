"""Stacks of signed papers as they come out of a scanner, and what becomes of them through the real actions."""

from collections.abc import Sequence

from app.papers import actions, queries
from app.papers.queries.intake import Stack
from tests.cast import acting
from tests.pdf import scans
from tests.pdf.scans import Glass

QUICK = Glass(dpi=150, noise=10)


def pictures(user_id: int, paper_ids: Sequence[int], glass: Glass = QUICK) -> list[bytes]:
    """Every page of these papers, as the scanner sees it, in their order."""
    with acting(user_id):
        contents = [queries.bytes_of(queries.get(paper_id)) for paper_id in paper_ids]
    return [page for content in contents for page in scans.scanned(content, glass)]


def received(user_id: int, sheets: Sequence[bytes], file_name: str = "chong.pdf") -> int:
    """A stack taken in and read to its end; returns its id. Needs a context."""
    with acting(user_id):
        return actions.receive_stack([(file_name, scans.stack(sheets))])[0].id


def states(stack: Stack) -> list[str]:
    """How far each page has come, in the order of the stack."""
    return [one.state for one in stack.intake.sheets]


def fates(stack: Stack) -> dict[int, str]:
    """Why pages wait, by their number."""
    return {one.sheet.number: one.fate for one in stack.waiting}
