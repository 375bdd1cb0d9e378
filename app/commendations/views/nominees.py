"""Pages of one nominee: its conditions with reasons and records, what is attested, its report."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, documents, evidence, forms, queries
from app.commendations.models import Nominee
from app.commendations.rules import (
    ANOTHER_PERSON,
    MENDABLE,
    AwardType,
    Question,
    State,
    closed,
    questions,
    report_form,
    verdicts,
)
from app.commendations.views.blueprint import bp, refuse
from app.refusals import Refused

SAME_NAME = "Trùng họ tên với lãnh đạo có thẩm quyền quyết định nhưng là người khác"


@bp.get("/nominees/<int:nominee_id>")
@needs(Can.DOSSIER_READ)
def nominee(nominee_id: int) -> Response:
    """The conditions of a nominee, each with its reason, article and records."""
    return _page(queries.nominee(nominee_id))


def _page(one: Nominee, form: Any = None, status: int = 200) -> Response:
    dossier, day = one.dossier, clock.today()
    case = evidence.case_of(dossier)
    subject = next(found for found in evidence.subjects(dossier) if found.id == one.id)
    now = evidence.gather(one, dossier.round, day)
    asked = _asked(one)
    return htmx.page(
        "commendations/nominee.html",
        status=status,
        nominee=one,
        dossier=dossier,
        label=queries.subject_label(one),
        title=queries.title_of(dossier),
        verdicts=verdicts(subject, case),
        questions=asked,
        form=form or forms.attest_form(asked, one),
        figures=subject.figures,
        changed=evidence.changed(one.figures, now),
        earlier=queries.received_before([one])[one.id],
        own=queries.is_own(dossier),
        editable=dossier.state in MENDABLE,
    )


def _asked(one: Nominee) -> tuple[Question, ...]:
    """Every question about a nominee, and whether a namesake of a leader is another person."""
    dossier = one.dossier
    subject = next(found for found in evidence.subjects(dossier) if found.id == one.id)
    asked = questions(subject, evidence.case_of(dossier))
    if one.id in actions.homonyms(dossier, clock.today()):
        asked = (*asked, Question(ANOTHER_PERSON, SAME_NAME, ""))
    return asked


@bp.post("/nominees/<int:nominee_id>/attest")
@needs(Can.DOSSIER_WRITE)
def attest(nominee_id: int) -> Response:
    """Keep what a named official answered; a question left open stays open."""
    one = queries.nominee(nominee_id)
    actions.must_be(one.dossier, *MENDABLE)
    asked = _asked(one)
    form = forms.attest_form(asked, one)
    if not form.validate_on_submit():
        return _page(one, form, 422)
    answers = {q.code: form[f"q{n}"].data == "yes" for n, q in enumerate(asked) if form[f"q{n}"].data is not None}
    if not answers:
        form.refuse("Chưa trả lời câu nào.")
        return _page(one, form, 422)
    count = 0
    for other in _alike(one) if form.alike.data else [one]:
        known = {question.code for question in _asked(other)}
        for code, answer in answers.items():
            # Whether a namesake is another person is said for one nominee alone.
            if code in known and (other is one or code != ANOTHER_PERSON):
                actions.attest(other, code, answer, form.note.data, clock.today())
        count += 1
    return htmx.go(".nominee", f"Đã ghi xác nhận cho {count} trường hợp.", nominee_id=one.id)


def _alike(one: Nominee) -> list[Nominee]:
    return [other for other in one.dossier.nominees if other.subject_kind == one.subject_kind]


@bp.post("/nominees/<int:nominee_id>/remove")
@needs(Can.DOSSIER_WRITE)
def remove_nominee(nominee_id: int) -> Response:
    """Take a nominee off the list."""
    one = queries.nominee(nominee_id)
    dossier_id, name = one.dossier_id, queries.name_of(one)
    actions.remove_nominee(one)
    return htmx.go(".show", f"Đã đưa {name} ra khỏi danh sách.", dossier_id=dossier_id)


@bp.get("/nominees/<int:nominee_id>/merit")
@needs(Can.DOSSIER_WRITE)
def merit(nominee_id: int) -> Response:
    """The words on this nominee's certificate."""
    one = queries.nominee(nominee_id)
    return _merit_page(one, forms.MeritForm(one.dossier.award, achievement=one.achievement))


def _merit_page(one: Nominee, form: forms.MeritForm, status: int = 200) -> Response:
    why_not = closed(one.dossier.state, State.DRAFT)
    return htmx.page(
        "commendations/merit.html", dossier=one.dossier, nominee=one, form=form, why_not=why_not, status=status
    )


@bp.post("/nominees/<int:nominee_id>/merit")
@needs(Can.DOSSIER_WRITE)
def save_merit(nominee_id: int) -> Response:
    """Keep the words on this nominee's certificate."""
    one = queries.nominee(nominee_id)
    actions.must_be(one.dossier, State.DRAFT)
    form = forms.MeritForm(one.dossier.award)
    if not form.validate_on_submit():
        return _merit_page(one, form, 422)
    actions.save_merit(one, form.achievement.data)
    return htmx.go(".nominee", "Đã ghi thành tích.", nominee_id=one.id)


# ---- the report


@bp.get("/nominees/<int:nominee_id>/report")
@needs(Can.DOSSIER_READ)
def report(nominee_id: int) -> Response:
    """The report as it is written so far, beside the figures it speaks of."""
    return _report_page(queries.nominee(nominee_id))


def _sections(one: Nominee) -> Any:
    dossier = one.dossier
    return report_form(one.subject_kind, law.law_date(dossier.received_on), dossier.round.award_type)


def _report_page(one: Nominee, form: Any = None, status: int = 200) -> Response:
    dossier, day = one.dossier, clock.today()
    setting = documents.setting_of(dossier, day)
    sections = _sections(one)
    now = evidence.gather(one, dossier.round, day)
    return htmx.page(
        "commendations/report.html",
        status=status,
        nominee=one,
        dossier=dossier,
        label=queries.subject_label(one),
        title=queries.title_of(dossier),
        sections=sections,
        form=form or forms.report_form(sections, one, documents.report_defaults(one, setting)),
        statutory=law.form_of(f"report_{one.subject_kind}", setting.law_day, award_type=setting.award_type),
        figures=evidence.reached(one.figures),
        changed=evidence.changed(one.figures, now),
        lacks=documents.report_lacks(one, setting),
        thematic=setting.thematic,
        years=law.report_years(setting.award, setting.law_day) if setting.award_type == AwardType.SERVICE else None,
        received=queries.received_before([one])[one.id],
        own=queries.is_own(dossier),
        sealed=queries.papers_of(dossier).get((f"report_{one.subject_kind}", one.id)),
        editable=dossier.state in MENDABLE,
    )


@bp.post("/nominees/<int:nominee_id>/report")
@needs(Can.DOSSIER_WRITE)
def save_report(nominee_id: int) -> Response:
    """Keep the prose."""
    one = queries.nominee(nominee_id)
    return _kept(one) or htmx.go(".report", "Đã ghi báo cáo thành tích.", nominee_id=one.id)


def _kept(one: Nominee) -> Response | None:
    """Keep what was typed; the page with its faults if it cannot be kept."""
    actions.must_be(one.dossier, *MENDABLE)
    setting = documents.setting_of(one.dossier, clock.today())
    form = forms.report_form(_sections(one), one, documents.report_defaults(one, setting))
    valid = form.validate_on_submit()
    if valid:
        forms.doubtful_lines(form)
    if not valid or form.errors:
        return _report_page(one, form, 422)
    try:
        actions.save_report(one, {name: value for name, value in form.data.items() if name != "csrf_token"})
    except Refused as refused:
        refuse(form, refused)
        return _report_page(one, form, 422)
    return None


@bp.post("/nominees/<int:nominee_id>/report/draft")
@needs(Can.DOSSIER_WRITE)
def draft_report(nominee_id: int) -> Response:
    """Fill the empty fields from the recorded figures; written prose stays, and what was just typed is kept first."""
    one = queries.nominee(nominee_id)
    typed = any(field.name in request.form for _heading, fields in _sections(one) for field in fields)
    faulty = _kept(one) if typed else None
    if faulty is not None:
        return faulty
    actions.draft_report(one, clock.today())
    return htmx.go(".report", "Đã viết nháp các mục còn trống từ số liệu trong sổ.", nominee_id=one.id)
