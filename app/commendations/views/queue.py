"""The reviewer's table: what the communes sent, by the days that are left."""

from collections.abc import Iterable
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, law, text
from app.access import Can, needs
from app.commendations import queries
from app.commendations.queries import Waiting
from app.commendations.rules import State
from app.commendations.views.blueprint import bp
from app.sheets import Column, write_xlsx
from app.widgets import told_words

STATES = {
    "submitted": (State.SUBMITTED,),
    "returned": (State.RETURNED,),
    "accepted": (State.ACCEPTED,),
    "all": (State.SUBMITTED, State.RETURNED, State.ACCEPTED),
}
SHOWN = 100


@bp.get("/queue")
@needs(Can.DOSSIER_REVIEW)
def queue() -> Response:
    """The dossiers on the reviewer's table, the nearest last day first."""
    asked, day = _asked(), clock.today()
    waiting = _waiting(asked)
    others = queries.by_deadline(STATES["all"], day)
    return htmx.page(
        "commendations/queue.html",
        waiting=waiting[:SHOWN],
        count=len(waiting),
        asked=asked,
        day=day,
        states=list(STATES),
        communes=sorted(
            {(one.line.dossier.owner_id, one.line.authority) for one in others}, key=lambda one: text.fold_key(one[1])
        ),
        awards=_awards(others),
        rounds=sorted({one.line.dossier.round.name for one in others}, key=text.fold_key),
    )


def _awards(waiting: Iterable[Waiting]) -> list[tuple[str, str]]:
    codes = sorted({one.line.dossier.award for one in waiting})
    return [(code, queries.award_title(code)) for code in codes]


def _asked() -> dict[str, Any]:
    state, award = request.args.get("state", "submitted"), request.args.get("award")
    return {
        "state": state if state in STATES else "submitted",
        "commune": request.args.get("commune", type=int),
        "award": award if award in law.AWARDS else None,
        "round": request.args.get("round") or None,
        "late": "1" if request.args.get("late") else None,
    }


def _waiting(asked: dict[str, Any]) -> list[Waiting]:
    return queries.by_deadline(
        STATES[asked["state"]],
        clock.today(),
        award=asked["award"],
        owner_id=asked["commune"],
        round_name=asked["round"],
        late=asked["late"] is not None,
    )


@bp.get("/queue.xlsx")
@needs(Can.DOSSIER_REVIEW)
def queue_sheet() -> Response:
    """The same table for Excel, whole."""
    columns = [
        Column("Đơn vị"),
        Column("Hồ sơ", width=48),
        Column("Số trường hợp", "number"),
        Column("Nộp ngày", "day"),
        Column("Hạn", "day"),
        Column("Còn lại (ngày làm việc)", "number"),
        Column("Trạng thái"),
    ]
    words, asked = htmx.words_of("STATES", "dossier"), _asked()
    waiting = _waiting(asked)
    rows = [
        (
            one.line.authority,
            one.line.title,
            one.line.nominees,
            one.line.dossier.submitted_on,
            one.limit.due if one.limit else None,
            one.limit.left if one.limit else None,
            words[one.line.dossier.state],
        )
        for one in waiting
    ]
    said = told_words(
        {
            "Tình trạng": htmx.words("QUEUE_STATES")[asked["state"]],
            "Xã, phường": waiting[0].line.authority if waiting and asked["commune"] else None,
            "Hình thức": queries.award_title(asked["award"]) if asked["award"] else None,
            "Đợt": asked["round"],
            "Chỉ quá hạn": "có" if asked["late"] else None,
        }
    )
    return htmx.xlsx(write_xlsx("Hồ sơ chờ thẩm định", columns, rows, said), "ho-so-cho-tham-dinh.xlsx")
