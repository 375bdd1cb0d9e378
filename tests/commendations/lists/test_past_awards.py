"""The list of awards of earlier years: read as registers and decisions have it, entered, mended, taken back."""

from datetime import date

import pytest

from app import audit
from app.commendations import actions as dossiers
from app.commendations import queries as dossier_queries
from app.commendations.lists.past_awards import PastAwardList
from app.commendations.models import Achievement
from app.commendations.queries import register
from app.commendations.queries.register import Wanted
from app.commendations.rules.past_lines import decision_cells
from app.db import db
from app.imports.actions import beginning, saving, undoing
from app.imports.queries.judging import preview
from app.people import actions as people
from app.people.models import Person
from app.reading import read_text
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.commendations.test_past import HUYEN
from tests.queries_counted import counted

LIST = PastAwardList()
HEAD = "TT\tHọ và tên\tNăm sinh\tThôn\tHình thức\tLoại hình\tThành tích\tSố QĐ\tNgày\tCơ quan ban hành"
ROW = f"Giấy khen\tChuyên đề\tHiến đất làm đường\t15/QĐ-UBND\t05/03/2023\t{HUYEN}"
REGISTER = "\n".join(
    (
        HEAD,
        f"1\tNguyễn Thị Thuỵ Ưởng\t1987\tThôn Đông Yên\t{ROW}",
        "2\tTổ công nghệ số cộng đồng thôn Đông Yên\t\t\tBằng khen\tphong trào thi đua\tNăm 2024\t3/QĐ-UBND\t5/1/2025\t"
        "Chủ tịch UBND tỉnh Nghệ An",
        f"3\tHộ ông Nguyễn Hoàng Quốc Khánh\t\tThôn Đông Yên\t{ROW.replace('05/03/2023', '2023')}",
        f"4\tnguyễn thị thuỵ ưởng\t\t\t{ROW.replace('15/', '16/')}",
        f"5\tTrần Văn Lạ\t1950\tThôn Đông Yên\t{ROW}",
        "6\tNguyễn Thị Thuỵ Ưởng\t1987\tThôn Cũ\tDanh hiệu đẹp lắm\tgì đó\t\t\t31/02/2023\t",
    )
)
DECISION = """DANH SÁCH CÁ NHÂN ĐƯỢC TẶNG GIẤY KHEN
(Kèm theo Quyết định số 15/QĐ-UBND ngày 05 tháng 3 năm 2023 của Chủ tịch UBND huyện Nam Đàn)
TT\tHọ và tên\tNăm sinh\t\tĐịa chỉ\tHình thức khen thưởng\tLoại hình\tThành tích
\t\tNam\tNữ\t\t\t\t
1\tNguyễn Thị Thuỵ Ưởng\t\t1987\tThôn Đông Yên, xã Vạn An\tGiấy khen\tCông trạng\tDạy học
2\tTrần Văn Lạ\t1950\t\tThôn Đông Yên\tGiấy khen\tĐột xuất\tCứu người
"""
YEARS = """Họ tên\tNăm\tDanh hiệu thi đua\tSố, ngày, tháng, năm của quyết định công nhận danh hiệu thi đua; \
cơ quan ban hành quyết định\tLoại hình\tThành tích
Nguyễn Thị Thuỵ Ưởng\t2021\tLao động tiên tiến\tQuyết định số 15/QĐ-UBND ngày 05/3/2023 của Chủ tịch UBND huyện Nam Đàn\
\tCông trạng\tHoàn thành nhiệm vụ
\t2022\tChiến sĩ thi đua cơ sở\tQĐ số 25/QĐ-UBND, 5/3/2024, UBND huyện Nam Đàn\tCông trạng\tHoàn thành xuất sắc
"""


@pytest.fixture
def books(context, cast):
    """The commune with a person, a collective and a household."""
    with rows.officer(cast):
        rows.places_rows()
        rows.subjects(3)
        db.session.commit()
        yield


def judged(text: str = REGISTER, **options: str):
    return preview(LIST, read_text(text, prose=True), None, options)[1]


def saved(text: str = REGISTER, **options: str) -> list[Achievement]:
    ready = [one for one in judged(text, **options) if one.ready]
    return [db.session.get_one(Achievement, row_id) for row_id in LIST.save(ready, None, options)]


def told(one) -> list[tuple[str, str]]:
    return [(fault.field, fault.reason.code) for fault in one.faults]


def states(text: str = REGISTER, **options: str) -> list[str]:
    return [one.state.value for one in judged(text, **options)]


def test_every_line_says_what_becomes_of_it(books):
    first, team, household, alone, stranger, wrong = judged()
    assert states() == ["new", "new", "wrong", "doubtful", "doubtful", "wrong"]
    assert (first.record.award, first.record.award_type, first.record.day) == ("GK_XA", "chuyen_de", date(2023, 3, 5))
    assert first.values["award"] == f"Giấy khen của {HUYEN}"
    assert (team.record.award, team.record.award_type, team.record.meant.kind) == ("BK_TINH", "chuyen_de", "collective")
    assert (household.record.heard.kind, told(household)) == ("household", [("day", "past-day-incomplete")])
    assert (alone.twins[0].label, told(alone)) == ("Nguyễn Thị Thuỵ Ưởng (1987, Thôn Đông Yên)", [])
    assert told(stranger) == [("full_name", "past-not-in-books")]
    assert sorted(told(wrong)) == [
        ("award", "past-award-unknown"), ("award_type", "past-type-unknown"), ("day", "past-day-unreadable"),
        ("hamlet", "hamlet-unknown"), ("issuer", "past-issuer-missing"), ("merit", "past-merit-missing"),
        ("reference_number", "past-number-missing"),
    ]  # fmt: skip
    assert states(adds="1")[4] == "new"


def test_decisions_are_read_where_officials_write_them(books):
    layout, found = preview(LIST, read_text(DECISION, prose=True), None, {"adds": "1"})
    assert layout.headings[-3:] == (
        "Số quyết định (ở tiêu đề)", "Ngày quyết định (ở tiêu đề)", "Cơ quan ban hành (ở tiêu đề)",
    )  # fmt: skip
    said = [(one.record.reference_number, one.record.day, one.record.issuer, one.state.value) for one in found]
    assert said == [("15/QĐ-UBND", date(2023, 3, 5), HUYEN, "new")] * 2
    assert [one.values["gender"] for one in found] == ["Nữ", "Nam"]
    whole, below = judged(YEARS)
    assert below.line.cell("full_name") == "Nguyễn Thị Thuỵ Ưởng"  # the cell was merged over both years
    assert (whole.record.award, whole.record.day, whole.record.issuer) == ("LDTT", date(2023, 3, 5), HUYEN)
    assert (below.record.award, below.record.reference_number) == ("CSTDCS", "25/QĐ-UBND")
    assert (below.record.day, below.record.issuer) == (date(2024, 3, 5), "UBND huyện Nam Đàn")
    assert decision_cells({"reference_number": "Số: 7/QĐ-UBND"}) == {"reference_number": "7/QĐ-UBND"}
    (message,) = judged(
        f"1. Trần Văn Lạ – 1950 – Giấy khen – 15/QĐ-UBND ngày 5/3/2023 của {HUYEN} – Hiến đất, làm đường",
        adds="1",
        award_type="chuyen_de",
    )
    assert (message.state, message.record.merit, message.record.issuer) == ("new", "Hiến đất, làm đường", HUYEN)
    usual = judged(
        "Họ tên\tNăm sinh\nNguyễn Thị Thuỵ Ưởng\t1987\n",
        award="GK_XA", award_type="dot_xuat", reference_number="9/QĐ", day="01/02/2024", issuer=HUYEN, merit="Cứu",
    )[0]  # fmt: skip
    assert (usual.state, usual.record.day, usual.line.cell("award_type")) == ("new", date(2024, 2, 1), "đột xuất")


def test_what_is_right_is_entered_the_same_is_known_and_a_correction_changes(books):
    assert [one.reference_number for one in saved(source="sổ cũ")] == ["15/QĐ-UBND", "3/QĐ-UBND"]
    assert states()[:2] == ["same", "same"]
    twice = f"{HEAD}\n" + f"1\tTrần Văn Lạ\t1950\t\t{ROW.replace('15/', '77/')}\n" * 2
    assert states(twice, adds="1") == ["new", "same"]
    other = f"{HEAD}\n1\tTrần Văn Lạ\t1950\t\t{ROW}\n2\tTrần Văn Lạ\t1950\t\t{ROW.replace('15/', '8/')}\n"
    made = saved(other, adds="1")
    assert made[0].person_id == made[1].person_id
    assert db.session.query(Person).filter_by(name="Trần Văn Lạ").one().birth_year == 1950
    mended = REGISTER.replace("Hiến đất làm đường\t15/", "Hiến đất mở đường\t15/")
    first = judged(mended)[0]
    assert (first.state, dict(first.twins[0].changes)) == ("change", {"merit": "Hiến đất làm đường"})
    assert [one.merit for one in saved(mended)][0] == "Hiến đất mở đường"
    assert states(mended)[0] == "same"


def test_an_award_decided_here_is_known_and_never_changed_by_a_list(context, cast, dossier_at):
    dossier_id = dossier_at("decided")
    with rows.officer(cast):
        nominee = dossier_queries.by_roll(dossier_queries.get(dossier_id))[0]
        (row,) = register.history("person", nominee.person_id)
        line = (
            f"{nominee.person.name}\t{nominee.person.birth_year}\tKhác hẳn\t{row.reference_number}\t{row.day:%d/%m/%Y}"
        )
        (found,) = judged(f"Họ tên\tNăm sinh\tThành tích\tSố quyết định\tNgày quyết định\n{line}\n")
        assert (found.state, told(found)) == ("same", [("reference_number", "past-decided-here")])
        (told_row,) = list(LIST.everything(None))
        assert (told_row["day"], told_row["award"]) == (row.day, row.award_label)


def test_an_import_is_taken_back_unless_a_sealed_report_names_it(context, cast, dossier_at):
    dossier_id = dossier_at("draft")
    with rows.officer(cast):
        person = dossier_queries.get(dossier_id).nominees[0].person
        pasted = f"{HEAD}\n1\t{person.name}\t{person.birth_year}\tThôn Đông Yên\t{ROW}"

        def taken(text: str):
            made = beginning.begin(LIST, None, {}, "sổ cũ", read_text(text, prose=True))
            saving.save(made)
            return made

        first = taken(pasted)
        assert [one.event for one in audit.lines_about(first)][0] == "list-saved"
        assert undoing.undo(first)
        assert register.listed(Wanted()) == []
        second = taken(pasted)
        dossier = dossier_queries.get(dossier_id)
        rows.vote(dossier.meetings[0] if dossier.meetings else rows.meeting(dossier, dossier_queries.all_councils()[0]))
        dossiers.close_vote(dossier, rows.MEETING_DAY)
        rows.sign_proposal(dossier)
        with pytest.raises(Refused) as caught:
            undoing.undo(second)
        assert [(one.code, one.detail) for one in caught.value.reasons] == [
            ("past-printed-since", "Nguyễn Thị Thuỵ Ưởng (1987, Thôn Đông Yên)")
        ]


def test_judging_costs_the_same_for_few_and_for_many(app, books):
    people.save_person(None, DAY, name="Vi Văn An", birth_year=1960)
    db.session.flush()

    def statements(count: int) -> int:
        text = HEAD + "".join(f"\n{at}\tVi Văn An\t1960\t\t{ROW.replace('15/', f'{at}/')}" for at in range(count))
        with counted(app) as found:
            judged(text)
        return len(found)

    statements(1)
    assert statements(2) == statements(60)
