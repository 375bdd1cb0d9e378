"""Reads of the desk: today's work from every slice, search over everything, a running job."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app import jobs, text
from app.access import Can
from app.commendations import queries as commendations
from app.commendations.rules import State as DossierState
from app.commitments import queries as commitments
from app.commitments.rules import State
from app.desk.rules import Todo, by_deadline
from app.papers import queries as papers
from app.people import queries as people
from app.plans import queries as plans
from app.training import queries as training


def todos(verbs: frozenset[Can], day: date) -> list[Todo]:
    """Today's work of someone with these verbs, by deadline; empty when done."""
    found: list[Todo] = []
    for verb, gather in (
        (Can.PLAN_WRITE, _plans),
        (Can.COMMITMENT_RECEIVE, _commitments),
        (Can.ATTENDANCE_MARK, _trainings),
        (Can.DOSSIER_WRITE, _own_dossiers),
        (Can.DOSSIER_DECIDE, _to_decide),
        (Can.DOSSIER_REVIEW, _to_review),
        (Can.PAPER_NUMBER, _numbers),
    ):
        if verb in verbs:
            found += gather(day)
    return by_deadline(found)


def _plans(_day: date) -> list[Todo]:
    known = plans.listed()
    if not known:
        return [Todo("Chưa có kế hoạch phong trào: lập kế hoạch để bắt đầu.", "plans.index")]
    return [
        Todo(
            f"Kế hoạch {plan.reference_number} chưa có tiêu chí khen thưởng cụ thể.",
            "plans.show",
            (("plan_id", plan.id),),
        )
        for plan in known
        if plans.is_own(plan) and not plan.criteria
    ]


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


def _trainings(day: date) -> list[Todo]:
    return [
        Todo(
            f"{one.training.course.title}: buổi ngày {text.day_text(one.training.day)} "
            f"còn {text.number_text(one.left)} người chưa điểm danh.",
            "training.show",
            (("course_id", one.training.course_id),),
            one.training.day,
        )
        for one in training.unmarked(day)
    ]


_NEXT_STEP = {
    DossierState.DRAFT: "đang soạn: còn đề nghị, báo cáo hoặc họp Hội đồng",
    DossierState.VOTED: "đã họp Hội đồng: lập tờ trình và danh sách",
    DossierState.PROPOSED: "đã có tờ trình: chờ quyết định hoặc nộp tỉnh",
    DossierState.RETURNED: "tỉnh trả lại: sửa theo ý kiến rồi nộp lại",
}


def _own_dossiers(_day: date) -> list[Todo]:
    return [_dossier(one, _NEXT_STEP[DossierState(one.state)]) for one in commendations.in_states(_NEXT_STEP)]


def _to_decide(_day: date) -> list[Todo]:
    waiting = commendations.in_states(frozenset({DossierState.PROPOSED}))
    return [_dossier(one, "chờ quyết định của Chủ tịch UBND xã") for one in waiting if commendations.decided_here(one)]


def _to_review(_day: date) -> list[Todo]:
    waiting = commendations.in_states(frozenset({DossierState.SUBMITTED}))
    return [_dossier(one, "chờ thẩm định") for one in waiting]


def _dossier(dossier: Any, words: str) -> Todo:
    return Todo(
        f"{commendations.title_of(dossier)}: {words}.",
        "commendations.show",
        (("dossier_id", dossier.id),),
        dossier.round.deadline,
    )


# Papers that văn thư enters in a register, as a todo calls them; the others carry no number of their own.
_NUMBERED = {
    "proposal": "tờ trình",
    "minutes": "biên bản họp",
    "vote_count": "biên bản kiểm phiếu",
    "decision": "quyết định",
}


def _numbers(_day: date) -> list[Todo]:
    found = []
    for kind, name in _NUMBERED.items():
        waiting = len(papers.found(kind=kind, state="unnumbered", limit=papers.SHEET))
        if waiting:
            words = f"Còn {text.number_text(waiting)} {name} chưa vào sổ số."
            found.append(Todo(words, "papers.index", (("kind", kind), ("state", "unnumbered"))))
    return found


@dataclass(frozen=True)
class Found:
    """One hit of the search: what it is, its name, the page that opens it."""

    kind: str
    label: str
    endpoint: str
    values: dict[str, int]


MOST_PAPERS = 20


def search(typed: str, verbs: frozenset[Can]) -> list[Found]:
    """People, households, collectives and papers by some letters, a number or a short code."""
    found: list[Found] = []
    if Can.PAPER_READ in verbs:
        found += [
            Found("Văn bản", one.title, "papers.show", {"paper_id": one.id})
            for one in papers.found(typed, limit=MOST_PAPERS)
        ]
    if Can.PERSON_READ in verbs:
        found += [
            Found("Cá nhân", people.label(one), "people.show", {"person_id": one.id}) for one in people.search(typed)
        ]
        found += [
            Found("Hộ gia đình", people.household_label(one), "people.household", {"household_id": one.id})
            for one in people.search_households(typed)
        ]
        found += [
            Found("Tập thể", one.name, "people.collective", {"collective_id": one.id})
            for one in people.search_collectives(typed)
        ]
    return found


def job(job_id: int) -> jobs.Job | None:
    """A running or ended job of this scope."""
    return jobs.find(job_id)
