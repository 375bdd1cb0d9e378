"""Text typed in the fonts of before Unicode: TCVN3 (ABC, .VnTime) and VNI, recognised and converted.

Such text is stored with the letters of Western Europe; only the font made it look Vietnamese. UTF-8 that was opened as
Windows-1252 is the third kind of the same accident. Facts: TCVN 5712:1993 (VN3) and the VNI Windows character table.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.reading.syllables import likeness

_UNICODE = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦"
_FROM_TCVN3 = str.maketrans(dict(zip(_TCVN3, _UNICODE, strict=True)))

_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_SHAPED = {
    "a": {
        "ê": "ă", "è": "ằ", "é": "ắ", "ú": "ẳ", "ü": "ẵ", "ë": "ặ",
        "â": "â", "à": "ầ", "á": "ấ", "å": "ẩ", "ã": "ẫ", "ä": "ậ",
    },
    "e": {"â": "ê", "à": "ề", "á": "ế", "å": "ể", "ã": "ễ", "ä": "ệ"},
    "o": {"â": "ô", "à": "ồ", "á": "ố", "å": "ổ", "ã": "ỗ", "ä": "ộ"},
}  # fmt: skip
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    """What stands for what in VNI, two letters before one, small and capital."""
    pairs = {base + mark: letter for base, marks in _VNI_SHAPED.items() for mark, letter in marks.items()}
    for base, letter in {**{one: one for one in "aeouy"}, "ô": "ơ", "ö": "ư"}.items():
        pairs |= {base + mark: unicodedata.normalize("NFC", letter + tone) for mark, tone in _VNI_TONES.items()}
    small = {**pairs, **_VNI_ALONE}
    capital = {key.upper(): letter.upper() for key, letter in small.items()}
    mixed = {key[0].upper() + key[1:]: letter.upper() for key, letter in pairs.items()}
    return {**small, **mixed, **capital}


_FROM_VNI = _vni_pairs()
_VNI_PARTS = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+")


def from_tcvn3(text: str) -> str:
    """Text typed in TCVN3 as Unicode. It has no capital accented letters: these follow the letters around them."""
    converted = unicodedata.normalize("NFC", text.translate(_FROM_TCVN3))
    words = _WORD.findall(converted)
    name = len(words) > 1 and sum(word[0].isupper() for word in words) * 2 > len(words)
    return _WORD.sub(lambda word: _cased(word[0], name), converted)


def _cased(word: str, name: bool) -> str:
    if any(letter.isupper() for letter in word[1:]):
        return word.upper()
    return word[0].upper() + word[1:] if name and not word[0].isascii() else word


def from_vni(text: str) -> str:
    """Text typed in VNI as Unicode."""
    return _VNI_PARTS.sub(lambda found: _FROM_VNI[found[0]], text)


def from_misread_utf8(text: str) -> str:
    """UTF-8 that was opened as Windows-1252 ("Nguyá»…n") as it was meant; unchanged where it is none."""
    try:
        return unicodedata.normalize("NFC", b"".join(map(_byte, text)).decode("utf-8"))
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _byte(letter: str) -> bytes:
    """Five bytes mean nothing in Windows-1252; programs hand them through as control characters."""
    return bytes([ord(letter)]) if ord(letter) < 256 else letter.encode("cp1252")


MISREAD = "UTF-8"
CONVERTERS: dict[str, Callable[[str], str]] = {
    "TCVN3 (ABC)": from_tcvn3,
    "VNI": from_vni,
    MISREAD: from_misread_utf8,
}


@dataclass(frozen=True)
class Recognised:
    """Which old encoding a list is typed in; `name` empty where it is plain Unicode."""

    name: str = ""

    def convert(self, text: str) -> str:
        """One cell as Unicode; a cell with letters that the old encoding did not have stays as it is."""
        if not self.name or text.isascii():
            return text
        if self.name != MISREAD and any(ord(letter) > 255 for letter in text if letter.isalpha()):
            return text
        return CONVERTERS[self.name](text)


def recognise(cells: Sequence[str]) -> Recognised:
    """Say in which old encoding cells were typed: the one that makes Vietnamese of what is none.

    Plain Unicode wins wherever most marked words are Vietnamese already, so that names of minorities, which need not
    be Vietnamese syllables, never change what the rest of a list says.
    """
    shown = [cell for cell in cells if not cell.isascii()]
    good, every = likeness(shown)
    if not every and not any(map(_has_signs, shown)):
        return Recognised()
    best, best_share = "", good / every if every else 0.0
    if best_share >= 0.6:
        return Recognised()
    for name, convert in CONVERTERS.items():
        won, words = likeness(map(convert, shown))
        share = won / words if words else 0.0
        if words and share > max(best_share, 0.6):
            best, best_share = name, share
    return Recognised(best)


def _has_signs(text: str) -> bool:
    """TCVN3 puts many letters on signs (µ, ¸, ®): a word full of them has no marked letter."""
    return any(sign in _TCVN3 for sign in text)
