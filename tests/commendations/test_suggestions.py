"""What hamlets and units suggest: one by one, as a list, gathered into a dossier, declined, taken back, printed."""

import html
from datetime import date

import pytest
from sqlalchemy import select

from app import audit
from app.commendations import actions, forms, queries
from app.commendations.models import Dossier, Suggestion
from app.commendations.rules import (
    SuggestionState,
    as_typed,
    gather_refusals,
    typed_name,
    undo_refusals,
)
from app.db import db
from app.people.models import Person
from app.places import actions as places
from app.places import queries as places_queries
from tests.cast import DAY
from tests.commendations import rows
from tests.commendations.test_rounds import codes
from tests.queries_counted import counted
from tests.workbooks import read_xlsx

MERIT = "Đã hướng dẫn 42 người dân dùng dịch vụ công trực tuyến."


def test_reasons_against_gathering_and_undoing():
    assert [one.code for one in gather_refusals([], "GK_XA")] == ["no-suggestion-chosen"]
    found = gather_refusals([("gathered", "BK_TINH", False, "A"), ("waiting", "GK_XA", True, "B")], "GK_XA")
    assert [(one.code, one.detail) for one in found] == [
        ("suggestion-not-waiting", "A"),
        ("suggestion-unfinished", "A"),
        ("suggestion-of-other-award", "A"),
    ]
    assert [one.code for one in undo_refusals("waiting", False, "A")] == ["suggestion-not-gathered"]
    assert [one.code for one in undo_refusals("gathered", True, "A")] == ["gathered-worked-on"]
    assert undo_refusals("gathered", False, "A") == []
    assert as_typed("Vi Lạ", "", "Thôn 3") == "Vi Lạ – Thôn 3"
    assert typed_name("Vi Lạ – 1980 – Thôn 3") == "Vi Lạ"


# ---- in the books


@pytest.fixture
def round_id(app, cast):
    """A round, two hamlets, a unit, and in the books two persons, a team and a household."""
    with app.app_context(), rows.officer(cast):
        rows.places_rows()
        places.save_hamlet(None, "Thôn Phú Thọ", "Vi Văn Trọng", date(2025, 7, 1))
        db.session.flush()
        rows.subjects(3)
        rows.person(places_queries.hamlets(DAY)[0], "Lê Thị Hoà", 1990)
        return rows.award_round().id


def by_name(name: str):
    return next(one for one in queries.proposers(DAY) if one.name == name)


def person(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def suggested(award_round, place: str, subject=None, **given):
    said = {"award": "GK_XA", "merit": MERIT, "received_on": DAY, "subject": subject} | given
    return actions.suggest(award_round, by_name(place), **said)


def test_suggestion_names_proposer_and_who_entered_it(app, cast, round_id):
    with app.app_context(), rows.officer(cast):
        award_round = queries.get_round(round_id)
        row = suggested(award_round, "Thôn Phú Thọ", person("Lê Thị Hoà"))
        assert (row.entered_by, row.state, queries.proposer_name(row)) == ("Nguyễn Thị An", "waiting", "Thôn Phú Thọ")
        (logged,) = audit.lines_about(row)
        assert logged.keys == {"name": "Lê Thị Hoà (1990, Thôn Đông Yên)", "proposer": "Thôn Phú Thọ"}
        assert codes(suggested, award_round, "Thôn Phú Thọ", person("Lê Thị Hoà")) == [("suggested-already", "")]
        award_round.awards, award_round.subjects = ["GK_XA"], ["collective"]
        wrong = {"award": "BK_TINH", "merit": " "}
        assert codes(suggested, award_round, "Thôn Đông Yên", person("Lê Thị Hoà"), **wrong) == [
            ("award-not-in-round", ""),
            ("suggested-merit-missing", ""),
            ("kind-not-in-round", "cá nhân"),
        ]
        assert codes(suggested, award_round, "Thôn Đông Yên") == [("name-missing", "")]


def test_two_proposers_of_one_person_become_one_case_that_names_both(app, cast, round_id):
    with app.app_context(), rows.officer(cast) as user:
        award_round = queries.get_round(round_id)
        hoa = person("Lê Thị Hoà")
        first = suggested(award_round, "Thôn Đông Yên", hoa)
        second = suggested(award_round, "Phòng Văn hóa - Xã hội", hoa, merit="Mở 3 lớp ở thôn.")
        third = suggested(award_round, "Thôn Phú Thọ", person("Nguyễn Thị Thuỵ Ưởng"))
        assert queries.with_alike(award_round, [first]) == [first, second]
        assert queries.also_proposed_by(award_round, [first])[first.id] == ["Phòng Văn hóa - Xã hội"]
        assert queries.suggested_counts(award_round) == {("GK_XA", "person"): 2}
        said = {"award": "GK_XA", "author": user, "day": DAY, "achievement": rows.MERIT}
        done = actions.gather(award_round, [first, second, third], **said, direct={first.id: True, third.id: False})
        assert (done.added, done.suggestions) == (2, 3)
        nominees = {queries.name_of(one): one for one in done.dossier.nominees}
        case = nominees["Lê Thị Hoà"]
        assert case.summary == f"{MERIT}\nMở 3 lớp ở thôn."
        assert (case.achievement, case.direct_worker) == (rows.MERIT, True)
        assert nominees["Nguyễn Thị Thuỵ Ưởng"].direct_worker is False
        assert [queries.proposer_name(one) for one in queries.gathered_into([case.id])[case.id]] == [
            "Thôn Đông Yên",
            "Phòng Văn hóa - Xã hội",
        ]
        assert {one.state for one in (first, second, third)} == {SuggestionState.GATHERED}
        (logged,) = [one for one in audit.lines_about(done.dossier) if one.event == "suggestions-gathered"]
        assert logged.keys == {"count": 3, "proposers": "Thôn Đông Yên, Phòng Văn hóa - Xã hội, Thôn Phú Thọ"}
        # A later proposer of the same joins the case in its dossier, and is refused a second one.
        late = suggested(award_round, "Thôn Phú Thọ", hoa)
        assert codes(actions.gather, award_round, [late], **said) == [
            ("suggested-in-other-dossier", "Lê Thị Hoà (1990, Thôn Đông Yên)")
        ]
        assert actions.gather(award_round, [late], **said, dossier=done.dossier).added == 0
        # What one of three takes back leaves the case; the last takes it along.
        actions.undo_gathering(award_round, [first])
        assert {queries.name_of(one) for one in done.dossier.nominees} == set(nominees)
        actions.undo_gathering(award_round, [second, late])
        assert [queries.name_of(one) for one in done.dossier.nominees] == ["Nguyễn Thị Thuỵ Ưởng"]
        assert (first.state, first.nominee_id, second.state) == ("waiting", None, "waiting")


def test_gathering_is_not_undone_over_work_or_after_the_draft(app, cast, round_id):
    with app.app_context(), rows.officer(cast) as user:
        award_round = queries.get_round(round_id)
        row = suggested(award_round, "Thôn Đông Yên", person("Lê Thị Hoà"))
        said = {"award": "GK_XA", "author": user, "day": DAY, "achievement": rows.MERIT}
        dossier = actions.gather(award_round, [row], **said).dossier
        dossier.nominees[0].report = {"achievements": "Đã dạy."}
        assert codes(actions.undo_gathering, award_round, [row]) == [
            ("gathered-worked-on", "Lê Thị Hoà (1990, Thôn Đông Yên)")
        ]
        dossier.state = "proposed"
        assert codes(actions.undo_gathering, award_round, [row]) == [("not-while-in-state", "")]
        assert codes(actions.decline, award_round, [row], "Trùng")[0][0] == "suggestion-not-waiting"
        assert codes(actions.remove_suggestion, row)[0][0] == "suggestion-not-waiting"
        dossier.state = "draft"
        # Taken off by hand in the dossier, the suggestion waits again.
        actions.remove_nominee(dossier.nominees[0])
        assert (row.state, row.nominee_id, row.made_nominee) == ("waiting", None, False)


def test_declined_with_a_reason_and_let_wait_again(app, cast, round_id):
    with app.app_context(), rows.officer(cast):
        award_round = queries.get_round(round_id)
        row = suggested(award_round, "Thôn Đông Yên", person("Lê Thị Hoà"))
        assert actions.decline(award_round, [row], "Chưa đủ thời gian") == 1
        assert (row.state, row.reason) == ("declined", "Chưa đủ thời gian")
        assert audit.lines_about(award_round)[0].keys == {
            "count": 1,
            "names": "Lê Thị Hoà (1990, Thôn Đông Yên)",
            "reason": "Chưa đủ thời gian",
        }
        assert queries.suggested_counts(award_round) == {}
        again = suggested(
            award_round, "Thôn Đông Yên", person("Lê Thị Hoà")
        )  # a declined one does not stand in the way
        actions.remove_suggestion(again)
        assert actions.restore(award_round, [row]) == 1
        assert (row.state, row.reason) == ("waiting", None)
        assert codes(actions.restore, award_round, [row])[0][0] == "suggestion-not-declined"


def test_nothing_of_another_commune_is_found(app, cast, round_id):
    from tests.cast import acting

    with app.app_context():
        with rows.officer(cast):
            row_id = suggested(queries.get_round(round_id), "Thôn Đông Yên", person("Lê Thị Hoà")).id
        with acting(cast.users["stranger"]):
            from werkzeug.exceptions import NotFound

            with pytest.raises(NotFound):
                queries.get_suggestion(row_id)
            assert db.session.scalars(select(Suggestion)).all() == []


# ---- the pages


def new(round_id: int, by: str) -> str:
    return f"/commendations/rounds/{round_id}/suggestions/new?proposer={by}"


@pytest.fixture
def keys(app, cast, round_id):
    with app.app_context(), rows.officer(cast):
        return {one.name: one.key for one in queries.proposers(DAY)}


def test_three_letters_merit_enter_and_the_next(app, cast, browser_of, round_id, keys):
    officer = browser_of("officer")
    assert "Chọn thôn, tổ dân phố hoặc đơn vị" in officer.get(f"/commendations/rounds/{round_id}/suggestions/new").text
    url = new(round_id, keys["Thôn Phú Thọ"])
    page = officer.get(url).text
    assert f'value="{DAY:%d/%m/%Y}"' in page
    today = {"one-received_on": "20/08/2026", "one-award": "GK_XA", "one-merit": "Dạy 20 người"}
    answer = officer.post(url, data=today | {"one-subject": "le hoa"})
    assert answer.status_code == 303
    assert "award=GK_XA" in answer.headers["Location"]
    assert "Lê Thị Hoà (1990, Thôn Đông Yên)" in officer.get(answer.headers["Location"]).text
    faults = (
        ({"one-subject": "Vi Thị Lạ"}, "Không tìm thấy “Vi Thị Lạ”."),
        ({"one-subject": "le hoa", "one-merit": ""}, "Chưa nhập tóm tắt thành tích."),
        ({"one-subject": "le hoa"}, "Thôn, đơn vị này đã đề nghị trường hợp này rồi."),
        ({"one-subject": "uong", "one-award": ""}, "Chưa chọn hình thức đề nghị."),
        ({"one-subject": "uong", "one-received_on": "21/08/2026"}, "Ngày nhận không được sau hôm nay."),
        ({"one-subject": "khanh"}, "kết quả, chọn một"),
    )
    for wrong, message in faults:
        answer = officer.post(url, data=today | wrong)
        assert answer.status_code == 422, wrong
        assert message in html.unescape(answer.text), wrong
    kept = officer.post(url, data=today | {"one-subject": "Vi Thị Lạ", "one-keep_typed": "y"})
    assert kept.status_code == 303
    with app.app_context(), rows.officer(cast):
        found = queries.suggestions(queries.get_round(round_id), queries.Asked(unfinished=True))
        assert [(one.typed, one.merit, one.received_on) for one in found] == [("Vi Thị Lạ", "Dạy 20 người", DAY)]
        lost = found[0].id
    one = f"/commendations/suggestions/{lost}"
    assert 'value="Vi Thị Lạ"' in officer.get(one).text
    good = {"subject": "uong", "award": "GK_XA", "merit": "Dạy 20 người", "received_on": "20/08/2026"}
    assert officer.post(one, data=good | {"merit": ""}).status_code == 422
    assert officer.post(one, data=good).status_code == 303
    assert "Nguyễn Thị Thuỵ Ưởng" in officer.get(one).text
    assert officer.post(f"{one}/remove").status_code == 303
    assert officer.get(one).status_code == 404


def test_ticked_suggestions_go_into_a_dossier_and_back(app, cast, browser_of, round_id):
    with app.app_context(), rows.officer(cast):
        award_round = queries.get_round(round_id)
        hoa = person("Lê Thị Hoà")
        ids = [suggested(award_round, place, hoa).id for place in ("Thôn Đông Yên", "Phòng Văn hóa - Xã hội")]
        lost = suggested(award_round, "Thôn Phú Thọ", typed="Vi Thị Lạ").id
        other = suggested(award_round, "Thôn Phú Thọ", hoa, award="BK_TINH").id
    officer = browser_of("officer")
    base = f"/commendations/rounds/{round_id}/suggestions"
    page = officer.get(base).text
    assert page.count('name="chosen"') == 4
    assert "cùng Phòng Văn hóa - Xã hội" in page
    wrong = html.unescape(officer.post(f"{base}/gather", data={"chosen": [ids[0], lost, other]}).text)
    assert "Vi Thị Lạ: chưa rõ là ai trong sổ, hãy bổ sung trước." in wrong
    assert "đề nghị hình thức khác; mỗi hồ sơ một hình thức" in wrong
    choose = officer.post(f"{base}/gather", data={"chosen": [ids[0]]}).text
    assert choose.count('type="hidden" name="chosen"') == 2  # the other proposer of the same comes along
    assert "thành tích xuất sắc trong thực hiện phong trào" in choose
    typed = {"chosen": ids, "dossier": "new", "achievement": "", f"direct-{ids[0]}": "yes"}
    faulty = officer.post(f"{base}/gathered", data=typed)
    assert (faulty.status_code, "Chưa nhập thành tích." in faulty.text) == (422, True)
    long = officer.post(f"{base}/gathered", data=typed | {"achievement": "thành tích " * 36})
    assert (long.status_code, "Dài quá ba dòng của giấy khen" in long.text) == (422, True)
    done = officer.post(f"{base}/gathered", data=typed | {"achievement": rows.MERIT})
    assert done.status_code == 303
    assert "Đã đưa 2 đề nghị vào hồ sơ: thêm 1 trường hợp." in officer.get(base).text
    with app.app_context(), rows.officer(cast):
        (dossier,) = db.session.scalars(select(Dossier).where(Dossier.round_id == round_id)).all()
        assert [(queries.name_of(one), one.direct_worker) for one in dossier.nominees] == [("Lê Thị Hoà", True)]
    again = officer.post(f"{base}/decline", data={"chosen": ids, "reason": "Trùng"})
    assert (again.status_code, "đề nghị này đã được xử lý" in again.text) == (422, True)
    missing = officer.post(f"{base}/decline", data={"chosen": [lost], "reason": ""})
    assert (missing.status_code, "Chưa nhập lý do không đưa vào hồ sơ." in missing.text) == (422, True)
    assert officer.post(f"{base}/decline", data={"chosen": [lost], "reason": "Không đủ"}).status_code == 303
    assert "Không đủ" in officer.get(f"{base}?state=declined").text
    assert officer.post(f"{base}/restore", data={"chosen": [lost]}).status_code == 303
    assert officer.post(f"{base}/undo", data={"chosen": []}).status_code == 422
    assert officer.post(f"{base}/undo?state=gathered", data={"chosen": ids}).status_code == 303
    assert officer.get(f"{base}?state=waiting").text.count('name="chosen"') == 4
    book = read_xlsx(officer.get(f"{base}.xlsx?award=BK_TINH").data)
    assert book.rows[-1][:4] == [
        "Thôn Phú Thọ",
        "Lê Thị Hoà (1990, Thôn Đông Yên)",
        "cá nhân",
        "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
    ]


def test_pages_are_hidden_from_the_stranger_and_writes_from_the_clerk(app, cast, browser_of, round_id, keys):
    with app.app_context(), rows.officer(cast):
        row_id = suggested(queries.get_round(round_id), "Thôn Đông Yên", person("Lê Thị Hoà")).id
    base, by = f"/commendations/rounds/{round_id}", f"?proposer={keys['Thôn Đông Yên']}"
    reads = [
        f"{base}/suggestions",
        f"{base}/suggestions.xlsx",
        f"{base}/proposal-list?blank=1",
        f"/commendations/suggestions/{row_id}",
    ]
    writes = [f"{base}/suggestions/new{by}", f"{base}/suggestions/gather"]
    posts = [f"{base}/suggestions/{verb}" for verb in ("gather", "gathered", "undo", "restore", "decline")]
    posts += [f"{base}/suggestions/{verb}{by}" for verb in ("new",)]
    posts += [f"/commendations/suggestions/{row_id}", f"/commendations/suggestions/{row_id}/remove"]
    stranger, clerk = browser_of("stranger"), browser_of("clerk")
    assert {url: stranger.get(url).status_code for url in reads + writes} == dict.fromkeys(reads + writes, 404)
    assert {url: stranger.post(url).status_code for url in posts} == dict.fromkeys(posts, 404)
    assert {url: clerk.get(url).status_code for url in reads} == dict.fromkeys(reads, 200)
    assert {url: clerk.get(url).status_code for url in writes} == dict.fromkeys(writes, 403)
    assert {url: clerk.post(url).status_code for url in posts} == dict.fromkeys(posts, 403)
    assert browser_of("council").get(reads[0]).status_code == 403
    assert browser_of("officer").get(f"{base}/suggestions/new?proposer=hamlet-99").status_code == 200  # choose one
    assert browser_of("officer").post(f"{base}/suggestions/new?proposer=hamlet-99").status_code == 404


def test_list_sends_the_same_statements_for_two_rows_and_eight(app, cast, browser_of, round_id):
    def fill(count: int, word: str) -> None:
        with app.app_context(), rows.officer(cast):
            award_round, hamlet = queries.get_round(round_id), places_queries.hamlets(DAY)[0]
            for number in range(count):
                one = rows.person(hamlet, f"Lò Thị {word} {number}", 1990)
                suggested(award_round, "Thôn Đông Yên", one)
                suggested(award_round, "Thôn Phú Thọ", one)

    officer = browser_of("officer")
    urls = [f"/commendations/rounds/{round_id}/suggestions", f"/commendations/rounds/{round_id}/proposal-list"]
    fill(1, "A")
    few, many = [], []
    for url in urls:
        officer.get(url)
        with counted(app) as found:
            officer.get(url)
        few.append(len(found))
    fill(3, "B")
    for url in urls:
        with counted(app) as found:
            page = officer.get(url).text
        many.append(len(found))
        assert page.count("Lò Thị B 2") >= 2
    assert many == few


def test_gathering_reads_the_figures_of_all_at_once(app, cast, round_id):
    def statements(count: int, word: str) -> int:
        with app.app_context(), rows.officer(cast) as user:
            award_round, hamlet = queries.get_round(round_id), places_queries.hamlets(DAY)[0]
            for number in range(count):
                suggested(award_round, "Thôn Đông Yên", rows.person(hamlet, f"Lò Thị {word} {number}", 1990))
            db.session.flush()
            asked = queries.Asked(state=SuggestionState.WAITING)
            chosen = queries.suggestions(award_round, asked)
            with counted(app) as found:
                actions.gather(award_round, chosen, award="GK_XA", author=user, day=DAY, achievement=rows.MERIT)
            return sum(1 for one in found if one.lstrip().startswith("SELECT"))

    assert statements(2, "A") >= statements(9, "B")


def test_printed_list_has_its_head_rows_and_who_signs(app, cast, browser_of, round_id, keys):
    with app.app_context(), rows.officer(cast):
        award_round = queries.get_round(round_id)
        suggested(award_round, "Thôn Phú Thọ", person("Lê Thị Hoà"))
        declined = suggested(award_round, "Thôn Phú Thọ", typed="Vi Thị Lạ")
        actions.decline(award_round, [declined], "Không đủ")
    officer = browser_of("officer")
    url = f"/commendations/rounds/{round_id}/proposal-list"
    blank = officer.get(f"{url}?blank=1").text
    assert blank.count("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG") == 3  # two hamlets and a unit
    assert blank.count('class="unseen">để trống') == 3 * 9
    filled = officer.get(url).text
    assert filled.count("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG") == 1
    assert "Lê Thị Hoà" in filled
    assert "Vi Thị Lạ" not in filled
    assert "Vi Văn Trọng" in filled
    assert "Chưa ghi đề nghị nào để in." in officer.get(f"{url}?proposer={keys['Thôn Đông Yên']}").text
    assert officer.get(f"{url}?proposer=unit-99").status_code == 404


def test_form_of_suggestions_offers_what_the_round_gives(app, cast, round_id):
    with app.app_context(), rows.officer(cast):
        award_round = queries.get_round(round_id)
        assert [code for code, _label in forms.awards_of(award_round, DAY)] == ["GK_XA", "BK_TINH"]
        award_round.awards, award_round.subjects = ["BK_TINH"], ["collective"]
        assert [code for code, _label in forms.awards_of(award_round, DAY)] == ["BK_TINH"]
        assert queries.kinds_of(award_round, "BK_TINH", DAY) == ["collective"]
