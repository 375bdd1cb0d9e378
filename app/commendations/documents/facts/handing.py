"""Facts of the papers after a decision: the list that is made public and the list on which recipients sign.

Neither names a birth date, a CCCD or a telephone (commendation.md section 15; privacy-and-signature.md, P4).
"""

from dataclasses import dataclass

from app.papers.documents import Counts, Head, PaperFacts, Recipients, SignatureBlock, facts_of, optional


@dataclass(frozen=True, kw_only=True)
class AnnouncedLine:
    """One who was commended: name, thôn or agency, achievement; `number` is the số sổ vàng."""

    number: int
    name: str
    unit: str | None = optional()
    achievement: str


@facts_of("announcement")
@dataclass(frozen=True, kw_only=True)
class Announcement(PaperFacts):
    """Thông báo with the list of those commended, to be posted up (NĐ 30/2020 Mẫu 1.4)."""

    head: Head
    about: str  # "Danh sách tập thể, cá nhân được tặng Giấy khen …"
    issuer_name: str  # begins a sentence: "Ủy ban nhân dân xã Vạn An"
    decider_name: str  # "Chủ tịch Ủy ban nhân dân xã Vạn An"
    decision: str  # "Quyết định số 12/QĐ-UBND ngày 18 tháng 8 năm 2026"
    award_name: str  # "Giấy khen"
    achievement: str  # follows "đã có"
    people: tuple[AnnouncedLine, ...] = optional(())
    collectives: tuple[AnnouncedLine, ...] = optional(())
    households: tuple[AnnouncedLine, ...] = optional(())
    recipients: Recipients
    signature: SignatureBlock

    @property
    def counts(self) -> Counts:
        """How many of each kind the list names."""
        return Counts(collectives=len(self.collectives), people=len(self.people), households=len(self.households))


@dataclass(frozen=True, kw_only=True)
class SignForLine:
    """One who receives a giấy khen and the money with it; without an amount the cell is left for a hand."""

    golden_number: int
    name: str
    hamlet: str | None = optional()
    money: str | None = optional()  # "710.000"


@facts_of("sign_for_list")
@dataclass(frozen=True, kw_only=True)
class SignForList(PaperFacts):
    """Danh sách ký nhận of the giấy khen and the money of a decision, in the order of the ceremony (own layout)."""

    head: Head
    about: str
    time_text: str | None = optional()
    place: str | None = optional()
    fund: str | None = optional()
    rows: tuple[SignForLine, ...]
    total: str | None = optional()  # "1.420.000 đồng"
    total_words: str | None = optional()
    signatures: tuple[SignatureBlock, ...]
