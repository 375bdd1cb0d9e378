"""Pages of oversight as each role sees them."""

import io
import re
from datetime import date, datetime

import pytest
from openpyxl import load_workbook  # noqa: TID251 a workbook is read back as Excel would

from app.oversight import queries
from app.training import queries as training
from tests.cast import acting
from tests.oversight import rows
from tests.people.rows import person
from tests.plans.rows import plan_of, population
from tests.queries_counted import counted


@pytest.fixture
def done(app, cast):
    with app.app_context():
        return rows.done(cast)


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def sheet(answer) -> list[tuple]:
    return [row for row in load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True) if any(row)]


def test_page_without_a_plan_says_where_to_begin(browser_of):
    answer = browser_of("officer").get("/oversight/")
    assert "Chưa có kế hoạch phong trào nào" in answer.text


def test_page_shows_people_and_visits_together(browser_of, done):
    shown = words(browser_of("officer").get("/oversight/"))
    assert "3 người , 5 lượt" in shown
    assert "2 người · 4 lượt" in shown


def test_target_without_base_is_not_called_reached(app, cast, browser_of, done):
    with app.app_context():
        rows.target(cast, done.plan, measure="people-passed", value=None, base=None, base_source="")
    assert "chưa tính được" in browser_of("officer").get("/oversight/").text


def test_target_without_a_measure_leads_to_where_it_is_chosen(app, cast, browser_of, done):
    with app.app_context():
        target = rows.target(cast, done.plan, measure=None)
    told = "chưa chọn cách tính"
    assert f'href="/plans/{done.plan}/targets/{target}">{told}</a>' in browser_of("officer").get("/oversight/").text
    assert f'<span class="soft">{told}</span>' in browser_of("leader").get("/oversight/").text


def test_plan_can_be_chosen(app, cast, browser_of, done):
    with app.app_context():
        other = plan_of(cast.users["officer"], reference_number="77/KH-UBND", with_targets=False)
    assert "77/KH-UBND, từ" in words(browser_of("officer").get(f"/oversight/?plan={other}"))


def test_figure_opens_its_people_with_their_visits(browser_of, done):
    answer = browser_of("officer").get(f"/oversight/figure/{done.plan}/people-trained?hamlet={done.hamlets[0]}")
    shown = words(answer)
    assert "Người dự tập huấn: Thôn 2." in shown
    assert "2 người, 4 lượt" in shown
    assert "1 Nguyễn Văn An (Thôn 2) 3" in shown
    assert f'href="/people/{done.both}"' in answer.text


def test_sheet_of_a_figure_says_what_the_page_says(browser_of, done):
    answer = browser_of("officer").get(f"/oversight/figure/{done.plan}/people-trained.xlsx")
    assert sheet(answer)[-3:] == [
        (1, "Nguyễn Văn An (Thôn 2)", 3),
        (2, "Trần Thị Bình (Thôn 2)", 1),
        (3, "Lê Thị Chi (Thôn 10)", 1),
    ]


def test_figure_of_one_person_names_them(browser_of, done):
    answer = browser_of("officer").get(f"/oversight/figure/{done.plan}/people-trained?person={done.both}")
    assert "Người dự tập huấn: Nguyễn Văn An (Thôn 2)." in words(answer)


def test_person_has_a_page_of_figures_that_open(browser_of, done):
    officer = browser_of("officer")
    answer = officer.get(f"/oversight/people/{done.both}")
    shown = words(answer)
    assert "Dự tập huấn 1 người 3 lượt" in shown
    assert "Đạt kết quả tập huấn 1 người 2 lượt" in shown
    assert "Lớp đã dạy chưa có –" in shown
    assert "Bản cam kết đã ký, của mình hoặc của hộ chưa có –" in shown
    links = re.findall(rf'href="(/oversight/figure/[^"]+person={done.both})"', answer.text)
    assert links == [
        f"/oversight/figure/{done.plan}/{measure}?person={done.both}"
        for measure in ("people-trained", "people-passed", "people-skilled", "vneid-confirmed")
    ]
    assert [officer.get(link).status_code for link in links] == [200, 200, 200, 200]


def test_page_of_a_person_names_every_measure(browser_of, done):
    answer = browser_of("officer").get(f"/oversight/people/{done.both}")
    assert answer.text.count('<th scope="row">') == len(queries.MEASURES)


def test_page_of_a_person_tells_the_classes_they_taught(app, cast, browser_of, done):
    with app.app_context(), acting(cast.users["officer"]):
        training.get(done.courses[0]).leads[0].person_id = done.only_second
    shown = words(browser_of("officer").get(f"/oversight/people/{done.only_second}"))
    assert "Lớp đã dạy 1 lớp 2 buổi" in shown
    assert "Người dự các lớp đã dạy 2 người 3 lượt" in shown


def test_page_of_a_person_is_of_the_plan_chosen(app, cast, browser_of, done):
    with app.app_context():
        fields = {"valid_from": date(2027, 1, 1), "valid_until": date(2028, 1, 1), "day": date(2026, 1, 1)}
        later = plan_of(cast.users["officer"], reference_number="77/KH-UBND", with_targets=False, **fields)
    shown = words(browser_of("officer").get(f"/oversight/people/{done.both}?plan={later}"))
    assert "77/KH-UBND, từ 01/01/2027 đến hết 31/12/2027" in shown
    assert "Dự tập huấn chưa có –" in shown


def test_page_of_a_person_without_a_plan(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        person_id = person("Nguyễn Văn An").id
    assert "Chưa có kế hoạch phong trào nào" in browser_of("officer").get(f"/oversight/people/{person_id}").text


def test_page_of_a_person_reads_as_much_for_much_as_for_little(app, browser_of, done):
    browser = browser_of("officer")
    browser.get(f"/oversight/people/{done.both}")
    reads = []
    for person_id in (done.both, done.only_second):
        with counted(app) as statements:
            browser.get(f"/oversight/people/{person_id}")
        reads.append(len(statements))
    assert reads[0] == reads[1]


def test_page_of_a_person_is_reached_from_the_record_by_who_reads_figures(browser_of, done):
    assert f'href="/oversight/people/{done.both}"' in browser_of("officer").get(f"/people/{done.both}").text


def test_province_reads_the_page_of_a_person_without_a_way_to_the_record(browser_of, done):
    answer = browser_of("reviewer").get(f"/oversight/people/{done.both}?plan={done.plan}")
    assert answer.status_code == 200
    assert f'href="/people/{done.both}"' not in answer.text


@pytest.mark.parametrize(("name", "status"), [("stranger", 404), ("trainer", 403), ("council", 403)])
def test_page_of_a_person_is_not_for_others(browser_of, done, name, status):
    assert browser_of(name).get(f"/oversight/people/{done.both}").status_code == status


def test_page_of_a_person_of_nobody_signed_in(client, done):
    assert client.get(f"/oversight/people/{done.both}").status_code == 401


def test_sheets_say_what_the_page_says(app, cast, browser_of, done):
    with app.app_context():
        population(cast.users["officer"], {(done.hamlets[0], None): 8}, date(2026, 1, 1))
        rows.target(cast, done.plan, group="T3", label="Nhóm ba", measure="people-trained", base=4, value=50)
    officer = browser_of("officer")
    day = datetime(2026, 1, 1)  # noqa: DTZ001 as the workbook has it
    assert sheet(officer.get("/oversight/hamlets.xlsx"))[-2:] == [
        ("Thôn 2", 2, 4, 8, day, "Công an xã", 25),
        ("Thôn 10", 1, 1, None, None, "chưa nhập số gốc", None),
    ]
    assert sheet(officer.get("/oversight/groups.xlsx?group=T3"))[3][:3] == ("T2", 0, 0)
    assert sheet(officer.get("/oversight/months.xlsx?figure=courses-held"))[-1] == (8, 2, 2, 4, 2)
    source = "Công an xã, dân số ngày 01/01/2026"
    target = ("T3", "Nhóm ba", 2026, "≥", 50, "%", 2, 4, None, 4, None, source, 50, "đạt")
    assert [tuple(cell or None for cell in row) for row in sheet(officer.get("/oversight/targets.xlsx"))[2:]] == [
        target
    ]


def test_year_and_figure_can_be_chosen(browser_of, done):
    officer = browser_of("officer")
    shown = words(officer.get("/oversight/?figure=courses-held"))
    assert "Lớp đã mở năm 2026 2 lớp · 4 buổi" in shown
    assert "Tổng số năm 2025" in words(officer.get("/oversight/?year=2025"))
    assert "Tổng số năm 2026" in words(officer.get("/oversight/?year=1999&figure=nothing&group=T9"))


def test_every_link_of_the_page_opens_as_many_lines_as_it_says(browser_of, done):
    officer = browser_of("officer")
    links = set()
    for address in ("/oversight/", "/oversight/?figure=people-passed&group=T3", "/oversight/?figure=courses-held"):
        page = officer.get(address).text
        said = re.findall(r'href="(/oversight/figure/[^"]+year=[^"]+)">(?:<strong>)?(?:[^0-9<]* )?(\d+)', page)
        links |= {(url.replace("&amp;", "&"), int(number)) for url, number in said}
    assert len(links) > 30
    for url, number in links:
        answer = officer.get(url)
        assert (url, answer.text.count('<th scope="row">')) == (url, number)
        assert len(sheet(officer.get(url.replace("?", ".xlsx?")))) - 2 == number


def test_number_opens_its_people_page_by_page(app, cast, browser_of, done):
    with app.app_context(), acting(cast.users["officer"]):
        for number in range(60):
            person(f"Lê Văn {number:02d}", hamlet_id=done.hamlets[1], vneid_confirmed_on=date(2026, 3, 1))
    officer = browser_of("officer")
    first = officer.get(f"/oversight/figure/{done.plan}/vneid-confirmed?year=2026&month=3")
    assert "60 người, 60 lượt" in words(first)
    assert first.text.count('<th scope="row">') == 50
    url = re.search(r'rel="next" href="([^"]+)"', first.text).group(1).replace("&amp;", "&")
    second = officer.get(url)
    assert second.text.count('<th scope="row">') == 10
    assert "Trang đầu" in second.text
    assert len(sheet(officer.get(f"/oversight/figure/{done.plan}/vneid-confirmed.xlsx?year=2026&month=3"))) == 62


def test_list_says_whom_and_when_it_is_about(browser_of, done):
    url = f"/oversight/figure/{done.plan}/people-trained?year=2026&month=8&hamlet={done.hamlets[0]}&group=T3&new=1"
    assert "Người dự tập huấn: Thôn 2, nhóm T3, tháng 8/2026, lần đầu trong năm." in words(
        browser_of("officer").get(url)
    )
    nobody = f"/oversight/figure/{done.plan}/people-trained?year=2026&hamlet=0&group=none"
    assert "chưa rõ thôn, chưa rõ nhóm, năm 2026." in words(browser_of("officer").get(nobody))


def test_classes_of_a_target_open_and_a_strangers_do_not(app, cast, browser_of, done):
    with app.app_context():
        target_id = rows.target(cast, done.plan, measure="people-trained")
        with acting(cast.users["officer"]):
            training.get(done.courses[0]).target_id = target_id
    url = f"/oversight/figure/{done.plan}/courses-held?target={target_id}"
    assert f'href="/training/{done.courses[0]}"' in browser_of("officer").get(url).text
    assert "1 lớp phục vụ chỉ tiêu này" in words(browser_of("officer").get("/oversight/"))
    assert browser_of("stranger").get(url).status_code == 404


def test_log_tells_in_sentences_newest_first(browser_of, done):
    shown = words(browser_of("officer").get("/oversight/log"))
    assert shown.index("Nguyễn Văn An") < shown.index("12/KH-UBND")


def test_log_goes_on_a_page_at_a_time(app, cast, browser_of, done):
    with app.app_context():
        for number in range(50):
            plan_of(cast.users["officer"], reference_number=f"{100 + number}/KH-UBND", with_targets=False)
    first = browser_of("officer").get("/oversight/log")
    before = re.search(r"/oversight/log\?before=(\d+)", first.text).group(1)
    second = browser_of("officer").get(f"/oversight/log?before={before}")
    assert "149/KH-UBND" in first.text
    assert "149/KH-UBND" not in second.text
    assert "12/KH-UBND" in second.text


@pytest.mark.parametrize(
    "address",
    ["/oversight/?plan={}", "/oversight/figure/{}/people-trained", "/oversight/figure/{}/people-trained.xlsx"],
)
def test_stranger_finds_no_plan_of_ours(browser_of, done, address):
    assert browser_of("stranger").get(address.format(done.plan)).status_code == 404


def test_stranger_sees_nothing_of_our_work(app, cast, browser_of, done):
    with app.app_context():
        theirs = plan_of(cast.users["stranger"], with_targets=False)
    browser = browser_of("stranger")
    answer = browser.get(f"/oversight/figure/{theirs}/people-trained?hamlet={done.hamlets[0]}")
    assert "Chưa có bản ghi nào" in answer.text
    assert "Thôn 2" not in answer.text
    assert "Nguyễn Văn An" not in browser.get("/oversight/log").text


def test_province_sees_the_people_of_its_communes(browser_of, done):
    browser = browser_of("reviewer")
    assert "Thôn 2, Vạn An" in browser.get(f"/oversight/?plan={done.plan}").text
    figure = browser.get(f"/oversight/figure/{done.plan}/people-trained").text
    assert "Nguyễn Văn An" in figure
    assert f"/people/{done.both}" not in figure


def test_unknown_measure_is_not_found(browser_of, done):
    assert browser_of("officer").get(f"/oversight/figure/{done.plan}/no-such-thing").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("trainer", 403), ("administrator", 403), ("council", 403)])
def test_wrong_role_is_refused(browser_of, name, status):
    assert browser_of(name).get("/oversight/").status_code == status


def test_administrator_reads_the_log_and_trainer_does_not(browser_of):
    assert browser_of("administrator").get("/oversight/log").status_code == 200
    assert browser_of("trainer").get("/oversight/log").status_code == 403


def test_not_signed_in_is_asked_to(client):
    assert client.get("/oversight/").status_code == 401


def test_page_reads_as_much_for_many_hamlets_as_for_few(app, cast, browser_of, done):
    from tests.cast import acting
    from tests.people.rows import hamlet

    browser = browser_of("officer")
    browser.get("/oversight/")
    with counted(app) as few:
        browser.get("/oversight/")
    with app.app_context(), acting(cast.users["officer"]):
        for number in range(3, 9):
            hamlet(f"Thôn {number}")
    with counted(app) as many:
        browser.get("/oversight/")
    assert len(many) == len(few)
