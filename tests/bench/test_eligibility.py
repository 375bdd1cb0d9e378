"""The commune whose conditions are checked by the bench is what it claims, at a tiny size."""

import json

import pytest
from argon2 import PasswordHasher

from app.accounts import actions as accounts
from app.db import db
from bench import eligibility


def test_a_case_that_is_not_known_is_refused():
    with pytest.raises(SystemExit, match=r"^unknown: page-2x; known: eligibility-5000, check-5000, page-5000$"):
        eligibility.main(["page-2x"])


def test_dossiers_of_the_bench_are_built_judged_and_compared_with_the_workbook(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(accounts, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(eligibility, "SIZES", (3, 30))
    monkeypatch.setattr(eligibility, "MARKS", 720)
    monkeypatch.setattr(eligibility, "HAMLETS", 2)
    monkeypatch.setattr(eligibility, "TURNS", 1)
    monkeypatch.setattr("bench.training.HAMLETS", 2)
    monkeypatch.delenv("SOVANG_DATABASE_URL", raising=False)
    one = eligibility.built(tmp_path)
    for measure in eligibility.CASES.values():
        measure(one)
    judged, checked, beside, page = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert [row["case"] for row in (judged, checked, beside, page)] == [
        "eligibility-5000",
        "check-5000",
        "check-beside-workbook",
        "page-5000",
    ]
    # Neither the nominees of a batch nor those of a page cost a statement of their own.
    assert all(len(set(row["statements"].values())) == 1 for row in (judged, checked, page))
    assert beside["nominees"] == 30
    with one.app.app_context():
        db.session.remove()
        db.engine.dispose()
