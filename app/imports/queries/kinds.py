"""Every kind of list that the house takes in, by its name in the address and in the command."""

from collections.abc import Collection

from werkzeug.exceptions import NotFound

from app.access import Can
from app.activities.lists.activities import ActivityList
from app.commendations.lists.nominees import NomineeList
from app.commendations.lists.past_awards import PastAwardList
from app.people.lists.collectives import CollectivesList
from app.people.lists.households import HouseholdsList
from app.people.lists.people import PeopleList
from app.people.lists.team_members import TeamMembersList
from app.places.lists.hamlets import HamletList
from app.places.lists.units import UnitList
from app.plans.lists.population import PopulationList
from app.plans.lists.targets import TargetList
from app.plans.lists.tasks import TaskList
from app.reading.kinds import ListKind
from app.training.lists.attendance import AttendanceList
from app.training.lists.participants import ParticipantsList

_KINDS: tuple[type[ListKind], ...] = (
    PeopleList,
    HouseholdsList,
    CollectivesList,
    TeamMembersList,
    HamletList,
    UnitList,
    ParticipantsList,
    AttendanceList,
    NomineeList,
    PastAwardList,
    PopulationList,
    TargetList,
    TaskList,
    ActivityList,
)

KINDS: dict[str, ListKind] = {kind.name: kind() for kind in _KINDS}


def kinds_of(verbs: Collection[Can]) -> list[str]:
    """The kinds of lists that someone with these verbs may bring in."""
    return [name for name, kind in KINDS.items() if kind.verb in verbs]


def kind_of(name: str) -> ListKind:
    """The kind of this name; a 404 for one there is none of."""
    if name not in KINDS:
        raise NotFound
    return KINDS[name]
