"""Builders of the tờ trình, the danh sách and the decision with its list."""

from collections.abc import Sequence

from app import text
from app.commendations.documents.facts import (
    Decision,
    Proposal,
    Roll,
    RollCollective,
    RollHousehold,
    RollPerson,
    RollTables,
)
from app.commendations.documents.setting import (
    SEXES,
    Setting,
    address_of,
    award_type_words,
    basis,
    birth_year,
    capital,
    case_basis,
    occasion,
    titled,
)
from app.commendations.documents.signing import signature_of
from app.commendations.models import Dossier, Meeting, Nominee
from app.commendations.models import Proposal as ProposalRow
from app.papers.documents import Head, Recipients, SignatureBlock, plain_date
from app.places import queries as places
from app.places.models import Unit


def tables(nominees: Sequence[Nominee], setting: Setting) -> RollTables:
    """The three tables of a roll; each line carries its number, which becomes the số sổ vàng."""
    numbered = [(one.roll_number or place, one) for place, one in enumerate(nominees, start=1)]
    return RollTables(
        people=tuple(_person(number, one, setting) for number, one in numbered if one.person_id),
        collectives=tuple(_collective(number, one, setting) for number, one in numbered if one.collective_id),
        households=tuple(_household(number, one, setting) for number, one in numbered if one.household_id),
    )


def _person(number: int, nominee: Nominee, setting: Setting) -> RollPerson:
    person = nominee.person
    assert person is not None
    post = person.post or person.occupation
    where = person.unit.name if person.unit else address_of(person, setting)
    known = [part for part in (SEXES.get(person.sex or ""), birth_year(person)) if part]
    return RollPerson(
        number=number,
        name=person.name,
        gender_birth=", ".join(known),
        position=", ".join(part for part in (post, where) if part),
        achievement=capital(nominee.achievement),
    )


def _collective(number: int, nominee: Nominee, setting: Setting) -> RollCollective:
    collective = nominee.collective
    assert collective is not None
    return RollCollective(
        number=number,
        name=collective.name,
        address=collective.managing_agency or collective.address or address_of(collective, setting),
        achievement=capital(nominee.achievement),
    )


def _household(number: int, nominee: Nominee, setting: Setting) -> RollHousehold:
    household = nominee.household
    assert household is not None
    return RollHousehold(
        number=number,
        name=capital(titled(household.head)) if household.head else "",
        address=address_of(household, setting),
        contribution=capital(nominee.achievement),
    )


def proposer_name(unit: Unit | None, setting: Setting) -> str:
    """Who proposes: a unit of the commune, or the authority itself."""
    return unit.name if unit else setting.name.full


def proposed_by(dossier: Dossier, row: ProposalRow) -> str:
    """Who made the tờ trình, by the name of its day: a paper that cites it is of a later day."""
    return row.unit.name if row.unit else places.authority_name(dossier.owner_id, row.day).full


def _proposer_head(row: ProposalRow, setting: Setting) -> Head:
    if row.unit is None:
        return setting.head(row.reference_number or None)
    return Head(
        parent_name=setting.parent,
        issuer_lines=(row.unit.name.upper(),),
        number_text=f"Số: {row.reference_number}",
        place_date=setting.dated,
    )


def proposal(
    dossier: Dossier, row: ProposalRow, nominees: Sequence[Nominee], meeting: Meeting, setting: Setting
) -> Proposal:
    """The tờ trình to the one who decides: one for each deciding authority (note 6 of Mẫu 01)."""
    then = places.authority_name(dossier.owner_id, meeting.day)
    council = f"Hội đồng Thi đua - Khen thưởng {then.place}"
    considered = f"Xét thành tích của các trường hợp đề nghị và Biên bản họp {plain_date(meeting.day)} của {council}"
    here = setting.decider == setting.chair
    return Proposal(
        form_number=setting.form_number("proposal"),
        head=_proposer_head(row, setting),
        about=f"Về việc đề nghị khen thưởng {_theme(dossier, nominees, setting)}",
        addressees=(setting.decider,) if here else (setting.decider, f"Sở Nội vụ {setting.name.province}"),
        legal_basis=(*basis(dossier, setting), considered),
        proposer_name=proposer_name(row.unit, setting),
        decider_name=setting.decider,
        award_name=setting.award_name,
        counts=tables(nominees, setting).counts,
        achievement=dossier.achievement,
        case_basis=case_basis(dossier, setting),
        recipients=Recipients(lines=("Như trên", f"Hội đồng TĐKT {setting.name.place}", kept_by(row.unit))),
        signature=signature_of(row),
    )


def _theme(dossier: Dossier, nominees: Sequence[Nominee], setting: Setting) -> str:
    """The type of commendation (note 5 of Mẫu 01) with the movement, or with the merit where there is none."""
    kind = award_type_words(setting.award_type)
    if setting.thematic:
        return f"{kind} {occasion(dossier, setting)}"
    return f"{kind} cho {tables(nominees, setting).counts.kinds} có {dossier.achievement}"


def attached_to(row: ProposalRow, setting: Setting) -> str:
    """The line in brackets on an appendix of the tờ trình."""
    return f"Kèm theo Tờ trình số {row.reference_number} {plain_date(row.day)} của {proposer_name(row.unit, setting)}"


def roll(dossier: Dossier, row: ProposalRow, nominees: Sequence[Nominee], setting: Setting) -> Roll:
    """The danh sách attached to the tờ trình."""
    return Roll(
        form_number=setting.form_number("roll"),
        about=f"Đề nghị tặng {setting.award_name}",
        attached_to=attached_to(row, setting),
        tables=tables(nominees, setting),
        signature=signature_of(row),
    )


def decision(
    dossier: Dossier,
    row: ProposalRow,
    nominees: Sequence[Nominee],
    setting: Setting,
    *,
    number: str,
    signature: SignatureBlock,
    bonus: str | None,
) -> Decision:
    """The decision with its list as Phụ lục; only its number, day and signer are new.

    Args: row, the tờ trình it follows; signature, of who decides, never under "TM."; bonus, the text of
    Điều 2, or nothing where the law gives no coefficient.
    """
    rows = tables(nominees, setting)
    request = (
        f"Theo đề nghị của {proposed_by(dossier, row)} tại Tờ trình số {row.reference_number} {plain_date(row.day)}"
    )
    last = 3 if bonus else 2
    return Decision(
        form_number=setting.form_number("decision"),
        head=setting.head(number),
        about=f"Về việc tặng Giấy khen cho {rows.counts.kinds} có {dossier.achievement}",
        decider=setting.chair.upper(),
        legal_basis=basis(dossier, setting),
        at_request=request,
        award_name="Giấy khen",
        counts=rows.counts,
        achievement=dossier.achievement,
        bonus=bonus,
        executors=executors(row.unit, setting),
        roll_about=f"Tặng {setting.award_name}",
        attached_to=f"Kèm theo Quyết định số {number} {plain_date(setting.day)} của {setting.chair}",
        tables=rows,
        recipients=Recipients(lines=(f"Như Điều {last}", f"Hội đồng TĐKT {setting.name.place}", kept_by(row.unit))),
        signature=signature,
    )


def kept_by(unit: Unit | None) -> str:
    """The last line of Nơi nhận: văn thư, and the unit that drafted the paper (note 11 of Mẫu 01)."""
    return f"Lưu: VT, {unit.abbreviation}" if unit is not None and unit.abbreviation else "Lưu: VT"


def executors(unit: Unit | None, setting: Setting) -> str:
    """Who carries a decision out: the office, and the unit that proposed."""
    office = f"Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {setting.name.place}"
    if unit is None:
        return office
    name = text.within(unit.name)
    return f"{office}, {'Trưởng ' + name if name.startswith('phòng') else 'Thủ trưởng ' + unit.name}"
