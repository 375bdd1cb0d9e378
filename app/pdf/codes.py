"""The code that stands on each page, as letters and as QR."""

import io

import segno

CODE_MM = 15  # with its quiet zone: the smallest that was read from every scan at 150 dpi


def page_code(code: str, page: int) -> str:
    """What the QR of a page says, and what stands beside it for a hand to type: the paper's code and the page."""
    return f"{code}-{page}"


def code_rules(code: str, pages: int) -> str:
    """One page rule for each page: the page number is part of the code, so no rule serves two pages."""
    rule = '@page :nth({n}) {{ @bottom-left {{ content: "{c}" }} @bottom-right {{ content: url(qr:{c}) }} }}'
    return "".join(rule.format(n=n, c=page_code(code, n)) for n in range(1, pages + 1))


def code_picture(text: str) -> bytes:
    """The QR of a text as a drawing of CODE_MM by CODE_MM."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    drawing = io.BytesIO()
    side = code.symbol_size(border=2)[0]
    code.save(drawing, kind="svg", border=2, scale=CODE_MM / side, unit="mm", xmldecl=False, light="#fff")
    return drawing.getvalue()
