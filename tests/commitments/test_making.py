"""Making many at once: the preview, what is ticked away, the work in the background."""

import re

import pytest
from sqlalchemy import func, select

from app import jobs
from app.commitments import actions, queries
from app.commitments.models import BulkAct, Commitment
from app.commitments.rules import Found, Standing, weigh
from app.db import db
from app.jobs import Job
from app.places import queries as places
from tests.cast import acting
from tests.commitments import rows
from tests.people import rows as people
from tests.queries_counted import counted


def found(number: int, name: str = "Nguyễn Văn Đức", **changes) -> Found:
    fields = {"year": 1975, "hamlet_id": 1, "hamlet": "Thôn 2", "key": ("thon 2", f"{number:05d}", number)}
    return Found(id=number, name=name, **fields | changes)


def arranged(app, cast, *names, **kwargs):
    with app.app_context():
        return rows.made(cast, *names, **kwargs)


def waiting(app, cast, made, *names, **fields) -> list[int]:
    """Households in the first hamlet of a campaign that have no commitment yet."""
    with app.app_context(), acting(cast.users["officer"]):
        place = places.hamlet(made.hamlets[0])
        return [people.household(name, place, **fields).id for name in names]


def url_of(made, page: str = "make") -> str:
    return f"/commitments/campaigns/{made.campaign}/{page}"


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# ---- rules


def test_who_must_be_looked_at_comes_first_and_who_is_there_last():
    given = [
        found(1, there=True),
        found(2, "Trần Thị Bé"),
        found(3, "", complete=False),
        found(4, "Lê Thị An", former=True),
    ]
    weighed = weigh(given, "household")
    assert [(one.found.id, one.standing) for one in weighed] == [
        (3, Standing.LACKING),
        (4, Standing.DOUBTFUL),
        (2, Standing.NEW),
        (1, Standing.KNOWN),
    ]
    assert [[reason.code for reason in one.reasons] for one in weighed] == [
        ["household-without-head"],
        ["subject-of-former-authority"],
        [],
        [],
    ]


def test_same_name_year_and_hamlet_are_doubtful_also_beside_one_who_is_there():
    weighed = weigh([found(1, there=True), found(2, "NGUYỄN VĂN ĐỨC"), found(3, "Nguyễn Văn Đức", year=1980)], "person")
    assert {one.found.id: one.standing for one in weighed} == {
        1: Standing.KNOWN,
        2: Standing.DOUBTFUL,
        3: Standing.NEW,
    }


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("household", "household-without-head"),
        ("collective", "collective-without-representative"),
        ("official", "official-without-post"),
        ("person", "name-missing"),
    ],
)
def test_what_is_lacking_is_told_by_kind(kind, code):
    assert [one.reasons[0].code for one in weigh([found(1, complete=False)], kind)] == [code]


# ---- the preview


def test_hamlets_are_not_ticked_beforehand(app, cast, browser_of):
    made = arranged(app, cast)
    waiting(app, cast, made, "Nguyễn Văn Đức")
    page = browser_of("officer").get(url_of(made)).text
    assert re.findall(r'name="hamlets"[^>]*checked', page) == []
    assert "Xem trước tất cả: 1 hộ gia đình" in page


def test_preview_tells_new_known_doubtful_and_lacking(app, cast, browser_of):
    made = arranged(app, cast, "Vi Văn Ông")
    waiting(app, cast, made, "Nguyễn Văn Đức", "Nguyễn Văn Đức", "Lê Thị An")
    with app.app_context(), acting(cast.users["officer"]):
        place = places.hamlet(made.hamlets[0])
        people.household("Moong Văn Nghệ", place).head.is_head = False
    page = browser_of("officer").post(url_of(made, "make/preview"), data={"hamlets": made.hamlets[0]})
    assert page.status_code == 200
    said = words(page.text)
    assert "Sẽ lập 3 bản cam kết" in said
    assert "1 dòng mới, 3 dòng cần xem (trong đó 1 chưa lập được vì thiếu thông tin), 1 đã có trong đợt." in said
    assert re.findall(r'<th scope="row"><a[^>]*>([^<]+)<', page.text) == [
        "(chưa có chủ hộ)",
        "Nguyễn Văn Đức",
        "Nguyễn Văn Đức",
        "Lê Thị An",
        "Vi Văn Ông",
    ]
    with app.app_context(), acting(cast.users["officer"]):
        assert queries.totals() == {made.campaign: {"drafted": 1}}


def test_ticked_away_stays_away_over_the_pages_and_is_not_made(app, cast, browser_of):
    made = arranged(app, cast)
    ids = waiting(app, cast, made, *(f"Nguyễn Văn {number:03d}" for number in range(120)))
    officer = browser_of("officer")
    first = officer.post(url_of(made, "make/preview"), data={"everyone": "1"}).text
    seen = re.findall(r'name="seen" value="(\d+)"', first)
    assert len(seen) == 100
    data = {"hamlets": made.hamlets[0], "seen": seen, "take": seen[1:], "at": "1", "page": "2", "shown": "all"}
    second = officer.post(url_of(made, "make/preview"), data=data).text
    assert "Sẽ lập 119 bản cam kết, đã bỏ 1 dòng" in words(second)
    rest = re.findall(r'name="seen" value="(\d+)"', second)
    left_out = re.search(r'name="left_out" value="([^"]*)"', second)[1]
    assert (len(rest), left_out) == (20, seen[0])
    data = {"hamlets": made.hamlets[0], "seen": rest, "take": rest[1:], "left_out": left_out, "at": "2"}
    answer = officer.post(url_of(made), data=data)
    assert answer.location == url_of(made, "printing")
    with app.app_context(), acting(cast.users["officer"]):
        pledged = queries.pledged(made.campaign)
        assert pledged == {("household", one) for one in ids if str(one) not in (seen[0], rest[0])}


def test_filter_shows_what_must_be_looked_at(app, cast, browser_of):
    made = arranged(app, cast, "Vi Văn Ông")
    waiting(app, cast, made, "Nguyễn Văn Đức", "Nguyễn Văn Đức", "Lê Thị An")
    data = {"hamlets": made.hamlets[0], "show": "doubtful"}
    page = browser_of("officer").post(url_of(made, "make/preview"), data=data).text
    assert re.findall(r'<th scope="row"><a[^>]*>([^<]+)<', page) == ["Nguyễn Văn Đức"] * 2


def test_nothing_chosen_is_told(app, cast, browser_of):
    made = arranged(app, cast)
    (only,) = waiting(app, cast, made, "Nguyễn Văn Đức")
    officer = browser_of("officer")
    empty = officer.post(url_of(made, "make/preview"))
    assert (empty.status_code, "Chưa chọn thôn, tổ dân phố nào." in empty.text) == (422, True)
    none = officer.post(url_of(made), data={"hamlets": made.hamlets[0], "seen": only})
    assert (none.status_code, "Không còn dòng nào để lập" in none.text) == (422, True)


def test_official_without_post_is_shown_and_not_made(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Thị Hoa", kind="official")
    with app.app_context(), acting(cast.users["officer"]):
        people.person("Lê Văn Cán", hamlet_id=made.hamlets[0], post="Văn thư", birth_year=1990)
        people.person("Vi Thị Dân", hamlet_id=made.hamlets[0], birth_year=1990)
    page = browser_of("officer").post(url_of(made, "make/preview"), data={"hamlets": made.hamlets[0]})
    assert page.status_code == 422  # nobody of the hamlet can be made, so it is not offered
    assert "chưa ghi đủ chức vụ và đơn vị công tác" in page.text


# ---- many


def test_what_was_made_at_once_is_one_act(app, cast, browser_of):
    made = arranged(app, cast)
    waiting(app, cast, made, "Nguyễn Văn Đức", "Lê Thị An")
    browser_of("officer").post(url_of(made), data={"hamlets": made.hamlets[0]})
    with app.app_context(), acting(cast.users["officer"]):
        act = db.session.scalars(select(BulkAct)).one()
        assert (act.kind, act.count, {entry["name"] for entry in act.touched}) == (
            "make",
            2,
            {"Nguyễn Văn Đức", "Lê Thị An"},
        )
        assert [entry["before"] for entry in act.touched] == [None, None]


def persons(cast, made, count: int) -> list[int]:
    with acting(cast.users["officer"]):
        place = made.hamlets[0]
        return [people.person(f"Nguyễn Văn {number:04d}", hamlet_id=place).id for number in range(count)]


def test_more_than_can_be_waited_for_goes_through_a_job(app, context, cast):
    made = rows.made(cast, kind="person")
    ids = persons(cast, made, actions.making.AT_ONCE + 1)
    with acting(cast.users["officer"]):
        result = actions.make_for(rows.campaign(made.campaign), ids)
        assert result.commitments == ()
    with acting(cast.users["officer"]):
        job = db.session.get(Job, result.job_id)
        assert (job.state, job.done, job.total) == ("done", 501, 501)
        assert job.result == {"endpoint": "commitments.printing", "values": {"campaign_id": made.campaign}}
        assert queries.totals() == {made.campaign: {"drafted": 501}}
        act = db.session.scalars(select(BulkAct)).one()
        assert (act.count, len({entry["id"] for entry in act.touched})) == (501, 501)


def test_job_cut_off_goes_on_and_makes_nothing_twice(app, context, cast, monkeypatch):
    """The worker dies in the second piece; the next worker takes the job up where it stood."""
    made = rows.made(cast, kind="person")
    ids = persons(cast, made, 600)
    taken = []
    monkeypatch.setitem(app.extensions, "run_job", taken.append)
    with acting(cast.users["officer"]):
        job_id = actions.make_for(rows.campaign(made.campaign), ids).job_id
    run, pieces = app.extensions["huey"], []
    whole = actions.make_piece

    def dying(*args):
        pieces.append(len(args[1]))
        if len(pieces) == 2:
            raise SystemExit
        whole(*args)

    monkeypatch.setattr(actions, "make_piece", dying)
    with pytest.raises(SystemExit):
        jobs._run(app, job_id)
    assert run is app.extensions["huey"]
    with acting(cast.users["officer"]):
        assert db.session.scalar(select(func.count(Commitment.id))) == 250
        assert db.session.get(Job, job_id).done == 250
    jobs._run(app, job_id)
    with acting(cast.users["officer"]):
        assert db.session.get(Job, job_id).state == "done"
        assert db.session.scalar(select(func.count(Commitment.id))) == 600
        act = db.session.scalars(select(BulkAct)).one()
        assert (act.count, len({entry["id"] for entry in act.touched})) == (600, 600)
    assert pieces == [250, 250, 250, 100]


def test_cancelled_job_leaves_what_was_made_and_its_act(app, context, cast, monkeypatch):
    made = rows.made(cast, kind="person")
    ids = persons(cast, made, 600)
    monkeypatch.setitem(app.extensions, "run_job", lambda _job_id: None)
    with acting(cast.users["officer"]):
        job_id = actions.make_for(rows.campaign(made.campaign), ids).job_id
    whole = actions.make_piece

    def stopping(*args):
        whole(*args)
        jobs.cancel(db.session.get(Job, job_id))

    monkeypatch.setattr(actions, "make_piece", stopping)
    jobs._run(app, job_id)
    with acting(cast.users["officer"]):
        assert db.session.get(Job, job_id).state == "cancelled"
        act = db.session.scalars(select(BulkAct)).one()
        assert (act.count, db.session.scalar(select(func.count(Commitment.id)))) == (250, 250)


def test_who_lost_their_head_since_the_preview_is_left_out_of_the_piece(context, cast):
    made = rows.made(cast)
    with acting(cast.users["officer"]):
        place = places.hamlet(made.hamlets[0])
        kept, lost = people.household("Lê Thị An", place), people.household("Moong Văn Nghệ", place)
        lost.head.is_head = False
        db.session.flush()
        campaign = rows.campaign(made.campaign)
        act = actions.bulk.record_made(campaign, [])
        actions.make_piece(campaign, [kept.id, lost.id], act)
        assert queries.pledged(campaign.id) == {("household", kept.id)}


# ---- who may not


def test_stranger_clerk_and_visitor_make_nothing(app, cast, browser_of, client):
    made = arranged(app, cast)
    pages = [url_of(made, page) for page in ("make", "make/preview", "list", "list/check", "list/save")]
    assert [browser_of("stranger").post(page).status_code for page in pages] == [404] * 5
    assert [browser_of("clerk").post(page).status_code for page in pages] == [403] * 5
    assert client.get(pages[0]).status_code == 401


def test_preview_of_three_hundred_takes_as_many_statements_as_of_three(app, cast, browser_of):
    made = arranged(app, cast)
    officer, sizes = browser_of("officer"), []
    for number in (3, 297):
        waiting(app, cast, made, *(f"Nguyễn Văn {number} {at:03d}" for at in range(number)))
        officer.post(url_of(made, "make/preview"), data={"everyone": "1"})
        with counted(app) as statements:
            assert officer.post(url_of(made, "make/preview"), data={"everyone": "1"}).status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]


def test_three_hundred_are_read_with_as_many_statements_as_thirty(app, context, cast):
    made, sizes = rows.made(cast), []
    for number in (30, 300):
        with acting(cast.users["officer"]):
            place = places.hamlet(made.hamlets[0])
            subjects = [people.household(f"Nguyễn Văn {number} {at:03d}", place) for at in range(number)]
            db.session.flush()
            campaign = rows.campaign(made.campaign)
            assert campaign.wording.subject_kind == "household"  # read before the counting begins
            with counted(app) as statements:
                actions.make_commitments(campaign, subjects)
            sizes.append(len([one for one in statements if not one.startswith("INSERT INTO commitment ")]))
    assert sizes[0] == sizes[1]
