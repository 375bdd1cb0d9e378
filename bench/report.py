"""One figure of a benchmark as one JSON object a line."""

import json
import statistics
import time
from collections.abc import Callable
from typing import Any


def median_ms(work: Callable[[], object], runs: int) -> float:
    """The median of several runs in milliseconds; of more than one run, the first is made once before, uncounted."""
    if runs > 1:
        work()
    return statistics.median(_ms(work) for _ in range(runs))


def side_by_side_ms(ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> tuple[float, float]:
    """The medians of both, taken in turns, so that whatever else the machine does meets both alike.

    Ours runs three times a turn: it is measured warm, and a whole office program has just gone through the caches.
    """
    ours()
    theirs()
    turns = [([_ms(ours) for _ in range(3)], _ms(theirs)) for _ in range(runs)]
    return statistics.median(time for mine, _ in turns for time in mine), statistics.median(peer for _, peer in turns)


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def line(
    case: str,
    ours: float,
    peer: str,
    peer_value: float | None,
    *,
    unit: str = "ms",
    less_is_better: bool = True,
    **more: Any,
) -> dict[str, Any]:
    """A figure as it is printed; a ratio above 1 says that ours is better, and without a peer there is none."""
    ratio = None
    if peer_value:
        ratio = round(peer_value / ours if less_is_better else ours / peer_value, 2)
        peer_value = round(peer_value, 1)
    return {
        "case": case,
        "unit": unit,
        "ours": round(ours, 1),
        "peer": peer,
        "peer_value": peer_value,
        "ratio": ratio,
        **more,
    }


def report(case: str, ours: float, peer: str, peer_value: float | None, **more: Any) -> None:
    """Print a figure as soon as it is known."""
    print(json.dumps(line(case, ours, peer, peer_value, **more), ensure_ascii=False), flush=True)
