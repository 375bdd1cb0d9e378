"""Which template lays out which paper."""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "commitment": "documents/commitment.html",
        "attendance_sheet": "documents/attendance_sheet.html",
        "completion_list": "documents/completion_list.html",
        "completion": "documents/completion.html",
        "proposal": "documents/proposal.html",
        "roll": "documents/roll.html",
        "report_person": "documents/report_person.html",
        "report_collective": "documents/report_collective.html",
        "report_household": "documents/report_household.html",
        "report_person-bc_dot_xuat": "documents/report_person-bc_dot_xuat.html",
        "report_collective-bc_dot_xuat": "documents/report_collective-bc_dot_xuat.html",
        "report_household-bc_dot_xuat": "documents/report_household-bc_dot_xuat.html",
        "report_person-bc_ca_nhan": "documents/report_person-bc_ca_nhan.html",
        "report_collective-bc_tap_the": "documents/report_collective-bc_tap_the.html",
        "merit_summary": "documents/merit_summary.html",
        "minutes": "documents/minutes.html",
        "vote_count": "documents/vote_count.html",
        "decision": "documents/decision.html",
        "revocation": "documents/revocation.html",
        "certificate": "documents/certificate.html",
        "paper_copy": "documents/paper_copy.html",
        "excerpt": "documents/excerpt.html",
        "ballot": "documents/ballot.html",
        "invitation": "documents/invitation.html",
        "supplement_request": "documents/supplement_request.html",
        "handover_minutes": "documents/handover_minutes.html",
        "inspection_minutes": "documents/inspection_minutes.html",
        "progress_report": "documents/progress_report.html",
        "plan": "documents/plan.html",
        "plan_amendment": "documents/plan_amendment.html",
        "announcement": "documents/announcement.html",
        "sign_for_list": "documents/sign_for_list.html",
        "dossier": "documents/dossier.html",
    }
)


def layout_of(kind: str, form_code: str) -> str:
    """The layout of a kind of paper for a form: the kind's own, or that of a form which is laid out otherwise.

    A report is one kind in a dossier whatever its form; the form of the award's type decides how it looks.
    """
    layout = f"{kind}-{form_code}"
    return layout if layout in TEMPLATES else kind


def template_of(kind: str, form_code: str) -> str:
    """The template of a kind of paper for a form."""
    return TEMPLATES[layout_of(kind, form_code)]
