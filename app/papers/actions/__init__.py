"""Verbs of papers: make a draft, seal, give numbers, file what comes back signed."""

from app.papers.actions import evidence
from app.papers.actions.copying import Certifying, certifying_block, make_copy
from app.papers.actions.editing import word_draft, word_of
from app.papers.actions.intake import (
    Decision,
    drop_spare,
    file_bundles,
    note_seen,
    read_stack,
    receive_stack,
    sort_sheets,
    take_back_sheet,
)
from app.papers.actions.numbering import enter_number, open_register, skip_number, take_number
from app.papers.actions.printers import save_printer, test_page
from app.papers.actions.proofing import proof, proof_paper
from app.papers.actions.scans import file_scan, file_scans
from app.papers.actions.sealing import draft, facts_as_stored, seal
from app.papers.actions.unnumbered import seal_or_keep

__all__ = [
    "Certifying",
    "certifying_block",
    "Decision",
    "draft",
    "drop_spare",
    "enter_number",
    "evidence",
    "facts_as_stored",
    "file_bundles",
    "file_scan",
    "file_scans",
    "make_copy",
    "note_seen",
    "open_register",
    "proof",
    "proof_paper",
    "read_stack",
    "receive_stack",
    "save_printer",
    "seal",
    "seal_or_keep",
    "skip_number",
    "sort_sheets",
    "take_back_sheet",
    "take_number",
    "test_page",
    "word_draft",
    "word_of",
]
