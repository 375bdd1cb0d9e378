"""Pages of commendations: rounds, dossiers, nominees, council, moves, files, awards of old."""

import app.commendations.views.achievements
import app.commendations.views.attachments
import app.commendations.views.attesting
import app.commendations.views.calling
import app.commendations.views.ceremony
import app.commendations.views.checking
import app.commendations.views.councils
import app.commendations.views.counting
import app.commendations.views.deciding
import app.commendations.views.dossiers
import app.commendations.views.excerpts
import app.commendations.views.exchange
import app.commendations.views.handing
import app.commendations.views.holds
import app.commendations.views.initiatives
import app.commendations.views.meetings
import app.commendations.views.moves
import app.commendations.views.nominees
import app.commendations.views.offered
import app.commendations.views.papers
import app.commendations.views.proofing
import app.commendations.views.proposal_lists
import app.commendations.views.proving
import app.commendations.views.queue
import app.commendations.views.reports
import app.commendations.views.revoking
import app.commendations.views.round_forms
import app.commendations.views.rounds
import app.commendations.views.sending
import app.commendations.views.suggesting
import app.commendations.views.suggestions
import app.commendations.views.summary  # noqa: F401 the pages join the blueprint when they are imported
from app.commendations.views.blueprint import bp

__all__ = ["bp"]
