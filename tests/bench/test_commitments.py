"""The commune that is measured is what the bench claims: its households, its hamlets, who has signed."""

import json

import pytest
from argon2 import PasswordHasher

from app import clock
from app.accounts import actions as accounts
from app.db import db
from bench import commitments


def test_the_cases_have_the_names_that_are_agreed():
    assert commitments.CASES == ("page-100x", "figures-100x", "create-10x", "find-50000")


def test_a_case_that_is_not_known_is_refused():
    with pytest.raises(SystemExit, match=r"^unknown: page-2x; known: page-100x, "):
        commitments.main(["page-2x"])


def test_commune_of_the_bench_is_built_and_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(accounts, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(commitments, "SIZES", (40, 80, 120))
    monkeypatch.setattr(commitments, "TURNS", 1)
    monkeypatch.delenv("SOVANG_DATABASE_URL", raising=False)
    communes = {size: commitments.built(size, tmp_path) for size in commitments.SIZES}
    with clock.frozen(commitments.DAY):
        page = communes[120].client.get(communes[120].page).text
    assert "Đã ký 72/120, còn 42" in page
    assert page.count("hộ chưa ký</a>") <= commitments.HAMLETS
    commitments.page_100x(communes)
    printed = json.loads(capsys.readouterr().out)
    assert (printed["case"], sorted(printed["at"])) == ("page-100x", ["120", "40", "80"])
    assert len(set(printed["statements"].values())) == 1
    for one in communes.values():
        with one.app.app_context():
            db.session.remove()
            db.engine.dispose()
