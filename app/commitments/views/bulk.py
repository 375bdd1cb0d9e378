"""What is done to many at once: to the ticked ones, or to the whole list as it is filtered.

The first page shows who is meant and what may be done with how many of them; the second step does one thing. Who
cannot be moved from where they stand is passed over and told, so that one signed paper among three hundred does not
stop the rest.
"""

from collections.abc import Callable, Sequence
from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries, rules
from app.commitments.forms.bulk import DeclineManyForm, ReopenManyForm, SignManyForm, TickedForm, WithdrawManyForm
from app.commitments.models import BulkAct, Campaign
from app.commitments.queries import Line
from app.commitments.queries import acts as act_queries
from app.commitments.views import bp, lists
from app.commitments.views.acts import with_undo
from app.commitments.views.ending import WITHDRAWAL_FAULTS
from app.commitments.views.signing import DAY_FAULTS
from app.refusals import Refusal, Refused
from app.text import number_text

SHOWN = 20  # names on the page
MOVES = ("sign", "decline", "withdraw", "reopen")
FAULTS = DAY_FAULTS | WITHDRAWAL_FAULTS
Forms = dict[str, TickedForm]


def forms_for(campaign: Campaign) -> dict[str, Any]:
    """What the piece `_yearly.html` of the page of a campaign needs."""
    return {"expiry_faults": actions.expiring_faults(campaign, clock.today())}


@bp.get("/campaigns/<int:campaign_id>/bulk")
@needs(Can.COMMITMENT_RECEIVE)
def bulk(campaign_id: int) -> Response:
    """What may be done to the whole list as it is filtered."""
    return _page(queries.campaign(campaign_id), [], _fresh([]))


@bp.post("/campaigns/<int:campaign_id>/bulk")
@needs(Can.COMMITMENT_RECEIVE)
def act_on_ticked(campaign_id: int) -> Response:
    """What may be done to the ticked ones; nothing is changed yet."""
    campaign, ticked = queries.campaign(campaign_id), TickedForm()
    ids = ticked.commitments.data or []
    if not ticked.validate_on_submit() or not ids:
        return htmx.go("commitments.campaign", "Chưa đánh dấu bản nào trong danh sách.", campaign_id=campaign.id)
    return _page(campaign, ids, _fresh(ids))


@bp.post("/campaigns/<int:campaign_id>/bulk/sign")
@needs(Can.COMMITMENT_RECEIVE)
def sign_many(campaign_id: int) -> Response:
    """Many came back, signed on one day."""
    form, today = SignManyForm(prefix="sign-"), clock.today()
    return _do(
        campaign_id,
        "sign",
        form,
        lambda campaign, lines: actions.receive_many(campaign, lines, form.signed_on.data or today, today),
        "Đã nhận {} bản đã ký.",
    )


@bp.post("/campaigns/<int:campaign_id>/bulk/decline")
@needs(Can.COMMITMENT_RECEIVE)
def decline_many(campaign_id: int) -> Response:
    """One reason why many have not signed."""
    form = DeclineManyForm(prefix="decline-")
    return _do(
        campaign_id,
        "decline",
        form,
        lambda campaign, lines: actions.decline_many(campaign, lines, form.reason),
        "Đã ghi lý do chưa ký cho {} người.",
    )


@bp.post("/campaigns/<int:campaign_id>/bulk/withdraw")
@needs(Can.COMMITMENT_RECEIVE)
def withdraw_many(campaign_id: int) -> Response:
    """Many take their pledge back for one reason."""
    form, today = WithdrawManyForm(prefix="withdraw-"), clock.today()
    return _do(
        campaign_id,
        "withdraw",
        form,
        lambda campaign, lines: actions.withdraw_many(
            campaign, lines, form.reason.data or "", form.withdrawn_on.data or today, today
        ),
        "Đã ghi rút {} bản cam kết.",
    )


@bp.post("/campaigns/<int:campaign_id>/bulk/reopen")
@needs(Can.COMMITMENT_WRITE)
def reopen_many(campaign_id: int) -> Response:
    """Many wrong entries are taken back with one reason."""
    form = ReopenManyForm(prefix="reopen-")
    return _do(
        campaign_id,
        "reopen",
        form,
        lambda campaign, lines: actions.reopen_many(campaign, lines, form.reason.data or ""),
        "Đã mở lại {} bản cam kết.",
    )


def _do(
    campaign_id: int,
    move: str,
    form: TickedForm,
    act_on: Callable[[Campaign, Sequence[Line]], BulkAct],
    sentence: str,
) -> Response:
    """Do one thing to everyone meant who may be moved; or the page again with every fault at its field."""
    campaign, ids = queries.campaign(campaign_id), form.commitments.data or []
    if form.validate_on_submit():
        lines = _meant(campaign, ids)
        free = [line for line in lines if not rules.refusals(move, line.row.state)]
        try:
            act = act_on(campaign, free)
        except Refused as refused:
            htmx.refuse(form, refused, **{code: name for code, name in FAULTS.items() if name in form})
        else:
            said = sentence.format(number_text(act.count))
            if len(lines) > len(free):
                said += f" Bỏ qua {number_text(len(lines) - len(free))} bản vì tình trạng hiện nay không làm được."
            return htmx.go("commitments.campaign", with_undo(act, said), campaign_id=campaign.id, **lists.read_filter())
    return _page(campaign, ids, _fresh(ids) | {move: form}, 422)


def _meant(campaign: Campaign, ids: Sequence[int]) -> list[Line]:
    """The ticked ones, or the whole list as the address filters it."""
    return queries.chosen(campaign.id, ids) if ids else lists.all_of(campaign.id, lists.read_filter())


def _fresh(ids: list[int]) -> Forms:
    today = clock.today()
    return {
        "sign": SignManyForm(formdata=None, prefix="sign-", signed_on=today, commitments=ids),
        "decline": DeclineManyForm(formdata=None, prefix="decline-", commitments=ids),
        "withdraw": WithdrawManyForm(formdata=None, prefix="withdraw-", withdrawn_on=today, commitments=ids),
        "reopen": ReopenManyForm(formdata=None, prefix="reopen-", commitments=ids),
    }


def _page(campaign: Campaign, ids: Sequence[int], forms: Forms, status: int = 200) -> Response:
    shown = {} if ids else lists.read_filter()
    wanted = lists.wanted(shown)
    lines = queries.chosen(campaign.id, ids) if ids else queries.lines(campaign.id, wanted, limit=SHOWN)
    states = _states_of(lines) if ids else act_queries.states_of(campaign.id, wanted)
    return htmx.page(
        "commitments/bulk.html",
        status=status,
        campaign=campaign,
        ids=ids,
        shown=shown,
        narrowed=lists.narrowed(shown),
        lines=lines[:SHOWN],
        states=states,
        total=sum(states.values()),
        free={move: _free(move, states) for move in MOVES},
        why_not={move: _why_not(move, states) for move in MOVES},
        sources={move: rules.MOVES[move].sources for move in MOVES},
        forms=forms,
    )


def _states_of(lines: Sequence[Line]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line.row.state] = found.get(line.row.state, 0) + 1
    return found


def _free(move: str, states: dict[str, int]) -> int:
    """How many of them may make this move."""
    return sum(count for state, count in states.items() if not rules.refusals(move, state))


def _why_not(move: str, states: dict[str, int]) -> list[Refusal]:
    """Every reason why some of them may not make this move, each told once."""
    return list(dict.fromkeys(reason for state in states for reason in rules.refusals(move, state)))
