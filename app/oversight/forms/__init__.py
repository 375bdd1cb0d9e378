"""Forms of oversight: a report begun, written, approved, taken back, issued."""

from app.oversight.forms.reports import ApproveForm, IssueForm, NewReportForm, TakeBackForm, part_field, write_form

__all__ = ["ApproveForm", "IssueForm", "NewReportForm", "TakeBackForm", "part_field", "write_form"]
