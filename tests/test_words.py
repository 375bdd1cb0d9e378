"""Every code that reaches a screen has its Vietnamese sentence, and asks only for what the code carries."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes

from app.access import Role
from app.audit import EVENTS
from app.refusals import Refusal

ROOT = Path(__file__).parents[1]
TEMPLATES, APP = ROOT / "templates", ROOT / "app"
WORDS = (
    Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    .get_template("macros/words.html")
    .module
)


def test_no_code_has_two_words():
    """Of a key written twice the first is silently lost: two refusals of other meaning would say the same."""
    page = (TEMPLATES / "macros" / "words.html").read_text(encoding="utf-8")
    tables = Environment(autoescape=True).parse(page).find_all(nodes.Dict)
    keys = [[pair.key.value for pair in table.items] for table in tables]
    assert [key for found in keys for key in found if found.count(key) > 1] == []


def test_every_role_has_its_name():
    assert set(WORDS.ROLES) == {role.value for role in Role}


def test_every_event_has_its_sentence_with_exactly_its_keys():
    asked = {code: frozenset(re.findall(r"%\((\w+)\)s", sentence)) for code, sentence in WORDS.EVENTS.items()}
    assert asked == EVENTS


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"event": "signed-in", "keys": {}}, "Đăng nhập."),
        (
            {"event": "invited", "keys": {"name": "Lò Thị Ẳng", "role": "clerk"}},
            "Mời Lò Thị Ẳng làm Văn thư.",
        ),
        ({"event": "training-saved", "keys": {"day": "2026-09-05"}}, "Ghi buổi tập huấn ngày 05/09/2026."),
        ({"event": "training-saved", "keys": {"day": "5/9"}}, "Ghi buổi tập huấn ngày 5/9."),
        ({"event": "person-saved", "keys": {"name": "<b>A</b>"}}, "Ghi thông tin của &lt;b&gt;A&lt;/b&gt;."),
    ],
)
def test_line_of_the_log_reads_as_a_sentence(line, sentence):
    assert str(WORDS.event(SimpleNamespace(**line))) == sentence


def test_refusal_without_article_is_the_bare_sentence():
    assert str(WORDS.refusal(Refusal("wrong-state"))) == "Bước này không làm được ở trạng thái hiện tại."


def test_refusal_names_its_article():
    assert str(WORDS.refusal(Refusal("own-dossier", "khoản 3 Điều 12"))) == (
        "Không ai thẩm định, phê duyệt hoặc quyết định hồ sơ do chính mình lập. <cite>(khoản 3 Điều 12)</cite>"
    )


def codes_of_refusals():
    """Every code written as Refusal("…") anywhere in the app."""
    calls = [
        node
        for module in APP.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal" and node.args
    ]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


def test_every_refusal_has_its_sentence():
    assert codes_of_refusals() - set(WORDS.REFUSALS) == set()
