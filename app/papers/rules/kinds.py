"""Which papers there are, and who sees and numbers them."""

KINDS = (
    "commitment",
    "attendance_sheet",
    "proposal",
    "roll",
    "report_person",
    "report_collective",
    "report_household",
    "minutes",
    "vote_count",
    "decision",
    "certificate",
    "dossier",
)

# The kinds văn thư enters in a register; the others (giấy khen, bản cam kết, danh sách) carry no number of their own.
NUMBERED = frozenset({"proposal", "minutes", "vote_count", "decision"})

# What a council member or the province needs; a pledge or an attendance list is nobody's but the commune's.
DOSSIER_KINDS = frozenset(
    {
        "proposal",
        "roll",
        "report_person",
        "report_collective",
        "report_household",
        "minutes",
        "vote_count",
        "decision",
        "certificate",
    }
)
