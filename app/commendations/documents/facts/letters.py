"""Facts of the tờ trình, the danh sách and the decision (forms.md 1.1, 1.7, 1.10)."""

from dataclasses import dataclass

from app.papers.documents import Counts, Head, PaperFacts, Recipients, SignatureBlock, facts_of, optional


@dataclass(frozen=True, kw_only=True)
class RollPerson:
    """A line of "Cá nhân"; `number` becomes Số sổ vàng once decided, so it is given and not counted."""

    number: int
    name: str
    gender_birth: str  # "Nữ, 1985"
    position: str
    achievement: str
    note: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class RollCollective:
    """A line of "Tập thể"."""

    number: int
    name: str
    address: str
    achievement: str
    note: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class RollHousehold:
    """A line of "Hộ gia đình"; `name` with its title, as "Ông Nguyễn Văn An"."""

    number: int
    name: str
    address: str
    contribution: str
    note: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class RollTables:
    """The three tables of a Roll; a table without lines is not printed."""

    people: tuple[RollPerson, ...] = optional(())
    collectives: tuple[RollCollective, ...] = optional(())
    households: tuple[RollHousehold, ...] = optional(())

    @property
    def counts(self) -> Counts:
        """How many of each kind the tables hold."""
        return Counts(collectives=len(self.collectives), people=len(self.people), households=len(self.households))


@facts_of("proposal")
@dataclass(frozen=True, kw_only=True)
class Proposal(PaperFacts):
    """Tờ trình, Mẫu số 01 (forms.md 1.1): one per deciding authority."""

    head: Head
    about: str  # "Về việc đề nghị khen thưởng chuyên đề …"
    addressees: tuple[str, ...]
    legal_basis: tuple[str, ...]  # without end marks: "Căn cứ …"
    proposer_name: str  # begins the sentence: "Phòng Văn hóa - Xã hội"
    decider_name: str  # "Chủ tịch Ủy ban nhân dân xã Vạn An"
    award_name: str  # "Giấy khen của Chủ tịch Ủy ban nhân dân xã"
    counts: Counts
    achievement: str  # follows "đã có": "thành tích xuất sắc trong …"
    case_basis: str  # "khoản …, Điều …, …"
    recipients: Recipients
    signature: SignatureBlock


@facts_of("roll")
@dataclass(frozen=True, kw_only=True)
class Roll(PaperFacts):
    """Danh sách đề nghị khen thưởng, appendix of the Proposal (forms.md 1.7)."""

    about: str  # "Đề nghị tặng Giấy khen …"
    attached_to: str  # "Kèm theo Tờ trình số … của …", without brackets
    tables: RollTables
    signature: SignatureBlock | None = optional()


@dataclass(frozen=True, kw_only=True)
class MeritLine:
    """Who is put forward, what for in short, on what ground and for which award."""

    number: int
    name: str
    particulars: tuple[str, ...]  # "Sinh năm 1987", post and unit, address
    summary: tuple[str, ...]
    ground: str  # "Điều 75 Luật Thi đua, khen thưởng"
    award: str


@facts_of("merit_summary")
@dataclass(frozen=True, kw_only=True)
class MeritSummary(PaperFacts):
    """Tóm tắt thành tích, appendix of the Proposal, confirmed by who proposes (forms.md 1.6)."""

    attached_to: str  # "Kèm theo Tờ trình số … của …", without brackets
    rows: tuple[MeritLine, ...]
    signature: SignatureBlock


@facts_of("decision")
@dataclass(frozen=True, kw_only=True)
class Decision(PaperFacts):
    """Quyết định tặng Giấy khen with its list as Phụ lục (forms.md 1.10).

    Without `bonus` the article on money is left out and the next one moves up: its source is unknown law (U).
    """

    head: Head
    about: str  # "Về việc tặng Giấy khen cho …"
    decider: str  # capitals: "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"
    legal_basis: tuple[str, ...]
    at_request: str  # "Theo đề nghị của … tại Tờ trình số …"
    award_name: str  # "Giấy khen"
    counts: Counts
    achievement: str  # follows "đã có"
    bonus: str | None = optional()  # text of the article, as "Mức tiền thưởng kèm theo …, trích từ …"
    executors: str  # "Chánh Văn phòng …, Trưởng phòng …"
    roll_about: str  # title of the list: "Tặng Giấy khen …"
    attached_to: str  # "Kèm theo Quyết định số … của …", without brackets
    tables: RollTables
    recipients: Recipients
    signature: SignatureBlock
