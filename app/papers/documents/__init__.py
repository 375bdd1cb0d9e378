"""What the papers are made of: frozen plain values, the wording of dates and numbers, their templates.

Only text, whole numbers and tuples: facts are stored as JSON beside the sealed bytes, and rows never reach a
template. Page format and wording of dates and numbers: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from app.papers.documents.copying import CopyBlock, PaperCopy, PrinterTest
from app.papers.documents.gaps import leaves, missing, needed_when, optional, unprinted
from app.papers.documents.invitations import AS_LISTED, Guest, Invitation, hour_and_day
from app.papers.documents.layouts import TEMPLATES, layout_of, template_of
from app.papers.documents.pieces import Counts, Head, PaperFacts, Recipients, SignatureBlock
from app.papers.documents.stored import FACTS, FormChanged, facts_of, read_facts
from app.papers.documents.wording import (
    blank_date,
    issued_at,
    joined,
    long_date,
    millimetres,
    number_text,
    padded,
    paragraphs,
    percent,
    plain_date,
    reference,
    short_date,
)

__all__ = [
    "AS_LISTED",
    "CopyBlock",
    "Counts",
    "FACTS",
    "FormChanged",
    "Guest",
    "Head",
    "Invitation",
    "PaperCopy",
    "PaperFacts",
    "PrinterTest",
    "Recipients",
    "SignatureBlock",
    "TEMPLATES",
    "blank_date",
    "facts_of",
    "hour_and_day",
    "issued_at",
    "joined",
    "layout_of",
    "leaves",
    "long_date",
    "millimetres",
    "missing",
    "needed_when",
    "number_text",
    "optional",
    "padded",
    "paragraphs",
    "percent",
    "plain_date",
    "read_facts",
    "reference",
    "short_date",
    "template_of",
    "unprinted",
]
