"""Pages of papers: the sealed ones and their registers, printers for pre-printed stock, certified copies."""

import app.papers.views.copies
import app.papers.views.papers
import app.papers.views.printers  # noqa: F401 the pages join the blueprint when they are imported
from app.papers.views.blueprint import bp

__all__ = ["bp"]
