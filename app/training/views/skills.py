"""The skill framework: its contents with their days and source, the ready ones, comparing one with its document."""

from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.refusals import Refused
from app.training.actions import skills as actions
from app.training.forms import group_choices
from app.training.forms.skills import ONE_DAY, ConfirmSkillForm, LoadForm, SkillForm
from app.training.models import Skill
from app.training.queries import skills as queries
from app.training.rules.skills import lacking, proposals
from app.training.views import bp

FIELDS = {"skill_code_missing": "code", "skill_text_missing": "text", "skill_code_taken": "code"}


@bp.get("/skills")
@needs(Can.TRAINING_READ, Can.PLAN_READ)
def skills() -> Response:
    """The contents of all times, our own and the province's."""
    return _list_page(LoadForm(formdata=None, valid_from=clock.today().replace(month=1, day=1)))


def _list_page(form: LoadForm, status: int = 200) -> Response:
    own, handed = queries.listed()
    today = clock.today()
    day = form.valid_from.data or today
    return htmx.page(
        "training/skills.html",
        status=status,
        own=own,
        handed=handed,
        form=form,
        today=today,
        in_force={row.id for row in queries.in_force(today)},
        lacking=lacking(queries.own_periods(), day),
        proposed=len(proposals()),
    )


@bp.post("/skills/load")
@needs(Can.TRAINING_WRITE, Can.PLAN_WRITE)
def load_skills() -> Response:
    """Take all ready contents over in one press."""
    form = LoadForm()
    day = form.valid_from.data
    if not form.validate_on_submit() or day is None:
        return _list_page(form, 422)
    try:
        count = actions.load_proposals(day)
    except Refused as refused:
        htmx.refuse(form, refused)
        return _list_page(form, 422)
    return htmx.go("training.skills", f"Đã nạp {count} nội dung gợi ý: xem lại, sửa hoặc đối chiếu từng nội dung.")


@bp.get("/skills/new")
@needs(Can.TRAINING_WRITE, Can.PLAN_WRITE)
def new_skill() -> Response:
    """The form of a new content."""
    return _form_page(None, SkillForm(formdata=None, valid_from=clock.today()))


@bp.post("/skills/new")
@needs(Can.TRAINING_WRITE, Can.PLAN_WRITE)
def create_skill() -> Response:
    """Add a content."""
    return _saved(None)


@bp.get("/skills/<int:skill_id>")
@needs(Can.TRAINING_WRITE, Can.PLAN_WRITE)
def edit_skill(skill_id: int) -> Response:
    """The form of one content: correct it, or end it."""
    skill = queries.get(skill_id)
    last = skill.valid_until - ONE_DAY if skill.valid_until else None
    return _form_page(skill, SkillForm(formdata=None, obj=skill, last_day=last))


@bp.post("/skills/<int:skill_id>")
@needs(Can.TRAINING_WRITE, Can.PLAN_WRITE)
def save_skill(skill_id: int) -> Response:
    """Correct a content, or end it."""
    return _saved(queries.get(skill_id))


def _saved(skill: Skill | None) -> Response:
    form = _with_groups(SkillForm())
    if not form.validate_on_submit():
        return _form_page(skill, form, 422)
    try:
        row = actions.save_skill(skill, **form.values())
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS, skill_ends_before_start="last_day")
        return _form_page(skill, form, 422)
    return htmx.go("training.skills", f"Đã lưu nội dung {row.code}.")


def _with_groups(form: SkillForm) -> SkillForm:
    form.target_group.choices = group_choices(clock.today())
    return form


def _form_page(skill: Skill | None, form: SkillForm, status: int = 200) -> Response:
    return htmx.page("training/skill.html", status=status, skill=skill, form=_with_groups(form))


@bp.get("/skills/<int:skill_id>/confirm")
@needs(Can.TRAINING_WRITE, Can.LAW_CONFIRM)
def confirm_skill(skill_id: int) -> Response:
    """The form that says a content was compared with its document."""
    skill = queries.get(skill_id)
    return _confirm_page(skill, ConfirmSkillForm(formdata=None, day=clock.today()))


@bp.post("/skills/<int:skill_id>/confirm")
@needs(Can.TRAINING_WRITE, Can.LAW_CONFIRM)
def save_skill_confirmation(skill_id: int) -> Response:
    """Record who compared the content, with what and when: the badge goes."""
    skill, form = queries.get(skill_id), ConfirmSkillForm()
    day = form.day.data
    if not form.validate_on_submit() or day is None:
        return _confirm_page(skill, form, 422)
    actions.confirm_skill(skill, form.against.data or "", current_user.full_name, day)
    return htmx.go("training.skills", f"Đã ghi nhận đối chiếu nội dung {skill.code}.")


def _confirm_page(skill: Skill, form: ConfirmSkillForm, status: int = 200) -> Response:
    return htmx.page("training/skill_confirm.html", status=status, skill=skill, form=form)
