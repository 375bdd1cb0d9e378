"""What may be done with a list that comes in, and the steps it takes."""

from enum import StrEnum


class ImportState(StrEnum):
    """How far a list has come."""

    READING = "reading"
    OPEN = "open"
    SAVING = "saving"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
