"""Rows of people for the tests, made through the real actions."""

from datetime import date

from app.db import db
from app.people import actions
from app.people.models import Collective, Household, Person, TeamMember
from app.places import actions as places
from app.places.models import Hamlet
from tests.cast import DAY, Cast, acting

OPENED = date(2025, 7, 1)


def hamlet(name: str = "Thôn Đông") -> Hamlet:
    """A hamlet of the authority now acting; it has its id."""
    return places.save_hamlet(None, name, None, OPENED)


def person(name: str = "Nguyễn Văn Đức", **fields) -> Person:
    """A person of the authority now acting."""
    return actions.save_person(None, DAY, name=name, **fields)


def household(head_name: str = "Nguyễn Văn Đức", of: Hamlet | None = None, **fields) -> Household:
    """A household in a hamlet, with a new head."""
    of = of or hamlet()
    head = person(head_name, hamlet_id=of.id, **fields)
    return actions.save_household(None, head, of, None, None)


def collective(name: str = "Tổ công nghệ số cộng đồng Thôn Đông", **fields) -> Collective:
    """A collective of the authority now acting."""
    return actions.save_collective(None, name=name, **fields)


def people_of(cast: Cast, *names: str, **fields) -> list[int]:
    """Ids of new people of the home commune; needs an app context."""
    with acting(cast.users["officer"]):
        return [person(name, **fields).id for name in names]


def team(name: str = "Tổ công nghệ số cộng đồng thôn Đông", **fields) -> Collective:
    """A digital team of the authority now acting, or a team of another kind."""
    return collective(name, **{"team_kind": "digital-team"} | fields)


def member(of: Collective, who: Person | None = None, part: str = "member", since: date = DAY) -> TeamMember:
    """Someone in a digital team from a day on; it has its id."""
    db.session.flush()
    [found] = actions.add_members(of, [(who or person(), part)], since)
    db.session.flush()
    return found


def foreign_team_urls(cast: Cast) -> list[tuple[str, str]]:
    """Method and address of each page of a digital team of the home commune and of a term; needs an app context."""
    with acting(cast.users["officer"]):
        group = team()
        term = member(group)
        page, line = f"/people/teams/{group.id}", f"/people/teams/{group.id}/members/{term.id}"
    gets = [page, f"{page}/members.xlsx", line, page.replace("people", "training")]
    posts = [f"{page}/members", line, f"{line}/end", f"{line}/remove"]
    return [("GET", url) for url in gets] + [("POST", url) for url in posts]


def foreign_urls(cast: Cast) -> list[tuple[str, str]]:
    """Method and address of each page with an id, for records of the home commune; needs an app context."""
    with acting(cast.users["officer"]):
        home = household()
        ids = (home.head.id, home.id, collective().id)
    pages = [f"/people/{ids[0]}", f"/people/households/{ids[1]}", f"/people/collectives/{ids[2]}"]
    forms = [*(f"{page}/edit" for page in pages), f"{pages[0]}/national-id"]
    verbs = [f"{pages[0]}/national-id/see", f"{pages[0]}/national-id/remove", f"{pages[1]}/members"]
    verbs.append(f"{pages[1]}/members/{ids[0]}/remove")
    return [("GET", url) for url in pages + forms] + [("POST", url) for url in forms + verbs]
