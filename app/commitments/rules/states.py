"""States and moves of a commitment, with the reasons why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.refusals import Move, Refusal


class State(StrEnum):
    """How far a pledge has come."""

    DRAFTED = "drafted"
    PRINTED = "printed"
    SIGNED = "signed"
    DECLINED = "declined"


# Who still has to be asked: the list an official takes from door to door.
OPEN = frozenset({State.DRAFTED, State.PRINTED})

# A pledge may be signed without our paper (an older form was signed), and one that was declined may be signed after
# all; the printing of a declined one needs a reopening first, so that no reason is lost by a click on "print".
MOVES: dict[str, Move[State]] = {
    "print": Move(OPEN, State.PRINTED),
    "sign": Move(OPEN | {State.DECLINED}, State.SIGNED),
    "decline": Move(OPEN, State.DECLINED),
    "reopen": Move(frozenset({State.SIGNED, State.DECLINED}), State.PRINTED),
}


def refusals(move: str, state: str) -> list[Refusal]:
    """Why this move may not be made from this state; empty means it may.

    Args: move, a key of MOVES; state, a State.
    """
    now = State(state)
    if now in MOVES[move].sources:
        return []
    if now is State.SIGNED:
        return [Refusal("commitment-signed")]
    return [Refusal("commitment-declined") if now is State.DECLINED else Refusal("commitment-open")]


def signing_faults(signed_on: date, opens_on: date, today: date) -> list[Refusal]:
    """Why a day of signing cannot be: before the campaign opened, or in the future."""
    found = []
    if signed_on < opens_on:
        found.append(Refusal("signed-before-campaign", detail=f"{opens_on:%d/%m/%Y}"))
    if signed_on > today:
        found.append(Refusal("signed-in-future"))
    return found


def reason_faults(reason: str) -> list[Refusal]:
    """Why a reason for declining or reopening is none: it is empty."""
    return [] if reason.strip() else [Refusal("commitment-needs-reason")]


def campaign_faults(
    opens_on: date, closes_on: date, valid_from: date, valid_until: date, wording_from: date
) -> list[Refusal]:
    """Why the days of a campaign do not fit together.

    Args: opens_on and closes_on, first and last day of signing; valid_from, the first day of what is promised;
    valid_until, the first day after it; wording_from, the day from which the text is in use.
    """
    found = []
    if closes_on < opens_on:
        found.append(Refusal("closes-before-opens"))
    if valid_until <= valid_from:
        found.append(Refusal("period-empty"))
    if wording_from > closes_on:
        found.append(Refusal("wording-later", detail=f"{wording_from:%d/%m/%Y}"))
    return found


@dataclass(frozen=True)
class Edited:
    """What a change of a campaign touches, and how far the campaign has come."""

    kind_changed: bool
    text_changed: bool
    period_changed: bool
    made: bool
    printed: bool


def edit_faults(edited: Edited) -> list[Refusal]:
    """Why a campaign may no longer be changed like this: what people hold in their hands must stay true."""
    found = []
    if edited.made and edited.kind_changed:
        found.append(Refusal("campaign-has-commitments"))
    if edited.printed and edited.text_changed and not edited.kind_changed:
        found.append(Refusal("campaign-text-printed"))
    if edited.printed and edited.period_changed:
        found.append(Refusal("campaign-period-printed"))
    return found


# Cán bộ, công chức pledge as persons, with their post and unit in place of where they live.
PERSON, OFFICIAL = "person", "official"


def subject_faults(kind: str, wording_kind: str, name: str, head: str | None, post: str | None) -> list[Refusal]:
    """Why someone cannot pledge in a campaign.

    Args: kind of the subject and kind the text is for; name, to say who it is; head and post, for a household the
    name of its head, for a collective its representative, for a person the unit worked for and the post held there.
    """
    found = []
    if kind != (PERSON if wording_kind == OFFICIAL else wording_kind):
        found.append(Refusal("subject-kind-differs", detail=name))
    if kind == PERSON and wording_kind == OFFICIAL and not (head and post):
        found.append(Refusal("official-without-post", detail=name))
    if kind == "household" and not head:
        found.append(Refusal("household-without-head", detail=name))
    if kind == "collective" and not (head and post):
        found.append(Refusal("collective-without-representative", detail=name))
    return found


def wording_faults(promises: Sequence[str], valid_from: date, former_from: date | None) -> list[Refusal]:
    """Why a text of pledge cannot be kept: it promises nothing, or starts before the version it follows."""
    found = []
    if not promises:
        found.append(Refusal("wording-without-promise"))
    if former_from is not None and valid_from < former_from:
        found.append(Refusal("wording-before-former", detail=f"{former_from:%d/%m/%Y}"))
    return found


def last_day(valid_until: date) -> date:
    """The last day of a period whose end is not included, as it is printed."""
    return valid_until - timedelta(days=1)
