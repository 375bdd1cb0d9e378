"""The law of a day as plain text, for a legal official to read against the sources and sign."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from app.law.awards import retention_of
from app.law.catalogue import Award, AwardVersion, Effect, Instrument, NotInForce, SubjectKind, Value, Version
from app.law.confirmations import confirmations_for
from app.law.loaded import (
    AWARDS,
    CONFIRMATIONS,
    CONTENTS,
    CRITERIA,
    DEFAULTS,
    INDICATORS,
    INSTRUMENTS,
    MOVEMENTS,
    PAPERS,
    TARGETS,
)
from app.law.marks import Mark
from app.law.money import bonus
from app.law.transition import ending_soon, law_needs_check, legal_basis_lines, transition_note

_SUBJECTS = {
    SubjectKind.PERSON: "cá nhân",
    SubjectKind.COLLECTIVE: "tập thể",
    SubjectKind.HOUSEHOLD: "hộ gia đình",
}
_EFFECTS = {
    Effect.BLOCK: "chặn trình",
    Effect.HOLD: "tạm dừng xét",
    Effect.WARN: "nhắc",
    Effect.INFO: "thông tin",
    Effect.ORDER: "thứ tự ưu tiên",
    Effect.COMPUTE: "cách tính",
    Effect.FORBID_ASK: "không được đòi",
    Effect.AFTER: "sau quyết định",
}
_WORDS = {
    "proposal": "tờ trình",
    "roll": "danh sách",
    "report": "báo cáo thành tích",
    "minutes": "biên bản họp",
    "vote_count": "biên bản kiểm phiếu",
    "more_than_half": "quá nửa tổng số thành viên",
    "secret": "bỏ phiếu kín",
    "either": "giơ tay hoặc bỏ phiếu",
    "permanent": "vĩnh viễn",
    "coefficient_first": "nhân hệ số trước, làm tròn một lần",
}
_UNITS = {"years": "năm", "working_days": "ngày làm việc", "days": "ngày", "đồng": "đồng", "sets": "bộ"}
_WHOM = {"enterprise": "doanh nghiệp, tổ chức kinh tế", "official": "cán bộ, công chức, viên chức"}
_YEAR = re.compile(r"/(\d{4})/")
_KINDS = {"form": "Hình thức khen thưởng", "title": "Danh hiệu thi đua"}


def law_report(day: date) -> str:
    """Write what was in force on `day`, each value with its article, mark and the day it was last checked.

    Plain text in Vietnamese; values whose mark is L, D or U carry "chưa đối chiếu". The last lines are for
    the official's name, date and signature. Raises NotInForce for a day before the law data begins.
    """
    parts = (
        _head(day),
        _section("1. Căn cứ ghi trên giấy", _basis(day)),
        _section("2. Văn bản có hiệu lực", _instruments(day)),
        _section("3. Danh mục khen thưởng", _awards(day)),
        _section("4. Tiêu chuẩn và quy tắc", _criteria(day)),
        _section("5. Xác nhận của cơ quan khác", _confirmations(day)),
        _section("6. Mẫu giấy tờ", _papers(day)),
        _section("7. Giá trị ban đầu", _defaults(day)),
        _section("8. Phong trào, nội dung, chỉ tiêu", _movement()),
        _section("9. Xác nhận", iter(["Người đối chiếu: ", "Chức vụ: ", "Ngày: ", "Chữ ký: "])),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(day: date) -> Iterator[str]:
    yield f"QUY ĐỊNH ÁP DỤNG NGÀY {day:%d/%m/%Y}"
    yield ""
    warning, transition = law_needs_check(day), transition_note(day)
    if warning:
        yield f"Lưu ý: {warning}"
    if transition:
        yield f"Chuyển tiếp: {transition.text} {_badge(transition.mark)} {transition.cite}"
    for instrument in ending_soon(day):
        if instrument.in_force(day):
            yield (
                f"Lưu ý: {instrument.number} được ghi hết hiệu lực ngày {instrument.reported_end:%d/%m/%Y}, "
                "cần kiểm tra văn bản thay thế."
            )
    if warning or transition:
        yield ""


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield title
    yield from (f"  {line}" for line in lines)
    yield ""


def _basis(day: date) -> Iterator[str]:
    for line in legal_basis_lines(day, "commune"):
        state = "" if line.printed else " (chưa in cho đến khi xác nhận)"
        yield f"- Căn cứ {line.text}{state} {_badge(line.mark)}"


def _instruments(day: date) -> Iterator[str]:
    for instrument in INSTRUMENTS.values():
        if instrument.in_force(day) and _issued_by(instrument, day):
            read = {"read": "đã đọc", "part": "đọc một phần", "unknown": "chưa có nguyên văn"}[instrument.text]
            since = f", từ {instrument.start:%d/%m/%Y}" if instrument.start else ", ngày hiệu lực chưa đối chiếu"
            yield f"- {instrument.title}{since}; {read} {_trust(instrument.mark, '', instrument.checked)}"
            yield from _note(instrument.note)


def _issued_by(instrument: Instrument, day: date) -> bool:
    """Whether a text could exist on the day: by its own day, else by the year in its number."""
    if instrument.issued is not None:
        return instrument.issued <= day
    year = _YEAR.search(instrument.number)
    return year is None or int(year[1]) <= day.year


def _awards(day: date) -> Iterator[str]:
    for kind, heading in _KINDS.items():
        yield f"{heading}:"
        for award in AWARDS.values():
            if award.kind == kind and award.known_on(day):
                yield from _award(award, award.on(day), day)
        unknown = [award.label for award in AWARDS.values() if award.kind == kind and not award.known_on(day)]
        if unknown:
            yield f"- chưa có dữ liệu cho ngày này: {', '.join(unknown)}"


def _award(award: Award, version: AwardVersion, day: date) -> Iterator[str]:
    yield f"- {award.label} [{award.code}] {_source(version)}"
    yield from _note(version.note)
    yield f"    đối tượng: {', '.join(_SUBJECTS[subject] for subject in version.subjects)}"
    yield from _value("thẩm quyền", version.deciding)
    yield from _value("nơi trình", version.submits)
    for subject, coefficient in version.coefficients.items():
        yield from _value(f"hệ số tiền thưởng, {_SUBJECTS[subject]}", coefficient)
        yield from _amount(award, subject, day)
    yield from _value("biểu quyết", version.ballot)
    yield from _value("tỷ lệ đồng ý", version.threshold)
    yield from _value("hồ sơ", version.papers)
    yield from _value("số bộ", version.sets)
    yield from _value("số năm báo cáo công trạng", version.report_years)
    kept = retention_of(award.code, day)
    yield f"    bảo quản hồ sơ: {_years(kept.value)} {_badge(kept.mark)} {kept.cite}"
    yield f"    tiêu chuẩn ở mục 4: {', '.join(version.criteria) or 'chưa tìm được'}"


def _amount(award: Award, subject: SubjectKind, day: date) -> Iterator[str]:
    try:
        found = bonus(award.code, subject, day)
    except NotInForce:
        return
    yield f"    tiền thưởng, {_SUBJECTS[subject]}: {_shown(found.amount)} đồng {_badge(found.mark)}"


def _years(value: object) -> str:
    return _shown(value) if value == "permanent" else f"{_shown(value)} năm"


def _confirmations(day: date) -> Iterator[str]:
    for one in confirmations_for(day):
        yield f"- {_WHOM[one.whom]}: {one.text} ({one.body}) {_badge(one.mark)} {one.cite}"
        yield from _note(one.note)


def _criteria(day: date) -> Iterator[str]:
    for criterion in CRITERIA.values():
        if criterion.known_on(day):
            version = criterion.on(day)
            state = "" if version.enabled else ", đang tắt"
            text = version.text or "chưa tìm được"
            yield f"- [{criterion.code}] {text} ({_EFFECTS[version.effect]}{state}) {_source(version)}"
            yield from _note(version.note)


def _papers(day: date) -> Iterator[str]:
    for paper in PAPERS.values():
        if paper.known_on(day):
            version = paper.on(day)
            number = version.number
            mark = number.mark if number else version.mark
            label = f"Mẫu số {number.value}" if number else "không có mẫu"
            yield f"- {version.title}: {label} {_trust(mark, version.cite, version.checked)}"
            yield f"    bố cục bản {version.body.version}: {version.body.basis} {_badge(version.body.mark)}"
            yield from _note(version.note)


def _defaults(day: date) -> Iterator[str]:
    editors = {"commune": "; xã sửa được", "province": "; tỉnh sửa được", None: ""}
    for default in DEFAULTS.values():
        if default.known_on(day):
            version = default.on(day)
            unit = f" {_UNITS[default.unit]}" if default.unit in _UNITS and version.value != "permanent" else ""
            shown = _words(default.unit, version.value) + (unit if version.value is not None else "")
            yield f"- {default.label}: {shown} {_source(version)}{editors[default.local]}"
            yield from _note(version.note)


def _words(unit: str, value: object) -> str:
    if unit == "confirmations" and isinstance(value, tuple):
        return "; ".join(CONFIRMATIONS[code].versions[-1].text for code in value)
    return _shown(value)


def _movement() -> Iterator[str]:
    for item in (*MOVEMENTS, *CONTENTS, *INDICATORS):
        yield f"- {item.text} {_trust(item.mark, item.cite, item.checked)}"
        yield from _note(item.note)
    for group in TARGETS:
        for year in group.years:
            shown = f"{_shown(year.value)} {year.measure_unit}".strip()
            trust = _trust(year.mark, year.cite, year.checked)
            yield f"- {group.code} năm {year.year}, {year.audience}: {shown} {trust}"
            yield from _note(year.note)


def _value(label: str, value: Value | None) -> Iterator[str]:
    if value is not None:
        note = f" ({value.note})" if value.note else ""
        yield f"    {label}: {_shown(value.value)} {_badge(value.mark)} {value.cite}{note}"


def _note(note: str) -> Iterator[str]:
    if note:
        yield f"    ghi chú: {note}"


def _source(version: Version) -> str:
    return _trust(version.mark, version.cite, version.checked)


def _trust(mark: Mark, cite: str, checked: date) -> str:
    place = f" {cite};" if cite else ""
    return f"{_badge(mark)}{place} xem {checked:%d/%m/%Y}"


def _badge(mark: Mark) -> str:
    return f"[{mark}]" if mark.verified else f"[{mark}, chưa đối chiếu]"


def _shown(value: object) -> str:
    if value is None:
        return "(trống)"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    text = str(value)
    return _WORDS.get(text, text.replace(".", ",") if text.replace(".", "").isdigit() else text)
