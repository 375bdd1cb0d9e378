"""Which law a dossier is judged by, what changed at a boundary, and the căn cứ lines of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from app.law.catalogue import Citation, Instrument
from app.law.loaded import INSTRUMENTS, LAW
from app.law.marks import Mark

WARN_BEFORE_END = timedelta(days=90)


@dataclass(frozen=True)
class TransitionNote:
    """What is told about the change of law that a dossier stands beside: information, it decides nothing."""

    text: str
    mark: Mark
    cite: str
    boundary: date
    after: bool


@dataclass(frozen=True)
class BasisLine:
    """One căn cứ without the word "Căn cứ" and without its closing mark: the template adds both.

    `printed` is False for a line that is offered but stays off paper until an official confirms it.
    """

    text: str
    mark: Mark
    cite: str
    instrument: str
    printed: bool


def law_date(received_on: date) -> date:
    """The day whose law judges a dossier: the day it was received, whatever happens afterwards.

    A dossier received before 01/10/2026 goes on under the old text (the exception for a more favourable new
    text is left to the official, the new text is not known). Source: transition of Luật 06/2026/QH16, L.
    Raises NotInForce for a day before the law data begins.
    """
    LAW.legal_basis["commune"].on(received_on)
    return received_on


def transition_note(day: date) -> TransitionNote | None:
    """What an official is told about the transition: for a law date after the new law was issued, on both sides of it.

    "Unless more favourable" stays with the official: the new text is not known. None while no change was in sight.
    Source: transition of Luật 06/2026/QH16 (commendation.md section 1), L.
    """
    for transition in reversed(LAW.transitions):
        issued = INSTRUMENTS[transition.instrument].issued
        if issued is None or issued <= day:
            cite = "; ".join(str(one) for one in transition.cites)
            after = day >= transition.boundary
            return TransitionNote(transition.information, transition.mark, cite, transition.boundary, after)
    return None


def law_needs_check(day: date, confirmed: Collection[str] = ()) -> str | None:
    """The one line to show beside the legal basis of a dossier of that law date, or None.

    `confirmed` are codes of instruments an official has confirmed to stand still; when all that the change
    lowers are confirmed the line goes away. Source: domain README, rule 2.
    """
    for transition in reversed(LAW.transitions):
        if day >= transition.boundary and not set(transition.lowers) <= set(confirmed):
            return transition.warning
    return None


def mark_on(day: date, mark: Mark, cites: tuple[Citation, ...], confirmed: Collection[str] = ()) -> Mark:
    """The mark a value has for a dossier of that law date: C and Ct of an amended law become L.

    Used to decide whether a rule may still refuse (`strength`); the badge is not repeated at every value.
    Source: commendation.md section 1, "Consequence".
    """
    if not mark.verified:
        return mark
    for transition in LAW.transitions:
        unsure = set(transition.lowers) - set(confirmed)
        if day >= transition.boundary and any(cite.instrument in unsure for cite in cites):
            return Mark.L
    return mark


def legal_basis_lines(day: date, level: str, confirmed: Collection[str] = ()) -> list[BasisLine]:
    """The căn cứ of a paper in statutory order, for papers issued at `level` ("commune" or "province").

    A law is cited without number and body, a decree with number, date and body (NĐ 30/2020). A decree whose
    full title has not been read ends after its body; its subject is not invented. The province's own rule and
    the plan follow after these lines and come from the commune's data. Raises KeyError, NotInForce.
    """
    version = LAW.legal_basis[level].on(day)
    lines = []
    for row in version.lines:
        instrument = INSTRUMENTS[row.instrument]
        itself = Citation(row.instrument, instrument.number, "")
        lines.append(
            BasisLine(
                text=instrument.title,
                mark=mark_on(day, row.mark, (itself,), confirmed),
                cite=instrument.number,
                instrument=row.instrument,
                printed=row.printed or row.instrument in confirmed,
            )
        )
    return lines


def ending_soon(day: date) -> tuple[Instrument, ...]:
    """Instruments with a reported end within 90 days of `day` or already past it.

    A reported end does not end anything by itself: it is a reason to look (commendation.md section 1, D).
    """
    return tuple(
        instrument
        for instrument in INSTRUMENTS.values()
        if instrument.reported_end and instrument.reported_end - WARN_BEFORE_END <= day
    )
