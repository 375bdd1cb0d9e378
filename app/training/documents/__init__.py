"""Facts of training: the phiếu điểm danh, the list of who completed a class, the paper each of them takes home."""

from app.training.documents.completion import (
    CompletionList,
    CompletionRecord,
    CompletionRow,
    completion_list,
    completion_record,
    list_title,
    record_title,
)
from app.training.documents.sheets import (
    COME,
    INVITATION_SYMBOL,
    AttendanceRow,
    AttendanceSheet,
    attendance_sheet,
    hour_text,
    invitation,
    invitation_title,
    still_says,
    title,
)

__all__ = [
    "AttendanceRow",
    "AttendanceSheet",
    "COME",
    "CompletionList",
    "CompletionRecord",
    "CompletionRow",
    "INVITATION_SYMBOL",
    "attendance_sheet",
    "completion_list",
    "completion_record",
    "hour_text",
    "invitation",
    "invitation_title",
    "list_title",
    "record_title",
    "still_says",
    "title",
]
