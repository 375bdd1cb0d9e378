"""flask import: what a list says, row by row, for a script; nothing is written."""

import json

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
