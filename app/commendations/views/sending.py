"""Between commune and province: sent, looked through, returned, answered, accepted, withdrawn, refused, awarded."""

from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries
from app.commendations.models import Dossier
from app.commendations.rules import Outcome, State
from app.commendations.views.blueprint import bp, refuse
from app.commendations.views.dossiers import dossier_page
from app.places import queries as places
from app.refusals import Refused

REJECT_SPOTS = {"article-missing": "article", "reason-missing": "reason"}
RESULT_SPOTS = {
    "decision-number-missing": "reference_number",
    "achievement-in-future": "day",
    "decision-before-submission": "day",
    "day-before-directory": "day",
}


@bp.post("/<int:dossier_id>/submit")
@needs(Can.DOSSIER_SUBMIT)
def submit(dossier_id: int) -> Response:
    """Send the dossier to the province."""
    dossier = queries.get(dossier_id)
    form = forms.SubmitForm(prefix="submit")
    if not form.validate_on_submit():
        return dossier_page(dossier, 422, submit_form=form)
    actions.submit(dossier, clock.today(), form.note.data or "")
    return htmx.go(".show", "Đã nộp hồ sơ lên tỉnh.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/withdraw")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_SUBMIT)
def withdraw(dossier_id: int) -> Response:
    """Take the dossier back before anybody decided on it."""
    dossier = queries.get(dossier_id)
    form = forms.ReasonForm(prefix="withdraw")
    if not form.validate_on_submit():
        return dossier_page(dossier, 422, withdraw_form=form)
    actions.withdraw(dossier, form.reason.data, clock.today())
    return htmx.go(".show", "Đã rút hồ sơ.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/explanations")
@needs(Can.DOSSIER_WRITE)
def explain(dossier_id: int) -> Response:
    """Answer notes of the province in words."""
    dossier = queries.get(dossier_id)
    form = forms.explain_form(dossier.opinions, prefix="explain")
    if not form.validate_on_submit():
        return dossier_page(dossier, 422, explain_form=form)
    said = {one.id: form[f"said-{one.id}"].data for one in dossier.opinions if _was_sent(form, one.id)}
    count = actions.explain(dossier, {one: words or "" for one, words in said.items()}, clock.today())
    return htmx.go(".show", f"Đã ghi giải trình {count} ý kiến.", dossier_id=dossier.id, _anchor="opinions")


def _was_sent(form: Any, opinion_id: int) -> bool:
    """Whether the page had a box for this note: an answer of an earlier return is not there to be emptied."""
    return form[f"said-{opinion_id}"].raw_data != []


# ---- the reviewer


@bp.get("/<int:dossier_id>/review")
@needs(Can.DOSSIER_REVIEW)
def review(dossier_id: int) -> Response:
    """The dossier as the reviewer looks it through: conditions, papers, attachments, a note for each paper."""
    dossier = queries.get(dossier_id)
    return _review_page(dossier, forms.notes_form(_titles(dossier)))


def _titles(dossier: Dossier) -> dict[tuple[str, int], str]:
    return {component: paper.title for component, paper in queries.papers_of(dossier).items()}


def _review_page(dossier: Dossier, form: Any, status: int = 200) -> Response:
    day = clock.today()
    facts = actions.facts_of(dossier, day)
    return htmx.page(
        "commendations/review.html",
        dossier=dossier,
        form=form,
        title=queries.title_of(dossier),
        facts=facts.nominees,
        papers=queries.papers_of(dossier),
        attachments=queries.attachments_of(dossier),
        changes=queries.changes_of(dossier),
        turns=queries.turns_of(dossier),
        about=queries.opinion_names(dossier),
        owner=queries.owner_name(dossier, day),
        limit=queries.time_limits([dossier], day).get(dossier.id),
        note_name=forms.note_name,
        why_not=actions.why_not(dossier, facts),
        day=day,
        status=status,
    )


@bp.post("/<int:dossier_id>/send-back")
@needs(Can.DOSSIER_REVIEW)
def send_back(dossier_id: int) -> Response:
    """Return the dossier with all notes at once."""
    dossier = queries.get(dossier_id)
    titles = _titles(dossier)
    form = forms.notes_form(titles)
    if not form.validate_on_submit():
        return _review_page(dossier, form, 422)
    try:
        opinions = actions.send_back(dossier, forms.typed_notes(form, titles), clock.today())
    except Refused as refused:
        refuse(form, refused)
        return _review_page(dossier, form, 422)
    return htmx.go(".show", f"Đã trả lại hồ sơ kèm {len(opinions)} ý kiến.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/accept")
@needs(Can.DOSSIER_REVIEW)
def accept(dossier_id: int) -> Response:
    """Take the dossier in."""
    dossier = queries.get(dossier_id)
    actions.accept(dossier, clock.today())
    return htmx.go(".show", "Đã nhận hồ sơ.", dossier_id=dossier.id)


# ---- the end


@bp.get("/<int:dossier_id>/rejection")
@needs(Can.DOSSIER_DECIDE, Can.DOSSIER_REVIEW)
def rejection(dossier_id: int) -> Response:
    """The form of a refusal, with the conditions that were found unmet."""
    dossier = queries.get(dossier_id)
    return _reject_page(dossier, forms.RejectForm())


def _reject_page(dossier: Dossier, form: forms.RejectForm, status: int = 200) -> Response:
    day = clock.today()
    facts = actions.facts_of(dossier, day)
    unmet = [
        (one.name, verdict)
        for one in facts.nominees
        for verdict in one.verdicts
        if verdict.outcome is Outcome.NOT_MET and verdict.standing.article
    ]
    return htmx.page(
        "commendations/rejection.html",
        dossier=dossier,
        form=form,
        title=queries.title_of(dossier),
        unmet=unmet,
        limit=places.rule("limit.central.notify_refusal", day),
        why_not=actions.why_not(dossier, facts)["reject"],
        status=status,
    )


@bp.post("/<int:dossier_id>/rejection")
@needs(Can.DOSSIER_DECIDE, Can.DOSSIER_REVIEW)
def reject(dossier_id: int) -> Response:
    """Refuse the award with article and reason."""
    dossier = queries.get(dossier_id)
    form = forms.RejectForm()
    if not form.validate_on_submit():
        return _reject_page(dossier, form, 422)
    try:
        actions.reject(dossier, form.article.data, form.reason.data, clock.today())
    except Refused as refused:
        refuse(form, refused, REJECT_SPOTS)
        return _reject_page(dossier, form, 422)
    return htmx.go(".show", "Đã từ chối hồ sơ.", dossier_id=dossier.id)


@bp.get("/<int:dossier_id>/result")
@needs(Can.DOSSIER_WRITE)
def result(dossier_id: int) -> Response:
    """The decision of the higher authority, typed from its copy."""
    dossier = queries.get(dossier_id)
    form = _result_form(dossier)
    form.issuer_name.data = documents.setting_of(dossier, clock.today()).decider
    return _result_page(dossier, form)


def _result_form(dossier: Dossier) -> Any:
    return forms.result_form([(one.id, queries.subject_label(one)) for one in queries.by_roll(dossier)])


def _result_page(dossier: Dossier, form: Any, status: int = 200) -> Response:
    facts = actions.facts_of(dossier, clock.today())
    return htmx.page(
        "commendations/result.html",
        dossier=dossier,
        form=form,
        title=queries.title_of(dossier),
        nominees=queries.by_roll(dossier),
        why_not=actions.why_not(dossier, facts)["award"],
        status=status,
    )


@bp.post("/<int:dossier_id>/result")
@needs(Can.DOSSIER_WRITE)
def award(dossier_id: int) -> Response:
    """Enter who was given the award and who was not."""
    dossier = queries.get(dossier_id)
    form = _result_form(dossier)
    if not form.validate_on_submit():
        return _result_page(dossier, form, 422)
    ids = [one.id for one in queries.by_roll(dossier)]
    try:
        count = actions.award(
            dossier,
            reference_number=form.reference_number.data,
            day=forms.filled(form.day),
            issuer_name=form.issuer_name.data,
            not_awarded=forms.not_awarded(form, ids),
            today=clock.today(),
        )
    except Refused as refused:
        for one in (one for one, why in forms.not_awarded(form, ids).items() if not why):
            form.refuse("Ghi lý do không được khen.", f"why-{one}")
        refuse(form, Refused([one for one in refused.reasons if one.code != "not-awarded-why"]), RESULT_SPOTS)
        return _result_page(dossier, form, 422)
    return htmx.go(".show", f"Đã ghi kết quả: {count} trường hợp được khen.", dossier_id=dossier.id)


@bp.get("/<int:dossier_id>/changes")
@needs(Can.DOSSIER_READ)
def changes(dossier_id: int) -> Response:
    """What changed after each return, paper by paper and fact by fact."""
    dossier = queries.get(dossier_id)
    return htmx.page(
        "commendations/changes.html",
        dossier=dossier,
        title=queries.title_of(dossier),
        changes=queries.changes_of(dossier),
        turns={one.number: one for one in queries.turns_of(dossier)},
        about=queries.opinion_names(dossier),
        returned=dossier.state == State.RETURNED,
    )
