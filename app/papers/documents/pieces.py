"""The pieces that several papers share: head, signature, recipients, counts."""

from dataclasses import dataclass

from app.papers.documents.gaps import needed_when, optional
from app.papers.documents.wording import joined, padded


@dataclass(frozen=True, kw_only=True)
class Head:
    """The two columns at the head of a paper: agency, number, place and day.

    `issuer_lines` are in capitals and broken where the agency wants them broken, since
    "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG" is wider than its column.
    """

    issuer_lines: tuple[str, ...]
    parent_name: str | None = optional()
    number_text: str | None = optional()
    place_date: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class SignatureBlock:
    """Who signs: `lines` such as ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), the hint in brackets, the printed name.

    With a hint such as "(Ký, ghi rõ họ tên)" the signer may write the name by hand. `own_post` stands between
    signature and name: a Council's chair who signs with the agency's seal (forms.md 1.8).
    """

    lines: tuple[str, ...]
    hint: str | None = optional()
    own_post: str | None = optional()
    name: str | None = needed_when(lambda block: block.hint is None)


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """Nơi nhận: one line each, without dash and end mark, the last one "Lưu: VT, …"."""

    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of each kind of subject a paper names."""

    collectives: int = 0
    people: int = 0
    households: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """The kinds that occur, with their padded number: ("02 tập thể", "05 cá nhân")."""
        return tuple(f"{padded(number)} {word}" for number, word in self._present)

    @property
    def kinds(self) -> str:
        """The kinds that occur, without numbers: "tập thể, cá nhân"."""
        return joined([word for _number, word in self._present])

    @property
    def named(self) -> str:
        """All of them in a sentence: "các tập thể, cá nhân", or "cá nhân" when the paper names only one."""
        only_one = self.collectives + self.people + self.households == 1
        return self.kinds if only_one else f"các {self.kinds}"

    @property
    def _present(self) -> tuple[tuple[int, str], ...]:
        every = ((self.collectives, "tập thể"), (self.people, "cá nhân"), (self.households, "hộ gia đình"))
        return tuple((number, word) for number, word in every if number)


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What each paper may carry: the form number of the dated registry ("Mẫu số 08"), or none."""

    form_number: str | None = optional()
