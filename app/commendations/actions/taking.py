"""Evidence taken over from the books of other slices, so that nothing that is kept already is uploaded again."""

from collections.abc import Collection

from app.commendations import evidence, queries
from app.commendations.actions.attachments import Filed, attach
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Nominee
from app.commendations.rules import MENDABLE
from app.papers import queries as papers
from app.plans.rules import Measure


def offers(nominee: Nominee) -> list[queries.Offer]:
    """What the books hold that may be attached for this nominee: only what belongs to it or to its figures."""
    figures = evidence.figures_of(nominee)
    told = evidence.told_of(nominee, figures)
    held = figures.get(str(Measure.COURSES_HELD))
    courses = [row.values[0][1] for row in held.rows] if held else []
    courses += [one for one in told.attended_ids if one not in courses]
    return queries.offered(nominee, courses, evidence.period_of(nominee.dossier.round))


def take_over(nominee: Nominee, keys: Collection[str]) -> list[Filed]:
    """Attach the chosen files of the books in the order in which they are offered, each with its title and source.

    The bytes are those of the books; like an upload they are laid on A4 pages once. A file that is not offered, or is
    attached already, is left out. Raises Refused when the dossier is past the desk.
    """
    dossier = nominee.dossier
    must_be(dossier, *MENDABLE)
    attached = {one.sha256 for one in queries.attachments_of(dossier)}
    chosen = [one for one in offers(nominee) if one.key in keys and one.sha256 not in attached]
    filed: list[Filed] = []
    for one in chosen:
        content = papers.stored(one.sha256)
        filed += attach(dossier, nominee, [(one.file_name, content)], one.title, one.source)
    return filed
