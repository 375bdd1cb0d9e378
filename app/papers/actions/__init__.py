"""Verbs of papers: make a draft, seal, give numbers, file what comes back signed."""

from app.papers.actions.copying import Certifying, certifying_block, make_copy
from app.papers.actions.editing import word_draft, word_of
from app.papers.actions.numbering import enter_number, open_register, skip_number, take_number
from app.papers.actions.printers import save_printer, test_page
from app.papers.actions.proofing import proof, proof_paper
from app.papers.actions.scans import file_scan
from app.papers.actions.sealing import draft, facts_as_stored, seal
from app.papers.actions.unnumbered import seal_or_keep

__all__ = [
    "Certifying",
    "certifying_block",
    "draft",
    "enter_number",
    "facts_as_stored",
    "file_scan",
    "make_copy",
    "open_register",
    "proof",
    "proof_paper",
    "save_printer",
    "seal",
    "seal_or_keep",
    "skip_number",
    "take_number",
    "test_page",
    "word_draft",
    "word_of",
]
