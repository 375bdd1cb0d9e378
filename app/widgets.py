"""Form fields as officials fill them in: days as dd/mm/yyyy, clean text, one chosen from many.

Every message is a Vietnamese sentence, all faults are told at once, and a field that refuses a value
shows it again as it was typed.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from markupsafe import Markup
from wtforms import BooleanField, Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.utils import unset_value
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget, RadioInput, html_params
from wtforms.widgets.core import clean_key

from app.text import day_text, fold, nfc, nfc_multiline, number_text, parse_day

Choices = Iterable[SelectChoice | tuple[Any, str] | str]

# ---- what WTForms says by itself

CSRF_FAULT = "Phiên làm việc đã đổi nên chưa lưu được. Nội dung vừa nhập vẫn còn: hãy bấm lưu lần nữa."

_VIETNAMESE = {
    "Invalid field name '%s'.": "Không có ô “%s”.",
    "Field must be equal to %(other_name)s.": "Phải giống ô %(other_name)s.",
    "Field must be at least %(min)d character long.": "Phải có ít nhất %(min)d ký tự.",
    "Field cannot be longer than %(max)d character.": "Không được dài quá %(max)d ký tự.",
    "Field must be exactly %(max)d character long.": "Phải có đúng %(max)d ký tự.",
    "Field must be between %(min)d and %(max)d characters long.": "Phải có từ %(min)d đến %(max)d ký tự.",
    "Number must be at least %(min)s.": "Không được nhỏ hơn %(min)s.",
    "Number must be at most %(max)s.": "Không được lớn hơn %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Phải từ %(min)s đến %(max)s.",
    "Date must be at least %(min)s.": "Ngày không được trước %(min)s.",
    "Date must be at most %(max)s.": "Ngày không được sau %(max)s.",
    "Date must be between %(min)s and %(max)s.": "Ngày phải từ %(min)s đến %(max)s.",
    "This field is required.": "Chưa nhập.",
    "Invalid input.": "Giá trị không đúng.",
    "Invalid email address.": "Địa chỉ thư điện tử không đúng.",
    "Invalid IP address.": "Địa chỉ IP không đúng.",
    "Invalid Mac address.": "Địa chỉ MAC không đúng.",
    "Invalid URL.": "Đường dẫn không đúng.",
    "Invalid UUID.": "Mã UUID không đúng.",
    "Invalid value, must be one of: %(values)s.": "Phải là một trong: %(values)s.",
    "Invalid value, can't be any of: %(values)s.": "Không được là: %(values)s.",
    "This field cannot be edited.": "Không sửa được ô này.",
    "This field is disabled and cannot have a value.": "Ô này đang khóa, không nhập được.",
    "Invalid Choice: could not coerce.": "Hãy chọn một mục trong danh sách.",
    "Choices cannot be None.": "Danh sách để chọn đang trống.",
    "Not a valid choice.": "Hãy chọn một mục trong danh sách.",
    "Invalid choice(s): one or more data inputs could not be coerced.": "Có mục không nằm trong danh sách.",
    "'%(value)s' is not a valid choice for this field.": "Không có mục “%(value)s” trong danh sách.",
    "Not a valid datetime value.": "Thời điểm không đúng.",
    "Not a valid date value.": "Ngày không đúng.",
    "Not a valid time value.": "Giờ không đúng.",
    "Not a valid week value.": "Tuần không đúng.",
    "Not a valid integer value.": "Phải là số nguyên.",
    "Not a valid decimal value.": "Phải là một số.",
    "Not a valid float value.": "Phải là một số.",
    "Invalid CSRF Token.": CSRF_FAULT,
    "CSRF token missing.": CSRF_FAULT,
    "CSRF failed.": CSRF_FAULT,
    "CSRF token expired.": CSRF_FAULT,
}


class _Vietnamese:
    """The translations WTForms asks for its own messages; Vietnamese has one form for all counts."""

    def gettext(self, message: str) -> str:
        return _VIETNAMESE.get(message, message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return _VIETNAMESE.get(singular, singular if count == 1 else plural)


# ---- the base form


class _VietnameseCsrf(_FlaskFormCSRF):
    """The check of Flask-WTF with one message an official can act on, whatever the technical reason."""

    def validate_csrf_token(self, form: FlaskForm, field: Field) -> None:
        try:
            super().validate_csrf_token(form, field)
        except ValidationError as fault:
            raise ValidationError(CSRF_FAULT) from fault


class _Speech:
    """How every form speaks: Vietnamese, all faults at once."""

    def get_translations(self, form: BaseForm) -> _Vietnamese:
        return _Vietnamese()

    def render_field(self, field: Field, render_kw: dict[str, Any]) -> Markup:
        # `required` in HTML lets the browser stop at the first fault, in its own language;
        # the server tells all faults at once, so the page only says it to assistive software.
        shown = {clean_key(key): value for key, value in render_kw.items()}
        shown.setdefault("required", False)
        if not isinstance(field.widget, ListWidget | HiddenInput):
            if field.flags.required:
                shown.setdefault("aria-required", "true")
            if field.errors:
                shown.setdefault("aria-invalid", "true")
        return super().render_field(field, shown)  # type: ignore[misc]


class Form(FlaskForm):
    """The base of every form: CSRF, Vietnamese messages, and validate_on_submit() for all views."""

    class Meta(_Speech, FlaskForm.Meta):
        csrf_class = _VietnameseCsrf
        # As long as the session: a form left open over lunch is still good, and nothing typed is lost.
        csrf_time_limit = None

    def refuse(self, message: str, field: str | None = None) -> None:
        """Add a refusal found after validation, at a field or at the form as a whole."""
        spot: Any = self if field is None else self[field]
        name = "form_errors" if field is None else "errors"
        setattr(spot, name, [*getattr(spot, name), message])


class Part(PlainForm):
    """The base of a row inside a form (FormField, FieldList): speaks like Form, one CSRF field is enough."""

    class Meta(_Speech, DefaultMeta):
        pass


@dataclass(frozen=True)
class FieldFault:
    """One line of the summary above a form: where the link leads, what the field is called, the fault."""

    field_id: str
    label: str
    message: str


def error_list(form: FlaskForm) -> list[FieldFault]:
    """List all faults of a form for its summary: those of the whole form first, then field by field."""
    whole = [FieldFault("", "", message) for message in form.form_errors]
    return whole + [fault for field in form for fault in _field_faults(field)]


def _field_faults(field: Field) -> list[FieldFault]:
    parts = field if field.type in ("FieldList", "FormField") else ()
    inner = [fault for part in parts for fault in _field_faults(part)]
    if field.type == "CSRFTokenField":
        return [FieldFault("", "", message) for message in field.errors]
    # A group of boxes has no element of its own to go to: the link leads to the first of them.
    place = f"{field.id}-0" if isinstance(field.widget, ListWidget) else field.id
    own = [FieldFault(place, field.label.text, message) for message in _plain(field.errors)]
    return own + inner


def _plain(errors: Any) -> list[str]:
    # FormField gives a mapping and FieldList a list of mappings: those faults belong to their parts.
    return [error for error in errors if isinstance(error, str)] if not isinstance(errors, Mapping) else []


def told(form: BaseForm) -> str:
    """What a list is filtered by, in one line for its workbook: "Thôn, tổ dân phố: Thôn 3; Nhóm: Thanh niên"."""
    asked = (field for field in form if not field.errors and not field.type.startswith("CSRF"))
    return told_words({field.label.text: _told(field) for field in asked})


def told_words(said: Mapping[str, object]) -> str:
    """The line of told() for a list whose filters are no form: labels and answers, an empty answer asks nothing."""
    return "; ".join(f"{label}: {answer}" for label, answer in said.items() if answer)


def _told(field: Field) -> str:
    """The answer of one field in the words of the page; empty where nothing was asked, or what is asked by itself."""
    if field.data is None or field.data is False or field.data in ("", []) or field.data == field.default:
        return ""
    if isinstance(field, SelectField | SelectMultipleField):
        return ", ".join(str(one.label) for one in _chosen(field) if one.value not in ("", None))
    if isinstance(field, BooleanField):
        return "có"
    return day_text(field.data) if isinstance(field.data, date) else str(field.data)


def _chosen(field: Field) -> list[Any]:
    return [one for one in field.iter_choices() if one.selected]


# ---- validators


class required:  # noqa: N801 reads as a word beside the field, like the validators of WTForms
    """Refuse an empty answer: "Chưa nhập …", or "Chưa chọn …" where one chooses."""

    field_flags = {"required": True}

    def __init__(self, message: str | None = None) -> None:
        self.message = message

    def __call__(self, form: FlaskForm, field: Field) -> None:
        # A value that could not be read is not an empty one: its own message already stands there.
        # And 0 is an answer, though Python finds it equal to False.
        empty = field.data is None or field.data is False or field.data in ("", [])
        if empty and not field.errors:
            raise StopValidation(self.message or _missing(field))


def _missing(field: Field) -> str:
    if isinstance(field, BooleanField):
        return f"Chưa đánh dấu “{field.label.text}”."
    verb = "chọn" if isinstance(field, SelectField | PickField) else "nhập"
    return f"Chưa {verb} {_in_sentence(field.label.text)}."


def _in_sentence(label: str) -> str:
    # "Họ và tên" goes small inside a sentence, "CCCD" and "VNeID" do not.
    keep = label[1:2].isupper() or not label
    return label if keep else label[0].lower() + label[1:]


def at_most(most: int) -> Callable[[FlaskForm, Field], None]:
    """Refuse a text longer than so many characters, or a number above it."""

    def check(form: FlaskForm, field: Field) -> None:
        if field.errors or field.data is None:
            return
        if isinstance(field.data, str):
            if len(field.data) > most:
                raise ValidationError(f"Dài quá {most} ký tự (đang có {len(field.data)}).")
        elif field.data > most:
            raise ValidationError(f"Không được lớn hơn {number_text(most)}.")

    return check


def between(
    least: int | date | None = None, most: int | date | None = None, message: str | None = None
) -> Callable[[FlaskForm, Field], None]:
    """Refuse a number or a day outside the two ends, both allowed; None leaves an end open."""

    def check(form: FlaskForm, field: Field) -> None:
        value = field.data
        if field.errors or value is None:
            return
        if (least is not None and value < least) or (most is not None and value > most):
            raise ValidationError(message or _outside(least, most))

    return check


def _outside(least: int | date | None, most: int | date | None) -> str:
    low, high = _shown(least), _shown(most)
    is_day = isinstance(least if least is not None else most, date)
    if low and high:
        return f"{'Ngày phải' if is_day else 'Phải'} từ {low} đến {high}."
    if is_day:
        return f"Ngày không được {'trước' if low else 'sau'} {low or high}."
    return f"Không được {'nhỏ hơn' if low else 'lớn hơn'} {low or high}."


def _shown(end: int | date | None) -> str:
    if end is None:
        return ""
    return day_text(end) if isinstance(end, date) else number_text(end)


# ---- text


class TextField(StringField):
    """One line of text, cleaned to NFC; `most` is the number of characters its column can hold."""

    def __init__(
        self, label: str = "", validators: Sequence[Any] | None = None, most: int = 200, **kwargs: Any
    ) -> None:
        # Not maxlength: a browser cuts a pasted text without a word.
        super().__init__(label, [*(validators or ()), at_most(most)], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = nfc(valuelist[0])


class ProseField(TextAreaField):
    """Several lines of text, cleaned to NFC line by line."""

    def __init__(
        self, label: str = "", validators: Sequence[Any] | None = None, most: int = 10_000, **kwargs: Any
    ) -> None:
        super().__init__(label, [*(validators or ()), at_most(most)], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = nfc_multiline(valuelist[0])


class PasteField(TextAreaField):
    """Cells pasted from a sheet: kept as they came, because tabs and quotes carry the columns."""

    def __init__(
        self, label: str = "", validators: Sequence[Any] | None = None, most: int = 500_000, **kwargs: Any
    ) -> None:
        super().__init__(label, [*(validators or ()), at_most(most)], **kwargs)


# ---- days and numbers


class _TypedField(StringField):
    """A value read from text; what was typed stays in the box when it cannot be read."""

    def _read(self, typed: str) -> Any:
        return typed

    def _written(self, value: Any) -> str:
        return str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = None
        typed = nfc(valuelist[0])
        if typed:
            self.data = self._read(typed)

    def _value(self) -> str:
        if self.raw_data:
            return nfc(self.raw_data[0])
        return "" if self.data is None else self._written(self.data)


class DayField(_TypedField):
    """A day typed as dd/mm/yyyy; data is a date or None."""

    def __init__(self, label: str = "", validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        # Not type="date": browsers show it in their own language, often month before day.
        shown = {"placeholder": "dd/mm/yyyy", "autocomplete": "off", **(kwargs.pop("render_kw", None) or {})}
        super().__init__(label, validators, render_kw=shown, **kwargs)

    def _read(self, typed: str) -> date:
        return parse_day(typed)

    def _written(self, value: date) -> str:
        return day_text(value)


class HourField(_TypedField):
    """An hour of the day typed as 19:30, 19h30 or 19 giờ 30; data is a time or None."""

    _WRITTEN = re.compile(r"(\d{1,2})(?:\s*(?::|h|giờ|\.)\s*(?:(\d{1,2})\s*(?:phút|ph|p)?)?)?", re.IGNORECASE)

    def __init__(self, label: str = "", validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        # Not type="time": browsers show it with SA and CH, and an empty half of it is sent as nothing at all.
        shown = {"placeholder": "19:30", "autocomplete": "off", **(kwargs.pop("render_kw", None) or {})}
        super().__init__(label, validators, render_kw=shown, **kwargs)

    def _read(self, typed: str) -> time:
        read = self._WRITTEN.fullmatch(typed)
        hour, minute = (int(part or 0) for part in read.groups()) if read else (24, 0)
        if hour > 23 or minute > 59:
            raise ValueError("Giờ không đúng: hãy gõ như 19:30 hoặc 19h30.")
        return time(hour, minute)

    def _written(self, value: time) -> str:
        return f"{value:%H:%M}"


class CountField(_TypedField):
    """A whole number from 0, also with points between thousands; data is an int or None."""

    # Below the largest INTEGER of PostgreSQL, and a number that a typing slip easily passes.
    LARGEST = 999_999_999

    def __init__(self, label: str = "", validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        shown = {"inputmode": "numeric", "autocomplete": "off", **(kwargs.pop("render_kw", None) or {})}
        super().__init__(label, validators, render_kw=shown, **kwargs)

    def _read(self, typed: str) -> int:
        negative, digits = typed.startswith("-"), typed.removeprefix("-").strip()
        first, *groups = digits.replace(" ", ".").split(".")
        whole = first.isdecimal() and all(len(g) == 3 and g.isdecimal() for g in groups)
        if not whole or (groups and len(first) > 3):
            raise ValueError("Phải là số nguyên, ví dụ 12 hoặc 1.284.")
        number = int(first + "".join(groups))
        if negative and number:
            raise ValueError("Không được là số âm.")
        if number > self.LARGEST:
            raise ValueError(f"Số lớn quá: nhiều nhất là {number_text(self.LARGEST)}.")
        return number


class MillimetreField(_TypedField):
    """A length in millimetres with one decimal, also below zero: "1,5" or "-0.8"; data are tenths or None."""

    _WRITTEN = re.compile(r"([+-]?)(\d{1,4})(?:[.,](\d))?")

    def __init__(self, label: str = "", validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        shown = {"inputmode": "text", "autocomplete": "off", **(kwargs.pop("render_kw", None) or {})}
        super().__init__(label, validators, render_kw=shown, **kwargs)

    def _read(self, typed: str) -> int:
        read = self._WRITTEN.fullmatch(typed.replace("\N{MINUS SIGN}", "-").removesuffix("mm").replace(" ", ""))
        if read is None:
            raise ValueError("Gõ số mi-li-mét có một chữ số lẻ, ví dụ 1,5 hoặc -0,8.")
        sign, whole, tenth = read.groups()
        return (-1 if sign == "-" else 1) * (int(whole) * 10 + int(tenth or 0))

    def _written(self, value: int) -> str:
        return f"{value / 10:.1f}".replace(".", ",")


# ---- choices

_NOT_LISTED = "Hãy chọn một mục trong danh sách."


class ChoiceField(SelectField):
    """One of a list; `blank` adds a first line that means nothing chosen, and data is then None."""

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] | None = None,
        choices: Choices | Callable[[], Choices] = (),
        coerce: Callable[[Any], Any] = str,
        blank: str | None = None,
        **kwargs: Any,
    ) -> None:
        self.blank = blank
        super().__init__(
            label,
            validators,
            coerce=_blank_is_none(coerce),
            choices=choices if callable(choices) else _as_choices(choices),
            invalid_value_message=_NOT_LISTED,
            invalid_choice_message=_NOT_LISTED,
            **kwargs,
        )

    def _choices_from_input(self, choices: Any) -> list[SelectChoice]:
        # The choices may also be set by a view, as pairs: WTForms 3.3 warns at pairs, so all pass here.
        first = [SelectChoice("", self.blank)] if self.blank is not None else []
        return first + _as_choices(choices or ())

    def pre_validate(self, form: FlaskForm) -> None:
        if self.data is None and not self.process_errors:
            if self.blank is None and not self.flags.required:
                raise StopValidation(_missing(self))
            return
        super().pre_validate(form)


class RadiosField(ChoiceField):
    """One of a few, all in sight."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label.field_id = False


class TicksField(SelectMultipleField):
    """Any number of a list, as boxes to tick; data is a list in the order of the page."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] | None = None,
        choices: Choices | Callable[[], Choices] = (),
        coerce: Callable[[Any], Any] = str,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label,
            validators,
            coerce=coerce,
            choices=choices if callable(choices) else _as_choices(choices),
            invalid_value_message="Có mục không nằm trong danh sách.",
            invalid_choice_message="Không có mục “%(value)s” trong danh sách.",
            **kwargs,
        )
        self.label.field_id = False

    def process_data(self, value: Any) -> None:
        super().process_data(value or ())

    def _choices_from_input(self, choices: Any) -> list[SelectChoice]:
        return _as_choices(choices or ())


class YesField(BooleanField):
    """One box to tick; data is True or False."""


def _as_choices(choices: Choices) -> list[SelectChoice]:
    return [
        choice if isinstance(choice, SelectChoice) else SelectChoice(*([choice] if isinstance(choice, str) else choice))
        for choice in choices
    ]


def _blank_is_none(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value in ("", None) else coerce(value)


# ---- one of many, by a few letters

Candidate = tuple[Hashable, str]
_SHOWN = 20


class _PickWidget:
    """A search box, and below it the choices found or what is chosen already; no JavaScript needed."""

    def __call__(self, field: "PickField", **kwargs: Any) -> Markup:
        kwargs = {"id": field.id, "type": "search", "autocomplete": "off", **kwargs}
        box = Markup("<input %s>") % html_params(name=field.name, value=field.text, **kwargs)
        return box + (self._radios(field) if field.candidates else self._chosen(field))

    def _radios(self, field: "PickField") -> Markup:
        lines = Markup("").join(self._radio(field, i, *one) for i, one in enumerate(field.candidates))
        legend = Markup("<legend>%s: chọn một</legend>") % field.label.text
        return Markup('<fieldset class="pick-candidates" id="%s-candidates">%s%s</fieldset>') % (
            field.id,
            legend,
            lines,
        )

    def _radio(self, field: "PickField", number: int, identity: Hashable, label: str) -> Markup:
        radio_id = f"{field.id}-{number}"
        params = html_params(
            type="radio", id=radio_id, name=field.id_name, value=str(identity), class_="form-check-input"
        )
        return Markup(
            '<div class="form-check"><input %s> <label class="form-check-label" for="%s">%s</label></div>'
        ) % (
            params,
            radio_id,
            label,
        )

    def _chosen(self, field: "PickField") -> Markup:
        if field.data is None:
            return Markup("")
        hidden = Markup("<input %s>") % html_params(type="hidden", name=field.id_name, value=str(field.data))
        if not field.chosen_label or field.chosen_label == field.text:
            return hidden
        return hidden + Markup('<span class="form-hint">Đã chọn: %s</span>') % field.chosen_label


class PickField(Field):
    """One of many, found by typing a few letters: data is the id of the chosen one or None.

    `lookup(query)` lists (id, label) within the official's own scope, and nothing is taken that it
    does not list, so an id from elsewhere is refused. `label_of(id)` names the one already chosen
    when a form opens with data. The text is posted under the field's name, the id under name + "-id".
    """

    widget = _PickWidget()

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Any] | None = None,
        lookup: Callable[[str], Sequence[Candidate]] | None = None,
        label_of: Callable[[Any], str | None] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.lookup = lookup
        self.label_of = label_of
        self.text = ""
        self.chosen_label: str | None = None
        self.candidates: list[Candidate] = []
        self._picked = ""

    @property
    def id_name(self) -> str:
        return f"{self.name}-id"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        picked = formdata.getlist(self.id_name) if formdata is not None else []
        self._picked = next((value for value in picked if value), "")
        super().process(formdata, data, extra_filters)

    def process_data(self, value: Any) -> None:
        self.data = value
        if value is not None and self.label_of is not None:
            self.chosen_label = self.label_of(value)
            self.text = self.chosen_label or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.text = nfc(valuelist[0])
        if valuelist or self._picked:
            self.data = None

    def pre_validate(self, form: FlaskForm) -> None:
        if not self.raw_data and not self._picked:
            return
        self.candidates = []
        if not self.text and self.raw_data:
            return
        chosen = self._named() or self._found()
        self.data, self.chosen_label = chosen

    def _named(self) -> Candidate | None:
        """The id that came with the form, if its name still fits what stands in the box."""
        identity = self._picked
        if not identity or self.label_of is None or not identity.isdecimal():
            return None
        label = self.label_of(int(identity))
        same = not self.raw_data or (label is not None and fold(label) == fold(self.text))
        return (int(identity), label) if label is not None and same else None

    def _found(self) -> Candidate:
        if not any(c.isalnum() for c in self.text):
            raise StopValidation("Gõ ít nhất một chữ để tìm.")
        if self.lookup is None:
            raise TypeError(f"PickField {self.name} has no lookup")
        found = list(self.lookup(self.text))
        for identity, label in found:
            if str(identity) == self._picked:
                return identity, label
        if not found:
            raise StopValidation(f"Không tìm thấy “{self.text}”.")
        if len(found) > 1:
            self.candidates = found[:_SHOWN]
            more = "" if len(found) <= _SHOWN else " hoặc gõ thêm cho rõ"
            raise StopValidation(f"Có {number_text(len(found))} kết quả, chọn một{more}.")
        return found[0]
