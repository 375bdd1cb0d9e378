"""Pages of accounts: sign in and out, first run, members and invitations, passwords."""

from flask import Blueprint

bp: Blueprint = Blueprint("accounts", __name__)

from app.accounts.views import communes, first_run, invitations, members, passwords, sessions  # noqa: E402, F401
from app.accounts.views.passwords import change_first  # noqa: E402
from app.accounts.views.sessions import ask_to_sign_in  # noqa: E402

__all__ = ["ask_to_sign_in", "bp", "change_first"]
