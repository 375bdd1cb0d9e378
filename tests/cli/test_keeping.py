"""flask backup, prove and check on an installation with sealed papers."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from sqlalchemy import select

from app import clock, storage
from app.accounts import actions as accounts
from app.accounts.models import User
from app.db import db, transaction
from app.papers.models import Paper
from app.people import actions as people
from app.people.models import Person
from app.tenancy import unscoped_unsafe

DAY = date(2026, 8, 20)


def database(app):
    return app.config["SOVANG"].instance / "sovang.db"


def tamper(path, statement, *values):
    """Change the file as a fault of the disk or a stranger would: past the program."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement, values)
        connection.commit()


def a_paper(app) -> tuple[str, str, str]:
    with app.app_context(), transaction() as session, unscoped_unsafe(session, "nhìn lại sau bài thử"):
        paper = session.scalars(select(Paper).order_by(Paper.id)).first()
        return paper.sha256, paper.title, paper.short_code


def backed_up(app, run):
    with clock.frozen(DAY):
        done = run(app, "backup")
    assert done.exit_code == 0, done.output
    return app.config["SOVANG"].instance / "backups" / "2026-08-20.db"


def test_backup_holds_every_row_and_is_proved(seeded, run):
    with clock.frozen(DAY):
        done = run(seeded, "backup")
    kept = seeded.config["SOVANG"].instance / "backups" / "2026-08-20.db"
    rows = sum(storage.counts(database(seeded)).values())
    assert (done.exit_code, done.output) == (0, f"Đã sao lưu và khôi phục thử, khớp {rows} bản ghi: {kept}\n")
    assert storage.counts(kept) == storage.counts(database(seeded))
    assert [place.name for place in kept.parent.iterdir()] == ["2026-08-20.db"]
    assert kept.stat().st_mode & 0o077 == 0


def test_backup_twice_a_day_keeps_the_newer(seeded, run):
    first = backed_up(seeded, run)
    tamper(database(seeded), "UPDATE authority SET place_name = 'Vạn An mới' WHERE code = '17950'")
    backed_up(seeded, run)
    with closing(sqlite3.connect(first)) as connection:
        assert connection.execute("SELECT place_name FROM authority WHERE code = '17950'").fetchall() == [
            ("Vạn An mới",)
        ]


def test_backup_of_altered_papers_is_refused_and_not_kept(seeded, run):
    sha256, _title, _code = a_paper(seeded)
    tamper(database(seeded), "UPDATE blob SET content = x'00' WHERE sha256 = ?", sha256)
    with clock.frozen(DAY):
        done = run(seeded, "backup")
    assert done.exit_code == 1
    assert f"- Nội dung đã bị sửa: {sha256}" in done.output
    assert not (seeded.config["SOVANG"].instance / "backups" / "2026-08-20.db").exists()


def test_backup_of_postgresql_names_its_own_tool(installation, run):
    app = installation(database_url="postgresql+psycopg://nowhere/none")
    done = run(app, "backup")
    assert (done.exit_code, done.output) == (1, "Error: Cơ sở dữ liệu này là PostgreSQL: hãy sao lưu bằng pg_dump.\n")


def test_prove_accepts_a_whole_backup(seeded, run):
    kept = backed_up(seeded, run)
    rows = sum(storage.counts(kept).values())
    done = run(seeded, "prove", kept)
    assert (done.exit_code, done.output) == (0, f"Khôi phục được {rows} bản ghi, mọi văn bản còn nguyên vẹn.\n")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE blob SET content = x'00' WHERE sha256 = ?", "Nội dung đã bị sửa"),
        ("DELETE FROM blob WHERE sha256 = ?", "Mất nội dung văn bản"),
    ],
)
def test_prove_finds_a_harmed_backup(seeded, run, statement, said):
    kept = backed_up(seeded, run)
    sha256, _title, _code = a_paper(seeded)
    tamper(kept, statement, sha256)
    done = run(seeded, "prove", kept)
    assert done.exit_code == 1
    assert f"- {said}: {sha256}" in done.output


def test_prove_finds_a_row_without_its_parent(seeded, run):
    kept = backed_up(seeded, run)
    tamper(kept, "DELETE FROM campaign")
    done = run(seeded, "prove", kept)
    assert done.exit_code == 1
    assert "- Dòng mất dòng cha: commitment 1 -> campaign" in done.output


def test_prove_refuses_a_file_that_is_no_database(seeded, run, tmp_path):
    other = tmp_path / "khong-phai.db"
    other.write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    done = run(seeded, "prove", other)
    assert done.exit_code == 1
    assert done.output.startswith("Error: khong-phai.db không khôi phục được")


def test_check_of_a_sound_installation(seeded, run):
    done = run(seeded, "check")
    count = storage.counts(database(seeded))["blob"]
    assert (done.exit_code, done.output) == (0, f"Đã so {count} nội dung: đủ và nguyên vẹn.\n")


def test_check_names_the_paper_whose_bytes_are_gone(seeded, run):
    sha256, title, code = a_paper(seeded)
    tamper(database(seeded), "DELETE FROM blob WHERE sha256 = ?", sha256)
    done = run(seeded, "check")
    assert done.exit_code == 1
    assert done.output == f"Mất nội dung của {title} ({code}): {sha256}\nError: Có 1 điều cần xem.\n"


def test_check_names_the_paper_whose_bytes_were_altered(seeded, run):
    sha256, title, code = a_paper(seeded)
    tamper(database(seeded), "UPDATE blob SET content = x'00' WHERE sha256 = ?", sha256)
    done = run(seeded, "check")
    assert done.output == f"Nội dung đã bị sửa, của {title} ({code}): {sha256}\nError: Có 1 điều cần xem.\n"


def test_check_tells_and_removes_what_nobody_names(seeded, run):
    with seeded.app_context(), transaction():
        orphan = storage.put(b"nobody names these bytes")
    done = run(seeded, "check")
    assert done.output == f"Không văn bản nào dùng: {orphan}\nError: Có 1 điều cần xem.\n"
    assert run(seeded, "check", "--remove-orphans").exit_code == 0
    with seeded.app_context():
        assert db.session.get(storage.Blob, orphan) is None
    assert run(seeded, "check").exit_code == 0


def test_check_of_bytes_kept_in_a_folder(installation, run, tmp_path):
    app = installation(files=tmp_path / "files")
    run(app, "init")
    with app.app_context(), transaction():
        orphan = storage.put(b"bytes in a folder")
    assert run(app, "check").output == f"Không văn bản nào dùng: {orphan}\nError: Có 1 điều cần xem.\n"
    assert run(app, "check", "--remove-orphans").exit_code == 0
    assert run(app, "check").output == "Đã so 0 nội dung: đủ và nguyên vẹn.\n"


# ---- the key of the identity numbers

NUMBER = "040199001237"


@pytest.fixture
def with_number(seeded):
    """The demo commune with the number of one person kept sealed."""
    with seeded.app_context(), clock.frozen(DAY), transaction() as session:
        user = session.scalars(select(User).where(User.username == "canbo")).one()
        accounts.enter(user, accounts.queries.home_of(user, DAY), DAY)
        person = session.scalars(select(Person).order_by(Person.id)).first()
        people.keep_national_id(person, NUMBER, "Chi tiền thưởng", clock.now())
    return seeded


def test_the_digits_are_nowhere_in_the_files_of_an_installation(with_number, run):
    backed_up(with_number, run)
    folder = with_number.config["SOVANG"].instance
    holding = [file.name for file in folder.rglob("*") if file.is_file() and NUMBER.encode() in file.read_bytes()]
    masked = [file.name for file in folder.rglob("*") if file.is_file() and b"0********237" in file.read_bytes()]
    assert holding == []
    assert "2026-08-20.db" in masked  # what is looked for would be found where it stands


def test_backup_says_that_the_key_is_kept_apart(with_number, run):
    with clock.frozen(DAY):
        done = run(with_number, "backup")
    settings = with_number.config["SOVANG"]
    assert done.output.splitlines()[1:] == [
        f"Có 1 số định danh đã mã hóa: cất một bản khóa (tệp {settings.instance / 'id_key'} hoặc biến SOVANG_ID_KEY) "
        "ở nơi khác bản sao lưu; mất khóa thì không mở được số nào."
    ]
    (key,) = settings.id_keys
    assert key.encode() not in (settings.instance / "backups" / "2026-08-20.db").read_bytes()


def test_a_lost_key_is_told_by_check_and_the_program_still_starts(with_number, run, installation):
    assert run(with_number, "check").exit_code == 0
    (with_number.config["SOVANG"].instance / "id_key").unlink()
    later = installation()
    done = run(later, "check")
    assert (done.exit_code, done.output) == (
        1,
        "Không mở được 1 số định danh: thiếu khóa (tệp id_key) hoặc dữ liệu đã bị sửa.\nError: Có 1 điều cần xem.\n",
    )
    with clock.frozen(DAY):
        assert run(later, "backup").output.splitlines()[-1] == "Chú ý: 1 số không mở được bằng khóa hiện có."


def test_check_names_a_campaign_that_is_counted_wrong_and_counts_it_anew(seeded, run):
    wrong, lost = "(SELECT min(id) FROM commitment_count)", "(SELECT max(id) FROM commitment_count)"
    tamper(database(seeded), f"UPDATE commitment_count SET count = count + 2 WHERE id = {wrong}")
    tamper(database(seeded), f"DELETE FROM commitment_count WHERE id = {lost}")
    done = run(seeded, "check")
    assert done.exit_code == 1
    assert "đếm sai: ghi" in done.output
    repaired = run(seeded, "check", "--recount")
    assert (repaired.exit_code, "Đã đếm lại đợt ký “" in repaired.output) == (0, True)
    assert run(seeded, "check").exit_code == 0


def test_check_names_figures_of_training_that_were_counted_wrong_and_counts_them_anew(seeded, run):
    some = "(SELECT min(id) FROM month_count WHERE turns > 0)"
    tamper(database(seeded), f"UPDATE month_count SET turns = turns + 3 WHERE id = {some}")
    done = run(seeded, "check")
    assert (done.exit_code, "đếm sai 1 số." in done.output) == (1, True)
    repaired = run(seeded, "check", "--recount")
    assert (repaired.exit_code, ": sửa 1 số." in repaired.output) == (0, True)
