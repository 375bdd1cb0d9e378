"""Facts of the ballot (forms.md 1.9)."""

from dataclasses import dataclass

from app.papers.documents import Head, PaperFacts, facts_of, optional


@dataclass(frozen=True, kw_only=True)
class BallotRow:
    """One line to mark; `detail` tells two of one name apart: "Giáo viên, Trường THCS Anh Xuân"."""

    number: int
    name: str
    detail: str | None = optional()


@facts_of("ballot")
@dataclass(frozen=True, kw_only=True)
class Ballot(PaperFacts):
    """Phiếu bầu (forms.md 1.9): as many alike as members vote, two on an A4; nothing on it tells one from another."""

    head: Head
    about: str  # "Xét đề nghị tặng …"
    rows: tuple[BallotRow, ...]
    copies: int

    @property
    def sheets(self) -> int:
        """How many A4 for each page of a ballot."""
        return (self.copies + 1) // 2
