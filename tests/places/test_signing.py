"""Who signs a paper on its day: the holder, the substitute of those days by itself, the holder again."""

from datetime import date

import pytest

from app.db import db
from app.places import actions, queries
from app.places.models import Delegation
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.places.rows import BEGIN, away, chair_and_deputy
from tests.places.test_actions import events

pytestmark = pytest.mark.usefixtures("context")

BEFORE, FIRST, LAST, AFTER = date(2026, 8, 9), date(2026, 8, 10), date(2026, 8, 14), date(2026, 8, 15)
TM = "TM. ỦY BAN NHÂN DÂN"
CHAIR, DEPUTY = ("CHỦ TỊCH",), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
TUQ = {
    "authority_mark": "TUQ.",
    "matters": ["proposal"],
    "reference_number": "05/GUQ-UBND",
    "document_day": date(2026, 8, 7),
}


@pytest.fixture
def books(cast):
    chair_and_deputy(cast)
    return cast


def block_on(day: date, kind: str, unit=None):
    found = queries.signing(day, kind, unit)
    return found and (found.name, found.lines)


def test_the_substitute_signs_in_these_days_by_itself(books):
    with acting(books.users["officer"]):
        away()
        assert [block_on(day, "decision") for day in (BEFORE, FIRST, LAST, AFTER)] == [
            ("Trần Quốc Thái", CHAIR),
            ("Võ Thị Minh Nguyệt", DEPUTY),
            ("Võ Thị Minh Nguyệt", DEPUTY),
            ("Trần Quốc Thái", CHAIR),
        ]
        assert block_on(FIRST, "proposal") == ("Võ Thị Minh Nguyệt", (TM, *DEPUTY))
        assert block_on(AFTER, "proposal") == ("Trần Quốc Thái", (TM, "CHỦ TỊCH"))


def test_the_choice_says_in_whose_place_and_why(books):
    with acting(books.users["officer"]):
        row_id = away()
        found = queries.signing(FIRST, "decision")
        assert (found.signer.full_name, found.delegation.id) == ("Trần Quốc Thái", row_id)
        assert found.key == f"{found.signer.id}-{row_id}"
        assert found.article == "Nghị định 30/2020/NĐ-CP Điều 13"
        own = queries.signing(BEFORE, "decision")
        assert (own.delegation, own.article, own.key) == (None, "", str(own.signer.id))


def test_an_authorisation_covers_its_matters_only(books):
    with acting(books.users["officer"]):
        head = queries.unit_signers(DAY)[0]
        away(substitute=head, **TUQ)
        assert block_on(FIRST, "proposal") == (
            "Đinh Thị Lệ Thuỷ",
            ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI"),
        )
        assert block_on(FIRST, "decision") == ("Trần Quốc Thái", CHAIR)


@pytest.mark.parametrize(
    ("mark", "post", "lines"),
    [
        ("KT.", "Phó Chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Q.", "Phó Chủ tịch", ("Q. CHỦ TỊCH",)),
        ("TL.", "Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
    ],
)
def test_one_who_is_not_in_the_book_signs_by_name_and_post(books, mark, post, lines):
    with acting(books.users["officer"]):
        away(substitute=None, full_name="Hoàng Văn Ứng", post=post, authority_mark=mark)
        assert block_on(FIRST, "decision") == ("Hoàng Văn Ứng", lines)


def test_a_deputy_of_who_signs_by_order_signs_by_that_order(books):
    with acting(books.users["officer"]):
        office = actions.save_signer(None, "Phan Văn Dũng", "Chánh Văn phòng", "TL.", [], BEGIN)
        db.session.flush()
        actions.delegate(
            office,
            substitute=None,
            full_name="Lý Ý",
            post="Phó Chánh Văn phòng",
            authority_mark="KT.",
            valid_from=FIRST,
            valid_until=AFTER,
        )
        found = next(one for one in queries.signings(FIRST, "invitation") if one.name == "Lý Ý")
        assert found.lines == ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")


def test_a_unit_has_its_own_signers_and_substitutes(books):
    with acting(books.users["officer"]):
        office = queries.units(DAY)[0]
        head = queries.unit_signers(DAY)[0]
        away()
        assert block_on(FIRST, "proposal", office) == ("Đinh Thị Lệ Thuỷ", ("TRƯỞNG PHÒNG",))
        actions.delegate(
            head,
            substitute=None,
            full_name="Lý Ý",
            post="Phó Trưởng phòng",
            authority_mark="KT.",
            valid_from=FIRST,
            valid_until=AFTER,
        )
        assert block_on(FIRST, "proposal", office) == ("Lý Ý", ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"))
        assert [one.name for one in queries.signings(FIRST, "proposal", office)] == ["Lý Ý", "Đinh Thị Lệ Thuỷ"]
        assert [one.full_name for one in queries.signers(DAY)] == ["Trần Quốc Thái", "Võ Thị Minh Nguyệt"]


def test_everyone_who_may_sign_stands_once(books):
    with acting(books.users["officer"]):
        away()
        assert [(one.name, one.lines) for one in queries.signings(FIRST, "decision")] == [
            ("Võ Thị Minh Nguyệt", DEPUTY),
            ("Trần Quốc Thái", CHAIR),
        ]
        assert [one.name for one in queries.every_signing(BEFORE, "proposal")] == [
            "Trần Quốc Thái",
            "Võ Thị Minh Nguyệt",
            "Đinh Thị Lệ Thuỷ",
        ]


def test_nobody_signs_before_the_book_begins(books):
    with acting(books.users["officer"]):
        assert queries.signing(date(2025, 6, 30), "decision") is None


def test_a_substitute_who_left_office_does_not_sign(books):
    with acting(books.users["officer"]):
        away()
        deputy = queries.signers(DAY)[1]
        actions.save_signer(deputy, deputy.full_name, deputy.post, "KT.", [], BEGIN, date(2026, 8, 12))
        assert block_on(FIRST, "decision") == ("Võ Thị Minh Nguyệt", DEPUTY)
        assert block_on(LAST, "decision") == ("Trần Quốc Thái", CHAIR)


def test_an_acting_chair_comes_before_the_deputy(books):
    with acting(books.users["officer"]):
        chair = queries.signers(DAY)[0]
        actions.save_signer(chair, chair.full_name, chair.post, "", [], BEGIN, BEFORE)
        actions.save_signer(None, "Hồ Sỹ Hùng", "Quyền Chủ tịch Ủy ban nhân dân xã", "Q.", [], BEFORE)
        assert block_on(FIRST, "decision") == ("Hồ Sỹ Hùng", ("Q. CHỦ TỊCH",))
        assert block_on(FIRST, "proposal") == ("Hồ Sỹ Hùng", (TM, "Q. CHỦ TỊCH"))


def test_other_communes_do_not_sign(books):
    with acting(books.users["officer"]):
        away()
    with acting(books.users["stranger"]):
        assert queries.signing(FIRST, "decision") is None
        assert queries.all_delegations() == []
    with acting(books.users["reviewer"]):
        assert queries.signing(FIRST, "decision") is None
        found = queries.signing(FIRST, "decision", owner_id=books.home)
        assert (found.name, found.signer.owner_id) == ("Võ Thị Minh Nguyệt", books.home)


def test_a_delegation_and_its_end_leave_their_lines_in_the_log(books):
    with acting(books.users["officer"]):
        row_id = away()
    with acting(books.users["officer"]):
        actions.end_delegation(queries.delegation(row_id), date(2026, 8, 12))
    assert events()[-2:] == [
        (
            "signing-delegated",
            {"holder": "Trần Quốc Thái", "name": "Võ Thị Minh Nguyệt", "valid_from": "10/08/2026"},
        ),
        (
            "delegation-ended",
            {"holder": "Trần Quốc Thái", "name": "Võ Thị Minh Nguyệt", "valid_until": "12/08/2026"},
        ),
    ]
    with acting(books.users["officer"]):
        assert block_on(date(2026, 8, 11), "decision") == ("Võ Thị Minh Nguyệt", DEPUTY)
        assert block_on(date(2026, 8, 12), "decision") == ("Trần Quốc Thái", CHAIR)


def test_a_delegation_taken_back_before_it_began_never_takes_effect(books):
    with acting(books.users["officer"]):
        row = queries.delegation(away())
        actions.end_delegation(row, date(2026, 8, 5))
        assert (row.valid_from, row.valid_until) == (FIRST, FIRST)
        assert queries.delegations(FIRST) == []
        assert away() != row.id


def test_a_delegation_against_the_rule_is_not_written(books):
    with acting(books.users["officer"]):
        away()
    with pytest.raises(Refused) as caught, acting(books.users["officer"]):
        away(valid_from=LAST)
    assert [one.code for one in caught.value.reasons] == ["delegation-overlaps"]
    with acting(books.users["officer"]):
        assert len(queries.own_delegations()) == 1
        assert isinstance(queries.own_delegations()[0], Delegation)


def test_a_signer_whose_mark_and_post_do_not_fit_is_not_written(books):
    with pytest.raises(Refused) as caught, acting(books.users["officer"]):
        actions.save_signer(None, "ThS. Lê Văn Phó", "Phó Chủ tịch", "", [], DAY)
    assert [one.code for one in caught.value.reasons] == ["name-with-title", "deputy-without-mark"]
