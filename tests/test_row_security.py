"""The second belt: what PostgreSQL itself shows and refuses when our own guards are walked round."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.db import Base, db, transaction
from app.places import actions as places
from app.tenancy import Belongs
from tests.cast import DAY, acting, everything
from tests.conftest import POSTGRES


def owned_tables() -> set[str]:
    return {mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, Belongs)}


@pytest.fixture
def names(context, cast):
    """Two hamlets, one in each commune, and a way to read them without the program's guards."""
    with acting(cast.users["officer"]):
        places.save_hamlet(None, "Thôn nhà", None, DAY)
    with acting(cast.users["stranger"]):
        places.save_hamlet(None, "Thôn người", None, DAY)
    return lambda: list(db.session.connection().execute(text("SELECT name FROM hamlet ORDER BY name")).scalars())


if POSTGRES:

    def test_every_owned_table_has_its_four_policies(context):
        found = {}
        with transaction() as session:
            rows = session.connection().execute(text("SELECT tablename, policyname FROM pg_policies"))
            for table, policy in rows:
                found.setdefault(table, set()).add(policy)
        assert found == {table: {"seen", "made", "changed", "removed"} for table in owned_tables()}

    def test_database_shows_a_commune_its_own_rows_alone(names, cast):
        with acting(cast.users["officer"]):
            assert names() == ["Thôn nhà"]
        with acting(cast.users["stranger"]):
            assert names() == ["Thôn người"]
        with acting(cast.users["reviewer"]):
            assert names() == ["Thôn người", "Thôn nhà"]

    def test_database_shows_nothing_without_a_scope(names):
        with transaction():
            assert names() == []

    def test_database_refuses_a_row_for_another_commune(names, cast):
        columns = "owner_id, name, name_fold, name_key, valid_from"
        insert = text(f"INSERT INTO hamlet ({columns}) VALUES (:o, 'x', 'x', 'x', '2026-01-01')")
        with pytest.raises(ProgrammingError, match="row-level security"), acting(cast.users["officer"]):
            db.session.connection().execute(insert, {"o": cast.other})

    def test_a_foreign_row_is_not_changed_by_sql(names, cast):
        with acting(cast.users["officer"]):
            update = text("UPDATE hamlet SET name = 'chiếm' WHERE name = 'Thôn người'")
            changed = db.session.connection().execute(update)
            assert changed.rowcount == 0
        with everything():
            assert names() == ["Thôn người", "Thôn nhà"]

else:

    def test_sqlite_has_no_such_belt_and_says_nothing_of_it(names, cast):
        """On SQLite the program's own guards stand alone: the same statement past them sees every row."""
        with acting(cast.users["officer"]):
            assert names() == ["Thôn người", "Thôn nhà"]
