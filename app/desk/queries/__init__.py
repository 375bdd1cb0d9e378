"""Reads of the desk: today's work from every slice, search over everything, a running job."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from app import jobs, text
from app.access import Can, Role
from app.accounts import queries as accounts
from app.activities.queries import inspections, listing
from app.commendations import queries as commendations
from app.commendations.queries import handing
from app.commendations.rules import State as DossierState
from app.commitments import queries as commitments
from app.commitments.queries import acts, progress
from app.commitments.rules import State, last_day
from app.db import db
from app.desk.rules import AHEAD, Todo, by_deadline, counted, quoted
from app.imports.queries import listing as incoming
from app.imports.queries.kinds import kinds_of
from app.oversight.queries import reports
from app.oversight.rules.reports import ReportState
from app.papers import queries as papers
from app.papers.rules import SheetState
from app.places import queries as places
from app.plans import queries as plans
from app.plans.queries import tasks, versions
from app.plans.rules.tasks import SOON as TASK_SOON
from app.tenancy import actor_of, scope_of
from app.training import queries as training
from app.training.queries import rolls
from app.workdays import Calendar


def todos(verbs: frozenset[Can], day: date, calendar: Calendar | None = None) -> list[Todo]:
    """Today's work of someone with these verbs, by deadline; empty when done.

    Args: calendar, by which the working days left are counted, where the caller has it already.
    """
    calendar = calendar or places.calendar()
    found: list[Todo] = []
    for verb, gather in (
        (Can.PLAN_WRITE, _plans),
        (Can.COMMITMENT_RECEIVE, _commitments),
        (Can.ATTENDANCE_MARK, _trainings),
        (Can.PAPER_SCAN, _scans),
        (Can.PAPER_NUMBER, _numbers),
    ):
        if verb in verbs:
            found += gather(day)
    if Can.COMMITMENT_WRITE in verbs:
        found += _promises(day, calendar) + _to_judge(day)
    if Can.DOSSIER_WRITE in verbs:
        found += _suggestions(day) + _ceremonies(day)
    if Can.PLAN_WRITE in verbs:
        found += _inspections(day, calendar)
    if Can.ACTIVITY_WRITE in verbs:
        found += _activities(day)
    if Can.TASK_REPORT in verbs:
        found += _tasks(verbs, day, calendar)
    found += _lists(verbs) + _plan_papers(verbs) + _reports(verbs) + _dossiers(verbs, day, calendar)
    return by_deadline([counted(todo, day, calendar) for todo in found])


def _plans(_day: date) -> list[Todo]:
    known = plans.listed()
    if not known:
        return [Todo("Chưa có kế hoạch phong trào: lập kế hoạch để bắt đầu.", "plans.index")]
    return [
        Todo(
            f"Kế hoạch {plan.reference_number or quoted(plan.title)} chưa có tiêu chí khen thưởng cụ thể.",
            "plans.show",
            (("plan_id", plan.id),),
        )
        for plan in known
        if plans.is_own(plan) and not plan.criteria
    ]


def _tasks(verbs: frozenset[Can], day: date, calendar: Calendar) -> list[Todo]:
    """The tasks due soon or overdue: those of the own unit, of everybody for who writes the plans, late ones for all.

    Whoever works in no unit and writes no plan (a leader) is told how many are late and where they stand.
    """
    writes = Can.PLAN_WRITE in verbs
    units = accounts.units_of(actor_of(db.session()).id, scope_of(db.session()).home, day)
    if not writes and not units:
        late = tasks.count_late(day)
        words = f"{text.number_text(late)} nhiệm vụ của kế hoạch quá hạn."
        return [Todo(words, "plans.tasks", (("state", "late"),))] if late else []
    due = tasks.due_until(calendar.add(day, TASK_SOON), None if writes else units, NAMED + 1)
    found = [
        Todo(
            f"Nhiệm vụ “{quoted(one.text)}”{_by(one)}: {one.progress} %.",
            "plans.task",
            (("plan_id", one.plan_id), ("task_id", one.id)),
            one.due_on,
        )
        for one in due[:NAMED]
    ]
    if len(due) > NAMED:
        found.append(
            Todo("Còn nhiệm vụ khác sắp hết hạn, quá hạn: xem danh sách.", "plans.tasks", (), due[NAMED].due_on)
        )
    lost = tasks.without_owner(day) if writes else 0
    if lost:
        words = f"{text.number_text(lost)} nhiệm vụ có đơn vị chủ trì đã giải thể: giao cho đơn vị khác."
        found.append(Todo(words, "plans.tasks", (("state", "owner-ended"),)))
    return found


def _by(task: Any) -> str:
    return f" ({task.owner_name})" if task.owner_name else ""


def _lists(verbs: frozenset[Can]) -> list[Todo]:
    """Lists one has brought in of which lines still wait to be looked at or written."""
    waiting = incoming.waiting(kinds_of(verbs), actor_of(db.session()).id, NAMED)
    return [
        Todo(
            f"Danh sách nhập từ “{quoted(one.source)}”: {text.number_text(one.count)} dòng chờ xem, ghi.",
            "imports.show",
            (("list_id", one.list_id),),
        )
        for one in waiting
    ]


def _plan_papers(verbs: frozenset[Can]) -> list[Todo]:
    """What waits for the leader: drafts and changes of issued plans; and for văn thư: what is approved."""
    approves, numbers = Can.PLAN_APPROVE in verbs, Can.PAPER_NUMBER in verbs
    found = []
    if approves:
        found += [(plan, f"{_plan_name(plan)}: dự thảo chờ duyệt.", "plans.approval") for plan in versions.drafts()]
        found += [
            (
                plan,
                f"{_plan_name(plan)}: {text.number_text(count)} thay đổi chờ duyệt để ban hành.",
                "plans.approval",
            )
            for plan, count in versions.amended()
        ]
    if numbers or (approves and Can.DOSSIER_REVIEW in verbs):  # a province has no văn thư: who approves numbers
        words = "đã duyệt, chờ cấp số, ban hành."
        found += [(plan, f"{_plan_name(plan)}: {words}", "plans.issuing") for plan in versions.to_number()]
    return [Todo(words, endpoint, (("plan_id", plan.id),)) for plan, words, endpoint in found]


def _reports(verbs: frozenset[Can]) -> list[Todo]:
    """The periodic reports that wait to be approved, for the leader, and to be numbered, for văn thư."""
    approves = Can.PLAN_APPROVE in verbs
    numbers = Can.PAPER_NUMBER in verbs or (approves and Can.DOSSIER_REVIEW in verbs)
    asked = (
        (approves, ReportState.DRAFT, "dự thảo chờ duyệt"),
        (numbers, ReportState.APPROVED, "chờ cấp số, ban hành"),
    )
    return [
        Todo(f"{quoted(row.title)}: {words}.", "oversight.report", (("report_id", row.id),))
        for may, state, words in asked
        if may
        for row in reports.listed(reports.Wanted(state=state), limit=NAMED)
    ]


def _plan_name(plan: Any) -> str:
    return f"Kế hoạch {plan.reference_number}" if plan.reference_number else quoted(plan.title)


def _commitments(_day: date) -> list[Todo]:
    totals = commitments.totals()
    found = []
    for campaign in commitments.campaigns():
        states = totals.get(campaign.id, {})
        missing = sum(states.get(state, 0) for state in (State.DRAFTED, State.PRINTED))
        if missing:
            words = f"{campaign.name}: còn {text.number_text(missing)} bản chưa ký."
            found.append(Todo(words, "commitments.campaign", (("campaign_id", campaign.id),), campaign.closes_on))
    return found


# Who pledged, as a line of work counts them.
_PLEDGERS = {"household": "hộ", "collective": "tập thể", "person": "người", "official": "người"}


def _promises(day: date, calendar: Calendar) -> list[Todo]:
    """The promises due soon or overdue of whom not all is known; of a campaign whose time is over all is judged."""
    kinds = {one.id: one.wording.subject_kind for one in commitments.campaigns()}
    due = progress.due_promises(calendar.add(day, AHEAD))
    return [
        Todo(
            f"Điều {one.promise.position} “{quoted(one.promise.text)}” của {one.campaign.name}: "
            f"{text.number_text(one.open)} {_PLEDGERS[kinds[one.campaign.id]]} chưa thực hiện.",
            "commitments.promise",
            (("campaign_id", one.campaign.id), ("promise_id", one.promise.id)),
            one.due_on,
        )
        for one in due
        if one.campaign.valid_until > day
    ]


def _to_judge(day: date) -> list[Todo]:
    return [
        Todo(
            f"{campaign.name} đã hết thời hạn: {text.number_text(count)} bản chưa đánh giá.",
            "commitments.preview_judgement",
            (("campaign_id", campaign.id),),
            last_day(campaign.valid_until),
        )
        for campaign, count in progress.to_judge(day)
    ]


def _inspections(day: date, calendar: Calendar) -> list[Todo]:
    """Inspections to prepare or to write down, those without minutes, and what they asked to mend by soon."""
    soon, since = calendar.add(day, AHEAD), day - timedelta(days=LOOKED_BACK)
    open_ones = [(one, one.day, _inspection_words(one.day, day)) for one in inspections.planned(since, soon)]
    unsealed = [(one, one.held_on, "chưa lập biên bản") for one in inspections.without_minutes(since)]
    return [
        Todo(f"{row.title}: {words}.", "activities.inspection", (("inspection_id", row.id),), due)
        for row, due, words in open_ones + unsealed
    ] + [
        Todo(
            f"Khắc phục sau kiểm tra tại {one.inspection.inspected_name}: {quoted(one.text)} ({one.responsible}).",
            "activities.finding",
            (("finding_id", one.id),),
            one.due_on,
        )
        for one in inspections.due_findings(soon)
    ]


def _activities(day: date) -> list[Todo]:
    """Activities planned for a day that is over: nobody wrote down how they went; of many it says where they stand."""
    found = listing.waiting(day, NAMED + 1)
    if len(found) > NAMED:
        words = f"Hơn {NAMED} hoạt động đã qua ngày chưa ghi kết quả."
        return [Todo(words, "activities.index", (("state", listing.WAITING),), found[0].day)]
    return [
        Todo(
            f"{one.title}: ghi kết quả, hoặc lý do không tổ chức.",
            "activities.show",
            (("activity_id", one.id),),
            one.last_day or one.day,
        )
        for one in found
    ]


def _inspection_words(planned: date, day: date) -> str:
    return "ghi kết quả, hoặc lý do không kiểm tra" if planned < day else "chuẩn bị kiểm tra"


NAMED = 20  # meetings that the home page names; of more it says where they all stand
LOOKED_BACK = 366  # days: what was left open longer ago is looked for on purpose, not every morning
SOON = 7  # days in which a class to come needs its sheet


def _trainings(day: date) -> list[Todo]:
    found = training.unmarked(day, day - timedelta(days=LOOKED_BACK), NAMED + 1)
    todos = [
        Todo(
            f"{one.training.course.title}: buổi ngày {text.day_text(one.training.day)} "
            f"còn {text.number_text(one.left)} người chưa điểm danh.",
            "training.show_training",
            (("training_id", one.training.id),),
            one.training.day,
        )
        for one in found[:NAMED]
    ]
    if len(found) > NAMED:
        words = "Còn buổi khác chưa điểm danh đủ: xem danh sách lớp thiếu điểm danh."
        todos.append(Todo(words, "training.index", (("state", "unmarked"),), found[NAMED].training.day))
    return todos + _without_sheet(day)


def _without_sheet(day: date) -> list[Todo]:
    """The meetings of the next days for which no sheet was made to sign on."""
    coming = training.without_sheet(day, day + timedelta(days=SOON), NAMED)
    return [
        Todo(
            f"{one.course.title}: buổi ngày {text.day_text(one.day)} chưa lập phiếu điểm danh.",
            "training.show_training",
            (("training_id", one.id),),
            one.day,
        )
        for one in coming
    ]


def meetings(roles: Iterable[str], day: date) -> rolls.Agenda | None:
    """The meetings of today and those to come for a trainer, whose work they are; None for everybody else."""
    return rolls.agenda(day) if Role.TRAINER in set(roles) else None


# What a dossier waits for, by who has it on the table; an accepted one once the province should have answered.
_ON_THE_DESK = {
    DossierState.DRAFT: "đang soạn: còn đề nghị, báo cáo hoặc họp Hội đồng",
    DossierState.VOTED: "đã họp Hội đồng: lập tờ trình và danh sách",
    DossierState.PROPOSED: "đã có tờ trình: chờ lãnh đạo phê duyệt",
    DossierState.RETURNED: "tỉnh trả lại: sửa theo ý kiến rồi nộp lại",
    DossierState.ACCEPTED: "tỉnh đã nhận, quá thời hạn thẩm định: hỏi kết quả, ghi quyết định",
    DossierState.REJECTED: "không được khen thưởng: báo lý do cho người được đề nghị",
}
_TO_SEND = "đã có tờ trình: nộp tỉnh"
_FOR_THE_LEADER = {DossierState.PROPOSED: "chờ phê duyệt quyết định khen thưởng"}
_FOR_THE_CLERK = {DossierState.APPROVED: "đã được duyệt: cấp số, ban hành quyết định"}
_TO_REVIEW = {DossierState.SUBMITTED: "chờ thẩm định"}
_TO_NOTIFY = {DossierState.REJECTED: "đã từ chối: thông báo bằng văn bản cho nơi trình"}


def _dossiers(verbs: frozenset[Can], day: date, calendar: Calendar) -> list[Todo]:
    """The dossiers each role has on the table, each until the day its limit ends."""
    asked = [
        (verb, words, endpoint)
        for verb, words, endpoint in (
            (Can.DOSSIER_WRITE, _ON_THE_DESK, "commendations.show"),
            (Can.DOSSIER_DECIDE, _FOR_THE_LEADER, "commendations.approval"),
            (Can.PAPER_NUMBER, _FOR_THE_CLERK, "commendations.decision"),
            (Can.DOSSIER_REVIEW, _TO_REVIEW, "commendations.review"),
            (Can.DOSSIER_REVIEW, _TO_NOTIFY, "commendations.show"),
        )
        if verb in verbs
    ]
    if not asked:
        return []
    waiting = commendations.in_states({state for _verb, words, _endpoint in asked for state in words})
    limits = commendations.time_limits(waiting, day, calendar)
    return [
        _dossier(one, _words(one, words), endpoint, limits.get(one.id))
        for verb, words, endpoint in asked
        for one in waiting
        if one.state in words and _is_work(one, verb, limits.get(one.id), day)
    ]


def _words(dossier: Any, words: dict[DossierState, str]) -> str:
    """What a dossier waits for; one of a higher award is not approved here but sent."""
    if dossier.state == DossierState.PROPOSED and not commendations.decided_here(dossier):
        return _TO_SEND
    return words[DossierState(dossier.state)]


def _is_work(dossier: Any, verb: Can, limit: Any, day: date) -> bool:
    """Whether somebody with this verb has to do something about a dossier today."""
    if verb is Can.DOSSIER_DECIDE:
        return commendations.decided_here(dossier)
    if verb is Can.DOSSIER_REVIEW and commendations.decided_here(dossier):
        return False
    if dossier.state == DossierState.REJECTED:
        return limit is not None
    if dossier.state == DossierState.ACCEPTED:
        return limit is not None and limit.late(day)
    return True


def _dossier(dossier: Any, words: str, endpoint: str, limit: Any) -> Todo:
    return Todo(
        f"{commendations.title_of(dossier)}: {words}.",
        endpoint,
        (("dossier_id", dossier.id),),
        limit.due if limit else None,
    )


def _suggestions(_day: date) -> list[Todo]:
    """What units and hamlets propose and nobody has gathered yet, until the dossiers of the round have to be made."""
    return [
        Todo(
            f"{line.award_round.name}: {text.number_text(line.waiting)} đề xuất của đơn vị, thôn chờ tổng hợp.",
            "commendations.suggestions",
            (("round_id", line.award_round.id),),
            line.award_round.deadline,
        )
        for line in commendations.rounds_with_counts()
        if line.waiting
    ]


def _ceremonies(day: date) -> list[Todo]:
    """The decisions whose giấy khen wait for their ceremony, or for somebody to say that it was held."""
    return [
        Todo(
            f"{commendations.title_of(dossier)}: {_ceremony_words(held_on, day)}.",
            "commendations.handing",
            (("dossier_id", dossier.id),),
            held_on,
        )
        for dossier, held_on in handing.to_hand_over(day - timedelta(days=LOOKED_BACK))
    ]


def _ceremony_words(held_on: date | None, day: date) -> str:
    if held_on is None:
        return "đã có quyết định: định ngày, nơi trao giấy khen"
    if held_on < day:
        return "đã qua ngày trao giấy khen: ghi việc đã trao để khép hồ sơ"
    return "chuẩn bị buổi trao giấy khen"


# Papers that văn thư enters in a register, as a todo calls them; the others carry no number of their own.
_NUMBERED = {
    "proposal": "tờ trình",
    "minutes": "biên bản họp",
    "vote_count": "biên bản kiểm phiếu",
    "decision": "quyết định",
    "inspection_minutes": "biên bản kiểm tra, giám sát",
}


def _numbers(_day: date) -> list[Todo]:
    found = []
    for kind, name in _NUMBERED.items():
        waiting = len(papers.found(kind=kind, state="unnumbered", limit=papers.SHEET))
        if waiting:
            words = f"Còn {text.number_text(waiting)} {name} chưa vào sổ số."
            found.append(Todo(words, "papers.index", (("kind", kind), ("state", "unnumbered"))))
    return found


def _scans(_day: date) -> list[Todo]:
    left = papers.intake.left_over()
    words = {
        SheetState.WAITING: "trang quét chưa rõ của ai",
        SheetState.MATCHED: "trang quét đã khớp nhưng chưa lưu",
        SheetState.READING: "trang quét chưa đọc mã",
    }
    return [
        Todo(f"Còn {text.number_text(left[state])} {said}.", "papers.tray")
        for state, said in words.items()
        if left.get(state)
    ]


def pledges(sealed: Iterable[Any]) -> dict[int, Any]:
    """The commitments whose papers are among these, with whoever pledges, by the id of the paper; in one read."""
    owners = {paper.id: paper.subject_id for paper in sealed if paper.subject_table == "commitment"}
    lines = acts.lines_of(list(owners.values())) if owners else {}
    return {paper_id: lines[row_id] for paper_id, row_id in owners.items() if row_id in lines}


def job(job_id: int) -> jobs.Job | None:
    """A running or ended job of this scope."""
    return jobs.find(job_id)


# Where long work was started: the page of the record that its arguments name first.
_STARTED_AT = {
    "list_id": "imports.show",
    "act_id": "commitments.act",
    "campaign_id": "commitments.campaign",
    "course_id": "training.show",
    "intake_id": "desk.stack",
}


def started_at(job: jobs.Job) -> tuple[str, dict[str, Any]] | None:
    """The page from which a job was started, to go back to it whatever became of the job."""
    found = next(((endpoint, name) for name, endpoint in _STARTED_AT.items() if name in job.arguments), None)
    return (found[0], {found[1]: job.arguments[found[1]]}) if found else None
