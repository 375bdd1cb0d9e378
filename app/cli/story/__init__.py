"""The story of the demo commune: a year of work told through the same actions as the screens.

`flask seed-demo` tells it in the installation, `flask demo` in a database that is thrown away. Nothing in it asks
the clock or chance: told twice for the same day it makes the same rows and so the same papers.
"""

from app.cli.story.cast import PASSWORD, SIGN_INS, SignIn
from app.cli.story.days import EARLIEST, Days
from app.cli.story.telling import Told, tell

__all__ = ["Days", "EARLIEST", "PASSWORD", "SIGN_INS", "SignIn", "Told", "tell"]
