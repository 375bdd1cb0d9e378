"""Pages on which an official enters what a unit or hamlet proposes, one by one; a whole list comes in by `imports`."""

from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import AwardRound
from app.commendations.queries import Proposer
from app.commendations.views.blueprint import bp, refuse
from app.refusals import Refused

SPOTS = {
    "award-not-for-kind": "award",
    "award-not-in-round": "award",
    "kind-not-in-round": "subject",
    "suggested-already": "subject",
    "suggested-merit-missing": "merit",
    "name-missing": "subject",
}


@bp.get("/rounds/<int:round_id>/suggestions/new")
@needs(Can.DOSSIER_WRITE)
def enter_suggestions(round_id: int) -> Response:
    """Choose who proposes; then enter its cases, three letters of a name each, or paste its list."""
    award_round = queries.get_round(round_id)
    by = queries.proposer(request.args.get("proposer"), clock.today())
    if by is None:
        sent = {line.proposer.key: line for line in queries.by_proposer(award_round, clock.today())}
        found = [sent[one.key] for one in queries.proposers(clock.today())]
        return htmx.page("commendations/suggest_who.html", award_round=award_round, found=found)
    return _page(award_round, by)


def _by() -> Proposer:
    """Who proposes, named in the address; one that is not in force is not found."""
    found = queries.proposer(request.args.get("proposer"), clock.today())
    if found is None:
        raise NotFound
    return found


def _page(
    award_round: AwardRound, by: Proposer, status: int = 200, form: forms.SuggestionForm | None = None
) -> Response:
    day = clock.today()
    rows = queries.suggestions(award_round, queries.Asked(proposer=by.key), limit=queries.PRINTED_SUGGESTIONS)
    one = forms.received_today(form or _one(award_round, formdata=None), day)
    if form is None and request.args.get("award") in dict(forms.awards_of(award_round, day)):
        one.award.data = request.args["award"]
    return htmx.page(
        "commendations/suggest.html",
        status=status,
        award_round=award_round,
        by=by,
        rows=rows,
        awards=dict(forms.offered_awards(day)),
        label=queries.suggested_label,
        key=queries.subject_key,
        late=award_round.suggest_until is not None and day > award_round.suggest_until,
        one=one,
    )


def _one(award_round: AwardRound, **given: Any) -> forms.SuggestionForm:
    day = clock.today()
    awards = forms.awards_of(award_round, day)
    return forms.SuggestionForm(prefix="one", **given).over(queries.every_kind(award_round, awards, day), awards)


@bp.post("/rounds/<int:round_id>/suggestions/new")
@needs(Can.DOSSIER_WRITE)
def add_suggestion(round_id: int) -> Response:
    """Enter one case and be ready for the next of the same proposer."""
    award_round, by = queries.get_round(round_id), _by()
    form = _one(award_round)
    if not form.validate_on_submit() and not form.only_the_name_fails():
        return _page(award_round, by, 422, form)
    try:
        row = actions.suggest(award_round, by, **forms.suggested(form))
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _page(award_round, by, 422, form)
    message = f"Đã ghi {queries.suggested_label(row)}, {by.name} đề nghị."
    return htmx.go(".enter_suggestions", message, round_id=round_id, proposer=by.key, award=row.award)
