"""The settings: defaults that work, and a bad value stops the start with its name."""

import base64

import pytest

from app import config
from app.config import BadSetting

KEY, OLD_KEY = (base64.urlsafe_b64encode(bytes([one]) * 32).decode() for one in (1, 2))


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


def test_the_key_of_identity_numbers_is_made_once_and_kept_to_its_owner(tmp_path):
    (first,) = read(tmp_path).id_keys
    assert len(base64.urlsafe_b64decode(first)) == 32
    kept = tmp_path / "noi" / "id_key"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text(encoding="ascii") == first
    assert read(tmp_path).id_keys == (first,)
    assert config.read({"SOVANG_INSTANCE": str(tmp_path / "khac")}).id_keys != (first,)


def test_a_kept_key_is_never_written_over(tmp_path):
    (first,) = read(tmp_path).id_keys
    kept = tmp_path / "noi" / "id_key"
    kept.write_text(f"{KEY}\n{first}\n", encoding="ascii")
    assert read(tmp_path).id_keys == (KEY, first)


def test_a_spoilt_key_file_stops_the_start_and_stays_as_it_is(tmp_path):
    read(tmp_path)
    kept = tmp_path / "noi" / "id_key"
    kept.write_bytes(b"")
    with pytest.raises(BadSetting, match="id_key"):
        read(tmp_path)
    assert kept.read_bytes() == b""


def test_folder_of_trust_is_in_the_instance_or_must_be_there(tmp_path):
    assert read(tmp_path).trust == tmp_path / "noi" / "trust"
    assert read(tmp_path, SOVANG_TRUST=str(tmp_path)).trust == tmp_path
    with pytest.raises(BadSetting, match="SOVANG_TRUST"):
        read(tmp_path, SOVANG_TRUST=str(tmp_path / "none"))


def test_several_keys_by_the_variable(tmp_path):
    assert read(tmp_path, SOVANG_ID_KEY=f"{KEY}, {OLD_KEY}").id_keys == (KEY, OLD_KEY)
    assert not (tmp_path / "noi" / "id_key").exists()


def test_the_keys_do_not_stand_in_the_words_of_the_settings(tmp_path):
    made = read(tmp_path)
    assert made.id_keys[0] not in repr(made)


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
        ("SOVANG_ID_KEY", "ngan"),
        ("SOVANG_ID_KEY", f"{KEY},{KEY[:-8]}"),
        ("SOVANG_ID_KEY", ","),
        ("SOVANG_SESSION_HOURS", "0"),
        ("SOVANG_SESSION_HOURS", "mười"),
    ],
)
def test_a_bad_value_stops_the_start_with_its_name(tmp_path, variable, value):
    with pytest.raises(BadSetting, match=variable):
        read(tmp_path, **{variable: value})
