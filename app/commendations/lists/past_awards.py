"""The list of awards of earlier years, from registers and decisions, also of communes that are no more."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app import clock, law
from app.commendations.actions.incoming import take_past_awards
from app.commendations.lists.subjects import SubjectList
from app.commendations.queries import incoming
from app.commendations.rules.laying import titles_of, with_column
from app.commendations.rules.past_lines import PAST_COLUMNS, decision_in_title, judge_past, slot_of
from app.reading import Columns, Layout, Sheet
from app.reading.lines import Field, Judged, Line, Option
from app.refusals import Refusal

NAMED = 5  # of those whose report was sealed
_IN_TITLE = {
    "reference_number": "Số quyết định (ở tiêu đề)",
    "day": "Ngày quyết định (ở tiêu đề)",
    "issuer": "Cơ quan ban hành (ở tiêu đề)",
}


class PastAwardList(SubjectList):
    """Awards once received, by persons, households and collectives together."""

    name = "past-awards"
    options = (
        Option("source"),
        Option("award", "choice"),
        Option("award_type", "choice"),
        Option("reference_number"),
        Option("day", "day"),
        Option("issuer"),
        Option("merit"),
        Option("hamlet", "choice"),
        Option("adds", "yes"),
    )

    @staticmethod
    def slot_of(piece: str) -> str:
        """An award or a decision, whichever its words say."""
        return slot_of(piece)

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The register of awards."""
        return "Sổ khen thưởng", "commendations.achievements", {}

    def choices(self, option: str, subject: Any) -> list[tuple[str, str]]:
        """The awards of the catalogue, the types of commendation, the hamlets of today."""
        if option == "award":
            return [(code, award.label) for code, award in law.AWARDS.items()]
        if option == "award_type":
            return [(item.code, item.text) for item in law.AWARD_TYPES]
        return [(str(row_id), name) for row_id, name in incoming.hamlets_on(clock.today()).items()]

    def columns(self, subject: Any) -> Columns:
        """Whom, which award, which decision."""
        return PAST_COLUMNS

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """Whom first, then what the decision says."""
        return (
            *self.subject_fields(),
            Field("award", required=True, offers=tuple(award.label for award in law.AWARDS.values())),
            Field("award_type", width="short", required=True, offers=tuple(item.text for item in law.AWARD_TYPES)),
            Field("merit", width="long", required=True),
            Field("reference_number", "code", "short", required=True),
            Field("day", "day", "short", required=True),
            Field("issuer", required=True),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list, with the decision that its title names for all lines."""
        layout = super().laid_out(sheet, subject)
        for name, cell in decision_in_title(titles_of(sheet, layout)).items():
            if name not in layout.guesses:
                layout = with_column(layout, _IN_TITLE[name], name, [cell] * len(layout.body))
        return layout

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against those who have one of their names, and the awards of these."""
        return judge_past(lines, incoming.past_books(lines, options, clock.today()))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Enter the awards, with whoever is new."""
        rows = take_past_awards([one.record for one in judged], options.get("source", ""))
        return [row.id for row in rows]

    def held_by(self, records: Sequence[int], since: datetime) -> list[Refusal]:
        """An achievement report sealed since names what the register knew: those awards stay."""
        printed = incoming.printed_since(records, since)
        more = f" và {len(printed) - NAMED} trường hợp nữa" if len(printed) > NAMED else ""
        return [Refusal("past-printed-since", detail=", ".join(printed[:NAMED]) + more)] if printed else []

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """The whole register, oldest first."""
        return incoming.past_awards_told()
