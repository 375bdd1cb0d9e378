"""Builder of the tóm tắt thành tích: who is put forward, the merit in short, the ground, the award (forms.md 1.6)."""

from collections.abc import Sequence

from app.commendations.documents.facts import MeritLine, MeritSummary
from app.commendations.documents.letters import attached_to
from app.commendations.documents.setting import Setting, address_of, birth_year, capital, case_basis, named
from app.commendations.documents.signing import signature_of
from app.commendations.models import Dossier, Nominee
from app.commendations.models import Proposal as ProposalRow
from app.commendations.rules import written
from app.papers.documents import padded, paragraphs

# The fields that tell the merit: of a sudden one also what had happened and what was done.
TELLING = ("circumstances", "deeds", "achievements")


def merit_summary(dossier: Dossier, row: ProposalRow, nominees: Sequence[Nominee], setting: Setting) -> MeritSummary:
    """The summary attached to the tờ trình and confirmed by who proposes."""
    return MeritSummary(
        form_number=setting.form_number("merit_summary"),
        attached_to=attached_to(row, setting),
        rows=tuple(_line(one.roll_number or place, one, setting) for place, one in enumerate(nominees, start=1)),
        signature=signature_of(row),
    )


def _line(number: int, nominee: Nominee, setting: Setting) -> MeritLine:
    return MeritLine(
        number=number,
        name=capital(named(nominee)),
        particulars=_particulars(nominee, setting),
        summary=paragraphs(nominee.summary or summary_default(nominee)),
        ground=nominee.legal_ground or case_basis(nominee.dossier, setting),
        award=setting.award_name,
    )


def summary_default(nominee: Nominee) -> str:
    """What the report tells, else the words of the achievement; an official shortens it, not the machine."""
    told = [written(nominee.report, name) for name in TELLING]
    return "\n".join(part for part in told if part) or f"{capital(nominee.achievement)}."


def _particulars(nominee: Nominee, setting: Setting) -> tuple[str, ...]:
    """Year of birth, post and unit, address, one a line; what the books do not know is left out."""
    person = nominee.person
    if person is not None:
        post = ", ".join(part for part in (person.post, person.unit.name if person.unit else None) if part)
        born = birth_year(person)
        found = (f"Sinh năm {born}" if born else "", post or person.occupation or "", address_of(person, setting))
    elif nominee.household is not None:
        household = nominee.household
        born = birth_year(household.head) if household.head else ""
        count = household.member_count or len(household.members)
        found = (
            f"Chủ hộ sinh năm {born}" if born else "",
            f"{padded(count)} thành viên" if count else "",
            address_of(household, setting),
        )
    else:
        collective = nominee.collective
        assert collective is not None
        found = (collective.managing_agency or "", collective.address or address_of(collective, setting), "")
    return tuple(part for part in found if part)
