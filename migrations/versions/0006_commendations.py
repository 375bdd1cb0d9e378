"""Commendations whole: rounds and their numbers, suggestions, holds, confirmations, initiatives, approval."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import app.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OWNED = (
    "achievement_import",
    "round_quota",
    "approval",
    "hold",
    "initiative",
    "submission",
    "ballot",
    "ceremony",
    "confirmation",
    "ground",
    "revocation",
    "suggestion",
    "ceremony_photo",
)
HANDED_DOWN = ("local_criterion",)
# What the new columns say of rows that are there already.
FILLED: tuple[tuple[str, str, Any, Any], ...] = (
    ("award_round", "occasion", sa.String(), "annual"),
    ("award_round", "awards", sa.JSON(), []),
    ("award_round", "subjects", sa.JSON(), []),
    ("award_round", "asked", sa.JSON(), []),
    ("collective", "is_enterprise", sa.Boolean(), False),
    ("nominee", "quoted", sa.JSON(), {}),
    ("opinion", "turn", sa.Integer(), 0),
    ("tally", "held_back", sa.Boolean(), False),
)


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

    op.create_table(
        "local_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("award", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("replaces", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("one_of", sa.String(), nullable=True),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("threshold", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_against", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_local_criterion_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_criterion")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_local_criterion_owner_id_id")),
    )
    with op.batch_alter_table("local_criterion") as batch:
        batch.create_index("ix_local_criterion_award", ["owner_id", "award"], unique=False)
        batch.create_index(batch.f("ix_local_criterion_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "round_quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("award", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("share", sa.String(), nullable=True),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("direct_share", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "round_id"],
            ["award_round.owner_id", "award_round.id"],
            name=op.f("fk_round_quota_owner_id_round_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_round_quota_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_quota")),
        sa.UniqueConstraint(
            "owner_id",
            "round_id",
            "award",
            "subject_kind",
            name=op.f("uq_round_quota_owner_id_round_id_award_subject_kind"),
        ),
    )
    with op.batch_alter_table("round_quota") as batch:
        batch.create_index(batch.f("ix_round_quota_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("fund", sa.String(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=False),
        sa.Column("approver_name", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_approval_delegation_id")),
        sa.ForeignKeyConstraint(
            ["owner_id", "dossier_id"], ["dossier.owner_id", "dossier.id"], name=op.f("fk_approval_owner_id_dossier_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_approval_owner_id")),
        sa.ForeignKeyConstraint(["signer_id"], ["signer.id"], name=op.f("fk_approval_signer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("owner_id", "dossier_id", name=op.f("uq_approval_owner_id_dossier_id")),
    )
    with op.batch_alter_table("approval") as batch:
        batch.create_index(batch.f("ix_approval_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("collective_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("source_document", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_document", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("term_until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collective.id"], name=op.f("fk_hold_collective_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_hold_household_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_hold_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_hold_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_hold_owner_id_id")),
    )
    with op.batch_alter_table("hold") as batch:
        batch.create_index("ix_hold_collective_id", ["collective_id"], unique=False)
        batch.create_index("ix_hold_household_id", ["household_id"], unique=False)
        batch.create_index(batch.f("ix_hold_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_hold_person_id", ["person_id"], unique=False)

    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("collective_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("recognised_by", sa.String(), nullable=True),
        sa.Column("recognised_on", sa.Date(), nullable=True),
        sa.Column("used_by", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collective.id"], name=op.f("fk_initiative_collective_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_initiative_household_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_initiative_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_initiative_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_initiative_owner_id_id")),
    )
    with op.batch_alter_table("initiative") as batch:
        batch.create_index("ix_initiative_collective_id", ["collective_id"], unique=False)
        batch.create_index("ix_initiative_household_id", ["household_id"], unique=False)
        batch.create_index(batch.f("ix_initiative_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_initiative_person_id", ["person_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("paper_ids", sa.JSON(), nullable=False),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "dossier_id"],
            ["dossier.owner_id", "dossier.id"],
            name=op.f("fk_submission_owner_id_dossier_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_submission_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    with op.batch_alter_table("submission") as batch:
        batch.create_index("ix_submission_dossier_id", ["dossier_id"], unique=False)
        batch.create_index(batch.f("ix_submission_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("votes", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "meeting_id"], ["meeting.owner_id", "meeting.id"], name=op.f("fk_ballot_owner_id_meeting_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_ballot_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("owner_id", "meeting_id", "number", name=op.f("uq_ballot_owner_id_meeting_id_number")),
    )
    with op.batch_alter_table("ballot") as batch:
        batch.create_index(batch.f("ix_ballot_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "ceremony",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("presenter", sa.String(), nullable=True),
        sa.Column("host", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("handed_over_by", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "decision_id"],
            ["decision.owner_id", "decision.id"],
            name=op.f("fk_ceremony_owner_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_ceremony_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremony")),
        sa.UniqueConstraint("owner_id", "decision_id", name=op.f("uq_ceremony_owner_id_decision_id")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_ceremony_owner_id_id")),
    )
    with op.batch_alter_table("ceremony") as batch:
        batch.create_index(batch.f("ix_ceremony_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("clear", sa.Boolean(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "nominee_id"],
            ["nominee.owner_id", "nominee.id"],
            name=op.f("fk_confirmation_owner_id_nominee_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_confirmation_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint("owner_id", "nominee_id", "topic", name=op.f("uq_confirmation_owner_id_nominee_id_topic")),
    )
    with op.batch_alter_table("confirmation") as batch:
        batch.create_index("ix_confirmation_nominee_id", ["nominee_id"], unique=False)
        batch.create_index(batch.f("ix_confirmation_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "ground",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nominee_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_ground_initiative_id")),
        sa.ForeignKeyConstraint(
            ["owner_id", "nominee_id"], ["nominee.owner_id", "nominee.id"], name=op.f("fk_ground_owner_id_nominee_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_ground_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ground")),
        sa.UniqueConstraint(
            "owner_id", "nominee_id", "initiative_id", name=op.f("uq_ground_owner_id_nominee_id_initiative_id")
        ),
    )
    with op.batch_alter_table("ground") as batch:
        batch.create_index("ix_ground_initiative_id", ["initiative_id"], unique=False)
        batch.create_index(batch.f("ix_ground_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "revocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("source_document", sa.String(), nullable=False),
        sa.Column("nominee_ids", sa.JSON(), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("signer_lines", sa.JSON(), nullable=False),
        sa.Column("signer_name", sa.String(), nullable=False),
        sa.Column("reference_number", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_revocation_delegation_id")),
        sa.ForeignKeyConstraint(
            ["owner_id", "decision_id"],
            ["decision.owner_id", "decision.id"],
            name=op.f("fk_revocation_owner_id_decision_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_revocation_owner_id")),
        sa.ForeignKeyConstraint(["signer_id"], ["signer.id"], name=op.f("fk_revocation_signer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocation")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_revocation_owner_id_id")),
    )
    with op.batch_alter_table("revocation") as batch:
        batch.create_index("ix_revocation_decision_id", ["decision_id"], unique=False)
        batch.create_index(batch.f("ix_revocation_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("award", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("collective_id", sa.Integer(), nullable=True),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("merit", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("nominee_id", sa.Integer(), nullable=True),
        sa.Column("made_nominee", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["collective_id"], ["collective.id"], name=op.f("fk_suggestion_collective_id")),
        sa.ForeignKeyConstraint(["hamlet_id"], ["hamlet.id"], name=op.f("fk_suggestion_hamlet_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_suggestion_household_id")),
        sa.ForeignKeyConstraint(["nominee_id"], ["nominee.id"], name=op.f("fk_suggestion_nominee_id")),
        sa.ForeignKeyConstraint(
            ["owner_id", "round_id"],
            ["award_round.owner_id", "award_round.id"],
            name=op.f("fk_suggestion_owner_id_round_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_suggestion_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_suggestion_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_suggestion_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_suggestion_owner_id_id")),
    )
    with op.batch_alter_table("suggestion") as batch:
        batch.create_index("ix_suggestion_nominee_id", ["nominee_id"], unique=False)
        batch.create_index(batch.f("ix_suggestion_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_suggestion_round_id", ["round_id"], unique=False)

    op.create_table(
        "ceremony_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ceremony_id", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", app.db.Moment(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "ceremony_id"],
            ["ceremony.owner_id", "ceremony.id"],
            name=op.f("fk_ceremony_photo_owner_id_ceremony_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_ceremony_photo_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceremony_photo")),
    )
    with op.batch_alter_table("ceremony_photo") as batch:
        batch.create_index("ix_ceremony_photo_ceremony_id", ["ceremony_id"], unique=False)
        batch.create_index(batch.f("ix_ceremony_photo_owner_id"), ["owner_id"], unique=False)


def _widen_tables() -> None:
    """New columns of old tables; those that may not be empty are closed when they are filled."""
    with op.batch_alter_table("achievement") as batch:
        batch.add_column(sa.Column("revoked_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("revoked_by", sa.String(), nullable=True))
        batch.add_column(sa.Column("import_id", sa.Integer(), nullable=True))
        batch.create_index("ix_achievement_collective_id", ["collective_id"], unique=False)
        batch.create_index("ix_achievement_household_id", ["household_id"], unique=False)
        batch.create_index("ix_achievement_person_id", ["person_id"], unique=False)
        batch.create_foreign_key(
            batch.f("fk_achievement_owner_id_import_id"),
            "achievement_import",
            ["owner_id", "import_id"],
            ["owner_id", "id"],
        )

    with op.batch_alter_table("attachment") as batch:
        batch.add_column(sa.Column("source", sa.String(), nullable=True))

    with op.batch_alter_table("award_round") as batch:
        batch.add_column(sa.Column("occasion", sa.String(), nullable=True))
        batch.add_column(sa.Column("awards", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("subjects", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("eligible", sa.String(), nullable=True))
        batch.add_column(sa.Column("asked", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("suggest_until", sa.Date(), nullable=True))

    with op.batch_alter_table("collective") as batch:
        batch.add_column(sa.Column("is_enterprise", sa.Boolean(), nullable=True))

    with op.batch_alter_table("council_member") as batch:
        batch.add_column(sa.Column("substitute_name", sa.String(), nullable=True))
        batch.add_column(sa.Column("substitute_post", sa.String(), nullable=True))

    with op.batch_alter_table("dossier") as batch:
        batch.add_column(sa.Column("ended_reason", sa.String(), nullable=True))
        batch.add_column(sa.Column("ended_article", sa.String(), nullable=True))
        batch.add_column(sa.Column("ended_by", sa.String(), nullable=True))
        batch.add_column(sa.Column("ended_on", sa.Date(), nullable=True))

    with op.batch_alter_table("meeting") as batch:
        batch.add_column(sa.Column("substitutes_vote", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("selection", sa.String(), nullable=True))

    with op.batch_alter_table("nominee") as batch:
        batch.add_column(sa.Column("quoted", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("direct_worker", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("not_awarded", sa.String(), nullable=True))

    with op.batch_alter_table("opinion") as batch:
        batch.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("explanation", sa.String(), nullable=True))
        batch.add_column(sa.Column("explained_by", sa.String(), nullable=True))
        batch.add_column(sa.Column("explained_on", sa.Date(), nullable=True))

    with op.batch_alter_table("presence") as batch:
        batch.add_column(sa.Column("substitute", sa.String(), nullable=True))

    with op.batch_alter_table("tally") as batch:
        batch.add_column(sa.Column("held_back", sa.Boolean(), nullable=True))


def _close_columns() -> None:
    """What may not be empty, now that it is filled."""
    with op.batch_alter_table("award_round") as batch:
        batch.alter_column("occasion", existing_type=sa.String(), nullable=False)
        batch.alter_column("awards", existing_type=sa.JSON(), nullable=False)
        batch.alter_column("subjects", existing_type=sa.JSON(), nullable=False)
        batch.alter_column("asked", existing_type=sa.JSON(), nullable=False)
    with op.batch_alter_table("collective") as batch:
        batch.alter_column("is_enterprise", existing_type=sa.Boolean(), nullable=False)
    with op.batch_alter_table("nominee") as batch:
        batch.alter_column("quoted", existing_type=sa.JSON(), nullable=False)
    with op.batch_alter_table("opinion") as batch:
        batch.alter_column("turn", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("tally") as batch:
        batch.alter_column("held_back", existing_type=sa.Boolean(), nullable=False)


def _fill() -> None:
    """What the new columns say of rows that are there already; a round for sudden merit had that occasion."""
    bind = op.get_bind()
    for name, column, kind, value in FILLED:
        table = sa.table(name, sa.column(column, kind))
        bind.execute(sa.update(table).values({column: value}))
    op.execute("UPDATE award_round SET occasion = 'sudden' WHERE award_type = 'dot_xuat'")


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
    with op.batch_alter_table("tally") as batch:
        batch.drop_column("held_back")

    with op.batch_alter_table("presence") as batch:
        batch.drop_column("substitute")

    with op.batch_alter_table("opinion") as batch:
        batch.drop_column("explained_on")
        batch.drop_column("explained_by")
        batch.drop_column("explanation")
        batch.drop_column("turn")

    with op.batch_alter_table("nominee") as batch:
        batch.drop_column("not_awarded")
        batch.drop_column("direct_worker")
        batch.drop_column("quoted")

    with op.batch_alter_table("meeting") as batch:
        batch.drop_column("selection")
        batch.drop_column("substitutes_vote")

    with op.batch_alter_table("dossier") as batch:
        batch.drop_column("ended_on")
        batch.drop_column("ended_by")
        batch.drop_column("ended_article")
        batch.drop_column("ended_reason")

    with op.batch_alter_table("council_member") as batch:
        batch.drop_column("substitute_post")
        batch.drop_column("substitute_name")

    with op.batch_alter_table("collective") as batch:
        batch.drop_column("is_enterprise")

    with op.batch_alter_table("award_round") as batch:
        batch.drop_column("suggest_until")
        batch.drop_column("asked")
        batch.drop_column("eligible")
        batch.drop_column("subjects")
        batch.drop_column("awards")
        batch.drop_column("occasion")

    with op.batch_alter_table("attachment") as batch:
        batch.drop_column("source")

    with op.batch_alter_table("achievement") as batch:
        batch.drop_constraint(batch.f("fk_achievement_owner_id_import_id"), type_="foreignkey")
        batch.drop_index("ix_achievement_person_id")
        batch.drop_index("ix_achievement_household_id")
        batch.drop_index("ix_achievement_collective_id")
        batch.drop_column("import_id")
        batch.drop_column("revoked_by")
        batch.drop_column("revoked_on")

    with op.batch_alter_table("ceremony_photo") as batch:
        batch.drop_index(batch.f("ix_ceremony_photo_owner_id"))
        batch.drop_index("ix_ceremony_photo_ceremony_id")

    op.drop_table("ceremony_photo")
    with op.batch_alter_table("suggestion") as batch:
        batch.drop_index("ix_suggestion_round_id")
        batch.drop_index(batch.f("ix_suggestion_owner_id"))
        batch.drop_index("ix_suggestion_nominee_id")

    op.drop_table("suggestion")
    with op.batch_alter_table("revocation") as batch:
        batch.drop_index(batch.f("ix_revocation_owner_id"))
        batch.drop_index("ix_revocation_decision_id")

    op.drop_table("revocation")
    with op.batch_alter_table("ground") as batch:
        batch.drop_index(batch.f("ix_ground_owner_id"))
        batch.drop_index("ix_ground_initiative_id")

    op.drop_table("ground")
    with op.batch_alter_table("confirmation") as batch:
        batch.drop_index(batch.f("ix_confirmation_owner_id"))
        batch.drop_index("ix_confirmation_nominee_id")

    op.drop_table("confirmation")
    with op.batch_alter_table("ceremony") as batch:
        batch.drop_index(batch.f("ix_ceremony_owner_id"))

    op.drop_table("ceremony")
    with op.batch_alter_table("ballot") as batch:
        batch.drop_index(batch.f("ix_ballot_owner_id"))

    op.drop_table("ballot")
    with op.batch_alter_table("submission") as batch:
        batch.drop_index(batch.f("ix_submission_owner_id"))
        batch.drop_index("ix_submission_dossier_id")

    op.drop_table("submission")
    with op.batch_alter_table("initiative") as batch:
        batch.drop_index("ix_initiative_person_id")
        batch.drop_index(batch.f("ix_initiative_owner_id"))
        batch.drop_index("ix_initiative_household_id")
        batch.drop_index("ix_initiative_collective_id")

    op.drop_table("initiative")
    with op.batch_alter_table("hold") as batch:
        batch.drop_index("ix_hold_person_id")
        batch.drop_index(batch.f("ix_hold_owner_id"))
        batch.drop_index("ix_hold_household_id")
        batch.drop_index("ix_hold_collective_id")

    op.drop_table("hold")
    with op.batch_alter_table("approval") as batch:
        batch.drop_index(batch.f("ix_approval_owner_id"))

    op.drop_table("approval")
    with op.batch_alter_table("round_quota") as batch:
        batch.drop_index(batch.f("ix_round_quota_owner_id"))

    op.drop_table("round_quota")
    with op.batch_alter_table("local_criterion") as batch:
        batch.drop_index(batch.f("ix_local_criterion_owner_id"))
        batch.drop_index("ix_local_criterion_award")

    op.drop_table("local_criterion")
    with op.batch_alter_table("achievement_import") as batch:
        batch.drop_index(batch.f("ix_achievement_import_owner_id"))

    op.drop_table("achievement_import")
