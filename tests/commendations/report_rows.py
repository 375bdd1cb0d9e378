"""One evening class of the hamlet with all that a report may tell of it: people, turns, results, ways, pledges."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from app.commendations import actions
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import AwardType
from app.commitments import actions as pledging
from app.commitments.actions import following
from app.commitments.rules import State as Pledge
from app.db import db
from app.people import actions as people
from app.people.models import Collective, Household, Person
from app.places import queries as places
from app.plans import actions as plans
from app.plans.actions import initiatives
from app.plans.models import Plan
from app.training import actions as training
from app.training.actions import online
from app.training.models import Course
from tests.cast import DAY
from tests.commendations import rows
from tests.commitments import rows as commitments

HOURS = {"starts": time(19, 0), "ends": time(21, 0)}


@dataclass(frozen=True)
class World:
    """The hamlet and whom it may put forward."""

    dossier: Dossier
    teacher: Person
    family: Household
    team: Collective
    office: Collective
    company: Collective
    course: Course

    @property
    def plan(self) -> Plan:
        """The plan of the round."""
        return self.dossier.round.plan

    def nominee(self, subject: Person | Household | Collective) -> Nominee:
        """Put somebody forward."""
        return actions.add_nominee(self.dossier, subject, DAY)


def world(user, award_type: AwardType = AwardType.THEMATIC) -> World:
    """A teacher, a family of two who learn, a team, an office and a company; needs acting and places."""
    hamlet, unit = places.hamlets(DAY)[0], places.units(DAY)[0]
    teacher = rows.person(hamlet, "Trần Thị Lý", 1980)
    head = rows.person(hamlet, "Nguyễn Hoàng Quốc Khánh", 1975)
    family = people.save_household(None, head, hamlet, None, 5)
    second = people.save_person(None, DAY, name="Lê Thị Mai", birth_year=1978, hamlet_id=hamlet.id,
                                household_id=family.id, vneid_confirmed_on=date(2026, 4, 2))  # fmt: skip
    third = rows.person(hamlet, "Lò Văn Ẳng", 1990)
    team = rows.collective(hamlet)
    office = people.save_collective(
        None, name="Phòng Văn hóa - Xã hội", unit_id=unit.id, head_name="Lê Thị Khánh Huyền", head_post="Trưởng phòng"
    )
    company = people.save_collective(
        None, name="Công ty TNHH Vạn An Xanh", head_name="Hồ Sỹ Bình", head_post="Giám đốc"
    )
    company.is_enterprise = True
    dossier = actions.open_dossier(rows.award_round(award_type=award_type), "GK_XA", rows.MERIT, user, DAY)
    course = held(dossier.round.plan, hamlet, teacher, [head, second, third])
    online.enter_result(second, title="An toàn thông tin", platform="Nền tảng số", completed_on=date(2026, 5, 1),
                        source="Danh sách nền tảng", today=DAY)  # fmt: skip
    pledge = commitments.signed_by(dossier.round.plan_id, family, date(2026, 3, 1))
    following.judge(pledge, Pledge.KEPT, "Thôn bình xét", DAY)
    return World(dossier, teacher, family, team, office, company, course)


def held(plan: Plan, hamlet, teacher: Person, learners: list[Person], title: str = "Kỹ năng số cơ bản") -> Course:
    """Two evenings, the last learner missed the second one; the first two passed, each in another way."""
    course = training.save_course(
        None, plan=plan, title=title, topic="VNeID", target_group="T3", place="Nhà văn hóa thôn Đông Yên",
        hamlet=hamlet, instructor=teacher, instructor_name=teacher.name,
    )  # fmt: skip
    meetings = [training.save_training(course, None, day=date(2026, 3, day), **HOURS) for day in (5, 12)]
    listed = [training.add_learner(course, one) for one in learners]
    db.session.flush()
    marks = {(meeting.id, one.id): "present" for meeting in meetings for one in listed}
    marks.pop((meetings[1].id, listed[-1].id))
    training.mark_attendance(course, marks, DAY)
    training.record_results(
        course, {one.id: ("passed", way) for one, way in zip(listed[:2], ("alone", "guided"), strict=True)}
    )
    return course


def pledged(found: World, subject: Collective, code: str) -> None:
    """The pledge of a collective in a campaign of its own, signed in March."""
    day = date(2026, 3, 2)
    fields = commitments.campaign_fields(
        found.plan.id, "collective", code, name=f"Đợt ký của {subject.name}", opens_on=day, valid_from=day
    )
    row = pledging.make_commitments(pledging.save_campaign(None, **fields), [subject]).commitments[0]
    pledging.receive(row, day, DAY)


def one_more_learner_of_the_class() -> None:
    """The books change: another neighbour came to the first evening."""
    course = db.session.scalars(select(Course)).one()
    number = len(course.learners)
    listed = training.add_learner(course, rows.person(course.hamlet, "Vi Thị Xoan", 1960 + number))
    db.session.flush()
    training.mark_attendance(course, {(course.trainings[0].id, listed.id): "present"}, DAY)


def nobody_came() -> None:
    """The books change: the marks of the class were those of another one."""
    course = db.session.scalars(select(Course)).one()
    cells = {(meeting.id, one.id): None for meeting in course.trainings for one in course.learners}
    training.mark_attendance(course, cells, DAY)


def initiative(nominee: Nominee, subject: Person) -> None:
    """A solution that the commune recognised, on which the award rests."""
    row = initiatives.save_initiative(
        None, subject, kind="solution", title="Thẻ nhớ năm bước", since=date(2026, 2, 1), scope="commune",
        effect="rút ngắn một buổi học còn 90 phút", recognised_by="Quyết định số 15/QĐ-UBND",
        recognised_on=date(2026, 6, 20), used_by="", today=DAY,
    )  # fmt: skip
    db.session.flush()
    actions.add_ground(nominee, row)


def criterion(found: World) -> None:
    """What the plan counts of a person."""
    plans.add_criterion(
        found.plan, "GK_XA", "person", "Hướng dẫn ít nhất 02 người", "people-taught", 2, reason="Bổ sung"
    )
