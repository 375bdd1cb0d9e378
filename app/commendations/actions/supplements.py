"""Verbs of what a dossier lacks: ask for everything at once, by the commune of its units and hamlets, or by the
province of the commune as it returns the dossier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app import audit, htmx, tenancy, text
from app.commendations import documents, queries, rules
from app.commendations.actions.judging import confirmed_instruments, facts_of, is_secret
from app.commendations.actions.parts import Part
from app.commendations.actions.sending import return_with
from app.commendations.actions.unnumbered import draft_of, seal_or_keep
from app.commendations.models import Dossier, Nominee, Supplement
from app.commendations.rules import DOSSIER_ARTICLE, Gap, State
from app.db import db
from app.papers.documents import SignatureBlock
from app.papers.models import Paper
from app.places import queries as places
from app.places.queries import Signing
from app.refusals import Refusal, Refused

KIND = "supplement_request"


@dataclass(frozen=True)
class Line:
    """One thing that is asked for; `nominee_id` names whose it is, 0 for the dossier's own."""

    lack: str
    remedy: str
    ground: str = ""
    nominee_id: int = 0


@dataclass(frozen=True)
class Asking:
    """How the official asks: of whom, by when, who signs; `lines` are typed beside what was found.

    `nominee_ids` limits what was found to these nominees, None asks for all of it. `notes` are the reviewer's words
    on papers of the dossier, by kind and nominee. Without a signer the official signs in person.
    """

    addressee: str
    day: date
    working_days: int
    return_to: str
    nominee_ids: frozenset[int] | None = None
    lines: Sequence[Line] = ()
    notes: Mapping[tuple[str, int], str] = field(default_factory=dict)
    signer: Signing | None = None
    number: int | None = None


def found_lines(dossier: Dossier, day: date) -> list[Line]:
    """Everything the dossier's own check finds that others can supply; nothing of it is typed again.

    What one and the same provision asks of one nominee stands on one line.
    """
    gaps = rules.to_supplement(facts_of(dossier, day), secret=is_secret(dossier))
    groups: dict[tuple[int, str, str], list[Gap]] = {}
    for gap in gaps:
        groups.setdefault((gap.spot_id, gap.code, gap.article), []).append(gap)
    order = {spot_id: place for place, spot_id in enumerate(dict.fromkeys(gap.spot_id for gap in gaps))}
    setting = documents.setting_of(dossier, day)
    return [_line(groups[key], setting) for key in sorted(groups, key=lambda key: order[key[0]])]


def _line(gaps: list[Gap], setting: documents.Setting) -> Line:
    """One line for gaps of one kind: named in words of our own, or as the panel says it."""
    first = gaps[0]
    said = documents.lack_words(first.code, [gap.detail for gap in gaps])
    lack = said or str(htmx.sentence(replace(first, article="")).striptags()).rstrip(".")
    ground = documents.ground_of(first.article or DOSSIER_ARTICLE, setting)
    return Line(lack, documents.remedy_of(first.code), ground, first.spot_id)


def opinion_lines(dossier: Dossier) -> list[Line]:
    """The notes of the reviewer that the commune has not answered yet."""
    sealed, whose = queries.papers_of(dossier), queries.opinion_names(dossier)
    return [
        _note_line(one.component, whose.get(one.id), one.note)
        for one in dossier.opinions
        if not queries.opinion_resolved(one, sealed)
    ]


def _note_line(kind: str, whose: str | None, note: str) -> Line:
    name = htmx.words("PAPER_KINDS")[kind]
    about = f"{name[0].upper()}{name[1:]}{f', {whose}' if whose else ''}"
    lack = f"{about}: {' '.join(note.split()).rstrip('.')}"
    return Line(lack, documents.MEND_PAPER, documents.capital(DOSSIER_ARTICLE))


def why_no_supplement(dossier: Dossier, day: date) -> list[Refusal]:
    """Why nothing can be asked for now; the page asks the same."""
    from_above = not queries.is_own(dossier)
    found = rules.supplement_refusals(dossier.state, from_above)
    if not found and from_above and dossier.state == State.SUBMITTED:
        found = rules.refusals("send_back", facts_of(dossier, day), _who(), secret=is_secret(dossier))
    return found


def _who() -> rules.Who:
    actor = tenancy.actor_of(db.session())
    return rules.Who(actor.id, actor.name)


def request_supplement(dossier: Dossier, asking: Asking) -> Paper:
    """Seal the phiếu yêu cầu bổ sung; the province returns the dossier with it, each note standing at its paper.

    Raises Refused with every reason at once; nothing is returned or kept then.
    """
    from_above = not queries.is_own(dossier)
    found = why_no_supplement(dossier, asking.day)
    if not found:
        found = rules.lines_refusals(len(_lines(dossier, asking)), asking.working_days)
    if found:
        raise Refused(found)
    row = _row(dossier, asking)
    if from_above and dossier.state == State.SUBMITTED:
        return_with(dossier, asking.notes, asking.day)
    dossier.supplements.append(row)
    db.session.flush()
    setting = documents.setting_of(dossier, asking.day, confirmed_instruments())
    paper = seal_or_keep(_part(dossier, row, asking), setting, None, asking.number)
    audit.record(
        "supplement-requested", dossier, addressee=row.addressee, count=len(row.content["lines"]), days=row.working_days
    )
    return paper


def draft_supplement(dossier: Dossier, asking: Asking) -> bytes:
    """Show how the phiếu would look; nothing is kept."""
    return draft_of(_part(dossier, _row(dossier, asking), asking))


def _lines(dossier: Dossier, asking: Asking) -> list[Line]:
    """What the phiếu says: what was found, the reviewer's notes old and new, what was typed."""
    ids = asking.nominee_ids
    lines = [one for one in found_lines(dossier, asking.day) if ids is None or one.nominee_id in ids]
    if not queries.is_own(dossier):
        lines += opinion_lines(dossier)
        names = {one.id: queries.subject_label(one) for one in dossier.nominees}
        lines += [_note_line(kind, names.get(of), note) for (kind, of), note in asking.notes.items() if text.nfc(note)]
    return [*lines, *asking.lines]


def _row(dossier: Dossier, asking: Asking) -> Supplement:
    actor, scope = tenancy.actor_of(db.session()), tenancy.scope_of(db.session())
    lines = [
        {"lack": text.nfc(one.lack), "remedy": text.nfc(one.remedy), "ground": text.nfc(one.ground)}
        for one in _lines(dossier, asking)
    ]
    return Supplement(
        day=asking.day,
        working_days=asking.working_days,
        addressee=text.nfc(asking.addressee),
        return_to=text.nfc(asking.return_to),
        content={"lines": lines},
        from_above=not queries.is_own(dossier),
        issuer_name=places.authority_name(scope.home, asking.day).full,
        author_name=actor.name,
    )


def _part(dossier: Dossier, row: Supplement, asking: Asking) -> Part:
    setting = documents.setting_of(dossier, asking.day)
    issuer = places.authority_name(tenancy.scope_of(db.session()).home, asking.day)
    by_hand = SignatureBlock(lines=("NGƯỜI LẬP PHIẾU",), name=row.author_name)
    signature = documents.signed_by(asking.signer) if asking.signer is not None else by_hand
    return Part(
        KIND,
        row,
        f"Phiếu yêu cầu bổ sung hồ sơ ngày {text.day_text(asking.day)}",
        asking.day,
        lambda number: documents.supplement_request(dossier, row, setting, issuer, signature, number),
        documents.SUPPLEMENT_SYMBOL,
    )


@dataclass(frozen=True)
class Target:
    """Whom the commune may ask: `nominee_ids` are those it answers for, None all of the dossier."""

    key: str
    addressee: str
    nominee_ids: frozenset[int] | None


def targets_of(dossier: Dossier, day: date) -> list[Target]:
    """The units of the commune, the hamlets of the nominees, and each nominee."""
    units = [Target(f"unit-{one.id}", one.name, None) for one in places.units(day)]
    nominees = queries.nominees_of(dossier)
    hamlets = {one.hamlet.id: one.hamlet for one in map(_subject, nominees) if one.hamlet is not None}
    asked = [
        Target(
            f"hamlet-{hamlet_id}",
            f"Ông (bà) {hamlet.head_name}, Trưởng {hamlet.name}" if hamlet.head_name else f"Trưởng {hamlet.name}",
            frozenset(one.id for one in nominees if _subject(one).hamlet is hamlet),
        )
        for hamlet_id, hamlet in hamlets.items()
    ]
    own = [Target(f"nominee-{one.id}", documents.addressed(one), frozenset({one.id})) for one in nominees]
    return [*units, *asked, *own]


def _subject(nominee: Nominee) -> Any:
    return nominee.person or nominee.household or nominee.collective
