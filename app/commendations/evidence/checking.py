"""The check of conditions before anything is nominated: today's records judged, nothing kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app import law
from app.commendations import queries
from app.commendations.evidence.counted import Candidate
from app.commendations.evidence.figures import gather_many
from app.commendations.evidence.judged import case_for, subjects_of
from app.commendations.models import AwardRound
from app.commendations.rules import Summed, Verdict, condensed, summed, verdicts
from app.people.models import Collective, Household, Person


@dataclass(frozen=True)
class Checked:
    """Somebody with every condition judged on today's records; `dossiers` of the round already propose them."""

    key: queries.Key
    label: str
    verdicts: tuple[Verdict, ...]
    summed: Summed
    dossiers: tuple[tuple[int, str], ...]


def check(
    subjects: Mapping[queries.Key, Person | Household | Collective],
    award_round: AwardRound,
    award: str,
    day: date,
    merits: Mapping[queries.Key, str],
) -> dict[queries.Key, Checked]:
    """Judge every condition for these as if they were nominated today, in a number of reads that does not grow.

    Args: merits, what each is to be praised for, where it is known already.
    """
    keys = list(subjects)
    candidates = [Candidate(key[0], subjects[key], merits.get(key, ""), place) for place, key in enumerate(keys)]
    figures = gather_many(candidates, award_round, day)
    case = case_for(award_round, award, law.law_date(day))
    proposed = queries.proposed_in(award_round.id)
    found = {}
    for one in subjects_of(_with_figures(candidates, figures), case):
        key = keys[one.id]
        judged = condensed(verdicts(one, case))
        label = queries.label_of_subject(subjects[key])
        found[key] = Checked(key, label, judged, summed(judged), tuple(proposed.get(key, ())))
    return found


def _with_figures(candidates: Sequence[Candidate], figures: Mapping[int, dict[str, object]]) -> list[Candidate]:
    return [replace(one, figures=figures[one.id]) for one in candidates]
