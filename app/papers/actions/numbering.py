"""Numbers of papers: one register per symbol and year, each number once, a gap explained and never filled."""

from datetime import date

from app import audit, tenancy, text
from app.db import db
from app.papers import documents, queries, rules
from app.papers.actions.sealing import search_words
from app.papers.models import Entry, Paper, Series
from app.places.models import Authority
from app.refusals import Refused


def take_number(symbol: str, day: date, title: str, paper: Paper | None = None) -> str:
    """Take the next number of the year, for a paper about to be sealed or one that was signed without.

    Args: symbol such as "QĐ-UBND"; day, the day of issue, whose year is the register's; title, what the register says.
    Returns "05/QĐ-UBND". Raises Refused. Source: NĐ 30/2020 Điều 15.
    """
    refusals = rules.symbol_refusals(symbol) + rules.paper_refusals(day, _known(paper))
    if refusals:
        raise Refused(refusals)
    series = _register(symbol, day.year)
    return _enter(series, symbol, series.last + 1, day, title, paper)


def enter_number(symbol: str, number: int, day: date, title: str, paper: Paper | None = None) -> str:
    """Enter a number that văn thư gave by hand; the sealed bytes of the paper stay as they are.

    Returns "05/QĐ-UBND". Raises Refused when the number is taken, below 1, or the paper may not get one.
    """
    refusals = rules.symbol_refusals(symbol)
    if refusals:
        raise Refused(refusals)
    series = _register(symbol, day.year)
    refusals = rules.number_refusals(number, day, _is_taken(series, number), _known(paper))
    if refusals:
        raise Refused(refusals)
    return _enter(series, symbol, number, day, title, paper)


def skip_number(symbol: str, number: int, day: date, reason: str) -> Entry:
    """Explain a number that no paper has: it stays in the register with the reason and is never given again.

    Raises Refused when it is taken, lies further on than the next number, or the reason is missing.
    """
    refusals = rules.symbol_refusals(symbol)
    if refusals:
        raise Refused(refusals)
    series = _register(symbol, day.year)
    refusals = rules.skip_refusals(number, series.last, _is_taken(series, number), reason)
    if refusals:
        raise Refused(refusals)
    entry = _add(series, number, day, "", None, text.nfc(reason))
    audit.record("number-skipped", entry, number=_reference(symbol, number), reason=entry.skipped_because)
    return entry


def open_register(symbol: str, year: int, used: int) -> Series:
    """Begin a register in the middle of a year: numbers up to `used` were given before the program came.

    Raises Refused when the register holds numbers already.
    """
    refusals = rules.symbol_refusals(symbol)
    if refusals:
        raise Refused(refusals)
    series = _register(symbol, year)
    refusals = rules.opening_refusals(used, series.last)
    if refusals:
        raise Refused(refusals)
    series.begun_after = series.last = used
    audit.record("register-opened", series, symbol=symbol, number=used)
    return series


def _register(symbol: str, year: int) -> Series:
    """The register, made when it is new. The authority's row is locked: two numbers are never taken at once."""
    home = tenancy.scope_of(db.session()).home
    db.session.get_one(Authority, home, with_for_update={"key_share": True})
    series = queries.register(symbol, year)
    if series is None:
        series = Series(symbol=rules.register_symbol(symbol), year=year, last=0, begun_after=0)
        db.session.add(series)
        db.session.flush()
    return series


def _is_taken(series: Series, number: int) -> bool:
    return 1 <= number <= series.begun_after or queries.entry(series, number) is not None


def _known(paper: Paper | None) -> rules.PaperToNumber | None:
    if paper is None:
        return None
    return rules.PaperToNumber(paper.day, paper.reference_number, paper.replaced)


def _reference(symbol: str, number: int) -> str:
    return documents.reference(number, *rules.symbol_parts(symbol))


def _enter(series: Series, symbol: str, number: int, day: date, title: str, paper: Paper | None) -> str:
    reference_number = _reference(symbol, number)
    entry = _add(series, number, day, text.nfc(title), paper, None)
    entry.symbol = symbol if symbol != series.symbol else None
    if paper is not None:
        paper.reference_number = reference_number
        paper.search_fold = search_words(paper.title, reference_number, paper.short_code)
    audit.record("paper-numbered", paper or entry, number=reference_number)
    return reference_number


def _add(series: Series, number: int, day: date, title: str, paper: Paper | None, reason: str | None) -> Entry:
    entry = Entry(
        series=series,
        number=number,
        day=day,
        title=title,
        paper_id=paper.id if paper else None,
        skipped_because=reason,
    )
    db.session.add(entry)
    series.last = max(series.last, number)
    db.session.flush()
    return entry
