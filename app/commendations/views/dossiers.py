"""The page of a dossier, and what stands on it before the vote."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries, rules
from app.commendations.models import Dossier
from app.commendations.rules import MENDABLE, State, closed
from app.commendations.rules.naming import Standing, meant, read_line
from app.commendations.views.blueprint import bp, refuse
from app.commendations.views.nominee_table import nominee_table
from app.papers import queries as papers
from app.people import queries as people
from app.people.rules import ListLine
from app.places import queries as places
from app.refusals import Refusal, Refused
from app.sheets import Column, write_xlsx

LOOKUPS: dict[str, Callable[[int], Any]] = {
    "person": people.get,
    "household": people.household,
    "collective": people.collective,
}
# The number before a name in a pasted list.
COUNTER = re.compile(r"^\s*\d+\s*[.)–-]\s*")
REASONS_TOLD = 20
STEP_OF = {
    State.DRAFT: 0,
    State.VOTED: 4,
    State.PROPOSED: 5,
    State.APPROVED: 5,
    State.DECIDED: 6,
    State.SUBMITTED: 5,
    State.RETURNED: 5,
    State.ACCEPTED: 5,
    State.AWARDED: 6,
    State.WITHDRAWN: 6,
    State.REJECTED: 6,
}


@bp.get("/<int:dossier_id>")
@needs(Can.DOSSIER_READ)
def show(dossier_id: int) -> Response:
    """The whole dossier: where it stands, what is missing, its nominees, papers and notes."""
    return dossier_page(queries.get(dossier_id))


def dossier_page(dossier: Dossier, status: int = 200, **typed: Any) -> Response:
    """The page with the forms as typed, or empty ones."""
    day = clock.today()
    facts = actions.facts_of(dossier, day)
    # Of thousands of nominees each may have a reason of its own: the first are enough to know why.
    why_not = {move: reasons[:REASONS_TOLD] for move, reasons in actions.why_not(dossier, facts).items()}
    sealed = queries.papers_of(dossier)
    law_day = law.law_date(dossier.received_on)
    confirmed = actions.confirmed_instruments()
    meeting = queries.last_meeting(dossier)
    beside = queries.beside(dossier)
    context = {
        "add": forms.NomineeForm(prefix="add"),
        "attach_form": forms.AttachForm(prefix="attach", formdata=None).over(dossier),
        "attach_kept": 0,
        "names": forms.NamesForm(prefix="many"),
        "publish_form": _publish_form(dossier),
        "reopen_form": forms.ReasonForm(prefix="reopen"),
        "undo_form": forms.ReasonForm(prefix="undo"),
        "withdraw_form": forms.ReasonForm(prefix="withdraw"),
        "submit_form": forms.SubmitForm(prefix="submit"),
        "explain_form": forms.explain_form(dossier.opinions, prefix="explain"),
        **typed,
    }
    return htmx.page(
        "commendations/dossier.html",
        status=status,
        dossier=dossier,
        facts={one.id: one for one in facts.nominees},
        nominees=dossier.nominees,
        **nominee_table(dossier, facts),
        label=queries.subject_label,
        why_not=why_not,
        missing=actions.missing_of(dossier, facts),
        papers=sealed,
        meeting=meeting,
        votes=queries.votes_of(meeting, dossier) if meeting else {},
        about=queries.opinion_names(dossier),
        resolved=lambda opinion: queries.opinion_resolved(opinion, sealed),
        turns=queries.turns_of(dossier),
        changes=queries.changes_of(dossier),
        limit=queries.time_limits([dossier], day).get(dossier.id),
        day=day,
        awards_given=queries.awards_of(dossier),
        basis=law.legal_basis_lines(law_day, "commune", confirmed),
        law_warning=law.law_needs_check(law_day, confirmed),
        transition=law.transition_note(law_day),
        law_day=law_day,
        here=queries.decided_here(dossier),
        decider=documents.setting_of(dossier, day).decider,
        type_words=documents.award_type_words,
        simplified=actions.is_simplified(dossier, day),
        title=queries.title_of(dossier),
        own=queries.is_own(dossier),
        secret=actions.is_secret(dossier),
        signed=len(papers.newest_scans(one for one in sealed.values() if one.kind in actions.BOUND_KINDS)),
        outdated=actions.moved_since_sealed(dossier, sealed, day) if queries.is_own(dossier) else [],
        attachments=queries.attachments_of(dossier),
        why_not_attach=rules.attaching_refusals(dossier.state),
        attach_limits={"size": rules.LARGEST // rules.MIB, "pages": rules.MOST_PAGES},
        proposed=dossier.proposal is not None,
        why_no_supplement=actions.why_no_supplement(dossier, day),
        why_no_handover=actions.why_no_handover(dossier),
        beside=beside,
        slips={paper.subject_id: paper for paper in beside if paper.kind == actions.SUPPLEMENT},
        slip_ends=_slip_ends(dossier),
        step=_step(dossier, facts),
        revoked=actions.revoked_of(dossier),
        **context,
    )


def _slip_ends(dossier: Dossier) -> dict[int, date]:
    """The last day by each phiếu to complete the dossier, if it was received on its own day: no end is earlier."""
    if not dossier.supplements:
        return {}
    calendar = places.calendar()
    return {row.id: calendar.add(row.day, row.working_days) for row in dossier.supplements}


def _step(dossier: Dossier, facts: Any) -> int:
    """Which step of the bar is being done."""
    if dossier.state != State.DRAFT:
        return STEP_OF[State(dossier.state)]
    if not facts.nominees:
        return 0
    if any(verdict.refuses for one in facts.nominees for verdict in one.verdicts):
        return 1
    return 2 if any(one.report_gaps for one in facts.nominees) else 3


def _publish_form(dossier: Dossier) -> forms.PublishForm:
    form = forms.PublishForm(prefix="publish", formdata=None)
    form.process(data={
        "where": dossier.published_where,
        "published_from": dossier.published_from,
        "published_until": dossier.published_until,
    })  # fmt: skip
    return form


@bp.get("/<int:dossier_id>/edit")
@needs(Can.DOSSIER_WRITE)
def edit(dossier_id: int) -> Response:
    """The words of the achievement."""
    dossier = queries.get(dossier_id)
    form = forms.MeritForm(dossier.award, achievement=dossier.achievement)
    return _merit_page(dossier, form)


def _merit_page(dossier: Dossier, form: forms.MeritForm, status: int = 200) -> Response:
    why_not = closed(dossier.state, State.DRAFT)
    return htmx.page(
        "commendations/merit.html", dossier=dossier, nominee=None, form=form, why_not=why_not, status=status
    )


@bp.post("/<int:dossier_id>/edit")
@needs(Can.DOSSIER_WRITE)
def update(dossier_id: int) -> Response:
    """Correct the words of the achievement."""
    dossier = queries.get(dossier_id)
    actions.must_be(dossier, State.DRAFT)
    form = forms.MeritForm(dossier.award)
    if not form.validate_on_submit():
        return _merit_page(dossier, form, 422)
    actions.save_dossier(dossier, form.achievement.data)
    return htmx.go("commendations.show", "Đã sửa thành tích ghi trong hồ sơ.", dossier_id=dossier.id)


def _kinds(dossier: Dossier) -> list[str]:
    return [str(kind) for kind in law.AWARDS[dossier.award].on(law.law_date(dossier.received_on)).subjects]


@bp.post("/<int:dossier_id>/nominees")
@needs(Can.DOSSIER_WRITE)
def add_nominee(dossier_id: int) -> Response:
    """Put one subject forward: three letters and Enter."""
    dossier = queries.get(dossier_id)
    actions.must_be(dossier, State.DRAFT)
    form = forms.NomineeForm(prefix="add").over(_kinds(dossier))
    if not form.validate_on_submit():
        return dossier_page(dossier, 422, add=form)
    kind, _dash, row_id = form.subject.data.partition("-")
    try:
        nominee = actions.add_nominee(dossier, LOOKUPS[kind](int(row_id)), clock.today())
    except Refused as refused:
        refuse(form, refused)
        return dossier_page(dossier, 422, add=form)
    return htmx.go("commendations.show", f"Đã thêm {queries.subject_label(nominee)}.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/nominees/names")
@needs(Can.DOSSIER_WRITE)
def add_names(dossier_id: int) -> Response:
    """Put several forward from pasted names: all doubts at once, and nothing saved while there is one."""
    dossier = queries.get(dossier_id)
    actions.must_be(dossier, State.DRAFT)
    form = forms.NamesForm(prefix="many")
    if not form.validate_on_submit():
        return dossier_page(dossier, 422, names=form)
    chosen = _chosen(dossier, form)
    if form.errors:
        return dossier_page(dossier, 422, names=form)
    actions.add_nominees(dossier, chosen, clock.today())
    return htmx.go("commendations.show", f"Đã thêm {len(chosen)} trường hợp.", dossier_id=dossier.id)


def _chosen(dossier: Dossier, form: forms.NamesForm) -> list[Any]:
    """The subject of each line; a line that fits none or several, or cannot be added, is refused at the field."""
    typed = [line.strip() for line in form.names.data.splitlines() if line.strip()]
    lines = [read_line(ListLine(number, {"name": line})) for number, line in enumerate(typed, start=1)]
    known = queries.named([line.cell("name") for line in lines], _kinds(dossier))
    keys: list[queries.Key] = []
    for line, one in zip(
        typed, meant(lines, known, {row.id: row.name for row in places.hamlets(clock.today())}), strict=True
    ):
        if one.standing is Standing.FOUND and one.chosen:
            keys.append((one.chosen.kind, one.chosen.id))
        elif one.standing is Standing.AGAIN:
            refuse(form, Refused([Refusal("already-nominated", detail=line)]), field="names")
        else:
            several = "; ".join(found.label for found in one.fitting)
            asked = f"có nhiều: {several}. Ghi như một trong các dòng này" if several else "không có trong danh bạ"
            form.refuse(f"“{COUNTER.sub('', line)}”: {asked}.", "names")
    subjects = queries.subjects_by_key(keys)
    chosen = [subjects[key] for key in keys]
    refuse(form, Refused(actions.nominees_refusals(dossier, chosen)), field="names")
    return chosen


@bp.post("/<int:dossier_id>/figures")
@needs(Can.DOSSIER_WRITE)
def take_figures(dossier_id: int) -> Response:
    """Take today's figures for all nominees."""
    dossier = queries.get(dossier_id)
    count = actions.take_figures(dossier, clock.today())
    message = f"Đã lấy lại số liệu: {count} trường hợp có thay đổi."
    return htmx.go("commendations.show", message, dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/publication")
@needs(Can.DOSSIER_WRITE)
def publish(dossier_id: int) -> Response:
    """Note where the subjects were made public."""
    dossier = queries.get(dossier_id)
    actions.must_be(dossier, *MENDABLE)
    form = forms.PublishForm(prefix="publish")
    if not form.validate_on_submit():
        return dossier_page(dossier, 422, publish_form=form)
    try:
        days = forms.filled(form.published_from), forms.filled(form.published_until)
        actions.publish(dossier, forms.filled(form.where), *days)
    except Refused as refused:
        refuse(form, refused, {"publication-reversed": "published_until"})
        return dossier_page(dossier, 422, publish_form=form)
    return htmx.go("commendations.show", "Đã ghi việc công khai.", dossier_id=dossier.id)


@bp.get("/<int:dossier_id>/nominees.xlsx")
@needs(Can.DOSSIER_READ)
def nominees_sheet(dossier_id: int) -> Response:
    """The nominees for Excel."""
    dossier = queries.get(dossier_id)
    kinds = {"person": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}
    said = {"agreed": "đề nghị", "not-agreed": "không đề nghị", "": ""}
    columns = [Column("STT", "number"), Column("Tên", "people"), Column("Đối tượng"), Column("Thành tích"),
               Column("Hội đồng")]  # fmt: skip
    rows = [
        (n, name, kinds[kind], merit, said[end]) for n, name, kind, merit, end in queries.sheet_of_nominees(dossier)
    ]
    return htmx.xlsx(write_xlsx(queries.title_of(dossier), columns, rows), "danh-sach-de-nghi.xlsx")
