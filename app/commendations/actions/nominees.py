"""Verbs of nominees: put forward, take off, attest a condition, take the recorded figures."""

from datetime import date

from app import audit, law, tenancy, text
from app.commendations import evidence, queries, rules
from app.commendations.actions.attachments import remove_attachment
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Attestation, Dossier, Nominee
from app.commendations.rules import State
from app.db import db
from app.people.models import Collective, Household, Person
from app.refusals import Refusal, Refused

KINDS = {Person: "person", Household: "household", Collective: "collective"}
FORMS_ARTICLE = "Phụ lục Nghị định số 152/2025/NĐ-CP"
SUBJECT_WORDS = {"person": "cá nhân", "household": "hộ gia đình", "collective": "tập thể"}


def add_nominee(
    dossier: Dossier, subject: Person | Household | Collective, day: date, achievement: str | None = None
) -> Nominee:
    """Put a person, household or collective forward; the recorded figures are taken at once.

    Args: achievement, the words on the certificate when they differ from the dossier's.
    Raises Refused when the award is not for this kind, its type has no report form for it, or the subject is in the
    dossier already.
    """
    must_be(dossier, State.DRAFT)
    kind = KINDS[type(subject)]
    found = nominee_refusals(dossier, subject)
    if found:
        raise Refused(found)
    nominee = Nominee(
        subject_kind=kind, achievement=text.nfc(achievement or "") or dossier.achievement, report={}, figures={}
    )
    setattr(nominee, kind, subject)
    setattr(nominee, f"{kind}_id", subject.id)
    dossier.nominees.append(nominee)
    db.session.flush()
    nominee.figures = evidence.gather(nominee, dossier.round, day)
    audit.record("nominee-added", nominee, name=queries.name_of(nominee))
    return nominee


def nominee_refusals(dossier: Dossier, subject: Person | Household | Collective) -> list[Refusal]:
    """Why a subject cannot be put forward in this dossier; empty means it can."""
    kind, name = KINDS[type(subject)], _name(subject)
    if kind not in law.AWARDS[dossier.award].on(law.law_date(dossier.received_on)).subjects:
        return [Refusal("award-not-for-kind", detail=SUBJECT_WORDS[kind])]
    if not _has_form(dossier, kind):
        return [Refusal("no-form-for-kind", FORMS_ARTICLE, SUBJECT_WORDS[kind])]
    if any(getattr(one, f"{kind}_id") == subject.id for one in dossier.nominees):
        return [Refusal("already-nominated", detail=name)]
    return []


def _has_form(dossier: Dossier, kind: str) -> bool:
    """Whether the law knows a report form for this kind in the round's type: none for a household's service."""
    try:
        law.form_of(f"report_{kind}", law.law_date(dossier.received_on), award_type=dossier.round.award_type)
    except law.NoForm:
        return False
    return True


def _name(subject: Person | Household | Collective) -> str:
    if isinstance(subject, Household):
        return subject.head.name if subject.head else ""
    return subject.name


def remove_nominee(nominee: Nominee) -> None:
    """Take a nominee off the list, with what was attested, voted and attached about it."""
    dossier = nominee.dossier
    must_be(dossier, State.DRAFT)
    # The line of the log names the nominee, so it is written while the row still stands.
    audit.record("nominee-removed", nominee, name=queries.name_of(nominee))
    for attached in queries.attachments_of(dossier):
        if attached.nominee_id == nominee.id:
            remove_attachment(attached)
    for attestation in list(nominee.attestations):
        db.session.delete(attestation)
    for meeting in dossier.meetings:
        for tally in [one for one in meeting.tallies if one.nominee_id == nominee.id]:
            meeting.tallies.remove(tally)
            db.session.delete(tally)
    db.session.flush()
    dossier.nominees.remove(nominee)
    db.session.delete(nominee)
    db.session.flush()


def save_merit(nominee: Nominee, achievement: str) -> None:
    """Say for one nominee what the certificate will name, when it differs from the dossier's words."""
    must_be(nominee.dossier, State.DRAFT)
    nominee.achievement = text.nfc(achievement)
    audit.record("dossier-saved", nominee, achievement=nominee.achievement)


def attest(nominee: Nominee, criterion: str, answer: bool, note: str, day: date) -> Attestation:
    """A named official answers what the records cannot; a later answer takes the place of the earlier one.

    Args: criterion, the code of a criterion of the law, "plan.<id>", or another-person; answer, whether it is
    fulfilled, for a hold whether nothing stands in the way; note, the ground.
    """
    dossier = nominee.dossier
    must_be(dossier, State.DRAFT, State.VOTED, State.PROPOSED, State.RETURNED)
    asked = _asked(nominee)
    if criterion not in asked:
        raise Refused([Refusal("unknown-criterion")])
    row = next((one for one in nominee.attestations if one.criterion == criterion), None)
    if row is None:
        row = Attestation(criterion=criterion)
        nominee.attestations.append(row)
    row.answer, row.note, row.attested_on = answer, text.nfc(note), day
    row.attested_by = tenancy.actor_of(db.session()).name
    audit.record("criterion-attested", nominee, criterion=asked[criterion], answer="đạt" if answer else "không đạt")
    return row


def _asked(nominee: Nominee) -> dict[str, str]:
    """What may be attested about a nominee, by code, as the log says it."""
    case = evidence.case_of(nominee.dossier)
    subject = next(one for one in evidence.subjects(nominee.dossier) if one.id == nominee.id)
    asked = {rules.ANOTHER_PERSON: "là người khác, chỉ trùng họ tên với lãnh đạo có thẩm quyền quyết định"}
    for one in rules.questions(subject, case):
        asked[one.code] = f"không thuộc trường hợp {one.text[0].lower()}{one.text[1:]}" if one.hold else one.text
    return asked


def take_figures(dossier: Dossier, day: date) -> int:
    """Take today's recorded figures for all nominees; returns for how many they changed."""
    must_be(dossier, State.DRAFT, State.VOTED, State.PROPOSED, State.RETURNED)
    count = 0
    for nominee in dossier.nominees:
        now = evidence.gather(nominee, dossier.round, day)
        count += bool(evidence.changed(nominee.figures, now))
        nominee.figures = now
    audit.record("figures-taken", dossier, count=count)
    return count
