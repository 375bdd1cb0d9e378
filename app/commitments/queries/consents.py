"""Reads of consents: how many agreed to each purpose in a campaign."""

import json
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Text, cast, func, select

from app.commitments.models import Commitment
from app.commitments.rules import CONSENT, SIGNED
from app.db import db


@dataclass(frozen=True)
class Agreed:
    """How many signed in a campaign, of how many the answers are written down, and who agreed to what."""

    signed: int
    recorded: int
    purposes: tuple[tuple[str, int], ...]


def agreed(campaign_id: int) -> Agreed:
    """How many of those who signed agreed to each purpose, in the order of the form."""
    # Grouped by the whole list of purposes: a handful of combinations, however many signed.
    answers = cast(Commitment.consents, Text)
    chosen = (
        select(answers, func.count(Commitment.id))
        .where(Commitment.campaign_id == campaign_id, Commitment.state.in_(sorted(SIGNED)))
        .group_by(answers)
    )
    signed, recorded, found = 0, 0, Counter(dict.fromkeys(CONSENT.purposes, 0))
    for written, count in db.session.execute(chosen):
        signed += count
        if written is not None:
            recorded += count
            found.update(dict.fromkeys(json.loads(written), count))
    return Agreed(signed, recorded, tuple(found.items()))
