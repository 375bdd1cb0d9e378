"""Members of the authority: who works here in which role, invitations, roles and passwords."""

from datetime import date

from flask import g, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, Role, needs
from app.accounts import actions, queries
from app.accounts.forms import InviteForm, RoleForm, UnitForm
from app.accounts.models import Membership, User
from app.accounts.rules import end_refusals, reset_refusals
from app.accounts.views import bp
from app.places import queries as places
from app.places.rules import Level
from app.refusals import Refusal, Refused


@bp.get("/members")
@needs(Can.ACCOUNT_MANAGE)
def members() -> Response:
    """Who works here, and who is invited."""
    day = clock.today()
    return htmx.page(
        "accounts/members.html",
        members=queries.members(g.authority_id, day),
        invitations=queries.invitations(g.authority_id, clock.now()),
        authority_id=g.authority_id,
        province=_level() == Level.PROVINCE,
    )


@bp.get("/members/invite")
@needs(Can.ACCOUNT_MANAGE)
def invite() -> Response:
    """The form of an invitation."""
    return htmx.page("accounts/invite.html", form=with_roles(InviteForm(formdata=None), _level()))


@bp.post("/members/invite")
@needs(Can.ACCOUNT_MANAGE)
def send_invitation() -> Response:
    """Make the invitation and show its link: only now, since only its hash is kept."""
    form = with_roles(InviteForm(), _level())
    if not form.validate_on_submit():
        return htmx.page("accounts/invite.html", status=422, form=form)
    try:
        invitation, secret = actions.invite(
            g.authority_id,
            form.username.data or "",
            form.full_name.data or "",
            Role(form.role.data),
            current_user,
        )
    except Refused as refused:
        htmx.refuse(form, refused, **USERNAME_FIELDS)
        return htmx.page("accounts/invite.html", status=422, form=form)
    link = url_for("accounts.invitation", secret=secret, _external=True)
    return htmx.page("accounts/invited.html", invitation=invitation, link=link)


@bp.post("/members/invitations/<int:invitation_id>/withdraw")
@needs(Can.ACCOUNT_MANAGE)
def withdraw_invitation(invitation_id: int) -> Response:
    """Make the link worthless."""
    invitation = queries.invitation(invitation_id, g.authority_id, clock.now())
    if invitation is None:
        raise NotFound
    actions.withdraw(invitation)
    return htmx.go("accounts.members", f"Đã hủy lời mời gửi {invitation.full_name}.")


@bp.get("/members/<int:user_id>")
@needs(Can.ACCOUNT_MANAGE)
def member(user_id: int) -> Response:
    """One member: roles, a further role, a new password."""
    return _member_page(_member(user_id), _role_form())


@bp.post("/members/<int:user_id>/roles")
@needs(Can.ACCOUNT_MANAGE)
def add_role(user_id: int) -> Response:
    """Give a further role."""
    user = _member(user_id)
    form = with_roles(RoleForm(), _level())
    if not form.validate_on_submit():
        return _member_page(user, form, 422)
    try:
        actions.add_role(user, g.authority_id, Role(form.role.data), form.valid_from.data or clock.today())
    except Refused as refused:
        htmx.refuse(form, refused, role_held="role")
        return _member_page(user, form, 422)
    return htmx.go("accounts.member", f"Đã giao thêm vai trò cho {user.full_name}.", user_id=user.id)


@bp.post("/members/<int:user_id>/unit")
@needs(Can.ACCOUNT_MANAGE)
def place_in_unit(user_id: int) -> Response:
    """Say in which unit a member works."""
    user = _member(user_id)
    form = _with_units(UnitForm())
    if not form.validate_on_submit():
        return _member_page(user, _role_form(), 422, form)
    actions.place_in_unit(user, g.authority_id, form.unit.data, clock.today())
    return htmx.go("accounts.member", f"Đã ghi đơn vị công tác của {user.full_name}.", user_id=user.id)


@bp.post("/members/roles/<int:membership_id>/end")
@needs(Can.ACCOUNT_MANAGE)
def end_role(membership_id: int) -> Response:
    """End a role today."""
    membership = queries.membership(membership_id, g.authority_id)
    if membership is None:
        raise NotFound
    actions.end_role(membership, clock.today())
    return htmx.go("accounts.member", f"Đã thôi vai trò của {membership.user.full_name}.", user_id=membership.user_id)


@bp.post("/members/<int:user_id>/password")
@needs(Can.ACCOUNT_MANAGE)
def reset_password(user_id: int) -> Response:
    """Give a new password and show it once."""
    user = _member(user_id)
    password = actions.reset_password(user, g.authority_id, current_user, clock.today())
    return htmx.page("accounts/new_password.html", member=user, password=password)


def _role_form() -> RoleForm:
    form = RoleForm(formdata=None, valid_from=clock.today())
    with_roles(form, _level())
    return form


def _with_units(form: UnitForm) -> UnitForm:
    """Let the units of the authority be chosen that there are today."""
    units = [unit for unit in places.units(clock.today()) if unit.owner_id == g.authority_id]
    form.unit.choices = [(unit.id, unit.name) for unit in units]
    return form


def with_roles(form: InviteForm | RoleForm, level: Level) -> InviteForm | RoleForm:
    """The form with the roles there are at this level."""
    form.role.choices = [(str(role), htmx.role_name(role)) for role in queries.ROLES_AT[level]]
    return form


def _level() -> Level:
    authority = places.authority(g.authority_id)
    if authority is None:
        raise NotFound
    return Level(authority.level)


def _member(user_id: int) -> User:
    found = queries.member(user_id, g.authority_id)
    if found is None:
        raise NotFound
    return found


def _member_page(user: User, form: RoleForm, status: int = 200, unit_form: UnitForm | None = None) -> Response:
    day = clock.today()
    placed = next(iter(queries.units_of(user.id, g.authority_id, day)), None)
    held = queries.memberships_at(user, g.authority_id)
    elsewhere = queries.keeper_of(user, day) not in (None, g.authority_id)
    return htmx.page(
        "accounts/member.html",
        status=status,
        member=user,
        memberships=held,
        why_not_end={one.id: _why_not_end(one, day) for one in held},
        why_not_reset=reset_refusals(own=user.id == current_user.id, kept_elsewhere=elsewhere),
        form=form,
        unit_form=unit_form or _with_units(UnitForm(formdata=None, unit=placed)),
    )


def _why_not_end(membership: Membership, day: date) -> list[Refusal]:
    ended = membership.valid_until is not None and membership.valid_until <= day
    return end_refusals(ended=ended, last_administrator=queries.is_last_administrator(membership, day))


USERNAME_FIELDS = {
    "username_form": "username",
    "username_taken": "username",
    "username_member": "username",
    "username_invited": "username",
}
