"""Verbs of suggestions: enter what a unit or hamlet proposes, gather it into a dossier, decline it, take that back.

The proposers have no accounts: an official enters what they sent, and the log names both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app import audit, law, text
from app.accounts.models import User
from app.commendations import queries
from app.commendations.actions.dossiers import must_be, open_dossier
from app.commendations.actions.nominees import SUBJECT_WORDS, add_nominees, remove_nominee
from app.commendations.models import AwardRound, Dossier, Nominee, Suggestion
from app.commendations.queries import Proposer
from app.commendations.rules import (
    State,
    SuggestionState,
    gather_refusals,
    given_refusals,
    key_of_typed,
    kind_refusals,
    merit_faults,
    undo_refusals,
    waiting_refusals,
)
from app.db import db
from app.people.models import Collective, Household, Person
from app.refusals import Refusal, Refused, refuse_if

Subject = Person | Household | Collective
KINDS: dict[type, str] = {Person: "person", Household: "household", Collective: "collective"}
NAMED = 20  # names in one line of the log


def suggest(
    award_round: AwardRound,
    by: Proposer,
    *,
    award: str,
    subject: Subject | None,
    merit: str,
    received_on: date,
    typed: str = "",
) -> Suggestion:
    """Enter what a hamlet or unit proposes; without a subject of the books the name is kept as it was typed.

    Args: merit, what for, in the proposer's words; received_on, when it was handed in; typed, the name where there is
    no subject. Raises Refused for an award or kind the round does not take, or a case this proposer proposed before.
    """
    refuse_if(suggestion_faults(award_round, award, subject, typed, merit, received_on))
    proposed = queries.suggested_keys(award_round, award).get(_key(subject, typed), [])
    if by.key in {key for key, _name in proposed}:
        raise Refused([Refusal("suggested-already")])
    row = suggestion_of(award_round, by, award, received_on)
    tell(row, award, subject, typed, merit)
    db.session.add(row)
    db.session.flush()
    audit.record("suggestion-entered", row, name=queries.suggested_label(row), proposer=by.name)
    return row


def _key(subject: Subject | None, typed: str) -> str:
    return key_of_typed(typed) if subject is None else f"{KINDS[type(subject)]}-{subject.id}"


def suggestion_faults(
    award_round: AwardRound, award: str, subject: Subject | None, typed: str, merit: str, day: date
) -> list[Refusal]:
    """Why a round does not take this case as it was entered; empty means it does."""
    found = [*given_refusals(award, award_round.awards), *merit_faults(merit)]
    if subject is None:
        return found if typed.strip() else [*found, Refusal("name-missing")]
    kind = KINDS[type(subject)]
    known = law.AWARDS[award]
    if known.known_on(day) and kind not in known.on(day).subjects:
        found.append(Refusal("award-not-for-kind", detail=SUBJECT_WORDS[kind]))
    return found + kind_refusals(kind, award_round.subjects, SUBJECT_WORDS[kind])


def suggestion_of(award_round: AwardRound, by: Proposer, award: str, received_on: date) -> Suggestion:
    """A suggestion that waits, handed in by a hamlet or unit on a day; whom it names is told next."""
    return Suggestion(
        round=award_round,
        award=award,
        hamlet_id=by.id if by.kind == "hamlet" else None,
        unit_id=by.id if by.kind == "unit" else None,
        received_on=received_on,
        entered_by=queries.actor_name(),
        state=SuggestionState.WAITING,
    )


def tell(row: Suggestion, award: str, subject: Subject | None, typed: str, merit: str) -> None:
    """Say whom a suggestion names, for which award and what for; without a subject its name stays as it was typed."""
    row.award, row.merit = award, text.nfc_multiline(merit)
    for table, kind in KINDS.items():
        chosen = subject if isinstance(subject, table) else None
        setattr(row, kind, chosen)
        setattr(row, f"{kind}_id", chosen.id if chosen is not None else None)
    row.typed = text.nfc(typed) if subject is None or typed else ""


def save_suggestion(
    row: Suggestion, *, award: str, subject: Subject | None, merit: str, received_on: date, typed: str = ""
) -> None:
    """Correct a suggestion that waits, or say whom a name kept as it was typed means. Raises Refused as suggest()."""
    refuse_if(waiting_refusals(row.state, queries.suggested_label(row)))
    refuse_if(suggestion_faults(row.round, award, subject, typed, merit, received_on))
    own = queries.proposer_key(row)
    alike = (row.award, queries.subject_key(row) or key_of_typed(row.typed)) == (award, _key(subject, typed))
    proposed = queries.suggested_keys(row.round, award).get(_key(subject, typed), [])
    if not alike and own in {key for key, _name in proposed}:
        raise Refused([Refusal("suggested-already")])
    tell(row, award, subject, typed, merit)
    row.received_on = received_on
    audit.record("suggestion-corrected", row, name=queries.suggested_label(row))


def remove_suggestion(row: Suggestion) -> None:
    """Take away a suggestion that was entered by mistake, while nothing came of it."""
    label = queries.suggested_label(row)
    refuse_if(waiting_refusals(row.state, label))
    audit.record("suggestion-removed", row, name=label, proposer=queries.proposer_name(row))
    db.session.delete(row)
    db.session.flush()


# ---- gathering


@dataclass(frozen=True)
class Gathered:
    """What gathering did: the dossier, how many cases it put there, how many suggestions these rest on."""

    dossier: Dossier
    added: int
    suggestions: int


def gather(
    award_round: AwardRound,
    rows: Sequence[Suggestion],
    *,
    award: str,
    author: User,
    day: date,
    dossier: Dossier | None = None,
    achievement: str = "",
    direct: Mapping[int, bool] | None = None,
) -> Gathered:
    """Put waiting suggestions forward in a draft of their award, or in a new dossier; the same subject stands once.

    What two proposers suggest becomes one case that names both. The merit in their words becomes the summary of the
    case, the words of the giấy khen stay those of the dossier.
    Args: dossier, None for a new one with this achievement; direct, by suggestion, whether the person works directly,
    where it was said. Raises Refused with every reason at once; nothing is then gathered.
    """
    found = why_not_gather(rows, award)
    if dossier is not None and (dossier.round_id, dossier.award) != (award_round.id, award):
        found.append(Refusal("gather-other-dossier"))
    known = queries.nominated_keys(award_round, award)
    elsewhere = [one for one in rows if known.get(queries.subject_key(one), 0) not in (0, dossier.id if dossier else 0)]
    found += [Refusal("suggested-in-other-dossier", detail=queries.suggested_label(one)) for one in elsewhere]
    refuse_if(found)
    if dossier is not None:
        must_be(dossier, State.DRAFT)
    else:
        dossier = open_dossier(award_round, award, achievement, author, day)
        db.session.flush()
    added = _put_forward(dossier, rows, day, direct or {})
    names = dict.fromkeys(queries.proposer_name(one) for one in rows)
    audit.record("suggestions-gathered", dossier, count=len(rows), proposers=", ".join(names))
    return Gathered(dossier, added, len(rows))


def why_not_gather(rows: Sequence[Suggestion], award: str) -> list[Refusal]:
    """Why these suggestions cannot go into a dossier of this award; empty means they can."""
    told = [(one.state, one.award, bool(queries.subject_key(one)), queries.suggested_label(one)) for one in rows]
    return gather_refusals(told, award)


def _put_forward(dossier: Dossier, rows: Sequence[Suggestion], day: date, direct: Mapping[int, bool]) -> int:
    """Each subject once, with all its suggestions; one that cannot be put forward stops all."""
    nominees = {queries.subject_key(one): one for one in dossier.nominees}
    first = {queries.subject_key(row): row for row in reversed(rows) if queries.subject_key(row) not in nominees}
    first = dict(reversed(first.items()))
    added = add_nominees(dossier, [_subject(row) for row in first.values()], day)
    nominees |= dict(zip(first, added, strict=True))
    for row in rows:
        key = queries.subject_key(row)
        row.made_nominee = first.get(key) is row
        _tie(row, nominees[key], direct.get(row.id))
    db.session.flush()
    return len(added)


def _tie(row: Suggestion, nominee: Nominee, direct: bool | None) -> None:
    row.state, row.nominee_id = SuggestionState.GATHERED, nominee.id
    told = (nominee.summary or "").splitlines()
    nominee.summary = "\n".join(dict.fromkeys([*told, *row.merit.splitlines()])) or None
    if direct is not None and nominee.subject_kind == "person":
        nominee.direct_worker = direct


def _subject(row: Suggestion) -> Subject:
    found = row.person or row.household or row.collective
    if found is None:
        raise Refused([Refusal("suggestion-unfinished", detail=row.typed)])
    return found


def undo_gathering(award_round: AwardRound, rows: Sequence[Suggestion]) -> int:
    """Take gathered suggestions back to those that wait, while their dossiers are drafts; returns how many.

    A case that gathering put there goes with the last suggestion it rests on; one that was added by hand stays.
    Raises Refused when a dossier has moved on, or when something was attested, written or filed of the case.
    """
    refuse_if([] if rows else [Refusal("no-suggestion-chosen")])
    resting = queries.gathered_into(one.nominee_id for one in rows if one.nominee_id)
    taken = {one.id for one in rows}
    reasons: list[Refusal] = []
    leaving: list[Nominee] = []
    for nominee in queries.nominees_whole(resting):
        all_of_it = resting[nominee.id]
        goes = any(one.made_nominee for one in all_of_it) and all(one.id in taken for one in all_of_it)
        must_be(nominee.dossier, State.DRAFT)
        if goes:
            label = queries.subject_label(nominee)
            reasons += undo_refusals(SuggestionState.GATHERED, _worked_on(nominee), label)
            leaving.append(nominee)
    reasons += [reason for one in rows for reason in undo_refusals(one.state, False, queries.suggested_label(one))]
    refuse_if(list(dict.fromkeys(reasons)))
    names = _names(rows)
    for one in rows:
        _pass_on(one, resting[one.nominee_id or 0], taken)
        one.state, one.nominee_id, one.made_nominee = SuggestionState.WAITING, None, False
    db.session.flush()
    for nominee in leaving:
        remove_nominee(nominee)
    audit.record("gathering-undone", award_round, count=len(rows), names=names)
    return len(rows)


def _pass_on(row: Suggestion, alike: Sequence[Suggestion], taken: set[int]) -> None:
    """A case stays gathered while one of its suggestions stays: that one answers for it from now on."""
    rest = [one for one in alike if one.id not in taken]
    if row.made_nominee and rest:
        rest[0].made_nominee = True


def _worked_on(nominee: Nominee) -> bool:
    """Whether an official attested, wrote or filed something about a case that leaving it out would lose."""
    filed = any(one.nominee_id == nominee.id for one in queries.attachments_of(nominee.dossier))
    return bool(nominee.attestations or nominee.confirmations or nominee.grounds or nominee.report or filed)


def _names(rows: Iterable[Suggestion]) -> str:
    labels = [queries.suggested_label(one) for one in rows]
    more = f" và {len(labels) - NAMED} trường hợp nữa" if len(labels) > NAMED else ""
    return "; ".join(labels[:NAMED]) + more


def decline(award_round: AwardRound, rows: Sequence[Suggestion], reason: str) -> int:
    """Do not take suggestions over, and say why; returns how many. Raises Refused for one that was dealt with."""
    refuse_if([] if rows else [Refusal("no-suggestion-chosen")])
    refuse_if([why for one in rows for why in waiting_refusals(one.state, queries.suggested_label(one))])
    for one in rows:
        one.state, one.reason = SuggestionState.DECLINED, text.nfc(reason)
    audit.record("suggestions-declined", award_round, count=len(rows), names=_names(rows), reason=text.nfc(reason))
    return len(rows)


def restore(award_round: AwardRound, rows: Sequence[Suggestion]) -> int:
    """Let declined suggestions wait again; returns how many. Raises Refused for one that was not declined."""
    refuse_if([] if rows else [Refusal("no-suggestion-chosen")])
    wrong = [one for one in rows if one.state != SuggestionState.DECLINED]
    refuse_if([Refusal("suggestion-not-declined", detail=queries.suggested_label(one)) for one in wrong])
    for one in rows:
        one.state, one.reason = SuggestionState.WAITING, None
    audit.record("suggestions-restored", award_round, count=len(rows), names=_names(rows))
    return len(rows)
