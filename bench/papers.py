"""How long papers take, beside what an official would use instead. Run by hand: .venv/bin/python bench/papers.py

Prints one JSON object a line, for the cases named on the command line or for all of them. Times are medians of one
run on one machine: keep the ratio, not the number. The peer is LibreOffice without a window, turning the same paper
as .docx (the one our own Word door makes) into PDF, one call for a paper, as an official would. What stands in
"beside" is the bar to look up to: Chromium kept warm, printing the same HTML, and Typst, setting the same words.
Whatever a machine lacks is left out, with a word about it on standard error.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app import pdf
from app.commitments.documents import VARYING
from app.papers.documents import TEMPLATES
from bench import batches, peers
from bench.report import median_ms, report, side_by_side_ms
from tests.papers import samples

DAY = date(2026, 8, 20)
CODE = "K7M2PQRSTUV"
RUNS = 5
PEER = "LibreOffice, one call"
ROWS = 2_000
DOSSIER_PAGES = 30
FRONT_PAGES = 2  # cover and contents

Paper = tuple[str, object]


def rendered(paper: Paper) -> pdf.Rendered:
    """One paper of a kind from its facts, as it is sealed."""
    kind, facts = paper
    return pdf.render(TEMPLATES[kind], facts, code=CODE, created=DAY, title=kind)


def markup(paper: Paper) -> str:
    """The HTML of a paper: what the Word file and the other engines are given."""
    kind, facts = paper
    return pdf.markup(TEMPLATES[kind], facts, created=DAY, title=kind)


def form() -> Paper:
    """A commitment on one page."""
    return "commitment", samples.commitment()


def achievement_report() -> Paper:
    """A report on achievements of three pages."""
    return "report_person", samples.report_person()


def long_roll() -> Paper:
    """A list of 2,000 rows."""
    return "roll", samples.roll(people=ROWS - len(samples.tables(0).collectives) - len(samples.tables(0).households))


def dossier() -> list[Paper]:
    """Papers that make up thirty pages with cover and contents: a proposal, its list, minutes, reports, pledges."""
    papers: list[Paper] = [
        ("proposal", samples.proposal()),
        ("roll", samples.roll()),
        ("minutes", samples.minutes()),
        ("vote_count", samples.vote_count()),
    ]
    room = DOSSIER_PAGES - FRONT_PAGES - sum(rendered(paper).pages for paper in papers)
    reports, pledges = divmod(room, rendered(achievement_report()).pages)
    return papers + [achievement_report()] * reports + [form()] * pledges


def bound(files: list[bytes]) -> pdf.Rendered:
    """The dossier put together from its sealed papers."""
    parts = [pdf.Part(f"Văn bản số {number}", content) for number, content in enumerate(files, start=1)]
    return pdf.bind(parts, cover_facts=samples.dossier_cover(), created=DAY, title="Hồ sơ khen thưởng")


def single(case: str, paper: Paper, pages: int, folder: Path, **more: float) -> None:
    """A paper of so many pages, each engine warm but LibreOffice, which is called anew as an official does."""
    _expect(case, rendered(paper).pages, pages)
    _report(case, lambda: rendered(paper), [paper], folder, **more, **_beside(paper, folder, RUNS))


def form_1(folder: Path) -> None:
    """Laid out for itself; as a pledge is sealed, its words exchanged on the form, it takes what "stamped" says."""
    kind, facts = form()
    asked = {"code": CODE, "created": DAY, "title": kind}
    stamped = median_ms(lambda: pdf.stamped(TEMPLATES[kind], facts, varying=VARYING, **asked), RUNS)
    single("form-1", (kind, facts), 1, folder, stamped=round(stamped, 2))


def report_3(folder: Path) -> None:
    single("report-3", achievement_report(), 3, folder)


def bind_30(folder: Path) -> None:
    papers = dossier()
    files = [rendered(paper).bytes for paper in papers]
    _expect("bind-30", bound(files).pages, DOSSIER_PAGES)
    _report("bind-30", lambda: bound(files), papers, folder)


def render_30(folder: Path) -> None:
    papers = dossier()
    _report("render-30", lambda: bound([rendered(paper).bytes for paper in papers]), papers, folder)


def list_2000(folder: Path) -> None:
    paper = long_roll()
    half = "roll", samples.roll(people=ROWS // 2)
    ours, of_half = median_ms(lambda: rendered(paper), 1), median_ms(lambda: rendered(half), 1)
    source = peers.word_file([markup(paper)], folder)
    more = {"half_as_long": round(of_half, 1), **_beside(paper, folder, 1)}
    report("list-2000", ours, PEER, peers.libreoffice_ms(source, folder, 1), **more)


CASES: dict[str, Callable[[Path], None]] = {
    "form-1": form_1,
    "report-3": report_3,
    "bind-30": bind_30,
    "render-30": render_30,
    "list-2000": list_2000,
}
BATCHES = ("batch-1000", "batch-1000-fixed", "batch-memory")


def _expect(case: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise SystemExit(f"{case}: {found} pages instead of {wanted}; the samples have changed")


def _report(case: str, ours: Callable[[], object], papers: list[Paper], folder: Path, **more: Any) -> None:
    """A figure of ours and of LibreOffice, run in turns on the same papers."""
    call = peers.libreoffice(peers.word_file([markup(paper) for paper in papers], folder), folder)
    mine, theirs = side_by_side_ms(ours, call, RUNS) if call else (median_ms(ours, RUNS), None)
    report(case, mine, PEER, theirs, **more)


def _beside(paper: Paper, folder: Path, runs: int) -> dict[str, dict[str, float]]:
    html = markup(paper)
    times = {"Chromium, warm": peers.chromium_ms(html, folder, runs), "Typst": peers.typst_ms(html, runs)}
    return {"beside": {name: round(time, 1) for name, time in times.items() if time is not None}}


def main(wanted: list[str]) -> None:
    """Measure the cases named, or all of them."""
    unknown = set(wanted) - set(CASES) - set(BATCHES)
    if unknown:
        raise SystemExit(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join((*CASES, *BATCHES))}")
    pdf.warm_up()
    pdf.quiet_collector()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case, measure in CASES.items():
            if not wanted or case in wanted:
                measure(folder)
        if in_batches := [case for case in BATCHES if not wanted or case in wanted]:
            batches.cases(report, folder, in_batches)


if __name__ == "__main__":
    main(sys.argv[1:])
