"""When each chapter of the story happens, counted back from the day it is told for."""

from dataclasses import dataclass
from datetime import date, timedelta

# The first day of the two-tier communes: the directory and the law data begin here.
COMMUNES_BEGIN = date(2025, 7, 1)
LENGTH = timedelta(days=120)
EARLIEST = COMMUNES_BEGIN + LENGTH


@dataclass(frozen=True)
class Days:
    """The days of the story; `last` is the day it is told for."""

    last: date

    def before(self, days: int) -> date:
        """So many days before the last one."""
        return self.last - timedelta(days=days)

    @property
    def first(self) -> date:
        """The books are opened."""
        return self.last - LENGTH

    @property
    def plan(self) -> date:
        """The plan of the movement is issued."""
        return self.before(115)

    @property
    def campaign(self) -> date:
        """The campaign of signing begins."""
        return self.before(105)

    @property
    def signing(self) -> date:
        """The first stack comes back signed."""
        return self.before(90)

    @property
    def trainings(self) -> tuple[date, date, date]:
        """The three evenings of each class."""
        return self.before(80), self.before(73), self.before(66)

    @property
    def results(self) -> date:
        """The organiser writes down who passed."""
        return self.before(60)

    @property
    def round(self) -> date:
        """The award round is opened and the nominees are put forward."""
        return self.before(45)

    @property
    def publication(self) -> date:
        """The names are made public."""
        return self.before(40)

    @property
    def call(self) -> date:
        """The council is invited."""
        return self.before(34)

    @property
    def meeting(self) -> date:
        """The council meets."""
        return self.before(30)

    @property
    def absence(self) -> tuple[date, date]:
        """The chair is away and a deputy signs: the first day and the last."""
        return self.before(28), self.before(25)

    @property
    def proposal(self) -> date:
        """The proposal is signed."""
        return self.before(27)

    @property
    def decision(self) -> date:
        """The chair decides."""
        return self.before(20)

    @property
    def handover(self) -> date:
        """The finished dossier is handed over to be kept."""
        return self.before(10)

    @property
    def submission(self) -> date:
        """The dossier goes to the province."""
        return self.before(2)

    @property
    def plan_from(self) -> date:
        """The period of the plan begins with the year of its issue, but not before there was a commune."""
        return max(COMMUNES_BEGIN, date(self.plan.year, 1, 1))

    @property
    def plan_until(self) -> date:
        """The first day after the plan's period."""
        return date(self.last.year + 1, 1, 1)
