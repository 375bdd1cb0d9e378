"""Reads of commitments: order, filters, pages by key, counts."""

import pytest
from werkzeug.exceptions import NotFound

from app.commitments import actions, queries, rules
from app.commitments.queries import NO_HAMLET, HamletCount, Wanted
from app.commitments.rules import OPEN
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.people import rows as people
from tests.queries_counted import counted

NAMES = ("Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", "Trần Thị Ánh")


@pytest.fixture
def made(context, cast):
    """Four households in two hamlets: the third signed, the fourth declined."""
    found = rows.made(cast, *NAMES, places=("Thôn 10", "Thôn 2"))
    rows.received(cast, found.commitments[2])
    with acting(cast.users["officer"]):
        actions.decline(rows.get(found.commitments[3]), "đi vắng")
    return found


def names(lines) -> list[str]:
    return [line.name for line in lines]


def test_lines_stand_by_hamlet_and_then_by_name(cast, made):
    with acting(cast.users["officer"]):
        found = [(line.hamlet.name, line.name) for line in queries.lines(made.campaign)]
    assert found == [
        ("Thôn 2", "Lê Thị An"),
        ("Thôn 2", "Trần Thị Ánh"),
        ("Thôn 10", "Bùi Văn Bé"),
        ("Thôn 10", "Vi Văn Ông"),
    ]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(OPEN), ["Lê Thị An", "Vi Văn Ông"]),
        (Wanted(typed="anh"), ["Trần Thị Ánh"]),
        (Wanted(typed="%"), []),
        (Wanted(hamlet_id=NO_HAMLET), []),
    ],
)
def test_lines_are_filtered(cast, made, wanted, expected):
    with acting(cast.users["officer"]):
        assert names(queries.lines(made.campaign, wanted)) == expected


def test_lines_of_one_hamlet(cast, made):
    with acting(cast.users["officer"]):
        assert names(queries.lines(made.campaign, Wanted(hamlet_id=made.hamlets[0]))) == ["Bùi Văn Bé", "Vi Văn Ông"]
        assert [row.id for row in queries.in_campaign(made.campaign, "signed")] == [made.commitments[2]]


def test_pages_follow_each_other_without_gap_or_double(cast, made):
    with acting(cast.users["officer"]):
        seen, after = [], None
        while page := queries.lines(made.campaign, None, after, 1):
            seen += names(page)
            after = page[-1].row
    assert seen == ["Lê Thị An", "Trần Thị Ánh", "Bùi Văn Bé", "Vi Văn Ông"]


def test_counts_by_hamlet(cast, made):
    with acting(cast.users["officer"]):
        found = queries.counts(made.campaign)
    two, ten = made.hamlets[1], made.hamlets[0]
    assert found == [HamletCount(2, 0, 1, 1, 0, two, "Thôn 2"), HamletCount(2, 1, 0, 1, 0, ten, "Thôn 10")]
    assert [one.missing for one in found] == [1, 1]
    assert queries.sum_of(found) == queries.Count(4, 1, 1, 2, 0)


def test_person_of_no_hamlet_is_counted_apart(context, cast):
    made = rows.made(cast, kind="person")
    with acting(cast.users["officer"]):
        actions.make_commitments(rows.campaign(made.campaign), [people.person("Lò Thị Ẳng")])
        assert queries.counts(made.campaign) == [HamletCount(1, 0, 0, 1, 0, None, "")]
        assert names(queries.lines(made.campaign, Wanted(hamlet_id=NO_HAMLET))) == ["Lò Thị Ẳng"]


def test_candidates_are_those_not_yet_in_who_can_pledge(cast, made):
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        hamlet = rows.get(made.commitments[0]).household.hamlet
        new = people.household("Cụt Thị Bích", hamlet)
        lost = people.household("Moong Văn Nghệ", hamlet)
        lost.head.is_head = False
        assert queries.candidates(campaign) == [new]
        assert queries.candidates(campaign, [made.hamlets[1]]) == []
        assert queries.candidates_by_hamlet(campaign) == {made.hamlets[0]: 1}
        assert queries.incomplete(campaign) == 1


def test_ticked_ones_of_another_campaign_are_not_there(cast, made):
    with acting(cast.users["officer"]), pytest.raises(NotFound):
        queries.chosen(made.campaign + 1, made.commitments)


def test_reading_two_hundred_takes_as_many_statements_as_one(app, context, cast):
    few = rows.made(cast, "Nguyễn Văn Đức", kind="person")
    sizes = []
    for names_more in ((), tuple(f"Nguyễn Văn {number:03d}" for number in range(200))):
        with acting(cast.users["officer"]):
            campaign = rows.campaign(few.campaign)
            actions.make_commitments(campaign, [people.person(name) for name in names_more])
        with acting(cast.users["officer"]), counted(app) as statements:
            found = queries.lines(few.campaign)
            sizes.append((len(found), len(statements)))
    assert [length for length, _count in sizes] == [1, 201]
    assert sizes[0][1] == sizes[1][1]


def test_day_of_a_wording_decides_which_version_is_in_use(context, cast):
    with acting(cast.users["officer"]):
        rows.wording()
        assert [row.code for row in queries.wordings(DAY)] == sorted(ready.code for ready in rules.WORDINGS)
