"""Every route for every role against the one table: who is let in, who is told 403, who is asked to sign in."""

import pytest
from flask.testing import FlaskClient

from app.access import GRANTS, Can, Role, check_all_guarded, granted, verbs_of
from tests import cast as casting
from tests.routes import filled, permitted, routes, verb

EVERYONE = {**{name: role for name, (_full, _at, role) in casting.PEOPLE.items()}, "nobody": None}


def ask(browser, app, rule):
    """How this route answers an id nobody has and an empty form: a status, or the fault it breaks with."""
    data = {"csrf_token": browser._token()} if verb(rule) == "POST" else None
    try:
        return FlaskClient.open(browser, filled(app, rule), method=verb(rule), data=data).status_code
    except Exception as broken:
        return f"{type(broken).__name__}: {broken}"


@pytest.mark.parametrize("name", EVERYONE)
def test_the_door_opens_as_the_table_says(app, client, browser_of, name):
    role = EVERYONE[name]
    browser = browser_of(name) if role else client
    wrong = {}
    for rule in routes(app):
        if rule.endpoint == "accounts.sign_out" and role:
            continue  # it ends the session in the middle of the walk; tests/accounts/test_sessions.py has it
        status = ask(browser, app, rule)
        refusal = 403 if role else 401
        if permitted(app, rule, role):
            fine = status in (200, 303, 404, 409, 422)
        else:
            fine = status == refusal
        if not fine:
            wrong[f"{verb(rule)} {rule.rule}"] = status
    assert wrong == {}


def test_no_route_answers_to_another_verb_of_http(app, browser_of):
    browser = browser_of("officer")
    by_path = {}
    for rule in routes(app):
        by_path.setdefault(filled(app, rule), set()).add(verb(rule))
    wrong = {}
    for path, verbs in by_path.items():
        others = {"GET", "POST", "PUT", "PATCH", "DELETE"} - verbs
        for method in others:
            data = {"csrf_token": browser._token()} if method != "GET" else None
            status = FlaskClient.open(browser, path, method=method, data=data).status_code
            if status not in (404, 405):
                wrong[f"{method} {path}"] = status
    assert wrong == {}


def test_every_route_declares_a_verb_and_one_method(app):
    check_all_guarded(app)
    for rule in routes(app):
        assert verbs_of(app, rule.endpoint), rule.endpoint
        assert verb(rule) in ("GET", "POST")


def test_only_these_pages_are_open_to_a_stranger(app):
    open_to_all = {rule.endpoint for rule in routes(app) if Can.ANYONE in verbs_of(app, rule.endpoint)}
    assert open_to_all == {
        "accounts.sign_in",
        "accounts.let_in",
        "accounts.invitation",
        "accounts.accept_invitation",
        "accounts.first_run",
        "accounts.begin_installation",
    }


def test_every_verb_is_granted_to_someone_and_every_role_holds_some():
    given = set().union(*GRANTS.values())
    assert set(Can) - given == {Can.ANYONE, Can.SIGNED_IN}
    assert set(GRANTS) == set(Role)


def test_every_verb_guards_a_page(app):
    used = {one for rule in routes(app) for one in verbs_of(app, rule.endpoint)}
    assert set(Can) - used == set()


def test_several_roles_add_up():
    both = granted(frozenset({Role.TRAINER, Role.CLERK}))
    assert both == GRANTS[Role.TRAINER] | GRANTS[Role.CLERK] | {Can.ANYONE, Can.SIGNED_IN}


def test_a_post_without_its_token_changes_nothing(app, browser_of):
    browser = browser_of("officer")
    wrong = {}
    for rule in routes(app):
        if verb(rule) == "POST" and permitted(app, rule, Role.OFFICER):
            status = FlaskClient.open(browser, filled(app, rule), method="POST", data={}).status_code
            if status != 400:
                wrong[rule.rule] = status
    assert wrong == {}
