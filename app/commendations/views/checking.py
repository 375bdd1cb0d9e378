"""The check of conditions before anybody is nominated: one person, or a list of some hundreds; nothing is stored.

The list goes along packed in the form; each look at it judges the lines and the conditions anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import request
from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock, htmx, text
from app.access import Can, needs
from app.commendations import actions, evidence, queries
from app.commendations.forms.checking import CheckedForm, CheckForm, packed
from app.commendations.models import AwardRound, Dossier
from app.commendations.rules import CheckStanding, Summed, Verdict, given_refusals, shared
from app.commendations.rules.naming import OPEN, Meant, meant
from app.commendations.rules.naming import Standing as Understood
from app.commendations.views.blueprint import bp, refuse
from app.people.models import Collective, Household, Person
from app.people.rules import ListLine
from app.places import queries as places
from app.refusals import Refused
from app.sheets import Column, SheetFault, write_xlsx

ON_PAGE = 100
PRINTED = 2_000
SHOWN = ("all", *CheckStanding)
SORTED = ("list", "name", "standing")
RANKS = list(CheckStanding)
KINDS = ("person", "collective", "household")


@dataclass(frozen=True)
class Row:
    """A line that means somebody, with its conditions judged; `place` is its place in the list."""

    place: int
    meant: Meant
    checked: evidence.Checked


@dataclass(frozen=True)
class Looked:
    """A whole list as it was judged just now."""

    award_round: AwardRound
    award: str
    meant: list[Meant]
    rows: list[Row]

    @property
    def open(self) -> list[tuple[int, Meant]]:
        """The lines of which it is not plain whom they mean, with their places."""
        return [(place, one) for place, one in enumerate(self.meant) if one.standing in OPEN]

    @property
    def counts(self) -> dict[str, int]:
        """How many stand how, by what a list is narrowed to."""
        found = {str(one): sum(row.checked.summed.standing is one for row in self.rows) for one in CheckStanding}
        return {"all": len(self.rows), **found}


@bp.get("/check")
@needs(Can.DOSSIER_WRITE)
def check() -> Response:
    """The page that asks whom to check for which award of which round."""
    form = CheckForm(formdata=None).over()
    found = {one.id: one for one in queries.all_rounds()}
    award_round = found.get(request.args.get("round", type=int) or next(iter(found), 0))
    if award_round is not None:
        form.round.data = award_round.id
        form.award.data = request.args.get("award") or next(iter(award_round.awards or ["GK_XA"]))
    return _ask(form)


def _ask(form: CheckForm, status: int = 200) -> Response:
    rounds = queries.all_rounds()
    form.offer(rounds, clock.today())
    return htmx.page("commendations/check.html", form=form, rounds=rounds, status=status)


@bp.post("/check")
@needs(Can.DOSSIER_WRITE)
def read_check() -> Response:
    """Read whom to check and show the result; nothing is stored."""
    form = CheckForm().over()
    form.offer(queries.all_rounds(), clock.today())
    valid = form.validate_on_submit()
    lines: list[ListLine] = []
    unused: list[str] = []
    if not form.subject.errors:
        try:
            lines, unused = form.lines(_hamlets())
        except SheetFault as fault:
            form.refuse(str(fault), "file" if form.file.data else "text")
    award_round = queries.get_round(form.round.data) if valid else None
    if award_round is not None:
        refuse(form, Refused(given_refusals(form.award.data, award_round.awards)), field="award")
    if award_round is None or not lines or form.errors:
        return _ask(form, 422)
    sent = CheckedForm(formdata=None, round=award_round.id, award=form.award.data)
    return _page(sent, _look(award_round, form.award.data, lines), unused=unused)


@bp.post("/check/again")
@needs(Can.DOSSIER_WRITE)
def check_again() -> Response:
    """Look again: what was mended, another page, order or part of the result, ticks for all that is shown."""
    form, found = _sent()
    return _broken(form) if found is None else _page(form, _marked(found))


@bp.post("/check/print")
@needs(Can.DOSSIER_WRITE)
def print_check() -> Response:
    """The result as filtered and ordered, whole, for paper."""
    form, found = _sent()
    if found is None:
        return _broken(form)
    rows = _filtered(found)
    common, printed = shared(row.checked.summed for row in rows[:PRINTED])
    return htmx.page(
        "commendations/check_print.html",
        found=found,
        rows=list(zip(rows, printed, strict=False)),
        common=common,
        fits=len(rows) <= PRINTED,
        limit=PRINTED,
        shown=_one_of("show", "shown", SHOWN),
        award=queries.award_title(found.award),
        today=clock.today(),
    )


COLUMNS = (
    Column("STT", "number"),
    Column("Tên", "people"),
    Column("Đối tượng"),
    Column("Kết quả"),
    Column("Chưa đạt", "number"),
    Column("Cần xem", "number"),
    Column("Chờ xác nhận", "number"),
    Column("Lý do và căn cứ", width=60),
    Column("Đang đề nghị trong đợt"),
)


@bp.post("/check/result.xlsx")
@needs(Can.DOSSIER_WRITE)
def check_sheet() -> Response:
    """The result as filtered and ordered, for Excel: every reason in words, with its article."""
    form, found = _sent()
    if found is None:
        return _broken(form)
    kinds, standings = htmx.words("SUBJECT_KINDS"), htmx.words("CHECK_STANDINGS")
    rows = [
        (
            number,
            row.checked.label,
            kinds[row.checked.key[0]],
            standings[row.checked.summed.standing],
            len(row.checked.summed.failed),
            len(row.checked.summed.doubted) + len(row.checked.summed.looked),
            len(row.checked.summed.waiting),
            "\n".join(_reasons(row.checked.summed)),
            "; ".join(queries.award_title(award) for _id, award in row.checked.dossiers),
        )
        for number, row in enumerate(_filtered(found), start=1)
    ]
    title = f"Kiểm tra điều kiện {queries.award_title(found.award)}"
    return htmx.xlsx(write_xlsx(title, COLUMNS, rows), "kiem-tra-dieu-kien.xlsx")


def _reasons(found: Summed) -> list[str]:
    """Each condition that is not simply met, in one line: what it asks of the official, what was found, the article."""
    sorts = (
        ("Chưa đạt", found.failed),
        ("Cần xem", (*found.doubted, *found.looked)),
        ("Chờ xác nhận", found.waiting),
        ("Nhắc", found.reminded),
    )
    return [f"{head}: {_reason(verdict)}" for head, verdicts in sorts for verdict in verdicts]


def _reason(verdict: Verdict) -> str:
    words = htmx.words("FINDINGS")[verdict.finding.reason].replace("{detail}", verdict.finding.detail)
    article = f" ({verdict.standing.article})" if verdict.standing.article else ""
    return f"{verdict.standing.text}: {words}{article}"


@bp.post("/check/nominate")
@needs(Can.DOSSIER_WRITE)
def nominate_checked() -> Response:
    """Put the ticked ones into a dossier of the round and award: one being drawn up, or a new one."""
    form, found = _sent()
    if found is None:
        return _broken(form)
    taken = [row for row in found.rows if row.meant.taken]
    if not taken:
        form.refuse("Chưa đánh dấu trường hợp nào để đưa vào hồ sơ.")
    if form.errors:
        return _page(form, found, 422)
    day = clock.today()
    try:
        dossier = _dossier(form, found, day)
        subjects = queries.subjects_by_key([row.checked.key for row in taken])
        merits = {row.checked.key: row.meant.line.cell("merit") for row in taken if row.meant.line.cell("merit")}
        actions.add_nominees(dossier, [subjects[row.checked.key] for row in taken], day, merits)
    except Refused as refused:
        refuse(form, refused)
        return _page(form, found, 422)
    message = f"Đã đưa {len(taken)} trường hợp vào hồ sơ. Số liệu trong sổ đã được lấy cùng lúc."
    return htmx.go("commendations.show", message, dossier_id=dossier.id)


def _dossier(form: CheckedForm, found: Looked, day: date) -> Dossier:
    if form.dossier.data and form.dossier.data.isdecimal():
        return queries.get(int(form.dossier.data))
    words = form.achievement.data or ""
    return actions.open_dossier(found.award_round, found.award, words, current_user, day)


# ---- judged anew at each look


def _look(award_round: AwardRound, award: str, lines: Sequence[ListLine]) -> Looked:
    known = queries.named([line.cell("name") for line in lines], KINDS)
    understood = meant(lines, known, _hamlets())
    plain = {place: one for place, one in enumerate(understood) if one.standing is Understood.FOUND}
    keys = {place: (one.chosen.kind, one.chosen.id) for place, one in plain.items() if one.chosen}
    merits = {keys[place]: one.line.cell("merit") for place, one in plain.items()}
    subjects = queries.subjects_by_key(keys.values())
    ordered: dict[queries.Key, Person | Household | Collective] = {key: subjects[key] for key in keys.values()}
    checked = evidence.check(ordered, award_round, award, clock.today(), merits)
    rows = [Row(place, one, checked[keys[place]]) for place, one in plain.items()]
    return Looked(award_round, award, understood, rows)


def _sent() -> tuple[CheckedForm, Looked | None]:
    """The form of a result and its list judged anew; None when it came damaged."""
    form = CheckedForm()
    rounds = queries.all_rounds()
    form.offer(rounds, clock.today())
    award_round = next((one for one in rounds if one.id == form.round.data), None)
    if award_round is not None:
        form.into(award_round, queries.drafts_of(award_round, form.award.data))
    form.validate_on_submit()
    if award_round is None or form.award.errors:
        return form, None
    try:
        return form, _look(award_round, form.award.data, form.lines(request.form))
    except SheetFault as fault:
        form.refuse(str(fault))
        return form, None


def _broken(form: CheckedForm) -> Response:
    asked = CheckForm(formdata=None).over()
    for message in form.form_errors:
        asked.refuse(message)
    return _ask(asked, 422)


def _marked(found: Looked) -> Looked:
    """The list with everything that is shown ticked, or nothing of it, when that was asked for."""
    asked = request.form.get("mark")
    if asked not in ("yes", "no"):
        return found
    places = {row.place for row in _filtered(found)}
    ticks = {"take": "1" if asked == "yes" else ""}
    lines = [
        replace(one, line=replace(one.line, cells={**one.line.cells, **ticks})) if place in places else one
        for place, one in enumerate(found.meant)
    ]
    return replace(found, meant=lines, rows=[replace(row, meant=lines[row.place]) for row in found.rows])


def _filtered(found: Looked) -> list[Row]:
    shown, order = _one_of("show", "shown", SHOWN), _one_of("sort", "sort", SORTED)
    rows = [row for row in found.rows if shown in ("all", row.checked.summed.standing)]
    if order == "name":
        return sorted(rows, key=_by_name)
    if order == "standing":
        return sorted(rows, key=lambda row: RANKS.index(row.checked.summed.standing))
    return rows


def _by_name(row: Row) -> tuple[int, str]:
    """As in the roll: persons by tên, đệm, họ, then collectives, then households by their head."""
    chosen = row.meant.chosen
    if chosen is None:
        return len(KINDS), ""
    key = text.fold_key(chosen.name) if chosen.kind == "collective" else text.name_key(chosen.name)
    return KINDS.index(chosen.kind), key


def _one_of(pressed: str, stood: str, known: Sequence[str]) -> str:
    """What a button asked for, else as it stood; the first of them when that is nothing known."""
    wanted = request.form.get(pressed) or request.form.get(stood, "")
    return str(wanted) if wanted in known else str(known[0])


def _page(form: CheckedForm, found: Looked, status: int = 200, unused: Sequence[str] = ()) -> Response:
    form.offer(queries.all_rounds(), clock.today())
    form.into(found.award_round, queries.drafts_of(found.award_round, found.award))
    rows = _filtered(found)
    pages = max(1, -(-len(rows) // ON_PAGE))
    page = 1 if request.form.get("show") else request.form.get("page", type=int) or request.form.get("at", 1, type=int)
    page = min(max(1, page), pages)
    return htmx.page(
        "commendations/check_result.html",
        status=status,
        form=form,
        found=found,
        award_title=queries.award_title(found.award),
        kept=packed([one.line for one in found.meant]),
        rows=rows[(page - 1) * ON_PAGE : page * ON_PAGE],
        counts=found.counts,
        open_lines=found.open[:ON_PAGE],
        repeated=sum(one.standing is Understood.AGAIN for one in found.meant),
        skipped=sum(one.standing is Understood.SKIPPED for one in found.meant),
        taken=sum(row.meant.taken for row in found.rows),
        shown=_one_of("show", "shown", SHOWN),
        sort=_one_of("sort", "sort", SORTED),
        hamlets=_hamlets(),
        unused=unused,
        page=page,
        pages=pages,
    )


def _hamlets() -> dict[int, str]:
    return {one.id: one.name for one in places.hamlets(clock.today())}
