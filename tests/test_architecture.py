"""The shape of the house: imports, banned words, the one commit, and a sentence for every code."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.config import ROOT

SOURCES = sorted((ROOT / "app").rglob("*.py"))
WORDS = (
    Environment(loader=FileSystemLoader(ROOT / "templates"), undefined=StrictUndefined, autoescape=True)
    .get_template("macros/words.html")
    .module
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def using(pattern: str) -> set[str]:
    """Files of app/ whose source holds this pattern."""
    return {name(path) for path in SOURCES if re.search(pattern, path.read_text(encoding="utf-8"))}


def test_the_import_contracts_hold():
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, re.findall(r"^.*BROKEN.*$", done.stdout, re.M)) == (0, []), done.stdout[-4000:]


def test_the_one_commit():
    assert using(r"\.commit\(") == {"app/db.py"}


def test_nothing_is_written_in_bulk():
    assert using(r"\bbulk_\w+\(") == set()


def test_sql_in_strings_stands_on_the_ground_only():
    """Strings that begin as SQL does; docstrings begin with a sentence."""
    starts = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|BEGIN|CREATE|DROP|ALTER|WITH)\s", re.ASCII)
    found = {
        name(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and starts.match(node.value)
    }
    assert found <= {"app/db.py", "app/tenancy.py", "app/storage.py"}


def test_raw_sql_is_never_made():
    """text() of SQLAlchemy stands where the scope itself speaks to PostgreSQL: the guard could not read it."""
    assert using(r"from sqlalchemy(\.sql)? import [^\n]*\btext\b") == {"app/tenancy.py"}


@pytest.mark.parametrize("banned", ["utils", "helpers", "common", "manager", "misc", "services"])
def test_no_module_has_a_name_that_says_nothing(banned):
    assert [name(path) for path in SOURCES if banned in (path.stem, *path.relative_to(ROOT).parts)] == []


def test_no_module_stands_beside_a_folder_of_its_name():
    """The folder wins without a word, and the file would go on being read and mended for nothing."""
    assert [name(path) for path in SOURCES if path.with_suffix("").is_dir()] == []


def test_every_module_says_what_it_is():
    silent = [name(path) for path in SOURCES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_every_public_function_of_the_thinking_floors_says_what_it_means():
    floors = re.compile(r"app/(law/|\w+/(rules|actions|measures)(\.py|/))")
    silent = []
    for path in SOURCES:
        if not floors.match(name(path)):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{name(path)}: {node.name}")
    assert silent == []


def test_every_refusal_used_has_its_sentence():
    """Codes are written out where a Refusal is made, so that this test and a reader can find them."""
    codes, computed = set(), []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal" and node.args:
                spoken = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
                codes |= {one for one in spoken if isinstance(one, str)}
                if not spoken:
                    computed.append(name(path))
    assert codes - set(WORDS.REFUSALS) == set()


def test_every_refusal_sentence_asks_for_nothing_but_the_detail():
    asked = {code: set(re.findall(r"%\((\w+)\)s", sentence)) for code, sentence in WORDS.REFUSALS.items()}
    assert {code: keys for code, keys in asked.items() if keys - {"detail"}} == {}


def test_no_ticket_number_or_note_to_oneself_is_left():
    assert using(r"\b(TODO|FIXME|XXX|HACK)\b") == set()


def test_only_the_clock_reads_the_clock():
    assert using(r"date\.today\(|datetime\.now\(|\btime\.time\(|utcnow\(") == {"app/clock.py"}
