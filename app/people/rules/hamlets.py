"""Which hamlet of the commune a list means: its whole name, its name without "thôn", its number."""

import re
from collections.abc import Mapping

from app import text

_KINDS = {
    "thon": "thon", "t": "thon", "xom": "xom", "x": "xom", "ban": "ban", "b": "ban", "lang": "lang", "khoi": "khoi",
    "khoi pho": "khoi", "k": "khoi", "ap": "ap", "buon": "buon", "bon": "bon", "plei": "plei",
    "to dan pho": "to dan pho", "tdp": "to dan pho", "to": "to dan pho", "khu pho": "khu", "kp": "khu", "khu": "khu",
    "khom": "khom", "tieu khu": "tieu khu",
}  # fmt: skip
_KIND_OF_PLACE = re.compile(
    r"^(?P<kind>thon|xom|ban|lang|khoi pho|khoi|ap|buon|bon|plei|to dan pho|tdp|to|khu pho|khu|khom|tieu khu"
    r"|(?:[txbk]|kp|tdp)(?=\.|\s?\d))(?:\.\s*|\s+|(?=\d))(?:so\s+)?"
)
_BETWEEN_PARTS = re.compile(r"[,;–—]|\s-\s")


def match_hamlet(typed: str, hamlets: Mapping[int, str]) -> int | None:
    """Find the hamlet that was meant: its whole name, its kind written short ("X.3", "xóm số 3"), or its name alone.

    Of several that fit equally none is taken.
    """
    wanted = text.fold(typed)
    whole = [hamlet_id for hamlet_id, name in hamlets.items() if text.fold(name) == wanted]
    if whole:
        return whole[0] if len(whole) == 1 else None
    kind, bare = _parts(wanted)
    told = {hamlet_id: _parts(text.fold(name)) for hamlet_id, name in hamlets.items()}
    alike = [hamlet_id for hamlet_id, parts in told.items() if kind and parts == (kind, bare)]
    alike = alike or [hamlet_id for hamlet_id, parts in told.items() if parts[1] == bare]
    return alike[0] if len(alike) == 1 else None


def hamlet_of_address(typed: str, hamlets: Mapping[int, str]) -> int | None:
    """The hamlet that a cell names, whole or as a part of an address: "Số 5, thôn Tây, xã Vạn An"."""
    parts = [typed, *(part.strip() for part in _BETWEEN_PARTS.split(typed) if part.strip() not in ("", typed))]
    whole = next((found for part in parts if (found := match_hamlet(part, hamlets))), None)
    return whole or next((found for part in parts if (found := _named_first(part, hamlets))), None)


def _named_first(typed: str, hamlets: Mapping[int, str]) -> int | None:
    """The hamlet with which a text begins, before small letters: "Thôn Đông đăng ký", but not "Thôn Đông Hải"."""
    words = text.nfc(typed).split()
    for count in range(min(len(words) - 1, 5), 1, -1):
        if words[count].islower() and (found := match_hamlet(" ".join(words[:count]), hamlets)):
            return found
    return None


def _parts(folded: str) -> tuple[str, str]:
    """What kind of place, as it is written in full, and its name: ("xom", "3") for X3."""
    found = _KIND_OF_PLACE.match(folded)
    bare = folded[found.end() :] if found else folded
    return _KINDS[found["kind"]] if found else "", str(int(bare)) if bare.isdecimal() else bare
