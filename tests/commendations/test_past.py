"""The register of awards received: pasted lists, corrections, filters, the history of a subject, giấy khen by year."""

from datetime import date

import pytest

from app.commendations import actions as dossiers
from app.commendations import queries as dossier_queries
from app.commendations.actions import past as actions
from app.commendations.actions.achievements import remove_achievement
from app.commendations.forms.past import packed_past, past_lines
from app.commendations.models import Achievement
from app.commendations.queries import past as queries
from app.commendations.queries import register
from app.commendations.queries.register import Wanted
from app.commendations.rules.past import Standing, judge_past, subject_name
from app.db import db
from app.people import actions as people
from app.people.models import Person
from app.places import queries as places
from app.refusals import Refused
from app.sheets import parse_paste
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted

HEAD = "TT\tHọ và tên\tNăm sinh\tThôn\tHình thức\tLoại hình\tThành tích\tSố QĐ\tNgày\tCơ quan ban hành"
HUYEN = "Chủ tịch UBND huyện Nam Đàn"
ROW = f"Giấy khen\tChuyên đề\tHiến đất làm đường\t15/QĐ-UBND\t05/03/2023\t{HUYEN}"
LIST = "\n".join(
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


@pytest.fixture
def books(context, cast):
    """The commune with a person, a collective and a household."""
    with rows.officer(cast):
        rows.places_rows()
        rows.subjects(3)
        db.session.commit()


def judged(pasted: str = LIST, **options):
    hamlets = {one.id: one.name for one in places.hamlets(DAY)}
    lines, unused = past_lines(parse_paste(pasted), hamlets)
    assert unused == []
    return judge_past(lines, queries.books_for(lines, [subject_name(one) for one in lines], DAY, **options))


def codes(one) -> list[tuple[str, str]]:
    return [(doubt.column, doubt.reason.code) for doubt in one.doubts]


def test_every_line_says_what_becomes_of_it(cast, books):
    with rows.officer(cast):
        first, team, household, alone, stranger, wrong = judged()
        assert [one.standing for one in (first, team, household, alone, stranger, wrong)] == [
            Standing.NEW, Standing.NEW, Standing.WRONG, Standing.DOUBTFUL, Standing.UNKNOWN, Standing.WRONG,
        ]  # fmt: skip
        assert (first.award, first.award_type, first.day) == ("GK_XA", "chuyen_de", date(2023, 3, 5))
        assert first.award_label == f"Giấy khen của {HUYEN}"
        assert (team.kind, team.award, team.award_type) == ("collective", "BK_TINH", "chuyen_de")
        assert (household.kind, codes(household)) == ("household", [("day", "past-day-incomplete")])
        assert (alone.same[0].label, codes(alone)) == (
            "Nguyễn Thị Thuỵ Ưởng (1987, Thôn Đông Yên)",
            [("name", "past-which")],
        )
        assert codes(stranger) == [("name", "past-not-in-books")]
        assert codes(wrong) == [
            ("hamlet", "past-hamlet-unknown"), ("day", "past-day-unreadable"), ("award", "past-award-unknown"),
            ("type", "past-type-unknown"), ("merit", "past-merit-missing"), ("number", "past-number-missing"),
            ("issuer", "past-issuer-missing"),
        ]  # fmt: skip
        assert {one.standing for one in judged(adds=True)} >= {Standing.NEW, Standing.DOUBTFUL}
        assert judged(adds=True)[4].standing is Standing.NEW


def test_what_is_right_is_entered_and_the_rest_is_finished_later(cast, books):
    with rows.officer(cast):
        found = judged()
        rest = packed_past([one.line for one in found if one.standing is not Standing.NEW])
        taken = actions.take_list(found, "sổ cũ", None, rest)
        assert (taken.count, taken.waiting, taken.people) == (2, 4, 0)
        assert [one.standing for one in judged()][:2] == [Standing.KNOWN] * 2
        again = judged(LIST.replace("\t2023\tChủ", "\t05/03/2023\tChủ"), adds=True)
        more = actions.take_list(again, "", taken.row, "")
        assert (more.count, more.people, more.row.count) == (2, 1, 4)
        assert {one.issuer_name for one in queries.awards_of_list(taken.row)} == {HUYEN, "Chủ tịch UBND tỉnh Nghệ An"}
        assert db.session.query(Person).filter_by(name="Trần Văn Lạ").one().birth_year == 1950
        twice = judged(f"{HEAD}\n" + f"1\tTrần Văn Lạ\t1950\t\t{ROW.replace('15/', '77/')}\n" * 2)
        assert [one.standing for one in twice] == [Standing.NEW, Standing.KNOWN]
        assert actions.undo_list(taken.row) == 4
        with pytest.raises(Refused) as caught:
            actions.undo_list(taken.row)
        assert [one.code for one in caught.value.reasons] == ["past-undone-already"]
        with pytest.raises(Refused) as caught:
            actions.take_list([], "rỗng", None, "")
        assert [one.code for one in caught.value.reasons] == ["past-nothing-to-enter"]


def test_a_list_on_which_something_rests_is_not_taken_back(context, cast, dossier_at):
    dossier_id = dossier_at("draft")
    with rows.officer(cast):
        person = dossier_queries.get(dossier_id).nominees[0].person
        pasted = f"{HEAD}\n1\t{person.name}\t{person.birth_year}\tThôn Đông Yên\t{ROW}"
        row = actions.take_list(judged(pasted), "sổ cũ", None, "").row
        dossier = dossier_queries.get(dossier_id)
        rows.vote(dossier.meetings[0] if dossier.meetings else rows.meeting(dossier, dossier_queries.all_councils()[0]))
        dossiers.close_vote(dossier, rows.MEETING_DAY)
        assert actions.why_not_undo(row) == []
        rows.sign_proposal(dossier)
        assert [(one.code, one.detail) for one in actions.why_not_undo(row)] == [
            ("past-printed-since", "Nguyễn Thị Thuỵ Ưởng (1987, Thôn Đông Yên)")
        ]
        queries.awards_of_list(row)[0].revoked_on = DAY
        assert [one.code for one in actions.why_not_undo(row)] == ["past-revoked-since", "past-printed-since"]


def test_the_register_is_filtered_ordered_paged_and_corrected(cast, books):
    with rows.officer(cast):
        person = db.session.query(Person).filter_by(name="Nguyễn Thị Thuỵ Ưởng").one()
        other = people.save_person(None, DAY, name="Vi Văn An", birth_year=1960)
        first = rows.past_award(person, "1/QĐ", date(2021, 1, 1))
        second = rows.past_award(other, "2/QĐ", date(2022, 1, 1), issuer_name="Chủ tịch UBND xã Vạn Phúc", award="LDTT")
        third = rows.past_award(other, "3/QĐ", date(2022, 6, 1))
        third.revoked_on = DAY
        db.session.flush()

        def numbers(**wanted) -> list[str]:
            return [one.reference_number for one in register.listed(Wanted(**wanted))]

        assert numbers() == ["3/QĐ", "2/QĐ", "1/QĐ"]
        assert [numbers(sort=sort) for sort in ("oldest", "name", "issuer")] == [
            ["1/QĐ", "2/QĐ", "3/QĐ"], ["2/QĐ", "3/QĐ", "1/QĐ"], ["1/QĐ", "3/QĐ", "2/QĐ"],
        ]  # fmt: skip
        assert numbers(words="thuy uong") == numbers(year=2021) == ["1/QĐ"]
        assert numbers(award="LDTT") == numbers(issuer="Chủ tịch UBND xã Vạn Phúc") == ["2/QĐ"]
        assert (numbers(revoked="yes"), numbers(revoked="no")) == (["3/QĐ"], ["2/QĐ", "1/QĐ"])
        assert (numbers(source="here"), len(numbers(source="typed"))) == ([], 3)
        assert register.count(Wanted(year=2022)) == 2
        assert register.years() == [2022, 2021]
        for sort in register.SORTS:
            whole = register.listed(Wanted(sort=sort))
            paged, last = [], None
            while page := register.listed(Wanted(sort=sort), after=last, limit=1):
                paged += page
                last = page[-1].id
            assert paged == whole
        rows.past_award(other, "1/QĐ-UBND", date(2021, 1, 1), row=first)
        assert (first.person_id, first.reference_number) == (other.id, "1/QĐ-UBND")
        with pytest.raises(Refused) as caught:
            rows.past_award(other, "2/QĐ", date(2022, 1, 1), row=first)
        assert [one.code for one in caught.value.reasons] == ["achievement-known"]
        remove_achievement(second)
        assert numbers() == ["3/QĐ", "1/QĐ-UBND"]


def test_an_award_decided_here_is_only_changed_by_a_decision(context, cast, dossier_at):
    dossier_id = dossier_at("decided", count=2)
    with rows.officer(cast):
        dossier = dossier_queries.get(dossier_id)
        (row,) = register.history("person", dossier_queries.by_roll(dossier)[0].person_id)
        for act in (remove_achievement, lambda one: rows.past_award(one.person, "9/QĐ", DAY, row=one)):
            with pytest.raises(Refused) as caught:
                act(row)
            assert [one.code for one in caught.value.reasons] == ["achievement-decided-here"]
        assert register.dossiers_of([row]) == {row.nominee_id: dossier_id}
        assert [paper.kind for paper in register.certificates_of([row]).values()] == ["certificate"]
        assert register.under_way("person", row.person_id) == []
        book = register.golden_book(DAY.year)
        assert [one.nominee.roll_number for one in book] == [1, 2]
        assert register.golden_book(DAY.year, after=(book[0].decision.id, 1)) == book[1:]
        assert (register.golden_book(2025), register.golden_years()) == ([], [DAY.year])


def test_pages_of_the_register(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft")
    browser = browser_of("officer")
    with app.app_context(), rows.officer(cast):
        person = dossier_queries.get(dossier_id).nominees[0].person
        person_id = person.id
        row_id = _kept(rows.past_award(person, "1/QĐ", date(2021, 1, 1)))
    base = "/commendations/achievements"
    page = browser.get(base).text
    assert f"/commendations/history/person/{person_id}" in page
    assert f"{base}/{row_id}" in page
    assert "1/QĐ" not in browser.get(f"{base}?q=tran").text
    assert browser.get(f"{base}?all=1&sort=name").status_code == 200
    assert browser.get(f"{base}.xlsx?year=2021").status_code == 200
    history = browser.get(f"/commendations/history/person/{person_id}").text
    assert HUYEN in history
    assert f"/commendations/{dossier_id}" in history
    assert f"/commendations/history/person/{person_id}" in browser.get(f"/people/{person_id}").text
    for wrong in (f"/commendations/history/nobody/{person_id}", "/commendations/history/person/99999"):
        assert browser.get(wrong).status_code == 404
    assert 'value="1/QĐ"' in browser.get(f"{base}/{row_id}").text
    assert browser.post(f"{base}/{row_id}", data={"day": "01/01/2021"}).status_code == 422
    assert browser.post(f"{base}/{row_id}/remove").status_code == 303
    assert browser.get("/commendations/golden-book").status_code == 200
    assert browser.get("/commendations/golden-book.xlsx?year=2026").status_code == 200
    assert browser.post(f"{base}/list", data={"source": "sổ cũ"}).status_code == 422
    preview = browser.post(f"{base}/list", data={"source": "sổ cũ", "text": LIST, "hamlet_id": "", "award_type": ""})
    assert preview.status_code == 200
    assert "chưa đủ ngày, tháng" in preview.text
    kept = preview.text.split('name="kept" value="')[1].split('"')[0].replace("&#34;", '"').replace("&amp;", "&")
    sent = {"source": "sổ cũ", "kept": kept, "import_id": "0", "asked-2": "", "day-2": "05/03/2023"}
    assert "Xem trước" in browser.post(f"{base}/list/check", data=sent).text
    sent["issuer"] = "Chủ tịch UBND huyện cũ"
    assert browser.post(f"{base}/list/save", data=sent).status_code == 303
    lists = browser.get(f"{base}/list").text
    assert "sổ cũ" in lists
    assert "Làm tiếp" in lists
    number = lists.split(f"{base}/lists/")[1].split('"')[0].split("/")[0]
    again = browser.get(f"{base}/lists/{number}").text
    assert "Làm tiếp danh sách sổ cũ" in again
    assert 'value="Chủ tịch UBND huyện cũ"' in again
    assert browser.post(f"{base}/lists/{number}/undo").status_code == 303
    assert browser.get(f"{base}/lists/{number}").status_code == 303
    assert browser.post(f"{base}/list/save", data={**sent, "kept": "hỏng"}).status_code == 422


def _kept(row: Achievement) -> int:
    db.session.flush()
    return row.id


def test_a_page_costs_the_same_at_few_and_at_many_rows(app, cast, browser_of):
    browser = browser_of("officer")

    def opened(path: str) -> int:
        with counted(app) as statements:
            assert browser.get(path).status_code == 200
        return len(statements)

    with app.app_context(), rows.officer(cast):
        rows.places_rows()
        (person,) = rows.subjects(1)
        rows.past_award(person, "1/QĐ", date(2021, 1, 1))
        db.session.commit()
        person_id = person.id
    paths = ("/commendations/achievements", f"/commendations/history/person/{person_id}")
    few = [opened(path) for path in paths]
    with app.app_context(), rows.officer(cast):
        person = db.session.get(Person, person_id)
        for number in range(30):
            rows.past_award(person, f"{number}/QĐ-UBND", date(2022, 1, 1))
        db.session.commit()
    assert few == [opened(path) for path in paths]
