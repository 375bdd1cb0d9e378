"""Verbs of commendations: round, dossier, nominees, reports, council, meeting, moves, papers, awards of old."""

from app.commendations.actions.achievements import save_achievement
from app.commendations.actions.attachments import (
    Filed,
    attach,
    move_attachment,
    remove_attachment,
    save_attachment,
    turn_attachment,
)
from app.commendations.actions.binding import (
    BOUND_KINDS,
    NumberedFile,
    bind_dossier,
    file_set,
    numbered_files,
)
from app.commendations.actions.calling import (
    BALLOT,
    INVITATION,
    Call,
    ballot_changed,
    draft_ballots,
    draft_invitation,
    invitation_changed,
    invite,
    print_ballots,
    why_no_ballots,
    why_no_invitation,
)
from app.commendations.actions.ceremony import certificates_file, order_ceremony, print_certificates
from app.commendations.actions.council import save_council, save_member
from app.commendations.actions.dossiers import must_be, open_dossier, publish, save_dossier, save_round
from app.commendations.actions.excerpts import excerpt_facts_of, make_excerpt
from app.commendations.actions.handovers import (
    Chosen,
    Handover,
    draft_handover,
    hand_over,
    items_of,
    why_no_handover,
)
from app.commendations.actions.judging import (
    confirmed_instruments,
    facts_of,
    homonyms,
    is_secret,
    is_simplified,
    missing_of,
    why_not,
)
from app.commendations.actions.meetings import PresenceEntry, plan_meeting, record_votes
from app.commendations.actions.moves import accept, close_vote, decide, propose, reopen, send_back, submit
from app.commendations.actions.nominees import (
    add_nominee,
    attest,
    nominee_refusals,
    remove_nominee,
    save_merit,
    take_figures,
)
from app.commendations.actions.papers import draft_paper, draft_word, paper_changed, remake
from app.commendations.actions.parts import signing_on
from app.commendations.actions.proofing import Proofed, proof_dossier
from app.commendations.actions.reports import draft_report, save_report
from app.commendations.actions.summary import save_summary
from app.commendations.actions.supplements import KIND as SUPPLEMENT
from app.commendations.actions.supplements import (
    Asking,
    Line,
    draft_supplement,
    found_lines,
    opinion_lines,
    request_supplement,
    targets_of,
    why_no_supplement,
)

__all__ = [
    "Asking",
    "BALLOT",
    "BOUND_KINDS",
    "Call",
    "Chosen",
    "Filed",
    "Handover",
    "INVITATION",
    "Line",
    "NumberedFile",
    "PresenceEntry",
    "Proofed",
    "SUPPLEMENT",
    "accept",
    "add_nominee",
    "attach",
    "attest",
    "ballot_changed",
    "bind_dossier",
    "certificates_file",
    "close_vote",
    "confirmed_instruments",
    "decide",
    "draft_ballots",
    "draft_handover",
    "draft_invitation",
    "draft_paper",
    "draft_report",
    "draft_supplement",
    "draft_word",
    "excerpt_facts_of",
    "facts_of",
    "file_set",
    "found_lines",
    "hand_over",
    "homonyms",
    "invitation_changed",
    "invite",
    "is_secret",
    "is_simplified",
    "items_of",
    "make_excerpt",
    "missing_of",
    "move_attachment",
    "must_be",
    "nominee_refusals",
    "numbered_files",
    "open_dossier",
    "opinion_lines",
    "order_ceremony",
    "paper_changed",
    "plan_meeting",
    "print_ballots",
    "print_certificates",
    "proof_dossier",
    "propose",
    "publish",
    "record_votes",
    "remake",
    "remove_attachment",
    "remove_nominee",
    "reopen",
    "request_supplement",
    "save_achievement",
    "save_attachment",
    "save_council",
    "save_dossier",
    "save_member",
    "save_merit",
    "save_report",
    "save_round",
    "save_summary",
    "send_back",
    "signing_on",
    "submit",
    "take_figures",
    "targets_of",
    "turn_attachment",
    "why_no_ballots",
    "why_no_handover",
    "why_no_invitation",
    "why_no_supplement",
    "why_not",
]
