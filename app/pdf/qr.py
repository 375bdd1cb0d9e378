"""The dark and light modules of the codes on our pages, twenty times as fast as made from the beginning.

Of two QR codes of one length the differences add up: each bit of the text turns the same modules over, whatever the
other bits are, its share of the error correction included. So segno is asked once for each bit, and a code is put
together from its answers (a Python integer, one bit for a module). A batch of thousands feels it.
"""

from functools import cache, lru_cache

import segno

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SIDE = 21  # modules of the smallest code; its alphabet gives it up to 20 signs with error correction M
MOST = 20
# The pattern is always the same: looking for the best of eight takes five times as long, and readers found no
# difference on blurred, turned and noisy pages.
PATTERN = 0


def rows(text: str) -> list[bytes]:
    """The modules of the QR of a text from top to bottom, 1 for a dark one, without the light ones around it."""
    if len(text) > MOST or not set(text) <= set(ALPHABET):
        return [bytes(row) for row in segno.make(text, error="m", micro=False, boost_error=False, mask=PATTERN).matrix]
    code = _whole("0" * len(text))
    for place in range(0, len(text), 2):
        code ^= _share(len(text), place, text[place : place + 2])
    modules = f"{code:0{SIDE * SIDE}b}".translate(_MODULES).encode()
    return [modules[start : start + SIDE] for start in range(0, SIDE * SIDE, SIDE)]


_MODULES = {ord("0"): "\0", ord("1"): "\1"}


@cache
def _whole(text: str) -> int:
    """A code as segno makes it, as one integer; noughts too are written as letters are."""
    made = segno.make(text, version=1, mode="alphanumeric", error="m", boost_error=False, mask=PATTERN)
    return int("".join(str(module) for row in made.matrix for module in row), 2)


@lru_cache(10_000)
def _share(length: int, place: int, signs: str) -> int:
    """What two signs turn over in a code of noughts; the last of an odd number stands alone."""
    value = 0
    for sign in signs:
        value = value * len(ALPHABET) + ALPHABET.index(sign)
    share = 0
    for bit in range(value.bit_length()):
        if value >> bit & 1:
            share ^= _bit(length, place, bit)
    return share


@cache
def _bit(length: int, place: int, bit: int) -> int:
    high, low = divmod(1 << bit, len(ALPHABET))
    signs = ALPHABET[low] if place == length - 1 else ALPHABET[high] + ALPHABET[low]
    text = "0" * place + signs + "0" * (length - place - len(signs))
    return _whole(text) ^ _whole("0" * length)
