"""One course: its page and its form."""

from functools import partial
from typing import Any

from flask import g
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, Role, needs
from app.accounts import queries as users
from app.law import share_of
from app.people import queries as people
from app.training import actions, forms, queries
from app.training.forms.courses import SERIES, InstructorForm, SeriesForm
from app.training.models import Course
from app.training.queries import clashes, copying, flags, materials, results
from app.training.queries import planning as reads
from app.training.queries import sheets as printed
from app.training.rules import Part
from app.training.views import bp
from app.training.views.checks import may_open
from app.training.views.newcomers import equip_learner, equip_walk_in


@bp.get("/<int:course_id>")
@needs(Can.TRAINING_READ)
def show(course_id: int) -> Response:
    """One course: its trainings, its learners, how each stands."""
    return course_page(queries.get(course_id))


def course_page(course: Course, status: int = 200, **given: Any) -> Response:
    """The page of a course; `given` are forms with faults in place of the empty ones."""
    today = clock.today()
    rule = queries.completion_rule(today)
    standings = queries.standings(course, today)
    trainings = queries.trainings(course.id)
    context: dict[str, Any] = {
        "training_form": forms.TrainingForm(formdata=None, place=course.place),
        "learner_form": learner_form(course),
        "walk_in_form": walk_in_form(course),
        "doubles": [],
        **(_planning(course) if Can.TRAINING_WRITE in g.verbs else {}),
        **given,
    }
    return htmx.page(
        "training/show.html",
        status=status,
        course=course,
        trainings=trainings,
        clashing=clashes.by_training(clashes.of_trainings([one.id for one in trainings])),
        standings=standings,
        completed=sum(1 for standing in standings if not standing.faults),
        sheet=results.sheet(course),
        sheets=printed.sheets(trainings),
        materials=materials.strip(course),
        counts=queries.counts([course.id])[course.id],
        doubts=flags.of_course(course.id, today),
        may_open=may_open,
        rule=rule,
        share=share_of(str(rule.value)),
        **context,
    )


def _planning(course: Course) -> dict[str, Any]:
    """What the page offers to those who plan the class: more trainings, more people who teach, copies made."""
    return {
        "series_form": SeriesForm(formdata=None, data={"series": SERIES}),
        "instructor_form": instructor_form(course, posted=False),
        "team": reads.not_yet_teaching(course, reads.team_day(course, clock.today())),
        "why_staying": {one.id: actions.leaving_refusals(one) for one in course.instructors},
        "batches": copying.batches(course),
    }


def instructor_form(course: Course, posted: bool = True) -> InstructorForm:
    """Someone more who teaches or supports; the people of the class's hamlet are found first."""
    data = {"part": str(Part.SUPPORT)}
    form = InstructorForm(prefix="staff", data=data, **({} if posted else {"formdata": None}))
    form.person.lookup = partial(people.person_lookup, near=course.hamlet_id)
    form.person.label_of = queries.person_label
    form.user.choices = trainer_choices(course)
    return form


def trainer_choices(course: Course | None) -> list[tuple[int, str]]:
    """The accounts that may mark attendance, with the one that does so now although its role has ended."""
    found = users.with_role(g.authority_id, Role.TRAINER, clock.today())
    known = course.trainers[0].user if course and course.trainers else None
    if known and known not in found:
        found.append(known)
    return [(user.id, user.full_name) for user in found]


def learner_form(course: Course) -> forms.LearnerForm:
    """A search box over the people of the commune, those of the course's hamlet first; empty unless posted now."""
    return equip_learner(forms.LearnerForm(), course)


def walk_in_form(course: Course) -> forms.WalkInForm:
    """One line for someone who is not in the books; the hamlet is that of the course."""
    return equip_walk_in(forms.WalkInForm(hamlet=course.hamlet_id))
