"""Pages of commendations: rounds, dossiers, nominees, council, moves, files, awards of old."""

import app.commendations.views.achievements
import app.commendations.views.attachments
import app.commendations.views.calling
import app.commendations.views.ceremony
import app.commendations.views.councils
import app.commendations.views.dossiers
import app.commendations.views.excerpts
import app.commendations.views.exchange
import app.commendations.views.meetings
import app.commendations.views.moves
import app.commendations.views.nominees
import app.commendations.views.papers
import app.commendations.views.proofing
import app.commendations.views.rounds
import app.commendations.views.summary  # noqa: F401 the pages join the blueprint when they are imported
from app.commendations.views.blueprint import bp

__all__ = ["bp"]
