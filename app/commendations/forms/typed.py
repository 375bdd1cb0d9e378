"""Forms of commendations; the attested questions, a report and a vote make theirs from what they ask."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from wtforms.validators import ValidationError

from app import clock, law
from app.commendations import queries
from app.commendations.documents import fitting
from app.commendations.forms.rounds import usual_achievement
from app.commendations.models import AwardRound, Council, CouncilMember, Meeting
from app.commendations.rules import Seat, VoteMethod, decided_here
from app.places.models import Unit
from app.places.queries import Signing
from app.places.rules import Seal
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    HourField,
    PickField,
    ProseField,
    RadiosField,
    TextField,
    YesField,
    between,
    required,
)

ONE_DAY = timedelta(days=1)
SEATS = (
    (Seat.CHAIR, "Chủ tịch Hội đồng"),
    (Seat.DEPUTY, "Phó Chủ tịch Hội đồng"),
    (Seat.SECRETARY, "Thư ký Hội đồng"),
    (Seat.MEMBER, "Ủy viên"),
)
SEALS = (
    (Seal.AGENCY, "Con dấu của cơ quan: dưới chữ ký in thêm chức vụ trong cơ quan"),
    (Seal.OWN, "Không dùng con dấu của cơ quan: ký “TM. HỘI ĐỒNG” với chức danh trong Hội đồng"),
)
METHODS = ((VoteMethod.SECRET, "Bỏ phiếu kín"), (VoteMethod.HAND, "Biểu quyết giơ tay"))


class DossierForm(Form):
    """A new dossier."""

    award = RadiosField("Hình thức khen thưởng đề nghị", [required()])
    achievement = TextField("Đã có thành tích", [required("Chưa nhập thành tích.")], most=400)

    def starts_from(self, award_round: AwardRound) -> "DossierForm":
        """Fill in words that fit every nominee, and the award when the round gives one alone."""
        self.achievement.process_data(usual_achievement(award_round) or None)
        self.award.process_data(award_round.awards[0] if len(award_round.awards) == 1 else None)
        return self

    def validate_achievement(self, field: TextField) -> None:
        """The words have room on a giấy khen, when it is one."""
        if self.award.data in law.AWARDS:
            merit_must_fit(self.award.data, field.data)


class MeritForm(Form):
    """The words of the achievement, of a dossier or of one nominee."""

    achievement = TextField("Thành tích ghi trên giấy khen", [required()], most=400)

    def __init__(self, award: str, **given: Any) -> None:
        super().__init__(**given)
        self.award = award

    def validate_achievement(self, field: TextField) -> None:
        """The words have room on a giấy khen, when it is one."""
        merit_must_fit(self.award, field.data)


def merit_must_fit(award: str, achievement: str) -> None:
    """Refuse words that have no room on a giấy khen, when the award is one."""
    if decided_here(award) and not fitting.merit_fits(achievement):
        room = fitting.room_for(fitting.ACHIEVEMENT) - len(fitting.BEGINNING)
        raise ValidationError(
            f"Dài quá ba dòng của giấy khen, kể cả khi thu nhỏ chữ: có {len(achievement)} chữ, đủ chỗ khoảng {room}."
        )


class NomineeForm(Form):
    """One search box for persons, households and collectives."""

    subject = PickField("Tên cá nhân, chủ hộ hoặc tập thể", [required()])

    def over(self, kinds: Sequence[str]) -> "NomineeForm":
        """Search these kinds of subject."""
        self.subject.lookup = queries.subject_lookup(kinds)
        return self


class NamesForm(Form):
    """Several names at once, one a line."""

    names = ProseField("Danh sách tên, mỗi dòng một người hoặc tập thể", [required()])


class PublishForm(Form):
    """Where and how long the subjects were made public."""

    where = TextField("Nơi công khai", [required()])
    published_from = DayField("Từ ngày", [required()])
    published_until = DayField("Đến ngày", [required()])


class CouncilForm(Form):
    """A council of a period."""

    name = TextField("Tên Hội đồng", [required()])
    founded_by = TextField("Quyết định thành lập (số, ngày)", [required()])
    seal = RadiosField("Con dấu trên văn bản của Hội đồng", [required()], choices=SEALS)
    valid_from = DayField("Từ ngày", [required()])
    last_day = DayField("Đến hết ngày")

    def shows(self, council: Council) -> "CouncilForm":
        """Fill in what the council says."""
        self.name.data, self.founded_by.data = council.name, council.founded_by
        self.valid_from.data, self.last_day.data = council.valid_from, last_day(council.valid_until)
        self.seal.data = council.seal
        return self


class MemberForm(Form):
    """A seat of the council."""

    full_name = TextField("Họ và tên", [required()], most=80)
    post = TextField("Chức vụ", [required()])
    seat = ChoiceField("Trong Hội đồng", [required()], choices=SEATS)
    substitute_name = TextField("Người thường dự thay: họ và tên", most=80)
    substitute_post = TextField("Chức vụ người dự thay")
    valid_from = DayField("Từ ngày", [required()])
    last_day = DayField("Đến hết ngày")

    def shows(self, member: CouncilMember) -> "MemberForm":
        """Fill in what the seat says."""
        self.substitute_name.process_data(member.substitute_name)
        self.substitute_post.process_data(member.substitute_post)
        self.full_name.data, self.post.data, self.seat.data = member.full_name, member.post, member.seat
        self.valid_from.data, self.last_day.data = member.valid_from, last_day(member.valid_until)
        return self


def last_day(until: date | None) -> date | None:
    """The last day that still counts, from the first that does not."""
    return until - ONE_DAY if until else None


def first_day_after(day: date | None) -> Any:
    """The first day that no longer counts, from the last that does; none when the last day was left open."""
    return day + ONE_DAY if day else None


class MeetingForm(Form):
    """A meeting of the council on a dossier."""

    day = DayField("Ngày họp", [required()])
    starts = HourField("Bắt đầu", [required("Chưa nhập giờ bắt đầu.")])
    ends = HourField("Kết thúc", [required("Chưa nhập giờ kết thúc.")])
    place = TextField("Địa điểm", [required()])
    method = RadiosField("Cách biểu quyết", [required()], choices=METHODS)
    chair = ChoiceField("Chủ tọa", [required()], coerce=int, blank="– Chọn thành viên –")
    secretary = ChoiceField("Thư ký", [required()], coerce=int, blank="– Chọn thành viên –")
    tellers = ProseField("Tổ kiểm phiếu, mỗi dòng một người, tổ trưởng ở dòng đầu", most=500)

    def offer(self, members: Iterable[CouncilMember]) -> "MeetingForm":
        """Let these members be chosen."""
        self.chair.choices = self.secretary.choices = [(one.id, f"{one.full_name}, {one.post}") for one in members]
        return self

    def shows(self, meeting: Meeting) -> "MeetingForm":
        """Fill in what the meeting says."""
        self.joins(meeting)
        self.method.data = meeting.method
        return self

    def joins(self, meeting: Meeting) -> "MeetingForm":
        """Fill in the hour, the place and who presides, of a meeting at the same sitting."""
        for name in ("day", "starts", "ends", "place"):
            self[name].data = getattr(meeting, name)
        self.chair.data, self.secretary.data = meeting.chair_id, meeting.secretary_id
        self.tellers.data = "\n".join(meeting.tellers)
        return self


class SignedForm(Form):
    """A paper with the day on which it is signed."""

    day = DayField("Ngày ký", [required()])

    def validate_day(self, field: Any) -> None:
        """Numbers run by the year: none is given of a year that has not come, and 2126 is a slip of the hand."""
        last = date(clock.today().year, 12, 31)
        between(most=last, message="Ngày ký không được sau năm nay.")(self, field)


class ProposeForm(SignedForm):
    """The tờ trình: who proposes and signs, its day, and a number when văn thư gave one already.

    Nobody chosen as signer leaves it to the day: the substitute of those days, else the head of who proposes.
    """

    unit = ChoiceField("Cơ quan trình", coerce=int, blank="Ủy ban nhân dân")
    signer = ChoiceField("Người ký", blank="– Theo cơ quan trình và ngày ký –")
    unit_post = ProseField("Chức vụ người ký của đơn vị trình", most=160)
    unit_signer = TextField("Họ và tên người ký của đơn vị trình", most=80)
    number = CountField("Số tờ trình")
    with_summary = YesField("Lập kèm tóm tắt thành tích")

    def offer(self, units: Iterable[Unit], signings: Iterable[Signing]) -> "ProposeForm":
        """Let these units and signers be chosen."""
        self.unit.choices = [(unit.id, unit.name) for unit in units]
        self.signer.choices = signing_choices(signings)
        return self

    @property
    def typed_lines(self) -> list[str]:
        """The block that was typed for a unit without signers in the book, in capitals, one line or two."""
        return [line.strip().upper() for line in (self.unit_post.data or "").splitlines() if line.strip()]


def signing_choices(signings: Iterable[Signing]) -> list[tuple[str, str]]:
    """Who may sign, with the post, the unit that is signed for, and in whose place."""
    return [(one.key, _signing_label(one)) for one in signings]


def _signing_label(one: Signing) -> str:
    unit = f" ({one.signer.unit.name})" if one.signer.unit is not None else ""
    place = f", {one.delegation.authority_mark} thay {one.signer.full_name}" if one.delegation else ""
    return f"{one.name}, {one.post}{unit}{place}"


class ApproveForm(Form):
    """The approval: who signs, and where the money comes from.

    Nobody chosen as signer leaves it to the day: the substitute of those days, else the chair.
    """

    signer = ChoiceField("Người ký", blank="– Theo ngày hôm nay –")
    fund = TextField("Nguồn chi tiền thưởng")


class IssueForm(SignedForm):
    """The decision that was approved: only its number and day are typed."""

    number = CountField("Số quyết định")


class AchievementForm(Form):
    """An award of the past."""

    subject = PickField("Người, hộ hoặc tập thể đã được khen", [required()])
    award = ChoiceField("Danh hiệu, hình thức", [required()], blank="– Chọn –")
    award_label = TextField("Tên ghi trên quyết định", [required()])
    award_type = ChoiceField("Loại hình", [required()], blank="– Chọn –")
    merit = TextField("Thành tích đã được khen", [required()], most=400)
    reference_number = TextField("Số quyết định", [required()], most=60)
    day = DayField("Ngày quyết định", [required()])
    issuer_name = TextField("Cơ quan, người ra quyết định (tên lúc đó)", [required()])

    def offer(self) -> "AchievementForm":
        """Let every award and type of the law data be chosen."""
        self.subject.lookup = queries.subject_lookup(("person", "household", "collective"))
        self.award.choices = [(code, award.label) for code, award in law.AWARDS.items()]
        self.award_type.choices = [(item.code, item.text) for item in law.AWARD_TYPES]
        return self


def filled(field: Any) -> Any:
    """What a required field holds once its form was found valid."""
    return field.data
