"""Pages of what was suggested for a round: the list, gathering into a dossier, declining, one suggestion."""

from typing import Any

from flask import request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import audit, clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import AwardRound, Suggestion
from app.commendations.rules import MENDABLE, State, SuggestionState, waiting_refusals
from app.commendations.views.blueprint import bp, refuse
from app.commendations.views.suggesting import SPOTS
from app.refusals import Refused
from app.sheets import Column, write_xlsx
from app.widgets import told_words

PAGE = queries.PAGE_OF_SUGGESTIONS
SHEET = 50_000


@bp.get("/rounds/<int:round_id>/suggestions")
@needs(Can.PERSON_READ)
def suggestions(round_id: int) -> Response:
    """What units and hamlets propose, as filtered; ticked lines are gathered or declined."""
    return _list_page(queries.get_round(round_id))


def _list_page(award_round: AwardRound, form: forms.DeclineForm | None = None, status: int = 200) -> Response:
    asked, today = _asked(), clock.today()
    shown: dict[str, Any] = {name: value for name, value in request.args.items() if name != "after" and value}
    after = request.args.get("after", 0, type=int)
    rows = queries.suggestions(award_round, asked, after)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    return htmx.page(
        "commendations/suggestions.html",
        status=status,
        award_round=award_round,
        rows=rows,
        asked=asked,
        shown=shown,
        form=form or forms.DeclineForm(formdata=None),
        also=queries.also_proposed_by(award_round, rows),
        dossiers=queries.dossiers_by_nominee(one.nominee_id for one in rows if one.nominee_id),
        label=queries.suggested_label,
        kind_of=queries.suggestion_kind,
        by=queries.proposer_name,
        by_key=queries.proposer_key,
        proposers=queries.by_proposer(award_round, today),
        states=list(SuggestionState),
        awards=law.AWARDS,
        offered=forms.awards_of(award_round, today),
        ticked={int(one) for one in request.form.getlist("chosen") if one.isdecimal()},
        next_url=url_for(".suggestions", round_id=award_round.id, **shown, after=rows[-1].id) if more else None,
        first_url=url_for(".suggestions", round_id=award_round.id, **shown) if after else None,
    )


def _asked() -> queries.Asked:
    """What the address narrows the list to."""
    state, by = request.args.get("state", ""), request.args.get("proposer", "")
    kind, _dash, row_id = by.partition("-")
    award = request.args.get("award", "")
    return queries.Asked(
        state=state if state in list(SuggestionState) else "",
        proposer=by if kind in ("hamlet", "unit") and row_id.isdecimal() else "",
        award=award if award in law.AWARDS else "",
        unfinished="unfinished" in request.args,
    )


@bp.get("/rounds/<int:round_id>/suggestions.xlsx")
@needs(Can.PERSON_READ)
def suggestions_sheet(round_id: int) -> Response:
    """The suggestions as filtered, for Excel."""
    award_round, asked = queries.get_round(round_id), _asked()
    words, kinds = htmx.words("STATES")["suggestion"], htmx.words("SUBJECT_KINDS")
    columns = [
        Column("STT", "number"),
        Column("Thôn, đơn vị đề nghị"),
        Column("Tên", "people"),
        Column("Đối tượng"),
        Column("Hình thức đề nghị"),
        Column("Tóm tắt thành tích", width=60),
        Column("Ngày nhận", "day"),
        Column("Tình trạng"),
        Column("Lý do"),
        Column("Người ghi", "people"),
    ]
    rows = [
        (
            number,
            queries.proposer_name(one),
            queries.suggested_label(one),
            kinds.get(queries.suggestion_kind(one), "chưa có trong sổ"),
            law.AWARDS[one.award].label,
            one.merit,
            one.received_on,
            words[one.state],  # type: ignore[index]
            one.reason,
            one.entered_by,
        )
        for number, one in enumerate(queries.suggestions(award_round, asked, limit=SHEET), start=1)
    ]
    proposer = queries.proposer(asked.proposer, clock.today())
    said = told_words(
        {
            "Thôn, đơn vị": proposer.name if proposer else None,
            "Tình trạng": words[asked.state] if asked.state else None,  # type: ignore[index]
            "Hình thức": law.AWARDS[asked.award].label if asked.award else None,
            "Chưa rõ là ai trong sổ": "có" if asked.unfinished else None,
        }
    )
    return htmx.xlsx(write_xlsx("Đề nghị khen thưởng", columns, rows, said), "de-nghi-khen-thuong.xlsx")


# ---- gathering


def _chosen(award_round: AwardRound) -> list[Suggestion]:
    """The ticked suggestions, those of other rounds left out."""
    ids = [int(one) for one in request.form.getlist("chosen") if one.isdecimal()]
    return queries.suggestions_by_ids(award_round, ids)


@bp.get("/rounds/<int:round_id>/suggestions/gather")
@needs(Can.DOSSIER_WRITE)
def gather_all(round_id: int) -> Response:
    """Gather all that waits in the list as filtered: of one award, and without names that found nobody yet."""
    award_round, asked = queries.get_round(round_id), _asked()
    waiting = queries.Asked(SuggestionState.WAITING, asked.proposer, asked.award)
    found = queries.suggestions(award_round, waiting, limit=SHEET)
    known = [one for one in found if queries.subject_key(one)]
    rows = [one for one in known if one.award == known[0].award]
    return _gather_page(award_round, rows, left=len(found) - len(rows))


@bp.post("/rounds/<int:round_id>/suggestions/gather")
@needs(Can.DOSSIER_WRITE)
def choose_gathered(round_id: int) -> Response:
    """The ticked suggestions, before they go into a dossier."""
    award_round = queries.get_round(round_id)
    return _gather_page(award_round, _chosen(award_round))


def _gather_page(
    award_round: AwardRound,
    rows: list[Suggestion],
    form: forms.GatherForm | None = None,
    status: int = 200,
    left: int = 0,
) -> Response:
    rows = queries.with_alike(award_round, rows)
    award = _award_of(rows)
    drafts = [
        (one.id, f"{queries.title_of(one)}, lập ngày {one.opened_on:%d/%m/%Y}, {count} trường hợp")
        for one, count in reversed(queries.round_dossiers(award_round))
        if one.state == State.DRAFT and one.award == award
    ]
    if form is None:
        form = forms.GatherForm(formdata=None).over(drafts)
        form.achievement.data = forms.usual_achievement(award_round)
    return htmx.page(
        "commendations/gather.html",
        status=status,
        award_round=award_round,
        rows=rows,
        form=form.over(drafts),
        award=law.AWARDS[award].label if award else "",
        why_not=actions.why_not_gather(rows, award),
        label=queries.suggested_label,
        kind_of=queries.suggestion_kind,
        key_of=queries.subject_key,
        by=queries.proposer_name,
        answers=request.form,
        left=left,
    )


def _award_of(rows: list[Suggestion]) -> str:
    """The award of the suggestions: that of the first, since all must have the same."""
    return rows[0].award if rows else ""


@bp.post("/rounds/<int:round_id>/suggestions/gathered")
@needs(Can.DOSSIER_WRITE)
def gather(round_id: int) -> Response:
    """Put the chosen suggestions into a draft or a new dossier."""
    award_round = queries.get_round(round_id)
    rows = queries.with_alike(award_round, _chosen(award_round))
    award = _award_of(rows)
    own = {str(one.id): one for one, _count in queries.round_dossiers(award_round) if one.award == award}
    form = forms.GatherForm().over([(one.id, "") for one in own.values() if one.state == State.DRAFT])
    valid = form.validate_on_submit()
    if form.dossier.data == "new":
        forms.check_achievement(form, award)
    if not valid or form.errors:
        return _gather_page(award_round, rows, form, 422)
    try:
        done = actions.gather(
            award_round,
            rows,
            award=award,
            author=current_user,
            day=clock.today(),
            dossier=queries.get(own[form.dossier.data].id) if form.dossier.data != "new" else None,
            achievement=form.achievement.data or "",
            direct=_direct(rows),
        )
    except Refused as refused:
        refuse(form, refused)
        return _gather_page(award_round, rows, form, 422)
    message = f"Đã đưa {done.suggestions} đề nghị vào hồ sơ: thêm {done.added} trường hợp."
    return htmx.go("commendations.show", message, dossier_id=done.dossier.id)


def _direct(rows: list[Suggestion]) -> dict[int, bool]:
    said = {one.id: request.form.get(f"direct-{one.id}") for one in rows}
    return {row_id: answer == "yes" for row_id, answer in said.items() if answer in ("yes", "no")}


@bp.post("/rounds/<int:round_id>/suggestions/undo")
@needs(Can.DOSSIER_WRITE)
def undo_gathering(round_id: int) -> Response:
    """Take the ticked suggestions back out of their drafts."""
    award_round = queries.get_round(round_id)
    return _done(award_round, actions.undo_gathering, "Đã đưa {} đề nghị trở lại danh sách chờ.")


@bp.post("/rounds/<int:round_id>/suggestions/restore")
@needs(Can.DOSSIER_WRITE)
def restore_suggestions(round_id: int) -> Response:
    """Let the ticked suggestions that were declined wait again."""
    award_round = queries.get_round(round_id)
    return _done(award_round, actions.restore, "Đã đưa {} đề nghị trở lại danh sách chờ.")


def _done(award_round: AwardRound, act: Any, message: str) -> Response:
    try:
        count = act(award_round, _chosen(award_round))
    except Refused as refused:
        form = forms.DeclineForm(formdata=None)
        refuse(form, refused)
        return _list_page(award_round, form, 422)
    return htmx.go(".suggestions", message.format(count), round_id=award_round.id, **request.args.to_dict())


@bp.post("/rounds/<int:round_id>/suggestions/decline")
@needs(Can.DOSSIER_WRITE)
def decline_suggestions(round_id: int) -> Response:
    """Do not take the ticked suggestions over, for a reason that stands beside them from now on."""
    award_round = queries.get_round(round_id)
    form = forms.DeclineForm()
    if not form.validate_on_submit():
        return _list_page(award_round, form, 422)
    try:
        count = actions.decline(award_round, _chosen(award_round), form.reason.data or "")
    except Refused as refused:
        refuse(form, refused)
        return _list_page(award_round, form, 422)
    message = f"Đã ghi {count} đề nghị không đưa vào hồ sơ."
    return htmx.go(".suggestions", message, round_id=award_round.id, **request.args.to_dict())


# ---- one suggestion


@bp.get("/suggestions/<int:suggestion_id>")
@needs(Can.PERSON_READ)
def suggestion(suggestion_id: int) -> Response:
    """One suggestion: who proposed whom for what, what became of it, its log."""
    return _one_page(queries.get_suggestion(suggestion_id))


def _one_page(row: Suggestion, form: forms.SuggestionForm | None = None, status: int = 200) -> Response:
    return htmx.page(
        "commendations/suggestion.html",
        status=status,
        row=row,
        award_round=row.round,
        form=form or _form(row, formdata=None).shows(row),
        label=queries.suggested_label(row),
        key=queries.subject_key(row),
        by=queries.proposer_name(row),
        also=queries.also_proposed_by(row.round, [row])[row.id],
        dossier=queries.dossiers_by_nominee([row.nominee_id]).get(row.nominee_id) if row.nominee_id else None,
        awards=law.AWARDS,
        why_not=waiting_refusals(row.state, queries.suggested_label(row)),
        lines=audit.lines_about(row),
    )


def _form(row: Suggestion, **given: Any) -> forms.SuggestionForm:
    day = clock.today()
    awards = forms.awards_of(row.round, day)
    return forms.SuggestionForm(**given).over(queries.every_kind(row.round, awards, day), awards)


@bp.post("/suggestions/<int:suggestion_id>")
@needs(Can.DOSSIER_WRITE)
def save_suggestion(suggestion_id: int) -> Response:
    """Correct a suggestion, or say whom a typed name means."""
    row = queries.get_suggestion(suggestion_id)
    form = _form(row)
    if not form.validate_on_submit() and not form.only_the_name_fails():
        return _one_page(row, form, 422)
    try:
        actions.save_suggestion(row, **forms.suggested(form))
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _one_page(row, form, 422)
    return htmx.go(".suggestion", f"Đã ghi {queries.suggested_label(row)}.", suggestion_id=row.id)


@bp.post("/suggestions/<int:suggestion_id>/remove")
@needs(Can.DOSSIER_WRITE)
def remove_suggestion(suggestion_id: int) -> Response:
    """Take away a suggestion entered by mistake."""
    row = queries.get_suggestion(suggestion_id)
    round_id, label = row.round_id, queries.suggested_label(row)
    try:
        actions.remove_suggestion(row)
    except Refused as refused:
        form = _form(row, formdata=None).shows(row)
        refuse(form, refused)
        return _one_page(row, form, 422)
    return htmx.go(".suggestions", f"Đã xóa đề nghị {label}.", round_id=round_id)


# ---- who works directly


@bp.get("/rounds/<int:round_id>/direct-workers")
@needs(Can.DOSSIER_WRITE)
def direct_workers(round_id: int) -> Response:
    """The persons put forward in a round, to say of many at once whether they work directly."""
    award_round = queries.get_round(round_id)
    said = request.args.get("said", "")
    after, most = htmx.paged_from("after") or 0, htmx.page_size(queries.PAGE_OF_NOMINEES)
    rows = queries.persons_put_forward(award_round, said, after, most)
    more, rows = len(rows) > most, rows[:most]
    keep: dict[str, Any] = {"round_id": award_round.id, "said": said or None}
    return htmx.page(
        "commendations/direct_workers.html",
        award_round=award_round,
        rows=rows,
        said=said,
        mendable=MENDABLE,
        label=queries.subject_label,
        title_of=queries.title_of,
        next_url=url_for(".direct_workers", **keep, after=rows[-1].id) if more else None,
        first_url=url_for(".direct_workers", **keep) if after else None,
    )


@bp.post("/rounds/<int:round_id>/direct-workers")
@needs(Can.DOSSIER_WRITE)
def save_direct_workers(round_id: int) -> Response:
    """Say the same of all ticked persons."""
    award_round = queries.get_round(round_id)
    answer = request.form.get("answer", "")
    if answer not in queries.SAID:
        raise NotFound
    ids = [int(one) for one in request.form.getlist("chosen") if one.isdecimal()][: queries.PAGE_OF_NOMINEES]
    count = actions.set_direct_workers(award_round, queries.nominees_by_ids(award_round, ids), queries.SAID[answer])
    return htmx.go(".direct_workers", f"Đã ghi {count} người.", round_id=award_round.id, **request.args.to_dict())
