"""The stack that goes to the printer: sealed papers in order, before each hamlet the sheet of whoever carries them.

The papers are copied byte for byte. The sheets are no papers: their QR says no more than that, and they are not kept.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from app import pdf, tenancy
from app.commitments import queries
from app.commitments.queries import Line
from app.db import db
from app.papers import queries as papers
from app.papers.documents import short_date
from app.papers.models import Paper
from app.papers.rules import COVER_CODE
from app.pdf import Rendered
from app.places import queries as places
from app.text import number_text

T = TypeVar("T")
Look = Callable[[Callable[[], T]], T]

READ = 100  # papers read at once for the one file
TEMPLATE = "documents/hamlet_cover.html"
NO_HAMLET = "Không thuộc thôn nào"


@dataclass(frozen=True)
class Layout:
    """How a stack is put together: with a sheet before each hamlet, for a printer that prints both sides or one."""

    covers: bool = False
    two_sided: bool = False


@dataclass(frozen=True)
class Cover:
    """What the sheet before the papers of one hamlet says."""

    authority_name: str
    hamlet: str
    head_name: str | None
    campaign: str
    kind: str
    count: str
    first: str
    last: str
    opens_on: str
    closes_on: str
    printed_on: str
    code: str
    form_number: str | None = None


def stack_of_papers(paper_ids: Sequence[int], layout: Layout, day: date) -> bytes:
    """These sealed papers as one file for the printer, in the order given; one alone is sent as it was sealed.

    Args: day, on which it is printed. Raises NotFound when one of them is not there.
    """
    rows = queries.sealed_papers(paper_ids)
    if len(rows) == 1:
        return papers.bytes_of(rows[0])
    by_commitment = {paper.subject_id: paper for paper in rows}

    def read(ids: Sequence[int]) -> list[bytes]:
        return [papers.bytes_of(by_commitment[row_id]) for row_id in ids]

    return stacked(list(by_commitment), layout, day, read=read).bytes


def _now(work: Callable[[], Any]) -> Any:
    return work()


def stacked(
    commitment_ids: Sequence[int],
    layout: Layout,
    day: date,
    look: Look[Any] = _now,
    read: Callable[[Sequence[int]], list[bytes]] = queries.sealed_bytes,
) -> Rendered:
    """The papers of these commitments, all of them sealed, as one file for the printer.

    Args: look, how a job reads from the database; read, where the bytes of some of them are taken from.
    Never more than a hundred papers are held beside the file that is being written.
    """
    return pdf.stack(_files(commitment_ids, layout, day, look, read), two_sided=layout.two_sided)


def _files(
    ids: Sequence[int], layout: Layout, day: date, look: Look[Any], read: Callable[[Sequence[int]], list[bytes]]
) -> Iterator[bytes]:
    covers = layout.covers and len(ids) > 1
    for group in look(partial(_by_hamlet, ids)) if covers else [ids]:
        if covers:
            yield _sheet(look(partial(_cover, group, day)), day)
        for start in range(0, len(group), READ):
            yield from look(partial(read, group[start : start + READ]))


def _by_hamlet(ids: Sequence[int]) -> list[list[int]]:
    """The ids in their order, parted where the hamlet changes."""
    hamlets = queries.hamlets_of(ids)
    return [list(group) for _hamlet, group in groupby(ids, lambda row_id: hamlets[row_id])]


def _cover(ids: Sequence[int], day: date) -> Cover:
    first, last = queries.line(queries.get(ids[0])), queries.line(queries.get(ids[-1]))
    campaign, hamlet = first.row.campaign, first.hamlet
    codes = papers.of_many("commitment", [ids[0], ids[-1]])
    return Cover(
        authority_name=places.authority_name(tenancy.scope_of(db.session()).home, day).full,
        hamlet=hamlet.name if hamlet else NO_HAMLET,
        head_name=hamlet.head_name if hamlet else None,
        campaign=campaign.name,
        kind=campaign.wording.subject_kind,
        count=number_text(len(ids)),
        first=_told(first, codes[ids[0]]),
        last=_told(last, codes[ids[-1]]),
        opens_on=short_date(campaign.opens_on),
        closes_on=short_date(campaign.closes_on),
        printed_on=short_date(day),
        code=COVER_CODE,
    )


def _told(line: Line, found: Sequence[Paper]) -> str:
    return f"{line.name} (mã {found[-1].short_code})" if found else line.name


def _sheet(cover: Cover, day: date) -> bytes:
    return pdf.render(TEMPLATE, cover, created=day, title=f"Tờ bìa: {cover.hamlet}").bytes
