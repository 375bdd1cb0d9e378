"""Pages of lists that come in, and the long work on them."""

import app.imports.tasks
import app.imports.views.exchange
import app.imports.views.grid
import app.imports.views.starting  # noqa: F401 the pages join the blueprint when they are imported
from app.imports.views.blueprint import bp

__all__ = ["bp"]
