"""Signatures taken: on paper, drawn on the screen at the desk, or in a PDF that was signed elsewhere.

All of them count alike. What proves them stays when a pledge is opened again: a signed file as it came, a drawing in
the sealed paper that shows it. The row of a drawing holds the newest one; the earlier ones are in the papers it
replaced.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from flask import current_app

from app import audit, clock, law, pdf, storage, tenancy, text
from app.commitments import documents, queries, rules
from app.commitments.actions.proofing import blocking, setting_on
from app.commitments.models import Commitment, DrawnSignature, SignedFile
from app.commitments.queries import Line, signing
from app.commitments.rules import Hand, Way
from app.commitments.rules.consents import in_order
from app.db import db
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers.documents import blank_date, issued_at, read_facts, short_date
from app.papers.models import Paper
from app.refusals import Refusal, Refused

NO_FOREIGN_HAND = Hand()


def receive(
    row: Commitment,
    signed_on: date,
    today: date,
    signed_by: str | None = None,
    *,
    signed_way: Way = Way.PAPER,
    capacity: str | None = None,
    helped_by: str | None = None,
    help_reason: str | None = None,
    consents: Collection[str] | None = None,
) -> None:
    """Take back a signed paper: the day on it, and whose hand it was when not that of the one named at its head.

    Args: capacity, in which somebody else signed; helped_by and help_reason, who lent a hand and why; consents, the
    purposes ticked on the paper, None when nobody looked. Raises Refused: signed already, before the campaign opened,
    in the future, a capacity or a reason left out.
    """
    typed = (signed_by, capacity, helped_by, help_reason)
    hand = Hand.of(signing.named(row), *typed) if any(typed) else NO_FOREIGN_HAND
    faults = rules.refusals("sign", row.state) + rules.signing_faults(signed_on, row.campaign.opens_on, today)
    _refuse(faults + rules.hand_faults(hand))
    take(row, signed_way, signed_on, hand, consents)
    audit.record("commitment-signed", row, day=signed_on.isoformat())


def draw(row: Commitment, drawing: str, today: date, witness: str, hand: Hand, consents: Collection[str] = ()) -> Paper:
    """Take a signature drawn on the screen: sealed at once in the signature place of a paper that replaces the former.

    Args: drawing, the strokes as the page sends them; witness, who stood by; hand, whose hand it was; consents, the
    purposes ticked on the screen. Returns the sealed paper.
    Raises Refused with all reasons at once: nothing drawn, no witness, a witness who holds the pen, the move itself,
    or what the paper lacks.
    """
    line = queries.line(row)
    named = signing.named(row)
    faults = rules.refusals("sign", row.state) + rules.signing_faults(today, row.campaign.opens_on, today)
    faults += rules.drawing_faults(drawing) + rules.hand_faults(hand) + rules.witness_faults(witness, named, hand)
    _refuse(faults or blocking([line], today))
    strokes = rules.read_drawing(drawing)
    if strokes is None:  # a drawing without faults is readable: this only says so to the type checker
        raise Refused([Refusal("drawing-unreadable")])
    agreed = in_order(consents, rules.CONSENT.purposes)
    shown = documents.Drawing(
        picture=rules.picture_of(strokes),
        caption=_caption(today, text.nfc(witness), hand),
        ticked=tuple(f"{purpose[0].upper()}{purpose[1:]}" for purpose in agreed),
    )
    facts = facts_to_sign(line, today)
    signature = replace(facts.signature, name=hand.signed_by or named)
    paper = _seal(line, replace(facts, drawing=shown, signature=signature), today)
    _keep_drawing(row, strokes, text.nfc(witness))
    take(row, Way.SCREEN, today, hand, agreed)
    audit.record("commitment-drawn", row, day=today.isoformat(), witness=text.nfc(witness), code=paper.short_code)
    return paper


def facts_to_sign(line: Line, day: date) -> documents.Commitment:
    """What the paper of a pledge says when it is signed on this day: the words shown before the pen is given."""
    setting = setting_on(day)
    return replace(setting.facts_of(line), place_date=issued_at(setting.authority.name, setting.authority.place, day))


def _caption(day: date, witness: str, hand: Hand) -> str:
    """What stands under the drawing, so that nobody takes it for a hand on paper."""
    said = [f"Ký trên màn hình ngày {short_date(day)}; người chứng kiến: {witness}."]
    if hand.signed_by:
        said.append(f"Người ký: {hand.signed_by} ({_small(hand.capacity)}).")
    if hand.helped_by:
        said.append(f"{hand.helped_by} ký hộ vì {_small(hand.help_reason)}.")
    return " ".join(said)


def _small(words: str | None) -> str:
    return f"{words[:1].lower()}{words[1:]}" if words else ""


def _seal(line: Line, facts: documents.Commitment, day: date, replaces: Paper | None = None) -> Paper:
    return papers.seal(
        "commitment",
        facts,
        line.row,
        title=f"{law.form_of('commitment', day).title}: {line.name}",
        day=day,
        law_date=day,
        replaces=replaces or sealed.current(line.row, "commitment"),
    )


def _keep_drawing(row: Commitment, drawing: rules.Drawing, witness: str) -> None:
    kept = signing.drawing_of(row) or DrawnSignature(commitment=row)
    kept.strokes = drawing.as_stored()
    kept.sha256 = hashlib.sha256(json.dumps(kept.strokes, sort_keys=True).encode()).hexdigest()
    kept.witnessed_by, kept.drawn_at = witness, clock.now()
    kept.recorded_by = tenancy.actor_of(db.session()).name
    db.session.add(kept)


def restore_paper(row: Commitment, today: date) -> Paper | None:
    """Put a paper without the drawing in the place of one that shows it, when the pledge is opened again.

    Otherwise the next printing would hand out a paper that looks signed. Returns the paper, None when none was drawn.
    """
    drawn = sealed.current(row, "commitment")
    if drawn is None or not drawn.facts.get("drawing"):
        return None
    facts: documents.Commitment = read_facts("commitment", drawn.facts)
    place = facts.place_date.partition(", ngày ")[0]
    clean = replace(
        facts,
        drawing=None,
        place_date=blank_date(place, today.year),
        signature=replace(facts.signature, name=None),
    )
    return _seal(queries.line(row), clean, today, replaces=drawn)


def file_signed(
    row: Commitment, content: bytes, file_name: str, today: date, hand: Hand, signed_on: date | None = None
) -> SignedFile:
    """Take a PDF that came back with electronic signatures: checked, kept as it came, what was found beside it.

    Args: hand, whose signature it is when not that of the one named; signed_on, the day when the clerk knows it
    better than the file, whose last signature tells it otherwise.
    Raises Refused with all reasons at once: no PDF, no signature, a broken one, a file changed after signing or made
    from another paper, certificates of somebody else. A certificate whose issuer is not known here is kept and told.
    """
    found, moment = _signatures(content), clock.now()
    paper = sealed.current(row, "commitment")
    same = found is not None and paper is not None and _goes_on(content, paper)
    day = signed_on or _day_of(found or ())
    file = rules.SignedPdf(
        readable=found is not None,
        sound=[one.sound for one in found or ()],
        names=[one.who for one in found or ()],
        of_paper=None if paper is None else same or _names(content, paper),
        filed=signing.is_filed(hashlib.sha256(content).hexdigest()),
    )
    faults = rules.refusals("sign", row.state) + rules.file_faults(file) + rules.hand_faults(hand)
    if found:
        faults += rules.certificate_faults(file.names, signing.names_of(row), hand)
        faults += rules.signing_faults(day, row.campaign.opens_on, today) if day else [Refusal("file-without-day")]
    _refuse(faults)
    kept = SignedFile(
        commitment=row,
        sha256=storage.put(content),
        pages=pdf.page_count(content),
        file_name=text.nfc(file_name)[-200:],
        checks=[_as_stored(one, same) for one in found or ()],
        filed_at=moment,
        filed_by=tenancy.actor_of(db.session()).name,
    )
    db.session.add(kept)
    on = day or today
    take(row, Way.FILE, on, hand, None)
    audit.record("commitment-signed-by-file", row, day=on.isoformat(), names=", ".join(file.names))
    return kept


def check_again(file: SignedFile) -> None:
    """Check a kept file once more, as when the root certificate of its issuer was put into the folder of trust."""
    found = _signatures(signing.bytes_of(file))
    same = all(one["same_bytes"] for one in file.checks)
    file.checks = [_as_stored(one, same) for one in found or ()]
    audit.record("signed-file-checked", file.commitment, name=file.file_name)


def _signatures(content: bytes) -> Sequence[pdf.Signature] | None:
    """The signatures of the file as far as they can be checked here; None when it is no PDF that can be read."""
    folder = current_app.config["SOVANG"].trust
    try:
        return pdf.signatures(content, pdf.roots_in(folder) if folder else (), clock.now())
    except pdf.Unreadable:
        return None


def _goes_on(content: bytes, paper: Paper) -> bool:
    """Whether the file begins with our sealed bytes: signing adds at the end and leaves the rest alone."""
    return content.startswith(sealed.bytes_of(paper))


def _names(content: bytes, paper: Paper) -> bool:
    """Whether the code of our paper stands on the pages; some programs write the whole file anew before they sign."""
    return pdf.mentions(content, paper.short_code)


def _day_of(found: Sequence[pdf.Signature]) -> date | None:
    moments = [one.at for one in found if one.at is not None]
    return clock.local(max(moments)).date() if moments else None


def _as_stored(one: pdf.Signature, same: bool) -> dict[str, Any]:
    """What was found of one signature, as JSON keeps it; `same_bytes`, whether our sealed bytes are what was signed."""
    plain = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(one).items()}
    return plain | {"sound": one.sound, "in_force": one.in_force, "same_bytes": same}


def take(row: Commitment, way: Way, signed_on: date, hand: Hand, consents: Collection[str] | None) -> None:
    """Write a signature into its pledge, whichever way it came."""
    row.state, row.signed_way, row.signed_on, row.reason = rules.MOVES["sign"].target, way, signed_on, None
    row.signed_by, row.capacity = hand.signed_by, hand.capacity
    row.helped_by, row.help_reason = hand.helped_by, hand.help_reason
    row.consents = None if consents is None else in_order(consents, rules.CONSENT.purposes)
    row.received_by, row.received_at = tenancy.actor_of(db.session()).name, clock.now()


def forget_signature(row: Commitment) -> None:
    """Take out of a pledge what was written when it was signed, and why it was not."""
    row.signed_way = row.signed_on = row.signed_by = row.capacity = row.helped_by = row.help_reason = None
    row.consents = row.received_by = row.received_at = row.reason = None


def _refuse(faults: Sequence[Refusal]) -> None:
    if faults:
        raise Refused(list(faults))
