"""Who should sign: by hamlet, unit, group and post; what is counted and offered follows it."""

from datetime import date

import pytest

from app.commitments import actions, queries, rules
from app.commitments.queries import NO_HAMLET
from app.places import actions as places
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.people import rows as people
from tests.plans import rows as plans
from tests.queries_counted import counted


@pytest.mark.parametrize(
    ("kind", "old", "new", "narrower"),
    [
        ("household", {}, {}, False),
        ("household", {}, {"hamlets": [1]}, True),
        ("household", {"hamlets": [1]}, {}, False),
        ("household", {"hamlets": [1]}, {"hamlets": [1, 2]}, False),
        ("household", {"hamlets": [1, 2]}, {"hamlets": [2]}, True),
        ("person", {"hamlets": [1]}, {"hamlets": [1], "groups": ["T3"]}, True),
        ("official", {"units": [1], "posts": ["Trưởng phòng"]}, {"units": [1]}, False),
        ("collective", {"hamlets": [1]}, {"hamlets": [1], "units": [1]}, False),
        ("collective", {"units": [1]}, {"hamlets": [1]}, True),
    ],
)
def test_narrower_audience(kind, old, new, narrower):
    assert rules.is_narrower(kind, old, new) is narrower


def test_parts_of_another_kind_are_not_kept():
    assert rules.kept_audience("household", {"hamlets": [3], "posts": ["Trưởng phòng"], "groups": []}) == {
        "hamlets": [3]
    }


@pytest.mark.parametrize(
    ("kind", "reason", "codes"),
    [
        ("person", None, []),
        ("person", "theo dõi", ["id-without-reason"]),
        ("person", "chi tiền thưởng qua tài khoản", []),
        ("collective", "chi tiền thưởng qua tài khoản", ["id-of-collective"]),
    ],
)
def test_reason_for_the_number_of_the_cccd(kind, reason, codes):
    found = rules.id_reason_faults(kind, reason)
    assert [fault.code for fault in found] == codes
    assert {fault.article for fault in found} <= {"Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 3"}


def names(subjects) -> list[str]:
    return sorted(one.head.name if hasattr(one, "head") else one.name for one in subjects)


def campaign_of(plan_id, kind, **audience):
    return actions.save_campaign(None, **rows.campaign_fields(plan_id, kind, audience=audience))


@pytest.fixture
def plan_id(context, cast) -> int:
    return plans.plan_of(cast.users["officer"])


def test_households_of_the_hamlets_named(cast, plan_id):
    with acting(cast.users["officer"]):
        east, west = people.hamlet("Thôn Đông"), people.hamlet("Thôn Tây")
        people.household("Nguyễn Văn Đức", east)
        people.household("Trần Thị Bé", west)
        whole, one = campaign_of(plan_id, "household"), campaign_of(plan_id, "household", hamlets=[west.id])
        assert names(queries.candidates(whole)) == ["Nguyễn Văn Đức", "Trần Thị Bé"]
        assert names(queries.candidates(one)) == ["Trần Thị Bé"]
        assert queries.candidates_by_hamlet(one) == {west.id: 1}
        assert queries.candidates(one, [east.id]) == []


def test_people_of_a_hamlet_and_of_a_group(cast, plan_id):
    with acting(cast.users["officer"]):
        east = people.hamlet("Thôn Đông")
        people.person("Lò Thị Ẳng", hamlet_id=east.id, target_group="T3")
        people.person("Vàng A Páo", hamlet_id=east.id, target_group="T2")
        people.person("Hà Thị Không", target_group="T3")
        named = campaign_of(plan_id, "person", hamlets=[east.id], groups=["T3"])
        assert names(queries.candidates(named)) == ["Lò Thị Ẳng"]
        homeless = campaign_of(plan_id, "person", hamlets=[NO_HAMLET])
        assert names(queries.candidates(homeless)) == ["Hà Thị Không"]


def test_officials_by_unit_and_post_and_those_who_lack_something(cast, plan_id):
    with acting(cast.users["officer"]):
        one = places.save_unit(None, "Phòng Kinh tế", None, date(2025, 7, 1))
        two = places.save_unit(None, "Phòng Văn hóa - Xã hội", None, date(2025, 7, 1))
        people.person("Lê Thị Khánh Huyền", unit_id=one.id, post="Trưởng phòng")
        people.person("Phan Văn Thôn", unit_id=two.id, post="Trưởng phòng")
        people.person("Đỗ Thị Mai", unit_id=one.id, post="Chuyên viên")
        people.person("Ngô Văn Thiếu", unit_id=one.id)
        heads = campaign_of(plan_id, "official", units=[one.id], posts=["Trưởng phòng"])
        assert names(queries.candidates(heads)) == ["Lê Thị Khánh Huyền"]
        assert queries.incomplete(heads) == 0
        assert queries.incomplete(campaign_of(plan_id, "official", units=[one.id])) == 1
        assert queries.incomplete(campaign_of(plan_id, "official", units=[two.id])) == 0
        assert queries.posts() == ["Chuyên viên", "Trưởng phòng"]


def collectives(*called: str, **fields) -> None:
    for name in called:
        people.collective(name, head_name="Phạm Thùy Dương", head_post="Trưởng", **fields)


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("hamlet", ["THÔN Tây", "Thôn Đông"]),
        ("school", ["Trường Tiểu học Vạn An"]),
        ("enterprise", ["Hợp tác xã Đông Yên"]),
        (
            "collective",
            [
                "Ban công tác Mặt trận Thôn Đông",
                "Hợp tác xã Đông Yên",
                "THÔN Tây",
                "Thôn Đông",
                "Trường Tiểu học Vạn An",
            ],
        ),
    ],
)
def test_collectives_are_told_by_how_they_are_called(cast, plan_id, code, asked):
    with acting(cast.users["officer"]):
        collectives(
            "Thôn Đông",
            "THÔN Tây",
            "Ban công tác Mặt trận Thôn Đông",
            "Trường Tiểu học Vạn An",
            "Hợp tác xã Đông Yên",
        )
        actions.seed_wordings(date(2026, 1, 1))
        wording = queries.latest(code, DAY)
        found = actions.save_campaign(None, **rows.campaign_fields(plan_id, wording=wording))
        assert names(queries.candidates(found)) == asked


def test_collective_of_a_hamlet_or_of_a_unit(cast, plan_id):
    with acting(cast.users["officer"]):
        east = people.hamlet("Thôn Đông")
        unit = places.save_unit(None, "Phòng Kinh tế", None, date(2025, 7, 1))
        collectives("Tổ một", hamlet_id=east.id)
        collectives("Tổ hai", unit_id=unit.id)
        collectives("Tổ ba")
        both = campaign_of(plan_id, "collective", hamlets=[east.id], units=[unit.id])
        assert names(queries.candidates(both)) == ["Tổ hai", "Tổ một"]


def test_page_says_who_should_sign(cast, plan_id):
    with acting(cast.users["officer"]):
        ids = [people.hamlet(f"Thôn {number}").id for number in range(1, 6)]
        unit = places.save_unit(None, "Phòng Kinh tế", None, date(2025, 7, 1))
        said = [
            queries.audience_words(campaign_of(plan_id, kind, **audience))
            for kind, audience in (
                ("household", {}),
                ("household", {"hamlets": ids[:2]}),
                ("household", {"hamlets": ids}),
                ("person", {"hamlets": [ids[0], NO_HAMLET], "groups": ["T3"]}),
                ("official", {"units": [unit.id], "posts": ["Trưởng phòng", "Công chức"]}),
            )
        ]
    assert said == [
        "Tất cả hộ gia đình",
        "Hộ gia đình của Thôn 1, Thôn 2",
        "Hộ gia đình của 5 thôn, tổ dân phố",
        "Cá nhân thuộc nhóm T3 của Thôn 1, nơi không thuộc thôn nào",
        "Cán bộ, công chức giữ chức vụ Trưởng phòng, Công chức của Phòng Kinh tế",
    ]


def test_audience_may_widen_but_not_narrow_once_commitments_are_made(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        narrow = rows.campaign_fields(made.plan, audience={"hamlets": made.hamlets})
        with pytest.raises(Refused) as raised:
            actions.save_campaign(campaign, **narrow)
        assert [reason.code for reason in raised.value.reasons] == ["campaign-audience-narrowed"]
    other = rows.made(cast, plan_id=made.plan, places=("Thôn Khác",))
    with acting(cast.users["officer"]):
        campaign, first = rows.campaign(other.campaign), people.hamlet("Thôn 7")
        actions.save_campaign(campaign, **rows.campaign_fields(made.plan, audience={"hamlets": [first.id]}))
        actions.make_commitments(campaign, [people.household("Trần Thị Bé", first)])
        wide = rows.campaign_fields(made.plan, audience={"hamlets": [first.id, *other.hamlets]})
        assert actions.save_campaign(campaign, **wide).audience == {"hamlets": [first.id, *other.hamlets]}


@pytest.mark.parametrize("kind", ["household", "person", "official", "collective"])
def test_candidates_take_as_many_statements_for_three_as_for_one(app, cast, kind):
    with app.app_context():
        made = rows.made(cast, kind=kind)
    sizes = []
    for more in ((), ("Lê Thị An", "Trần Thị Bé", "Ngô Văn Ba")):
        with app.app_context(), acting(cast.users["officer"]):
            hamlet = people.hamlet(f"Thôn {more}")
            for name in more:
                rows.subject(kind, name, hamlet)
        with counted(app) as statements, app.app_context(), acting(cast.users["officer"]):
            campaign = rows.campaign(made.campaign)
            found = queries.candidates(campaign), queries.candidates_by_hamlet(campaign), queries.incomplete(campaign)
        sizes.append((len(found[0]), len(statements)))
    assert (sizes[0][0], sizes[1][0]) == (0, 3)
    # A household comes with its head: one statement more for any number of them.
    assert sizes[1][1] - sizes[0][1] == (1 if kind == "household" else 0)
