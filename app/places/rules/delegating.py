"""When one may sign in another's place for a time: ủy quyền, phân công ký thay, giao thừa lệnh, giao quyền.

What is handed over in writing, for how long and for which papers. Source: Nghị định 30/2020/NĐ-CP Điều 13
(forms.md 2.4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app import text
from app.places.rules.naming import Dated
from app.places.rules.signing import (
    BLOCK_ARTICLE,
    SIGNING_ARTICLE,
    Matter,
    academic_title,
    is_deputy,
    matter_of,
    signs_as_deputy,
)
from app.refusals import Refusal

DELEGATED_MARKS = ("KT.", "TUQ.", "TL.", "Q.")


class Holder(Dated, Protocol):
    """Who hands over: a line of the book of signers."""

    id: int
    full_name: str
    authority_mark: str
    unit_id: int | None


class Standing(Dated, Protocol):
    """A delegation that stands already."""

    holder_id: int
    full_name: str
    authority_mark: str
    matters: list[str]

    @property
    def holder(self) -> Holder:
        """In whose place it lets someone sign."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A delegation as an official wants to write it down; empty `matters` means every paper, an open end none yet."""

    full_name: str
    post: str
    authority_mark: str
    matters: tuple[str, ...]
    reference_number: str
    document_day: date | None
    valid_from: date
    valid_until: date | None


def covers(matters: Sequence[str], kind: str) -> bool:
    """Whether a delegation of these matters covers a kind of paper; without any it covers all."""
    return not matters or matter_of(kind) in [Matter(one) for one in matters]


def meets(one: Dated, other: Dated) -> bool:
    """Whether two half-open periods have a day in common."""
    before = one.valid_until is None or other.valid_from < one.valid_until
    after = other.valid_until is None or one.valid_from < other.valid_until
    return before and after and _not_empty(one) and _not_empty(other)


def _not_empty(row: Dated) -> bool:
    return row.valid_until is None or row.valid_from < row.valid_until


def within(inner: Dated, outer: Dated) -> bool:
    """Whether a period lies wholly inside another."""
    ends = outer.valid_until is None or (inner.valid_until is not None and inner.valid_until <= outer.valid_until)
    return outer.valid_from <= inner.valid_from and ends


def delegation_refusals(
    asked: Asked, holder: Holder, substitute: Dated | None, others: Iterable[Standing]
) -> list[Refusal]:
    """Every reason why this delegation may not be written down; empty means yes.

    Args: substitute, the line of the book of signers of who is to sign, none for a name and post that were typed;
    others, every delegation of the authority. Source: Nghị định 30/2020/NĐ-CP Điều 13: an authorisation is written,
    limited in time and content, and is not handed on.
    """
    standing = list(others)
    found = [*_person(asked, holder, substitute), *_right(asked, holder, standing)]
    if asked.authority_mark == "TUQ.":
        found += _authorisation(asked)
    if asked.document_day is not None and asked.document_day > asked.valid_from:
        found.append(Refusal("delegation-before-document", SIGNING_ARTICLE, text.day_text(asked.document_day)))
    if not within(asked, holder):
        found.append(Refusal("delegation-too-long", SIGNING_ARTICLE, holder.full_name))
    found += [
        Refusal("delegation-overlaps", detail=one.full_name)
        for one in standing
        if one.holder_id == holder.id and meets(one, asked) and _share_a_matter(one.matters, asked.matters)
    ]
    return found


def _person(asked: Asked, holder: Holder, substitute: Dated | None) -> list[Refusal]:
    """What speaks against who is to sign."""
    found = []
    title = academic_title(asked.full_name)
    if title:
        found.append(Refusal("name-with-title", BLOCK_ARTICLE, title))
    if asked.full_name == holder.full_name:
        found.append(Refusal("delegation-to-oneself"))
    if substitute is not None and not within(asked, substitute):
        found.append(Refusal("delegation-substitute-out", detail=asked.full_name))
    if asked.authority_mark == "KT." and not is_deputy(asked.post):
        found.append(Refusal("mark-without-deputy", BLOCK_ARTICLE))
    if asked.authority_mark in ("TL.", "TUQ.") and signs_as_deputy(asked.post, asked.authority_mark):
        found.append(Refusal("deputy-signs-for", SIGNING_ARTICLE))
    return found


def _right(asked: Asked, holder: Holder, standing: list[Standing]) -> list[Refusal]:
    """What speaks against the one who hands over: who signs for another hands nothing on.

    One who signs by order may let a deputy sign (Điều 13); nobody else but a head hands anything over.
    """
    if holder.authority_mark == "TUQ." or _is_authorised(asked, holder, standing):
        return [Refusal("delegation-again", SIGNING_ARTICLE, holder.full_name)]
    by_order = holder.authority_mark == "TL." and asked.authority_mark == "KT."
    if holder.authority_mark in ("KT.", "TL.") and not by_order:
        return [Refusal("delegation-not-head", SIGNING_ARTICLE, holder.full_name)]
    return []


def _is_authorised(asked: Asked, holder: Holder, standing: list[Standing]) -> bool:
    """Whether the one who hands over signs in these days by authorisation of the same body."""
    return any(
        one.authority_mark == "TUQ."
        and one.full_name == holder.full_name
        and one.holder.unit_id == holder.unit_id
        and meets(one, asked)
        for one in standing
    )


def _authorisation(asked: Asked) -> list[Refusal]:
    found = []
    if not asked.reference_number or asked.document_day is None:
        found.append(Refusal("authorisation-no-document", SIGNING_ARTICLE))
    if asked.valid_until is None:
        found.append(Refusal("authorisation-no-end", SIGNING_ARTICLE))
    if not asked.matters:
        found.append(Refusal("authorisation-unlimited", SIGNING_ARTICLE))
    return found


def _share_a_matter(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def ending_refusals(row: Standing, valid_until: date) -> list[Refusal]:
    """Why a delegation cannot end on this day, the first on which it no longer holds: it may be cut short only.

    One that is ended before it began never takes effect.
    """
    if row.valid_until is not None and valid_until > row.valid_until:
        return [Refusal("delegation-not-longer")]
    return []
