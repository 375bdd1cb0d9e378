"""Sealed text: opens for what it was sealed for, with the keys of the installation, and for nothing else."""

import base64
from dataclasses import replace

import pytest

from app import sealing

OLD, NEW = (base64.urlsafe_b64encode(bytes([one]) * 32).decode() for one in (1, 2))
NUMBER = "040199001234"


@pytest.fixture
def keys(app):
    """Work with these keys instead of those of the installation."""
    kept = app.config["SOVANG"]

    def use(*chosen: str) -> None:
        app.config["SOVANG"] = replace(kept, id_keys=chosen)

    with app.app_context():
        yield use
    app.config["SOVANG"] = kept


def test_opens_for_what_it_was_sealed_for(keys):
    keys(OLD)
    sealed = sealing.seal(NUMBER, "1:7")
    assert sealing.unseal(sealed, "1:7") == NUMBER
    assert NUMBER not in sealed
    assert base64.urlsafe_b64encode(NUMBER.encode()).decode().rstrip("=") not in sealed


def test_the_same_text_is_never_sealed_alike(keys):
    keys(OLD)
    assert sealing.seal(NUMBER, "1:7") != sealing.seal(NUMBER, "1:7")


def test_a_copy_to_another_person_does_not_open(keys):
    keys(OLD)
    sealed = sealing.seal(NUMBER, "1:7")
    with pytest.raises(sealing.Altered):
        sealing.unseal(sealed, "1:8")


@pytest.mark.parametrize("spoil", [lambda s: s[:-6] + "AAAA==", lambda s: s[:20], lambda s: s[:9] + "%%%"])
def test_what_was_altered_does_not_open(keys, spoil):
    keys(OLD)
    with pytest.raises(sealing.Altered):
        sealing.unseal(spoil(sealing.seal(NUMBER, "1:7")), "1:7")


def test_a_new_key_seals_and_the_old_one_still_opens(keys):
    keys(OLD)
    before = sealing.seal(NUMBER, "1:7")
    keys(NEW, OLD)
    after = sealing.seal(NUMBER, "1:7")
    assert (sealing.unseal(before, "1:7"), sealing.unseal(after, "1:7")) == (NUMBER, NUMBER)
    assert before.split(".")[0] != after.split(".")[0]
    keys(NEW)
    assert sealing.unseal(after, "1:7") == NUMBER


@pytest.mark.parametrize("sealed", ["", "abc", "0badkey0.AAAA"])
def test_without_its_key_it_says_so(keys, sealed):
    keys(OLD)
    kept = sealing.seal(NUMBER, "1:7")
    keys(NEW)
    with pytest.raises(sealing.KeyLost):
        sealing.unseal(kept, "1:7")
    with pytest.raises(sealing.KeyLost):
        sealing.unseal(sealed, "1:7")
