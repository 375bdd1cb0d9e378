"""Facts become pages: the templates, the fonts and the style sheet that a process keeps between papers.

A paper is laid out by its own Jinja environment, not Flask's: nothing of a request can reach it, and a value that is
absent stops the making instead of leaving a gap. The creation date is the day of the paper, so the same facts give
the same bytes in every process.
"""

import atexit
import datetime
import gc
import re
import threading
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pydyf
import weasyprint
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pydyf import _to_bytes
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.pdf import structure
from app.pdf.codes import code_picture, code_rule, draw_codes
from app.pdf.reading import Rendered

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
RENDERER = f"WeasyPrint {weasyprint.__version__}"

PDF_A = {"pdf_variant": "pdf/a-3a"}  # said twice to WeasyPrint: for the layout and for the writing

# Pango and the font configuration are shared by the process and not safe for two threads at once.
lock = threading.Lock()


class Absent(StrictUndefined):
    """A fact that is empty: it may be asked about (`{% if facts.alias %}`) but never printed."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


class PaperEnvironment(Environment):
    """Jinja for papers: an empty fact is `Absent`, so printing it raises and names the field."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        value = super().getattr(obj, attribute)
        if value is None or (isinstance(value, str) and not value.strip()):
            hint = f"{type(obj).__name__}.{attribute} is empty"
            return Absent(hint=hint, obj=obj, name=attribute)
        return value


class OwnFiles(URLFetcher):
    """Serves our fonts, our emblem and the codes of the paper being made; anything else stops the making."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        scheme, _, rest = url.partition(":")
        if scheme == "qr":
            return URLFetcherResponse(url, code_picture(rest), {"Content-Type": "image/svg+xml"})
        if scheme == "own":
            path = (STATIC / rest).resolve()
            if path.parent in (STATIC / "fonts", STATIC / "emblem"):
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _kind(path)})
        raise ValueError(f"a paper may not use {url}")


def _kind(path: Path) -> str:
    return "image/svg+xml" if path.suffix == ".svg" else "font/ttf"


class PaperHTML(weasyprint.HTML):
    """A paper of few elements: the sheet that says what each of them is stands in the place of the one for all HTML."""

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        return [press().elements]


@dataclass(frozen=True)
class Press:
    """What a process keeps between papers: templates compiled, fonts loaded, style sheet parsed."""

    templates: PaperEnvironment
    fonts: FontConfiguration
    elements: weasyprint.CSS
    style: weasyprint.CSS
    fetcher: OwnFiles


_STRAIGHT_QUOTES = re.compile('"([^"]*)"')
# Never parted: a number with its symbol or its unit. In titles only, since it would stretch lines of running text:
# a short name in quotation marks, the committee's name.
_HELD = re.compile(r"(?P<number>\d+/[\w/-]*\w|\d[\d.,]* (?:%|đồng\b))|(?P<name>“[^“”]{1,32}”|Ủy ban nhân dân)")


def typeset(value: Any) -> Any:
    """A printed fact as a typist sets it: curly quotation marks, and no line's end inside "45/KH-UBND" or "85,71 %".

    What is typed with straight marks and what the books hold with curly ones stand on one paper.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _set(value)


@lru_cache(4_096)
def _set(words: str) -> Markup:
    """Kept for a while: the papers of a batch say mostly the same."""
    escaped = str(Markup.escape(_STRAIGHT_QUOTES.sub(r"“\1”", words)))
    return Markup(_HELD.sub(lambda found: f'<span class="held-{found.lastgroup}">{found[0]}</span>', escaped))


@cache
def press() -> Press:
    """What this process keeps between papers."""
    structure.use_our_tags()
    templates = PaperEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=typeset,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    fonts, fetcher = FontConfiguration(), OwnFiles(fail_on_errors=True)
    atexit.register(fonts.__del__)  # it copies the fonts to a folder of its own, which would outlive the process
    style = weasyprint.CSS(STATIC / "paper.css", font_config=fonts, url_fetcher=fetcher)
    elements = weasyprint.CSS(STATIC / "paper-elements.css", url_fetcher=fetcher)
    return Press(templates, fonts, elements, style, fetcher)


def warm_up() -> None:
    """Make one page and throw it away, so that the first official of the day does not wait for it."""
    with lock:
        kept = press()
        html = '<html lang="vi"><body><p>Độc lập - Tự do - <b>Hạnh phúc</b></p></body></html>'
        PaperHTML(string=html, url_fetcher=kept.fetcher).write_pdf(
            stylesheets=[kept.style], font_config=kept.fonts, **PDF_A
        )


def quiet_collector() -> None:
    """Let Python's collector leave alone what a process keeps for good, and look less often; for servers, once.

    A page is some ten thousand small things that live until it is printed: with the usual thresholds they are looked
    through again and again. A long list is laid out 10 to 25 % sooner for it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def has_fast_subsetter() -> bool:
    """Whether the system has libharfbuzz-subset; without it each paper takes about three times as long."""
    return harfbuzz_subset is not None


def render(
    template: str,
    facts: object,
    *,
    code: str | None = None,
    created: datetime.date,
    title: str,
    draft: bool = False,
) -> Rendered:
    """Make one paper as PDF/A-3a: tagged, in Vietnamese, with title, author, maker and day.

    Args: template, a path below `templates/`; facts, a frozen dataclass of plain values; code, the paper's short
    code, printed with the page number as QR on each page; created, the day of the paper; draft, "DỰ THẢO" across
    each page and no code.
    Raises jinja2.UndefinedError naming the field when the template prints a fact that is empty.
    """
    return print_values(template, {"facts": facts}, None if draft else code, created, title, draft)


def print_values(
    template: str, values: dict, code: str | None, created: datetime.date, title: str, draft: bool
) -> Rendered:
    """Make one PDF from any values: a paper from its facts, the front of a bound dossier from its contents."""
    with lock:
        kept = press()
        html = written(kept, template, values, code, created, title, draft)
        document = laid_out(kept, html, code)
        return Rendered(finished(document, code), len(document.pages))


def markup(template: str, facts: object, *, created: datetime.date, title: str) -> str:
    """The paper as HTML, before it is laid out: what the Word file is made from.

    Raises jinja2.UndefinedError naming the field when the template prints a fact that is empty.
    """
    with lock:
        return written(press(), template, {"facts": facts}, None, created, title, False)


def written(
    kept: Press, template: str, values: dict, code: str | None, created: datetime.date, title: str, draft: bool
) -> str:
    """The HTML of a paper; the caller holds the lock."""
    return kept.templates.get_template(template).render(
        **values,
        code=code,
        created=created.isoformat(),
        title=title,
        author=_author(values.get("facts")),
        draft=draft,
    )


def _author(facts: object) -> str | None:
    """Who issues a paper, as its head names them, for the information of the file; else whom it is for."""
    lines = getattr(getattr(facts, "head", None), "issuer_lines", None)
    return " ".join(lines) if lines else getattr(facts, "authority_name", None) or getattr(facts, "decider", None)


def laid_out(kept: Press, html: str, code: str | None) -> weasyprint.Document:
    """The pages of a paper, with its code in letters at the foot of each; the caller holds the lock."""
    styles = [kept.style]
    if code:
        styles.append(weasyprint.CSS(string=code_rule(code)))
    source = PaperHTML(string=html, base_url="own:", url_fetcher=kept.fetcher)
    return source.render(stylesheets=styles, font_config=kept.fonts, **PDF_A)


def finished(document: weasyprint.Document, code: str | None) -> bytes:
    """The file of a paper that is laid out, with its QR codes; the caller holds the lock."""

    def finish(laid_out: weasyprint.Document, pdf: pydyf.PDF) -> None:
        if code:
            draw_codes(laid_out, pdf, code)
        _pack(pdf)

    content: bytes = document.write_pdf(finisher=finish, **PDF_A)
    return content


def _pack(pdf: pydyf.PDF) -> None:
    """Pack each stream once, in the usual strength: pydyf would do it twice, for the file and for its identifier."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and thing.compress:
            plain = b"\n".join(map(_to_bytes, thing.stream))
            thing.stream, thing.compress = [zlib.compress(plain)], False
            thing.extra["Filter"] = "/FlateDecode"
