"""The pages of merging, as an officer uses them."""

from tests.cast import acting
from tests.merging.rows import foreign_urls
from tests.people.rows import hamlet, people_of


def test_two_are_merged_on_the_page_the_old_address_leads_on_and_undo_parts_them(app, cast, browser_of):
    with app.app_context():
        with acting(cast.users["officer"]):
            home = hamlet().id
        first, second = people_of(cast, "Trần Thị Hoà", "Trần Thị Hòa", hamlet_id=home)
    browser = browser_of("officer")
    listed = browser.get("/merging")
    assert f"/merging/person/{first}/{second}" in listed.text
    page = browser.get(f"/merging/person/{first}/{second}")
    assert ("Giữ giá trị nào" in page.text, "Trần Thị Hoà" in page.text) == (True, True)
    assert f"/merging/person/{first}/{second}" in browser.get(f"/merging/person/{first}").text
    answer = browser.post(f"/merging/person/{first}/{second}", data={"name": "second"})
    assert answer.status_code == 303
    shown = browser.get(answer.location)
    assert "Hoàn tác, tách lại thành hai" in shown.text
    gone = browser.get(f"/people/{first}")
    assert (gone.status_code, gone.location) == (302, f"/people/{second}")
    assert browser.post(answer.location.replace("/done", "/undo")).status_code == 303
    assert browser.get(f"/people/{first}").status_code == 200
    assert browser.post(f"/merging/person/{first}/{second}/apart").status_code == 303
    assert f"/merging/person/{first}/{second}" not in browser.get("/merging").text


def test_a_unit_asks_its_own_verb_and_nothing_else_is_a_kind(app, cast, browser_of):
    with app.app_context():
        [url, *_rest] = foreign_urls(cast)
    assert browser_of("administrator").get(url).status_code == 403
    assert browser_of("officer").get("/merging/paper/1").status_code == 404
    assert browser_of("officer").get(f"{url}?q=gop").status_code == 200
