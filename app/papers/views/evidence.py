"""The bytes of evidence: a photograph or document that hangs on a record, for whoever may open such records."""

from flask import abort, g
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.papers.models import EvidenceFile
from app.papers.queries import evidence as queries
from app.papers.rules import evidence as rules
from app.papers.views.blueprint import bp

# Which verb opens the records of a table, where it is not that of the plan.
OPENS = {"activity": Can.ACTIVITY_READ, "inspection": Can.ACTIVITY_READ, "finding": Can.ACTIVITY_READ}


@bp.get("/evidence/<int:evidence_id>/file")
@needs(Can.PLAN_READ, Can.ACTIVITY_READ)
def evidence_file(evidence_id: int) -> Response:
    """A photograph or a PDF to be looked at, any other document to be saved."""
    found = _readable(evidence_id)
    content, media_type = queries.bytes_of(found), found.media_type or ""
    name = f"{'anh' if found.kind == rules.EvidenceKind.PHOTO else 'tai-lieu'}-{found.id}.{rules.ENDINGS[media_type]}"
    return htmx.file(content, name, media_type, inline=media_type in (rules.JPEG, rules.PDF), etag=found.sha256)


@bp.get("/evidence/<int:evidence_id>/small.jpg")
@needs(Can.PLAN_READ, Can.ACTIVITY_READ)
def evidence_small(evidence_id: int) -> Response:
    """A photograph for the gallery."""
    found = _readable(evidence_id)
    return htmx.file(queries.small(found), f"anh-{found.id}.jpg", rules.JPEG, inline=True, etag=found.sha256)


def _readable(evidence_id: int) -> EvidenceFile:
    found = queries.get(evidence_id)
    if OPENS.get(found.subject_table, Can.PLAN_READ) not in g.verbs:
        abort(403)
    return found
