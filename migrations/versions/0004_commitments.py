"""Commitments whole: promises, ways of signing, bulk acts, counts, scanned stacks, calendar, sealed numbers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import app.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OWNED = (
    "intake",
    "bulk_act",
    "commitment_count",
    "intake_sheet",
    "promise",
    "national_id",
    "drawn_signature",
    "fulfilment",
    "signed_file",
)
HANDED_DOWN = ("calendar_day",)
COUNTED = "owner_id, campaign_id, coalesce(hamlet_id, 0), coalesce(unit_id, 0), coalesce(target_group, ''), state"


def upgrade() -> None:
    _make_tables()
    _widen_tables()
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute("SELECT set_config('app.unscoped', 'on', true)")
    _fill()
    _close_columns()
    if postgresql:
        for table in OWNED:
            _secure(table, seen="reads")
        for table in HANDED_DOWN:
            _secure(table, seen="handed")


def _make_tables() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_against", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_calendar_day_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("owner_id", "day", name=op.f("uq_calendar_day_owner_id_day")),
    )
    with op.batch_alter_table("calendar_day") as batch:
        batch.create_index(batch.f("ix_calendar_day_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("at", app.db.Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_intake_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_intake_owner_id_id")),
    )
    with op.batch_alter_table("intake") as batch:
        batch.create_index(batch.f("ix_intake_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_intake_sha256", ["sha256"], unique=False)

    op.create_table(
        "bulk_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", app.db.Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("touched", sa.JSON(), nullable=False),
        sa.Column("undone_at", app.db.Moment(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "campaign_id"],
            ["campaign.owner_id", "campaign.id"],
            name=op.f("fk_bulk_act_owner_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_bulk_act_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_act")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_bulk_act_owner_id_id")),
    )
    with op.batch_alter_table("bulk_act") as batch:
        batch.create_index("ix_bulk_act_campaign_id", ["campaign_id"], unique=False)
        batch.create_index(batch.f("ix_bulk_act_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "commitment_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("target_group", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "campaign_id"],
            ["campaign.owner_id", "campaign.id"],
            name=op.f("fk_commitment_count_owner_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_commitment_count_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_count")),
        sa.UniqueConstraint(
            "owner_id", "campaign_id", "hamlet_id", "unit_id", "target_group", "state", name="uq_commitment_count_key"
        ),
    )
    with op.batch_alter_table("commitment_count") as batch:
        batch.create_index(batch.f("ix_commitment_count_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "intake_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("dpi", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("turned", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("scan_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "intake_id"], ["intake.owner_id", "intake.id"], name=op.f("fk_intake_sheet_owner_id_intake_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_intake_sheet_owner_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_intake_sheet_paper_id")),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name=op.f("fk_intake_sheet_scan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_sheet")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_intake_sheet_owner_id_id")),
        sa.UniqueConstraint("owner_id", "intake_id", "number", name=op.f("uq_intake_sheet_owner_id_intake_id_number")),
    )
    with op.batch_alter_table("intake_sheet") as batch:
        batch.create_index(batch.f("ix_intake_sheet_owner_id"), ["owner_id"], unique=False)
        batch.create_index(batch.f("ix_intake_sheet_paper_id"), ["paper_id"], unique=False)
        batch.create_index(batch.f("ix_intake_sheet_scan_id"), ["scan_id"], unique=False)
        batch.create_index("ix_intake_sheet_state", ["state"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("deed", sa.String(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("measure_unit", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "campaign_id"],
            ["campaign.owner_id", "campaign.id"],
            name=op.f("fk_promise_owner_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_promise_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sa.UniqueConstraint(
            "owner_id", "campaign_id", "position", name=op.f("uq_promise_owner_id_campaign_id_position")
        ),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_promise_owner_id_id")),
    )
    with op.batch_alter_table("promise") as batch:
        batch.create_index(batch.f("ix_promise_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "national_id",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("kept_at", app.db.Moment(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "person_id"], ["person.owner_id", "person.id"], name=op.f("fk_national_id_owner_id_person_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_national_id_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_id")),
        sa.UniqueConstraint("owner_id", "person_id", name=op.f("uq_national_id_owner_id_person_id")),
    )
    with op.batch_alter_table("national_id") as batch:
        batch.create_index(batch.f("ix_national_id_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "drawn_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("strokes", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("witnessed_by", sa.String(), nullable=False),
        sa.Column("drawn_at", app.db.Moment(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "commitment_id"],
            ["commitment.owner_id", "commitment.id"],
            name=op.f("fk_drawn_signature_owner_id_commitment_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_drawn_signature_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawn_signature")),
        sa.UniqueConstraint("owner_id", "commitment_id", name=op.f("uq_drawn_signature_owner_id_commitment_id")),
    )
    with op.batch_alter_table("drawn_signature") as batch:
        batch.create_index(batch.f("ix_drawn_signature_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "fulfilment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("attested_by", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "commitment_id"],
            ["commitment.owner_id", "commitment.id"],
            name=op.f("fk_fulfilment_owner_id_commitment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "promise_id"],
            ["promise.owner_id", "promise.id"],
            name=op.f("fk_fulfilment_owner_id_promise_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_fulfilment_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fulfilment")),
        sa.UniqueConstraint(
            "owner_id", "commitment_id", "promise_id", name=op.f("uq_fulfilment_owner_id_commitment_id_promise_id")
        ),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_fulfilment_owner_id_id")),
    )
    with op.batch_alter_table("fulfilment") as batch:
        batch.create_index(batch.f("ix_fulfilment_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_fulfilment_promise_id_outcome", ["promise_id", "outcome"], unique=False)

    op.create_table(
        "signed_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("filed_at", app.db.Moment(), nullable=False),
        sa.Column("filed_by", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "commitment_id"],
            ["commitment.owner_id", "commitment.id"],
            name=op.f("fk_signed_file_owner_id_commitment_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_signed_file_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_file")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_signed_file_owner_id_id")),
    )
    with op.batch_alter_table("signed_file") as batch:
        batch.create_index(batch.f("ix_signed_file_commitment_id"), ["commitment_id"], unique=False)
        batch.create_index(batch.f("ix_signed_file_owner_id"), ["owner_id"], unique=False)


def _widen_tables() -> None:
    with op.batch_alter_table("campaign") as batch:
        batch.add_column(sa.Column("audience", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("legal_bases", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("id_reason", sa.String(), nullable=True))
        batch.add_column(sa.Column("former_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f("fk_campaign_former_id"), "campaign", ["former_id"], ["id"])

    with op.batch_alter_table("commitment") as batch:
        batch.add_column(sa.Column("hamlet_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("target_group", sa.String(), nullable=True))
        batch.add_column(sa.Column("place_key", app.db.SortKey(), nullable=True))
        batch.add_column(sa.Column("name_key", app.db.SortKey(), nullable=True))
        batch.add_column(sa.Column("name_fold", sa.String(), nullable=True))
        batch.add_column(sa.Column("state_rank", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("day_key", app.db.SortKey(), nullable=True))
        batch.add_column(sa.Column("signed_way", sa.String(), nullable=True))
        batch.add_column(sa.Column("capacity", sa.String(), nullable=True))
        batch.add_column(sa.Column("helped_by", sa.String(), nullable=True))
        batch.add_column(sa.Column("help_reason", sa.String(), nullable=True))
        batch.add_column(sa.Column("consents", sa.JSON(none_as_null=True), nullable=True))
        batch.add_column(sa.Column("received_at", app.db.Moment(), nullable=True))
        batch.add_column(sa.Column("judged_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("judged_by", sa.String(), nullable=True))
        batch.add_column(sa.Column("former_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("made_by", sa.String(), nullable=True))
        batch.add_column(sa.Column("made_at", app.db.Moment(), nullable=True))
        batch.create_index(batch.f("ix_commitment_collective_id"), ["collective_id"], unique=False)
        batch.create_index("ix_commitment_day_order", ["campaign_id", "day_key", "id"], unique=False)
        batch.create_index("ix_commitment_former_id", ["former_id"], unique=False)
        batch.create_index("ix_commitment_hamlet_order", ["campaign_id", "hamlet_id", "name_key", "id"], unique=False)
        batch.create_index(batch.f("ix_commitment_household_id"), ["household_id"], unique=False)
        batch.create_index("ix_commitment_name_order", ["campaign_id", "name_key", "id"], unique=False)
        batch.create_index("ix_commitment_order", ["campaign_id", "place_key", "name_key", "id"], unique=False)
        batch.create_index(batch.f("ix_commitment_person_id"), ["person_id"], unique=False)
        batch.create_index(
            "ix_commitment_signed_on", ["campaign_id", "signed_on", "signed_way", "state", "owner_id"], unique=False
        )
        batch.create_index(
            "ix_commitment_state_order", ["campaign_id", "state_rank", "place_key", "name_key", "id"], unique=False
        )
        batch.create_foreign_key(batch.f("fk_commitment_former_id"), "commitment", ["former_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_commitment_hamlet_id"), "hamlet", ["hamlet_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_commitment_unit_id"), "unit", ["unit_id"], ["id"])

    with op.batch_alter_table("person") as batch:
        batch.create_index(batch.f("ix_person_household_id"), ["household_id"], unique=False)


def _close_columns() -> None:
    """What may not be empty, now that it is filled."""
    with op.batch_alter_table("campaign") as batch:
        batch.alter_column("audience", existing_type=sa.JSON(), nullable=False)
        batch.alter_column("legal_bases", existing_type=sa.JSON(), nullable=False)
    with op.batch_alter_table("commitment") as batch:
        batch.alter_column("place_key", existing_type=app.db.SortKey(), nullable=False)
        batch.alter_column("name_key", existing_type=app.db.SortKey(), nullable=False)
        batch.alter_column("name_fold", existing_type=sa.String(), nullable=False)
        batch.alter_column("state_rank", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("day_key", existing_type=app.db.SortKey(), nullable=False)


def _fill() -> None:
    """What the new columns say of campaigns and commitments that are there already."""
    op.execute("UPDATE campaign SET audience = '{}', legal_bases = '[]'")
    _fill_promises()
    _fill_places()
    for rank, state in enumerate(("drafted", "printed", "signed", "declined")):
        op.execute(f"UPDATE commitment SET state_rank = {rank} WHERE state = '{state}'")
    op.execute("UPDATE commitment SET day_key = coalesce(CAST(signed_on AS VARCHAR), '')")
    op.execute("UPDATE commitment SET signed_way = 'paper' WHERE signed_on IS NOT NULL")
    op.execute(
        "INSERT INTO commitment_count (owner_id, campaign_id, hamlet_id, unit_id, target_group, state, count) "
        f"SELECT {COUNTED}, count(*) FROM commitment GROUP BY {COUNTED}"
    )


def _fill_promises() -> None:
    """Each campaign has the promises of its text as its own rows."""
    bind = op.get_bind()
    campaign = sa.table("campaign", sa.column("id"), sa.column("owner_id"), sa.column("wording_id"))
    wording = sa.table("wording", sa.column("id"), sa.column("promises", sa.JSON()))
    promise = sa.table("promise", *(sa.column(name) for name in ("owner_id", "campaign_id", "position", "text")))
    chosen = sa.select(campaign.c.owner_id, campaign.c.id, wording.c.promises)
    for owner_id, campaign_id, texts in bind.execute(chosen.where(wording.c.id == campaign.c.wording_id)).all():
        rows: list[dict[str, Any]] = [
            {"owner_id": owner_id, "campaign_id": campaign_id, "position": at, "text": text}
            for at, text in enumerate(texts, start=1)
        ]
        if rows:
            bind.execute(sa.insert(promise), rows)


def _fill_places() -> None:
    """Where each commitment stands in the lists, from the books of people as they are today."""
    for table in ("person", "household", "collective"):
        op.execute(
            f"UPDATE commitment SET hamlet_id = (SELECT {table}.hamlet_id FROM {table} "
            f"WHERE {table}.id = commitment.{table}_id) WHERE {table}_id IS NOT NULL"
        )
    for table in ("person", "collective"):
        for column in ("unit_id", "name_key", "name_fold"):
            op.execute(
                f"UPDATE commitment SET {column} = (SELECT {table}.{column} FROM {table} "
                f"WHERE {table}.id = commitment.{table}_id) WHERE {table}_id IS NOT NULL"
            )
    op.execute(
        "UPDATE commitment SET target_group = (SELECT person.target_group FROM person "
        "WHERE person.id = commitment.person_id) WHERE person_id IS NOT NULL"
    )
    for column in ("name_key", "name_fold"):
        op.execute(
            f"UPDATE commitment SET {column} = (SELECT min(person.{column}) FROM person "
            "WHERE person.household_id = commitment.household_id AND person.is_head) WHERE household_id IS NOT NULL"
        )
    op.execute(
        "UPDATE commitment SET place_key = "
        "coalesce((SELECT hamlet.name_key FROM hamlet WHERE hamlet.id = commitment.hamlet_id), '~'), "
        "name_key = coalesce(name_key, '~'), name_fold = coalesce(name_fold, '')"
    )


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
    with op.batch_alter_table("person") as batch:
        batch.drop_index(batch.f("ix_person_household_id"))

    with op.batch_alter_table("commitment") as batch:
        batch.drop_constraint(batch.f("fk_commitment_unit_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_commitment_hamlet_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_commitment_former_id"), type_="foreignkey")
        batch.drop_index("ix_commitment_state_order")
        batch.drop_index("ix_commitment_signed_on")
        batch.drop_index(batch.f("ix_commitment_person_id"))
        batch.drop_index("ix_commitment_order")
        batch.drop_index("ix_commitment_name_order")
        batch.drop_index(batch.f("ix_commitment_household_id"))
        batch.drop_index("ix_commitment_hamlet_order")
        batch.drop_index("ix_commitment_former_id")
        batch.drop_index("ix_commitment_day_order")
        batch.drop_index(batch.f("ix_commitment_collective_id"))
        batch.drop_column("made_at")
        batch.drop_column("made_by")
        batch.drop_column("former_id")
        batch.drop_column("judged_by")
        batch.drop_column("judged_on")
        batch.drop_column("received_at")
        batch.drop_column("consents")
        batch.drop_column("help_reason")
        batch.drop_column("helped_by")
        batch.drop_column("capacity")
        batch.drop_column("signed_way")
        batch.drop_column("day_key")
        batch.drop_column("state_rank")
        batch.drop_column("name_fold")
        batch.drop_column("name_key")
        batch.drop_column("place_key")
        batch.drop_column("target_group")
        batch.drop_column("unit_id")
        batch.drop_column("hamlet_id")

    with op.batch_alter_table("campaign") as batch:
        batch.drop_constraint(batch.f("fk_campaign_former_id"), type_="foreignkey")
        batch.drop_column("former_id")
        batch.drop_column("id_reason")
        batch.drop_column("legal_bases")
        batch.drop_column("audience")

    with op.batch_alter_table("signed_file") as batch:
        batch.drop_index(batch.f("ix_signed_file_owner_id"))
        batch.drop_index(batch.f("ix_signed_file_commitment_id"))

    op.drop_table("signed_file")
    with op.batch_alter_table("fulfilment") as batch:
        batch.drop_index("ix_fulfilment_promise_id_outcome")
        batch.drop_index(batch.f("ix_fulfilment_owner_id"))

    op.drop_table("fulfilment")
    with op.batch_alter_table("drawn_signature") as batch:
        batch.drop_index(batch.f("ix_drawn_signature_owner_id"))

    op.drop_table("drawn_signature")
    with op.batch_alter_table("national_id") as batch:
        batch.drop_index(batch.f("ix_national_id_owner_id"))

    op.drop_table("national_id")
    with op.batch_alter_table("promise") as batch:
        batch.drop_index(batch.f("ix_promise_owner_id"))

    op.drop_table("promise")
    with op.batch_alter_table("intake_sheet") as batch:
        batch.drop_index("ix_intake_sheet_state")
        batch.drop_index(batch.f("ix_intake_sheet_scan_id"))
        batch.drop_index(batch.f("ix_intake_sheet_paper_id"))
        batch.drop_index(batch.f("ix_intake_sheet_owner_id"))

    op.drop_table("intake_sheet")
    with op.batch_alter_table("commitment_count") as batch:
        batch.drop_index(batch.f("ix_commitment_count_owner_id"))

    op.drop_table("commitment_count")
    with op.batch_alter_table("bulk_act") as batch:
        batch.drop_index(batch.f("ix_bulk_act_owner_id"))
        batch.drop_index("ix_bulk_act_campaign_id")

    op.drop_table("bulk_act")
    with op.batch_alter_table("intake") as batch:
        batch.drop_index("ix_intake_sha256")
        batch.drop_index(batch.f("ix_intake_owner_id"))

    op.drop_table("intake")
    with op.batch_alter_table("calendar_day") as batch:
        batch.drop_index(batch.f("ix_calendar_day_owner_id"))

    op.drop_table("calendar_day")
