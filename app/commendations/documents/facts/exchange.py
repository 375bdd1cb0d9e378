"""Facts of the papers with which a dossier goes from hand to hand: what is asked for, what is handed over."""

from dataclasses import dataclass

from app.papers.documents import Head, PaperFacts, Recipients, SignatureBlock, facts_of, optional


@dataclass(frozen=True, kw_only=True)
class SupplementRow:
    """One thing a dossier lacks, what to do about it, and the provision that asks for it."""

    lack: str
    remedy: str
    ground: str | None = optional()


@facts_of("supplement_request")
@dataclass(frozen=True, kw_only=True)
class SupplementRequest(PaperFacts):
    """Phiếu yêu cầu bổ sung hồ sơ (NĐ 30/2020 Mẫu 1.4): everything at once, with the time to supply it."""

    head: Head
    about: str  # "Hồ sơ đề nghị tặng …"
    addressees: tuple[str, ...]
    issuer_name: str  # begins the sentence
    dossier: str  # "hồ sơ đề nghị tặng …"
    asked: str  # follows "Để hồ sơ đủ điều kiện xét,": "đề nghị Trưởng xóm Xóm 1"
    rows: tuple[SupplementRow, ...]
    working_days: int
    return_to: str
    recipients: Recipients
    signature: SignatureBlock


@dataclass(frozen=True, kw_only=True)
class HandoverParty:
    """Who gives or takes, in which post of which body."""

    name: str
    post: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class HandoverRow:
    """One paper that changes hands; `copy` is "Bản chính" or "Bản sao"."""

    title: str
    reference: str | None = optional()
    day_text: str | None = optional()
    pages: int
    copy: str
    note: str | None = optional()


@facts_of("handover_minutes")
@dataclass(frozen=True, kw_only=True)
class HandoverMinutes(PaperFacts):
    """Biên bản bàn giao hồ sơ (NĐ 30/2020 Mẫu 1.9); its head has no place and day."""

    head: Head
    about: str
    started: str
    place: str
    giver: HandoverParty
    receiver: HandoverParty
    reason: str | None = optional()
    dossier: str  # "hồ sơ đề nghị tặng …"
    rows: tuple[HandoverRow, ...]
    condition: str | None = optional()
    ended: str
    copies: int
    giver_signature: SignatureBlock
    receiver_signature: SignatureBlock
    recipients: Recipients

    @property
    def pages(self) -> int:
        """How many pages change hands in all."""
        return sum(row.pages for row in self.rows)
