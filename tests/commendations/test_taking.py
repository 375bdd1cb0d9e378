"""Chọn từ sổ: photographs, signed pledges and certificates attached without uploading them again."""

import html
import re

import pytest
from sqlalchemy import select

from app import storage
from app.commendations import actions, queries
from app.commitments import actions as pledging
from app.commitments.queries import line as pledge_line
from app.commitments.queries.promised import signed_pledges
from app.db import db
from app.papers import queries as papers
from app.papers.actions import file_scan
from app.plans.rules import About, Period
from app.training.actions import materials
from app.training.models import Course
from tests.cast import DAY
from tests.commendations import report_rows, rows
from tests.commitments import rows as pledges
from tests.pdf import files
from tests.queries_counted import counted

LETTER = files.saved(files.letter())


@pytest.fixture
def chosen(app, cast):
    """Ids of a teacher and a family that are nominated; the books hold a photograph, a PDF and a pledge."""
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        found = report_rows.world(user)
        teacher, family = found.nominee(found.teacher), found.nominee(found.family)
        meeting = found.course.trainings[0]
        materials.add_materials(found.course, meeting, [("anh.jpg", files.jpeg())], ["Bà con tập nộp hồ sơ"])
        materials.add_materials(found.course, None, [("tai-lieu.pdf", LETTER)], ["Tờ rơi"])
        fields = pledges.campaign_fields(
            found.plan.id, name="Đợt ký có bản in", opens_on=rows.FROM, valid_from=rows.FROM
        )
        campaign = pledging.save_campaign(None, **fields)
        pledge = pledging.make_commitments(campaign, [found.family]).commitments[0]
        paper = pledging.print_one(pledge_line(pledge), rows.FROM)
        pledging.receive(pledge, rows.FROM, DAY)
        file_scan(paper, LETTER, "cam-ket.pdf")
        return teacher.id, family.id


def work(app, cast, nominee_id, task):
    with app.app_context(), rows.officer(cast):
        return task(queries.nominee(nominee_id))


def told(one):
    return one.group, one.title, one.source.partition(",")[0]


def test_only_what_belongs_to_the_nominee_is_offered(app, cast, chosen):
    teacher, family = chosen
    assert work(app, cast, teacher, lambda one: [told(offer) for offer in actions.offers(one)]) == [
        (
            "photo",
            "Ảnh lớp “Kỹ năng số cơ bản”, buổi ngày 05/03/2026: Bà con tập nộp hồ sơ",
            "Sổ tập huấn: lớp “Kỹ năng số cơ bản”",
        ),
        (
            "document",
            "Tài liệu lớp “Kỹ năng số cơ bản”: Tờ rơi",
            "Sổ tập huấn: lớp “Kỹ năng số cơ bản”; Nguyễn Thị An lưu",
        ),
    ]
    assert work(app, cast, family, lambda one: [told(offer) for offer in actions.offers(one)]) == [
        ("pledge", "Bản cam kết ký ngày 01/01/2026", "Sổ cam kết")
    ]


def test_chosen_files_become_attachments_with_title_source_and_order(app, cast, browser_of, chosen):
    teacher, _family = chosen
    officer = browser_of("officer")
    where = f"/commendations/nominees/{teacher}/attachments/choose"
    shown = html.unescape(officer.get(where).text)
    keys = re.findall(r'name="take" value="([^"]+)"', shown)
    assert len(keys) == 2
    assert officer.get(f"/commendations/nominees/{teacher}/attachments/{keys[0]}/small").data.startswith(b"\xff\xd8")
    assert officer.get(f"/commendations/nominees/{teacher}/attachments/{keys[1]}/small").data.startswith(b"\x89PNG")
    assert officer.post(where, data={"take": keys[::-1]}).status_code == 303

    def look(nominee):
        filed = queries.attachments_of(nominee.dossier)
        return [
            (row.title.partition(":")[0], row.nominee_id, row.position, row.pages, bool(row.source)) for row in filed
        ], [storage.get(row.sha256) for row in filed]

    filed, kept = work(app, cast, teacher, look)
    assert filed == [
        ("Ảnh lớp “Kỹ năng số cơ bản”, buổi ngày 05/03/2026", teacher, 1, 1, True),
        ("Tài liệu lớp “Kỹ năng số cơ bản”", teacher, 2, 1, True),
    ]
    # The very bytes of the book of trainings: nothing is kept twice.
    assert kept[1] == LETTER
    again = html.unescape(officer.get(where).text)
    assert (re.findall(r'name="take"', again), again.count("Đã kèm:")) == ([], 2)
    officer.post(where, data={"take": keys})
    assert len(work(app, cast, teacher, look)[0]) == 2


def test_signed_pledge_is_taken_as_its_scan(app, cast, browser_of, chosen):
    _teacher, family = chosen

    def take(nominee):
        (offer,) = actions.offers(nominee)
        (filed,) = actions.take_over(nominee, [offer.key])
        scan = papers.newest_scans(nominee_papers(nominee))
        return offer.key, filed.attachment.sha256, [one.sha256 for one in scan.values()]

    def nominee_papers(nominee):
        about = About(household_id=nominee.household_id)
        ids = [one.id for one in signed_pledges(about, Period(rows.FROM, rows.UNTIL))]
        return [paper for sealed in papers.of_many("commitment", ids).values() for paper in sealed]

    key, sha256, scans = work(app, cast, family, take)
    assert (key.partition("-")[0], [sha256]) == ("scan", scans)


def test_nothing_chosen_or_a_dossier_past_the_desk_is_refused(app, cast, browser_of, chosen):
    teacher, _family = chosen
    officer, where = browser_of("officer"), f"/commendations/nominees/{teacher}/attachments/choose"
    empty = officer.post(where, data={})
    assert (empty.status_code, "Chưa chọn tài liệu nào." in empty.text) == (422, True)
    key = work(app, cast, teacher, lambda one: actions.offers(one)[0].key)
    work(app, cast, teacher, lambda one: setattr(one.dossier, "state", "decided"))
    assert officer.post(where, data={"take": [key]}).status_code == 409
    assert work(app, cast, teacher, lambda one: queries.attachments_of(one.dossier)) == []


def test_stranger_finds_nothing_and_who_may_not_write_sees_no_books(browser_of, chosen):
    where = f"/commendations/nominees/{chosen[0]}/attachments/choose"
    for who, status in (("stranger", 404), ("trainer", 403), ("council", 403)):
        assert browser_of(who).get(where).status_code == status
        assert browser_of(who).get(where.replace("choose", "material-1/small")).status_code == status


def test_page_asks_as_often_for_many_photographs_as_for_one(app, cast, browser_of, chosen):
    teacher, _family = chosen
    officer, where = browser_of("officer"), f"/commendations/nominees/{teacher}/attachments/choose"

    def asked():
        officer.get(where)
        with counted(app) as statements:
            officer.get(where)
        return len(statements)

    before = asked()

    def more(nominee):
        course = db.session.scalars(select(Course)).one()
        for size in range(3):
            picture = files.jpeg(image=files.picture(300 + size, 200))
            materials.add_materials(course, course.trainings[1], [(f"anh-{size}.jpg", picture)], ["Buổi hai"])

    work(app, cast, teacher, more)
    assert asked() == before
