"""Cán bộ, công chức pledge as persons, with post and unit: who may be asked, who lacks what, what is printed."""

import pytest

from app.commitments import actions, queries
from app.commitments.rules import subject_faults
from app.papers import queries as papers
from app.people import queries as people_queries
from app.places import queries as places
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.people import rows as people


@pytest.mark.parametrize(
    ("kind", "text_for", "unit", "post", "codes"),
    [
        ("person", "official", "Phòng Văn hóa - Xã hội", "Trưởng phòng", []),
        ("person", "official", None, "Trưởng phòng", ["official-without-post"]),
        ("person", "official", "Phòng Văn hóa - Xã hội", None, ["official-without-post"]),
        ("person", "person", None, None, []),
        ("household", "official", "Nguyễn Văn Đức", None, ["subject-kind-differs"]),
    ],
)
def test_post_and_unit_are_asked_of_officials_alone(kind, text_for, unit, post, codes):
    assert [one.code for one in subject_faults(kind, text_for, "Lê Thị Khánh Huyền", unit, post)] == codes


def test_whoever_has_post_and_unit_may_be_asked_and_half_of_it_is_told(context, cast):
    made = rows.made(cast, "Lê Thị Khánh Huyền", kind="official")
    with acting(cast.users["officer"]):
        unit = places.units(DAY)[0]
        whole = people.person("Phan Văn Dũng", unit_id=unit.id, post="Chuyên viên")
        people.person("Hồ Thị Ngọc Ánh", unit_id=unit.id)
        people.person("Nguyễn Văn Nông")
        campaign = rows.campaign(made.campaign)
        assert [one.id for one in queries.candidates(campaign)] == [whole.id]
        assert (queries.incomplete(campaign), sum(queries.candidates_by_hamlet(campaign).values())) == (1, 1)
        bare = people_queries.person_lookup("Hồ Thị Ngọc Ánh")[0][0]
        with pytest.raises(Refused) as refused:
            actions.make_commitments(campaign, [people_queries.get(bare)])
        assert [one.code for one in refused.value.reasons] == ["official-without-post"]


def test_sealed_paper_says_post_and_unit(context, cast):
    made = rows.made(cast, "Lê Thị Khánh Huyền", kind="official")
    paper_id = rows.sealed(cast, made.commitments[0])
    with acting(cast.users["officer"]):
        facts = papers.get(paper_id).facts
        assert (facts["subject_kind"], facts["post"], facts["workplace"], facts["birth_date"], facts["address"]) == (
            "official",
            "Trưởng phòng",
            "Phòng Văn hóa - Xã hội",
            None,
            None,
        )


def test_campaign_of_officials_is_made_on_screen(browser_of, app, cast):
    with app.app_context():
        made = rows.made(cast, "Lê Thị Khánh Huyền", kind="official")
        with acting(cast.users["officer"]):
            people.person("Phan Văn Dũng", unit_id=places.units(DAY)[0].id, post="Chuyên viên")
            people.person("Hồ Thị Ngọc Ánh", post="Trưởng thôn")
    officer = browser_of("officer")
    page = officer.get(f"/commitments/campaigns/{made.campaign}/make").text
    assert "1 cán bộ, công chức" in page
    assert "chưa ghi đủ chức vụ và đơn vị công tác" in page
    refused = officer.post(f"/commitments/campaigns/{made.campaign}/pick", data={"picked": "Hồ Thị Ngọc Ánh"})
    assert refused.status_code == 422
    assert "Hồ Thị Ngọc Ánh: chưa ghi chức vụ và đơn vị công tác." in refused.text
    assert (
        officer.post(f"/commitments/campaigns/{made.campaign}/pick", data={"picked": "Phan Văn Dũng"}).status_code
        == 303
    )
    assert "Ai cần ký: tất cả cán bộ, công chức." in officer.get(f"/commitments/campaigns/{made.campaign}").text
