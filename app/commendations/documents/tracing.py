"""What the figures of a report rest on, kept beside the paper when it is sealed: each number with its records."""

from collections.abc import Iterator
from datetime import date

from app import text
from app.commendations import evidence
from app.commendations.documents.facts import Traced, TracedRow
from app.commendations.models import Nominee
from app.commendations.rules import Reached, quoting
from app.law.catalogue import FormField

RESULTS = "results"  # the table beside the prose, which prints the figures themselves


def traced(nominee: Nominee, fields: list[FormField], measured: list[str]) -> tuple[Traced, ...]:
    """Every figure of a report in its order: passage, number, the records behind it as they were when it was taken.

    Args: fields of the form, whose prose speaks of figures; measured, the measures of the table of results.
    """
    return tuple(_traced(nominee, fields, measured))


def _traced(nominee: Nominee, fields: list[FormField], measured: list[str]) -> Iterator[Traced]:
    figures = evidence.figures_of(nominee)
    for field in fields:
        prose = nominee.report.get(field.name)
        if isinstance(prose, str):
            for one in quoting.standing(prose, quoting.quotes_of(nominee.quoted, field.name)):
                figure = figures.get(one.quote.measure)
                noun = one.counted(quoting.noun_of(figure, one.quote.which)) if figure else ""
                yield _line(nominee, field.name, field.label, one.quote, figure, noun)
    for code in measured:
        if code in figures:
            quote = quoting.Quote(code, quoting.COUNT, figures[code].count)
            yield _line(nominee, RESULTS, "Bảng kết quả", quote, figures[code], figures[code].noun)


def _line(
    nominee: Nominee, passage: str, label: str, quote: quoting.Quote, figure: Reached | None, noun: str
) -> Traced:
    taken_on = nominee.figures.get("day")
    return Traced(
        passage=passage,
        label=label,
        measure=quote.measure,
        which=quote.which,
        number=quote.number,
        noun=noun,
        recorded=quoting.number_of(figure, quote.which) if figure else None,
        taken_on=text.day_text(date.fromisoformat(taken_on)) if taken_on else "",
        kept_beside=quote.kept.now if quote.kept else None,
        reason=quote.kept.reason if quote.kept else None,
        rows=tuple(
            TracedRow(label=row.label, endpoint=row.endpoint, argument=row.values[0][0], record=row.values[0][1])
            for row in (figure.rows if figure else ())
        ),
    )
