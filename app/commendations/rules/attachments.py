"""As long as when files may be attached to a dossier; which files, say the rules of papers."""

from app.commendations.rules.states import MENDABLE, closed
from app.papers.rules.files import LARGEST, MIB, MOST_PAGES, fault_refusal, file_refusals, promised_type
from app.refusals import Refusal

LONGEST_TITLE = 200

__all__ = [
    "LARGEST",
    "LONGEST_TITLE",
    "MIB",
    "MOST_PAGES",
    "attaching_refusals",
    "fault_refusal",
    "file_refusals",
    "promised_type",
]


def attaching_refusals(state: str) -> list[Refusal]:
    """Why no file may be attached, renamed, moved or taken off now: the dossier is past the desk; empty means it may.

    What was decided or sent to the province stays as it was looked at; a returned dossier can be mended.
    """
    return closed(state, *MENDABLE)
