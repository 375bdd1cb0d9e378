"""What is read of dossiers: whose they are, in which order, and in how many statements."""

import pytest
from werkzeug.exceptions import NotFound

from app.commendations import evidence, queries
from app.commendations.rules import State
from tests.cast import DAY, acting
from tests.commendations import rows
from tests.queries_counted import counted

pytestmark = pytest.mark.usefixtures("context")


def test_dossier_of_another_authority_is_not_found(cast, dossier_at):
    dossier_id = dossier_at()
    with acting(cast.users["stranger"]), pytest.raises(NotFound):
        queries.get(dossier_id)


def test_province_sees_a_dossier_only_once_it_was_sent(cast, dossier_at):
    dossier_id = dossier_at("proposed", "BK_TINH")
    with acting(cast.users["reviewer"]):
        with pytest.raises(NotFound):
            queries.get(dossier_id)
        assert queries.listed() == []
    with rows.officer(cast):
        from app.commendations import actions

        actions.submit(queries.get(dossier_id), DAY)
    with acting(cast.users["reviewer"]):
        assert queries.get(dossier_id).id == dossier_id
        assert [(line.authority, line.nominees) for line in queries.listed()] == [("Vạn An", 1)]


def test_council_member_sees_what_the_council_meets_about(cast, dossier_at):
    dossier_id = dossier_at()
    with acting(cast.users["council"]), pytest.raises(NotFound):
        queries.get(dossier_id)
    with rows.officer(cast):
        rows.meeting(queries.get(dossier_id), queries.all_councils()[0])
    with acting(cast.users["council"]):
        assert queries.get(dossier_id).id == dossier_id


def test_roll_orders_people_then_collectives_then_households_by_name(cast, dossier_at):
    dossier_id = dossier_at("draft", count=5)
    with rows.officer(cast):
        names = [queries.name_of(one) for one in queries.nominees_of(queries.get(dossier_id))]
        assert names == [
            "Nguyễn Thị Thuỵ Ưởng 3",
            "Nguyễn Thị Thuỵ Ưởng 4",
            "Nguyễn Thị Thuỵ Ưởng",
            "Tổ công nghệ số cộng đồng thôn Đông Yên",
            "Nguyễn Hoàng Quốc Khánh",
        ]


def test_list_is_filtered_and_paged_by_key(cast, dossier_at):
    first = dossier_at()
    with rows.officer(cast) as user:
        award_round = queries.get(first).round
        from app.commendations import actions

        ids = [actions.open_dossier(award_round, "BK_TINH", rows.MERIT, user, DAY).id for _ in range(3)]
        assert [line.dossier.id for line in queries.listed(limit=2)] == [ids[2], ids[1], ids[0]]
        assert [line.dossier.id for line in queries.listed(after=ids[1])] == [ids[0], first]
        assert [line.dossier.id for line in queries.listed(award="GK_XA")] == [first]
        assert queries.listed(state="decided") == []
        assert [one.id for one in queries.in_states([State.DRAFT])] == [first, *ids]


def test_lookup_finds_every_kind_without_dau(cast, dossier_at):
    dossier_at("draft", count=3)
    with rows.officer(cast):
        look = queries.subject_lookup(("person", "household", "collective"))
        assert [label for _id, label in look("khanh")] == [
            "Nguyễn Hoàng Quốc Khánh (1975, Thôn Đông Yên)",
            "Hộ ông (bà) Nguyễn Hoàng Quốc Khánh, Thôn Đông Yên",
        ]
        assert [row_id.partition("-")[0] for row_id, _label in look("cong nghe")] == ["collective"]


def statements(app, cast, dossier_id: int, read) -> int:
    with rows.officer(cast), counted(app) as found:
        read(queries.get(dossier_id))
        return len(found)


@pytest.mark.parametrize("read", [evidence.eligibility, queries.papers_of, queries.nominees_of])
def test_reads_do_not_grow_with_the_nominees(app, cast, dossier_at, read):
    three = dossier_at("draft", count=3)
    seven = None
    with rows.officer(cast) as user:
        from app.commendations import actions

        dossier = actions.open_dossier(queries.get(three).round, "GK_XA", rows.MERIT, user, DAY)
        hamlet = queries.get(three).nominees[0].person.hamlet
        subjects = [rows.person(hamlet, f"Lò Văn {n}", 1990) for n in range(4)]
        subjects += [queries.get(three).nominees[1].collective, queries.get(three).nominees[2].household]
        for subject in subjects:
            actions.add_nominee(dossier, subject, DAY)
        seven = dossier.id
    assert statements(app, cast, seven, read) == statements(app, cast, three, read)
