"""One activity made again for other hamlets, or on other days."""

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.activities.actions import copying as actions
from app.activities.forms.activities import CopyForm, until_of
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.views import bp
from app.places import queries as places
from app.refusals import Refused

FIELDS = {
    "copy_without_day": "first_day",
    "too_many_copies": "count",
    "activity_outside_plan": "first_day",
    "activity_after_closing": "late_reason",
}


@bp.get("/<int:activity_id>/copy")
@needs(Can.ACTIVITY_WRITE)
def copy(activity_id: int) -> Response:
    """For which hamlets and on which days to make it again."""
    activity = queries.own(activity_id)
    return _page(activity, _equipped(CopyForm(formdata=None, first_day=until_of(activity), count=1, every=1)))


@bp.post("/<int:activity_id>/copy")
@needs(Can.ACTIVITY_WRITE)
def make_copies(activity_id: int) -> Response:
    """Make the copies."""
    activity = queries.own(activity_id)
    form = _equipped(CopyForm())
    if not form.validate_on_submit():
        return _page(activity, form, 422)
    try:
        hamlets = queries.hamlets_of(form.hamlets.data or [])
        late = form.late_reason.data or ""
        made = actions.copy_activity(activity, hamlets, form.chosen_days, held=form.held.data, late_reason=late)
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _page(activity, form, 422)
    if len(made) == 1:
        return htmx.go(".show", f"Đã lập “{made[0].title}”.", activity_id=made[0].id)
    days = sorted(one.day for one in made)
    span = {"from": days[0].isoformat(), "to": days[-1].isoformat()}
    return htmx.go(".index", f"Đã lập {len(made)} hoạt động.", kind=activity.kind, sort="oldest", **span)


def _equipped(form: CopyForm) -> CopyForm:
    form.hamlets.choices = [(one.id, one.name) for one in places.hamlets(clock.today())]
    return form


def _page(activity: Activity, form: CopyForm, status: int = 200) -> Response:
    return htmx.page("activities/copy.html", status=status, activity=activity, form=form)
