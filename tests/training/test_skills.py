"""The skill framework: in force by day and group, handed down, proposed, corrected, ended, compared."""

from datetime import date

import pytest

from app import audit
from app.db import db
from app.refusals import Refusal, Refused
from app.training.actions import skills as actions
from app.training.models import Skill
from app.training.queries import skills as queries
from app.training.rules.skills import SkillPeriod, is_for, lacking, proposals, skill_faults, skill_key
from tests.cast import DAY, acting

YEAR = date(2026, 1, 1)


def skill(code: str, words: str = "Tìm kiếm thông tin", group: str | None = None, **given) -> Skill:
    fields = {"valid_from": YEAR, "valid_until": None, "source": "Văn bản của tỉnh", **given}
    row = actions.save_skill(None, code=code, words=words, target_group=group, **fields)
    db.session.flush()
    return row


# ---- rules


def test_codes_stand_by_their_numbers():
    assert sorted(["1.10", "0", "CĐ2", "1.9", "1", "0.1"], key=skill_key) == ["0", "0.1", "1", "1.9", "1.10", "CĐ2"]


@pytest.mark.parametrize(
    ("skill_group", "asked", "there"),
    [(None, "T1", True), ("T3", None, True), ("T3", "T4", True), ("T1", "T3", False), ("T2", "T2", True)],
)
def test_a_content_is_for_its_group_and_citizens_are_one(skill_group, asked, there):
    assert is_for(skill_group, asked) is there


def test_faults_are_told_at_once_and_a_code_holds_once_at_a_time():
    old = SkillPeriod("1.1", YEAR, date(2026, 7, 1), 4)
    assert skill_faults(SkillPeriod(" ", YEAR, YEAR), "", []) == [
        Refusal("skill-code-missing"),
        Refusal("skill-text-missing"),
        Refusal("skill-ends-before-start"),
    ]
    taken = Refusal("skill-code-taken", detail="1.1, từ ngày 01/01/2026 đến hết ngày 30/06/2026")
    assert skill_faults(SkillPeriod("1.1", date(2026, 6, 30)), "Chữ", [old]) == [taken]
    assert skill_faults(SkillPeriod("1.1", date(2026, 7, 1)), "Chữ", [old]) == []
    assert skill_faults(SkillPeriod("1.1", YEAR, None, 4), "Chữ", [old]) == []


def test_the_ready_contents_say_that_they_are_an_analogue_and_stay_unconfirmed():
    found = proposals()
    assert [one.code for one in found[:7]] == ["0", "0.1", "0.2", "1", "1.1", "1.2", "1.3"]
    assert {one.mark for one in found} == {"D"}
    assert all("không phải Phụ lục I của Quyết định 757/QĐ-BKHCN" in one.source for one in found[:7])
    assert len(found) == 7 + 10
    assert [one.code for one in lacking([SkillPeriod("0.1", YEAR)], DAY)][:2] == ["0", "0.2"]
    assert len(lacking([SkillPeriod("0.1", YEAR, DAY)], DAY)) == 17


# ---- in force, handed down


def test_what_is_in_force_by_day_and_group(context, cast):
    with acting(cast.users["officer"]):
        skill("2", group="T1")
        skill("1.2", group="T3")
        skill("1.10")
        skill("1.1", valid_until=date(2026, 7, 1))
        assert [one.code for one in queries.in_force(DAY)] == ["1.2", "1.10", "2"]
        assert [one.code for one in queries.in_force(DAY, "T4")] == ["1.2", "1.10"]
        assert [one.code for one in queries.in_force(date(2026, 6, 30), "T1")] == ["1.1", "1.10", "2"]
        assert queries.in_force(date(2025, 12, 31)) == []


def test_the_province_hands_down_and_the_commune_changes_nothing_there(app, cast, browser_of):
    with app.app_context(), acting(cast.users["reviewer"]):
        handed = skill("1.1", "Chữ của tỉnh").id
        skill("3", "Chỉ có ở tỉnh")
    with app.app_context(), acting(cast.users["officer"]):
        assert [one.text for one in queries.in_force(DAY)] == ["Chữ của tỉnh", "Chỉ có ở tỉnh"]
        own = skill("1.1", "Chữ của xã").id
        assert [one.text for one in queries.in_force(DAY)] == ["Chữ của xã", "Chỉ có ở tỉnh"]
    officer = browser_of("officer")
    page = officer.get("/training/skills").text
    assert "Tỉnh giao xuống" in page
    assert f"/training/skills/{own}/confirm" in page
    assert f"/training/skills/{handed}" not in page
    for address in (f"/training/skills/{handed}", f"/training/skills/{handed}/confirm"):
        assert officer.get(address).status_code == 404
        assert officer.post(address, data={}).status_code == 404
    assert browser_of("reviewer").get(f"/training/skills/{handed}").status_code == 200
    with app.app_context(), acting(cast.users["reviewer"]):
        assert [one.text for one in queries.in_force(DAY)] == ["Chữ của tỉnh", "Chỉ có ở tỉnh"]


# ---- the pages


def test_one_press_loads_the_ready_contents_once(app, cast, browser_of):
    officer = browser_of("officer")
    assert "Thêm 17 nội dung" in officer.get("/training/skills").text
    assert officer.post("/training/skills/load", data={"valid_from": "01/01/2026"}).status_code == 303
    page = officer.get("/training/skills").text
    assert page.count("chưa đối chiếu<") == 17
    assert "Nạp danh mục gợi ý</button>" not in page
    again = officer.post("/training/skills/load", data={"valid_from": "01/01/2026"})
    assert (again.status_code, "Mọi nội dung gợi ý đều đã có." in again.text) == (422, True)
    assert officer.post("/training/skills/load", data={"valid_from": "ngày mai"}).status_code == 422
    with app.app_context(), acting(cast.users["officer"]):
        assert {one.mark for one in queries.in_force(DAY)} == {"D"}


def test_a_content_is_added_corrected_confirmed_and_ended(app, cast, browser_of):
    officer = browser_of("officer")
    typed = {"code": "1", "text": "Ti\u0300m kiếm thông tin", "target_group": "T3", "valid_from": "01/01/2026"}
    bad = officer.post("/training/skills/new", data=typed | {"source": "", "last_day": "31/12/2025"})
    assert bad.status_code == 422
    assert "Chưa nhập nguồn." in bad.text
    assert officer.post("/training/skills/new", data=typed | {"source": "QĐ 757, Phụ lục I"}).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        row = queries.in_force(DAY)[0]
        row_id = row.id
        assert (row.text, row.mark, row.confirmed_on) == ("Tìm kiếm thông tin", "L", None)
    url = f"/training/skills/{row_id}"
    said = {"against": "Quyết định 757/QĐ-BKHCN, Phụ lục I", "day": "20/08/2026"}
    assert officer.post(f"{url}/confirm", data=said | {"day": "21/08/2026"}).status_code == 422
    assert officer.post(f"{url}/confirm", data=said).status_code == 303
    page = officer.get("/training/skills").text
    assert "Nguyễn Thị An đối chiếu ngày 20/08/2026 với Quyết định 757/QĐ-BKHCN, Phụ lục I" in page
    assert "chưa đối chiếu<" not in page.split("load-heading")[0]
    ended = typed | {"source": "QĐ 757, Phụ lục I", "last_day": "30/06/2026"}
    assert officer.post(url, data=ended).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        row = db.session.get(Skill, row_id)
        assert (row.last_day, row.confirmed_by) == (date(2026, 6, 30), "Nguyễn Thị An")
        assert queries.in_force(DAY) == []
        assert [line.event for line in audit.lines_about(row)] == ["skill-saved", "value-confirmed", "skill-saved"]
    assert officer.post(url, data=ended | {"text": "Chữ khác"}).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        assert db.session.get(Skill, row_id).confirmed_on is None


def test_a_code_used_at_the_same_time_is_refused_at_its_field(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        skill("1.1")
        with pytest.raises(Refused) as refused:
            skill("1.1", "Khác")
        assert [one.code for one in refused.value.reasons] == ["skill-code-taken"]
    typed = {"code": "1.1", "text": "Khác", "valid_from": "01/02/2026", "source": "Xã"}
    answer = browser_of("officer").post("/training/skills/new", data=typed)
    assert (answer.status_code, 'id="code-faults"' in answer.text) == (422, True)


def test_who_may_look_and_who_may_change(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        row = skill("1.1").id
    for name in ("officer", "leader", "clerk", "trainer", "reviewer", "council"):
        assert browser_of(name).get("/training/skills").status_code == 200
    assert browser_of("trainer").post("/training/skills/load").status_code == 403
    assert browser_of("clerk").get(f"/training/skills/{row}").status_code == 403
    assert browser_of("leader").get(f"/training/skills/{row}/confirm").status_code == 200
    for address in (f"/training/skills/{row}", f"/training/skills/{row}/confirm"):
        assert browser_of("stranger").get(address).status_code == 404
        assert browser_of("stranger").post(address, data={}).status_code == 404
    assert "Tìm kiếm thông tin" not in browser_of("stranger").get("/training/skills").text
