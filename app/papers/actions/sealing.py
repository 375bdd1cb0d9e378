"""Facts become a paper: first as a draft that nobody keeps, then once and for all."""

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from app import audit, clock, law, pdf, storage, tenancy, text
from app.db import db
from app.papers import documents, queries, rules
from app.papers.actions.proofing import lacks, own_faults
from app.papers.models import Paper
from app.refusals import Refused


def draft(kind: str, facts: Any, *, title: str, day: date, form_code: str = "") -> bytes:
    """Show how a paper will look: "DỰ THẢO" across each page, nothing is kept.

    Args: kind, one of rules.KINDS; facts, its frozen dataclass; day, the day of the paper; form_code,
    the form of a report, which decides its layout.
    Raises Refused naming every fact that is still missing.
    """
    _refuse(lacks(facts))
    template = documents.template_of(kind, form_code)
    return pdf.render(template, facts, created=day, title=text.nfc(title), draft=True).bytes


def seal(
    kind: str,
    facts: Any,
    subject: Any,
    *,
    title: str,
    day: date,
    law_date: date,
    reference_number: str | None = None,
    replaces: Paper | None = None,
    award_type: str = "chuyen_de",
    varying: Sequence[str] = (),
    finish: Callable[[pdf.Rendered], pdf.Rendered] | None = None,
) -> Paper:
    """Freeze a paper: its bytes, their SHA-256, the facts, the form and the law they follow; never rendered again.

    Args: subject, the record the paper is about; day, the day on the paper; law_date, the day whose form it uses;
    reference_number, a number taken before, which is printed in the facts; replaces, the paper this one corrects;
    award_type, which report form (forms.md 1.0); varying, the facts that alone differ between the papers of a batch;
    finish, what is done to the pages before they are frozen.
    Raises Refused naming every fact that is missing or against the form; ValueError when the facts print another form
    number than the registry has for that day.
    """
    _refuse(own_faults(facts))
    form = law.form_of(kind, law_date, award_type=award_type)
    if (facts.form_number or "") != form.label:
        raise ValueError(f"{kind}: the facts print {facts.form_number!r}, the registry says {form.label!r}")
    db.session.flush()
    if replaces is not None:
        _replace(replaces, kind, subject)
    stored = facts_as_stored(facts)
    code = _free_code(kind, stored, subject, day)
    make = partial(pdf.stamped, varying=varying) if varying else pdf.render
    made = make(documents.template_of(kind, form.code), facts, code=code, created=day, title=text.nfc(title))
    if finish is not None:
        made = finish(made)
    paper = Paper(
        kind=kind,
        title=text.nfc(title),
        subject_table=subject.__tablename__,
        subject_id=subject.id,
        form_code=form.code,
        form_version=form.version,
        form_number=form.number,
        law_date=law_date,
        day=day,
        facts=stored,
        sha256=storage.put(made.bytes),
        pages=made.pages,
        renderer=pdf.RENDERER,
        short_code=code,
        reference_number=reference_number,
        sealed_at=clock.now(),
        sealed_by=tenancy.actor_of(db.session()).name,
        search_fold=search_words(title, reference_number, code),
        replaces_id=replaces.id if replaces else None,
    )
    db.session.add(paper)
    db.session.flush()
    _give_number_to(paper, replaces)
    audit.record("paper-sealed", paper, kind=kind, code=code)
    return paper


def search_words(title: str, reference_number: str | None, code: str) -> str:
    """What a search box finds a paper by."""
    return text.fold(f"{title} {reference_number or ''} {code}")


def _refuse(faults: list[rules.Fault]) -> None:
    found = [fault.reason for fault in faults if fault.blocks]
    if found:
        raise Refused(found)


def _replace(old: Paper, kind: str, subject: Any) -> None:
    same = (old.kind, old.subject_table, old.subject_id) == (kind, subject.__tablename__, subject.id)
    refusals = rules.replace_refusals(old.replaced, same)
    if refusals:
        raise Refused(refusals)
    old.replaced = True


def _give_number_to(paper: Paper, replaces: Paper | None) -> None:
    """Let the register point at the paper that prints its number."""
    parts = rules.reference_parts(paper.reference_number) if paper.reference_number else None
    entry = queries.entry(queries.register(parts[1], paper.day.year), parts[0]) if parts else None
    if entry is None:
        return
    if entry.paper_id is None or (replaces is not None and entry.paper_id == replaces.id):
        entry.paper_id = paper.id


def _free_code(kind: str, facts: dict[str, Any], subject: Any, day: date) -> str:
    """A code that no paper of this authority has; the same facts sealed a second time get another one."""
    home = tenancy.scope_of(db.session()).home
    seed = [kind, subject.__tablename__, subject.id, day.isoformat(), facts]
    attempt = 0
    while True:
        code = rules.short_code(json.dumps([*seed, attempt], ensure_ascii=False, sort_keys=True))
        known = select(Paper.id).where(Paper.owner_id == home, Paper.short_code == code)
        if db.session.scalars(known).first() is None:
            return code
        attempt += 1


def facts_as_stored(facts: Any) -> dict[str, Any]:
    """The facts as JSON keeps them: dataclasses as objects, tuples as lists, days as yyyy-mm-dd, always the same."""
    stored: dict[str, Any] = _plain(dataclasses.asdict(facts))
    return stored


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
