"""Records of places at the first commune, made through the real actions."""

from datetime import date

from app.db import db
from app.places import actions, queries
from app.places.rules.succession import How
from tests.cast import DAY, acting

BEGIN = date(2025, 7, 1)


def territory(cast, hamlet: str = "Thôn 2", unit: str = "Trường Tiểu học Vạn An", signer: str = "Lê Thị Chi"):
    """One hamlet, one unit, one signer of the first commune; their ids by kind."""
    with acting(cast.users["officer"]):
        return {
            "hamlet": actions.save_hamlet(None, hamlet, "Nguyễn Văn Hai", DAY).id,
            "unit": actions.save_unit(None, unit, "THVA", DAY).id,
            "signer": actions.save_signer(None, signer, "Chủ tịch", "", [], DAY).id,
        }


def chair_and_deputy(cast) -> None:
    """Who signs for the first commune and for its office: a chair, a deputy, the head of the office."""
    with acting(cast.users["officer"]):
        office = actions.save_unit(None, "Phòng Văn hóa - Xã hội", "VHXH", BEGIN)
        actions.save_signer(None, "Trần Quốc Thái", "Chủ tịch Ủy ban nhân dân xã", "", [], BEGIN)
        actions.save_signer(None, "Võ Thị Minh Nguyệt", "Phó Chủ tịch Ủy ban nhân dân xã", "KT.", [], BEGIN)
        actions.save_signer(None, "Đinh Thị Lệ Thuỷ", "Trưởng phòng Văn hóa - Xã hội", "", [], BEGIN, unit=office)


def away(**changed) -> int:
    """The chair lets the deputy sign from 10 to 14 August 2026; needs a session of the officer."""
    chair, deputy = queries.signers(DAY)[:2]
    values = {
        "substitute": deputy,
        "authority_mark": "KT.",
        "valid_from": date(2026, 8, 10),
        "valid_until": date(2026, 8, 15),
    }
    row = actions.delegate(chair, **(values | changed))
    db.session.flush()
    return row.id


def foreign_urls(cast) -> list[str]:
    """Addresses of records of the first commune, for the walk of tests/test_tenancy.py."""
    # Names of their own: the rows of other slices stand in the same database during that walk.
    rows = territory(cast, "Thôn Giáp Ranh", "Trạm Y tế Giáp Ranh", "Phan Thị Giáp Ranh")
    with acting(cast.users["officer"]):
        delegated = actions.delegate(
            queries.signer(rows["signer"]),
            substitute=None,
            full_name="Hồ Văn Giáp Ranh",
            post="Phó Chủ tịch",
            authority_mark="KT.",
            valid_from=DAY,
            valid_until=None,
        )
        db.session.flush()
        rows["delegation"] = delegated.id
    changes = [f"/places/{kind}/{rows[kind]}/change/{how}" for kind in ("hamlet", "unit") for how in How]
    return [f"/places/{kind}s/{row_id}" for kind, row_id in rows.items()] + changes
