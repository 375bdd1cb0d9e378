"""Forms: which paper has which form, which fields a subject fills in."""

from datetime import date

import pytest

from app.law import PAPER_KINDS, PAPERS, FieldKind, NoForm, NotInForce, fields_of, form_of

DAY = date(2026, 11, 22)


def test_every_paper_kind_has_a_form():
    assert {kind: (form_of(kind, DAY).code, form_of(kind, DAY).version) for kind in PAPER_KINDS} == {
        "proposal": ("to_trinh", "1"),
        "roll": ("roll", "1"),
        "merit_summary": ("merit_summary", "1"),
        "minutes": ("minutes", "1"),
        "ballot": ("ballot", "1"),
        "vote_count": ("vote_count", "1"),
        "decision": ("decision", "1"),
        "revocation": ("revocation", "1"),
        "certificate": ("certificate", "1"),
        "paper_copy": ("paper_copy", "1"),
        "excerpt": ("excerpt", "1"),
        "commitment": ("commitment", "1"),
        "attendance_sheet": ("attendance_sheet", "2"),
        "completion_list": ("completion_list", "1"),
        "completion": ("completion", "1"),
        "invitation": ("invitation", "1"),
        "supplement_request": ("supplement_request", "1"),
        "handover_minutes": ("handover_minutes", "1"),
        "inspection_minutes": ("inspection_minutes", "1"),
        "progress_report": ("progress_report", "1"),
        "plan": ("plan", "1"),
        "plan_amendment": ("plan_amendment", "1"),
        "announcement": ("announcement", "1"),
        "sign_for_list": ("sign_for_list", "1"),
        "dossier": ("dossier", "1"),
        "report_person": ("bc_chuyen_de", "2"),
        "report_collective": ("bc_chuyen_de", "2"),
        "report_household": ("bc_chuyen_de", "2"),
    }


def test_label_of_numbered_and_free_form():
    assert [form_of(kind, DAY).label for kind in ("report_person", "minutes")] == ["Mẫu số 08", ""]


def test_thematic_report_title_and_source():
    form = form_of("report_person", DAY)
    assert form.title == "Báo cáo thành tích đề nghị khen thưởng thi đua theo chuyên đề"
    assert form.basis.startswith("Mẫu số 07 Nghị định 91/2017/NĐ-CP")
    assert form.cite == "152/2025/NĐ-CP, Phụ lục"


@pytest.mark.parametrize(
    ("kind", "subject", "award_type"),
    [
        ("report_household", None, "cong_trang"),
        ("report_person", None, "nien_han"),
        ("report_person", "household", "chuyen_de"),
        ("letter", None, "chuyen_de"),
    ],
)
def test_form_of_unknown(kind, subject, award_type):
    with pytest.raises(NoForm):
        form_of(kind, DAY, subject, award_type)


def test_form_of_before_the_data_begins():
    with pytest.raises(NotInForce, match=r"to_trinh: không có quy định cho ngày 31/12/2023 .*01/01/2024"):
        form_of("proposal", date(2023, 12, 31))


def test_fields_of_household_report():
    filled = [
        (heading, [field.name for field in fields])
        for heading, fields in fields_of(form_of("report_household", DAY), "household")
    ]
    assert filled == [
        ("I. THÔNG TIN CHUNG", ["residence", "householder", "member_count"]),
        ("II. THÀNH TÍCH ĐẠT ĐƯỢC", ["registered_targets", "contributions", "measures", "effects", "lessons"]),
    ]


def test_sensitive_fields_stand_on_one_form_only():
    found = {
        (paper.code, field.name)
        for paper in PAPERS.values()
        for version in paper.versions
        for section in version.body.sections
        for field in section.fields
        if field.sensitive
    }
    assert found == {("bc_ca_nhan", "ethnicity"), ("bc_ca_nhan", "religion")}


def test_no_form_asks_for_an_identity_number():
    names = {
        field.name
        for paper in PAPERS.values()
        for version in paper.versions
        for section in version.body.sections
        for field in section.fields
    }
    assert [name for name in names if "id" in name.split("_") or "cccd" in name] == []


def test_field_kinds_are_six():
    assert list(FieldKind) == ["line", "prose", "date", "number", "tick", "people"]
