"""Verbs of commitments: keep texts and campaigns, make the commitments, print them, take them back signed."""

from app.commitments.actions.campaigns import Made, make_commitments, save_campaign
from app.commitments.actions.printing import (
    Printed,
    finish_print,
    keep_stack,
    print_commitments,
    print_one,
    replace_paper,
    seal_lines,
)
from app.commitments.actions.proofing import Proofed, proof_lines
from app.commitments.actions.returns import decline, receive, receive_many, reopen
from app.commitments.actions.texts import confirm_wording, save_wording, seed_wordings

__all__ = [
    "Made",
    "Printed",
    "Proofed",
    "confirm_wording",
    "decline",
    "finish_print",
    "keep_stack",
    "make_commitments",
    "print_commitments",
    "print_one",
    "proof_lines",
    "receive",
    "receive_many",
    "reopen",
    "replace_paper",
    "save_campaign",
    "save_wording",
    "seal_lines",
    "seed_wordings",
]
