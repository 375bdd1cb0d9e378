"""Verbs of who signs: the book of signers, and who signs in whose place for a time."""

from collections.abc import Sequence
from datetime import date

from app import audit
from app.db import db
from app.places import queries
from app.places.actions.saving import refuse_twin, saved
from app.places.models import Delegation, Signer, Unit
from app.places.rules import Asked, delegation_refusals, ending_refusals, signature_lines, signer_refusals
from app.refusals import Refused
from app.text import day_text, nfc


def save_signer(
    signer: Signer | None,
    full_name: str,
    post: str,
    authority_mark: str,
    lines: list[str],
    valid_from: date,
    valid_until: date | None = None,
    user_id: int | None = None,
    unit: Unit | None = None,
) -> Signer:
    """Add or correct who signs from a day until a day, and the block printed above the name.

    Empty `lines` are made from the mark and the post; without a `unit` it is the authority that is signed for. Raises
    Refused when mark and post do not fit, a title stands before the name, or the person signs in that period under the
    same mark already. Source: Nghị định 30/2020/NĐ-CP Điều 13 and Phụ lục I, II.7.
    """
    full_name = nfc(full_name)
    unit_id = unit.id if unit is not None else None
    found = signer_refusals(full_name, post, authority_mark, by_unit=unit is not None, ends=valid_until is not None)
    if found:
        raise Refused(found)
    twins = queries.same_signer(full_name, valid_from, valid_until)
    same = [one for one in twins if (one.authority_mark, one.unit_id) == (authority_mark, unit_id)]
    refuse_twin(signer, same, "signer-taken")
    unit_name = unit.name if unit is not None else ""
    row: Signer = saved(
        signer,
        Signer,
        full_name=full_name,
        post=nfc(post),
        authority_mark=authority_mark,
        lines=[nfc(line) for line in lines] or signature_lines(authority_mark, post, unit_name),
        valid_from=valid_from,
        valid_until=valid_until,
        user_id=user_id,
        unit=unit,
        unit_id=unit_id,
    )
    audit.record("signer-saved", row, name=full_name, post=post)
    return row


def delegate(
    holder: Signer,
    *,
    substitute: Signer | None,
    full_name: str = "",
    post: str = "",
    authority_mark: str,
    matters: Sequence[str] = (),
    reference_number: str = "",
    document_day: date | None = None,
    contents: str = "",
    valid_from: date,
    valid_until: date | None,
) -> Delegation:
    """Write down that in these days someone signs in the place of a signer: papers of these days bear the right block.

    Args: substitute, who signs, from the book of signers, or else full_name and post; authority_mark, KT., TUQ., TL. or
    Q.; matters, the kinds of papers it covers, empty for all; reference_number and document_day of the written
    authorisation, contents in its words; valid_until, the first day on which it no longer holds.
    Raises Refused with every reason. Source: Nghị định 30/2020/NĐ-CP Điều 13.
    """
    asked = Asked(
        full_name=substitute.full_name if substitute else nfc(full_name),
        post=substitute.post if substitute else nfc(post),
        authority_mark=authority_mark,
        matters=tuple(matters),
        reference_number=nfc(reference_number),
        document_day=document_day,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    found = delegation_refusals(asked, holder, substitute, queries.own_delegations())
    if found:
        raise Refused(found)
    row = Delegation(
        holder=holder,
        holder_id=holder.id,
        substitute=substitute,
        substitute_id=substitute.id if substitute else None,
        full_name=asked.full_name,
        post=asked.post,
        authority_mark=authority_mark,
        matters=list(asked.matters),
        reference_number=asked.reference_number or None,
        document_day=document_day,
        contents=nfc(contents) or None,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    db.session.add(row)
    audit.record(
        "signing-delegated", row, holder=holder.full_name, name=asked.full_name, valid_from=day_text(valid_from)
    )
    return row


def end_delegation(row: Delegation, valid_until: date) -> None:
    """End a delegation early; papers signed until then keep their block.

    Args: valid_until, the first day on which it no longer holds; one before its beginning means that it never took
    effect. Raises Refused when the delegation would become longer by it.
    """
    found = ending_refusals(row, valid_until)
    if found:
        raise Refused(found)
    row.valid_until = max(valid_until, row.valid_from)
    audit.record(
        "delegation-ended",
        row,
        holder=row.holder.full_name,
        name=row.full_name,
        valid_until=day_text(row.valid_until),
    )
