"""Pages of the desk: today's work, search, a running job, a scanned stack that is filed."""

import app.desk.views.home
import app.desk.views.stacks  # noqa: F401 the pages join the blueprint when they are imported
from app.desk.views.blueprint import bp

__all__ = ["bp"]
