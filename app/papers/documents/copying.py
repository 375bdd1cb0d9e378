"""The block beneath a copy (sao y, sao lục, trích sao), and the test page of a printer."""

from dataclasses import dataclass

from app.papers.documents.pieces import PaperFacts, Recipients, SignatureBlock
from app.papers.documents.stored import facts_of
from app.papers.documents.wording import millimetres


@dataclass(frozen=True, kw_only=True)
class CopyBlock:
    """What certifies a copy below its line (NĐ 30/2020 Phụ lục I Phần II, Mẫu 3.1)."""

    title: str  # "SAO Y", "SAO LỤC", "TRÍCH SAO"
    issuer_lines: tuple[str, ...]
    number_text: str  # "Số: 03/SY-UBND"
    place_date: str
    recipients: Recipients
    signature: SignatureBlock

    @property
    def reference_number(self) -> str:
        """The number without the word before it: "03/SY-UBND"."""
        return self.number_text.removeprefix("Số: ")


@facts_of("paper_copy")
@dataclass(frozen=True, kw_only=True)
class PaperCopy(PaperFacts):
    """Sao y or sao lục: the block that certifies it, and which paper's pages stand above it."""

    block: CopyBlock
    source: str
    source_number: str
    source_code: str


@dataclass(frozen=True, kw_only=True)
class PrinterTest:
    """The page by which a printer's offsets are measured; offsets in tenths of a millimetre. Never sealed."""

    form_number: str | None = None
    name: str
    offset_x: int
    offset_y: int

    @property
    def shown(self) -> str:
        """The offsets in words: "ngang +1,5 mm, dọc -0,8 mm"."""
        return f"ngang {millimetres(self.offset_x)} mm, dọc {millimetres(self.offset_y)} mm"
