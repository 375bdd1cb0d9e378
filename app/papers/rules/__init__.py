"""Rules of papers: the short code on each page, what a register of numbers permits, which papers there are."""

from app.papers.rules.codes import CODE_LENGTH, SIGNS, check_code, clean_code, short_code
from app.papers.rules.copies import (
    COPY_TITLES,
    EXCERPT,
    Source,
    copied_how,
    copy_refusals,
    excerpt_refusals,
    register_symbol,
)
from app.papers.rules.filing import SCAN_DPI, SCAN_LARGEST, replace_refusals, scan_refusals
from app.papers.rules.kinds import DOSSIER_KINDS, EDITABLE, KINDS, NUMBERED
from app.papers.rules.printers import FARTHEST, STOCK_LINES, USUAL_STOCK, printer_refusals
from app.papers.rules.proofing import Fault, Measure, basis_faults, faults_of, office_faults
from app.papers.rules.registers import (
    SYMBOLS,
    PaperToNumber,
    gaps,
    number_refusals,
    opening_refusals,
    paper_refusals,
    reference_parts,
    skip_refusals,
    symbol_parts,
    symbol_refusals,
)

__all__ = [
    "CODE_LENGTH",
    "COPY_TITLES",
    "DOSSIER_KINDS",
    "EDITABLE",
    "EXCERPT",
    "FARTHEST",
    "Fault",
    "KINDS",
    "Measure",
    "NUMBERED",
    "PaperToNumber",
    "SCAN_DPI",
    "SCAN_LARGEST",
    "SIGNS",
    "STOCK_LINES",
    "SYMBOLS",
    "Source",
    "USUAL_STOCK",
    "basis_faults",
    "check_code",
    "clean_code",
    "copied_how",
    "copy_refusals",
    "excerpt_refusals",
    "faults_of",
    "gaps",
    "number_refusals",
    "office_faults",
    "opening_refusals",
    "paper_refusals",
    "printer_refusals",
    "reference_parts",
    "register_symbol",
    "replace_refusals",
    "scan_refusals",
    "short_code",
    "skip_refusals",
    "symbol_parts",
    "symbol_refusals",
]
