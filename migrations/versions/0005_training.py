"""Training whole: who teaches, contents and results, teams, materials, online courses, counts by month, population."""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

import app.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OWNED = (
    "flag_note",
    "list_import",
    "month_count",
    "subject_month",
    "population",
    "course_hamlet",
    "course_skill",
    "instructor",
    "online_result",
    "team_member",
    "material",
    "skill_result",
)
HANDED_DOWN = ("skill",)


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
        "flag_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("subject_table", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("noted_at", app.db.Moment(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_flag_note_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_note")),
        sa.UniqueConstraint("owner_id", "code", "subject_id", "seen", name="uq_flag_note_key"),
    )
    with op.batch_alter_table("flag_note") as batch:
        batch.create_index(batch.f("ix_flag_note_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "list_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", app.db.Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("touched", sa.JSON(), nullable=False),
        sa.Column("undone_at", app.db.Moment(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_list_import_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_import")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_list_import_owner_id_id")),
    )
    with op.batch_alter_table("list_import") as batch:
        batch.create_index("ix_list_import_kind", ["owner_id", "kind", "id"], unique=False)
        batch.create_index(batch.f("ix_list_import_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "month_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=False),
        sa.Column("target_group", sa.String(), nullable=False),
        sa.Column("subjects", sa.Integer(), nullable=False),
        sa.Column("newcomers", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_month_count_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_count")),
        sa.UniqueConstraint(
            "owner_id", "figure", "year", "month", "hamlet_id", "target_group", name="uq_month_count_key"
        ),
    )
    with op.batch_alter_table("month_count") as batch:
        batch.create_index(batch.f("ix_month_count_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "skill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("target_group", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_against", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_skill_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint("owner_id", "code", "valid_from", name=op.f("uq_skill_owner_id_code_valid_from")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_skill_owner_id_id")),
    )
    with op.batch_alter_table("skill") as batch:
        batch.create_index(batch.f("ix_skill_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "subject_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=False),
        sa.Column("target_group", sa.String(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("newcomer", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_subject_month_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_month")),
        sa.UniqueConstraint("owner_id", "figure", "subject_id", "year", "month", name="uq_subject_month_key"),
    )
    with op.batch_alter_table("subject_month") as batch:
        batch.create_index(batch.f("ix_subject_month_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "population",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=True),
        sa.Column("target_group", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_against", sa.String(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hamlet_id"], ["hamlet.id"], name=op.f("fk_population_hamlet_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_population_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_population_owner_id_id")),
    )
    with op.batch_alter_table("population") as batch:
        batch.create_index(batch.f("ix_population_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_population_owner_id_day", ["owner_id", "day"], unique=False)

    op.create_table(
        "course_hamlet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("hamlet_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hamlet_id"], ["hamlet.id"], name=op.f("fk_course_hamlet_hamlet_id")),
        sa.ForeignKeyConstraint(
            ["owner_id", "course_id"],
            ["course.owner_id", "course.id"],
            name=op.f("fk_course_hamlet_owner_id_course_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_course_hamlet_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_hamlet")),
        sa.UniqueConstraint(
            "owner_id", "course_id", "hamlet_id", name=op.f("uq_course_hamlet_owner_id_course_id_hamlet_id")
        ),
    )
    with op.batch_alter_table("course_hamlet") as batch:
        batch.create_index(batch.f("ix_course_hamlet_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "course_skill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "course_id"], ["course.owner_id", "course.id"], name=op.f("fk_course_skill_owner_id_course_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_course_skill_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_skill")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_course_skill_owner_id_id")),
    )
    with op.batch_alter_table("course_skill") as batch:
        batch.create_index("ix_course_skill_course_id", ["course_id"], unique=False)
        batch.create_index(batch.f("ix_course_skill_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "instructor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "course_id"], ["course.owner_id", "course.id"], name=op.f("fk_instructor_owner_id_course_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_instructor_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_instructor_person_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_instructor_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instructor")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_instructor_owner_id_id")),
    )
    with op.batch_alter_table("instructor") as batch:
        batch.create_index("ix_instructor_course_id", ["course_id"], unique=False)
        batch.create_index(batch.f("ix_instructor_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_instructor_person_id", ["person_id"], unique=False)
        batch.create_index("ix_instructor_user_id", ["user_id"], unique=False)

    op.create_table(
        "online_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_fold", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_online_result_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_online_result_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_result")),
        sa.UniqueConstraint("owner_id", "person_id", "title_fold", "completed_on", name="uq_online_result_key"),
    )
    with op.batch_alter_table("online_result") as batch:
        batch.create_index(batch.f("ix_online_result_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_online_result_owner_id_completed_on", ["owner_id", "completed_on"], unique=False)
        batch.create_index("ix_online_result_person_id", ["person_id"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collective_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "collective_id"],
            ["collective.owner_id", "collective.id"],
            name=op.f("fk_team_member_owner_id_collective_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_team_member_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_team_member_owner_id_id")),
    )
    with op.batch_alter_table("team_member") as batch:
        batch.create_index("ix_team_member_collective_id", ["collective_id"], unique=False)
        batch.create_index(batch.f("ix_team_member_owner_id"), ["owner_id"], unique=False)
        batch.create_index("ix_team_member_person_id", ["person_id"], unique=False)

    op.create_table(
        "material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", app.db.Moment(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], name=op.f("fk_material_added_by_id")),
        sa.ForeignKeyConstraint(
            ["owner_id", "course_id"], ["course.owner_id", "course.id"], name=op.f("fk_material_owner_id_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "training_id"],
            ["training.owner_id", "training.id"],
            name=op.f("fk_material_owner_id_training_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_material_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
        sa.UniqueConstraint("owner_id", "id", name=op.f("uq_material_owner_id_id")),
    )
    with op.batch_alter_table("material") as batch:
        batch.create_index("ix_material_course_id", ["course_id"], unique=False)
        batch.create_index(batch.f("ix_material_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "skill_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("course_skill_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "course_skill_id"],
            ["course_skill.owner_id", "course_skill.id"],
            name=op.f("fk_skill_result_owner_id_course_skill_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id", "learner_id"],
            ["learner.owner_id", "learner.id"],
            name=op.f("fk_skill_result_owner_id_learner_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["authority.id"], name=op.f("fk_skill_result_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_result")),
        sa.UniqueConstraint(
            "owner_id",
            "learner_id",
            "course_skill_id",
            name=op.f("uq_skill_result_owner_id_learner_id_course_skill_id"),
        ),
    )
    with op.batch_alter_table("skill_result") as batch:
        batch.create_index("ix_skill_result_learner_id", ["learner_id"], unique=False)
        batch.create_index(batch.f("ix_skill_result_owner_id"), ["owner_id"], unique=False)


def _widen_tables() -> None:
    """New columns of old tables; those that may not be empty are closed when they are filled."""
    with op.batch_alter_table("attendance") as batch:
        batch.add_column(sa.Column("marked_by", sa.String(), nullable=True))
        batch.add_column(sa.Column("marked_at", app.db.Moment(), nullable=True))
        batch.create_index("ix_attendance_learner_id", ["learner_id"], unique=False)
        batch.create_index("ix_attendance_training_id", ["training_id"], unique=False)

    with op.batch_alter_table("collective") as batch:
        batch.add_column(sa.Column("is_digital_team", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("founded_by", sa.String(), nullable=True))
        batch.add_column(sa.Column("founded_on", sa.Date(), nullable=True))

    with op.batch_alter_table("course") as batch:
        batch.add_column(sa.Column("target_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("opens_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("closes_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("copied_from_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("copied_at", app.db.Moment(), nullable=True))
        batch.create_index("ix_course_copied_from_id", ["copied_from_id"], unique=False)
        batch.create_foreign_key(batch.f("fk_course_target_id"), "plan_target", ["target_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_course_copied_from_id"), "course", ["copied_from_id"], ["id"])

    with op.batch_alter_table("learner") as batch:
        batch.create_index("ix_learner_course_id", ["course_id"], unique=False)
        batch.create_index("ix_learner_person_id", ["person_id"], unique=False)

    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("vneid_source", sa.String(), nullable=True))

    with op.batch_alter_table("training") as batch:
        batch.create_index("ix_training_course_id", ["course_id"], unique=False)
        batch.create_index("ix_training_owner_id_day", ["owner_id", "day"], unique=False)


def _close_columns() -> None:
    """What may not be empty, now that it is filled; what moved to a table of its own goes."""
    with op.batch_alter_table("collective") as batch:
        batch.alter_column("is_digital_team", existing_type=sa.Boolean(), nullable=False)
    with op.batch_alter_table("course") as batch:
        batch.alter_column("opens_on", existing_type=sa.Date(), nullable=False)
        batch.alter_column("closes_on", existing_type=sa.Date(), nullable=False)
        batch.drop_index(batch.f("ix_course_trainer_id"))
        batch.drop_constraint(batch.f("fk_course_instructor_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_course_trainer_id"), type_="foreignkey")
        batch.drop_column("trainer_id")
        batch.drop_column("instructor_id")
        batch.drop_column("instructor_name")


def _fill() -> None:
    """What the new columns and tables say of classes that are there already."""
    op.execute("UPDATE collective SET is_digital_team = (name_fold LIKE 'to cong nghe so%')")
    _fill_days()
    _fill_instructors()
    _fill_skills()
    _fill_counts()


def _table(name: str, *columns: str) -> sa.TableClause:
    dates = ("day", "opens_on", "closes_on", "valid_from", "valid_until")
    return sa.table(name, *(sa.column(one, sa.Date() if one in dates else None) for one in columns))


def _fill_days() -> None:
    """A class may lie anywhere in the period of its plan, and where its trainings are already."""
    bind = op.get_bind()
    course, plan = (
        _table("course", "id", "plan_id", "opens_on", "closes_on"),
        _table("plan", "id", "valid_from", "valid_until"),
    )
    training = _table("training", "course_id", "day")
    held: dict[int, tuple[date, date]] = {
        course_id: (first, last)
        for course_id, first, last in bind.execute(
            sa.select(training.c.course_id, sa.func.min(training.c.day), sa.func.max(training.c.day)).group_by(
                training.c.course_id
            )
        )
    }
    chosen = sa.select(course.c.id, plan.c.valid_from, plan.c.valid_until).where(course.c.plan_id == plan.c.id)
    for course_id, valid_from, valid_until in bind.execute(chosen).all():
        first, last = held.get(course_id, (valid_from, valid_from))
        days = {"opens_on": min(valid_from, first), "closes_on": max(valid_until - timedelta(days=1), last)}
        bind.execute(sa.update(course).where(course.c.id == course_id).values(**days))


def _fill_instructors() -> None:
    """Who taught, and the account that marked attendance, as rows of their own."""
    op.execute(
        "INSERT INTO instructor (owner_id, course_id, position, part, name, person_id, user_id) "
        "SELECT owner_id, id, 1, 'lead', instructor_name, instructor_id, NULL FROM course WHERE instructor_name <> ''"
    )
    op.execute(
        "INSERT INTO instructor (owner_id, course_id, position, part, name, person_id, user_id) "
        'SELECT course.owner_id, course.id, 2, \'support\', "user".full_name, NULL, "user".id '
        'FROM course JOIN "user" ON "user".id = course.trainer_id'
    )


def _fill_skills() -> None:
    """A class taught its topic, and who had a result did that in one of the three ways."""
    op.execute(
        "INSERT INTO course_skill (owner_id, course_id, position, text) SELECT owner_id, id, 1, topic FROM course"
    )
    op.execute(
        "INSERT INTO skill_result (owner_id, learner_id, course_skill_id, way) "
        "SELECT learner.owner_id, learner.id, course_skill.id, learner.way "
        "FROM learner JOIN course_skill ON course_skill.course_id = learner.course_id WHERE learner.way IS NOT NULL"
    )


def _fill_counts() -> None:
    """The counts by month of the marks, results and confirmations that are there already."""
    for figure, rows in _counted_rows().items():
        op.execute(
            "INSERT INTO subject_month "
            "(owner_id, figure, subject_id, year, month, hamlet_id, target_group, turns, newcomer) "
            f"SELECT owner_id, '{figure}', subject_id, year, month, hamlet_id, target_group, count(*), "
            "row_number() OVER (PARTITION BY subject_id, year ORDER BY month) = 1 "
            f"FROM ({rows}) AS counted "
            "GROUP BY owner_id, subject_id, year, month, hamlet_id, target_group"
        )
    op.execute(
        "INSERT INTO month_count (owner_id, figure, year, month, hamlet_id, target_group, subjects, newcomers, turns) "
        "SELECT owner_id, figure, year, month, hamlet_id, target_group, count(*), "
        "sum(CASE WHEN newcomer THEN 1 ELSE 0 END), sum(turns) FROM subject_month "
        "GROUP BY owner_id, figure, year, month, hamlet_id, target_group"
    )


def _counted_rows() -> dict[str, str]:
    """One row for each turn of each figure: whose, when, where and of which group."""
    where = "coalesce({0}.hamlet_id, 0) AS hamlet_id, coalesce({0}.target_group, '') AS target_group"
    of_person = "person.owner_id, person.id AS subject_id, {year} AS year, {month} AS month, " + where.format("person")
    came = "mark IN ('present', 'late')"
    visits = (
        f"SELECT {_dated(of_person, 'training.day')} FROM attendance "
        "JOIN learner ON learner.id = attendance.learner_id JOIN person ON person.id = learner.person_id "
        f"JOIN training ON training.id = attendance.training_id WHERE attendance.{came}"
    )
    last = "SELECT course_id, max(day) AS day FROM training GROUP BY course_id"
    passed = (
        f"SELECT {_dated(of_person, 'ended.day')} FROM learner JOIN person ON person.id = learner.person_id "
        f"JOIN ({last}) AS ended ON ended.course_id = learner.course_id WHERE learner.result = 'passed'"
    )
    online = (
        f"SELECT {_dated(of_person, 'online_result.completed_on')} FROM online_result "
        "JOIN person ON person.id = online_result.person_id"
    )
    confirmed = f"SELECT {_dated(of_person, 'person.vneid_confirmed_on')} FROM person "
    confirmed += "WHERE vneid_confirmed_on IS NOT NULL"
    of_course = "course.owner_id, course.id AS subject_id, {year} AS year, {month} AS month, " + where.format("course")
    held = (
        f"SELECT {_dated(of_course, 'training.day')} FROM training JOIN course ON course.id = training.course_id "
        f"WHERE EXISTS (SELECT 1 FROM attendance WHERE attendance.training_id = training.id AND {came})"
    )
    found = {"courses-held": held, "people-trained": visits, "people-passed": passed}
    found |= {f"passed-{way}": f"{passed} AND learner.way = '{way}'" for way in ("alone", "guided", "done-for")}
    skilled = f"{passed} UNION ALL {online}"
    return found | {"online-completed": online, "people-skilled": skilled, "vneid-confirmed": confirmed}


def _dated(columns: str, day: str) -> str:
    """The columns with the year and the month of a day, as each database tells them."""
    if op.get_bind().dialect.name == "postgresql":
        year, month = f"CAST(extract(year FROM {day}) AS integer)", f"CAST(extract(month FROM {day}) AS integer)"
    else:
        year, month = f"CAST(strftime('%Y', {day}) AS integer)", f"CAST(strftime('%m', {day}) AS integer)"
    return columns.format(year=year, month=month)


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


def _bring_back() -> None:
    """The first who taught and the first account stand in the class again."""
    for column, wanted in (("instructor_name", "name"), ("instructor_id", "person_id")):
        op.execute(
            f"UPDATE course SET {column} = (SELECT {wanted} FROM instructor WHERE course_id = course.id "
            "AND part = 'lead' ORDER BY position, id LIMIT 1)"
        )
    op.execute("UPDATE course SET instructor_name = coalesce(instructor_name, '')")
    op.execute(
        "UPDATE course SET trainer_id = (SELECT user_id FROM instructor WHERE course_id = course.id "
        "AND user_id IS NOT NULL ORDER BY position, id LIMIT 1)"
    )
    with op.batch_alter_table("course") as batch:
        batch.alter_column("instructor_name", existing_type=sa.VARCHAR(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("training") as batch:
        batch.drop_index("ix_training_owner_id_day")
        batch.drop_index("ix_training_course_id")

    with op.batch_alter_table("person") as batch:
        batch.drop_column("vneid_source")

    with op.batch_alter_table("learner") as batch:
        batch.drop_index("ix_learner_person_id")
        batch.drop_index("ix_learner_course_id")

    with op.batch_alter_table("course") as batch:
        batch.add_column(sa.Column("instructor_name", sa.VARCHAR(), nullable=True))
        batch.add_column(sa.Column("trainer_id", sa.INTEGER(), nullable=True))
        batch.add_column(sa.Column("instructor_id", sa.INTEGER(), nullable=True))
        batch.drop_constraint(batch.f("fk_course_copied_from_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_course_target_id"), type_="foreignkey")
        batch.create_foreign_key(batch.f("fk_course_instructor_id"), "person", ["instructor_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_course_trainer_id"), "user", ["trainer_id"], ["id"])
        batch.drop_index("ix_course_copied_from_id")
        batch.create_index(batch.f("ix_course_trainer_id"), ["trainer_id"], unique=False)
        batch.drop_column("copied_at")
        batch.drop_column("copied_from_id")
        batch.drop_column("closes_on")
        batch.drop_column("opens_on")
        batch.drop_column("target_id")

    _bring_back()
    with op.batch_alter_table("collective") as batch:
        batch.drop_column("founded_on")
        batch.drop_column("founded_by")
        batch.drop_column("is_digital_team")

    with op.batch_alter_table("attendance") as batch:
        batch.drop_index("ix_attendance_training_id")
        batch.drop_index("ix_attendance_learner_id")
        batch.drop_column("marked_at")
        batch.drop_column("marked_by")

    with op.batch_alter_table("skill_result") as batch:
        batch.drop_index(batch.f("ix_skill_result_owner_id"))
        batch.drop_index("ix_skill_result_learner_id")

    op.drop_table("skill_result")
    with op.batch_alter_table("material") as batch:
        batch.drop_index(batch.f("ix_material_owner_id"))
        batch.drop_index("ix_material_course_id")

    op.drop_table("material")
    with op.batch_alter_table("team_member") as batch:
        batch.drop_index("ix_team_member_person_id")
        batch.drop_index(batch.f("ix_team_member_owner_id"))
        batch.drop_index("ix_team_member_collective_id")

    op.drop_table("team_member")
    with op.batch_alter_table("online_result") as batch:
        batch.drop_index("ix_online_result_person_id")
        batch.drop_index("ix_online_result_owner_id_completed_on")
        batch.drop_index(batch.f("ix_online_result_owner_id"))

    op.drop_table("online_result")
    with op.batch_alter_table("instructor") as batch:
        batch.drop_index("ix_instructor_user_id")
        batch.drop_index("ix_instructor_person_id")
        batch.drop_index(batch.f("ix_instructor_owner_id"))
        batch.drop_index("ix_instructor_course_id")

    op.drop_table("instructor")
    with op.batch_alter_table("course_skill") as batch:
        batch.drop_index(batch.f("ix_course_skill_owner_id"))
        batch.drop_index("ix_course_skill_course_id")

    op.drop_table("course_skill")
    with op.batch_alter_table("course_hamlet") as batch:
        batch.drop_index(batch.f("ix_course_hamlet_owner_id"))

    op.drop_table("course_hamlet")
    with op.batch_alter_table("population") as batch:
        batch.drop_index("ix_population_owner_id_day")
        batch.drop_index(batch.f("ix_population_owner_id"))

    op.drop_table("population")
    with op.batch_alter_table("subject_month") as batch:
        batch.drop_index(batch.f("ix_subject_month_owner_id"))

    op.drop_table("subject_month")
    with op.batch_alter_table("skill") as batch:
        batch.drop_index(batch.f("ix_skill_owner_id"))

    op.drop_table("skill")
    with op.batch_alter_table("month_count") as batch:
        batch.drop_index(batch.f("ix_month_count_owner_id"))

    op.drop_table("month_count")
    with op.batch_alter_table("list_import") as batch:
        batch.drop_index(batch.f("ix_list_import_owner_id"))
        batch.drop_index("ix_list_import_kind")

    op.drop_table("list_import")
    with op.batch_alter_table("flag_note") as batch:
        batch.drop_index(batch.f("ix_flag_note_owner_id"))

    op.drop_table("flag_note")
