"""Answers: a whole page for a browser, one named block for htmx, and the error pages for both.

The view names the block, never the client. A block is sent only for a partial htmx request; Back fetches
the whole page.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from jinja2_fragments.flask import render_block
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from app.refusals import Refusal, Refused

VARY = "HX-Request, HX-Request-Type"
NEVER_KEPT = {"csrf_token", "password", "new_password", "repeat_password", "current_password", "national_id"}


def wants_block() -> bool:
    """Whether htmx asks for a piece of a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") == "partial"


def by_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


# Under this name the address of a page asks for one of its lists as a workbook; see `outlets`.
SHEET = "xlsx"


# What a list in pages shows at once for a workbook: beyond it a list needs a workbook of its own, row by row.
_WHOLE = 20_000


def page_size(usual: int) -> int:
    """How many rows a list in pages shows: the usual number, or all of them when it is asked for as a workbook."""
    return _WHOLE if request.args.get(SHEET) else usual


def paged_from(name: str) -> int | None:
    """The row behind which a page goes on, as the address names it; a workbook begins at the beginning."""
    return None if request.args.get(SHEET) else request.args.get(name, type=int)


def page(template: str, block: str | None = None, status: int = 200, **context: Any) -> Response:
    """Render a page, or its block when htmx asked for a piece and the view named one."""
    if block and wants_block():
        body = render_block(template, block, **context)
    else:
        body = render_template(template, **context)
    return make_response(body, status)


def go(endpoint: str, message: str | None = None, **values: Any) -> AnyResponse:
    """After a change: say in one sentence what happened and go to the page that shows it."""
    if message:
        flash(message, "success")
    return redirect(url_for(endpoint, **values), 303)


def file(content: bytes, name: str, kind: str, *, inline: bool = False, etag: str | None = None) -> Response:
    """Send a file under a name without dấu, to be shown in the browser or saved."""
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    if etag:
        response.set_etag(etag)
        response.make_conditional(request)
    return response


def pdf(content: bytes, name: str, etag: str | None = None) -> Response:
    """Show a PDF in the browser, where it can be printed."""
    return file(content, name, "application/pdf", inline=True, etag=etag)


def xlsx(content: bytes, name: str) -> Response:
    """Send a workbook for Excel."""
    return file(content, name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def docx(content: bytes, name: str) -> Response:
    """Send a text for Word."""
    return file(content, name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def same_site() -> bool:
    """Whether the browser says this request came from one of our own pages."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched:
        return fetched in {"same-origin", "none"}
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(origin) and urlsplit(origin).netloc == request.host


def typed() -> list[tuple[str, str]]:
    """What was typed into a form whose session has ended, so that it can be sent again after sign-in.

    Only from our own pages: otherwise a foreign page could plant a form here and wait for the sign-in.
    """
    if request.method != "POST" or not same_site():
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT]


def error(status: int, **context: Any) -> Response:
    """The page of an error; for htmx its message goes to the messages of the page that asked."""
    return to_messages(page(f"errors/{status}.html", block="message", status=status, **context))


def to_messages(response: Response) -> Response:
    """Show a piece above the page that asked, which stays as it is with all that was typed in it."""
    if wants_block():
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML show:top"
    return response


def sentence(reason: Refusal) -> Markup:
    """One reason in Vietnamese, with its article, as the pages say it."""
    return Markup(str(_words().refusal(reason)).strip())


def words(name: str) -> dict[str, str]:
    """A list of words as the pages say them, for the choices of a form: words("PAPER_KINDS")."""
    found: dict[str, str] = getattr(_words(), name)
    return found


def words_of(name: str, record: str) -> dict[str, str]:
    """The words of one kind of record, as the pages say them: words_of("STATES", "dossier"); none where it has none."""
    found: dict[str, dict[str, str]] = getattr(_words(), name)
    return found.get(record, {})


def event_sentence(line: Any) -> str:
    """What happened, as the log says it."""
    return str(Markup(str(_words().event(line))).striptags())


def role_name(code: str) -> str:
    """A role in Vietnamese, as the pages say it."""
    return str(_words().role(code)).strip()


def _words() -> Any:
    """The one file of Vietnamese sentences, as a module."""
    return current_app.jinja_env.get_template("macros/words.html").module


def refuse(form: Any, refused: Refused, **fields: str) -> None:
    """Put every reason of an action at its field, or above the form: refuse(form, refused, name_taken="name").

    A code with dashes is written with underscores in the keyword.
    """
    for reason in refused.reasons:
        form.refuse(sentence(reason), fields.get(reason.code.replace("-", "_")))


def bind(app: Flask) -> None:
    """Register the answers to errors and the headers every answer carries."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(Exception, _broken)
    app.after_request(_headers)


PAGES_OF_ERRORS = {403, 404, 413, 500}


def _http_error(raised: HTTPException) -> AnyResponse:
    code = raised.code or 500
    if code < 400:
        return raised.get_response()
    if code in PAGES_OF_ERRORS:
        return error(code)
    return error(404)


def _stale_form(_raised: CSRFError) -> Response:
    """A form older than its session: offer to send it again, with everything that was typed."""
    return error(400, typed=typed(), path=request.full_path if request.query_string else request.path)


def _broken(raised: Exception) -> AnyResponse:
    """Something we did not foresee: written to the log; the page is made without asking the database again."""
    current_app.logger.exception("lỗi ngoài dự kiến", exc_info=raised)
    if current_app.testing:
        raise raised
    return make_response(current_app.jinja_env.get_template("errors/500.html").render(), 500)


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)


def _headers(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers.add("Vary", VARY)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
