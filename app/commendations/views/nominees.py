"""Pages of one nominee: its conditions with reasons and records, what is attested."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, evidence, forms, queries
from app.commendations.models import Nominee
from app.commendations.rules import (
    ANOTHER_PERSON,
    MENDABLE,
    Outcome,
    Question,
    State,
    Verdict,
    closed,
    condensed,
    questions,
    verdicts,
)
from app.commendations.views.blueprint import bp

SAME_NAME = "Trùng họ tên với lãnh đạo có thẩm quyền quyết định nhưng là người khác"


@bp.get("/nominees/<int:nominee_id>")
@needs(Can.DOSSIER_READ)
def nominee(nominee_id: int) -> Response:
    """The conditions of a nominee, each with its reason, article and records."""
    return _page(queries.nominee(nominee_id))


def _page(one: Nominee, form: Any = None, status: int = 200) -> Response:
    dossier, day = one.dossier, clock.today()
    case = evidence.case_of(dossier)
    (subject,) = evidence.subjects_of([evidence.of_nominee(one)], case)
    found = condensed(verdicts(subject, case))
    now = evidence.gather(one, dossier.round, day)
    asked = _asked(one)
    return htmx.page(
        "commendations/nominee.html",
        status=status,
        nominee=one,
        dossier=dossier,
        label=queries.subject_label(one),
        title=queries.title_of(dossier),
        open=_by_weight([verdict for verdict in found if verdict.outcome is not Outcome.MET]),
        met=[verdict for verdict in found if verdict.outcome is Outcome.MET],
        questions=forms.joined(asked),
        attested=next((row for row in one.attestations if row.criterion == ANOTHER_PERSON), None),
        key="-".join(map(str, queries.key_of(one))),
        form=form or forms.attest_form(asked, one),
        figures=subject.figures,
        changed=evidence.changed(one.figures, now),
        earlier=queries.received_before([one])[one.id],
        own=queries.is_own(dossier),
        editable=dossier.state in MENDABLE,
    )


def _by_weight(found: Sequence[Verdict]) -> list[Verdict]:
    """What stops the case first, then what waits for an answer, then what only reminds."""
    return sorted(found, key=lambda one: (not one.refuses, one.outcome is not Outcome.NOT_MET))


def _asked(one: Nominee) -> tuple[Question, ...]:
    """Every question about a nominee, and whether a namesake of a leader is another person."""
    case = evidence.case_of(one.dossier)
    (subject,) = evidence.subjects_of([evidence.of_nominee(one)], case)
    asked = questions(subject, case)
    if one.id in actions.homonyms(one.dossier, clock.today()):
        asked = (*asked, Question(ANOTHER_PERSON, SAME_NAME, ""))
    return asked


@bp.post("/nominees/<int:nominee_id>/attest")
@needs(Can.DOSSIER_WRITE)
def attest(nominee_id: int) -> Response:
    """Keep what a named official answered; a question left open stays open."""
    one = queries.nominee(nominee_id)
    actions.must_be(one.dossier, *MENDABLE)
    asked = _asked(one)
    form = forms.attest_form(asked, one)
    if not form.validate_on_submit():
        return _page(one, form, 422)
    answers = forms.answers_of(form, asked, one)
    if not answers:
        form.refuse("Chưa trả lời câu nào.")
        return _page(one, form, 422)
    note, day = form.note.data, clock.today()
    for code, answer in answers.items():
        actions.attest(one, code, answer, note, day)
    alike = _alike(one, answers) if form.alike.data else {}
    count = actions.attest_many(one.dossier, alike, note, day) if alike else 0
    return htmx.go(".nominee", f"Đã ghi xác nhận cho {count + 1} trường hợp.", nominee_id=one.id)


def _alike(one: Nominee, answers: Mapping[str, bool]) -> dict[tuple[int, str], bool]:
    """The same answers for the others of this kind, each as far as it is asked.

    Whether a namesake is another person is said for one nominee alone: it is no question of the law.
    """
    others = {row.id for row in one.dossier.nominees if row.subject_kind == one.subject_kind and row is not one}
    asked = actions.asked_of(one.dossier)
    codes = {(row_id, question.code) for row_id in others for question in asked[row_id]}
    return {(row_id, code): answers[code] for row_id, code in codes if code in answers}


@bp.post("/nominees/<int:nominee_id>/remove")
@needs(Can.DOSSIER_WRITE)
def remove_nominee(nominee_id: int) -> Response:
    """Take a nominee off the list."""
    one = queries.nominee(nominee_id)
    dossier_id, name = one.dossier_id, queries.name_of(one)
    actions.remove_nominee(one)
    return htmx.go(".show", f"Đã đưa {name} ra khỏi danh sách.", dossier_id=dossier_id)


@bp.get("/nominees/<int:nominee_id>/merit")
@needs(Can.DOSSIER_WRITE)
def merit(nominee_id: int) -> Response:
    """The words on this nominee's certificate."""
    one = queries.nominee(nominee_id)
    return _merit_page(one, forms.MeritForm(one.dossier.award, achievement=one.achievement))


def _merit_page(one: Nominee, form: forms.MeritForm, status: int = 200) -> Response:
    why_not = closed(one.dossier.state, State.DRAFT)
    return htmx.page(
        "commendations/merit.html", dossier=one.dossier, nominee=one, form=form, why_not=why_not, status=status
    )


@bp.post("/nominees/<int:nominee_id>/merit")
@needs(Can.DOSSIER_WRITE)
def save_merit(nominee_id: int) -> Response:
    """Keep the words on this nominee's certificate."""
    one = queries.nominee(nominee_id)
    actions.must_be(one.dossier, State.DRAFT)
    form = forms.MeritForm(one.dossier.award)
    if not form.validate_on_submit():
        return _merit_page(one, form, 422)
    actions.save_merit(one, form.achievement.data)
    return htmx.go(".nominee", "Đã ghi thành tích.", nominee_id=one.id)
