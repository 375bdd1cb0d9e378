"""Pages of papers: the sealed ones and their registers, printers for pre-printed stock, copies, scanned stacks."""

import app.papers.views.copies
import app.papers.views.evidence
import app.papers.views.intake
import app.papers.views.papers
import app.papers.views.printers  # noqa: F401 the pages join the blueprint when they are imported
from app.papers import tasks
from app.papers.views.blueprint import bp

# The tasks are named here so that the queue knows them wherever the pages are.
__all__ = ["bp", "tasks"]
