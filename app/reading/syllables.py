"""Whether letters are Vietnamese: the measure by which an encoding is recognised, never a judgement of a name."""

import re
import unicodedata
from collections.abc import Iterable

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_RHYMES = (
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ia|ya|ưa|ua|iê|yê|uô|ươ|oa|oe|oă|uâ|uê|ue|uy|uyê|uya|uơ|oo|"
    "ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi|ơi|ui|ưi|ưu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uyu"
)
_CODAS = "|c|ch|m|n|ng|nh|p|t"


def _longest_first(parts: str) -> str:
    return "|".join(sorted(parts.split("|"), key=len, reverse=True))


_SYLLABLE = re.compile(f"(?:{_longest_first(_ONSETS)})?(?:{_longest_first(_RHYMES)})(?:{_longest_first(_CODAS)})")
_WORDS = re.compile(r"[^\W\d_]+")


def is_syllable(word: str) -> bool:
    """Whether a word can be one Vietnamese syllable: its letters, one tone at most, capitals all, first or none."""
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    toneless = "".join(mark for mark in decomposed if mark not in _TONES)
    if len(decomposed) - len(toneless) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def marked_words(text: str) -> list[str]:
    """The words of a text that hold a letter beyond plain a to z: only these tell one encoding from another."""
    return [word for word in _WORDS.findall(text) if not word.isascii()]


def likeness(texts: Iterable[str]) -> tuple[int, int]:
    """How many of the marked words of these texts are Vietnamese syllables, and how many marked words there are."""
    good = every = 0
    for text in texts:
        for word in marked_words(text):
            every += 1
            good += is_syllable(word)
    return good, every
