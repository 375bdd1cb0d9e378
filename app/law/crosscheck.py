"""Check what no single row can show: citations exist, versions fit their instruments."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from app.law.catalogue import Citation, Dated, Instrument, Law, LawDataError, Value, Version
from app.law.marks import Mark

OWN_DESIGN = "SOVANG"


def check(law: Law) -> None:
    """Stop the start at the first relation between rows that does not hold."""
    _instruments(law.instruments)
    _transitions(law)
    for where, version in _all_versions(law):
        _version(where, version, law.instruments)
    for where, cites, mark in _undated(law):
        _trusted(where, cites, mark)
    _basis_lines(law)
    _award_criteria(law)
    _asked_confirmations(law)


def _fail(where: str, message: str) -> LawDataError:
    return LawDataError(f"{where}: {message}")


def _instruments(instruments: dict[str, Instrument]) -> None:
    for code, instrument in instruments.items():
        for other in (*instrument.replaces, *instrument.amends):
            if other not in instruments:
                raise _fail(code, f"names the unknown instrument {other}")
        for old in instrument.replaces:
            if instruments[old].until != instrument.start:
                raise _fail(code, f"replaces {old}, which must end the day {code} starts")
        if instrument.issued and instrument.start and instrument.start < instrument.issued:
            raise _fail(code, "in force before it was issued")


def _transitions(law: Law) -> None:
    for transition in law.transitions:
        where = f"transition {transition.boundary}"
        for code in (transition.instrument, *transition.lowers):
            if code not in law.instruments:
                raise _fail(where, f"names the unknown instrument {code}")
        if transition.decided_by != "received_on":
            raise _fail(where, f"cannot decide by {transition.decided_by!r}, only by received_on")
        if law.instruments[transition.instrument].start != transition.boundary:
            raise _fail(where, "the boundary is not the day its instrument starts")
        _trusted(where, transition.cites, transition.mark)


def _all_versions(law: Law) -> Iterator[tuple[str, Version]]:
    shelves: tuple[Iterable[Dated], ...] = (
        law.legal_basis.values(),
        law.awards.values(),
        law.criteria.values(),
        law.papers.values(),
        law.defaults.values(),
        law.confirmations.values(),
    )
    for shelf in shelves:
        for dated in shelf:
            for version in dated.versions:
                yield f"{dated.code} from {version.start}", version


def _version(where: str, version: Version, instruments: dict[str, Instrument]) -> None:
    _cited(where, version, version.mark, version.cites, instruments)
    for field, held in vars(version).items():
        for value in held.values() if isinstance(held, Mapping) else (held,):
            if isinstance(value, Value):
                _cited(f"{where} {field}", version, value.mark, value.cites, instruments)


def _cited(
    where: str, version: Version, mark: Mark, cites: tuple[Citation, ...], instruments: dict[str, Instrument]
) -> None:
    """Nothing may rest on a text that is not yet in force; what is certain may not outlive its text."""
    _trusted(where, cites, mark)
    for citation in cites:
        instrument = instruments[citation.instrument]
        if instrument.start and version.start < instrument.start:
            raise _fail(where, f"starts before {citation.instrument} is in force ({instrument.start})")
        if mark.verified and instrument.until and (version.until or date.max) > instrument.until:
            raise _fail(where, f"is certain beyond the end of {citation.instrument} ({instrument.until})")


def _trusted(where: str, cites: tuple[Citation, ...], mark: Mark) -> None:
    """Our own design is never certain."""
    if mark.verified and all(citation.instrument == OWN_DESIGN for citation in cites):
        raise _fail(where, "our own design cannot carry the mark C or Ct")


def _undated(law: Law) -> Iterator[tuple[str, tuple[Citation, ...], Mark]]:
    lists = (law.movements, law.contents, law.indicators, law.topics, law.skills, law.award_types)
    for item in (one for rows in (*lists, law.task_groups, law.phases, law.plan_sections) for one in rows):
        yield item.code, item.cites, item.mark
    for group in law.targets:
        for value in group.years:
            yield f"{group.code} {value.year}", value.cites, value.mark
    for paper in law.papers.values():
        for version in paper.versions:
            yield f"body {version.body.code}", version.body.cites, version.body.mark


def _basis_lines(law: Law) -> None:
    for movement in law.movements:
        for code in movement.basis:
            if code not in law.instruments:
                raise _fail(f"movement {movement.code}", f"names the unknown instrument {code}")
    for dated in law.legal_basis.values():
        for version in dated.versions:
            where = f"legal_basis {dated.code} from {version.start}"
            for line in version.lines:
                instrument = law.instruments.get(line.instrument)
                if instrument is None:
                    raise _fail(where, f"names the unknown instrument {line.instrument}")
                if not instrument.in_force(version.start):
                    raise _fail(where, f"{line.instrument} is not in force")
                if instrument.until and (version.until or date.max) > instrument.until:
                    raise _fail(where, f"still prints {line.instrument} after its end")


def _award_criteria(law: Law) -> None:
    asked: set[str] = set()
    known = {item.code for item in law.award_types}
    for criterion in law.criteria.values():
        for code in criterion.types:
            if code not in known:
                raise _fail(criterion.code, f"names the unknown type {code}")
    for award in law.awards.values():
        for version in award.versions:
            asked.update(version.criteria)
            for code in version.criteria:
                _award_criterion(law, award.code, code, version)
            for subject in version.coefficients:
                if subject not in version.subjects:
                    raise _fail(award.code, f"has a coefficient for {subject}, which it is not given to")
    for code, criterion in law.criteria.items():
        if criterion.general == (code in asked):
            raise _fail(code, "must be general or be asked for by an award, and not both")


def _award_criterion(law: Law, award: str, code: str, version: Version) -> None:
    if code not in law.criteria:
        raise _fail(award, f"asks for the unknown criterion {code}")
    if not law.criteria[code].known_on(version.start):
        raise _fail(award, f"asks for {code}, which is not in force on {version.start}")


def _asked_confirmations(law: Law) -> None:
    """Nobody may be asked for a topic that no body is known to confirm."""
    for default in law.defaults.values():
        for version in default.versions if default.unit == "confirmations" else ():
            codes = version.value if isinstance(version.value, tuple) else ()
            for code in codes:
                if code not in law.confirmations or not law.confirmations[code].known_on(version.start):
                    raise _fail(default.code, f"asks for the unknown confirmation {code}")
