"""Facts of a dossier's papers: báo cáo, tờ trình, danh sách, biên bản, quyết định, giấy khen, bìa.

Layouts and their sources: forms.md 1.1, 1.2, 1.7 to 1.10 and 3.1. The form number is a value from the dated
registry, never part of a template.
"""

from dataclasses import dataclass

from app.papers.documents import (
    Counts,
    Head,
    PaperFacts,
    Recipients,
    SignatureBlock,
    optional,
)


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


@dataclass(frozen=True, kw_only=True)
class Roll(PaperFacts):
    """Danh sách đề nghị khen thưởng, appendix of the Proposal (forms.md 1.7)."""

    about: str  # "Đề nghị tặng Giấy khen …"
    attached_to: str  # "Kèm theo Tờ trình số … của …", without brackets
    tables: RollTables
    signature: SignatureBlock | None = optional()


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """One measured result: what was promised, what was reached."""

    indicator: str
    target: str
    actual: str
    comparison: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class PreviousAward:
    """A title or award received before, with its decision."""

    year: str
    award: str
    decision: str  # "Số 12/QĐ-UBND ngày 05/02/2025 của …"


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What a household gave: "công sức", "đất", "tiền" …, how much, when and for what."""

    kind: str
    amount: str  # "12 ngày công", "150 m²", "5.000.000 đồng"
    day_text: str
    used_for: str


@dataclass(frozen=True, kw_only=True)
class ReportFacts(PaperFacts):
    """What the three achievement reports share: Mẫu số 08, thi đua theo chuyên đề (forms.md 1.2)."""

    head: Head
    award_requested: str  # capitals: "GIẤY KHEN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"
    registered_targets: tuple[str, ...]
    results: tuple[ResultLine, ...] = optional(())
    achievements: tuple[str, ...]
    measures: tuple[str, ...]
    effects: tuple[str, ...] = optional(())
    lessons: tuple[str, ...] = optional(())
    previous_awards: tuple[PreviousAward, ...] = optional(())
    confirmation: SignatureBlock
    signature: SignatureBlock


@dataclass(frozen=True, kw_only=True)
class ReportPerson(ReportFacts):
    """Báo cáo thành tích of a person."""

    full_name: str
    alias: str | None = optional()
    birth_date: str
    hometown: str
    residence: str
    occupation: str
    post: str | None = optional()
    unit: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class ReportCollective(ReportFacts):
    """Báo cáo thành tích of a collective."""

    name: str
    seat: str
    phone: str | None = optional()
    fax: str | None = optional()
    website: str | None = optional()
    structure: str
    headcount: str  # "05 người", or a sentence
    functions: str


@dataclass(frozen=True, kw_only=True)
class ReportHousehold(ReportFacts):
    """Báo cáo thành tích of a household, on the individual block with its members and contributions (D)."""

    householder: str
    birth_date: str
    hometown: str
    residence: str
    occupation: str
    household_size: int
    contributions: tuple[Contribution, ...] = optional(())


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
    members: int
    share: str
    conclusion: str  # "Đề nghị khen thưởng" / "Không đề nghị"


@dataclass(frozen=True, kw_only=True)
class Minutes(PaperFacts):
    """Biên bản họp Hội đồng (forms.md 1.8); its head has no place and day."""

    head: Head
    about: str  # "Họp Hội đồng … về việc …"
    started: str  # "14 giờ 00 phút, ngày …"
    place: str
    council_size: int
    present: tuple[str, ...]  # "Ông Trần Văn Bình, Chủ tịch UBND xã, Chủ tịch Hội đồng"
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
    share: str
    outcome: str  # "Đạt" / "Không đạt"


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


@dataclass(frozen=True, kw_only=True)
class Certificate(PaperFacts):
    """Giấy khen of one recipient, A4 landscape (forms.md 3.1)."""

    decider: str  # capitals: "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"
    recipient: str  # "Ông Nguyễn Văn An", "Thôn Đông Yên"
    address: str
    achievement: str  # "Đã có thành tích xuất sắc …"
    decision_number: str  # "12/QĐ-UBND"
    decision_day: str  # "ngày 05 tháng 02 năm 2026"
    golden_number: int
    place_date: str
    signature: SignatureBlock


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
