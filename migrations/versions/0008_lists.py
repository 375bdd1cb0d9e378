"""Lists that come in, with what they did to the books; records that were put together; keys to find people by."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

import app.db
from app.papers.rules.codes import number_key
from app.people.rules.finding import find_keys

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OWNED = ("incoming_list", "merge", "not_same", "incoming_row", "incoming_touch", "place_succession")
# What the new columns say of rows that are there already.
FILLED: tuple[tuple[str, str, Any, Any], ...] = (
    ("person", "find_front", app.db.SortKey(), ""),
    ("person", "find_back", app.db.SortKey(), ""),
    ("person", "find_across", app.db.SortKey(), ""),
)


def upgrade() -> None:
    _widen_tables()
    _make_tables()
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute("SELECT set_config('app.unscoped', 'on', true)")
    _fill()
    _close_columns()
    _index_keys()
    if postgresql:
        for table in OWNED:
            _secure(table, seen="reads")


def _make_tables() -> None:
    op.create_table(
        "incoming_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", app.db.Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", app.db.Moment(), nullable=True),
        sa.Column("undone_at", app.db.Moment(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_incoming_list_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_list")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_incoming_list_owner_id_id")),
    )
    with op.batch_alter_table("incoming_list") as batch:
        batch.create_index(batch.f("ix_incoming_list_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_incoming_list_owner_id_kind", ["owner_id", "kind"], unique=False)

    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("kept_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", app.db.Moment(), nullable=False),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_at", app.db.Moment(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_merge_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_merge_owner_id_id")),
    )
    with op.batch_alter_table("merge") as batch:
        batch.create_index("ix_merge_kind_gone_id", ["kind", "gone_id"], unique=False)
        batch.create_index("ix_merge_kind_kept_id", ["kind", "kept_id"], unique=False)
        batch.create_index(batch.f("ix_merge_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "not_same",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", app.db.Moment(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_not_same_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_same")),
        sa.UniqueConstraint(
            "owner_id", "kind", "first_id", "second_id", name=op.f("uq_not_same_owner_id_kind_first_id_second_id")
        ),
    )
    with op.batch_alter_table("not_same") as batch:
        batch.create_index(batch.f("ix_not_same_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "incoming_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incoming_list_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("unusable", sa.JSON(), nullable=False),
        sa.Column("mended", sa.JSON(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("twins", sa.JSON(), nullable=False),
        sa.Column("repeats", sa.JSON(), nullable=False),
        sa.Column("saved", sa.Boolean(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "incoming_list_id"],
            ["incoming_list.owner_id", "incoming_list.id"],
            name=op.f("fk_incoming_row_owner_id_incoming_list_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_incoming_row_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_row")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_incoming_row_owner_id_id")),
    )
    with op.batch_alter_table("incoming_row") as batch:
        batch.create_index("ix_incoming_row_incoming_list_id_key", ["incoming_list_id", "key"], unique=False)
        batch.create_index("ix_incoming_row_incoming_list_id_number", ["incoming_list_id", "number"], unique=False)
        batch.create_index(
            "ix_incoming_row_incoming_list_id_state", ["incoming_list_id", "state", "number"], unique=False
        )
        batch.create_index(batch.f("ix_incoming_row_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "incoming_touch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incoming_list_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "incoming_list_id"],
            ["incoming_list.owner_id", "incoming_list.id"],
            name=op.f("fk_incoming_touch_owner_id_incoming_list_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_incoming_touch_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_touch")),
    )
    with op.batch_alter_table("incoming_touch") as batch:
        batch.create_index("ix_incoming_touch_incoming_list_id", ["incoming_list_id"], unique=False)
        batch.create_index(batch.f("ix_incoming_touch_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "place_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("from_hamlet_id", sa.Integer(), nullable=True),
        sa.Column("to_hamlet_id", sa.Integer(), nullable=True),
        sa.Column("from_unit_id", sa.Integer(), nullable=True),
        sa.Column("to_unit_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_hamlet_id"], ["hamlet.id"], name=op.f("fk_place_succession_from_hamlet_id")),
        sa.ForeignKeyConstraint(["from_unit_id"], ["unit.id"], name=op.f("fk_place_succession_from_unit_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_place_succession_owner_id")),
        sa.ForeignKeyConstraint(["to_hamlet_id"], ["hamlet.id"], name=op.f("fk_place_succession_to_hamlet_id")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name=op.f("fk_place_succession_to_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_succession")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_place_succession_owner_id_id")),
    )
    with op.batch_alter_table("place_succession") as batch:
        batch.create_index(batch.f("ix_place_succession_from_hamlet_id"), ["from_hamlet_id"], unique=False)
        batch.create_index(batch.f("ix_place_succession_from_unit_id"), ["from_unit_id"], unique=False)
        batch.create_index(batch.f("ix_place_succession_owner_id"), ["owner_id"], unique=False)
        batch.create_index(batch.f("ix_place_succession_to_hamlet_id"), ["to_hamlet_id"], unique=False)
        batch.create_index(batch.f("ix_place_succession_to_unit_id"), ["to_unit_id"], unique=False)


def _widen_tables() -> None:
    """New columns of old tables; those that may not be empty are closed when they are filled."""

    with op.batch_alter_table("paper") as batch:
        batch.add_column(sa.Column("find_number", app.db.SortKey(), nullable=True))
        batch.create_index("ix_paper_find_number", ["find_number", "owner_id", "id"], unique=False)

    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("relation", sa.String(), nullable=True))
        batch.add_column(sa.Column("find_front", app.db.SortKey(), nullable=True))
        batch.add_column(sa.Column("find_back", app.db.SortKey(), nullable=True))
        batch.add_column(sa.Column("find_across", app.db.SortKey(), nullable=True))
        batch.add_column(sa.Column("find_phone", app.db.SortKey(), nullable=True))
        batch.add_column(sa.Column("find_born", app.db.SortKey(), nullable=True))
        batch.create_index("ix_person_hamlet_id", ["hamlet_id"], unique=False)


def _close_columns() -> None:
    """What may not be empty, now that it is filled."""
    with op.batch_alter_table("person") as batch:
        batch.alter_column("find_front", existing_type=app.db.SortKey(), nullable=False)
        batch.alter_column("find_back", existing_type=app.db.SortKey(), nullable=False)
        batch.alter_column("find_across", existing_type=app.db.SortKey(), nullable=False)
    with op.batch_alter_table("achievement") as batch:
        batch.drop_constraint(batch.f("fk_achievement_owner_id_import_id"), type_="foreignkey")
        batch.drop_column("import_id")
    op.drop_table("achievement_import")


def _fill() -> None:
    """What the new columns say of rows that are there already."""
    bind = op.get_bind()
    for name, column, kind, value in FILLED:
        table = sa.table(name, sa.column(column, kind))
        bind.execute(sa.update(table).values({column: value}))
    _keep_keys()


PIECE = 5_000


def _keep_keys() -> None:
    """The keys by which people and papers are found, of those that are there already."""
    person = sa.table("person", *(sa.column(name) for name in PERSON))
    paper = sa.table("paper", *(sa.column(name) for name in ("id", "reference_number", "find_number")))
    for rows in _pieces(person):
        keys = ((row.id, find_keys(row.name, row.name_order or "", row.phone, _year(row))) for row in rows)
        _write(
            person,
            [{"at": row_id, **{f"find_{name}": key for name, key in vars(found).items()}} for row_id, found in keys],
        )
    for rows in _pieces(paper):
        numbered = [row for row in rows if row.reference_number]
        _write(paper, [{"at": row.id, "find_number": number_key(row.reference_number)} for row in numbered])


KEYS = ("find_front", "find_back", "find_across", "find_phone", "find_born")
PERSON = ("id", "name", "name_order", "phone", "born_on", "birth_year", *KEYS)


def _year(person: Any) -> int | None:
    """The year of birth; a day is read as text, since the column is named here without its kind."""
    return int(str(person.born_on)[:4]) if person.born_on else person.birth_year


def _pieces(table: Any) -> Iterator[Sequence[Any]]:
    last = 0
    while (
        rows := op.get_bind().execute(sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(PIECE)).all()
    ):
        yield rows
        last = rows[-1].id


def _write(table: Any, found: list[dict[str, Any]]) -> None:
    if found:
        names = [name for name in found[0] if name != "at"]
        changed = sa.update(table).where(table.c.id == sa.bindparam("at"))
        op.get_bind().execute(changed.values({name: sa.bindparam(name) for name in names}), found)


def _key_indexes() -> dict[str, list[str]]:
    """SQLite holds a commune and begins with its owner; PostgreSQL reads a key through all communes at once."""
    if op.get_bind().dialect.name == "postgresql":
        return {f"ix_person_{key}": [key, "owner_id", "id"] for key in KEYS}
    return {f"ix_person_owner_id_{key}": ["owner_id", key, "id"] for key in KEYS}


def _index_keys() -> None:
    """The keys by which people are found, and on PostgreSQL the beginnings of their words in any order."""
    for name, columns in _key_indexes().items():
        op.create_index(name, "person", columns)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_person_words ON person USING gin (to_tsvector('simple', name_fold))")


def _secure(table: str, seen: str) -> None:
    """Written out here, not taken from the program: a migration says for ever what it said on its day."""
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY seen ON "{table}" FOR SELECT USING ({_permitted(seen)})')
    may = _permitted("writes")
    op.execute(f'CREATE POLICY made ON "{table}" FOR INSERT WITH CHECK ({may})')
    op.execute(f'CREATE POLICY changed ON "{table}" FOR UPDATE USING ({may}) WITH CHECK ({may})')
    op.execute(f'CREATE POLICY removed ON "{table}" FOR DELETE USING ({may})')


def _permitted(setting: str) -> str:
    ids = f"string_to_array(nullif(current_setting('app.{setting}', true), ''), ',')::int[]"
    return f"current_setting('app.unscoped', true) = 'on' OR owner_id = ANY ({ids})"


def downgrade() -> None:
    for name in _key_indexes():
        op.drop_index(name, "person")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_person_words")
    with op.batch_alter_table("person") as batch:
        batch.drop_index("ix_person_hamlet_id")
        batch.drop_column("find_born")
        batch.drop_column("find_phone")
        batch.drop_column("find_across")
        batch.drop_column("find_back")
        batch.drop_column("find_front")
        batch.drop_column("relation")

    with op.batch_alter_table("paper") as batch:
        batch.drop_index("ix_paper_find_number")
        batch.drop_column("find_number")

    op.create_table(
        "achievement_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", app.db.Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("undone_at", app.db.Moment(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_achievement_import_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_achievement_import")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_achievement_import_owner_id_id")),
    )
    with op.batch_alter_table("achievement_import") as batch:
        batch.create_index(batch.f("ix_achievement_import_owner_id"), ["owner_id"], unique=False)

    with op.batch_alter_table("place_succession") as batch:
        batch.drop_index(batch.f("ix_place_succession_to_unit_id"))
        batch.drop_index(batch.f("ix_place_succession_to_hamlet_id"))
        batch.drop_index(batch.f("ix_place_succession_owner_id"))
        batch.drop_index(batch.f("ix_place_succession_from_unit_id"))
        batch.drop_index(batch.f("ix_place_succession_from_hamlet_id"))

    op.drop_table("place_succession")
    with op.batch_alter_table("achievement") as batch:
        batch.add_column(sa.Column("import_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_achievement_owner_id_import_id"),
            "achievement_import",
            ["owner_id", "import_id"],
            ["owner_id", "id"],
        )

    with op.batch_alter_table("incoming_touch") as batch:
        batch.drop_index(batch.f("ix_incoming_touch_owner_id"))
        batch.drop_index("ix_incoming_touch_incoming_list_id")

    op.drop_table("incoming_touch")
    with op.batch_alter_table("incoming_row") as batch:
        batch.drop_index(batch.f("ix_incoming_row_owner_id"))
        batch.drop_index("ix_incoming_row_incoming_list_id_state")
        batch.drop_index("ix_incoming_row_incoming_list_id_number")
        batch.drop_index("ix_incoming_row_incoming_list_id_key")

    op.drop_table("incoming_row")
    with op.batch_alter_table("not_same") as batch:
        batch.drop_index(batch.f("ix_not_same_owner_id"))

    op.drop_table("not_same")
    with op.batch_alter_table("merge") as batch:
        batch.drop_index(batch.f("ix_merge_owner_id"))
        batch.drop_index("ix_merge_kind_kept_id")
        batch.drop_index("ix_merge_kind_gone_id")

    op.drop_table("merge")
    with op.batch_alter_table("incoming_list") as batch:
        batch.drop_index("ix_incoming_list_owner_id_kind")
        batch.drop_index(batch.f("ix_incoming_list_owner_id"))

    op.drop_table("incoming_list")
