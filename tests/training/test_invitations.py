"""The giấy mời to a training: whom it invites, its number, its page."""

from datetime import date

import html5lib
import pytest

from app import audit, pdf
from app.papers import queries as papers
from app.places import actions as place_actions
from app.places import queries as places
from app.refusals import Refused
from app.training import actions, queries, rules
from tests.cast import acting
from tests.training import rows

DAY = date(2026, 8, 1)


def signed() -> None:
    place_actions.save_signer(None, "Trần Quốc Thái", "Chủ tịch Ủy ban nhân dân xã", "", ["CHỦ TỊCH"], date(2025, 7, 1))


@pytest.fixture
def training(cast, context):
    """The first evening of a class of three learners, inside the officer's session, with a signer in the book."""
    made = rows.made(cast)
    with acting(cast.users["officer"], DAY):
        signed()
        rows.person("Võ Thị Ngọc Ánh", made.hamlet, sex="female")
        yield queries.training(made.trainings[0])


def asked(**options) -> actions.Inviting:
    return actions.Inviting(**{"day": DAY, "signer": places.signing(DAY, "invitation"), **options})


def codes(refused) -> list[str]:
    return [reason.code for reason in refused]


@pytest.mark.parametrize(
    ("guests", "everyone", "day", "found"),
    [
        (3, False, DAY, []),
        (0, True, DAY, []),
        (0, False, date(2026, 8, 6), ["no-guests", "invitation-after-training"]),
        (1, False, date(2026, 8, 5), []),
    ],
)
def test_someone_is_invited_in_time(guests, everyone, day, found):
    assert codes(rules.invitation_refusals(guests, everyone, day, date(2026, 8, 5))) == found


def test_learners_are_invited_by_a_list(training):
    paper = actions.invite(training, asked(request="Mang theo điện thoại."))
    assert [row["name"] for row in paper.facts["rows"]] == ["Trần Văn An", "Nguyễn Thị Thuỵ Ưởng", "Hoàng Đình Văn"]
    text = " ".join(" ".join(pdf.text_of(papers.bytes_of(paper))).split())
    wanted = (
        "ỦY BAN NHÂN DÂN XÃ VẠN AN", "/GM-UBND", "Vạn An, ngày 01 tháng 8 năm 2026", "GIẤY MỜI",
        "Ủy ban nhân dân xã Vạn An trân trọng kính mời: các ông (bà) có tên trong danh sách kèm theo.",
        "Tới dự: buổi 01 (trong tổng số 02 buổi) của kỹ năng số cơ bản thôn 3.",
        "từ 19 giờ 30 phút đến 21 giờ 00 phút, thứ Tư, ngày 05 tháng 8 năm 2026", "Nhà văn hóa thôn 3",
        "Mang theo điện thoại./.", "TM. ỦY BAN NHÂN DÂN", "Trần Quốc Thái",
    )  # fmt: skip
    assert [phrase for phrase in wanted if phrase not in text] == []
    line = audit.lines_about(training)[0]
    assert (line.event, line.keys["count"]) == ("invitation-made", 3)


def test_people_of_a_hamlet_get_a_sheet_each(training):
    paper = actions.invite(training, asked(hamlet=training.course.hamlet, each=True, number=9))
    assert (paper.pages, paper.reference_number) == (4, "09/GM-UBND")
    assert "Bà Võ Thị Ngọc Ánh, Thôn 12" in paper.facts["invited"]
    assert "Ông (bà) Trần Văn An, Thôn 12" in paper.facts["invited"]


def test_whole_hamlet_is_called_without_names(training):
    paper = actions.invite(training, asked(hamlet=training.course.hamlet, everyone=True))
    assert (paper.facts["invited"], paper.facts["rows"], paper.pages) == (["Nhân dân Thôn 12"], [], 1)


def test_newer_giay_moi_replaces_the_older_and_the_same_is_kept(training):
    first = actions.invite(training, asked(number=2))
    assert actions.invite(training, asked()) is first
    second = actions.invite(training, asked(request="Mang theo điện thoại"))
    assert (second.replaces_id, second.reference_number, first.replaced) == (first.id, "02/GM-UBND", True)


def test_refusals_come_all_at_once(training):
    with pytest.raises(Refused) as refused:
        actions.invite(training, actions.Inviting(day=date(2026, 8, 6), signer=None))
    assert codes(refused.value.reasons) == ["invitation-after-training", "no-signer"]


# ---- the page


@pytest.fixture
def training_id(app, cast):
    """The id of an evening that is still to come."""
    with app.app_context():
        made = rows.made(cast)
        with acting(cast.users["officer"]):
            signed()
            return rows.held(queries.get(made.course), date(2026, 8, 26)).id


def test_officer_invites_from_the_page_of_the_training(app, cast, browser_of, training_id):
    url = f"/training/trainings/{training_id}/invitation"
    officer = browser_of("officer")
    assert url in officer.get(f"/training/trainings/{training_id}").text
    form = html5lib.parse(officer.get(url).text, namespaceHTMLElements=False)
    offered = form.findall(".//select[@name='hamlet']/option[@selected]")
    assert [one.get("value") for one in offered] in ([], [""])  # the people on the list of the class
    with app.app_context(), acting(cast.users["officer"]):
        key = places.signing(date(2026, 8, 20), "invitation").key
    typed = {"hamlet": "", "shape": "all", "signer": key, "day": "20/08/2026", "request": "Mang theo điện thoại"}
    draft = officer.post(url, data={**typed, "draft": "1"})
    assert (draft.status_code, draft.mimetype) == (200, "application/pdf")
    assert officer.post(url, data=typed).status_code == 303
    assert "Giấy mời buổi 03" in officer.get(f"/training/trainings/{training_id}").text
    for who, status in (("trainer", 403), ("clerk", 403), ("stranger", 404), ("reviewer", 403)):
        assert browser_of(who).get(url).status_code == status, who
        assert browser_of(who).post(url, data=typed).status_code == status, who


def test_faults_are_told_at_once_and_nothing_typed_is_lost(browser_of, training_id):
    url = f"/training/trainings/{training_id}/invitation"
    answer = browser_of("officer").post(url, data={"shape": "everyone", "day": "32/08/2026", "request": "Đi đúng giờ"})
    assert answer.status_code == 422
    assert "Mời chung Nhân dân thì chọn thôn" in answer.text
    assert "Có 3 chỗ cần sửa" in answer.text
    assert "Đi đúng giờ" in answer.text


def test_day_after_the_training_is_refused_at_its_field(app, cast, browser_of, training_id):
    with app.app_context(), acting(cast.users["officer"]):
        key = places.signing(date(2026, 8, 27), "invitation").key
    typed = {"shape": "all", "signer": key, "day": "27/08/2026"}
    answer = browser_of("officer").post(f"/training/trainings/{training_id}/invitation", data=typed)
    assert answer.status_code == 422
    assert "không được sau ngày học (26/08/2026)" in answer.text
