"""Forms of people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import SearchField
from wtforms.validators import ValidationError

from app import htmx, names
from app.people import queries
from app.people.models import Collective, Household, Person
from app.people.rules import (
    LONGEST_NAME,
    TARGET_GROUPS,
    Birth,
    TeamKind,
    Unreadable,
    birth_faults,
    collective_faults,
    confirmation_faults,
    parse_birth,
    team_faults,
)
from app.places.models import Hamlet, Unit
from app.refusals import Refusal
from app.text import proper_name
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    Part,
    PickField,
    ProseField,
    RadiosField,
    TextField,
    YesField,
    at_most,
    required,
)


def _sexes() -> list[tuple[str, str]]:
    return list(htmx.words("SEXES").items())


def _groups() -> list[tuple[str, str]]:
    return [(code, name) for code, name in htmx.words("TARGET_GROUPS").items() if code in TARGET_GROUPS]


def _refuse_first(reasons: Sequence[Refusal]) -> None:
    if reasons:
        raise ValidationError(htmx.sentence(reasons[0]))


def _places(rows: Sequence[Hamlet] | Sequence[Unit], current: Hamlet | Unit | None = None) -> list[tuple[int, str]]:
    """What one may choose: what is in force, and what the record names already though its time is over."""
    found = [(row.id, row.name) for row in rows]
    return found if current is None or current.id in dict(found) else [(current.id, current.name), *found]


class FilterForm(Part):
    """What the lists are filtered by; it stands in the address of the page."""

    q = SearchField("Tìm theo tên")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")
    group = ChoiceField("Nhóm", choices=[(group, group) for group in TARGET_GROUPS], blank="Tất cả")

    @classmethod
    def of(cls, asked: Any, hamlets: Sequence[Hamlet]) -> "FilterForm":
        """Read the address; what is not a hamlet or a group of ours filters nothing."""
        form = cls(asked)
        form.hamlet.choices = _places(hamlets)
        form.validate()
        return form

    @property
    def wanted(self) -> queries.Wanted:
        """The filter as the queries take it."""
        hamlet_id = None if self.hamlet.errors else self.hamlet.data
        return queries.Wanted(self.q.data or "", hamlet_id, None if self.group.errors else self.group.data)


class _BirthForm(Form):
    """A form on a day: the ages and days in it are judged by it."""

    today: date

    def birth(self, typed: str) -> Birth:
        """The day or year as typed; only after the form was found valid."""
        return parse_birth(typed)

    def check_birth(self, typed: str) -> None:
        """Refuse what is no day or year, and one that cannot be."""
        try:
            birth = parse_birth(typed)
        except Unreadable as fault:
            raise ValidationError(htmx.sentence(fault.reason)) from fault
        _refuse_first(birth_faults(birth.born_on, birth.birth_year, self.today))


def _orders(name: str) -> list[tuple[str, str]]:
    """Every way to part a name, told by its words."""
    found = ((order, names.parts_of(name, order)) for order in names.possible_orders(name))
    return [(order, _told_parts(parts)) for order, parts in found]


def _told_parts(parts: names.NameParts) -> str:
    said = (("họ", parts.family), ("đệm", parts.middle), ("tên", parts.given))
    return ", ".join(f"{word} {part}" for word, part in said if part)


class PersonForm(_BirthForm):
    """One person: as little as can be, since the CCCD is never needed here."""

    name = TextField("Họ và tên", [required()], most=LONGEST_NAME, filters=[lambda typed: proper_name(typed or "")])
    name_order = ChoiceField("Họ, chữ đệm, tên", blank="Theo quy tắc chung")
    sex = RadiosField("Giới tính", choices=_sexes, blank="Chưa rõ")
    born = TextField("Ngày hoặc năm sinh", most=40)
    hamlet_id = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Không thuộc thôn nào")
    target_group = ChoiceField("Nhóm đối tượng", choices=_groups, blank="Chưa xếp nhóm")
    unit_id = ChoiceField("Cơ quan, đơn vị", coerce=int, blank="Không")
    post = TextField("Chức vụ")
    occupation = TextField("Nghề nghiệp")
    hometown = TextField("Quê quán")
    residence = TextField("Nơi ở")
    phone = TextField("Điện thoại", most=30)
    vneid_confirmed_on = DayField("Ngày được xác nhận trên VNeID")
    vneid_source = TextField("Nguồn của xác nhận")
    add_anyway = YesField("Vẫn thêm người mới")

    def __init__(
        self, today: date, hamlets: Sequence[Hamlet], units: Sequence[Unit], person: Person | None = None
    ) -> None:
        born = {"born": person.birth.text} if person else {}
        super().__init__(obj=person, data=born)
        self.today = today
        self.name_order.choices = _orders(person.name) if person else []
        self.hamlet_id.choices = _places(hamlets, person.hamlet if person else None)
        self.unit_id.choices = _places(units, person.unit if person else None)

    def validate_born(self, field: TextField) -> None:
        """Refuse a day that is none or cannot be."""
        self.check_birth(field.data or "")

    def validate_vneid_confirmed_on(self, field: DayField) -> None:
        """Refuse a day to come."""
        _refuse_first(confirmation_faults(field.data, self.today))

    def validate_vneid_source(self, field: TextField) -> None:
        """A source says where a day was read: without a day there is nothing to say."""
        if field.data and not self.vneid_confirmed_on.data and not self.vneid_confirmed_on.errors:
            raise ValidationError("Có nguồn thì phải có ngày xác nhận.")

    def _order(self) -> str | None:
        """The order chosen by hand, as long as the name still has as many words."""
        chosen = self.name_order.data or None
        return chosen if chosen in names.possible_orders(self.name.data or "") else None

    def columns(self) -> dict[str, Any]:
        """The columns of Person as typed."""
        birth = self.birth(self.born.data or "")
        texts = {name: self[name].data or None for name in ("post", "occupation", "hometown", "residence", "phone")}
        chosen = {name: self[name].data for name in ("sex", "hamlet_id", "target_group", "unit_id")}
        return {
            "name": self.name.data,
            "name_order": self._order(),
            "born_on": birth.born_on,
            "birth_year": birth.birth_year,
            "vneid_confirmed_on": self.vneid_confirmed_on.data,
            "vneid_source": self.vneid_source.data or None,
            **texts,
            **chosen,
        }


class HouseholdForm(_BirthForm):
    """One household: its head is someone of the books, or a new person in one line."""

    head = PickField("Chủ hộ đã có trong sổ", lookup=queries.person_lookup, label_of=queries.label_of)
    new_name = TextField(
        "Hoặc người mới: họ và tên", most=LONGEST_NAME, filters=[lambda typed: proper_name(typed or "")]
    )
    new_born = TextField("Ngày hoặc năm sinh", most=40)
    new_sex = ChoiceField("Giới tính", choices=_sexes, blank="Chưa rõ")
    hamlet_id = ChoiceField("Thôn, tổ dân phố", [required()], coerce=int, blank="Chọn thôn")
    address = TextField("Địa chỉ")
    member_count = CountField("Số nhân khẩu", [at_most(99)])
    add_anyway = YesField("Vẫn thêm người mới")

    def __init__(self, today: date, hamlets: Sequence[Hamlet], household: Household | None = None) -> None:
        head = {"head": household.head.id if household and household.head else None}
        columns = ("hamlet_id", "address", "member_count")
        super().__init__(data=head | {name: getattr(household, name) for name in columns if household})
        self.today = today
        self.hamlet_id.choices = _places(hamlets, household.hamlet if household else None)

    def validate_head(self, field: PickField) -> None:
        """Ask for a head, picked or new, and not for both."""
        _known_or_new(field, self.new_name, "Chưa chọn chủ hộ: gõ vài chữ của tên, hoặc ghi người mới ở dòng dưới.")

    def validate_new_born(self, field: TextField) -> None:
        """Refuse a day that is none or cannot be."""
        self.check_birth(field.data or "")

    def new_head(self) -> dict[str, Any]:
        """The columns of the new person."""
        birth = self.birth(self.new_born.data or "")
        return {
            "name": self.new_name.data,
            "sex": self.new_sex.data,
            "born_on": birth.born_on,
            "birth_year": birth.birth_year,
            "hamlet_id": self.hamlet_id.data,
        }


def _known_or_new(known: PickField, new_name: TextField, missing: str) -> None:
    """Ask for one of the two: somebody picked, or a new name."""
    if known.errors:
        return
    if known.text and new_name.data:
        raise ValidationError("Chỉ chọn một: người đã có trong sổ hoặc người mới. Hãy xóa một trong hai ô.")
    if not known.text and not new_name.data:
        raise ValidationError(missing)


class MemberForm(_BirthForm):
    """Somebody who comes into a household: picked from the books, or a new person in one line."""

    member = PickField("Người đã có trong sổ", lookup=queries.person_lookup, label_of=queries.label_of)
    new_name = TextField(
        "Hoặc người mới: họ và tên", most=LONGEST_NAME, filters=[lambda typed: proper_name(typed or "")]
    )
    new_born = TextField("Ngày hoặc năm sinh", most=40)
    new_sex = ChoiceField("Giới tính", choices=_sexes, blank="Chưa rõ")
    relation = TextField("Quan hệ với chủ hộ", most=40)
    add_anyway = YesField("Vẫn thêm người mới")

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today

    def validate_member(self, field: PickField) -> None:
        """Ask for somebody, picked or new, and not for both."""
        _known_or_new(field, self.new_name, "Chưa chọn người: gõ vài chữ của tên, hoặc ghi người mới ở ô bên.")

    def validate_new_born(self, field: TextField) -> None:
        """Refuse a day that is none or cannot be."""
        self.check_birth(field.data or "")

    def new_member(self, household: Household) -> dict[str, Any]:
        """The columns of the new person, who lives where the household is."""
        birth = self.birth(self.new_born.data or "")
        return {
            "name": self.new_name.data,
            "sex": self.new_sex.data,
            "born_on": birth.born_on,
            "birth_year": birth.birth_year,
            "hamlet_id": household.hamlet_id,
        }


def _team_kinds() -> list[tuple[str, str]]:
    return [(kind, label) for kind, label in htmx.words("TEAM_KINDS").items() if kind in set(TeamKind)]


class CollectiveForm(Form):
    """One collective, as its report of achievements presents it."""

    name = TextField("Tên tập thể", [required()])
    hamlet_id = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Không thuộc thôn nào")
    unit_id = ChoiceField("Cơ quan, đơn vị", coerce=int, blank="Không")
    address = TextField("Địa điểm trụ sở")
    managing_agency = TextField("Cơ quan quản lý trực tiếp")
    functions = ProseField("Chức năng, nhiệm vụ", most=4000)
    head_name = TextField("Họ và tên người đứng đầu", most=LONGEST_NAME)
    head_post = TextField("Chức vụ người đứng đầu")
    headcount = CountField("Tổng số người")
    women_count = CountField("Trong đó nữ")
    team_kind = ChoiceField("Là lực lượng của phong trào", choices=_team_kinds, blank="Không")
    is_enterprise = YesField("Là doanh nghiệp, hợp tác xã")
    founded_by = TextField("Quyết định thành lập: số, cơ quan ban hành")
    founded_on = DayField("Ngày thành lập")
    valid_until = DayField("Thôi hoạt động từ ngày")
    add_anyway = YesField("Vẫn thêm tập thể mới")

    def __init__(
        self,
        today: date,
        hamlets: Sequence[Hamlet],
        units: Sequence[Unit],
        collective: Collective | None = None,
        **first: Any,
    ) -> None:
        super().__init__(obj=collective, **first)
        self.today = today
        self.hamlet_id.choices = _places(hamlets, collective.hamlet if collective else None)
        self.unit_id.choices = _places(units, collective.unit if collective else None)

    def validate_women_count(self, field: CountField) -> None:
        """Refuse more women than people."""
        _refuse_first(collective_faults(self.headcount.data, field.data))

    def validate_founded_on(self, field: DayField) -> None:
        """Refuse a day to come, and one after the team was closed."""
        _refuse_first(team_faults(field.data, self.valid_until.data, self.today))

    def columns(self) -> dict[str, Any]:
        """The columns of Collective as typed."""
        texts = ("name", "address", "managing_agency", "functions", "head_name", "head_post", "founded_by")
        others = ["hamlet_id", "unit_id", "headcount", "women_count", "valid_until", "founded_on"]
        others += ["team_kind", "is_enterprise"]
        return {name: self[name].data or None for name in texts} | {name: self[name].data for name in others}


class NationalIdForm(Form):
    """The number of a CCCD and why it is kept. The field's name is one that no error page shows again."""

    national_id = TextField("Số định danh cá nhân (số CCCD)", [required("Chưa nhập số.")], most=40)
    purpose = TextField("Mục đích lưu", [required("Chưa nhập mục đích.")])


class SeeForm(Form):
    """Why the whole number is looked at."""

    reason = TextField("Lý do xem", [required("Chưa nhập lý do.")])


class RemoveForm(Form):
    """Why a number is taken out of the books."""

    reason = TextField("Lý do xóa", [required("Chưa nhập lý do.")])
