"""Until when whoever has a dossier on the table has to be done with it: which limit runs, and since which day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.commendations.rules.states import State, decided_here
from app.workdays import Calendar


class Limited(StrEnum):
    """What is limited in time: the key of the rule in law.DEFAULTS, or a day that somebody wrote down."""

    ROUND = "round"
    MEND = "mend"
    DECIDE = "limit.commune.decide"
    RETURN = "limit.central.return_dossier"
    APPRAISE = "limit.central.appraise"
    NOTIFY = "limit.central.notify_refusal"


# The limits of the central level are kept by nobody else than its own bodies: a commune or province is reminded.
REMINDERS = frozenset({Limited.RETURN, Limited.APPRAISE, Limited.NOTIFY})
REMINDER_RULE = "limit.commune.reminder"


@dataclass(frozen=True)
class DossierDays:
    """The days of a dossier by which its limits run.

    `asked` is the newest phiếu of the province that returned it: its day and the working days it gives.
    """

    state: State
    award: str
    deadline: date
    proposed_on: date | None = None
    submitted_on: date | None = None
    ended_on: date | None = None
    asked: tuple[date, int] | None = None


@dataclass(frozen=True)
class Running:
    """A limit that runs: of what, since when; without a start `due` is the day somebody wrote down."""

    what: Limited
    start: date | None = None
    due: date | None = None
    working_days: int | None = None


@dataclass(frozen=True)
class TimeLimit:
    """The last day for a dossier's next step, the working days left until then, and what says so.

    `citation` and `mark` are those of the rule, empty where the round or a phiếu set the day. `remind_on` is the day
    from which one is reminded, where a rule says so.
    """

    what: Limited
    due: date
    left: int
    citation: str = ""
    mark: str = ""
    remind_on: date | None = None

    @property
    def reminds(self) -> bool:
        """Whether the limit binds others and only reminds here."""
        return self.what in REMINDERS

    def late(self, day: date) -> bool:
        """Whether its last day has passed."""
        return self.due < day


def running(days: DossierDays) -> Running | None:
    """Which limit runs for a dossier; None where nothing is waited for.

    Source: commendation.md section 11 and QĐ 638/QĐ-BNV (giấy khen, counted from the tờ trình); QĐ 311/QĐ-BNV 2025 for
    the limits of the central level, which only remind here; the round and the phiếu for the days they name.
    """
    by_round = Running(Limited.ROUND, due=days.deadline)
    here = decided_here(days.award)
    match days.state:
        case State.DRAFT | State.VOTED:
            return by_round
        case State.PROPOSED | State.APPROVED if here and days.proposed_on:
            return Running(Limited.DECIDE, days.proposed_on)
        case State.PROPOSED:
            return by_round
        case State.RETURNED:
            return Running(Limited.MEND, days.asked[0], working_days=days.asked[1]) if days.asked else by_round
        case State.SUBMITTED:
            return Running(Limited.RETURN, days.submitted_on)
        case State.ACCEPTED:
            return Running(Limited.APPRAISE, days.submitted_on)
        case State.REJECTED:
            return Running(Limited.NOTIFY, days.ended_on)
    return None


def last_day(found: Running, working_days: int | None, calendar: Calendar) -> date | None:
    """The last day of a running limit; None where its start is not known."""
    if found.due is not None:
        return found.due
    count = found.working_days if found.working_days is not None else working_days
    return calendar.add(found.start, count) if found.start is not None and count is not None else None
