"""Verbs of nominees: put forward, take off, attest a condition, take the recorded figures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app import audit, law, tenancy, text
from app.commendations import evidence, queries, rules
from app.commendations.actions.attachments import remove_attachment
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Attestation, Dossier, Nominee
from app.commendations.rules import Question, State, SuggestionState
from app.db import db
from app.people.models import Collective, Household, Person
from app.refusals import Refusal, Refused, refuse_if

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
    words = {(KINDS[type(subject)], subject.id): achievement} if achievement else {}
    (nominee,) = add_nominees(dossier, [subject], day, words)
    return nominee


def add_nominees(
    dossier: Dossier,
    subjects: Sequence[Person | Household | Collective],
    day: date,
    achievements: Mapping[queries.Key, str] | None = None,
) -> list[Nominee]:
    """Put many forward at once; their figures are taken together, and the log has one line of it.

    Args: achievements, the words on the certificates of those whose words differ from the dossier's.
    Raises Refused with the reasons of all of them; then nobody is put forward.
    """
    must_be(dossier, State.DRAFT)
    refuse_if(nominees_refusals(dossier, subjects))
    added = [_put_on(dossier, subject, achievements or {}) for subject in subjects]
    db.session.flush()
    figures = evidence.gather_many([evidence.of_nominee(one) for one in added], dossier.round, day)
    for nominee in added:
        nominee.figures = figures[nominee.id]
    if len(added) == 1:
        audit.record("nominee-added", added[0], name=queries.name_of(added[0]))
    elif added:
        audit.record("nominees-added", dossier, count=len(added))
    return added


def _put_on(
    dossier: Dossier, subject: Person | Household | Collective, achievements: Mapping[queries.Key, str]
) -> Nominee:
    kind = KINDS[type(subject)]
    words = text.nfc(achievements.get((kind, subject.id), "")) or dossier.achievement
    nominee = Nominee(subject_kind=kind, achievement=words, report={}, figures={})
    setattr(nominee, kind, subject)
    setattr(nominee, f"{kind}_id", subject.id)
    dossier.nominees.append(nominee)
    return nominee


def nominee_refusals(dossier: Dossier, subject: Person | Household | Collective) -> list[Refusal]:
    """Why a subject cannot be put forward in this dossier; empty means it can."""
    return nominees_refusals(dossier, [subject])


def nominees_refusals(dossier: Dossier, subjects: Iterable[Person | Household | Collective]) -> list[Refusal]:
    """Why some of these subjects cannot be put forward in this dossier, each reason once; empty means all can."""
    by_kind: dict[str, list[Refusal]] = {}
    known = {queries.key_of(one) for one in dossier.nominees}
    found: dict[Refusal, None] = {}
    for subject in subjects:
        kind = KINDS[type(subject)]
        if kind not in by_kind:
            by_kind[kind] = _kind_refusals(dossier, kind)
        found |= dict.fromkeys(by_kind[kind])
        if not by_kind[kind] and (kind, subject.id) in known:
            found[Refusal("already-nominated", detail=queries.called(subject))] = None
        known.add((kind, subject.id))
    return list(found)


def _kind_refusals(dossier: Dossier, kind: str) -> list[Refusal]:
    if kind not in law.AWARDS[dossier.award].on(law.law_date(dossier.received_on)).subjects:
        return [Refusal("award-not-for-kind", detail=SUBJECT_WORDS[kind])]
    if not _has_form(dossier, kind):
        return [Refusal("no-form-for-kind", FORMS_ARTICLE, SUBJECT_WORDS[kind])]
    return rules.kind_refusals(kind, dossier.round.subjects, SUBJECT_WORDS[kind])


def _has_form(dossier: Dossier, kind: str) -> bool:
    """Whether the law knows a report form for this kind in the round's type: none for a household's service."""
    try:
        law.form_of(f"report_{kind}", law.law_date(dossier.received_on), award_type=dossier.round.award_type)
    except law.NoForm:
        return False
    return True


def remove_nominee(nominee: Nominee) -> None:
    """Take a nominee off the list, with what was attested, voted and attached about it."""
    dossier = nominee.dossier
    must_be(dossier, State.DRAFT)
    # The line of the log names the nominee, so it is written while the row still stands.
    audit.record("nominee-removed", nominee, name=queries.name_of(nominee))
    for attached in queries.attachments_of(dossier):
        if attached.nominee_id == nominee.id:
            remove_attachment(attached)
    for suggestion in queries.gathered_into([nominee.id]).get(nominee.id, ()):
        suggestion.state, suggestion.nominee_id, suggestion.made_nominee = SuggestionState.WAITING, None, False
    for row in (*nominee.attestations, *nominee.confirmations, *nominee.grounds):
        db.session.delete(row)
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
    (subject,) = evidence.subjects_of([evidence.of_nominee(nominee)], case)
    asked = {rules.ANOTHER_PERSON: "là người khác, chỉ trùng họ tên với lãnh đạo có thẩm quyền quyết định"}
    for one in rules.questions(subject, case):
        asked[one.code] = _told(one)
    return asked


def _told(question: Question) -> str:
    """A question as the log says it."""
    if not question.hold:
        return question.text
    return f"không thuộc trường hợp {question.text[:1].lower()}{question.text[1:]}"


def take_figures(dossier: Dossier, day: date) -> int:
    """Take today's recorded figures for all nominees; returns for how many they changed."""
    must_be(dossier, State.DRAFT, State.VOTED, State.PROPOSED, State.RETURNED)
    now = evidence.gather_all_of(dossier.nominees, dossier.round, day)
    count = 0
    for nominee in dossier.nominees:
        count += bool(evidence.changed(nominee.figures, now[nominee.id]))
        nominee.figures = now[nominee.id]
    audit.record("figures-taken", dossier, count=count)
    return count
