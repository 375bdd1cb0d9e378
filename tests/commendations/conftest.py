"""Dossiers at any state, arranged in an app context of their own."""

import pytest

from tests.commendations import rows


@pytest.fixture
def dossier_at(app, cast):
    """Make a dossier of the home commune: dossier_at("proposed", award="BK_TINH", count=3) gives its id."""

    def make(state: str = "draft", award: str = "GK_XA", count: int = 1, **options) -> int:
        with app.app_context():
            return rows.dossier_at(cast, state, award, count, **options)

    return make
