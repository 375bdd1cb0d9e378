"""Verbs of commitments: keep texts and campaigns, make the commitments, print them, take them back signed."""

from app.commitments.actions.bases import bases_under, proposed_bases
from app.commitments.actions.campaigns import save_campaign
from app.commitments.actions.copying import Copied, copy_campaign
from app.commitments.actions.doors import Visits, take_visits
from app.commitments.actions.ending import expire_many, expiring_faults, judge_again, withdraw, withdraw_many
from app.commitments.actions.following import attest, attest_many, judge, judge_many, unattest
from app.commitments.actions.listing import ListEntry, make_from_list, make_list_piece, read_entry
from app.commitments.actions.making import Made, make_commitments, make_for, make_piece
from app.commitments.actions.printing import (
    Printed,
    finish_print,
    keep_stack,
    print_commitments,
    print_one,
    replace_paper,
    seal_lines,
)
from app.commitments.actions.promises import GoalsRefused, save_goals
from app.commitments.actions.proofing import Proofed, proof_lines
from app.commitments.actions.renewing import (
    RENEWING,
    Preview,
    Renewal,
    Skipped,
    preview_renewal,
    renew,
    renew_some,
)
from app.commitments.actions.returns import decline, decline_many, receive_many, reopen, reopen_many
from app.commitments.actions.scanned import TakenBack, take_back
from app.commitments.actions.signing import (
    check_again,
    draw,
    facts_to_sign,
    file_signed,
    forget_signature,
    receive,
    restore_paper,
)
from app.commitments.actions.stacking import Layout, stack_of_papers, stacked
from app.commitments.actions.texts import confirm_wording, save_wording, seed_wordings

__all__ = [
    "RENEWING",
    "Copied",
    "GoalsRefused",
    "Layout",
    "ListEntry",
    "Made",
    "Preview",
    "Printed",
    "Proofed",
    "Renewal",
    "Skipped",
    "TakenBack",
    "Visits",
    "attest",
    "attest_many",
    "bases_under",
    "check_again",
    "confirm_wording",
    "copy_campaign",
    "decline",
    "decline_many",
    "draw",
    "expire_many",
    "expiring_faults",
    "facts_to_sign",
    "file_signed",
    "finish_print",
    "forget_signature",
    "judge",
    "judge_again",
    "judge_many",
    "keep_stack",
    "make_commitments",
    "make_for",
    "make_from_list",
    "make_list_piece",
    "make_piece",
    "preview_renewal",
    "print_commitments",
    "print_one",
    "proof_lines",
    "proposed_bases",
    "read_entry",
    "receive",
    "receive_many",
    "renew",
    "renew_some",
    "reopen",
    "reopen_many",
    "replace_paper",
    "restore_paper",
    "save_campaign",
    "save_goals",
    "save_wording",
    "seal_lines",
    "seed_wordings",
    "stack_of_papers",
    "stacked",
    "take_back",
    "take_visits",
    "unattest",
    "withdraw",
    "withdraw_many",
]
