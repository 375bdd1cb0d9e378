"""What an official would use instead, and the fastest around: LibreOffice, Chromium, Typst, given the same paper."""

import copy
import functools
import html.parser
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx as python_docx
from docx.enum.text import WD_BREAK

from app import pdf, word
from bench.report import median_ms

DAY = date(2026, 8, 20)
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@functools.cache
def missing(what: str) -> None:
    """Say once that a peer is not on this machine."""
    print(f"Không có {what}: bỏ phần so với nó.", file=sys.stderr)


def word_file(papers: list[str], folder: Path) -> Path:
    """The papers as one .docx, one after the other, from the HTML that the PDF is made from."""
    first, *others = (python_docx.Document(io.BytesIO(word.docx(one, title="Bench", created=DAY))) for one in papers)
    end = first.element.body[-1]
    for other in others:
        first.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for part in other.element.body[:-1]:
            end.addprevious(copy.deepcopy(part))
    target = folder / "paper.docx"
    first.save(str(target))
    return target


def libreoffice(source: Path, folder: Path) -> Callable[[], object] | None:
    """One call that turns a Word file into PDF, as an official makes it; the profile is warm from the second call."""
    if not shutil.which("soffice"):
        return missing("LibreOffice (soffice)")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    return lambda: subprocess.run(command, check=True, capture_output=True, timeout=400)


def libreoffice_ms(source: Path, folder: Path, runs: int) -> float | None:
    """The time of that call alone."""
    call = libreoffice(source, folder)
    return median_ms(call, runs) if call else None


def chromium_ms(paper: str, folder: Path, runs: int) -> float | None:
    """A browser kept open that loads the HTML with our style sheet and prints it to PDF."""
    browser = _browser()
    if browser is None:
        return None
    fonts = (pdf.STATIC / "fonts").as_uri()
    style = (pdf.STATIC / "paper.css").read_text("utf-8").replace("own:fonts", fonts)
    source = folder / "paper.html"
    source.write_text(paper.replace("</head>", f"<style>{style}</style></head>"), "utf-8")
    page = browser.new_page()
    try:
        return median_ms(lambda: (page.goto(source.as_uri()), page.pdf(prefer_css_page_size=True)), runs)
    finally:
        page.close()


@functools.cache
def _browser() -> Any:
    if not Path(CHROMIUM).exists():
        return missing("Chromium")
    from playwright.sync_api import sync_playwright

    return sync_playwright().start().chromium.launch(executable_path=CHROMIUM, args=FLAGS)


def typst_ms(paper: str, runs: int) -> float | None:
    """The same words set by Typst: paragraphs, tables with repeated heads, page numbers; no code and no tags."""
    try:
        import typst
    except ImportError:
        return missing("Typst (gói typst)")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        source.write_text(typst_source(paper), "utf-8")
        return median_ms(lambda: typst.compile(source, font_paths=[str(pdf.STATIC / "fonts")]), runs)


def typst_source(paper: str) -> str:
    """A paper in Typst's own language, from its HTML."""
    reader = _TypstReader()
    reader.feed(paper[paper.index("<body") :])
    reader.end_paragraph()
    return (
        '#set page(paper: "a4", margin: (left: 30mm, right: 15mm, y: 20mm), numbering: "1")\n'
        '#set text(font: "Liberation Serif", size: 14pt, lang: "vi")\n#set par(justify: true)\n'
        + "\n".join(reader.parts)
    )


class _TypstReader(html.parser.HTMLParser):
    """Paragraphs and cells in the order of the text; the widths of columns as the template gives them."""

    ENDS = {"p", "div", "h1", "h2", "h3", "td", "th", "tr", "br"}

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.words: list[str] = []
        self.widths: list[str] = []
        self.cells: list[str] | None = None
        self.heads = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        if tag == "table" and "grid" in said.get("class", ""):
            self.end_paragraph()
            self.cells, self.widths, self.heads = [], [], 0
        elif tag == "col" and self.cells is not None:
            self.widths.append(re.sub(r"width:\s*", "", said["style"]))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self.cells is not None:
            self.cells.append(_quoted(self.words))
            self.heads += tag == "th"
            self.words = []
        elif tag == "table" and self.cells is not None:
            self._end_table(self.cells)
        elif tag in self.ENDS and self.cells is None:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def end_paragraph(self) -> None:
        if "".join(self.words).strip():
            self.parts.append(f"#par(text({_quoted(self.words)}))")
        self.words = []

    def _end_table(self, cells: list[str]) -> None:
        head = f"table.header({', '.join(cells[: self.heads])})," if self.heads else ""
        body = ", ".join(cells[self.heads :])
        self.parts.append(f"#text(12pt)[#table(columns: ({', '.join(self.widths)},), {head} {body})]")
        self.cells = None


def _quoted(words: list[str]) -> str:
    joined = " ".join("".join(words).split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{joined}"'
