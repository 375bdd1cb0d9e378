"""The migrations on an empty database of the running kind: up, down, equal to the models, and careful with children.

Each test leaves the database as empty as it found it, also without Alembic's own table.
"""

import os
from dataclasses import replace
from textwrap import dedent

import flask_migrate
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Column, MetaData, String, Table, inspect, select

from app import config, create_app
from app.config import ROOT
from app.db import Base, compared, db

VERSION_TABLE = Table("alembic_version", MetaData(), Column("version_num", String))


@pytest.fixture
def empty(tmp_path):
    """An app on a database without tables."""
    settings = config.read({"SOVANG_INSTANCE": str(tmp_path)})
    url = os.environ.get("SOVANG_DATABASE_URL", settings.database_url)
    app = create_app(replace(settings, database_url=url, testing=True))
    with app.app_context():
        assert tables() == set()
        yield app
        VERSION_TABLE.drop(db.engine, checkfirst=True)
        left = tables()
        db.engine.dispose()
    assert left == set()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names())


def head() -> str:
    return ScriptDirectory.from_config(settings()).get_current_head()


def settings():
    return current_app.extensions["migrate"].migrate.get_config()


def test_up_makes_every_table_and_down_leaves_none(empty):
    flask_migrate.upgrade()
    made = tables()
    flask_migrate.downgrade(revision="base")
    assert made == set(Base.metadata.tables) | {"alembic_version"}
    assert tables() == {"alembic_version"}


def test_upgrade_twice_changes_nothing(empty):
    flask_migrate.upgrade()
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        assert connection.execute(select(VERSION_TABLE.c.version_num)).scalars().all() == [head()]
    flask_migrate.downgrade(revision="base")


def test_migrated_database_equals_the_models(empty):
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": compared(connection.dialect.name)}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)
    flask_migrate.downgrade(revision="base")
    assert differences == []


def test_foreign_keys_are_those_of_the_models(empty):
    flask_migrate.upgrade()
    seen = inspect(db.engine)
    made = {
        (name, tuple(key["constrained_columns"]), key["referred_table"], tuple(key["referred_columns"]))
        for name in Base.metadata.tables
        for key in seen.get_foreign_keys(name)
    }
    flask_migrate.downgrade(revision="base")
    assert made == {
        (name, tuple(key.column_keys), key.referred_table.name, tuple(part.column.name for part in key.elements))
        for name, table in Base.metadata.tables.items()
        for key in table.foreign_key_constraints
    }


def test_children_survive_when_their_parent_is_rebuilt(empty, tmp_path):
    """With foreign keys on, SQLite deletes the children of a rebuilt parent that cascades."""
    later = tmp_path / "versions"
    later.mkdir()
    (later / "9001_begin.py").write_text(BEGIN.replace("HEAD", head()), encoding="utf-8")
    (later / "9002_rebuild.py").write_text(REBUILD, encoding="utf-8")
    chosen = settings()
    chosen.set_main_option("path_separator", "os")
    chosen.set_main_option("version_locations", os.pathsep.join([str(ROOT / "migrations" / "versions"), str(later)]))
    command.upgrade(chosen, "9002")
    child = Table("trial_child", MetaData(), autoload_with=db.engine)
    with db.engine.connect() as connection:
        kept = connection.execute(select(child.c.id, child.c.parent_id).order_by(child.c.id)).all()
    empty_notes = {column["name"]: column["nullable"] for column in inspect(db.engine).get_columns("trial_parent")}
    command.downgrade(chosen, "base")
    assert kept == [(1, 1), (2, 1)]
    assert empty_notes == {"id": False, "note": True}


BEGIN = dedent(
    """
    import sqlalchemy as sa
    from alembic import op

    revision, down_revision, branch_labels, depends_on = "9001", "HEAD", None, None


    def upgrade():
        parent = op.create_table(
            "trial_parent",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("note", sa.String, nullable=False),
        )
        child = op.create_table(
            "trial_child",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("parent_id", sa.Integer, sa.ForeignKey("trial_parent.id", ondelete="CASCADE", name="fk_trial")),
        )
        op.bulk_insert(parent, [{"id": 1, "note": "x"}])
        op.bulk_insert(child, [{"id": 1, "parent_id": 1}, {"id": 2, "parent_id": 1}])


    def downgrade():
        op.drop_table("trial_child")
        op.drop_table("trial_parent")
    """
)

REBUILD = dedent(
    """
    import sqlalchemy as sa
    from alembic import op

    revision, down_revision, branch_labels, depends_on = "9002", "9001", None, None


    def upgrade():
        with op.batch_alter_table("trial_parent") as batch:
            batch.alter_column("note", existing_type=sa.String, nullable=True)


    def downgrade():
        with op.batch_alter_table("trial_parent") as batch:
            batch.alter_column("note", existing_type=sa.String, nullable=False)
    """
)
