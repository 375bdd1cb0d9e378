"""Which files a class may have as its proof: photographs and documents that are what their name says."""

from collections.abc import Sequence

from app.papers.rules.evidence import PICTURES
from app.refusals import Refusal
from app.training.rules import MaterialKind


def kind_of(media_type: str) -> MaterialKind:
    """Whether a file is a photograph or a document."""
    return MaterialKind.PHOTO if media_type in PICTURES else MaterialKind.DOCUMENT


def change_refusals(officer: bool, own: bool) -> list[Refusal]:
    """Why someone may not rename or remove a file: a trainer changes only what they added themselves."""
    return [] if officer or own else [Refusal("material-of-another")]


def captions_for(typed: Sequence[str], count: int) -> tuple[list[str], int]:
    """The caption of each of so many files in the order chosen, and how many typed lines were of no use.

    One line is for all; several go one to each file, and the files after the last line have none.
    """
    if len(typed) == 1:
        return [typed[0]] * count, 0
    given = list(typed[:count]) + [""] * (count - len(typed))
    return given, max(0, len(typed) - count)
