"""Whether a text is called as a place below the commune is: Thôn 3, Bản Na Ca, Tổ dân phố số 5.

By its letters with dấu: Tô and Xa are families, tổ and xã are places. Only a text typed without any dấu is compared
without, and then not by the words that are families too.
"""

import re

from app.text import fold, nfc

_KINDS = r"(?:thôn|xóm|bản|làng|khối phố|khối|khu phố|khu|khóm|ấp|buôn|bon|plei|tổ dân phố|tdp|tổ|tiểu khu|xã|phường)"
_PLACE = re.compile(rf"{_KINDS}\b", re.IGNORECASE)
_TYPED_BARE = re.compile(r"(?:thon|xom|khoi pho|khu pho|khom|buon|bon|plei|to dan pho|tdp|tieu khu|phuong)\b|t[ox] \d")


def names_place(text: str) -> bool:
    """Whether a text begins as the name of a place does."""
    cleaned = nfc(text)
    if _PLACE.match(cleaned):
        return True
    return cleaned.isascii() and _TYPED_BARE.match(fold(cleaned)) is not None
