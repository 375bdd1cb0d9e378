"""Pages on which an official enters what a unit or hamlet proposes: one by one, or a whole list with its preview."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import AwardRound
from app.commendations.queries import Proposer
from app.commendations.rules import (
    SUGGESTION_COLUMNS,
    TAKEN,
    SuggestedStanding,
    SuggestionJudged,
    in_order_of_need,
    judge_suggestions,
)
from app.commendations.views.blueprint import bp, refuse
from app.people.rules import ListLine
from app.places import queries as places
from app.refusals import Refused
from app.sheets import SheetFault

ON_PAGE = 100  # lines of a preview
SHOWN: dict[str, frozenset[SuggestedStanding]] = {
    "all": frozenset(SuggestedStanding),
    **{standing.value: frozenset({standing}) for standing in SuggestedStanding},
}
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


def _page(award_round: AwardRound, by: Proposer, status: int = 200, **typed: Any) -> Response:
    day = clock.today()
    rows = queries.suggestions(award_round, queries.Asked(proposer=by.key), limit=queries.PRINTED_SUGGESTIONS)
    context = {"one": _one(award_round, formdata=None), "many": _many(award_round, formdata=None), **typed}
    for name in ("one", "many"):
        forms.received_today(context[name], day)
    if "one" not in typed and request.args.get("award") in dict(forms.awards_of(award_round, day)):
        context["one"].award.data = request.args["award"]
    if "many" not in typed and context["one"].award.data:
        context["many"].award.data = context["one"].award.data
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
        **context,
    )


def _one(award_round: AwardRound, **given: Any) -> forms.SuggestionForm:
    day = clock.today()
    awards = forms.awards_of(award_round, day)
    return forms.SuggestionForm(prefix="one", **given).over(queries.every_kind(award_round, awards, day), awards)


def _many(award_round: AwardRound, **given: Any) -> Any:
    return forms.SuggestionListForm(prefix="many", **given).over(forms.awards_of(award_round, clock.today()))


@bp.post("/rounds/<int:round_id>/suggestions/new")
@needs(Can.DOSSIER_WRITE)
def add_suggestion(round_id: int) -> Response:
    """Enter one case and be ready for the next of the same proposer."""
    award_round, by = queries.get_round(round_id), _by()
    form = _one(award_round)
    if not form.validate_on_submit() and not form.only_the_name_fails():
        return _page(award_round, by, 422, one=form)
    try:
        row = actions.suggest(award_round, by, **forms.suggested(form))
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _page(award_round, by, 422, one=form)
    message = f"Đã ghi {queries.suggested_label(row)}, {by.name} đề nghị."
    return htmx.go(".enter_suggestions", message, round_id=round_id, proposer=by.key, award=row.award)


# ---- a whole list


@bp.post("/rounds/<int:round_id>/suggestions/list")
@needs(Can.DOSSIER_WRITE)
def read_suggestions(round_id: int) -> Response:
    """Read the list and show what becomes of every line; nothing is entered yet."""
    award_round, by = queries.get_round(round_id), _by()
    form = _many(award_round)
    valid = form.validate_on_submit()
    lines: list[ListLine] = []
    unused: list[str] = []
    try:
        lines, unused = form.lines({one.id: one.name for one in places.hamlets(clock.today())})
    except SheetFault as fault:
        form.refuse(str(fault), "file" if form.file.data else "text")
    if not valid or not lines:
        return _page(award_round, by, 422, many=form)
    shown = _preview(award_round, formdata=None)
    for name in ("award", "merit", "received_on"):
        shown[name].data = form[name].data
    return _preview_page(award_round, by, shown, _judged(award_round, by, shown, lines), unused=unused)


def _preview(award_round: AwardRound, **given: Any) -> Any:
    return forms.SuggestionPreviewForm(**given).over(forms.awards_of(award_round, clock.today()))


def _judged(award_round: AwardRound, by: Proposer, form: Any, lines: Sequence[ListLine]) -> list[SuggestionJudged]:
    award = form.award.data if not form.award.errors else None
    award = award or forms.awards_of(award_round, clock.today())[0][0]
    books = queries.books_for_suggestions(award_round, award, by, lines, form.merit.data or "", clock.today())
    return judge_suggestions(lines, books)


@bp.post("/rounds/<int:round_id>/suggestions/list/check")
@needs(Can.DOSSIER_WRITE)
def check_suggestions(round_id: int) -> Response:
    """Look again at a list in the preview: what was mended, another page of it."""
    award_round, by = queries.get_round(round_id), _by()
    form, lines = _sent(award_round)
    if lines is None:
        return _broken(award_round, by, form)
    return _preview_page(award_round, by, form, _judged(award_round, by, form, lines))


@bp.post("/rounds/<int:round_id>/suggestions/list/save")
@needs(Can.DOSSIER_WRITE)
def save_suggestions(round_id: int) -> Response:
    """Enter the list, or show it again as long as a line is not plain."""
    award_round, by = queries.get_round(round_id), _by()
    form, lines = _sent(award_round)
    if lines is None:
        return _broken(award_round, by, form)
    judged = _judged(award_round, by, form, lines)
    stopped = sum(1 for one in judged if one.standing is SuggestedStanding.STOPPED)
    if stopped:
        form.refuse(f"Còn {stopped} dòng phải sửa hoặc đánh dấu “Bỏ qua”; chưa ghi dòng nào.")
    elif not any(one.standing in TAKEN for one in judged):
        form.refuse("Không có dòng nào để ghi: mọi dòng đã được đề nghị từ trước hoặc đã bỏ qua.")
    if form.errors:
        return _preview_page(award_round, by, form, judged, 422)
    try:
        taken = actions.take_suggestions(award_round, by, form.award.data, judged, form.received_on.data)
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _preview_page(award_round, by, form, judged, 422)
    parts = [f"Đã ghi {taken.count} đề nghị của {by.name}"]
    parts += [f"{taken.new} trường hợp mới ghi vào sổ"] if taken.new else []
    parts += [f"{taken.later} tên để bổ sung sau"] if taken.later else []
    return htmx.go(".suggestions", f"{'; '.join(parts)}.", round_id=round_id, proposer=by.key)


def _sent(award_round: AwardRound) -> tuple[Any, list[ListLine] | None]:
    """The form of a preview and its whole list, None when it came damaged."""
    form = _preview(award_round)
    form.validate_on_submit()
    try:
        return form, form.lines(request.form)
    except SheetFault as fault:
        form.refuse(str(fault))
        return form, None


def _broken(award_round: AwardRound, by: Proposer, form: Any) -> Response:
    pasted = _many(award_round, formdata=None)
    for message in form.form_errors:
        pasted.refuse(message)
    return _page(award_round, by, 422, many=pasted)


def _preview_page(
    award_round: AwardRound,
    by: Proposer,
    form: Any,
    judged: list[SuggestionJudged],
    status: int = 200,
    unused: Sequence[str] = (),
) -> Response:
    wanted = request.form.get("show") or request.form.get("shown", "all")
    shown = wanted if wanted in SHOWN else "all"
    rows = [(place, one) for place, one in in_order_of_need(judged) if one.standing in SHOWN[shown]]
    page, pages = _page_of(len(rows))
    numbers = Counter(one.standing for one in judged)
    hamlets = {one.id: one.name for one in places.hamlets(clock.today())}
    return htmx.page(
        "commendations/suggest_preview.html",
        status=status,
        award_round=award_round,
        by=by,
        form=form,
        kept=forms.packed_suggestions([one.line for one in judged]),
        rows=rows[(page - 1) * ON_PAGE : page * ON_PAGE],
        counts={name: sum(numbers[one] for one in standings) for name, standings in SHOWN.items()},
        taken=sum(numbers[standing] for standing in TAKEN),
        doubtful=sum(1 for one in judged if one.doubts and one.standing in TAKEN),
        columns=[*SUGGESTION_COLUMNS],
        hamlets=hamlets,
        unused=unused,
        shown=shown,
        page=page,
        pages=pages,
    )


def _page_of(count: int) -> tuple[int, int]:
    """Which page of the preview is shown, and how many there are; a newly chosen filter begins with the first."""
    pages = max(1, -(-count // ON_PAGE))
    if request.form.get("show"):
        return 1, pages
    wanted = request.form.get("page", type=int) or request.form.get("at", 1, type=int)
    return min(max(1, wanted), pages), pages
