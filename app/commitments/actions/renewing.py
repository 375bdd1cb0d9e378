"""The yearly renewal: everyone of a campaign gets the commitment of the next one, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass

from app import audit, jobs, tenancy
from app.commitments import queries, rules
from app.commitments.actions import bulk
from app.commitments.models import BulkAct, Campaign, Commitment, keep_place
from app.commitments.queries import Line, acts, renewing
from app.commitments.rules import State
from app.commitments.rules import renewing as renewal_rules
from app.commitments.rules.renewing import Former
from app.db import db
from app.refusals import Refusal, Refused

RENEWING = "renew-commitments"
AT_ONCE = 500  # commitments that are made while the official waits


@dataclass(frozen=True)
class Skipped:
    """One who gets no new commitment, or one to be looked at, and why."""

    one: Former
    reason: Refusal


@dataclass(frozen=True)
class Preview:
    """What a renewal would do: the pledges that go on, who is asked anew, who is left out, what has changed."""

    renewed: tuple[Former, ...]
    anew: tuple[Former, ...]
    left: tuple[Skipped, ...]
    doubts: tuple[Skipped, ...]

    def chosen(self, with_unsigned: bool) -> list[int]:
        """The commitments that get a successor, in the order of the list."""
        return [one.id for one in self.renewed] + ([one.id for one in self.anew] if with_unsigned else [])


@dataclass(frozen=True)
class Renewal:
    """A renewal that was done, as one act: how many new commitments it made; or the job that makes them."""

    act: BulkAct
    count: int
    job_id: int | None = None


def preview_renewal(campaign: Campaign, into: Campaign | None) -> Preview:
    """Who of a campaign would be renewed into another, or into its copy for the next year (into is None).

    What was signed goes on, judged or not; who did not sign is asked anew; who withdrew, moved into the new campaign
    already, or cannot pledge any more is left out with the reason.
    """
    kind, day = campaign.wording.subject_kind, into.opens_on if into else campaign.valid_until
    found = [(one, renewal_rules.renewal_faults(one, kind, day)) for one in renewing.formers(campaign, into)]
    free = [one for one, faults in found if not faults]
    return Preview(
        renewed=tuple(one for one in free if one.signed),
        anew=tuple(one for one in free if not one.signed),
        left=tuple(Skipped(one, faults[0]) for one, faults in found if faults),
        doubts=tuple(Skipped(one, doubt) for one in free for doubt in renewal_rules.renewal_doubts(one)),
    )


def renew(campaign: Campaign, into: Campaign, with_unsigned: bool) -> Renewal:
    """Make the commitments of the new campaign for everyone of the former one, and move those to "renewed".

    Args: with_unsigned, also for who has not signed or declined in the former one. A judged pledge stays judged. A
    long list is made in the background. Raises Refused: a campaign that is not later, or nobody to renew.
    """
    faults = renewal_rules.target_faults(
        campaign.valid_from,
        into.valid_from,
        same=campaign.id == into.id,
        same_kind=campaign.wording.subject_kind == into.wording.subject_kind,
    )
    ids = [] if faults else preview_renewal(campaign, into).chosen(with_unsigned)
    if not faults and not ids:
        faults = [Refusal("nothing-to-renew")]
    if faults:
        raise Refused(faults)
    into.former_id = into.former_id or campaign.id
    act = bulk.begin(into, "renew")
    audit.record("commitments-renewed", into, count=len(ids), name=campaign.name)
    if len(ids) > AT_ONCE:
        job = jobs.start(RENEWING, total=len(ids), act_id=act.id, commitment_ids=ids)
        return Renewal(act, len(ids), job.id)
    renew_some(act, ids)
    return Renewal(act, len(ids))


def renew_some(act: BulkAct, ids: Sequence[int]) -> None:
    """One piece of a renewal: successors of these commitments in the campaign of the act, added to the act.

    Who came into the new campaign meanwhile is left alone.
    """
    into, known, lines = act.campaign, queries.pledged(act.campaign_id), acts.lines_of(ids)
    due = [lines[row_id] for row_id in ids if row_id in lines and _mark(lines[row_id].row) not in known]
    bulk.record_made(into, _successors(into, due), act, kind="renew")
    formers = [line.row for line in due if _goes_on(line.row)]
    with bulk.recorded(into, "renew", formers, act):
        for row in formers:
            row.state = rules.MOVES["renew"].target
    audit.record_many("commitment-renewed", formers, name=into.name)


def _successors(into: Campaign, lines: Sequence[Line]) -> list[Commitment]:
    subjects = [line.household or line.who for line in lines]
    places = queries.places_of([subject for subject in subjects if subject is not None])
    made = []
    for line in lines:
        kind, subject_id = _mark(line.row)
        former_id = line.row.id if line.row.state in rules.SIGNED else None
        row = Commitment(campaign=into, state=State.DRAFTED, former_id=former_id, **{f"{kind}_id": subject_id})
        keep_place(row, places[(kind, subject_id)])
        made.append(row)
    db.session.add_all(made)
    return made


def _mark(row: Commitment) -> tuple[str, int]:
    """Who pledges: kind and id."""
    found = {"person": row.person_id, "household": row.household_id, "collective": row.collective_id}
    return next((kind, subject_id) for kind, subject_id in found.items() if subject_id)


def _goes_on(row: Commitment) -> bool:
    """Whether the old pledge becomes "renewed": not one already judged, nor one of a merged commune, only read here."""
    return not rules.refusals("renew", row.state) and row.owner_id in tenancy.scope_of(db.session()).writes
