"""The list taken from door to door, come back: who signed and who did not, entered in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import audit
from app.commitments.actions import bulk
from app.commitments.actions.returns import decline
from app.commitments.actions.signing import receive
from app.commitments.models import Campaign
from app.commitments.queries import Line
from app.commitments.rules import Visit
from app.refusals import Refused


@dataclass(frozen=True)
class Visits:
    """How many rows of a returned list were signed, and how many were not."""

    signed: int
    declined: int


def take_visits(campaign: Campaign, visits: Sequence[tuple[Line, Visit]], today: date) -> Visits:
    """Enter a list that came back from door to door, as one act that can be taken back.

    Args: visits, the rows that say something, each as it was read. Raises Refused with every reason at once when one
    of them cannot be; nothing is then entered.
    """
    faults = [fault for _line, visit in visits for fault in visit.faults]
    if faults:
        raise Refused(faults)
    signed = [line for line, visit in visits if visit.signed_on]
    with bulk.recorded(campaign, "visit", [line.row for line, _visit in visits]):
        for line, visit in visits:
            if visit.signed_on:
                receive(line.row, visit.signed_on, today)
            elif visit.reason:
                decline(line.row, visit.reason)
    done = Visits(len(signed), len(visits) - len(signed))
    audit.record("visits-entered", campaign, signed=done.signed, declined=done.declined)
    return done
