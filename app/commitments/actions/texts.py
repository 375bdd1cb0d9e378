"""Texts of pledge: the ready ones, new versions, and the official's word that a text was read."""

from collections.abc import Sequence
from datetime import date

from app import audit, tenancy, text
from app.commitments import queries, rules
from app.commitments.models import Wording
from app.db import db
from app.law import Mark
from app.refusals import Refused


def seed_wordings(day: date) -> list[Wording]:
    """Give the commune the ready texts it does not have yet, one for each kind of pledger.

    Args: day, from which they may be used. Returns the new ones; none and no line in the log when all are there. An
    older ready text gets a new version beside it, and campaigns that use the older one keep it.
    The texts are our own (mark D) and wait to be read by an official.
    """
    made = [
        Wording(
            code=ready.code,
            version=former.version + 1 if former else 1,
            subject_kind=ready.subject_kind,
            title=ready.title,
            promises=list(ready.texts),
            breach=ready.breach,
            valid_from=max(day, former.valid_from) if former else day,
            mark=ready.mark,
            source=ready.source,
        )
        for ready, former in queries.ready_to_load()
    ]
    db.session.add_all(made)
    if made:
        db.session.flush()
        audit.record("wordings-loaded", made[0], count=len(made))
    return made


def save_wording(
    former: Wording | None,
    *,
    kind: str,
    title: str,
    promises: Sequence[str],
    breach: str | None,
    valid_from: date,
    source: str,
) -> Wording:
    """Keep a new text of pledge, or a new version of one; the former version stays as it was.

    Args: former, any version of the text that is followed, whose kind stays; kind, the ready form that a new text
    stands beside ("household", "school"); promises, one line each;
    valid_from, the day from which campaigns may choose it; source, whose words they are.
    Raises Refused.
    """
    newest = queries.newest(former.code) if former else None
    lines = [text.nfc(promise) for promise in promises if promise.strip()]
    faults = rules.wording_faults(lines, valid_from, newest.valid_from if newest else None)
    if faults:
        raise Refused(faults)
    wording = Wording(
        code=newest.code if newest else _free_code(kind),
        version=newest.version + 1 if newest else 1,
        subject_kind=newest.subject_kind if newest else rules.FORMS[kind].subject_kind,
        title=text.nfc(title),
        promises=lines,
        breach=text.nfc(breach) if breach else None,
        valid_from=valid_from,
        mark=Mark.D,
        source=text.nfc(source),
    )
    db.session.add(wording)
    audit.record("wording-saved", wording, name=wording.title, version=wording.version)
    return wording


def _free_code(kind: str) -> str:
    known = {row.code for row in queries.all_wordings()}
    if kind not in known:
        return kind
    number = 2
    while f"{kind}-{number}" in known:
        number += 1
    return f"{kind}-{number}"


def confirm_wording(wording: Wording, against: str, day: date) -> None:
    """Say that a named official read the text and with what it was compared: the badge goes, the name stays."""
    wording.confirmed_by = tenancy.actor_of(db.session()).name
    wording.confirmed_on = day
    wording.confirmed_against = text.nfc(against)
    audit.record("value-confirmed", wording, name=wording.title, against=wording.confirmed_against)
