"""Whose rows are whose: shapes of statement under their own scope, another and none; routes with a foreign id."""

import importlib
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import (
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    text,
    union,
    union_all,
    update,
)
from sqlalchemy import column as bare_column
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, joinedload, selectinload
from werkzeug.exceptions import HTTPException

from app import tenancy
from app.access import Role
from app.accounts import actions as accounts
from app.audit import AuditLine
from app.commitments.models import Commitment
from app.db import db, transaction
from app.papers.models import Entry, Series
from app.people.models import Household, Person
from app.places import actions as places
from app.places.models import Hamlet, LocalRule, Province
from app.tenancy import Actor, NoScope, OutsideScope, ReviewedAbove, Scope
from tests import cast as casting
from tests.cast import DAY, acting, everything
from tests.routes import routes, verb

SUB = select(Hamlet.id, Hamlet.name).subquery()
CTE = select(Hamlet.id, Hamlet.name).cte()
ALIAS = aliased(Hamlet)
CORE = Hamlet.__table__

# Each gives names of hamlets, or how many there are, in its first column.
SEEN = {
    "rows": select(Hamlet),
    "columns": select(Hamlet.name),
    "alias": select(ALIAS),
    "columns of an alias": select(ALIAS.name),
    "alias of a sub-query": select(aliased(Hamlet, select(Hamlet).subquery())),
    "join": select(Hamlet.name).join(Province, Province.code != Hamlet.name).where(Province.code == "40"),
    "join from a table of nobody": select(Hamlet.name)
    .select_from(Province)
    .join(Hamlet, literal(True))
    .where(Province.code == "40"),
    "in a sub-query": select(Hamlet.name).where(Hamlet.id.in_(select(Hamlet.id))),
    "sub-query": select(SUB.c.name),
    "common table": select(CTE.c.name),
    "union": union(select(Hamlet.name), select(Hamlet.name)),
    "sub-query of a union": select(
        union_all(select(Hamlet.name), select(Hamlet.name).where(literal(False))).subquery().c.name
    ),
    "case": select(case((Hamlet.id > 0, Hamlet.name), else_="")),
    "grouped": select(Hamlet.name, func.count()).group_by(Hamlet.name),
    "only in the condition": select(literal("Thôn Một")).where(Hamlet.name == "Thôn Một"),
}
COUNTED = {
    "count of a column": select(func.count(Hamlet.id)),
    "count of everything": select(func.count()).select_from(Hamlet),
    "count over a sub-query": select(func.count()).select_from(SUB),
    "count over a sub-query of rows": select(func.count()).select_from(select(Hamlet).subquery()),
    "count in a column": select(select(func.count(Hamlet.id)).scalar_subquery()),
    "exists": select(exists().where(Hamlet.name == "Thôn Một")),
    "exists over a select": select(select(Hamlet.id).where(Hamlet.name == "Thôn Một").exists()),
    "exists beside a table of nobody": select(func.count(Province.id)).where(
        Province.code == "40", exists().where(Hamlet.name == "Thôn Một")
    ),
}
REFUSED = {
    "bare table": select(CORE),
    "column of a bare table": select(CORE.c.name),
    "bare table in the condition": select(Province.id).where(CORE.c.name == Province.name),
    "bare table joined": select(Province.id).join(CORE, CORE.c.name == Province.name),
    "bare table in exists": select(Province.id).where(exists().where(CORE.c.id == 1)),
    "count over a bare table": select(func.count()).select_from(CORE),
    "alias of a bare table": select(CORE.alias()),
    "only in a window": select(func.row_number().over(order_by=Hamlet.id)),
    "text": text("SELECT name FROM hamlet"),
    "text as a column": select(text("name FROM hamlet")),
    "text as the table": select(literal_column("name")).select_from(text("hamlet")),
    "rows from text": select(Hamlet).from_statement(text("SELECT * FROM hamlet")),
    "light table": select(table("hamlet", bare_column("name"))),
    "update": update(Hamlet).values(head_name="x"),
    "delete": delete(Hamlet),
    "insert": insert(Hamlet).values(name="x"),
    "update of a bare table": update(CORE).values(head_name="x"),
    "delete from a bare table": delete(CORE),
    "update of nobody's rows by ours": update(Province).values(name="x").where(Province.name.in_(select(Hamlet.name))),
}


@pytest.fixture
def hamlets(context, cast) -> dict[str, int]:
    """One hamlet at home, one at the other commune, one at the merged one."""
    ids = {}
    for name, user in (("home", "officer"), ("other", "stranger")):
        with acting(cast.users[user]):
            ids[name] = places.save_hamlet(None, "Thôn Một", None, DAY).id
    with everything() as session:
        merged = Hamlet(name="Thôn Một", valid_from=DAY, owner_id=cast.merged)
        session.add(merged)
        session.flush()
        ids["merged"] = merged.id
    return ids


def inside(*ids: int, **more) -> Scope:
    return Scope(ids[0], reads=frozenset(ids), writes=frozenset(ids), **more)


def run(scope: Scope | None, work):
    with transaction() as session:
        if scope:
            tenancy.enter(session, scope, Actor(1, "Người thử"))
        return work(session)


@pytest.mark.parametrize("shape", SEEN)
def test_a_statement_sees_its_own_rows_and_no_others(hamlets, cast, shape):
    def names(session):
        return [getattr(row[0], "name", row[0]) for row in session.execute(SEEN[shape])]

    assert run(inside(cast.home), names) == ["Thôn Một"]
    assert run(inside(cast.province), names) == []
    with pytest.raises(NoScope):
        run(None, names)


@pytest.mark.parametrize("shape", COUNTED)
def test_a_count_counts_its_own_rows_and_no_others(hamlets, cast, shape):
    def count(session):
        return int(session.execute(COUNTED[shape]).scalar_one())

    assert run(inside(cast.home), count) == 1
    assert run(inside(cast.province), count) == 0
    with pytest.raises(NoScope):
        run(None, count)


@pytest.mark.parametrize("shape", REFUSED)
def test_a_statement_that_cannot_be_narrowed_is_refused(hamlets, cast, shape):
    for scope in (inside(cast.home), None):
        with pytest.raises(OutsideScope):
            run(scope, lambda session: session.execute(REFUSED[shape]))


def test_get_of_a_foreign_id_is_nothing(hamlets, cast):
    assert run(inside(cast.home), lambda s: s.get(Hamlet, hamlets["other"])) is None
    assert run(inside(cast.other), lambda s: s.get(Hamlet, hamlets["other"]).name) == "Thôn Một"
    with pytest.raises(NoScope):
        run(None, lambda s: s.get(Hamlet, hamlets["home"]))


def test_refresh_reads_what_was_loaded(hamlets, cast):
    def refreshed(session):
        row = session.get_one(Hamlet, hamlets["home"])
        session.refresh(row)
        return row.name

    assert run(inside(cast.home), refreshed) == "Thôn Một"


def test_a_successor_reads_and_writes_the_rows_of_what_was_merged_into_it(hamlets, cast):
    with acting(cast.users["officer"]) as _user:
        found = db.session.scalars(select(Hamlet).order_by(Hamlet.id)).all()
        assert [row.id for row in found] == [hamlets["home"], hamlets["merged"]]
        found[1].head_name = "Nguyễn Văn Ba"
    with everything() as session:
        assert session.get_one(Hamlet, hamlets["merged"]).owner_id == cast.merged


def test_before_the_merger_it_does_not(hamlets, cast):
    with acting(cast.users["officer"], date(2025, 12, 31)):
        found = db.session.scalars(select(Hamlet)).all()
        assert [row.id for row in found] == [hamlets["home"]]


def test_a_province_reads_its_communes_and_writes_none_of_their_rows(hamlets, cast):
    with acting(cast.users["reviewer"]):
        found = {row.id for row in db.session.scalars(select(Hamlet))}
    assert found == set(hamlets.values())

    def rename():
        with acting(cast.users["reviewer"]):
            db.session.get_one(Hamlet, hamlets["home"]).head_name = "x"

    with pytest.raises(OutsideScope):
        rename()


def test_what_the_province_hands_down_is_seen_below_and_changed_above_only(context, cast):
    with everything() as session:
        rule = LocalRule(
            owner_id=cast.province,
            key="limit.commune.decide",
            value={"value": 15},
            valid_from=DAY,
            citation="Quyết định",
            mark="L",
        )
        session.add(rule)
        session.flush()
        rule_id = rule.id
    with acting(cast.users["officer"]):
        assert db.session.get_one(LocalRule, rule_id).value == {"value": 15}

    def change():
        with acting(cast.users["officer"]):
            db.session.get_one(LocalRule, rule_id).citation = "x"

    with pytest.raises(OutsideScope):
        change()
    assert run(inside(cast.other), lambda s: s.get(LocalRule, rule_id)) is None


def test_lazy_joined_and_selectin_loads_stay_inside(context, cast, hamlets):
    with everything() as session:
        household = Household(hamlet_id=hamlets["home"], owner_id=cast.home)
        session.add(household)
        session.flush()
        session.add(Person(name="Nguyễn Văn Ba", owner_id=cast.home, household_id=household.id))
    for options in ((), (joinedload(Household.members),), (selectinload(Household.members),)):
        chosen = select(Household).options(*options)

        def loaded(session, chosen=chosen):
            return [[p.name for p in one.members] for one in session.scalars(chosen).unique()]

        assert run(inside(cast.home), loaded) == [["Nguyễn Văn Ba"]]
        assert run(inside(cast.other), loaded) == []


def test_a_new_row_is_stamped_with_home(context, cast):
    def add(session):
        row = Hamlet(name="Thôn Hai", valid_from=DAY)
        session.add(row)
        session.flush()
        return row.owner_id

    assert run(inside(cast.home, cast.merged), add) == cast.home


def test_a_new_row_for_another_owner_is_refused(context, cast):
    with pytest.raises(OutsideScope):
        run(inside(cast.home), lambda s: s.add(Hamlet(name="Thôn Hai", valid_from=DAY, owner_id=cast.other)))


def test_an_owner_is_never_changed(hamlets, cast):
    def move(session):
        session.get_one(Hamlet, hamlets["home"]).owner_id = cast.merged

    with pytest.raises(OutsideScope):
        run(inside(cast.home, cast.merged), move)


def test_a_foreign_row_is_not_deleted(hamlets, cast):
    def remove(session):
        row = session.get_one(Hamlet, hamlets["other"])
        session.delete(row)

    with pytest.raises(OutsideScope):
        run(Scope(cast.home, reads=frozenset({cast.home, cast.other}), writes=frozenset({cast.home})), remove)


def test_a_child_of_a_foreign_parent_is_refused_by_the_database(hamlets, cast):
    with acting(cast.users["stranger"]):
        series = Series(symbol="QĐ-UBND", year=2026)
        db.session.add(series)
        db.session.flush()
        series_id = series.id

    def adopt(session):
        session.add(Entry(owner_id=cast.home, series_id=series_id, number=1, day=DAY, title="x"))
        session.flush()

    with pytest.raises(IntegrityError):
        run(inside(cast.home), adopt)


def test_a_reference_to_a_foreign_record_is_refused(hamlets, cast):
    def settle(session):
        session.add(Person(name="Nguyễn Văn Ba", hamlet_id=hamlets["other"]))
        session.flush()

    with pytest.raises(OutsideScope):
        run(inside(cast.home), settle)


def test_a_changed_reference_to_a_foreign_record_is_refused(hamlets, cast):
    def move(session):
        person = Person(name="Nguyễn Văn Ba", hamlet_id=hamlets["home"])
        session.add(person)
        session.flush()
        person.hamlet_id = hamlets["other"]
        session.flush()

    with pytest.raises(OutsideScope):
        run(inside(cast.home), move)


def test_a_row_without_scope_is_refused(context):
    with pytest.raises(NoScope):
        run(None, lambda s: s.add(Hamlet(name="Thôn Hai", valid_from=DAY)))


def test_bulk_writes_of_the_old_kind_write_nothing_foreign(hamlets, cast):
    rows = [{"name": "x", "name_fold": "x", "name_key": "x", "valid_from": DAY, "owner_id": cast.other}]
    with pytest.raises(OutsideScope):
        run(inside(cast.home), lambda s: s.execute(insert(Hamlet), rows))
    with pytest.raises(OutsideScope):
        run(inside(cast.home), lambda s: s.execute(update(Hamlet), [{"id": hamlets["other"], "head_name": "x"}]))


def test_only_tables_reviewed_above_are_changed_from_above(cast, context):
    reviewed = {
        mapper.class_.__name__ for mapper in tenancy.Base.registry.mappers if issubclass(mapper.class_, ReviewedAbove)
    }
    assert AuditLine.__name__ in reviewed
    assert not issubclass(Person, ReviewedAbove)
    assert not issubclass(Commitment, ReviewedAbove)

    def line(owner):
        return AuditLine(
            owner_id=owner,
            at=casting.clock.now(),
            event="signed-in",
            actor_name="x",
            actor_roles="",
            authority_id=cast.province,
            subject_table="user",
            subject_id=1,
            keys={},
        )

    above = Scope(
        cast.province,
        reads=frozenset({cast.province, cast.home}),
        writes=frozenset({cast.province}),
        reviews=frozenset({cast.home}),
    )
    run(above, lambda s: s.add(line(cast.home)))
    with pytest.raises(OutsideScope):
        run(above, lambda s: s.add(line(cast.other)))


def test_the_way_out_needs_a_reason(context):
    with transaction() as session, pytest.raises(OutsideScope), tenancy.unscoped_unsafe(session, ""):
        pass


def test_the_way_out_ends_with_its_block(hamlets):
    with transaction() as session:
        with tenancy.unscoped_unsafe(session, "bài thử"):
            assert len(session.scalars(select(Hamlet)).all()) == 3
        with pytest.raises(NoScope):
            session.scalars(select(Hamlet)).all()


def test_a_scope_is_fixed_once(context, cast):
    with transaction() as session:
        tenancy.enter(session, inside(cast.home), Actor(1, "x"))
        tenancy.enter(session, inside(cast.home), Actor(1, "x"))
        with pytest.raises(OutsideScope):
            tenancy.enter(session, inside(cast.other), Actor(1, "x"))


def test_every_table_is_owned_or_known_to_be_nobodys():
    nobodys = {mapper.local_table.name for mapper in tenancy.Base.registry.mappers} - tenancy._owned_names()
    assert nobodys == {
        "province",
        "commune",
        "authority",
        "succession",
        "user",
        "membership",
        "invitation",
        "blob",
    }


# ---- every route with an id, as someone who must not find it

SLICES = sorted(path.parent.name for path in Path(__file__).parent.glob("*/rows.py"))


def foreign_urls(cast) -> list[str]:
    """Addresses of real records of the first commune, as each slice lists them in tests/<slice>/rows.py."""
    found = []
    for name in SLICES:
        rows = importlib.import_module(f"tests.{name}.rows")
        listed = rows.foreign_urls(cast) if hasattr(rows, "foreign_urls") else []
        found += [one if isinstance(one, str) else one[1] for one in listed]
    return found


def matched(adapter, url: str):
    """The rule and values of an address, for whichever verbs of HTTP it answers to."""
    for method in ("GET", "POST"):
        try:
            yield adapter.match(url, method=method, return_rule=True)
        except HTTPException:
            continue


def foreign_routes(app, urls: list[str]) -> tuple[dict[str, str], list[str]]:
    """Every route with an id, filled with the ids that stand in these addresses; and those that cannot be.

    One address for each kind of record is enough: its id fills every other route that asks for the same.
    """
    adapter = app.url_map.bind("localhost")
    known: dict[str, object] = {}
    for url in urls:
        for _rule, values in matched(adapter, url):
            known |= values
    found, missing = {}, []
    for rule in routes(app):
        if not any(name.endswith("_id") for name in rule.arguments):
            continue
        label = f"{verb(rule)} {rule.rule}"
        if all(name in known for name in rule.arguments if name.endswith("_id")):
            found[label] = adapter.build(rule.endpoint, {name: known.get(name, "x") for name in rule.arguments})
        else:
            missing.append(label)
    return found, missing


def test_every_route_with_an_id_answers_404_to_another_commune(app, cast):
    """As a stranger who holds every role of the other commune, so that only the scope can refuse."""
    with app.app_context():
        found, missing = foreign_routes(app, foreign_urls(cast))
        with acting(cast.users["stranger"]) as user:
            for role in set(Role) - {Role.OFFICER}:
                accounts.give_role(user, cast.other, role, DAY)
    browser = app.test_client().sign_in("stranger")
    answers = {}
    for label, url in found.items():
        method = label.split()[0]
        data = {"csrf_token": browser._token()} if method == "POST" else None
        answers[label] = FlaskClient.open(browser, url, method=method, data=data).status_code
    assert {label: status for label, status in answers.items() if status != 404} == {}
    assert missing == [], "thêm địa chỉ của một bản ghi vào foreign_urls(cast) trong tests/<slice>/rows.py"


def test_the_same_routes_are_there_for_the_first_commune(app, cast):
    """Otherwise the walk above proves nothing: its addresses must lead to real records."""
    with app.app_context():
        urls = foreign_urls(cast)
        found, _missing = foreign_routes(app, urls)
        with acting(cast.users["officer"]) as user:
            for role in set(Role) - {Role.OFFICER}:
                accounts.give_role(user, cast.home, role, DAY)
    browser = app.test_client().sign_in("officer")
    answers = {}
    for label, url in found.items():
        if label.startswith("GET") and url in urls:
            answers[label] = FlaskClient.open(browser, url, method="GET").status_code
    assert {label: status for label, status in answers.items() if status not in (200, 303, 409)} == {}
