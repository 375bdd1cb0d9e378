"""The check before anything is nominated: whom lines mean, what the result says, and that nothing is stored."""

import re

import pytest
from sqlalchemy import func, select

from app.commendations import evidence, queries
from app.commendations.models import Dossier, Nominee
from app.commendations.rules.naming import Named, Standing, meant, read_line
from app.db import db
from app.people import actions as people
from app.people.rules import Birth, ListLine
from app.places import queries as places
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted
from tests.workbooks import read_xlsx

HAMLETS = {1: "Thôn Đông Yên", 2: "Thôn 2"}
DUC = Named("person", 7, "Nguyễn Văn Đức", "Nguyễn Văn Đức (1980, Thôn 2)", Birth(birth_year=1980), 2)
YOUNG = Named("person", 8, "Nguyễn Văn Đức", "Nguyễn Văn Đức (1999, Thôn Đông Yên)", Birth(birth_year=1999), 1)
HOME = Named("household", 3, "Nguyễn Văn Đức", "Hộ ông (bà) Nguyễn Văn Đức, Thôn 2", Birth(birth_year=1980), 2)
TEAM = Named("collective", 5, "Tổ số", "Tổ số", hamlet_id=1)


def understood(*cells, known=(DUC, YOUNG, HOME, TEAM)):
    lines = [read_line(ListLine(number, one)) for number, one in enumerate(cells, start=1)]
    return [(str(one.standing), one.line.choice, len(one.faults)) for one in meant(lines, known, HAMLETS)]


def test_a_line_means_one_of_the_books_several_or_none():
    assert understood(
        {"name": "nguyen van duc", "born": "1980"},
        {"name": "1. Nguyễn Văn Đức (1999, Thôn Đông Yên)"},
        {"name": "Hộ ông (bà) Nguyễn Văn Đức, Thôn 2"},
        {"name": "Nguyễn Văn Đức", "kind": "Hộ gia đình"},
        {"name": "Tổ số"},
        {"name": "Nguyễn Văn Đức"},
        {"name": "Nguyễn Văn Đức", "born": "1970"},
        {"name": "Lò Thị Ẳng"},
        {"name": "Tổ số", "hamlet": "Thôn 9"},
        {"name": "Tổ số", "kind": "cây"},
    ) == [
        ("found", "person-7", 0),
        ("found", "person-8", 0),
        ("found", "household-3", 0),
        ("again", "household-3", 0),
        ("found", "collective-5", 0),
        ("several", "", 0),
        ("several", "", 0),  # the year speaks against both, who are offered all the same
        ("none", "", 0),
        ("several", "collective-5", 1),
        ("several", "collective-5", 1),
    ]


def test_a_choice_holds_only_for_whom_the_line_offers():
    lines = [ListLine(1, {"name": "Nguyễn Văn Đức"}, choice) for choice in ("person-8", "person-99", "skip")]
    found = meant(lines, [DUC, YOUNG], HAMLETS)
    assert [one.standing for one in found] == [Standing.FOUND, Standing.SEVERAL, Standing.SKIPPED]


@pytest.fixture
def made(app, cast):
    """Ids: a round with its plan and people of every kind in the books; nothing nominated."""
    with app.app_context(), rows.officer(cast):
        rows.places_rows()
        award_round = rows.award_round()
        person, team, home = rows.subjects(3)
        hamlet = places.hamlets(DAY)[0]
        twin = people.save_person(None, DAY, name=person.name, birth_year=1950, hamlet_id=hamlet.id)
        db.session.flush()
        return {"round": award_round.id, "person": person.id, "twin": twin.id, "team": team.id, "home": home.id}


LIST = """Họ và tên\tĐối tượng\tNăm sinh\tThành tích
Nguyễn Thị Thuỵ Ưởng\tcá nhân\t1987\tthành tích dạy 40 người
Tổ công nghệ số cộng đồng thôn Đông Yên\ttập thể\t\t
Nguyễn Hoàng Quốc Khánh\thộ\t\t
Nguyễn Thị Thuỵ Ưởng\t\t\t
Lò Thị Ẳng\t\t1990\t
"""


def stored(app, cast):
    with app.app_context(), rows.officer(cast):
        return db.session.scalar(select(func.count(Dossier.id))), db.session.scalar(select(func.count(Nominee.id)))


def read(browser, made, text=LIST, **fields):
    return browser.post("/commendations/check", data={"round": made["round"], "award": "GK_XA", "text": text} | fields)


def hidden(answer) -> dict[str, str]:
    """What the form of a result sends back by itself, with nothing ticked."""
    found = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', answer.text))
    return {name: value for name, value in found.items() if name != "csrf_token"}


def test_a_list_shows_doubts_and_results_together_and_stores_nothing(app, browser_of, cast, made):
    browser = browser_of("officer")
    assert browser.get(f"/commendations/check?round={made['round']}").status_code == 200
    answer = read(browser, made)
    assert answer.status_code == 200
    assert "3 trường hợp: 0 chưa đạt, 0 cần xem, 3 chỉ còn chờ xác nhận, 0 đạt; 2 dòng chưa rõ là ai" in answer.text
    assert f'value="person-{made["twin"]}"' in answer.text  # the namesake is offered
    assert "Không có trong sổ" in answer.text
    assert "Điều 4 Nghị định số 152/2025/NĐ-CP" in answer.text  # a reason has its article
    again = browser.post("/commendations/check/again", data=hidden(answer) | {"choice-3": f"person-{made['twin']}"})
    assert "4 trường hợp" in again.text
    assert "1 dòng chưa rõ là ai" in again.text
    assert stored(app, cast) == (0, 0)


def test_the_ticked_ones_go_into_a_dossier_with_their_words(app, browser_of, cast, made):
    browser = browser_of("officer")
    answer = browser.post("/commendations/check/again", data=hidden(read(browser, made)) | {"mark": "yes"})
    assert answer.text.count(" checked") == 3
    fields = hidden(answer) | {"dossier": "new", "achievement": "thành tích xuất sắc trong phong trào"}
    nobody = browser.post("/commendations/check/nominate", data=fields)
    assert (nobody.status_code, "Chưa đánh dấu" in nobody.text) == (422, True)
    done = browser.post("/commendations/check/nominate", data=fields | {"take-0": "1", "take-2": "1"})
    assert done.status_code == 303
    with app.app_context(), rows.officer(cast):
        dossier_id = int(done.location.rsplit("/", 1)[1])
        dossier = queries.get(dossier_id)
        found = {(one.person_id, one.household_id): one for one in dossier.nominees}
        assert set(found) == {(made["person"], None), (None, made["home"])}
        assert found[made["person"], None].achievement == "thành tích dạy 40 người"
        assert found[None, made["home"]].achievement == "thành tích xuất sắc trong phong trào"
        assert found[made["person"], None].figures["day"] == DAY.isoformat()
    twice = browser.post("/commendations/check/nominate", data=fields | {"dossier": str(dossier_id), "take-0": "1"})
    assert (twice.status_code, "đã có trong" in twice.text) == (422, True)
    assert stored(app, cast) == (1, 2)


def test_one_person_is_checked_by_three_letters(browser_of, made):
    browser = browser_of("officer")
    fields = {"subject": "Nguyễn Thị Thuỵ Ưởng", "subject-id": f"person-{made['twin']}"}
    answer = read(browser, made, "", **fields)
    assert "1 trường hợp" in answer.text
    assert "(1950, Thôn Đông Yên)" in answer.text


def test_nothing_typed_or_nothing_readable_is_told_at_the_field(browser_of, made):
    browser = browser_of("officer")
    assert read(browser, made, "").status_code == 422
    assert read(browser, made, award="").status_code == 422
    cut_off = {"round": made["round"], "award": "GK_XA", "kept": "eJy"}
    assert browser.post("/commendations/check/again", data=cut_off).status_code == 422


def test_result_as_a_workbook_has_the_reasons_with_articles(browser_of, made):
    browser = browser_of("officer")
    sent = hidden(read(browser, made)) | {"sort": "name", "shown": "waiting"}
    lines = read_xlsx(browser.post("/commendations/check/result.xlsx", data=sent).data).rows[-3:]
    assert [(line[0], line[1], line[2]) for line in lines] == [
        ("Nguyễn Thị Thuỵ Ưởng (1987, Thôn Đông Yên)", "cá nhân", "chờ xác nhận"),
        ("Tổ công nghệ số cộng đồng thôn Đông Yên", "tập thể", "chờ xác nhận"),
        ("Hộ ông (bà) Nguyễn Hoàng Quốc Khánh, Thôn Đông Yên", "hộ gia đình", "chờ xác nhận"),
    ]
    assert all("Điều" in line[6] for line in lines)
    printed = browser.post("/commendations/check/print", data=sent)
    assert "3 trường hợp chờ xác nhận" in printed.text
    assert printed.text.count("Lý do chung số 1, 2") == 3
    assert printed.text.count("Công khai đối tượng đề nghị khen thưởng trước khi trình") == 1


def test_a_check_reads_as_often_for_three_as_for_thirty(app, cast, made):
    with app.app_context(), rows.officer(cast):
        hamlet = places.hamlets(DAY)[0]
        more = [rows.person(hamlet, f"Lò Văn {n}", 1990) for n in range(30)]
        keys = [("person", one.id) for one in more]
        award_round = queries.get_round(made["round"])
        sent = []
        for some in (keys[:3], keys):
            db.session.expire_all()
            award_round = queries.get_round(made["round"])
            with counted(app) as statements:
                found = evidence.check(queries.subjects_by_key(some), award_round, "GK_XA", DAY, {})
            assert len(found) == len(some)
            sent.append(len(statements))
    assert sent[0] == sent[1]
