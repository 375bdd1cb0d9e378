"""Records of accounts at the first commune, made through the real actions."""

from app.access import Role
from app.accounts import actions, queries
from tests.cast import acting


def invited(cast, username: str = "nguoi.moi", role: Role = Role.CLERK):
    """An open invitation of the first commune: its id and its secret."""
    with acting(cast.users["administrator"]) as administrator:
        invitation, secret = actions.invite(cast.home, username, "Người Mới", role, administrator)
        return invitation.id, secret


def foreign_urls(cast) -> list[str]:
    """Addresses of records of the first commune, for the walk of tests/test_tenancy.py."""
    invitation_id, _secret = invited(cast)
    officer = cast.users["officer"]
    with acting(cast.users["administrator"]):
        held = queries.memberships_at(queries.member(officer, cast.home), cast.home)[0].id
    return [
        f"/members/{officer}",
        f"/members/{officer}/roles",
        f"/members/{officer}/password",
        f"/members/roles/{held}/end",
        f"/members/invitations/{invitation_id}/withdraw",
    ]
