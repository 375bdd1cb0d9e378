"""Facts of the decision that cancels an award and takes back what went with it (NĐ 30/2020 Mẫu 1.2)."""

from dataclasses import dataclass

from app.papers.documents import Head, PaperFacts, Recipients, SignatureBlock, facts_of, optional


@dataclass(frozen=True, kw_only=True)
class RevokedLine:
    """One whose award is cancelled; `golden_number` is the số sổ vàng on the giấy khen that is taken back."""

    number: int
    name: str
    where: str | None = optional()
    golden_number: int
    money: str | None = optional()  # "710.000"; none where the decision names no amount


@facts_of("revocation")
@dataclass(frozen=True, kw_only=True)
class Revocation(PaperFacts):
    """Quyết định về việc hủy bỏ Quyết định tặng Giấy khen và thu hồi Giấy khen, tiền thưởng.

    Without `total` no money went with the award, and none is taken back.
    """

    head: Head
    about: str
    decider: str  # capitals: "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"
    legal_basis: tuple[str, ...]  # without end marks: "Căn cứ …", the last one "Xét …"
    cancelled: str  # follows "Hủy bỏ": "Quyết định số … đối với 01 cá nhân"
    unchanged: bool = optional(False)  # whether the rest of the decision stands
    reason: str
    rows: tuple[RevokedLine, ...]
    total: str | None = optional()  # "710.000 đồng"
    return_to: str  # "Ủy ban nhân dân xã Vạn An"
    executors: str  # "Chánh Văn phòng …, Trưởng phòng …"
    those_named: str  # "các tập thể, cá nhân"
    recipients: Recipients
    signature: SignatureBlock
