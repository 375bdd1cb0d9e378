"""Records of places at the first commune, made through the real actions."""

from app.places import actions
from tests.cast import DAY, acting


def territory(cast, hamlet: str = "Thôn 2", unit: str = "Trường Tiểu học Vạn An", signer: str = "Lê Thị Chi"):
    """One hamlet, one unit, one signer of the first commune; their ids by kind."""
    with acting(cast.users["officer"]):
        return {
            "hamlet": actions.save_hamlet(None, hamlet, "Nguyễn Văn Hai", DAY).id,
            "unit": actions.save_unit(None, unit, "THVA", DAY).id,
            "signer": actions.save_signer(None, signer, "Chủ tịch", "", [], DAY).id,
        }


def foreign_urls(cast) -> list[str]:
    """Addresses of records of the first commune, for the walk of tests/test_tenancy.py."""
    # Names of their own: the rows of other slices stand in the same database during that walk.
    rows = territory(cast, "Thôn Giáp Ranh", "Trạm Y tế Giáp Ranh", "Phan Thị Giáp Ranh")
    return [f"/places/{kind}s/{row_id}" for kind, row_id in rows.items()]
