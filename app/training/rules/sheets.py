"""What a phiếu điểm danh may print beside name, hamlet, signature and note, and how many lines stay free."""

# The columns that a commune may have printed or not; the group of a learner stands in the note.
SEX, BIRTH_YEAR, GROUP = "sex", "birth_year", "group"

# The local rule that switches each of them on.
COLUMN_RULES = {
    SEX: "training.sheet.sex",
    BIRTH_YEAR: "training.sheet.birth_year",
    GROUP: "training.sheet.group",
}

BLANK_ROWS = 5  # for learners who come unannounced, unless another number is asked for
MOST_BLANK_ROWS = 60
MOST_SCAN_PAGES = 20  # of the signed sheet of one training: each is looked at while the official waits
