"""The commune that is measured is what the bench claims: its marks, its counts, its page, at a tiny size."""

import json

import pytest
from argon2 import PasswordHasher

from app.accounts import actions as accounts
from app.db import db
from app.training.models import miscounted
from bench import training
from tests.cast import everything


def test_the_cases_have_the_names_that_are_agreed():
    assert training.CASES == ("indicator-100x", "totals", "grid")


def test_a_case_that_is_not_known_is_refused():
    with pytest.raises(SystemExit, match=r"^unknown: page-2x; known: indicator-100x, "):
        training.main(["page-2x"])


def test_commune_of_the_bench_is_built_counted_and_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(accounts, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(training, "SIZES", (240, 1_200))
    monkeypatch.setattr(training, "TURNS", 1)
    monkeypatch.delenv("SOVANG_DATABASE_URL", raising=False)
    communes = {size: training.built(size, tmp_path) for size in training.SIZES}
    training.indicator_100x(communes)
    training.totals(communes)
    grown, added = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (grown["case"], sorted(grown["at"])) == ("indicator-100x", ["1200", "240"])
    assert len(set(grown["statements"].values())) == 1
    assert (added["case"], added["marks"]) == ("totals", 1_200)
    for one in communes.values():
        with one.app.app_context():
            with everything() as session:
                assert miscounted(session, one.owner) == 0
            db.session.remove()
            db.engine.dispose()
