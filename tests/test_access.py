"""The door: the start is refused for an unguarded view, the menu shows what the verbs open."""

import pytest
from flask import Blueprint, Flask

from app import NAVIGATION
from app.access import GRANTS, Can, Role, UnguardedView, check_all_guarded, granted, menu, needs


def small_app(*views) -> Flask:
    made = Flask("nho")
    bp = Blueprint("nho", __name__)
    for method, path, view in views:
        bp.add_url_rule(path, view.__name__, view, methods=[method] if isinstance(method, str) else method)
    made.register_blueprint(bp)
    return made


@needs(Can.SIGNED_IN)
def guarded():
    return ""


def unguarded():
    return ""


def test_start_with_guarded_views_only():
    check_all_guarded(small_app(("GET", "/", guarded)))


def test_start_is_refused_for_a_view_that_declares_no_access():
    with pytest.raises(UnguardedView, match="nho.unguarded"):
        check_all_guarded(small_app(("GET", "/", guarded), ("GET", "/x", unguarded)))


def test_start_is_refused_for_a_route_with_two_verbs_of_http():
    with pytest.raises(UnguardedView, match="GET, POST"):
        check_all_guarded(small_app((["GET", "POST"], "/", guarded)))


def test_several_verbs_are_each_enough():
    assert needs(Can.PLACE_READ, Can.PLAN_READ)(lambda: "").needs == (Can.PLACE_READ, Can.PLAN_READ)


# Written out once more on purpose: a grant given by mistake must be given here too.
WHO_MAY = {
    Can.PLACE_READ: "administrator clerk leader officer reviewer",
    Can.PLACE_WRITE: "administrator officer",
    Can.ACCOUNT_MANAGE: "administrator",
    Can.PERSON_READ: "clerk leader officer",
    Can.PERSON_WRITE: "officer",
    Can.NATIONAL_ID_SEE: "officer",
    Can.PLAN_READ: "clerk council leader officer reviewer",
    Can.PLAN_WRITE: "officer reviewer",
    Can.PLAN_APPROVE: "leader reviewer",
    Can.TASK_REPORT: "clerk leader officer reviewer",
    Can.ACTIVITY_READ: "clerk leader officer reviewer trainer",
    Can.ACTIVITY_WRITE: "officer trainer",
    Can.PAPER_READ: "clerk council leader officer reviewer",
    Can.PAPER_NUMBER: "clerk",
    Can.PAPER_SCAN: "clerk officer",
    Can.PRINTER_WRITE: "clerk officer",
    Can.COMMITMENT_READ: "clerk leader officer",
    Can.COMMITMENT_WRITE: "officer",
    Can.COMMITMENT_RECEIVE: "clerk officer",
    Can.TRAINING_READ: "clerk leader officer trainer",
    Can.TRAINING_WRITE: "officer",
    Can.ATTENDANCE_MARK: "officer trainer",
    Can.DOSSIER_READ: "clerk council leader officer reviewer",
    Can.DOSSIER_WRITE: "officer",
    Can.COUNCIL_READ: "clerk council leader officer reviewer",
    Can.COUNCIL_WRITE: "officer",
    Can.DOSSIER_DECIDE: "leader",
    Can.DOSSIER_SUBMIT: "leader officer",
    Can.DOSSIER_REVIEW: "reviewer",
    Can.FIGURES_READ: "clerk leader officer reviewer",
    Can.LAW_CONFIRM: "leader officer",
    Can.AUDIT_READ: "administrator clerk leader officer",
}


def test_each_verb_is_granted_to_exactly_these_roles():
    verbs = set(Can) - {Can.ANYONE, Can.SIGNED_IN}
    assert {verb: " ".join(sorted(role for role in Role if verb in GRANTS[role])) for verb in verbs} == WHO_MAY


def test_nobody_above_the_table():
    assert granted(frozenset()) == {Can.ANYONE, Can.SIGNED_IN}
    assert Can.DOSSIER_READ not in GRANTS[Role.ADMINISTRATOR]
    assert Can.ACCOUNT_MANAGE not in GRANTS[Role.LEADER]


@pytest.mark.parametrize("role", Role)
def test_menu_shows_what_the_verbs_open(app, role):
    with app.test_request_context("/places/"):
        shown = menu(NAVIGATION, granted(frozenset({role})))
    verbs = granted(frozenset({role}))
    assert [one["label"] for one in shown] == [label for label, _end, _icon, verb in NAVIGATION if verb in verbs]
    assert {one["label"] for one in shown if one["active"]} <= {"Địa bàn"}
