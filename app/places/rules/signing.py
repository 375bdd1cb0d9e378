"""The block above a signature: by which authority someone signs, in what post, for whom.

One rule for every paper: the capacity in which the paper is signed and the lines of the signer give the block that is
printed. Source: Nghị định 30/2020/NĐ-CP Điều 13 and Phụ lục I, II.7 (forms.md 2.2, rows 7a to 7c, and 2.4).
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from app import text
from app.places.rules.naming import AuthorityName
from app.refusals import Refusal

SIGNING_ARTICLE = "Nghị định 30/2020/NĐ-CP Điều 13"
BLOCK_ARTICLE = "Nghị định 30/2020/NĐ-CP Phụ lục I, II.7"

AUTHORITY_MARKS = ("", "TM.", "Q.", "KT.", "TL.", "TUQ.")
# A unit has one head who decides; what a body of several decides is typed as it is printed.
UNIT_MARKS = ("", "Q.", "KT.", "TL.")
ON_BEHALF = "TM. ỦY BAN NHÂN DÂN"
CHAIR = "Chủ tịch"


class Capacity(StrEnum):
    """In what capacity a paper is signed."""

    PERSONAL = "personal"
    """The head decides alone: a decision of the chair bears no "TM."."""
    COLLECTIVE = "collective"
    """On behalf of the committee, which decides together."""
    UNIT = "unit"
    """For a unit under its head."""


class Matter(StrEnum):
    """What a paper is about, as far as a delegation tells papers apart."""

    AWARD = "award"
    PROPOSAL = "proposal"
    OTHER = "other"


_MATTERS: Mapping[str, Matter] = MappingProxyType(
    {
        "decision": Matter.AWARD,
        "revocation": Matter.AWARD,
        "certificate": Matter.AWARD,
        "proposal": Matter.PROPOSAL,
        "roll": Matter.PROPOSAL,
        "merit_summary": Matter.PROPOSAL,
    }
)


def matter_of(kind: str) -> Matter:
    """What a kind of paper is about: one hand signs a decision and its giấy khen, one a tờ trình and its list."""
    return _MATTERS.get(kind, Matter.OTHER)


def capacity_of(kind: str, *, by_unit: bool = False) -> Capacity:
    """In what capacity a kind of paper is signed: an award is the chair's own decision, the rest is the committee's.

    Source: forms.md 1.10 (the chair decides personally, so no "TM."); NĐ 30/2020 Phụ lục I, II.7.a.
    """
    if by_unit:
        return Capacity.UNIT
    return Capacity.PERSONAL if matter_of(kind) is Matter.AWARD else Capacity.COLLECTIVE


# ---- posts

# "Chánh Văn phòng HĐND và UBND" is a whole post: the committee there is part of the name of the office.
_OF_THE_COMMITTEE = re.compile(r"(?<!\bvà)\s+(?:[UỦ][ỷyỶY]\s+ban\s+nhân\s+dân|UBND)\b.*$", re.IGNORECASE)
_DEPUTY = re.compile(r"^Phó\s+", re.IGNORECASE)
_ONE_WORD_UNITS = frozenset({"phòng", "ban", "trạm", "tổ", "đội"})
_ACTING = re.compile(r"^Quyền\s+", re.IGNORECASE)


def short_post(post: str, unit_name: str = "") -> str:
    """A post without the body it belongs to, which stands at the head of the paper already.

    "Phó Chủ tịch Ủy ban nhân dân xã" gives "Phó Chủ tịch"; "Trưởng phòng Văn hóa - Xã hội" of that unit "Trưởng phòng";
    "Hiệu trưởng Trường THCS Anh Xuân" gives "Hiệu trưởng".
    """
    post = _ACTING.sub("", text.nfc(post))
    if not unit_name:
        return _OF_THE_COMMITTEE.sub("", post)
    kind, _space, rest = text.nfc(unit_name).partition(" ")
    tail = f" {kind} {rest}"
    if not post.casefold().endswith(tail.casefold()):
        return post
    bare = post[: -len(tail)]
    if bare.casefold() not in ("trưởng", "phó trưởng"):
        return bare
    # "Trưởng phòng" ends with the word for the unit; "Trưởng Công an xã" has no shorter form.
    return f"{bare} {kind.lower()}" if kind.casefold() in _ONE_WORD_UNITS else post


def is_deputy(post: str) -> bool:
    """Whether a post is that of a deputy, who signs for the head under KT."""
    return _DEPUTY.match(text.nfc(post)) is not None


def signs_as_deputy(post: str, authority_mark: str) -> bool:
    """Whether this post signs under KT. and under neither TL. nor TUQ.: a deputy of the chair.

    An authorisation goes to the head of a unit, never to a deputy. Source: NĐ 30/2020 Điều 13.
    """
    return is_deputy(post) and (authority_mark == "TUQ." or head_post(short_post(post)) == CHAIR)


def head_post(post: str) -> str:
    """The post of the head whose deputy holds this one: "Phó Trưởng phòng" gives "Trưởng phòng"."""
    found = _DEPUTY.sub("", text.nfc(post))
    return f"{found[:1].upper()}{found[1:]}"


# ---- the block


def signature_lines(authority_mark: str, post: str, unit_name: str = "", head: str = "") -> list[str]:
    """The lines printed above a signer's name, in capitals: KT. and Phó Chủ tịch give KT. CHỦ TỊCH / PHÓ CHỦ TỊCH.

    Args: authority_mark, one of AUTHORITY_MARKS, empty for a head who signs in person; unit_name, the unit the signer
    signs for, empty for the committee; head, the post of the head for whom the signer signs, where it is known.
    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7.a and b.
    """
    own = short_post(post, unit_name)
    above = head or (head_post(own) if unit_name else CHAIR)
    if authority_mark == "TM.":
        return [ON_BEHALF, own.upper()]
    if authority_mark == "KT.":
        return [f"KT. {above.upper()}", own.upper()]
    if authority_mark in ("TL.", "TUQ."):
        # The unit of who signs by order or by authorisation is not at the head of the paper: the whole post is printed.
        # A deputy to whom the one who signs by order handed it on signs for that one (Điều 13).
        handed_on = [f"KT. {head_post(post).upper()}"] if is_deputy(post) else []
        return [f"{authority_mark} {above.upper()}", *handed_on, text.nfc(post).upper()]
    if authority_mark == "Q.":
        return [f"Q. {(head or head_post(own)).upper()}"]
    return [own.upper()]


def block(capacity: Capacity, lines: Sequence[str]) -> tuple[str, ...]:
    """The block of a paper from the lines of its signer: "TM." where the committee speaks, never where one decides.

    A deputy who signs what the committee decides prints both: TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH. Who
    signs by order or by authorisation of the chair does not speak for the committee. Asked again with what it answered
    it answers the same. Source: NĐ 30/2020 Phụ lục I, II.7.a.
    """
    found = tuple(lines)
    if not found:
        return ()
    if capacity is Capacity.COLLECTIVE and not found[0].startswith(("TM.", "TL.", "TUQ.")):
        return (ON_BEHALF, *found)
    if capacity is Capacity.PERSONAL and found[0].startswith("TM.") and len(found) > 1:
        return found[1:]
    return found


# ---- the council


class Seal(StrEnum):
    """Under what seal the council's papers go out: its own title alone, or the seal of the committee."""

    OWN = "own"
    AGENCY = "agency"


_SEATS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "chair": ("CHỦ TỊCH HỘI ĐỒNG",),
        "deputy": ("KT. CHỦ TỊCH HỘI ĐỒNG", "PHÓ CHỦ TỊCH HỘI ĐỒNG"),
    }
)
_COMMITTEE_ITSELF = re.compile(r"Ủy ban nhân dân(?:\s+(?:xã|phường|đặc khu|tỉnh|thành phố))?$", re.IGNORECASE)


def council_block(seat: str, post: str, seal: str, authority: AuthorityName) -> tuple[tuple[str, ...], str | None]:
    """The block of who presides over the council: its lines, and the post in the agency printed above the name.

    Under the council's own title it reads TM. HỘI ĐỒNG / CHỦ TỊCH HỘI ĐỒNG and names no post outside the council; with
    the agency's seal the post there stands between signature and name. A member who presides without a seat of the
    chair signs as CHỦ TỌA.
    Args: seat, chair, deputy, secretary or member; post, in the agency; authority, as written on the paper's day.
    Source: Nghị định 30/2020/NĐ-CP Phụ lục I, II.7.c (forms.md 1.8).
    """
    lines = _SEATS.get(seat, ("CHỦ TỌA",))
    if seal == Seal.AGENCY:
        return lines, post_at(post, authority).upper() or None
    return (("TM. HỘI ĐỒNG", *lines) if seat in _SEATS else lines), None


def post_at(post: str, authority: AuthorityName) -> str:
    """A post of the committee with the committee's whole name on the day: "Chủ tịch Ủy ban nhân dân xã Vạn An"."""
    whole = re.sub(r"\bUBND\b", "Ủy ban nhân dân", text.nfc(post))
    return _COMMITTEE_ITSELF.sub(authority.full, whole)


# ---- what the book of signers refuses

_TITLES = frozenset({"gs", "pgs", "ts", "tskh", "ths", "cn", "ks", "bs", "ds", "ls", "ngnd", "ngưt", "nsnd", "nsưt"})
_TITLE_WORDS = (
    "phó giáo sư",
    "giáo sư",
    "tiến sĩ",
    "tiến sỹ",
    "thạc sĩ",
    "thạc sỹ",
    "cử nhân",
    "kỹ sư",
    "kĩ sư",
    "bác sĩ",
    "bác sỹ",
    "dược sĩ",
    "dược sỹ",
    "luật sư",
    "nhà giáo",
)


def academic_title(name: str) -> str | None:
    """The học hàm, học vị or honorary title that stands before a name, which papers do not print.

    It is told, never cut away: who typed it takes it out. Source: NĐ 30/2020 Phụ lục I, II.7 (forms.md 2.2, row 7b).
    """
    name = text.nfc(name)
    first = re.split(r"[.\s]", name, maxsplit=1)[0]
    if first.casefold() in _TITLES and first != name:
        return first
    folded = name.casefold()
    return next((name[: len(words)] for words in _TITLE_WORDS if folded.startswith(f"{words} ")), None)


def signer_refusals(
    full_name: str, post: str, authority_mark: str, *, by_unit: bool = False, ends: bool = True
) -> list[Refusal]:
    """What speaks against a line of the book of signers: the mark and the post must fit, the name stands bare.

    Args: by_unit, whether the signer signs for a unit; ends, whether the period of signing has an end.
    Source: Nghị định 30/2020/NĐ-CP Điều 13 and Phụ lục I, II.7.
    """
    found = []
    title = academic_title(full_name)
    if title:
        found.append(Refusal("name-with-title", BLOCK_ARTICLE, title))
    if is_deputy(post) and authority_mark in ("", "TM."):
        found.append(Refusal("deputy-without-mark", BLOCK_ARTICLE))
    if authority_mark == "KT." and not is_deputy(post):
        found.append(Refusal("mark-without-deputy", BLOCK_ARTICLE))
    if by_unit and authority_mark not in UNIT_MARKS:
        found.append(Refusal("mark-not-of-unit", BLOCK_ARTICLE, authority_mark))
    if authority_mark in ("TL.", "TUQ.") and signs_as_deputy(post, authority_mark):
        found.append(Refusal("deputy-signs-for", SIGNING_ARTICLE))
    if authority_mark == "TUQ." and not ends:
        found.append(Refusal("authorisation-no-end", SIGNING_ARTICLE))
    return found
