"""What an initiative brought, where it is applied and what proves it; which award the rule proposes."""

import io
from datetime import date

import pytest

from app.audit import lines_about
from app.db import db
from app.papers.queries import evidence
from app.places.models import Hamlet
from app.plans.models import Initiative
from app.plans.queries import initiatives as queries
from app.plans.rules import Period
from app.plans.rules.initiatives import (
    BRANCH_ARTICLE,
    ONCE_ARTICLE,
    Branch,
    Standing,
    branch_refusals,
    proposed,
    use_refusals,
    widest,
)
from tests.cast import DAY, acting
from tests.papers.rows import photo
from tests.people.rows import hamlet, person
from tests.plans.rows import described, effect_of, use_of


@pytest.mark.parametrize(
    ("scope", "applied", "used", "branch", "article"),
    [
        ("hamlet", True, "", Branch.OWN_LEVEL, BRANCH_ARTICLE),
        ("province", True, "", Branch.OWN_LEVEL, BRANCH_ARTICLE),
        ("nation", True, "", Branch.UPWARD, BRANCH_ARTICLE),
        ("nation", False, "", Branch.NONE, BRANCH_ARTICLE),
        ("nation", True, "Giấy khen, đợt 2025", Branch.NONE, ONCE_ARTICLE),
    ],
)
def test_the_rule_proposes_by_the_widest_use(scope, applied, used, branch, article):
    found = proposed(Standing(scope, applied, effects=1, proofs=1, recognised=True, used=used))
    assert (found.branch, found.article) == (branch, article)


def test_what_to_look_at_and_what_a_person_may_decide():
    found = proposed(Standing("hamlet", True, effects=0, proofs=0, recognised=False, used=""))
    assert found.look_at == ("one-hamlet-only", "no-effect-in-numbers", "no-proof", "not-recognised")
    told = [
        [one.code for one in branch_refusals(branch, found, reason, used)]
        for branch, reason, used in (
            ("own-level", "", ""),
            ("upward", " ", ""),
            ("upward", "Bộ đã phổ biến", ""),
            ("own-level", "Vì", "Giấy khen"),
            ("none", "Đã khen", "Giấy khen"),
        )
    ]
    assert told == [[], ["branch-without-reason"], [], ["branch-of-used"], []]
    assert (widest(["commune", "nation", "hamlet"]), widest([])) == ("nation", None)
    wrong = use_refusals("commune", True, "", date(2030, 1, 2), date(2030, 1, 1), True, DAY)
    codes = ["use-hamlet-too-narrow", "use-without-name", "use-ahead", "use-end-ahead", "use-reversed", "use-known"]
    assert [one.code for one in wrong] == codes


@pytest.fixture
def idea(app, cast):
    """An initiative of which only the name is written down."""
    with app.app_context(), acting(cast.users["officer"]):
        place = hamlet("Thôn 2")
        return described(person("Nguyễn Văn Đức", hamlet_id=place.id), "Chuyến xe số").id, place.id


def sent(**files):
    """The form of evidence as a browser sends it."""
    chosen = [(io.BytesIO(content), name) for name, content in files.get("files", ())]
    return {"data": {**files, "files": chosen}, "content_type": "multipart/form-data"}


def test_effects_uses_and_evidence_are_entered_corrected_and_taken_off(app, cast, browser_of, idea):
    idea_id, hamlet_id = idea
    officer, address = browser_of("officer"), f"/plans/initiatives/{idea_id}"
    effect = {"effect-text": "Hồ sơ trực tuyến", "effect-before": "1.240", "effect-after": "nhiều"}
    wrong = officer.post(f"{address}/effects", data=effect)
    assert (wrong.status_code, "Phải là một số" in wrong.text, "1.240" in wrong.text) == (422, True, True)
    effect |= {"effect-after": "1.996,5", "effect-measure_unit": "hồ sơ", "effect-source": "Báo cáo số 45/BC-UBND"}
    assert officer.post(f"{address}/effects", data=effect).status_code == 303
    assert "Chỉ số này đã ghi" in officer.post(f"{address}/effects", data=effect).text
    use = {"use-scope": "hamlet", "use-hamlet": "", "use-since": "01/03/2026"}
    assert "Chọn thôn, hoặc ghi tên" in officer.post(f"{address}/uses", data=use).text
    assert officer.post(f"{address}/uses", data=use | {"use-hamlet": hamlet_id}).status_code == 303
    wider = {"use-scope": "nation", "use-since": "01/04/2026", "use-document": "Công văn số 812"}
    assert officer.post(f"{address}/uses", data=wider).status_code == 303
    link = sent(url="dien-dan", files=[("a.jpg", photo()), ("b.pdf", b"khong")])
    refused = officer.post(f"{address}/evidence", **link)
    assert (refused.status_code, "Không phải đường dẫn" in refused.text, "“b.pdf”" in refused.text) == (422, True, True)
    good = sent(caption="Chuyến đầu", url="https://vanan.gov.vn/xe-so", files=[("a.jpg", photo())])
    assert officer.post(f"{address}/evidence", **good).status_code == 303
    again = officer.post(f"{address}/evidence", **sent(files=[("c.jpg", photo())]))
    assert (again.status_code, "Tệp này đã có" in again.text) == (422, True)
    shown = officer.get(address).text
    assert all(one in shown for one in ("1.996,5", "Toàn quốc", "Thôn 2", "Chuyến đầu", "https://vanan.gov.vn/xe-so"))
    with app.app_context(), acting(cast.users["officer"]):
        row = db.session.get_one(Initiative, idea_id)
        assert (row.scope, queries.effect_text(row.effects[0])) == (
            "nation", "Hồ sơ trực tuyến: từ 1.240 đến 1.996,5 hồ sơ",
        )  # fmt: skip
        kept = evidence.of(row)
        assert [(one.kind, one.caption, one.url) for one in kept] == [
            ("photo", "Chuyến đầu", None), ("link", "Chuyến đầu", "https://vanan.gov.vn/xe-so"),
        ]  # fmt: skip
        effect_id, nation = row.effects[0].id, next(one.id for one in row.uses if one.scope == "nation")
        photo_id = kept[0].id
    served = officer.get(f"/papers/evidence/{photo_id}/file")
    assert (served.status_code, served.content_type, b"Exif" in served.data) == (200, "image/jpeg", False)
    assert officer.get(f"/papers/evidence/{photo_id}/small.jpg").status_code == 200
    assert officer.get(f"/papers/evidence/{photo_id + 1}/file").status_code == 404
    assert browser_of("trainer").get(f"/papers/evidence/{photo_id}/file").status_code == 403
    assert browser_of("stranger").get(f"/papers/evidence/{photo_id}/file").status_code == 404
    assert browser_of("clerk").post(f"{address}/uses/{nation}/remove").status_code == 403
    corrected = officer.get(f"{address}?effect={effect_id}").text
    assert ('value="1.996,5"' in corrected, "Sửa “Hồ sơ trực tuyến”" in corrected) == (True, True)
    change = effect | {"effect-after": "2.000"}
    assert officer.post(f"{address}/effects?effect={effect_id}", data=change).status_code == 303
    assert officer.post(f"{address}/uses/{nation}/remove").status_code == 303
    assert officer.post(f"{address}/evidence/remove", data={"evidence": photo_id}).status_code == 303
    assert officer.post(f"{address}/effects/{effect_id}/remove").status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        row = db.session.get_one(Initiative, idea_id)
        assert (row.scope, row.effects, len(evidence.of(row))) == ("hamlet", [], 1)
        assert {line.event for line in lines_about(row)} >= {
            "evidence-added", "evidence-removed", "initiative-use-removed", "initiative-effect-removed",
        }  # fmt: skip


def test_list_narrows_and_the_summary_counts_what_came_in_the_period(app, cast, browser_of, idea):
    idea_id, hamlet_id = idea
    with app.app_context(), acting(cast.users["officer"]):
        row, place = db.session.get_one(Initiative, idea_id), db.session.get_one(Hamlet, hamlet_id)
        use_of(row, scope="hamlet", hamlet=place, place="", since=date(2026, 3, 1))
        effect_of(row)
        star = described(person("Lê Thị Sao", hamlet_id=hamlet_id), "Cô giáo của chợ quê", kind="exemplar")
        star.recognised_by, star.recognised_on = "QĐ 9", date(2026, 7, 1)
        described(person("Trần Văn Cũ", hamlet_id=hamlet_id), "Tổ liên gia", since=date(2024, 1, 1))
    officer = browser_of("officer")
    for query, found in (
        (f"hamlet={hamlet_id}", {"Chuyến xe số"}),
        ("kind=exemplar", {"Cô giáo của chợ quê"}),
        ("recognised=no", {"Chuyến xe số", "Tổ liên gia"}),
        ("branch=undecided", {"Chuyến xe số", "Tổ liên gia", "Cô giáo của chợ quê"}),
        ("branch=upward", set()),
    ):
        shown = officer.get(f"/plans/initiatives?{query}").text
        assert {one for one in ("Chuyến xe số", "Tổ liên gia", "Cô giáo của chợ quê") if one in shown} == found, query
    assert officer.get("/plans/initiatives.xlsx?kind=exemplar").status_code == 200
    with app.app_context(), acting(cast.users["officer"]):
        found = queries.summary(Period(date(2026, 1, 1), date(2027, 1, 1)))
        assert [one.title for one in found.told] == ["Cô giáo của chợ quê", "Chuyến xe số"]
        assert (found.exemplars, found.places, found.recognised, found.undecided) == (1, 1, 1, 2)
        assert found.told[1].effects == ("Hồ sơ nộp trực tuyến: từ 40 đến 96,5 hồ sơ (6 tháng đầu năm 2026)",)
        assert found.told[1].uses == ("Thôn 2",)
