"""The fixed cast: two communes, their province, one merged predecessor, and a named person for each role.

Rows are made through the real actions. The stranger is an officer of the other commune: every page is
shown to them too, and none of the first commune's records exists for them.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app import clock, tenancy
from app.access import Role
from app.accounts import actions as accounts
from app.accounts.models import User
from app.db import db, transaction
from app.places import actions as places
from app.places.models import Authority, Commune, Succession
from app.places.rules import Level
from app.tenancy import Actor

DAY = date(2026, 8, 20)
PASSWORD = "mật khẩu để thử"

HOME, OTHER, MERGED = "17950", "17944", "17971"
PROVINCE = "40"

PEOPLE = {
    "officer": ("Nguyễn Thị An", HOME, Role.OFFICER),
    "clerk": ("Trần Văn Bình", HOME, Role.CLERK),
    "leader": ("Lê Thị Chi", HOME, Role.LEADER),
    "council": ("Phạm Văn Dũng", HOME, Role.COUNCIL),
    "trainer": ("Hoàng Thị Én", HOME, Role.TRAINER),
    "administrator": ("Võ Văn Giang", HOME, Role.ADMINISTRATOR),
    "reviewer": ("Đặng Thị Hà", PROVINCE, Role.REVIEWER),
    "stranger": ("Bùi Văn Lạ", OTHER, Role.OFFICER),
}


@dataclass(frozen=True)
class Cast:
    """Ids of the authorities and users of the cast, by name."""

    home: int
    other: int
    merged: int
    province: int
    users: dict[str, int]


def assemble() -> Cast:
    """Make the cast in an empty, migrated database that holds the directory."""
    with transaction() as session, tenancy.unscoped_unsafe(session, "dựng dữ liệu thử"):
        places.load_directory()
        session.flush()
        codes = [HOME, OTHER, MERGED]
        ids = {code: _commune(code) for code in codes}
        ids[PROVINCE] = places.open_authority(Level.PROVINCE, PROVINCE, "Nghệ An", PROVINCE).id
        session.add(Succession(predecessor_id=ids[MERGED], successor_id=ids[HOME], day=date(2026, 1, 1)))
        users = {name: _user(name, full_name, ids[at], role) for name, (full_name, at, role) in PEOPLE.items()}
    return Cast(ids[HOME], ids[OTHER], ids[MERGED], ids[PROVINCE], users)


def _commune(code: str) -> int:
    commune = db.session.scalars(select(Commune).where(Commune.code == code)).one()
    return places.open_authority(Level.COMMUNE, code, commune.name, commune.province_code).id


def _user(name: str, full_name: str, authority_id: int, role: Role) -> int:
    user = accounts.new_user(name, full_name, PASSWORD)
    accounts.give_role(user, authority_id, role, DAY - timedelta(days=300))
    return user.id


@contextmanager
def acting(user_id: int, day: date = DAY):
    """Act as this user in one writing transaction, on a day: to arrange rows through real actions."""
    with clock.frozen(day), transaction() as session:
        user = session.get_one(User, user_id)
        home = accounts.queries.home_of(user, day)
        accounts.enter(user, home, day)
        session.info["home"] = session.get_one(Authority, home)
        yield user


@contextmanager
def everything():
    """Read and write without a scope, to look at what was left behind."""
    with transaction() as session, tenancy.unscoped_unsafe(session, "nhìn lại sau bài thử"):
        session.info.setdefault("actor", Actor(None, "bài thử"))
        yield session
        session.flush()  # while the way out is still open
