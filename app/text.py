"""Vietnamese text: cleaned at the door, searched without dấu, ordered, written as officials write it.

Pure functions without a word of the domain. Everything that enters is NFC, so that one name is one
sequence of bytes in both databases, on paper and in a workbook.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

# ---- at the door

# A tone typed before the mark of the vowel (e, sắc, mũ) does not compose under NFC; both marks have
# the same combining class, so Unicode keeps them in the order typed.
_TONE_BEFORE_VOWEL_MARK = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
# Eth and the African d look like Đ and come out of old fonts and code pages; no Vietnamese word has them.
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
# What has to be looked at letter by letter, even in text that is NFC.
_ODD = re.compile("[\u0300-\u036fÐðƉɖ]")
_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def nfc(text: str) -> str:
    """Return one clean line: NFC, trimmed, single spaces, without invisible and direction marks."""
    if text.isprintable() and not _ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return " ".join(text.split())
    return " ".join(_composed(text).split())


def nfc_multiline(text: str) -> str:
    """Return clean prose: each line as nfc() makes it, at most one empty line between paragraphs."""
    lines = "\n".join(nfc(line) for line in _LINE_BREAK.split(text))
    return re.sub("\n{3,}", "\n\n", lines).strip("\n")


def _composed(text: str) -> str:
    decomposed = _TONE_BEFORE_VOWEL_MARK.sub(r"\2\1", unicodedata.normalize("NFD", text))
    composed = unicodedata.normalize("NFC", decomposed).translate(_LOOKALIKES)
    return "".join(c for c in composed if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


# ---- search without dấu


def fold(text: str) -> str:
    """Return the text as people type it in a search box: lower case, no dấu, đ as d."""
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


# A name in a list is asked for half a dozen times while its line is judged; a page of prose is not worth keeping.
_SHORT = 64


def _folded(text: str) -> str:
    bare = nfc(text).casefold().translate(_BARE)
    return bare if bare.isascii() else _bare(bare).replace("đ", "d")


_remembered = lru_cache(maxsize=16_384)(_folded)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


# The letters of Vietnamese and its neighbours at once; whatever is left goes the long way.
_BARE = {place: _bare(chr(place)) for place in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))} | {ord("đ"): "d"}


def name_matches(query_fold: str, full_name: str) -> int:
    """Rank how well a search fits a name; 0 means not at all and the given name (tên) counts most.

    5 the tên itself, or the name ends in these words · 4 the tên begins so · 3 whole words side by
    side · 2 each word begins a word of the name · 1 the letters stand somewhere in it.
    """
    query, name = fold(query_fold), fold(full_name)
    if not query or not name:
        return 0
    words, padded = name.split(), f" {name} "
    if padded.endswith(f" {query} "):
        return 5
    if words[-1].startswith(query):
        return 4
    if f" {query} " in padded:
        return 3
    if all(any(word.startswith(part) for word in words) for part in query.split()):
        return 2
    return 1 if query in name else 0


# ---- order

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_VOWEL_MARKS = {
    "a\u0306": "ă",
    "a\u0302": "â",
    "e\u0302": "ê",
    "o\u0302": "ô",
    "o\u031b": "ơ",
    "u\u031b": "ư",
}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# One ASCII character a letter, A to Z then a to g: readable keys would need two and longer indexes.
_LETTER_CODES = {letter: chr(65 + i if i < 26 else 71 + i) for i, letter in enumerate(_ALPHABET)}
# Between tên, đệm and họ; between words of one part; before the tone. All below digits and letters,
# so that the shorter comes first ("An" before "Anh") in plain byte order.
_PART, _WORD, _TONE = " ", "-", "."


def name_key(full_name: str) -> str:
    """Return the stored key that orders names by tên, then đệm, then họ.

    Letters follow the Vietnamese alphabet (a ă â b c d đ e ê …); inside a word tones count after
    letters: ngang, huyền, hỏi, ngã, sắc, nặng. The key is ASCII, to be compared byte by byte
    (collation "C"), so SQLite, PostgreSQL and Python agree. Where the tone mark is placed does not
    matter: Thuỷ and Thủy are one name.
    """
    words = nfc(full_name).split()
    if not words:
        return ""
    if len(words) == 1:
        return _words_key(words)
    family, *middle, given = words
    return name_key_of(given, " ".join(middle), family)


def name_key_of(given: str, middle: str, family: str) -> str:
    """The key of name_key() for a name whose parts are known."""
    if not middle and not family:
        return _words_key(given.split())
    return _PART.join(_words_key(part.split()) for part in (given, middle, family))


def fold_key(text: str) -> str:
    """Return the stored key that orders any text: Vietnamese letters and tones, numbers by value.

    "Thôn 2" comes before "Thôn 10". ASCII, to be compared byte by byte like name_key().
    """
    return _words_key(nfc(text).split())


def _words_key(words: list[str]) -> str:
    syllables = [part for word in words for part in re.split(r"[-–—/]", word) if part]
    return _WORD.join(filter(None, map(_syllable_key, syllables)))


def _syllable_key(syllable: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for piece in re.findall(r"\d+|\D", syllable.casefold()):
        if piece.isdigit():
            letters.append(_number_code(piece))
        else:
            code, tone = _letter_code(piece)
            letters.append(code)
            tones.append(tone)
    return f"{''.join(letters)}{_TONE}{''.join(tones) or '0'}" if any(letters) else ""


def _number_code(digits: str) -> str:
    # The number of digits first: 2 is "12", 10 is "210", so byte order is order by value.
    value = str(int(digits))
    return f"{min(len(value), 9)}{value}"


def _letter_code(char: str) -> tuple[str, str]:
    if unicodedata.combining(char):
        return "", _TONES.get(char, "6")  # a mark that composes with no letter, as in ơ̆: like those of č and ñ
    decomposed = unicodedata.normalize("NFD", char)
    tone = "".join(_TONES.get(mark, "") for mark in decomposed[1:])
    marks = "".join(mark for mark in decomposed[1:] if mark not in _TONES)
    if not marks and decomposed[0] in _LETTER_CODES:
        return _LETTER_CODES[decomposed[0]], tone
    if decomposed[0] + marks in _VOWEL_MARKS:
        return _LETTER_CODES[_VOWEL_MARKS[decomposed[0] + marks]], tone
    if decomposed[0] in _LETTER_CODES:
        # Letters of Ê Đê, Ba Na, Chăm names (č, ñ, ŏ, ŭ …): beside their plain letter, after its tones.
        return _LETTER_CODES[decomposed[0]], tone + "6"
    return (f"{{{ord(decomposed[0]):05x}", tone) if decomposed[0].isalpha() else ("", "")


# ---- casing of names

# Letters of Ê Đê and Gia Rai such as ơ̆ and ư̆ have no code of their own: the mark behind them does not end the word.
_WORD_OF_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")


def is_all_capitals(text: str) -> bool:
    """Tell whether a text of at least two letters was typed in capitals only."""
    letters = [c for c in nfc(text) if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def proper_name(text: str) -> str:
    """Return a name typed in capitals only, or in small letters only, with a capital for each word.

    A name in mixed case is kept as typed. str.title() is not used: on decomposed text it makes
    "NguyễN", and it would break H'Hen.
    """
    name = nfc(text)
    if not (is_all_capitals(name) or name.islower()):
        return name
    return _WORD_OF_NAME.sub(lambda word: word[0][0].upper() + word[0][1:].lower(), name)


def begun(words: str) -> str:
    """Return the words as a sentence begins: "VNeID chưa xác nhận" stays, "đạt" is "Đạt".

    Not str.capitalize(), which makes all that follows small: "Chủ tịch UBND" would become "Chủ tịch ubnd".
    """
    return f"{words[:1].upper()}{words[1:]}"


def within(words: str) -> str:
    """Return the words as they stand inside a sentence: "Hội Nông dân" is "hội Nông dân", "UBND xã" stays."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


# ---- days

DAY_FORM = "Ngày phải viết dạng dd/mm/yyyy, ví dụ 05/02/2026."
_DAY = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def day_text(day: date) -> str:
    """Write a day as dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def long_day_text(day: date) -> str:
    """Write a day as papers do: "ngày 05 tháng 02 năm 2026", but "tháng 3".

    Nghị định 30/2020/NĐ-CP, Phụ lục I: a zero before days below 10 and before months 1 and 2 only.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def parse_day(text: str) -> date:
    """Read d/m/yyyy, d-m-yyyy or d.m.yyyy; raises ValueError with a Vietnamese sentence to show."""
    match = _DAY.fullmatch(nfc(text))
    if match is None:
        raise ValueError(DAY_FORM)
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"Năm phải từ {_FIRST_YEAR} đến {_LAST_YEAR}.")
    if not 1 <= month <= 12:
        raise ValueError(f"Không có tháng {month}. {DAY_FORM}")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Tháng {month:02d}/{year} không có ngày {day}.") from None


# ---- numbers


def number_text(number: int) -> str:
    """Write a whole number with a point between thousands: 1284 is "1.284"."""
    return f"{number:,d}".replace(",", ".")


def decimal_text(number: Fraction | Decimal | float, places: int = 2) -> str:
    """Write a number with a decimal comma, rounded half up, without useless zeros at the end."""
    exact = _exact(number)
    whole, rest = divmod(_half_up(abs(exact) * 10**places), 10**places)
    sign = "-" if exact < 0 and (whole or rest) else ""
    decimals = f"{rest:0{places}d}".rstrip("0") if rest else ""
    return sign + number_text(whole) + (f",{decimals}" if decimals else "")


def percent_text(ratio: Fraction | Decimal | float) -> str:
    """Write a ratio (7/9, not 77.78) as a percentage with at most two decimals: "77,78 %"."""
    return f"{decimal_text(_exact(ratio) * 100)} %"


def _exact(number: Fraction | Decimal | float) -> Fraction:
    # Through its shortest decimal form: 0.145 means 145/1000, not the nearest binary fraction below it.
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def _half_up(positive: Fraction) -> int:
    return (2 * positive.numerator + positive.denominator) // (2 * positive.denominator)


def money_text(dong: int) -> str:
    """Write an amount in đồng: 1170000 is "1.170.000 đồng"."""
    return f"{number_text(dong)} đồng"


def money_in_words(dong: int) -> str:
    """Write an amount as the line "Bằng chữ" has it: "Một triệu hai trăm nghìn đồng"."""
    words = in_words(dong)
    return f"{words[0].upper()}{words[1:]} đồng"


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 1_000_000_000


def in_words(number: int) -> str:
    """Write a whole number in Vietnamese words, small letters: 105 is "một trăm linh năm"."""
    if number < 0:
        return f"âm {in_words(-number)}"
    return " ".join(_spelled(number, padded=False)) or _DIGITS[0]


def _spelled(number: int, *, padded: bool) -> list[str]:
    # Above a billion Vietnamese counts billions again: một nghìn tỷ, một triệu tỷ, một tỷ tỷ.
    billions, rest = divmod(number, _BILLION)
    words = [*_spelled(billions, padded=padded), "tỷ"] if billions else []
    for name, step in (("triệu", 1_000_000), ("nghìn", 1_000), ("", 1)):
        group, rest = divmod(rest, step)
        if group:
            words += _spelled_group(group, padded=padded or bool(words))
            words += [name] if name else []
    return words


def _spelled_group(group: int, *, padded: bool) -> list[str]:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or padded else []
    if tens == 0 and ones:
        return [*words, "linh", _DIGITS[ones]] if words else [_DIGITS[ones]]
    if tens == 1:
        words.append("mười")
    elif tens > 1:
        words += [_DIGITS[tens], "mươi"]
    return [*words, _last_digit(tens, ones)] if ones else words


def _last_digit(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones]) if tens > 1 else _DIGITS[ones]
