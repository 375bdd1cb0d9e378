"""Between the commune and its province: sent, returned with notes, answered, accepted, withdrawn, refused, awarded."""

from collections.abc import Mapping, Sequence
from datetime import date

from app import audit, htmx, tenancy, text
from app.commendations import documents, queries, rules
from app.commendations.actions.deciding import remember
from app.commendations.actions.judging import must_permit
from app.commendations.actions.moves import moved
from app.commendations.models import Dossier, Opinion, Submission
from app.db import db
from app.papers.models import Paper
from app.refusals import Refusal, Refused, refuse_if


def submit(dossier: Dossier, day: date, note: str = "") -> Submission:
    """Send a dossier of a higher award to the province; the day it is first received fixes its law.

    Args: note, what the commune says about what it mended. Which papers were sent is kept, so that the next time tells
    what changed. Source: commendation.md section 1: the date that decides is the day of receipt.
    """
    must_permit("submit", dossier, day)
    if dossier.submitted_on is None:
        dossier.received_on = day
    dossier.submitted_on = day
    row = Submission(
        day=day,
        paper_ids=sorted(paper.id for paper in queries.papers_of(dossier).values()),
        attachments={str(one.id): one.title for one in queries.attachments_of(dossier)},
        note=text.nfc_multiline(note) or None,
        sent_by=tenancy.actor_of(db.session()).name,
    )
    dossier.submissions.append(row)
    moved("submit", dossier)
    return row


def send_back(dossier: Dossier, notes: Mapping[tuple[str, int], str], day: date) -> list[Opinion]:
    """Return a dossier with notes on its papers, all at once; the commune sees each standing at that paper.

    Args: notes, by the kind of the paper and its nominee (0 for a common one), what is to be mended; an empty one says
    nothing, but one at least does.
    """
    refuse_if([] if any(text.nfc(note) for note in notes.values()) else [Refusal("notes-missing")])
    return return_with(dossier, notes, day)


def return_with(dossier: Dossier, notes: Mapping[tuple[str, int], str], day: date) -> list[Opinion]:
    """Return a dossier with all notes at once; with none of them where a phiếu goes along that says what is lacking.

    Raises Refused when it cannot be returned or a paper is not of this dossier.
    """
    must_permit("send_back", dossier, day)
    sealed = queries.papers_of(dossier)
    said = {component: text.nfc_multiline(note) for component, note in notes.items() if text.nfc(note)}
    if not said.keys() <= sealed.keys():
        raise Refused([Refusal("no-such-paper")])
    dossier.state = rules.MOVES["send_back"].target
    return [_opinion(dossier, sealed[component], note, day) for component, note in said.items()]


def _opinion(dossier: Dossier, paper: Paper, note: str, day: date) -> Opinion:
    actor = tenancy.actor_of(db.session())
    opinion = Opinion(
        component=paper.kind,
        paper_id=paper.id,
        note=note,
        turn=len(dossier.submissions),
        author_id=actor.id or 0,
        author_name=actor.name,
        day=day,
    )
    dossier.opinions.append(opinion)
    audit.record("dossier-returned", dossier, component=paper.title, note=opinion.note)
    return opinion


def explain(dossier: Dossier, said: Mapping[int, str], day: date) -> int:
    """Answer notes of the reviewer in words where nothing is to be changed; returns how many were answered.

    Args: said, by the id of the note; an empty text takes an explanation back. Raises Refused once the dossier has
    left the desk again.
    """
    refuse_if(rules.closed(dossier.state, rules.State.RETURNED))
    changed = 0
    for opinion in dossier.opinions:
        words = text.nfc_multiline(said.get(opinion.id, opinion.explanation or "")) or None
        # What was answered in an earlier turn has been read above and stays as it was.
        if words == opinion.explanation or opinion.turn != len(dossier.submissions):
            continue
        opinion.explanation = words
        opinion.explained_by = tenancy.actor_of(db.session()).name if words else None
        opinion.explained_on = day if words else None
        changed += 1
        about = htmx.words("PAPER_KINDS")[opinion.component]
        audit.record("opinion-explained", dossier, component=about, explanation=words or "")
    return changed


def accept(dossier: Dossier, day: date) -> None:
    """Take a dossier in at the province: it is complete and goes on there."""
    must_permit("accept", dossier, day)
    moved("accept", dossier)


def withdraw(dossier: Dossier, reason: str, day: date) -> None:
    """Take a dossier back before anybody has decided on it, with the reason; it may be reopened later."""
    must_permit("withdraw", dossier, day)
    refuse_if([] if text.nfc(reason) else [Refusal("reason-missing")])
    _end(dossier, "withdraw", reason, None, day)
    audit.record("dossier-withdrawn", dossier, reason=dossier.ended_reason or "")


def reject(dossier: Dossier, article: str, reason: str, day: date) -> None:
    """Refuse the award for good, with the provision it rests on and the reason.

    The commune refuses a giấy khen that was proposed to it, the province a dossier that was sent to it.
    """
    must_permit("reject", dossier, day)
    found = [] if text.nfc(article) else [Refusal("article-missing")]
    refuse_if(found + ([] if text.nfc(reason) else [Refusal("reason-missing")]))
    _end(dossier, "reject", reason, article, day)
    audit.record("dossier-rejected", dossier, article=dossier.ended_article or "", reason=dossier.ended_reason or "")


def _end(dossier: Dossier, move: str, reason: str, article: str | None, day: date) -> None:
    dossier.state = rules.MOVES[move].target
    dossier.ended_reason, dossier.ended_article = text.nfc(reason), text.nfc(article or "") or None
    dossier.ended_by, dossier.ended_on = tenancy.actor_of(db.session()).name, day


def award(
    dossier: Dossier,
    *,
    reference_number: str,
    day: date,
    issuer_name: str,
    not_awarded: Mapping[int, str],
    today: date,
) -> int:
    """Enter the decision of a higher authority on a dossier that was accepted; returns how many it names.

    Args: day, of the decision; issuer_name, as it was named that day; not_awarded, the reason for each nominee whom the
    decision does not name, by id. The awards join the history, so that no second one is given for the same merit.
    Raises Refused with every reason.
    """
    must_permit("award", dossier, today)
    nominees = queries.by_roll(dossier)
    awarded = [one for one in nominees if one.id not in not_awarded]
    refuse_if(_award_refusals(dossier, reference_number, day, today, awarded, not_awarded))
    setting = documents.setting_of(dossier, day)
    for nominee in nominees:
        nominee.not_awarded = text.nfc(not_awarded.get(nominee.id, "")) or None
    for nominee in awarded:
        remember(nominee, setting, text.nfc(reference_number), day, text.nfc(issuer_name))
    dossier.state = rules.MOVES["award"].target
    audit.record(
        "award-entered",
        dossier,
        number=text.nfc(reference_number),
        day=day.isoformat(),
        issuer=text.nfc(issuer_name),
        count=len(awarded),
    )
    return len(awarded)


def _award_refusals(
    dossier: Dossier, number: str, day: date, today: date, awarded: Sequence[object], refused: Mapping[int, str]
) -> list[Refusal]:
    found = [] if text.nfc(number) else [Refusal("decision-number-missing")]
    if day > today:
        found.append(Refusal("achievement-in-future"))
    if dossier.submitted_on is not None and day < dossier.submitted_on:
        found.append(Refusal("decision-before-submission", detail=text.day_text(dossier.submitted_on)))
    if not awarded:
        found.append(Refusal("nobody-awarded"))
    names = {one.id: queries.name_of(one) for one in dossier.nominees}
    found += [
        Refusal("not-awarded-why", detail=names[one])
        for one, why in refused.items()
        if one in names and not text.nfc(why)
    ]
    return found
