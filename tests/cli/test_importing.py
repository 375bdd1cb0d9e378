"""flask import: what a list says, row by row, for a script; without --dry-run what is right is written."""

import json

from app.imports.queries import listing as lists
from app.imports.queries.kinds import KINDS
from tests.cast import HOME, acting
from tests.people import rows as people
from tests.reading.sheets_made import book

SHEET = [
    ["DANH SÁCH HỘI VIÊN"],
    ["STT", "Họ và tên", "Năm sinh", "Thôn", "Số điện thoại"],
    [1, "NGUYỄN VĂN MỚI", "15/3/72", "Thôn Đông", 912345678],
    [2, "Lê Thị Sai", "31/2/1980", "Thôn Đông", "12"],
    [None, "Tổng cộng: 2"],
]


def test_preview_for_a_script(run, app, cast, tmp_path):
    with app.app_context(), acting(cast.users["officer"]):
        people.hamlet("Thôn Đông")
    file = tmp_path / "list.xlsx"
    file.write_bytes(book(SHEET))
    done = run(app, "import", "people", file, "--commune", HOME, "--dry-run", "--json")
    assert done.exit_code == 0
    assert json.loads(done.output) == {
        "columns": {"full_name": "Họ và tên", "birth": "Năm sinh", "hamlet": "Thôn", "phone": "Số điện thoại"},
        "skipped": [1, 2, 5],
        "rows": [
            {
                "row": 3,
                "state": "new",
                "values": {
                    "full_name": "Nguyễn Văn Mới", "family": "Nguyễn", "middle": "Văn", "given": "Mới",
                    "birth_date": "15/03/1972", "hamlet": "Thôn Đông", "phone": "0912345678",
                },
                "faults": [],
            },
            {
                "row": 4,
                "state": "wrong",
                "values": {
                    "full_name": "Lê Thị Sai", "family": "Lê", "middle": "Thị", "given": "Sai", "hamlet": "Thôn Đông",
                    "phone": "12",
                },
                "faults": [
                    {
                        "field": "birth_date",
                        "message": "Tháng 02/1980 không có ngày 31. Viết ngày sinh dạng dd/mm/yyyy hoặc chỉ năm sinh, "
                        "ví dụ 05/02/1980 hoặc 1980.",
                    },
                    {"field": "phone", "message": "Không phải số điện thoại: “12”."},
                ],
            },
        ],
    }  # fmt: skip
    said = run(app, "import", "people", file, "--commune", HOME, "--dry-run").output
    assert "3\tnew\tNguyễn Văn Mới" in said.splitlines()


def test_a_file_refused_whole(run, app, cast, tmp_path):
    file = tmp_path / "list.xlsx"
    for data, said in (
        (b"MZ\x90\x00", "Đây không phải danh sách mà là chương trình (.exe).\n"),
        (b"a" * 25_000_001, "Tệp lớn quá 25 MB. Hãy chỉ giữ lại trang tính cần nhập.\n"),
    ):
        file.write_bytes(data)
        done = run(app, "import", "people", file, "--commune", HOME, "--dry-run", "--json")
        assert (done.exit_code, done.stderr, done.stdout) == (2, said, "")
    file.write_bytes(book(SHEET))
    done = run(app, "import", "people", file, "--commune", "99999", "--dry-run", "--json")
    assert (done.exit_code, done.stderr) == (2, "Không có xã, phường nào mã 99999 dùng phần mềm.\n")


def test_what_is_right_is_written_and_the_rest_waits_on_the_page(run, app, cast, tmp_path):
    with app.app_context(), acting(cast.users["officer"]):
        people.hamlet("Thôn Đông")
    file = tmp_path / "list.xlsx"
    file.write_bytes(book([*SHEET[:3], *([number, f"Lê Văn {chr(64 + number)}"] for number in range(1, 26)), SHEET[3]]))
    done = run(app, "import", "people", file, "--commune", HOME, "--json")
    told = json.loads(done.output)
    assert (done.exit_code, told["saved"], told["waiting"]) == (0, 26, 1)
    again = json.loads(run(app, "import", "people", file, "--commune", HOME, "--dry-run", "--json").output)
    assert {row["state"] for row in again["rows"][:1]} == {"same"}
    with app.app_context(), acting(cast.users["officer"]):
        [incoming] = lists.lists(["people"], open_only=True)
        assert (incoming.source, lists.counts(incoming).saved, lists.counts(incoming).look) == ("list.xlsx", 26, 1)


def test_a_list_inside_something_names_it(run, app, cast, tmp_path):
    file = tmp_path / "list.xlsx"
    file.write_bytes(book(SHEET))
    kind = next(name for name, one in KINDS.items() if one.has_subject)
    for more, said in (
        ((), "Danh sách loại này thuộc về một bản ghi: nêu số của bản ghi đó sau --for."),
        (("--for", "99"), "Không có bản ghi số 99 cho danh sách loại này."),
    ):
        done = run(app, "import", kind, file, "--commune", HOME, "--dry-run", *more)
        assert (done.exit_code, done.stderr) == (2, f"{said}\n")
