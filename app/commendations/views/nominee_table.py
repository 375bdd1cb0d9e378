"""The table of nominees on the page of a dossier: a page of fifty, narrowed to how the check of conditions stands."""

from typing import Any

from flask import request, url_for

from app.commendations import queries
from app.commendations.models import Dossier
from app.commendations.rules import CheckStanding, DossierFacts, summed

ON_PAGE = 50


def nominee_table(dossier: Dossier, facts: DossierFacts) -> dict[str, Any]:
    """What the table shows: the nominees of its page with their places in the roll, the numbers of each standing.

    The address asks: `stands`, one of rules.CheckStanding; `nominees`, the number of the page.
    """
    sums = {one.id: summed(one.verdicts) for one in facts.nominees}
    places = {one.id: place for place, one in enumerate(queries.nominees_of(dossier), start=1)}
    asked = request.args.get("stands")
    asked = asked if asked in list(CheckStanding) else None
    wanted = [one for one in queries.nominees_of(dossier) if asked in (None, sums[one.id].standing)]
    pages = max(1, -(-len(wanted) // ON_PAGE))
    page = min(max(1, request.args.get("nominees", 1, type=int)), pages)
    shown = wanted[(page - 1) * ON_PAGE : page * ON_PAGE]
    return {
        "shown_nominees": shown,
        "places": {one.id: one.roll_number or places[one.id] for one in shown},
        "sums": {one.id: sums[one.id] for one in shown},
        "standing_counts": {str(one): sum(row.standing is one for row in sums.values()) for one in CheckStanding},
        "stands": asked,
        "nominee_page": page,
        "nominee_pages": pages,
        "nominees_before": _url(dossier, asked, page - 1) if page > 1 else None,
        "nominees_after": _url(dossier, asked, page + 1) if page < pages else None,
    }


def _url(dossier: Dossier, asked: str | None, page: int) -> str:
    # An empty value stands in no address.
    return url_for(".show", dossier_id=dossier.id, nominees=page, stands=asked, _anchor="nominees")
