"""Who completed a course and who did not, with the reasons; the list and the records for the printer."""

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.papers import queries as papers
from app.places import queries as places
from app.refusals import Refused
from app.training import actions, forms, queries
from app.training.models import Course
from app.training.views import bp


@bp.get("/<int:course_id>/completion")
@needs(Can.TRAINING_READ)
def completion(course_id: int) -> Response:
    """Shown before anything is printed: each learner, the trainings attended, and what is lacking."""
    course = queries.get(course_id)
    return _page(course, _form(course))


def _form(course: Course) -> forms.CompletionForm:
    form = forms.CompletionForm()
    form.began = min((one.day for one in course.trainings), default=None)
    if not form.is_submitted():
        form.day.data = clock.today()
    day = form.day.data or clock.today()
    form.signer.choices = [(one.key, f"{one.name}, {one.post}") for one in places.signings(day, "completion")]
    return form


def _page(course: Course, form: forms.CompletionForm, status: int = 200) -> Response:
    today = clock.today()
    rule = queries.completion_rule(today)
    return htmx.page(
        "training/completion.html",
        status=status,
        course=course,
        form=form,
        standings=queries.standings(course, today),
        records=queries.records_by_learner(course),
        paper=papers.current(course, "completion_list"),
        why_not=actions.completion_refusals(course, today),
        rule=rule,
        share=law.share_of(str(rule.value)),
    )


@bp.post("/<int:course_id>/completion/list")
@needs(Can.TRAINING_WRITE)
def seal_list(course_id: int) -> Response:
    """Make the list that is signed."""
    course = queries.get(course_id)
    form = _form(course)
    if form.validate_on_submit():
        try:
            paper = actions.seal_completion_list(course, form.chosen_day, form.signer.data)
            said = f"Đã lập danh sách hoàn thành, mã {paper.short_code}."
            return htmx.go("training.completion", said, course_id=course.id)
        except Refused as refused:
            htmx.refuse(form, refused, no_signer_then="day", day_before_directory="day")
    return _page(course, form, 422)


@bp.post("/<int:course_id>/completion/records")
@needs(Can.TRAINING_WRITE)
def seal_records(course_id: int) -> Response:
    """Make the giấy chứng nhận of everyone who completed and has none yet."""
    course = queries.get(course_id)
    form = _form(course)
    if form.validate_on_submit():
        try:
            made = actions.start_completions(course, form.chosen_day, form.signer.data)
            if made.job_id:
                return htmx.go("desk.job", "Đang lập giấy chứng nhận.", job_id=made.job_id)
            said = f"Đã lập {made.count} giấy chứng nhận hoàn thành lớp."
            return htmx.go("training.completion", said, course_id=course.id)
        except Refused as refused:
            htmx.refuse(form, refused, no_signer_then="day", number_other_year="day", day_before_directory="day")
    return _page(course, form, 422)


@bp.post("/<int:course_id>/completion/records/<int:learner_id>/remake")
@needs(Can.TRAINING_WRITE)
def remake_record(course_id: int, learner_id: int) -> Response:
    """Make one record anew; it keeps its number."""
    course = queries.get(course_id)
    paper = actions.remake_completion(queries.learner_of(course, learner_id), clock.today())
    return htmx.go("training.completion", f"Đã lập lại: {paper.title}.", course_id=course.id)


@bp.get("/<int:course_id>/completion/list.pdf")
@needs(Can.TRAINING_READ)
def completion_list(course_id: int) -> Response:
    """The sealed list, or a draft of it."""
    course = queries.get(course_id)
    paper = None if request.args.get("draft") else papers.current(course, "completion_list")
    content = papers.bytes_of(paper) if paper else actions.draft_completion_list(course, clock.today())
    return htmx.pdf(content, f"danh-sach-hoan-thanh-{course.id}.pdf")


@bp.get("/<int:course_id>/completion/records.pdf")
@needs(Can.TRAINING_READ)
def completions(course_id: int) -> Response:
    """All records as one stack, in the order of the list."""
    course = queries.get(course_id)
    return htmx.pdf(actions.completions_file(course).bytes, f"giay-chung-nhan-{course.id}.pdf")
