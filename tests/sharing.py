"""Two runs of the same tests beside each other: each takes the next module that nobody has taken yet.

`./test` gives both the same folder of claims; without it a run does everything itself. So the two cores are busy to the
end however the modules grow, and a run that starts late, after the one on PostgreSQL, takes what is left.
Not pytest-xdist: it would start its workers at once, and hand out tests instead of modules, whose fixtures serve many.
"""

import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from app.config import ROOT

CLAIMS = os.environ.get("TESTS_CLAIMS")


def run(session) -> bool | None:
    """Run the modules this run gets hold of; None when it is to run all of them, as pytest does."""
    if not CLAIMS or session.testsfailed or session.config.option.collectonly:
        return None
    mine = claimed(session.items, Path(CLAIMS))
    following = next(mine, None)
    while items := following:
        following = next(mine, None)  # before the last test of this module, which must know what is torn down after it
        for item, coming in zip(items, [*items[1:], following[0] if following else None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=coming)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)
    return True


def claimed(items: list, folder: Path) -> Iterator[list]:
    """The tests of each module that nobody else has, in the order of the run."""
    for path, tests in groupby(items, key=lambda item: item.path):
        if _claim(folder / path.relative_to(ROOT).as_posix().replace("/", "-")):
            yield list(tests)


def _claim(place: Path) -> bool:
    try:
        place.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
