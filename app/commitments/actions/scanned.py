"""Signed papers that came back through the scanner: the pledges on them are signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import audit
from app.commitments import rules
from app.commitments.actions import bulk
from app.commitments.actions.signing import NO_FOREIGN_HAND, take
from app.commitments.models import Campaign
from app.commitments.queries import Line
from app.commitments.rules import SIGNED, Way
from app.refusals import Refusal, Refused


@dataclass(frozen=True)
class TakenBack:
    """What became of the pledges of one campaign whose scans were filed.

    `signed`, how many are signed by it; `known`, how many were signed before and only gained the scan; `refused`, the
    names of those that cannot be signed as they stand, each with the reason: their scan is filed all the same.
    """

    signed: int
    known: int
    refused: tuple[tuple[str, Refusal], ...]


def take_back(campaign: Campaign, lines: Sequence[Line], signed_on: date, today: date) -> TakenBack:
    """Mark as signed the pledges whose signed papers were scanned and filed, as one act that can be taken back.

    Args: lines of this campaign; signed_on, the day written on the papers. One who signed before keeps the day and
    the way it was taken in; one who had declined has signed after all.
    Raises Refused when the day lies before the campaign or in the future; nothing is then marked.
    """
    faults = rules.signing_faults(signed_on, campaign.opens_on, today)
    if faults:
        raise Refused(faults)
    new = [line for line in lines if not rules.refusals("sign", line.row.state)]
    others = [line for line in lines if line not in new]
    known = [line for line in others if line.row.state in SIGNED]
    refused = [(line.name, rules.refusals("sign", line.row.state)[0]) for line in others if line not in known]
    if new:
        rows = [line.row for line in new]
        with bulk.recorded(campaign, "scan", rows):
            for row in rows:
                take(row, Way.SCAN, signed_on, NO_FOREIGN_HAND, None)
        audit.record_many("commitment-signed", rows, day=signed_on.isoformat())
        audit.record("commitments-scanned", campaign, count=len(new), day=signed_on.isoformat())
    return TakenBack(len(new), len(known), tuple(refused))
