"""Which form a paper uses on a day: number, title, body and the trust in each."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from app.law.catalogue import Cited, FormField, Section, SubjectKind
from app.law.loaded import PAPERS
from app.law.marks import Mark

REPORT_SUBJECTS = {
    "report_person": SubjectKind.PERSON,
    "report_collective": SubjectKind.COLLECTIVE,
    "report_household": SubjectKind.HOUSEHOLD,
}
_PLAIN = {
    "proposal": "to_trinh",
    "roll": "roll",
    "merit_summary": "merit_summary",
    "minutes": "minutes",
    "ballot": "ballot",
    "vote_count": "vote_count",
    "decision": "decision",
    "certificate": "certificate",
    "paper_copy": "paper_copy",
    "excerpt": "excerpt",
    "commitment": "commitment",
    "attendance_sheet": "attendance_sheet",
    "completion_list": "completion_list",
    "completion": "completion",
    "invitation": "invitation",
    "supplement_request": "supplement_request",
    "handover_minutes": "handover_minutes",
    "inspection_minutes": "inspection_minutes",
    "progress_report": "progress_report",
    "plan": "plan",
    "plan_amendment": "plan_amendment",
    "announcement": "announcement",
    "revocation": "revocation",
    "sign_for_list": "sign_for_list",
    "dossier": "dossier",
}
_REPORTS = {
    ("chuyen_de", SubjectKind.PERSON): "bc_chuyen_de",
    ("chuyen_de", SubjectKind.COLLECTIVE): "bc_chuyen_de",
    ("chuyen_de", SubjectKind.HOUSEHOLD): "bc_chuyen_de",
    ("dot_xuat", SubjectKind.PERSON): "bc_dot_xuat",
    ("dot_xuat", SubjectKind.COLLECTIVE): "bc_dot_xuat",
    ("dot_xuat", SubjectKind.HOUSEHOLD): "bc_dot_xuat",
    ("cong_trang", SubjectKind.PERSON): "bc_ca_nhan",
    ("cong_trang", SubjectKind.COLLECTIVE): "bc_tap_the",
}
PAPER_KINDS = (*_PLAIN, *REPORT_SUBJECTS)


class NoForm(LookupError):
    """The law knows no such paper for this subject or this type of award."""


@dataclass(frozen=True, kw_only=True)
class Form(Cited):
    """What is stored with a sealed paper and printed at its head.

    `number` is None where no statutory form exists. `mark` is the trust in the number (of the layout where
    there is none), `body_mark` that in the wording and order of the headings.
    """

    code: str
    number: str | None
    version: str
    title: str
    mark: Mark
    basis: str
    body_mark: Mark
    sections: tuple[Section, ...]

    @property
    def label(self) -> str:
        """ "Mẫu số 08", or nothing where no statutory form exists."""
        return f"Mẫu số {self.number}" if self.number else ""


def form_of(paper_kind: str, day: date, subject_kind: str | None = None, award_type: str = "chuyen_de") -> Form:
    """Return the form of a paper for a law date.

    `paper_kind` is one of PAPER_KINDS; the three reports name their subject themselves, and `subject_kind`,
    when given, must agree. `award_type` (chuyen_de, dot_xuat, cong_trang) matters for reports only. A report
    for a household uses the individual block: a statutory household form is not known.
    Raises NoForm, NotInForce.
    Source: forms.md 1.0 (NĐ 98/2023 and NĐ 152/2025, annexes), part 4.
    """
    version = PAPERS[_code(paper_kind, subject_kind, award_type)].on(day)
    body, number = version.body, version.number
    return Form(
        code=_code(paper_kind, subject_kind, award_type),
        number=cast(str, number.value) if number else None,
        version=body.version,
        title=version.title,
        mark=number.mark if number else version.mark,
        basis=body.basis,
        cites=number.cites if number else version.cites,
        body_mark=body.mark,
        sections=body.sections,
    )


def fields_of(form: Form, subject_kind: str) -> tuple[tuple[str, tuple[FormField, ...]], ...]:
    """The headings of a form with the fields this kind of subject fills in, in printed order."""
    subject = SubjectKind(subject_kind)
    return tuple(
        (section.heading, tuple(field for field in section.fields if subject in field.subjects))
        for section in form.sections
    )


def _code(paper_kind: str, subject_kind: str | None, award_type: str) -> str:
    if paper_kind in _PLAIN:
        return _PLAIN[paper_kind]
    subject = REPORT_SUBJECTS.get(paper_kind)
    if subject is None or subject_kind not in (None, subject):
        raise NoForm(f"no paper {paper_kind!r} for subject {subject_kind!r}")
    try:
        return _REPORTS[award_type, subject]
    except KeyError:
        raise NoForm(f"no report of type {award_type!r} for {subject}") from None
