"""First chapter: the hamlets, agencies and signers of the commune, and the people in its books.

Every name is made up. Among them are those that programs get wrong: Thuỵ beside Thụy, Ưởng, a name of two words,
one of five.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.cli.story.cast import LEADER_NAME, NEIGHBOUR_OFFICER, OFFICER, acting
from app.cli.story.days import Days
from app.people import actions as people
from app.people import queries as found
from app.people.actions import PastedPerson
from app.people.rules.teams import TeamKind, TeamPart
from app.places import actions as places
from app.places import queries as known

HAMLETS = (
    ("Xóm 1", "Nguyễn Trọng Đại"),
    ("Xóm 2", "Hồ Sỹ Hùng"),
    ("Xóm 3", "Bùi Thị Bích"),
    ("Xóm 4", "Trần Hữu Lạng"),
    ("Xóm 10", "Lê Khắc Nghiêm"),
    ("Khối Sa Nam", "Phạm Thị Oanh"),
)
UNITS = (("Phòng Văn hóa - Xã hội", "VHXH"), ("Văn phòng HĐND và UBND", "VP"), ("Trường THCS Anh Xuân", "THCSAX"))
OFFICE_HEAD = "Đinh Thị Lệ Thuỷ"
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Cao")
MIDDLE = {"male": ("Văn", "Đình", "Hữu", "Sỹ", "Khắc", "Viết"), "female": ("Thị", "Thị Bích", "Thuỳ", "Thị Hồng")}
GIVEN = {
    "male": ("Đức", "Dũng", "Khoa", "Lợi", "Minh", "Quý", "Sơn", "Tuấn", "Thuỷ", "Vượng", "Ứng", "Huỳnh"),
    "female": ("Hoa", "Khuê", "Liễu", "Mỹ", "Ngọc", "Oanh", "Phượng", "Quỳnh", "Thuỷ", "Xuân", "Yến", "Ái"),
}
HARD_NAMES = (
    PastedPerson("Nguyễn Thuý Ưng", sex="female", birth_year=1968, target_group="T3", household=True),
    PastedPerson("Lý Ý", sex="female", birth_year=1990, target_group="T3"),
    PastedPerson("Tôn Nữ Thị Quỳnh Nguyễn", sex="female", birth_year=1979, target_group="T3", household=True),
    PastedPerson("Đậu Quốc Khánh", sex="male", birth_year=1957, target_group="T3", household=True),
    PastedPerson("Lô Văn Xái", sex="male", birth_year=1983, target_group="T5", household=True),
    PastedPerson("Nguyễn Đức Đức", sex="male", birth_year=2009, target_group="T2"),
)
PER_HAMLET = 24
HOUSEHOLDS_PER_HAMLET = 12


@dataclass(frozen=True)
class Territory:
    """Ids the later chapters need."""

    hamlets: tuple[int, ...]
    team: int
    signer: int
    instructor: int
    teacher: int
    household: int
    office: int
    bureau: int


def tell(days: Days) -> Territory:
    """Open the books of both communes."""
    with acting(OFFICER, days.first):
        hamlets = tuple(places.save_hamlet(None, name, head, days.first).id for name, head in HAMLETS)
        units = [places.save_unit(None, name, short, days.first).id for name, short in UNITS]
        signer = _signers(days, units[0])
        for number, hamlet_id in enumerate(hamlets):
            people.paste(known.hamlet(hamlet_id), [*_pasted(number), *(HARD_NAMES if number == 0 else ())])
    with acting(OFFICER, days.first):
        instructor = _instructor(days, hamlets[0])
        teacher = _teacher(days, hamlets[1], units[2])
        team = _team(days, hamlets[0], instructor)
        _forces(days, hamlets)
        household = _model_household(hamlets[0], days)
    _neighbour(days)
    return Territory(hamlets, team, signer, instructor, teacher, household, units[0], units[1])


def _signers(days: Days, office_id: int) -> int:
    """The chair, who signs in person, a deputy who signs for the chair, and the head of the office in charge."""
    chair = places.save_signer(None, LEADER_NAME, "Chủ tịch Ủy ban nhân dân xã", "", ["CHỦ TỊCH"], days.first)
    deputy = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    places.save_signer(None, "Võ Thị Minh Nguyệt", "Phó Chủ tịch Ủy ban nhân dân xã", "KT.", deputy, days.first)
    office = known.unit(office_id)
    places.save_signer(None, OFFICE_HEAD, "Trưởng phòng Văn hóa - Xã hội", "", [], days.first, unit=office)
    return chair.id


def _pasted(number: int) -> list[PastedPerson]:
    """The people of one hamlet; every second one is the head of a household."""
    return [_person(number * PER_HAMLET + place, place) for place in range(PER_HAMLET)]


def _person(number: int, place: int) -> PastedPerson:
    sex = "female" if number % 3 else "male"
    middle, given = MIDDLE[sex], GIVEN[sex]
    name = (
        f"{FAMILIES[number * 5 % len(FAMILIES)]} {middle[number // 2 % len(middle)]} {given[number * 7 % len(given)]}"
    )
    return PastedPerson(
        name,
        sex=sex,
        birth_year=1950 + number * 11 % 55,
        target_group="T5" if number % 9 == 4 else "T3",
        occupation="Công nhân" if number % 9 == 4 else "Làm ruộng",
        household=place < HOUSEHOLDS_PER_HAMLET,
    )


def _instructor(days: Days, hamlet_id: int) -> int:
    """The head of a digital team who teaches the classes and is put forward for it."""
    return people.save_person(
        None,
        days.first,
        name="Nguyễn Thị Thuỵ Ưởng",
        sex="female",
        born_on=date(1991, 3, 8),
        hamlet_id=hamlet_id,
        post="Tổ trưởng Tổ công nghệ số cộng đồng",
        occupation="Giáo viên",
        target_group="T3",
        hometown="xã Vạn An, tỉnh Nghệ An",
        residence="Xóm 1, xã Vạn An, tỉnh Nghệ An",
    ).id


def _teacher(days: Days, hamlet_id: int, unit_id: int) -> int:
    """A teacher of the commune who is put forward for the award of the province."""
    return people.save_person(
        None,
        days.first,
        name="Trần Đình Quốc Thái",
        sex="male",
        born_on=date(1984, 11, 20),
        hamlet_id=hamlet_id,
        unit_id=unit_id,
        post="Giáo viên Tin học",
        occupation="Viên chức",
        target_group="T1",
        hometown="xã Vạn An, tỉnh Nghệ An",
        residence="Xóm 2, xã Vạn An, tỉnh Nghệ An",
    ).id


def _team(days: Days, hamlet_id: int, leader_id: int) -> int:
    """The digital team as a collective, with the terms of its members; one has left since."""
    team = people.save_collective(
        None,
        name="Tổ công nghệ số cộng đồng Xóm 1",
        hamlet_id=hamlet_id,
        address="Nhà văn hóa Xóm 1, xã Vạn An, tỉnh Nghệ An",
        managing_agency="Ủy ban nhân dân xã Vạn An",
        functions="Hướng dẫn người dân trong xóm sử dụng dịch vụ công trực tuyến, nền tảng số và kỹ năng số cơ bản.",
        head_name="Nguyễn Thị Thuỵ Ưởng",
        head_post="Tổ trưởng",
        headcount=5,
        women_count=3,
        team_kind=TeamKind.DIGITAL_TEAM,
        founded_by="Quyết định số 12/QĐ-UBND của Ủy ban nhân dân xã Vạn An",
        founded_on=days.first,
    )
    others = [one for one in found.in_hamlet(hamlet_id) if one.id != leader_id][:5]
    chosen = [
        (found.get(leader_id), TeamPart.LEADER),
        (others[0], TeamPart.DEPUTY),
        *((one, TeamPart.MEMBER) for one in others[1:]),
    ]
    terms = people.add_members(team, chosen, days.first)
    people.end_term(terms[-1], days.first + timedelta(days=20))
    return team.id


def _model_household(hamlet_id: int, days: Days) -> int:
    """A household whose particulars are complete, since it is put forward."""
    household = found.households_in(hamlet_id)[0]
    head = household.head
    if head is None:
        raise LookupError("household without a head")
    people.save_person(
        head,
        days.first,
        name=head.name,
        sex=head.sex,
        born_on=date(head.birth_year or 1970, 5, 19),
        hamlet_id=hamlet_id,
        target_group="T3",
        occupation="Làm ruộng, bán hàng trực tuyến",
        hometown="xã Vạn An, tỉnh Nghệ An",
        residence="Xóm 1, xã Vạn An, tỉnh Nghệ An",
    )
    hamlet = known.hamlet(hamlet_id)
    if hamlet is None:
        raise LookupError(hamlet_id)
    people.save_household(household, head, hamlet, "Số nhà 12, Xóm 1, xã Vạn An", 4)
    return household.id


FORCES = (
    (TeamKind.AMBASSADORS, "Mạng lưới đại sứ số xã Vạn An", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Vạn An", None),
    (
        TeamKind.MOVEMENT_TEAM,
        "Đội hình thanh niên hỗ trợ chuyển đổi số",
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Vạn An",
        None,
    ),
    (TeamKind.CLUB, "Câu lạc bộ Kỹ năng số Xóm 2", "Hội Nông dân xã Vạn An", 1),
)


def _forces(days: Days, hamlets: Sequence[int]) -> None:
    """The ambassadors, a team of the youth union and a club: three people of each hamlet, or of the club's own."""
    for place, (kind, name, agency, hamlet) in enumerate(FORCES):
        team = people.save_collective(
            None,
            name=name,
            team_kind=kind,
            managing_agency=agency,
            hamlet_id=None if hamlet is None else hamlets[hamlet],
            founded_on=days.first,
        )
        homes = hamlets if hamlet is None else [hamlets[hamlet]]
        chosen = [found.in_hamlet(home)[10 + 3 * place + one] for home in homes for one in range(3)]
        parts = [TeamPart.LEADER, *[TeamPart.MEMBER] * (len(chosen) - 1)]
        people.add_members(team, list(zip(chosen, parts, strict=True)), days.first)


def _neighbour(days: Days) -> None:
    """The other commune has books of its own, with names that the first one has too."""
    with acting(NEIGHBOUR_OFFICER, days.first):
        hamlet = places.save_hamlet(None, "Xóm Đại Thắng", "Cao Bá Quát Nhân", days.first)
        people.paste(hamlet, [_person(number, number) for number in range(8)])
