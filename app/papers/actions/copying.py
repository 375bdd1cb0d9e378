"""Sao y, sao lục, and what a trích sao shares with them: the block, and a number of the one series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import law, pdf, tenancy, text
from app.db import db
from app.papers import documents, queries, rules
from app.papers.actions.numbering import enter_number, take_number
from app.papers.actions.sealing import seal
from app.papers.models import Paper
from app.places import queries as places
from app.places.rules import AuthorityName
from app.refusals import Refusal, Refused


@dataclass(frozen=True)
class Certifying:
    """What the official says of a copy: its day, who signs, who receives it, and a number given by hand."""

    day: date
    recipients: Sequence[str]
    signer: str | None = None
    number: int | None = None


def make_copy(source: Paper, asked: Certifying) -> Paper:
    """Copy a numbered paper whole: its signed scan when one was filed, else its sealed bytes, with the block below.

    Of an original it is a sao y, of a sao y a sao lục. The result is no PDF/A, since it may hold pages of a scan.
    Raises Refused for a paper that may not be copied, when nobody may sign on the day, or for a number taken.
    """
    known = queries.copy_source(source)
    refusals = rules.copy_refusals(known)
    if refusals:
        raise Refused(refusals)
    how = rules.copied_how(known)
    title = f"{text.begun(rules.COPY_TITLES[how].lower())} {source.title}"
    block = certifying_block(how, asked, title)
    content = queries.bytes_to_copy(source)
    return seal(
        "paper_copy",
        documents.PaperCopy(
            form_number=law.form_of("paper_copy", asked.day).label or None,
            block=block,
            source=source.title,
            source_number=source.reference_number or "",
            source_code=source.short_code,
        ),
        source,
        title=title,
        day=asked.day,
        law_date=asked.day,
        reference_number=block.reference_number,
        finish=lambda made: pdf.certified(content, made.bytes, created=asked.day, title=title),
    )


def certifying_block(how: str, asked: Certifying, title: str) -> documents.CopyBlock:
    """The block of a copy with its number of the series that sao y, sao lục and trích sao share.

    Args: how, a key of rules.COPY_TITLES; title, what the register says. Raises Refused when nobody may sign then.
    """
    signings = [one for one in places.signings(asked.day, "paper_copy") if asked.signer in (None, one.key)]
    if not signings:
        raise Refused([Refusal("copy-without-signer")])
    authority = places.authority_name(tenancy.scope_of(db.session()).home, asked.day)
    symbol = f"{how}-UBND"
    number = (
        take_number(symbol, asked.day, title)
        if asked.number is None
        else enter_number(symbol, asked.number, asked.day, title)
    )
    return documents.CopyBlock(
        title=rules.COPY_TITLES[how],
        issuer_lines=("ỦY BAN NHÂN DÂN", authority.place.upper()),
        number_text=f"Số: {number}",
        place_date=documents.long_date(_place(authority), asked.day),
        recipients=documents.Recipients(lines=tuple(asked.recipients)),
        signature=documents.SignatureBlock(lines=tuple(signings[0].lines), name=signings[0].name),
    )


def _place(authority: AuthorityName) -> str:
    """The place before the date; a name that is a number takes its kind with it."""
    return f"{authority.place[0].upper()}{authority.place[1:]}" if authority.name.isdigit() else authority.name
