"""Reports beside the books: which numbers in their prose, or on a sealed report, are no longer what the books say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.commendations import evidence, queries
from app.commendations.actions.reports import fields_of
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import Reached, State, quoting
from app.papers.models import Paper
from app.refusals import Refusal


def moved_numbers(nominees: Sequence[Nominee], day: date) -> dict[int, list[quoting.Moved]]:
    """The numbers in the prose of these reports that today's books do not hold, by nominee; who has none is left out.

    Args: nominees, all of one dossier. Read in a fixed number of statements, however many there are.
    """
    quoting_some = [one for one in nominees if one.quoted]
    if not quoting_some:
        return {}
    now = evidence.today(quoting_some, quoting_some[0].dossier.round, day)
    found = {one.id: quoting.moved(one.report, one.quoted, now[one.id]) for one in quoting_some}
    return {nominee_id: moved for nominee_id, moved in found.items() if moved}


def figure_told(nominee: Nominee, one: quoting.Moved) -> Refusal:
    """A number that moved, in a sentence: Đoạn “Kết quả đạt được” ghi 143 người; trong sổ nay là 150 người."""
    labels = {field.name: field.label for field in fields_of(nominee)}
    return told_of_passage(labels.get(one.field, one.field), one)


def told_of_passage(label: str, one: quoting.Moved) -> Refusal:
    """The same sentence for a passage of this name."""
    return Refusal("figure-moved", detail=f"Đoạn “{label}” ghi {one.written}; trong sổ nay là {one.recorded}")


# From the sealing of the reports until somebody has decided about them.
STILL_COMPARED = frozenset({State.PROPOSED, State.APPROVED, State.SUBMITTED, State.RETURNED, State.ACCEPTED})


@dataclass(frozen=True)
class Outdated:
    """A sealed report that speaks of other numbers than today's books, each told in a sentence."""

    nominee: Nominee
    paper: Paper
    told: tuple[Refusal, ...]


def moved_since_sealed(dossier: Dossier, sealed: Mapping[tuple[str, int], Paper], day: date) -> list[Outdated]:
    """The sealed reports whose numbers are no longer those of the books; the papers themselves stay as they are.

    Args: sealed, the papers that hold for the dossier, by kind and nominee. Once the award is given or the file is
    closed the books go on without it.
    """
    if dossier.state not in STILL_COMPARED:
        return []
    papers = {of: paper for (kind, of), paper in sealed.items() if kind.startswith("report_")}
    nominees = [one for one in queries.nominees_of(dossier) if one.id in papers and _traced(papers[one.id])]
    if not nominees:
        return []
    now = evidence.today(nominees, dossier.round, day)
    found = [Outdated(one, papers[one.id], tuple(_told(papers[one.id], now[one.id]))) for one in nominees]
    return [one for one in found if one.told]


def _traced(paper: Paper) -> Sequence[Mapping[str, Any]]:
    """The figures of a sealed report; one sealed before they were kept has none."""
    lines: Sequence[Mapping[str, Any]] = paper.facts.get("traced", ())
    return lines


def _told(paper: Paper, now: Mapping[str, Reached]) -> Iterator[Refusal]:
    for place, line in enumerate(_traced(paper)):
        beside = line["kept_beside"]
        kept = quoting.Kept(beside, line["reason"], "", "") if beside is not None else None
        quote = quoting.Quote(line["measure"], line["which"], line["number"], kept)
        one = quoting.moved_quote(line["passage"], place, quote, now.get(quote.measure), line["noun"])
        if one is not None:
            yield told_of_passage(line["label"], one)
