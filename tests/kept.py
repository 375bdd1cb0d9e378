"""Work whose outcome is known already is not done twice: a paper laid out from the same HTML, a page read over.

The tests bring the same dossier to the same state again and again, on both databases. What comes out is kept in a
folder under the SHA-256 of what went in; `./test` gives both runs the same folder. A paper is taken from there only
where a test has the cast and merely needs the paper. Its template is still run, so an absent fact is found every time.
The tests of the press make theirs anew: they prove that the same facts give the same bytes in every process.
"""

import atexit
import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from app.pdf import binding, press


def _folder() -> Path:
    if given := os.environ.get("TESTS_KEPT"):
        return Path(given)
    own = tempfile.TemporaryDirectory(prefix="sovang-kept-")
    atexit.register(own.cleanup)
    return Path(own.name)


FOLDER = _folder()


def once(work: Callable[[], Any], *given: str | None) -> Any:
    """The outcome of this work, which depends on nothing but what is given; done when nobody has done it before."""
    place = FOLDER / hashlib.sha256(repr(given).encode()).hexdigest()
    try:
        return pickle.loads(place.read_bytes())
    except FileNotFoundError:
        made = work()
    part = place.with_suffix(f".{os.getpid()}")  # renamed when whole: the other run may look at any moment
    part.write_bytes(pickle.dumps(made))
    part.rename(place)
    return made


_print_values = press.print_values


def _printed(template: str, values: dict, code: str | None, created: Any, title: str, draft: bool) -> Any:
    with press.lock:
        html = press.written(press.press(), template, values, code, created, title, draft)
    return once(lambda: _print_values(template, values, code, created, title, draft), "paper", html, code)


@contextmanager
def papers() -> Iterator[None]:
    """Inside the block a paper that was laid out before is taken from the folder."""
    with mock.patch.object(press, "print_values", _printed), mock.patch.object(binding, "print_values", _printed):
        yield
