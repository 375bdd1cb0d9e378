"""Papers of one form that differ only in a few words: laid out once, then each made by exchanging these words.

How it works. A form is what the template makes of the facts when those that vary are left open (patterns). Its page is
laid out by WeasyPrint with marks in the open places; from the boxes of that layout it is known where each mark stands,
what else stands on its line, and how much room the line has (slots). In the drawing of the page only these words and
the codes are exchanged for each paper; everything else, fonts, tags and metadata too, stays as it was written (blanks).
The fonts carry the whole alphabet (alphabet). The template is still run for each paper: only when its HTML is, tag by
tag and word by word, that of the form but for the open places, the form is used. Before a form is used at all, a trial
of it is compared with the ordinary way, run by run (forms). A text too long for its line is broken at the spaces as the
layout would break it, into a form of that many lines. Whatever does not fit goes the ordinary way by itself, and no
form knows which paper came first: the same facts give the same bytes in every process.

Paths not taken. A second engine that draws the words over a picture of the form: it would need a second set of font
metrics, write no tags and no PDF/A. Patching the boxes before WeasyPrint draws them: a paper would still cost the
drawing, the cutting of the fonts and the writing, half of the whole. PyMuPDF reads positions well, but is AGPL.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from app.pdf import press
from app.pdf.forms import form
from app.pdf.patterns import left_open, pattern, written
from app.pdf.reading import Rendered


def stamped(
    template: str,
    facts: Any,
    *,
    varying: Sequence[str],
    code: str,
    created: datetime.date,
    title: str,
) -> Rendered:
    """Make one paper as render() does, from a form laid out once where that can be.

    Args: varying, the facts that differ from paper to paper, as "name" or "confirmation.name"; the others as for
    render(). Raises what render() raises.
    """
    with press.lock:
        made = _by_form(template, facts, tuple(varying), code, created, " ".join(title.split()))
    return made or press.render(template, facts, code=code, created=created, title=title)


def _by_form(
    template: str, facts: Any, varying: tuple[str, ...], code: str, created: datetime.date, title: str
) -> Rendered | None:
    found = pattern(template, left_open(facts, varying, 0), varying, created)
    texts = found.texts(written(template, facts, created)) if found else None
    if found is None or not texts or not title.isprintable():
        return None
    single = form(found, (1,) * len(texts))
    if single is None:
        return None
    made = single.paper([[text] for text in texts], code, title)
    if made is not None:
        return made
    broken = single.broken(texts)
    shape = tuple(map(len, broken))
    longer = form(found, shape) if max(shape) > 1 else None
    return longer.paper(broken, code, title) if longer else None
