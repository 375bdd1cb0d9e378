"""Forms of a meeting: who came and the counts, one ballot read, and who goes on of those who had enough votes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.commendations import queries
from app.commendations.models import Ballot, CouncilMember, Meeting, Nominee
from app.commendations.rules import Crowd, Line, PresenceKind
from app.widgets import (
    ChoiceField,
    CountField,
    Form,
    ProseField,
    RadiosField,
    TextField,
    TicksField,
    YesField,
    required,
)

PRESENCES = (
    (PresenceKind.PRESENT, "Có mặt"),
    (PresenceKind.SUBSTITUTE, "Người dự thay"),
    (PresenceKind.WRITTEN, "Vắng, gửi ý kiến"),
    (PresenceKind.ABSENT, "Vắng"),
)
SIDES = (("a", "đồng ý"), ("d", "không đồng ý"), ("i", "không hợp lệ"))
LINES = ((Line.AGREE, "Đồng ý"), (Line.DISAGREE, "Không đồng ý"), (Line.INVALID, "Không hợp lệ"))


def vote_form(
    meeting: Meeting,
    members: Sequence[CouncilMember],
    nominees: Sequence[Nominee],
    *,
    came_with: Meeting | None = None,
    totals: bool = True,
) -> Any:
    """Who came, and the count on each nominee, in the shape of the minutes.

    Args: came_with, a meeting of the same sitting whose list of those present is filled in while this one has none;
    totals, whether counts are typed, or left to the ballots that are read one by one.
    """
    fields: dict[str, Any] = {}
    for member in members:
        fields[f"p{member.id}"] = ChoiceField(f"{member.full_name}: dự họp", choices=PRESENCES, blank="– Chọn –")
        fields[f"s{member.id}"] = TextField(f"{member.full_name}: người dự thay", most=80)
        fields[f"r{member.id}"] = TextField(f"{member.full_name}: lý do vắng, giấy cử dự thay", most=200)
    for nominee in nominees if totals else ():
        name = queries.subject_label(nominee)  # a household and its head would else have one name
        for letter, side in SIDES:
            fields[f"{letter}{nominee.id}"] = CountField(f"{name}: {side}", [required("Chưa nhập số phiếu.")])
    fields["discussion"] = ProseField("Ý kiến thảo luận", most=4000)
    form = type("VoteForm", (Form,), fields)()
    if not form.is_submitted():
        _show_presences(form, meeting if meeting.presences or came_with is None else came_with, members)
        _show_votes(form, meeting, nominees if totals else ())
    return form


def mark_present(form: Any, members: Sequence[CouncilMember]) -> None:
    """Say of every member nobody said anything of yet that they came; who was marked absent stays so."""
    for member in members:
        field = form[f"p{member.id}"]
        field.data = field.data or PresenceKind.PRESENT


def _show_presences(form: Any, meeting: Meeting, members: Sequence[CouncilMember]) -> None:
    known = {one.member_id: one for one in meeting.presences}
    for member in members:
        row = known.get(member.id)
        form[f"s{member.id}"].data = row.substitute if row and row.substitute else member.substitute_name
        if row is not None:
            form[f"p{member.id}"].data = row.kind
            form[f"r{member.id}"].data = row.reason


def _show_votes(form: Any, meeting: Meeting, nominees: Sequence[Nominee]) -> None:
    tallies = {tally.nominee_id: tally for tally in meeting.tallies}
    for nominee in nominees:
        tally = tallies.get(nominee.id)
        form[f"a{nominee.id}"].data = tally.agree if tally else None
        form[f"d{nominee.id}"].data = tally.disagree if tally else None
        form[f"i{nominee.id}"].data = tally.invalid if tally else 0
    form.discussion.data = meeting.discussion


class SureForm(Form):
    """Something is dropped: the official says that it may go."""

    sure = YesField("Tôi đã hiểu")


def ballot_form(nominees: Sequence[Nominee], *, opinions: bool, number: int, ballot: Ballot | None = None) -> Any:
    """One ballot as the tellers read it: a line for each nominee.

    Args: opinions, whether absent members sent their opinion, which is then told apart; number, of this ballot.
    """
    fields: dict[str, Any] = {"number": CountField("Phiếu số", [required()])}
    for one in nominees:
        fields[f"n{one.id}"] = RadiosField(queries.subject_label(one), choices=LINES)
    if opinions:
        fields["written"] = YesField("Đây là ý kiến bằng văn bản của thành viên vắng mặt")
    form = type("BallotForm", (Form,), fields)()
    if not form.is_submitted():
        form.number.data = number
        if ballot is not None:
            for one in nominees:
                form[f"n{one.id}"].data = ballot.votes.get(str(one.id))
            if opinions:
                form.written.data = ballot.written
    return form


def choice_form(crowds: Sequence[Crowd], labels: Mapping[int, str], chosen: Collection[int], reason: str | None) -> Any:
    """Who goes on, ticked by kind; what the program proposes, or what was chosen, is ticked already."""
    fields: dict[str, Any] = {
        crowd.kind: TicksField("Được đề nghị", coerce=int, choices=[(one.id, labels[one.id]) for one in crowd.order])
        for crowd in crowds
    }
    fields["reason"] = ProseField("Lý do lựa chọn, ghi vào biên bản", most=1000)
    form = type("ChoiceForm", (Form,), fields)(prefix="choice")
    if not form.is_submitted():
        for crowd in crowds:
            form[crowd.kind].data = [one.id for one in crowd.order if one.id in chosen]
        form.reason.data = reason
    return form
