"""The settings: defaults that work, and a bad value stops the start with its name."""

import pytest

from app import config
from app.config import BadSetting


def read(tmp_path, **more):
    return config.read({"SOVANG_INSTANCE": str(tmp_path / "noi"), **more})


def test_defaults_work_on_one_computer(tmp_path):
    made = read(tmp_path)
    assert made.database_url == f"sqlite:///{tmp_path}/noi/sovang.db"
    assert made.sqlite
    assert (made.redis_url, made.files, made.https, made.proxies, made.session_hours) == (None, None, False, 0, 10)
    assert not made.testing


def test_the_secret_is_made_once_and_kept_to_its_owner(tmp_path):
    first = read(tmp_path).secret_key
    assert len(first) == 64
    assert read(tmp_path).secret_key == first
    assert (tmp_path / "noi" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert config.read({"SOVANG_INSTANCE": str(tmp_path / "khac")}).secret_key != first


def test_everything_can_be_set(tmp_path):
    made = read(
        tmp_path,
        SOVANG_DATABASE_URL="postgresql+psycopg://sovang@localhost/sovang",
        SOVANG_SECRET_KEY="x",
        SOVANG_REDIS_URL="redis://localhost",
        SOVANG_FILES=str(tmp_path / "tep"),
        SOVANG_HTTPS="1",
        SOVANG_PROXIES="1",
        SOVANG_SESSION_HOURS="8",
    )
    assert not made.sqlite
    assert (made.secret_key, made.redis_url, made.files) == ("x", "redis://localhost", tmp_path / "tep")
    assert (made.https, made.proxies, made.session_hours) == (True, 1, 8)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SOVANG_DATABASE_URL", "mysql://x"),
        ("SOVANG_HTTPS", "yes"),
        ("SOVANG_PROXIES", "-1"),
        ("SOVANG_PROXIES", "9"),
        ("SOVANG_SESSION_HOURS", "0"),
        ("SOVANG_SESSION_HOURS", "mười"),
    ],
)
def test_a_bad_value_stops_the_start_with_its_name(tmp_path, variable, value):
    with pytest.raises(BadSetting, match=variable):
        read(tmp_path, **{variable: value})
