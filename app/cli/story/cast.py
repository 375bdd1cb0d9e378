"""Who acts in the story: three authorities, one person for each role, and how each of them acts on a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from app import clock
from app.access import Role
from app.accounts import actions as accounts
from app.accounts import queries as users
from app.accounts.models import User
from app.db import transaction
from app.places import actions as place_actions
from app.places import queries as places
from app.places.rules import Level

PROVINCE, HOME, NEIGHBOUR = "40", "17950", "17944"
PASSWORD = "hoc-vu-so-2026"
LEADER_NAME = "Phan Đình Quế"


@dataclass(frozen=True)
class SignIn:
    """One account of the demo: its name, its person, where and as what; `place_name` for all but the first commune."""

    username: str
    full_name: str
    place: str
    role: Role
    place_name: str = ""


SIGN_INS = (
    SignIn("canbo", "Nguyễn Thị Hoài An", HOME, Role.OFFICER),
    SignIn("vanthu", "Trần Thị Thuý Hường", HOME, Role.CLERK),
    SignIn("lanhdao", LEADER_NAME, HOME, Role.LEADER),
    SignIn("hoidong", "Nguyễn Cảnh Toàn", HOME, Role.COUNCIL),
    SignIn("tocongnghe", "Đặng Thuỳ Trang", HOME, Role.TRAINER),
    SignIn("quantri", "Hồ Viết Thuận", HOME, Role.ADMINISTRATOR),
    SignIn("thamdinh", "Lê Thị Quỳnh Nga", PROVINCE, Role.REVIEWER, "tỉnh Nghệ An"),
    SignIn("canbo-daihue", "Cao Xuân Hòe", NEIGHBOUR, Role.OFFICER, "xã Đại Huệ"),
)
OFFICER, CLERK, LEADER, COUNCIL = "canbo", "vanthu", "lanhdao", "hoidong"
TRAINER, REVIEWER = "tocongnghe", "thamdinh"
NEIGHBOUR_OFFICER = "canbo-daihue"


def assemble(day: date) -> None:
    """Open the province and its two communes, and give each role its person."""
    with clock.frozen(day), transaction():
        province = next(one for one in places.provinces(day) if one.code == PROVINCE)
        opened = {PROVINCE: place_actions.open_authority(Level.PROVINCE, PROVINCE, province.name, PROVINCE).id}
        for code in (HOME, NEIGHBOUR):
            commune = places.commune(code, day)
            if commune is None:
                raise LookupError(code)
            opened[code] = place_actions.open_authority(Level.COMMUNE, code, commune.name, PROVINCE).id
        for one in SIGN_INS:
            user = accounts.new_user(one.username, one.full_name, PASSWORD)
            accounts.give_role(user, opened[one.place], one.role, day)


def mark_as_demo() -> None:
    """Last of all, so that a story that was broken off is not taken for a whole one."""
    with transaction():
        for authority in places.all_authorities():
            authority.demo = True


@contextmanager
def acting(username: str, day: date) -> Iterator[User]:
    """Do something as this person on a day: one transaction in their scope, with the clock at that day."""
    with clock.frozen(day), transaction():
        user = users.by_username(username)
        home = users.home_of(user, day) if user else None
        if user is None or home is None:
            raise LookupError(username)
        accounts.enter(user, home, day)
        yield user
