"""The two ways onto a list while a class is held: someone of the books by a few letters, someone new in one line."""

from functools import partial
from typing import TypeVar

from app import clock
from app.people import queries as people
from app.places import queries as places
from app.training import forms, queries
from app.training.models import Course

LearnerForm = TypeVar("LearnerForm", bound=forms.LearnerForm)
WalkInForm = TypeVar("WalkInForm", bound=forms.WalkInForm)


def equip_learner(form: LearnerForm, course: Course) -> LearnerForm:
    """Let the box search the people of the commune, those of the course's hamlet first."""
    form.person.lookup = partial(people.person_lookup, near=course.hamlet_id)
    form.person.label_of = queries.person_label
    return form


def equip_walk_in(form: WalkInForm) -> WalkInForm:
    """Offer the hamlets of today."""
    form.hamlet.choices = [(hamlet.id, hamlet.name) for hamlet in places.hamlets(clock.today())]
    return form
