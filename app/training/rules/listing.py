"""How the list of classes is narrowed and ordered."""

from enum import StrEnum


class Stage(StrEnum):
    """How far a class has come by the days of its trainings, and whether its attendance is whole."""

    EMPTY = "empty"  # no training yet
    AHEAD = "ahead"  # its first training is to come
    GOING_ON = "going-on"  # begun, its last training is today or to come
    OVER = "over"  # its last training is past
    UNMARKED = "unmarked"  # a training up to today lacks marks


class Order(StrEnum):
    """The orders of the list; the newest class first where nothing is asked."""

    NEWEST = "newest"
    TITLE = "title"
    HAMLET = "hamlet"
    FIRST_DAY = "first-day"
