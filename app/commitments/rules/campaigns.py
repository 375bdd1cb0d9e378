"""Why a campaign, who pledges in it, or a text of pledge cannot be as it was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.refusals import Refusal


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
    notice_changed: bool = False  # legal bases, or why the number of the CCCD is asked for
    audience_narrowed: bool = False


def edit_faults(edited: Edited) -> list[Refusal]:
    """Why a campaign may no longer be changed like this: what people hold in their hands must stay true."""
    found = []
    if edited.made and edited.kind_changed:
        found.append(Refusal("campaign-has-commitments"))
    if edited.printed and edited.text_changed and not edited.kind_changed:
        found.append(Refusal("campaign-text-printed"))
    if edited.printed and edited.period_changed:
        found.append(Refusal("campaign-period-printed"))
    if edited.printed and edited.notice_changed:
        found.append(Refusal("campaign-notice-printed"))
    if edited.made and edited.audience_narrowed and not edited.kind_changed:
        found.append(Refusal("campaign-audience-narrowed"))
    return found


# Cán bộ, công chức pledge as persons, with their post and unit in place of where they live.
PERSON, OFFICIAL = "person", "official"
# What the figures count in a campaign of each kind; people, households and collectives are never added to each other.
COUNTED_AS = {PERSON: PERSON, OFFICIAL: PERSON, "household": "household", "collective": "collective"}


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
