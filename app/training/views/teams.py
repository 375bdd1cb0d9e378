"""The classes that a digital team taught or supported in a year."""

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.people.queries import teams as people
from app.training import queries
from app.training.queries.teams import courses_of_team
from app.training.views import bp
from app.workdays import FIRST_YEAR, LAST_YEAR


@bp.get("/teams/<int:collective_id>")
@needs(Can.PERSON_READ)
def of_team(collective_id: int) -> Response:
    """The classes of a year in which members of a team taught or supported, with heads and visits."""
    team = people.get(collective_id)
    today = clock.today()
    year = request.args.get("year", today.year, type=int)
    year = year if FIRST_YEAR <= year <= LAST_YEAR else today.year
    found = courses_of_team(team.id, year)
    ids = {one.person_id for one in people.members(team.id)}
    return htmx.page(
        "training/team.html",
        team=team,
        year=year,
        courses=found,
        counts=queries.counts(one.id for one in found),
        who={one.id: [each for each in one.instructors if each.person_id in ids] for one in found},
        earlier=year - 1 if year > FIRST_YEAR else None,
        later=year + 1 if year < today.year else None,
    )
