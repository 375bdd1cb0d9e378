"""How pledges were kept as a whole: one by one with a reason, or many at once as their promises say."""

from collections import Counter
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import queries
from app.commitments.actions import following as acts
from app.commitments.forms.following import JudgeForm, JudgeManyForm
from app.commitments.models import Campaign, Commitment
from app.commitments.queries import NO_HAMLET, PAGE, following
from app.commitments.queries import progress as reads
from app.commitments.rules import State
from app.commitments.rules import following as rules
from app.commitments.rules import refusals as move_refusals
from app.commitments.views import bp
from app.commitments.views.acts import with_undo
from app.refusals import Refused
from app.text import number_text

UNTOLD = "untold"  # a filter: those whose promises do not say yet


@bp.get("/campaigns/<int:campaign_id>/judge")
@needs(Can.COMMITMENT_WRITE)
def preview_judgement(campaign_id: int) -> Response:
    """How every pledge would be judged, before anything is written."""
    ticked = [state.value for state in rules.OUTCOMES]
    return _page(queries.campaign(campaign_id), JudgeManyForm(formdata=None, outcomes=ticked))


@bp.post("/campaigns/<int:campaign_id>/judge")
@needs(Can.COMMITMENT_WRITE)
def judge_many(campaign_id: int) -> Response:
    """Judge them so."""
    campaign, form = queries.campaign(campaign_id), JudgeManyForm()
    if form.validate_on_submit():
        try:
            act = acts.judge_many(campaign, clock.today(), form.chosen(), request.args.get("hamlet", type=int))
        except Refused as refused:
            htmx.refuse(form, refused)
        else:
            message = f"Đã đánh giá {number_text(act.count)} bản cam kết."
            return htmx.go("commitments.progress", with_undo(act, message), campaign_id=campaign.id)
    return _page(campaign, form, 422)


def _page(campaign: Campaign, form: JudgeManyForm, status: int = 200) -> Response:
    hamlet, today = request.args.get("hamlet", type=int), clock.today()
    proposed = reads.proposals(campaign, today, hamlet)
    outcome = request.args.get("outcome", "")
    wanted = {row_id: state for row_id, state in proposed.items() if not outcome or (state or UNTOLD) == outcome}
    ids, after = list(wanted), request.args.get("after", type=int)
    start = ids.index(after) + 1 if after in wanted else 0
    page = ids[start : start + PAGE]
    lines = queries.chosen(campaign.id, page) if page else []
    return htmx.page(
        "commitments/judge.html",
        status=status,
        campaign=campaign,
        form=form,
        counts=Counter(proposed.values()),
        total=len(proposed),
        lines=[(line, wanted[line.row.id]) for line in lines],
        told=following.followed(campaign, page, today),
        hamlets=[(one.hamlet_id or NO_HAMLET, one.name or "Không thuộc thôn nào") for one in _hamlets(campaign)],
        shown={name: value for name, value in (("hamlet", hamlet), ("outcome", outcome)) if value not in (None, "")},
        after_id=after if start else None,
        next_after=page[-1] if start + PAGE < len(ids) else None,
        untold=UNTOLD,
    )


def _hamlets(campaign: Campaign) -> list[queries.HamletCount]:
    return [one for one in queries.counts(campaign.id) if one.signed]


# ---- one pledge


@bp.get("/<int:commitment_id>/judge")
@needs(Can.COMMITMENT_WRITE)
def judgement(commitment_id: int) -> Response:
    """One pledge as a whole: what its promises say, and the form to judge it."""
    row = queries.get(commitment_id)
    return _one_page(row, None)


@bp.post("/<int:commitment_id>/judge")
@needs(Can.COMMITMENT_WRITE)
def judge(commitment_id: int) -> Response:
    """Judge it."""
    row, form = queries.get(commitment_id), JudgeForm()
    if form.validate_on_submit():
        try:
            acts.judge(row, State(form.outcome.data), form.reason.data or "", clock.today())
        except Refused as refused:
            htmx.refuse(form, refused, judgement_needs_reason="reason")
        else:
            return htmx.go("commitments.show", "Đã đánh giá việc thực hiện.", commitment_id=row.id)
    return _one_page(row, form, 422)


def _one_page(row: Commitment, form: Any, status: int = 200) -> Response:
    told = following.followed(row.campaign, [row.id], clock.today())[row.id]
    proposed = rules.proposal([one.stand for one in told])
    return htmx.page(
        "commitments/judgement.html",
        status=status,
        row=row,
        line=queries.line(row),
        campaign=row.campaign,
        told=told,
        proposed=proposed,
        why_not=move_refusals(next(iter(rules.MOVE_TO.values())), row.state),
        form=form or JudgeForm(formdata=None, outcome=proposed.value if proposed else None),
    )
