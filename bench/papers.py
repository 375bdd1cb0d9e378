"""How long papers take, beside what an official would use instead. Run by hand: .venv/bin/python bench/papers.py

Prints one JSON object a line. Times are medians of one run on one machine: keep the ratio, not the number. The peer
is LibreOffice, one call per paper, as an official prints a Word file; without it that line is left out, with a word
about it on standard error. Binding is measured beside laying all parts out again.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app import pdf
from app.papers.documents import TEMPLATES
from tests.papers import samples

DAY = date(2026, 8, 20)
RUNS = 7


def median_ms(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median of several runs in milliseconds, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def report(case: str, ours: float, peer: str, peer_value: float) -> None:
    """One line of the result; a ratio above 1 says that ours is better."""
    line = {"case": case, "unit": "ms", "ours": round(ours, 1), "peer": peer, "peer_value": round(peer_value, 1)}
    print(json.dumps(line | {"ratio": round(peer_value / ours, 2)}, ensure_ascii=False), flush=True)


def rendered(kind: str) -> bytes:
    """One paper of a kind, from its sample facts."""
    facts = getattr(samples, kind)()
    return pdf.render(TEMPLATES[kind], facts, code="ABCDEFGHJK", created=DAY, title=kind).bytes


def by_libreoffice(kind: str, folder: Path) -> Callable[[], object]:
    """The same text as a file that LibreOffice turns into PDF, one call per paper."""
    source = folder / f"{kind}.html"
    text = "\n".join(pdf.text_of(rendered(kind)))
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    source.write_text(f'<html><head><meta charset="utf-8"></head><body>{lines}</body></html>', encoding="utf-8")
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        "pdf:writer_web_pdf_Export",
        "--outdir",
        str(folder),
        str(source),
    ]
    return lambda: subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> None:
    """Measure a form, a report, and a bound dossier."""
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            for kind in ("commitment", "report_person", "roll"):
                ours = median_ms(lambda kind=kind: rendered(kind))
                report(
                    f"{kind}, warm",
                    ours,
                    "LibreOffice, one call per paper",
                    median_ms(by_libreoffice(kind, Path(folder)), 3),
                )
    else:
        print("Không có soffice: bỏ phần so với LibreOffice.", file=sys.stderr)
    kinds = ("proposal", "roll", "report_person", "report_collective", "report_household", "minutes", "vote_count")
    parts = [pdf.Part(kind, rendered(kind)) for kind in kinds]
    bound = median_ms(lambda: pdf.bind(parts, cover_facts=samples.dossier_cover(), created=DAY, title="Hồ sơ"))
    again = median_ms(lambda: [rendered(kind) for kind in kinds], 3)
    report("dossier of 7 papers bound again after one change", bound, "laying every paper out again", again)


if __name__ == "__main__":
    main()
