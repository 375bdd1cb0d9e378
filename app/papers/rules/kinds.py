"""Which papers there are, and who sees and numbers them."""

KINDS = (
    "commitment",
    "attendance_sheet",
    "completion_list",
    "completion",
    "proposal",
    "roll",
    "report_person",
    "report_collective",
    "report_household",
    "merit_summary",
    "minutes",
    "vote_count",
    "decision",
    "revocation",
    "certificate",
    "paper_copy",
    "excerpt",
    "ballot",
    "invitation",
    "supplement_request",
    "handover_minutes",
    "inspection_minutes",
    "progress_report",
    "plan",
    "plan_amendment",
    "announcement",
    "sign_for_list",
    "dossier",
)

# The kinds văn thư enters in a register; the others (giấy khen, bản cam kết, danh sách) carry no number of their own.
NUMBERED = frozenset(
    {
        "proposal",
        "minutes",
        "vote_count",
        "decision",
        "revocation",
        "invitation",
        "progress_report",
        "plan",
        "plan_amendment",
        "announcement",
        "supplement_request",
        "handover_minutes",
        "inspection_minutes",
        "completion",
        "paper_copy",
        "excerpt",
    }
)

# What a council member or the province needs, also of the plan and what was reported on it; a pledge or an attendance
# list is nobody's but the commune's.
DOSSIER_KINDS = frozenset(
    {
        "proposal",
        "roll",
        "report_person",
        "report_collective",
        "report_household",
        "merit_summary",
        "minutes",
        "vote_count",
        "decision",
        "revocation",
        "certificate",
        "supplement_request",
        "handover_minutes",
        "plan",
        "plan_amendment",
        "progress_report",
    }
)

# What officials work on outside or send as Word file; a pledge, a ballot or a giấy khen is only printed.
EDITABLE = frozenset(
    {
        "proposal",
        "roll",
        "completion_list",
        "report_person",
        "report_collective",
        "report_household",
        "merit_summary",
        "minutes",
        "vote_count",
        "decision",
        "revocation",
        "invitation",
        "progress_report",
        "plan",
        "plan_amendment",
        "announcement",
        "supplement_request",
        "handover_minutes",
        "inspection_minutes",
    }
)
