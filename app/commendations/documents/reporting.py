"""The achievement report of a nominee: the builder of the form that the award's type asks for, and what it lacks."""

from collections.abc import Mapping, Sequence
from typing import Any

from app import law
from app.commendations.documents.facts import ReportFacts, Traced
from app.commendations.documents.reports import (
    Builder,
    defaults,
    measures_told,
    received_before,
    shared,
    thematic_collective,
    thematic_household,
    thematic_person,
)
from app.commendations.documents.service import service_collective, service_person
from app.commendations.documents.setting import Setting
from app.commendations.documents.sudden import sudden_collective, sudden_household, sudden_person
from app.commendations.documents.tracing import traced
from app.commendations.models import Achievement, Nominee
from app.commendations.rules import report_form
from app.papers.documents import missing

BUILDERS: Mapping[tuple[str, str], Builder] = {
    ("bc_chuyen_de", "person"): thematic_person,
    ("bc_chuyen_de", "collective"): thematic_collective,
    ("bc_chuyen_de", "household"): thematic_household,
    ("bc_dot_xuat", "person"): sudden_person,
    ("bc_dot_xuat", "collective"): sudden_collective,
    ("bc_dot_xuat", "household"): sudden_household,
    ("bc_ca_nhan", "person"): service_person,
    ("bc_tap_the", "collective"): service_collective,
}
# A sudden merit is told shortly: its form has no list of what was received before (forms.md 1.5).
WITHOUT_LIST = frozenset({"bc_dot_xuat"})

# What a report may lack, as the panel "Còn thiếu gì?" says it.
LABELS = {
    "full_name": "họ và tên",
    "name": "tên tập thể",
    "householder": "chủ hộ",
    "sex": "giới tính",
    "birth_date": "ngày, tháng, năm sinh",
    "hometown": "quê quán",
    "residence": "nơi thường trú",
    "occupation": "nghề nghiệp",
    "position": "chức vụ hoặc nghề nghiệp",
    "seat": "địa điểm trụ sở chính",
    "founded": "năm thành lập",
    "structure": "cơ cấu tổ chức",
    "headcount": "tổng số người",
    "history": "quá trình thành lập và phát triển",
    "main_features": "những đặc điểm chính của đơn vị",
    "functions": "chức năng, nhiệm vụ được giao",
    "household_size": "số thành viên của hộ",
    "registered_targets": "mục tiêu, chỉ tiêu đã đăng ký",
    "duties": "quyền hạn, nhiệm vụ được giao",
    "event_time": "thời gian",
    "event_place": "địa điểm",
    "circumstances": "hoàn cảnh",
    "deeds": "hành động",
    "achievements": "kết quả đạt được",
    "measures": "các biện pháp, giải pháp",
    "compliance": "việc thực hiện chủ trương, chính sách, pháp luật",
    "party_activity": "hoạt động của tổ chức đảng, đoàn thể",
    "signature.name": "tên người ký báo cáo",
}


def report(nominee: Nominee, setting: Setting, awards: Sequence[Achievement]) -> ReportFacts:
    """The report of a nominee from the typed prose and the books, in the form of the award's type.

    Args: awards, what the subject received before, with issuer and decision. What its figures rest on stands beside.
    """
    sections = report_form(nominee.subject_kind, setting.law_day, setting.award_type)
    fields = [field for _heading, asked in sections for field in asked]
    measured = measures_told(nominee) if setting.thematic else []
    return _report(nominee, setting, awards, traced(nominee, fields, measured))


def _report(
    nominee: Nominee, setting: Setting, awards: Sequence[Achievement], figures: tuple[Traced, ...]
) -> ReportFacts:
    kind = nominee.subject_kind
    form = law.form_of(f"report_{kind}", setting.law_day, award_type=setting.award_type).code
    typed = {**defaults(nominee, setting), **_filled(nominee.report)}
    common: dict[str, Any] = {**shared(nominee, setting), "traced": figures}
    if form not in WITHOUT_LIST:
        common |= received_before(nominee, awards)
    return BUILDERS[form, kind](nominee, typed, common)


def has_list(nominee: Nominee, setting: Setting) -> bool:
    """Whether the form of this report prints what was received before."""
    kind = f"report_{nominee.subject_kind}"
    return law.form_of(kind, setting.law_day, award_type=setting.award_type).code not in WITHOUT_LIST


def _filled(report: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in report.items() if value not in (None, "")}


def report_lacks(nominee: Nominee, setting: Setting) -> tuple[str, ...]:
    """What the report of a nominee still lacks before it can be sealed, in words."""
    facts = _report(nominee, setting, [], ())
    return tuple(LABELS.get(name, name) for name in missing(facts))
