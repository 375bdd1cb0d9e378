"""What may be read only for a reason: text sealed with a key of the installation, and opened again.

AES-256-GCM: what was altered does not open. What a text is sealed for (whose it is) is bound into it without standing
in it, so that a row copied to another person does not open either. Several keys may be kept: the first one seals, all
of them open, so that a key can be exchanged. Tried and dropped: Fernet, which cannot bind an owner.
"""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

NONCE = 12


class CannotOpen(Exception):
    """A sealed text does not open."""


class KeyLost(CannotOpen):
    """The key it was sealed with is not among those of this installation."""


class Altered(CannotOpen):
    """The text was changed, or belongs to something else than it was sealed for."""


def seal(text: str, bound_to: str) -> str:
    """Seal a text for what it belongs to, such as owner and person; every time another row of signs."""
    key = _keys()[0]
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), bound_to.encode())
    return f"{_name(key)}.{base64.urlsafe_b64encode(nonce + sealed).decode('ascii')}"


def unseal(sealed: str, bound_to: str) -> str:
    """Open a sealed text. Raises KeyLost or Altered."""
    name, dot, body = sealed.partition(".")
    key = next((one for one in _keys() if _name(one) == name), None)
    if key is None or not dot:
        raise KeyLost
    try:
        content = base64.urlsafe_b64decode(body)
        return AESGCM(key).decrypt(content[:NONCE], content[NONCE:], bound_to.encode()).decode()
    except (InvalidTag, ValueError) as fault:
        raise Altered from fault


def _keys() -> list[bytes]:
    return [base64.urlsafe_b64decode(key) for key in current_app.config["SOVANG"].id_keys]


def _name(key: bytes) -> str:
    """How a sealed text says with which key: enough to tell keys apart, nothing to guess them by."""
    return hashlib.sha256(b"sovang id key" + key).hexdigest()[:8]
