"""The list a hamlet or unit signs: blank, to be filled in by hand, or with what was entered for it."""

from collections.abc import Sequence

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import forms, queries
from app.commendations.models import AwardRound, Suggestion
from app.commendations.queries import Proposer
from app.commendations.rules import SuggestionState
from app.commendations.views.blueprint import bp

BLANK_LINES = 9  # as many as one page of A4 across has room for, with the signatures


@bp.get("/rounds/<int:round_id>/proposal-list")
@needs(Can.PERSON_READ)
def proposal_list(round_id: int) -> Response:
    """The lists of one proposer or of all, each on paper of its own; blank, or as entered so far."""
    award_round, today = queries.get_round(round_id), clock.today()
    blank = "blank" in request.args
    found = _asked(request.args.get("proposer"))
    rows = [] if blank else _rows(award_round, found)
    lists = [(one, [row for row in rows if queries.proposer_key(row) == one.key]) for one in found]
    return htmx.page(
        "commendations/proposal_list.html",
        award_round=award_round,
        blank=blank,
        only=request.args.get("proposer"),
        lists=[pair for pair in lists if blank or pair[1]],
        blank_lines=BLANK_LINES,
        awards=law.AWARDS,
        offered=forms.awards_of(award_round, today),
        title_of_award=queries.award_title,
        issuer=queries.own_name(today),
    )


def _asked(key: str | None) -> list[Proposer]:
    known = queries.proposers(clock.today())
    if not key:
        return known
    found = [one for one in known if one.key == key]
    if not found:
        raise NotFound
    return found


def _rows(award_round: AwardRound, found: Sequence[Proposer]) -> list[Suggestion]:
    """What was entered and not declined: the proposer signs for what it stands by."""
    asked = queries.Asked(proposer=found[0].key) if len(found) == 1 else queries.Asked()
    rows = queries.suggestions(award_round, asked, limit=queries.PRINTED_SUGGESTIONS)
    return [one for one in rows if one.state != SuggestionState.DECLINED]
