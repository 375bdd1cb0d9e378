"""Verbs of the directory: load it, open an authority."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.db import db
from app.places.models import Authority, Commune, Province
from app.places.rules import Level
from app.refusals import Refusal, Refused

DATA = Path(__file__).parent.parent / "data"


def load_directory(folder: Path = DATA) -> int:
    """Bring the dated directory into the database; known rows are left alone. Returns how many were new."""
    return _load(Province, folder / "provinces.csv") + _load(Commune, folder / "communes.csv")


def _load(table: type[Province] | type[Commune], path: Path) -> int:
    known = {(code, day) for code, day in db.session.execute(select(table.code, table.valid_from))}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [_dated(row) for row in csv.DictReader(lines)]
    new = [table(**row) for row in rows if (row["code"], row["valid_from"]) not in known]
    db.session.add_all(new)
    return len(new)


def _dated(row: dict[str, str]) -> dict[str, Any]:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_until")}
    return {name: value or None for name, value in row.items()} | days


def open_authority(level: Level, code: str, place_name: str, province_code: str, *, demo: bool = False) -> Authority:
    """Make a commune or province that works with the program. Raises Refused when it is there already."""
    if db.session.scalars(select(Authority).where(Authority.level == level, Authority.code == code)).first():
        raise Refused([Refusal("authority-exists")])
    authority = Authority(level=level, code=code, place_name=place_name, province_code=province_code, demo=demo)
    db.session.add(authority)
    db.session.flush()
    return authority
