"""Facts of the giấy khen, of the trích sao of a decision and of the cover of the bound dossier (forms.md 3.1, 1.11)."""

from dataclasses import dataclass

from app.commendations.documents.facts.letters import Decision
from app.papers.documents import CopyBlock, PaperFacts, SignatureBlock, facts_of, optional


@facts_of("certificate")
@dataclass(frozen=True, kw_only=True)
class Certificate(PaperFacts):
    """Giấy khen of one recipient, A4 landscape (forms.md 3.1).

    Recipient, address and achievement hold a line end where the printed line ends; the sizes, in points, are those at
    which they fit.
    """

    decider: str  # capitals: "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"
    decider_size: int = optional(16)
    recipient: str  # "Ông Nguyễn Văn An", "Thôn Đông Yên"
    recipient_size: int = optional(22)
    address: str
    address_size: int = optional(14)
    achievement: str  # "Đã có thành tích xuất sắc …"
    achievement_size: int = optional(16)
    decision_number: str  # "12/QĐ-UBND"
    decision_day: str  # "ngày 05 tháng 02 năm 2026"
    golden_number: int
    place_date: str
    signature: SignatureBlock


@facts_of("excerpt")
@dataclass(frozen=True, kw_only=True)
class Excerpt(Decision):
    """Trích sao of a decision: the chosen articles by number, the chosen lines of its list, the certifying block."""

    articles: tuple[int, ...] = optional(())
    block: CopyBlock


@dataclass(frozen=True, kw_only=True)
class CertificateStack:
    """Giấy khen for pre-printed stock (phôi): only what the stock lacks, moved by the offsets of the printer.

    A print view of sealed certificates, never sealed itself. Offsets in tenths of a millimetre, to the right and down;
    `carried` names the lines the stock has already.
    """

    form_number: str | None = None
    certificates: tuple[Certificate, ...]
    carried: tuple[str, ...]
    offset_x: int
    offset_y: int


@facts_of("dossier")
@dataclass(frozen=True, kw_only=True)
class DossierCover(PaperFacts):
    """Cover of the bound dossier; its contents page is counted when the dossier is bound."""

    parent_name: str | None = optional()
    issuer_lines: tuple[str, ...]
    title: str  # capitals: "HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG", once decided "HỒ SƠ KHEN THƯỞNG"
    award_name: str
    movement: str | None = optional()
    subjects: tuple[str, ...]  # "02 tập thể", or the one nominee's name
    reference_text: str | None = optional()  # "Kèm theo Tờ trình số …"
    retention: str | None = optional()
    place_year: str  # "Vạn An, năm 2026"
