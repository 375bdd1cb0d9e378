"""Facts of the council's papers: minutes, ballot, count (forms.md 1.8, 1.9)."""

from dataclasses import dataclass

from app.papers.documents import Head, PaperFacts, Recipients, SignatureBlock, facts_of, optional


@dataclass(frozen=True, kw_only=True)
class Absence:
    """A member who was not there, why, and whether a written opinion was sent."""

    name: str
    reason: str
    opinion: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class MinutesResult:
    """The vote on one Nominee; `share` is the percentage of all members, as text with a comma."""

    number: int
    name: str
    award: str
    agreed: int
    disagreed: int = optional(0)
    invalid: int = optional(0)
    members: int
    share: str
    conclusion: str  # "Đề nghị khen thưởng" / "Không đề nghị"


@facts_of("minutes")
@dataclass(frozen=True, kw_only=True)
class Minutes(PaperFacts):
    """Biên bản họp Hội đồng (forms.md 1.8); its head has no place and day."""

    head: Head
    about: str  # "Họp Hội đồng … về việc …"
    started: str  # "14 giờ 00 phút, ngày …"
    place: str
    council_size: int
    present: tuple[str, ...]  # "Ông Trần Văn Bình, Chủ tịch UBND xã, Chủ tịch Hội đồng"; who came for a member with it
    stand_ins: int = optional(0)
    absences: tuple[Absence, ...] = optional(())
    chair: str
    secretary: str
    contents: tuple[str, ...]  # what was heard and said, one paragraph each
    vote_method: str  # "biểu quyết giơ tay" / "bỏ phiếu kín"
    results: tuple[MinutesResult, ...]
    ended: str
    secretary_signature: SignatureBlock
    chair_signature: SignatureBlock
    recipients: Recipients


@dataclass(frozen=True, kw_only=True)
class VoteRow:
    """The count for one Nominee."""

    number: int
    name: str
    award: str
    agreed: int
    disagreed: int
    invalid: int = optional(0)
    share: str
    outcome: str  # "Đạt" / "Không đạt"


@facts_of("vote_count")
@dataclass(frozen=True, kw_only=True)
class VoteCount(PaperFacts):
    """Biên bản kiểm phiếu (forms.md 1.9)."""

    head: Head
    about: str
    started: str
    place: str
    teller_head: str
    tellers: tuple[str, ...]
    council_size: int
    present: int
    absent: int
    written_opinions: int
    issued: int
    returned: int
    valid: int
    invalid: int
    rows: tuple[VoteRow, ...]
    ended: str
    teller_signatures: tuple[SignatureBlock, ...]
    teller_head_signature: SignatureBlock
    chair_signature: SignatureBlock
