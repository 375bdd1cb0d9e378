"""The routes of the app, as the house tests walk them."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from app.access import Can, Role, granted, verbs_of


def routes(app: Flask) -> list[Rule]:
    """Every route but the static files, by address."""
    return sorted(
        (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"),
        key=lambda rule: (rule.rule, sorted(rule.methods)),
    )


def verb(rule: Rule) -> str:
    """GET or POST: a route has exactly one."""
    (found,) = rule.methods - {"HEAD", "OPTIONS"}
    return found


def permitted(app: Flask, rule: Rule, role: Role | None) -> bool:
    """Whether the table lets this role, or a stranger, through the door."""
    verbs = granted(frozenset({role})) if role else frozenset({Can.ANYONE})
    return bool(verbs & set(verbs_of(app, rule.endpoint)))


def plain_pages(app: Flask, role: Role | None) -> Iterator[Rule]:
    """The pages without an id that this role may open."""
    return (r for r in routes(app) if verb(r) == "GET" and not r.arguments and permitted(app, r, role))


def filled(app: Flask, rule: Rule, value: int = 2_000_000_000) -> str:
    """The address of a route with a value in each place: by default an id nobody has."""
    values = {name: value if "int:" in rule.rule else "khong-co" for name in rule.arguments}
    adapter = app.url_map.bind("localhost")
    return adapter.build(rule.endpoint, values)
