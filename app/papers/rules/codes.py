"""The short code on each page."""

import hashlib
import re

from app import text

# Without I, O, 0 and 1: the code is also typed by hand from a bad copy.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10


def short_code(seed: str) -> str:
    """The short code of a paper, made from what the paper says, so that the demo prints the same bytes each run.

    Args: seed, a text that no other paper of the authority has. Returns ten signs, the last one a check sign.
    """
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:6], "big")
    body = "".join(SIGNS[number >> 5 * place & 31] for place in range(CODE_LENGTH - 1))
    return body + SIGNS[_doubled(_remainder(body))]


def check_code(code: str) -> bool:
    """Whether a code was read rightly: any single wrong sign and any two exchanged signs are found out."""
    return len(code) == CODE_LENGTH and all(sign in SIGNS for sign in code) and _remainder(code) == 0


def clean_code(typed: str) -> str:
    """A code as it is stored: capitals, no spaces, and without the page number that stands behind it on paper."""
    return re.sub(r"\s", "", typed).upper().partition("-")[0]


def number_key(number: str) -> str:
    """A số/ký hiệu as it is looked for: small letters without dấu and spaces, "12/kh-ubnd"."""
    return re.sub(r"\s", "", text.fold(number))


def behind(start: str) -> str:
    """The first text that does not begin with `start`, byte by byte."""
    return start[:-1] + chr(ord(start[-1]) + 1)


def _remainder(signs: str) -> int:
    """The signs as a polynomial over the field of 32 elements: each place has its own weight."""
    total = 0
    for sign in signs:
        total = _doubled(total) ^ SIGNS.index(sign)
    return total


def _doubled(number: int) -> int:
    shifted = number << 1
    return shifted ^ 0b100101 if shifted & 32 else shifted
