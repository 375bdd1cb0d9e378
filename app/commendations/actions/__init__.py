"""Verbs of commendations: round, dossier, nominees, reports, council, meeting, moves, papers, awards of old."""

from app.commendations.actions.achievements import save_achievement
from app.commendations.actions.binding import bind_dossier, certificates_file, file_set
from app.commendations.actions.council import save_council, save_member
from app.commendations.actions.dossiers import must_be, open_dossier, publish, save_dossier, save_round
from app.commendations.actions.judging import confirmed_instruments, facts_of, homonyms, is_secret, missing_of, why_not
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
from app.commendations.actions.papers import draft_paper, paper_changed, remake
from app.commendations.actions.reports import draft_report, save_report

__all__ = [
    "PresenceEntry",
    "accept",
    "add_nominee",
    "attest",
    "bind_dossier",
    "certificates_file",
    "close_vote",
    "confirmed_instruments",
    "decide",
    "draft_paper",
    "draft_report",
    "facts_of",
    "file_set",
    "homonyms",
    "is_secret",
    "missing_of",
    "must_be",
    "nominee_refusals",
    "open_dossier",
    "paper_changed",
    "plan_meeting",
    "propose",
    "publish",
    "record_votes",
    "remake",
    "remove_nominee",
    "reopen",
    "save_achievement",
    "save_council",
    "save_dossier",
    "save_member",
    "save_merit",
    "save_report",
    "save_round",
    "send_back",
    "submit",
    "take_figures",
    "why_not",
]
