"""Who may do what: the verbs, the roles and the one table between them, on one screen.

What a role may do stands here; what the state of a record and the person permit stands in the rules of
each slice; nowhere else.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, g, request, url_for
from werkzeug.wrappers import Response

View = TypeVar("View", bound=Callable[..., object])


class Can(StrEnum):
    """A verb: resource:action."""

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"
    PLACE_READ = "place:read"
    PLACE_WRITE = "place:write"
    ACCOUNT_MANAGE = "account:manage"
    PERSON_READ = "person:read"
    PERSON_WRITE = "person:write"
    NATIONAL_ID_SEE = "national-id:see"
    PLAN_READ = "plan:read"
    PLAN_WRITE = "plan:write"
    PLAN_APPROVE = "plan:approve"
    TASK_REPORT = "task:report"
    ACTIVITY_READ = "activity:read"
    ACTIVITY_WRITE = "activity:write"
    PAPER_READ = "paper:read"
    PAPER_NUMBER = "paper:number"
    PAPER_SCAN = "paper:scan"
    PRINTER_WRITE = "printer:write"
    COMMITMENT_READ = "commitment:read"
    COMMITMENT_WRITE = "commitment:write"
    COMMITMENT_RECEIVE = "commitment:receive"
    TRAINING_READ = "training:read"
    TRAINING_WRITE = "training:write"
    ATTENDANCE_MARK = "attendance:mark"
    DOSSIER_READ = "dossier:read"
    DOSSIER_WRITE = "dossier:write"
    COUNCIL_READ = "council:read"
    COUNCIL_WRITE = "council:write"
    DOSSIER_DECIDE = "dossier:decide"
    DOSSIER_SUBMIT = "dossier:submit"
    DOSSIER_REVIEW = "dossier:review"
    FIGURES_READ = "figures:read"
    LAW_CONFIRM = "law:confirm"
    AUDIT_READ = "audit:read"


class Role(StrEnum):
    """A post at an authority, as the seven Vietnamese names of the sign-in page."""

    OFFICER = "officer"
    CLERK = "clerk"
    LEADER = "leader"
    COUNCIL = "council"
    TRAINER = "trainer"
    ADMINISTRATOR = "administrator"
    REVIEWER = "reviewer"


_READS = frozenset({
    Can.PLACE_READ, Can.PERSON_READ, Can.PLAN_READ, Can.PAPER_READ, Can.COMMITMENT_READ, Can.TRAINING_READ,
    Can.DOSSIER_READ, Can.COUNCIL_READ, Can.FIGURES_READ, Can.AUDIT_READ, Can.ACTIVITY_READ,
})  # fmt: skip

GRANTS: dict[Role, frozenset[Can]] = {
    Role.OFFICER: _READS | {
        Can.PLACE_WRITE, Can.PERSON_WRITE, Can.PLAN_WRITE, Can.COMMITMENT_WRITE, Can.COMMITMENT_RECEIVE,
        Can.TRAINING_WRITE, Can.ATTENDANCE_MARK, Can.DOSSIER_WRITE, Can.COUNCIL_WRITE, Can.PAPER_SCAN,
        Can.DOSSIER_SUBMIT, Can.LAW_CONFIRM, Can.PRINTER_WRITE, Can.NATIONAL_ID_SEE, Can.TASK_REPORT,
        Can.ACTIVITY_WRITE,
    },
    Role.CLERK: _READS | {
        Can.PAPER_NUMBER, Can.PAPER_SCAN, Can.COMMITMENT_RECEIVE, Can.PRINTER_WRITE, Can.TASK_REPORT,
    },
    Role.LEADER: _READS | {
        Can.DOSSIER_DECIDE, Can.DOSSIER_SUBMIT, Can.LAW_CONFIRM, Can.PLAN_APPROVE, Can.TASK_REPORT,
    },
    Role.COUNCIL: frozenset({Can.DOSSIER_READ, Can.COUNCIL_READ, Can.PAPER_READ, Can.PLAN_READ}),
    Role.TRAINER: frozenset({Can.TRAINING_READ, Can.ATTENDANCE_MARK, Can.ACTIVITY_READ, Can.ACTIVITY_WRITE}),
    Role.ADMINISTRATOR: frozenset({Can.ACCOUNT_MANAGE, Can.PLACE_READ, Can.PLACE_WRITE, Can.AUDIT_READ}),
    Role.REVIEWER: frozenset({
        Can.DOSSIER_READ, Can.DOSSIER_REVIEW, Can.PAPER_READ, Can.PLAN_READ, Can.PLAN_WRITE, Can.FIGURES_READ,
        Can.COUNCIL_READ, Can.PLACE_READ, Can.PLAN_APPROVE, Can.TASK_REPORT, Can.ACTIVITY_READ,
    }),
}  # fmt: skip

COMMUNE_ROLES = (Role.OFFICER, Role.CLERK, Role.LEADER, Role.COUNCIL, Role.TRAINER, Role.ADMINISTRATOR)
PROVINCE_ROLES = (Role.REVIEWER, Role.ADMINISTRATOR)


class UnguardedView(Exception):
    """A page was added without saying who may open it."""


def needs(*verbs: Can) -> Callable[[View], View]:
    """Say which verb a page needs; with several, one of them is enough."""

    def mark(view: View) -> View:
        view.needs = verbs  # type: ignore[attr-defined]
        return view

    return mark


def verbs_of(app: Flask, endpoint: str) -> tuple[Can, ...]:
    """The verbs that open an endpoint."""
    if endpoint == "static":
        return (Can.ANYONE,)
    return getattr(app.view_functions[endpoint], "needs", ())


def granted(roles: frozenset[Role]) -> frozenset[Can]:
    """All verbs of someone who holds these roles at one authority."""
    found: set[Can] = {Can.ANYONE, Can.SIGNED_IN}
    for role in roles:
        found |= GRANTS[role]
    return frozenset(found)


def opens(endpoint: str) -> bool:
    """Whether who asks may open a page: a link is offered to nobody whom the door would send away."""
    return bool(g.get("verbs", frozenset()) & set(verbs_of(current_app, endpoint)))


def check_all_guarded(app: Flask) -> None:
    """Refuse to start when a view declares no access, or a route does not declare its one verb of HTTP."""
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not verbs_of(app, rule.endpoint) or len(methods) != 1:
            raise UnguardedView(f"{rule.endpoint} ({', '.join(sorted(methods))}): thiếu @needs hoặc phương thức")


def door(not_signed_in: Callable[[], Response], not_permitted: Callable[[], Response]) -> Response | None:
    """Let the request through, or answer for it: 401 to a stranger, 403 to the wrong role."""
    if request.endpoint is None:
        return None
    if opens(request.endpoint):
        return None
    return not_permitted() if Can.SIGNED_IN in g.verbs else not_signed_in()


def menu(entries: Sequence[tuple[str, str, str, Can]], verbs: frozenset[Can]) -> list[dict[str, Any]]:
    """The entries of the navigation that these verbs open, the current one marked."""
    here = (request.blueprint or "") if request else ""
    return [
        {"label": label, "url": url_for(endpoint), "icon": icon, "active": endpoint.startswith(f"{here}.")}
        for label, endpoint, icon, verb in entries
        if verb in verbs
    ]
