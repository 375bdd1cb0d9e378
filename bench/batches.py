"""Batches of commitment forms: the ordinary way, stamped from a form laid out once, and how much memory it takes.

Called by bench/papers.py. The peer is LibreOffice in its best arrangement: one Word file of all forms, turned into PDF
by one call, with the filling of the forms counted and no codes on the pages. Ours are made by as many processes as
there are cores, warm as a server keeps them, and joined; the stamped ones also by one process alone, and the better
arrangement counts, as for the peer.
"""

import copy
import dataclasses
import io
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import docx as python_docx
from docx.enum.text import WD_BREAK

from app import pdf, word
from app.commitments.documents import HAND, VARYING, Commitment
from app.papers.documents import TEMPLATES, SignatureBlock
from app.papers.rules import short_code
from app.pdf.blanks import shared_length
from bench import peers
from tests.papers import samples

DAY = date(2026, 8, 20)
FORMS = 1_000
MANY = 10_000
LIMIT_MB = 600
CORES = os.cpu_count() or 1
AT_ONCE = 25  # forms that a process is given at a time
PEER = "LibreOffice, one merged file, filling counted"
OPEN: dict[str, Any] = {"name": "QNAME", "address": "QADDRESS", "birth_date": "QDAY"}

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý"
MIDDLE = "Văn Thị Hữu Đức Ngọc Thuỳ Quang Minh Thanh Xuân Hoàng"
GIVEN = "Ưởng An Bình Chi Dũng Hà Khánh Liên Mỹ Nghĩa Oanh Phượng Quỳnh Sỹ Yến"


def facts(number: int) -> Commitment:
    """The pledge of one of many households, each with its own name, day, address and head of the hamlet."""
    family, middle, given = FAMILY.split(), MIDDLE.split(), GIVEN.split()
    name = f"{family[number % 15]} {middle[number // 15 % 11]} {given[number // 165 % 15]}"
    hamlet = 1 + number % 20
    whole = samples.commitment("household")
    head = f"{family[hamlet % 15]} Văn {given[hamlet % 15]}"
    confirmed = SignatureBlock(lines=("XÁC NHẬN CỦA", "TRƯỞNG THÔN"), hint=HAND, name=head)
    return dataclasses.replace(
        whole,
        name=name,
        address=f"Thôn {hamlet}, xã Vạn An, tỉnh Nghệ An",
        birth_date=f"{1 + number % 28:02d}/{1 + number % 12:02d}/{1940 + number % 60}",
        household_size=1 + number % 9,
        confirmation=confirmed,
    )


def ordinary(numbers: Sequence[int]) -> list[bytes]:
    """Some forms, each laid out for itself."""
    return [pdf.render(TEMPLATES["commitment"], facts(number), **_asked(number)).bytes for number in numbers]


def stamped(numbers: Iterable[int]) -> Iterator[bytes]:
    """Some forms, the words exchanged on one that was laid out once."""
    for number in numbers:
        yield pdf.stamped(TEMPLATES["commitment"], facts(number), varying=VARYING, **_asked(number)).bytes


def stamped_share(numbers: Sequence[int]) -> tuple[bytes, list[bytes]]:
    """Some forms as one process hands them to another: the bytes that all share once, then what each has of its own."""
    files = list(stamped(numbers))
    head = files[0][: shared_length(files[0])]
    if not all(content.startswith(head) for content in files):
        raise SystemExit("batch-1000-fixed: the forms are not of one layout; the samples have changed")
    return head, [content[len(head) :] for content in files]


def _asked(number: int) -> dict[str, Any]:
    return {"code": short_code(str(number)), "created": DAY, "title": f"Bản cam kết: {facts(number).name}"}


def ordinary_stack(processes: ProcessPoolExecutor) -> pdf.Rendered:
    """A thousand forms as one print file, each of them laid out."""
    return pdf.stack(content for part in processes.map(ordinary, _shares(AT_ONCE)) for content in part)


def fixed_stack(processes: ProcessPoolExecutor) -> pdf.Rendered:
    """A thousand forms as one print file, one of them laid out."""
    shares = processes.map(stamped_share, _shares(-(-FORMS // CORES)))
    return pdf.stack(head + own for head, owns in shares for own in owns)


def _shares(size: int) -> list[range]:
    return [range(start, min(start + size, FORMS)) for start in range(0, FORMS, size)]


def _warm() -> None:
    pdf.warm_up()
    pdf.quiet_collector()
    pdf.stack(stamped(range(20)))


def _warm_processes() -> ProcessPoolExecutor:
    processes = ProcessPoolExecutor(CORES, multiprocessing.get_context("spawn"), _warm)
    list(processes.map(ordinary, [range(2)] * CORES))
    return processes


def merged_word_file(folder: Path) -> Path:
    """A thousand forms filled into one Word file: made once, its open places filled a thousand times."""
    blank = dataclasses.replace(facts(0), **OPEN)
    html = pdf.markup(TEMPLATES["commitment"], blank, created=DAY, title="Bản cam kết")
    file = python_docx.Document(io.BytesIO(word.docx(html, title="Bản cam kết", created=DAY)))
    end = file.element.body[-1]
    form = [copy.deepcopy(part) for part in file.element.body[:-1]]
    for part in file.element.body[:-1]:
        file.element.body.remove(part)
    for number in range(FORMS):
        one = facts(number)
        filled = {mark: getattr(one, name) for name, mark in OPEN.items()}
        for part in form:
            end.addprevious(_filled(copy.deepcopy(part), filled))
        broken = file.add_paragraph()
        broken.add_run().add_break(WD_BREAK.PAGE)
    target = folder / "batch.docx"
    file.save(str(target))
    return target


def _filled(part: Any, words: dict[str, str]) -> Any:
    for text in part.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        for mark, value in words.items():
            if text.text and mark in text.text:
                text.text = text.text.replace(mark, value)
    return part


def peer_ms(folder: Path) -> float | None:
    """Filling and turning the merged Word file, once."""
    start = time.perf_counter()
    source = merged_word_file(folder)
    filling = (time.perf_counter() - start) * 1000
    turning = peers.libreoffice_ms(source, folder, 1)
    return filling + turning if turning else None


def peak_mb() -> float:
    """The most memory that a process of its own took to make ten thousand forms and their print file."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(_peak_of_many).result()


def _peak_of_many() -> float:
    made = pdf.stack(stamped(range(MANY)))
    if made.pages != MANY:
        raise SystemExit(f"batch-memory: {made.pages} pages instead of {MANY}")
    # Not getrusage: it would count what the process that started this one held at that moment.
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _once_ms(work: Callable[[], pdf.Rendered]) -> float:
    start = time.perf_counter()
    pages = work().pages
    if pages != FORMS:
        raise SystemExit(f"{pages} pages instead of {FORMS}; the samples have changed")
    return (time.perf_counter() - start) * 1000


def _fixed(report: Callable[..., None], processes: ProcessPoolExecutor, theirs: float | None) -> None:
    fixed_stack(processes)
    every = _median(lambda: fixed_stack(processes))
    _warm()
    alone = _median(lambda: pdf.stack(stamped(range(FORMS))))
    arrangements = {"all_cores": round(every, 1), "one_process": round(alone, 1)}
    report("batch-1000-fixed", min(every, alone), PEER, theirs, **arrangements)


def _median(work: Callable[[], pdf.Rendered]) -> float:
    return statistics.median(_once_ms(work) for _run in range(5))


def cases(report: Callable[..., None], folder: Path, wanted: Sequence[str] = ()) -> None:
    """Report the batches: batch-1000, batch-1000-fixed, batch-memory, or those wanted."""
    timed = [case for case in ("batch-1000", "batch-1000-fixed") if not wanted or case in wanted]
    if timed:
        theirs = peer_ms(folder)
        with _warm_processes() as processes:
            if "batch-1000" in timed:
                report("batch-1000", _once_ms(lambda: ordinary_stack(processes)), PEER, theirs, processes=CORES)
            if "batch-1000-fixed" in timed:
                _fixed(report, processes, theirs)
    if not wanted or "batch-memory" in wanted:
        report("batch-memory", peak_mb(), "limit", LIMIT_MB, unit="MB", forms=MANY)


if __name__ == "__main__":
    from bench.report import report as print_line

    with tempfile.TemporaryDirectory() as scratch:
        cases(print_line, Path(scratch), sys.argv[1:])
