"""Verb of a handover: what papers of a dossier change hands, counted and signed for by both sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from app import audit, text
from app.commendations import documents, queries, rules
from app.commendations.actions.judging import confirmed_instruments
from app.commendations.actions.parts import Part
from app.commendations.actions.unnumbered import draft_of, seal_or_keep
from app.commendations.documents import HandoverParty, HandoverRow
from app.commendations.models import Attachment, Dossier
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers.documents import short_date
from app.papers.models import Paper, Scan
from app.refusals import Refusal, Refused

KIND = "handover_minutes"


@dataclass(frozen=True)
class Item:
    """One paper that can be handed over; `key` names it in the form."""

    key: str
    title: str
    reference: str | None
    day: date | None
    pages: int
    note: str = ""


@dataclass(frozen=True)
class Chosen:
    """What the official said of one item: original or copy, and a note."""

    copy: str
    note: str = ""


@dataclass(frozen=True)
class Handover:
    """A handover as it was typed; `chosen` by the key of the item, those left out stay where they are."""

    day: date
    starts: time
    ends: time
    place: str
    giver: HandoverParty
    receiver: HandoverParty
    chosen: Mapping[str, Chosen]
    reason: str = ""
    condition: str = ""
    number: int | None = None


def items_of(dossier: Dossier) -> list[Item]:
    """The papers of a dossier in the order in which they were sealed, then the files attached to it.

    A signed paper counts the pages of its scan. A giấy khen is its recipient's and stays in no dossier.
    """
    kept = _kept(dossier)
    scans = sealed.newest_scans(kept.values())
    papers_now = sorted(kept.values(), key=lambda paper: paper.id)
    return [
        *(_item(paper, scans.get(paper.id)) for paper in papers_now),
        *map(_file, queries.attachments_of(dossier)),
    ]


def _kept(dossier: Dossier) -> dict[tuple[str, int], Paper]:
    return {component: paper for component, paper in queries.papers_of(dossier).items() if paper.kind != "certificate"}


def _item(paper: Paper, scan: Scan | None) -> Item:
    return Item(
        key=f"paper{paper.id}",
        title=paper.title,
        reference=paper.reference_number,
        day=paper.day,
        pages=scan.pages if scan else paper.pages,
        note="Có bản quét" if scan else "",
    )


def _file(attachment: Attachment) -> Item:
    whose = queries.name_of(attachment.nominee) if attachment.nominee else ""
    return Item(f"file{attachment.id}", attachment.title, None, None, attachment.pages, whose)


def why_no_handover(dossier: Dossier) -> list[Refusal]:
    """Why nothing can be handed over now; the page asks the same."""
    return rules.handover_refusals(len(_kept(dossier)) or len(queries.attachments_of(dossier)))


def hand_over(dossier: Dossier, given: Handover, today: date) -> Paper:
    """Seal the minutes of a handover; each handover has its own, the same one again is the same paper.

    Raises Refused with every reason at once.
    """
    found = _refusals(dossier, given, today)
    if found:
        raise Refused(found)
    setting = documents.setting_of(dossier, given.day, confirmed_instruments())
    part = _part(dossier, given)
    said = papers.facts_as_stored(part.facts(None))
    known = next((one for one in queries.beside(dossier) if one.kind == KIND and one.facts == said), None)
    if known is not None and given.number is None:
        return known
    paper = seal_or_keep(part, setting, None, given.number)
    audit.record(
        "dossier-handed-over",
        dossier,
        giver=given.giver.name,
        receiver=given.receiver.name,
        count=len(given.chosen),
    )
    return paper


def draft_handover(dossier: Dossier, given: Handover) -> bytes:
    """Show how the minutes would look; nothing is kept."""
    return draft_of(_part(dossier, given))


def _refusals(dossier: Dossier, given: Handover, today: date) -> list[Refusal]:
    found = why_no_handover(dossier)
    if found:
        return found
    rows = len(_rows(dossier, given))
    names = given.giver.name, given.receiver.name
    return rules.handed_refusals(rows, given.day, today, given.starts, given.ends, *names)


def _rows(dossier: Dossier, given: Handover) -> list[HandoverRow]:
    """The items that change hands; what is not of this dossier is not among them, whatever was sent."""
    return [
        HandoverRow(
            title=item.title,
            reference=item.reference,
            day_text=short_date(item.day) if item.day else None,
            pages=item.pages,
            copy=given.chosen[item.key].copy,
            note=text.nfc(given.chosen[item.key].note) or None,
        )
        for item in items_of(dossier)
        if item.key in given.chosen
    ]


def _part(dossier: Dossier, given: Handover) -> Part:
    setting = documents.setting_of(dossier, given.day, confirmed_instruments())
    return Part(
        KIND,
        dossier,
        f"Biên bản bàn giao hồ sơ ngày {text.day_text(given.day)}",
        given.day,
        lambda number: documents.handover_minutes(
            dossier,
            setting,
            giver=given.giver,
            receiver=given.receiver,
            rows=_rows(dossier, given),
            starts=given.starts,
            ends=given.ends,
            place=text.nfc(given.place),
            reason=text.nfc(given.reason).rstrip(".") or None,
            condition=text.nfc(given.condition).rstrip(".") or None,
            number=number,
        ),
        documents.HANDOVER_SYMBOL,
    )
