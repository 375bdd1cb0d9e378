"""The demo commune: seeded once, told the same way twice, with every kind of paper."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app import pdf
from app.access import Role
from app.cli import story
from app.commendations.models import Dossier
from app.commitments.models import Commitment
from app.db import db, transaction
from app.papers.rules import KINDS
from app.people.models import Person
from app.places.models import Authority
from app.tenancy import unscoped_unsafe


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory, app):
    """The demo told twice for the same day, in two folders."""
    folders = [tmp_path_factory.mktemp("demo") / name for name in ("first", "second")]
    for folder in folders:
        done = app.test_cli_runner().invoke(args=["demo", "--out", str(folder), "--day", "2026-08-20"])
        assert done.exit_code == 0, done.output
    return folders


def files(folder):
    return {str(place.relative_to(folder)): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_two_runs_of_a_day_write_the_same_bytes(two_runs):
    first, second = map(files, two_runs)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_manifest_begins_with_one_file_of_every_kind(two_runs):
    lines = manifest(two_runs[0])
    assert [line["kind"] for line in lines[: len(KINDS)]] == list(KINDS)
    assert [line["file"] for line in lines[: len(KINDS)]] == [f"{kind}.pdf" for kind in KINDS]


def test_after_the_kinds_comes_every_other_form(two_runs):
    lines = [line for line in manifest(two_runs[0])[len(KINDS) :] if "/" not in line["file"]]
    assert [(line["kind"], line["file"], line["form_number"]) for line in lines] == [
        ("report_person", "report_person-bc_dot_xuat.pdf", "06"),
        ("report_collective", "report_collective-bc_dot_xuat.pdf", "06"),
        ("report_household", "report_household-bc_dot_xuat.pdf", "06"),
        ("report_person", "report_person-bc_ca_nhan.pdf", "05"),
        ("report_collective", "report_collective-bc_tap_the.pdf", "04"),
        ("commitment", "commitment-official.pdf", None),
        ("commitment", "commitment-collective.pdf", None),
        ("commitment", "commitment-person.pdf", None),
    ]


def test_manifest_is_true_of_its_files(two_runs):
    folder = two_runs[0]
    lines = manifest(folder)
    assert sorted(line["file"] for line in lines) == sorted(set(files(folder)) - {"manifest.json"})
    for line in lines:
        content = (folder / line["file"]).read_bytes()
        pages = pdf.page_count(content) if line["file"].endswith(".pdf") else 0
        assert (line["sha256"], line["pages"]) == (hashlib.sha256(content).hexdigest(), pages)
        assert set(line) == {"kind", "file", "pages", "sha256", "form_number", "law_date", "title"}
        assert date.fromisoformat(line["law_date"]) <= date(2026, 8, 20)


def test_province_gets_its_papers_as_numbered_files(two_runs):
    names = [line["file"] for line in manifest(two_runs[0]) if line["file"].startswith("province/")]
    assert names == [
        "province/00_danh_muc.xlsx",
        "province/01_to_trinh.pdf",
        "province/02_danh_sach.pdf",
        "province/03_bao_cao_tran_dinh_quoc_thai.pdf",
        "province/04_bien_ban_hop.pdf",
        "province/05_tai_lieu_ap_phich_moi_du_lop_ky_nang_so_ban_quet.pdf",
        "province/06_tai_lieu_tranh_ve_minh_hoa_lop_hoc_buoi_toi_tai_nha_van_hoa_xom.pdf",
    ]


def test_bound_dossier_names_its_nominees(two_runs):
    words = "\n".join(pdf.text_of((two_runs[0] / "dossier.pdf").read_bytes()))
    assert "Nguyễn Thị Thuỵ Ưởng" in words
    assert "Tổ công nghệ số cộng đồng Xóm 1" in words


@pytest.mark.parametrize("day", ["2025-10-29", "2026-10-01"])
def test_demo_can_be_told_for_other_days_and_law(run, app, tmp_path, day):
    done = run(app, "demo", "--out", tmp_path, "--day", day)
    assert done.exit_code == 0, done.output
    assert [line["kind"] for line in manifest(tmp_path)][: len(KINDS)] == list(KINDS)


def test_day_before_there_were_communes_is_refused_in_words(run, app, tmp_path):
    day = story.EARLIEST - timedelta(days=1)
    done = run(app, "demo", "--out", tmp_path, "--day", day)
    assert (done.exit_code, done.output) == (1, "Error: Ngày sớm nhất dựng được dữ liệu mẫu là 29/10/2025.\n")


def test_demo_leaves_the_operators_database_alone(two_runs, cast, context):
    assert db.session.scalar(select(func.count()).select_from(Authority)) == 4


def test_seeded_commune_has_work_in_every_room(seeded):
    with seeded.app_context(), transaction() as session, unscoped_unsafe(session, "nhìn lại sau bài thử"):
        assert sorted(session.scalars(select(Dossier.state))) == [
            "approved",
            "awarded",
            "decided",
            "decided",
            "draft",
            "rejected",
            "submitted",
        ]
        states = dict(session.execute(select(Commitment.state, func.count()).group_by(Commitment.state)).all())
        assert set(states) == {"signed", "printed", "declined", "withdrawn", "expired"}
        assert session.scalars(select(Authority.demo)).all() == [True, True, True]
        owners = session.execute(select(Person.owner_id, func.count()).group_by(Person.owner_id)).all()
        assert len(owners) == 2


def test_second_seeding_is_refused_in_words(seeded, run):
    done = run(seeded, "seed-demo")
    assert done.exit_code == 1
    assert done.output.startswith("Error: Cơ sở dữ liệu này đã có cơ quan")


def test_sign_ins_are_silent_without_demo_data(installation, run):
    app = installation()
    run(app, "init")
    done = run(app, "sign-ins")
    assert (done.exit_code, done.output) == (0, "")


def test_sign_ins_list_one_account_for_each_role(seeded, run):
    lines = run(seeded, "sign-ins").output.splitlines()
    assert lines[0].split("  ")[0] == "Vai trò"
    assert [line.split()[-2:] for line in lines[1:]] == [[one.username, story.PASSWORD] for one in story.SIGN_INS]
    assert {one.role for one in story.SIGN_INS} == set(Role)


def test_every_listed_account_can_sign_in(seeded):
    from tests.conftest import Client

    seeded.test_client_class = Client
    for one in story.SIGN_INS:
        answer = seeded.test_client().post("/sign-in", data={"username": one.username, "password": story.PASSWORD})
        assert answer.status_code == 303, one.username


def test_account_with_another_password_is_not_listed(seeded, run):
    from app.accounts import actions as accounts
    from app.cli.story.cast import CLERK, acting

    with seeded.app_context(), acting(CLERK, date(2026, 8, 20)) as user:
        accounts.change_password(user, story.PASSWORD, "một mật khẩu khác")
    names = [line.split()[-2] for line in run(seeded, "sign-ins").output.splitlines()[1:]]
    assert names == [one.username for one in story.SIGN_INS if one.username != CLERK]
