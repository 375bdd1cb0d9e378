"""Values of local rules: in words, as typed, and who may set them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app import law, text
from app.places.rules.naming import Level

# What a value of a few words is called on screen; the codes stand in app/law/data/defaults.toml.
VALUE_WORDS = {
    "ballot": {"either": "giơ tay hoặc bỏ phiếu", "hand": "giơ tay", "secret": "bỏ phiếu kín"},
    "order": {
        "coefficient_first": "nhân hệ số trước, làm tròn một lần",
        "person_first": "làm tròn mức của cá nhân trước, rồi nhân hệ số",
    },
    "switch": {"yes": "có", "no": "không"},
}
# Values of several items: the papers a dossier holds, the topics other bodies confirm.
LIST_WORDS = {
    "papers": {
        "proposal": "tờ trình",
        "roll": "danh sách",
        "report": "báo cáo thành tích",
        "minutes": "biên bản họp xét",
        "vote_count": "biên bản kiểm phiếu (khi bỏ phiếu kín)",
    },
    "confirmations": {
        code: f"{topic.versions[-1].text} ({topic.versions[-1].body})" for code, topic in law.CONFIRMATIONS.items()
    },
}
_MORE_THAN_HALF = "quá nửa"
_COUNTED = {"working_days": "ngày làm việc", "days": "ngày", "years": "năm", "đồng": "đồng", "sets": "bộ"}


def value_text(unit: str, value: Any) -> str:
    """A value of a local rule in words: 20 working_days is "20 ngày làm việc"; unknown is "chưa có"."""
    if value is None:
        return "chưa có"
    if unit in VALUE_WORDS:
        return VALUE_WORDS[unit].get(_code(value), str(value))
    if unit in LIST_WORDS:
        return "; ".join(LIST_WORDS[unit].get(code, code) for code in value) or "không có nội dung nào"
    if value == "more_than_half":
        return f"{_MORE_THAN_HALF} tổng số"
    if value == "permanent":
        return "vĩnh viễn"
    if isinstance(value, int):
        return f"{text.number_text(value)} {_COUNTED.get(unit, '')}".strip()
    return _share_text(str(value)) if unit == "share" else str(value)


def _share_text(value: str) -> str:
    # 2/3 and 80 % stand as the source writes them; 0.80 is how the data files write 80 %.
    return text.percent_text(Decimal(value)) if value.replace(".", "", 1).isdecimal() else value


def typed_value(unit: str, value: Any) -> Any:
    """A value as it stands in the box of the form that changes it, a list where several are ticked."""
    if unit in LIST_WORDS:
        return list(value or ())
    if value is None:
        return ""
    if unit in VALUE_WORDS:
        return _code(value)
    if value == "more_than_half":
        return _MORE_THAN_HALF
    return str(value).replace(".", ",") if unit == "share" else str(value)


def read_value(unit: str, typed: Any) -> Any:
    """Read what an official typed or ticked for a local rule. Raises ValueError with a Vietnamese sentence."""
    if unit in LIST_WORDS:
        return _read_list(unit, typed)
    typed = text.nfc(typed)
    if not typed:
        raise ValueError("Chưa nhập giá trị.")
    if unit in VALUE_WORDS:
        if typed not in VALUE_WORDS[unit]:
            raise ValueError("Hãy chọn một mục trong danh sách.")
        return typed == "yes" if unit == "switch" else typed
    if unit == "share":
        return _read_share(typed)
    if unit in _COUNTED:
        if not typed.isdecimal() or not 0 < int(typed) <= 999_999_999:
            raise ValueError("Phải là số nguyên lớn hơn 0, ví dụ 20.")
        return int(typed)
    return typed


def _read_list(unit: str, ticked: Iterable[str]) -> tuple[str, ...]:
    chosen = set(ticked)
    if unit == "papers" and not chosen:
        raise ValueError("Hãy chọn ít nhất một loại giấy tờ.")
    if chosen - set(LIST_WORDS[unit]):
        raise ValueError("Hãy chọn trong danh sách.")
    return tuple(code for code in LIST_WORDS[unit] if code in chosen)


def _read_share(typed: str) -> str:
    if typed.casefold().startswith(_MORE_THAN_HALF):
        return "more_than_half"
    try:
        law.share_of(typed)
    except ValueError:
        raise ValueError("Ghi tỷ lệ như 2/3, 0,8 hoặc 80 %; hoặc ghi quá nửa.") from None
    return typed.replace(",", ".")


def _code(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def may_set(local: str | None, level: Level) -> bool:
    """Whether an authority of this level may set a rule: the province any local one, a commune its own."""
    return local == "commune" or (local == "province" and level == Level.PROVINCE)
