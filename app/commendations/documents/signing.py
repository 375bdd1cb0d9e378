"""The blocks above the signatures of a dossier's papers, as the rows keep them or the council's seal asks for them."""

from app.commendations.models import Council, CouncilMember, Decision
from app.commendations.models import Proposal as ProposalRow
from app.papers.documents import SignatureBlock
from app.places.queries import Signing
from app.places.rules import AuthorityName, Capacity, block, council_block


def signature_of(row: ProposalRow) -> SignatureBlock:
    """Who signs the tờ trình: for the committee, a body that decides together, under "TM." (NĐ 30/2020, II.7.a)."""
    capacity = Capacity.COLLECTIVE if row.unit is None else Capacity.UNIT
    return SignatureBlock(lines=block(capacity, row.signer_lines), name=row.signer_name)


def decided_by(row: Decision) -> SignatureBlock:
    """Who signed the decision, as it was printed: what is changed in the book of signers later does not reach it."""
    return SignatureBlock(lines=tuple(row.signer_lines), name=row.signer_name)


def signed_by(signing: Signing) -> SignatureBlock:
    """The block of whoever signs a paper on its day."""
    return SignatureBlock(lines=signing.lines, name=signing.name)


def council_signature(member: CouncilMember, council: Council, authority: AuthorityName) -> SignatureBlock:
    """The block of who presides over the council, by its seal (NĐ 30/2020 Phụ lục I, II.7.c).

    Args: authority, as it is written on the paper's day.
    """
    lines, own_post = council_block(member.seat, member.post, council.seal, authority)
    return SignatureBlock(lines=lines, own_post=own_post, name=member.full_name)
