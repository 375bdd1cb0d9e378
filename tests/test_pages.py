"""Every page that needs no record, as each role sees it; every template compiles; every block is part of its page."""

import re

import pytest
from flask.testing import FlaskClient
from jinja2 import meta

from app.access import Can, verbs_of
from app.config import ROOT
from tests import cast as casting
from tests import pages
from tests.routes import plain_pages

# Pages that are there at certain places or times only, or for records named in the address; each has its own tests.
NOT_HERE = {
    "accounts.communes",
    "accounts.first_run",
    "commitments.figure_list",
    "commitments.figure_list_sheet",
    "commitments.stack",
    "oversight.part_xlsx",
    "plans.new_condition",
}
TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("name", casting.PEOPLE)
def test_every_page_without_a_record_is_a_whole_valid_page(app, browser_of, name):
    browser = browser_of(name)
    role = casting.PEOPLE[name][2]
    wrong = {}
    for rule in plain_pages(app, role):
        if rule.endpoint in NOT_HERE:
            continue
        answer = FlaskClient.open(browser, rule.rule, method="GET")
        faults = pages.faults(answer.text) if answer.mimetype == "text/html" and answer.status_code == 200 else []
        if answer.status_code not in (200, 303) or faults:
            wrong[rule.rule] = (answer.status_code, faults)
    assert wrong == {}


def test_pages_of_a_stranger_are_valid_too(app, client):
    for rule in plain_pages(app, None):
        assert client.get(rule.rule).status_code in (200, 303) or rule.endpoint in NOT_HERE, rule.rule


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_template_compiles_and_names_only_templates_there_are(app, name):
    source = (ROOT / "templates" / name).read_text(encoding="utf-8")
    tree = app.jinja_env.parse(source)
    named = {one for one in meta.find_referenced_templates(tree) if one}
    assert {one for one in named if not (ROOT / "templates" / one).exists()} == set()
    app.jinja_env.get_template(str(name))


@pytest.mark.parametrize("name", [one for one in TEMPLATES if one.parts[0] != "documents"], ids=str)
def test_template_has_no_inline_script_style_or_handler(name):
    source = (ROOT / "templates" / name).read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|hx-on|\bjs:|<script(?![^>]*\ssrc=)", source) == []


def blocks_sent(app):
    """Every pair of template and block that a view names in its source."""
    found = set()
    for path in (ROOT / "app").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"page\(\s*((?:[^()]|\([^()]*\))*)\)", text):
            template = re.match(r'f?"([^"{]+\.html)"', call)
            block = re.search(r'block="(\w+)"', call)
            if template and block:
                found.add((template[1], block[1]))
    return sorted(found)


def test_every_block_a_view_sends_is_in_its_template(app):
    for template, block in blocks_sent(app):
        assert block in app.jinja_env.get_template(template).blocks, (template, block)


def test_blocks_that_htmx_gets_are_pieces_of_their_pages(app, browser_of):
    """The same address asked for a piece answers with a part of the whole page, token by token."""
    partial = {"HX-Request": "true", "HX-Request-Type": "partial"}
    for name in ("officer", "administrator", "trainer"):
        browser = browser_of(name)
        for rule in plain_pages(app, casting.PEOPLE[name][2]):
            whole = FlaskClient.open(browser, rule.rule, method="GET")
            if whole.status_code != 200 or whole.mimetype != "text/html":
                continue
            piece = FlaskClient.open(browser, rule.rule, method="GET", headers=partial)
            assert without_tokens(piece.text).strip() in without_tokens(whole.text), rule.rule


def without_tokens(html: str) -> str:
    return re.sub(r'name="csrf_token"[^>]*>', "", html)


def test_answers_say_what_they_vary_by(browser_of):
    answer = browser_of("officer").get("/")
    assert "HX-Request-Type" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_verbs_of_static_files(app):
    assert verbs_of(app, "static") == (Can.ANYONE,)
