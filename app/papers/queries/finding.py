"""Papers found by their code, by số/ký hiệu, or by words of their title."""

from sqlalchemy import Select, or_, select

from app import text
from app.db import db
from app.papers import rules
from app.papers.models import Paper
from app.papers.queries.papers import browsable


def called(typed: str, limit: int) -> list[Paper]:
    """Papers with this short code, or whose số/ký hiệu begins so: "12/KH", the newest first."""
    number = rules.number_key(typed)
    if not number:
        return []
    code = rules.clean_code(typed)
    begins = (Paper.find_number >= number) & (Paper.find_number < rules.behind(number))
    chosen = browsable(select(Paper)).where(or_(Paper.short_code == code, begins))
    return list(db.session.scalars(chosen.order_by(Paper.id.desc()).limit(limit)))


def titled(typed: str, limit: int) -> list[Paper]:
    """Papers whose title, number or code holds these words without dấu, the newest first."""
    words = text.fold(typed).split()
    if not words:
        return []
    return list(db.session.scalars(_holding(browsable(select(Paper)), words).order_by(Paper.id.desc()).limit(limit)))


def _holding(chosen: Select[Paper], words: list[str]) -> Select[Paper]:
    return chosen.where(*(Paper.search_fold.contains(word, autoescape=True) for word in words))
