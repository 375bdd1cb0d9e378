"""Pages of the texts of pledge: every version, a new one, the official's word that it was read."""

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries, rules
from app.commitments.forms import ConfirmForm, WordingForm
from app.commitments.models import Wording
from app.commitments.views import bp
from app.refusals import Refused

FIELDS = {"wording_without_promise": "promises", "wording_before_former": "valid_from"}


@bp.get("/wordings")
@needs(Can.COMMITMENT_READ)
def wordings() -> Response:
    """All texts of pledge with their versions."""
    return _list_page()


def _list_page(sent: ConfirmForm | None = None, sent_for: Wording | None = None, status: int = 200) -> Response:
    rows = queries.all_wordings()
    return htmx.page(
        "commitments/wordings.html",
        status=status,
        wordings=rows,
        newest={row.code: row.id for row in reversed(rows)},
        used=queries.campaigns_of([row.id for row in rows]),
        ready_left=len(queries.ready_to_load()),
        # One form a text: each with its own ids, and only the one that was sent with its faults.
        confirm={row.id: ConfirmForm(formdata=None, prefix=f"w{row.id}-") for row in rows}
        | ({sent_for.id: sent} if sent and sent_for else {}),
        consent=rules.CONSENT,
    )


@bp.post("/wordings/ready")
@needs(Can.COMMITMENT_WRITE)
def load_ready() -> Response:
    """Take over the ready texts."""
    made = actions.seed_wordings(clock.today())
    return htmx.go("commitments.wordings", f"Đã nạp {len(made)} mẫu lời.")


@bp.get("/wordings/new")
@needs(Can.COMMITMENT_WRITE)
def new_wording() -> Response:
    """The form of a new text, or of the next version of one."""
    former = _former()
    data = WordingForm.values_of(former, clock.today()) if former else {"valid_from": clock.today()}
    return _form_page(WordingForm(formdata=None, data=data), former)


@bp.post("/wordings/new")
@needs(Can.COMMITMENT_WRITE)
def create_wording() -> Response:
    """Keep the text as a new version."""
    former, form = _former(), WordingForm()
    if former is not None:
        form.kind.data = former.form.code
    if form.validate_on_submit():
        try:
            wording = actions.save_wording(
                former,
                kind=form.kind.data,
                title=form.title.data or "",
                promises=(form.promises.data or "").splitlines(),
                breach=form.breach.data,
                valid_from=form.valid_from.data or clock.today(),
                source=form.source.data or "",
            )
        except Refused as refused:
            htmx.refuse(form, refused, **FIELDS)
        else:
            return htmx.go("commitments.wordings", f"Đã ghi mẫu lời, bản {wording.version}.")
    return _form_page(form, former, 422)


def _former() -> Wording | None:
    former_id = request.args.get("after", type=int)
    return queries.wording(former_id) if former_id else None


def _form_page(form: WordingForm, former: Wording | None, status: int = 200) -> Response:
    return htmx.page("commitments/wording_form.html", status=status, form=form, former=former)


@bp.post("/wordings/<int:wording_id>/confirm")
@needs(Can.LAW_CONFIRM)
def confirm_wording(wording_id: int) -> Response:
    """Keep the official's word that the text was read and compared."""
    wording, form = queries.wording(wording_id), ConfirmForm(prefix=f"w{wording_id}-")
    if not form.validate_on_submit():
        return _list_page(form, wording, 422)
    actions.confirm_wording(wording, form.against.data or "", clock.today())
    return htmx.go("commitments.wordings", "Đã ghi nhận đối chiếu.")
