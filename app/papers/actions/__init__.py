"""Verbs of papers: make a draft, seal, give numbers, file what comes back signed."""

from app.papers.actions.numbering import enter_number, open_register, skip_number, take_number
from app.papers.actions.proofing import proof
from app.papers.actions.scans import file_scan
from app.papers.actions.sealing import draft, facts_as_stored, seal

__all__ = [
    "draft",
    "enter_number",
    "facts_as_stored",
    "file_scan",
    "open_register",
    "proof",
    "seal",
    "skip_number",
    "take_number",
]
