"""The papers of a dossier as they would be made on one day; what they share is read once for all of them."""

from datetime import date
from functools import cached_property

from app.commendations import documents, queries
from app.commendations.actions import parts
from app.commendations.actions.deciding import approved_signing
from app.commendations.actions.judging import confirmed_instruments
from app.commendations.actions.parts import Part
from app.commendations.models import Achievement, Decision, Dossier, Nominee, Proposal
from app.papers.documents import reference
from app.refusals import Refusal, Refused

OF_THE_PROPOSAL = {
    "proposal": parts.proposal_part,
    "roll": parts.roll_part,
    "merit_summary": parts.merit_summary_part,
}


class Making:
    """The papers of one dossier on one day, from its rows, or from what they would be where a row is still missing."""

    def __init__(self, dossier: Dossier, day: date) -> None:
        self.dossier = dossier
        self.day = day

    def part(self, kind: str, nominee: Nominee | None = None) -> Part:
        """One paper; raises Refused when it cannot be made yet."""
        if kind == "minutes":
            return parts.minutes_part(self.dossier, self.setting)
        if kind == "vote_count":
            return parts.vote_count_part(self.dossier, self.setting)
        if nominee is not None and kind == f"report_{nominee.subject_kind}":
            return parts.report_part(nominee, self.setting, self.awards(nominee))
        if not self.chosen:
            raise Refused([Refusal("no-nominees")])
        if kind == "certificate":
            place = self.chosen.index(nominee) + 1 if nominee in self.chosen else 1
            return parts.certificate_part(nominee or self.chosen[0], self.decision, self.setting, place)
        if kind == "decision":
            return parts.decision_part(self.dossier, self.proposal, self.decision, self.chosen, self.setting)
        if kind in OF_THE_PROPOSAL:
            return OF_THE_PROPOSAL[kind](self.dossier, self.proposal, self.chosen, self.setting)
        raise Refused([Refusal("no-such-paper")])

    @cached_property
    def setting(self) -> documents.Setting:
        """Names and law of the day."""
        return documents.setting_of(self.dossier, self.day, confirmed_instruments())

    @cached_property
    def chosen(self) -> list[Nominee]:
        """Whom the papers name: those of the roll, else those the council agreed to, else all."""
        found = queries.by_roll(self.dossier) or queries.put_forward(self.dossier)
        return found or queries.nominees_of(self.dossier)

    def awards(self, nominee: Nominee) -> list[Achievement]:
        """What the subject received before this dossier."""
        if nominee.id not in self._awards:
            self._awards.update(queries.received_before(self.dossier.nominees))
        return self._awards[nominee.id]

    @cached_property
    def _awards(self) -> dict[int, list[Achievement]]:
        return {}

    @cached_property
    def proposal(self) -> Proposal:
        """The row of the tờ trình, or one with the signer of the day and room for the number."""
        if self.dossier.proposal is not None:
            return self.dossier.proposal
        signing = parts.signing_on(self.dossier, self.day, "proposal")
        return Proposal(
            signer_lines=list(signing.lines),
            signer_name=signing.name,
            reference_number=reference(None, "TTr", "UBND"),
            day=self.day,
        )

    @cached_property
    def decision(self) -> Decision:
        """The row of the decision, or one with room for the number, signed as approved or by whom the day says."""
        if self.dossier.decision is not None:
            return self.dossier.decision
        signing = (approved_signing(self.dossier, self.day) if self.dossier.approval else None) or parts.signing_on(
            self.dossier, self.day, "decision"
        )
        row = parts.decision_row(signing, reference(None, "QĐ", "UBND"), self.day)
        row.fund = self.dossier.approval.fund if self.dossier.approval else None
        return row
