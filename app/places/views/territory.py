"""The territory: the authority on the day, its province, what was merged into it, and what it owns."""

from flask import g
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.places import queries
from app.places.rules import Level
from app.places.views import bp


@bp.get("/")
@needs(Can.PLACE_READ)
def index() -> Response:
    """Everything about the place on one page."""
    day = clock.today()
    home = queries.authority(g.authority_id)
    confirmed = queries.confirmations("instrument")
    return htmx.page(
        "places/index.html",
        home=home,
        name=queries.authority_name(g.authority_id, day),
        is_province=home is not None and home.level == Level.PROVINCE,
        predecessors=queries.predecessors(g.authority_id, day),
        counts={
            "hamlets": len(queries.hamlets(day)),
            "units": len(queries.units(day)),
            "signers": len(queries.signers(day)),
        },
        unconfirmed=sum(not rule.confirmed for rule in queries.rules(day)),
        warning=law.law_needs_check(day, list(confirmed)),
    )
