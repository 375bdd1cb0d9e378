"""What came from elsewhere is what VENDOR.toml says: every file listed, every hash right, nothing remote."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[1] / "static"
LISTED = tomllib.loads((STATIC / "vendor" / "VENDOR.toml").read_text(encoding="utf-8"))["file"]
PATHS = [entry["path"] for entry in LISTED]
LICENCES = {"0BSD", "MIT", "OFL-1.1"}
# Where a licence of these packages stands; each listed file needs one in its package.
LICENCE_NAMES = re.compile(r"LICENSE(\.txt)?$")


def vendored_files():
    found = [path for path in (STATIC / "vendor").rglob("*") if path.is_file() and path.name != "VENDOR.toml"]
    found += (STATIC / "fonts").glob("BeVietnamPro*")
    return sorted(path.relative_to(STATIC).as_posix() for path in found)


def test_every_file_has_the_listed_hash():
    found = {path: hashlib.sha256((STATIC / path).read_bytes()).hexdigest() for path in PATHS}
    assert found == {entry["path"]: entry["sha256"] for entry in LISTED}


def test_list_names_exactly_the_files_there():
    assert sorted(PATHS) == vendored_files()


def test_every_entry_is_complete():
    needed = {"path", "name", "version", "licence", "sha256"}
    changed = {"upstream_sha256", "change"}
    assert [e["path"] for e in LISTED if set(e) not in (needed, needed | changed)] == []


def test_every_licence_allows_use_and_stands_beside_its_files():
    assert {entry["licence"] for entry in LISTED} == LICENCES
    with_text = {e["name"] for e in LISTED if LICENCE_NAMES.search(e["path"])}
    assert with_text == {entry["name"] for entry in LISTED}


def style_sheets():
    return sorted(STATIC.rglob("*.css"))


@pytest.mark.parametrize("sheet", style_sheets(), ids=lambda path: path.name)
def test_style_sheet_has_no_remote_address(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    # The name space of an SVG inside a data: picture is a name, not an address that is loaded.
    text = text.replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"(?:https?:)?//[\w.-]+", text) == []
    assert re.findall(r"@import", text) == []


@pytest.mark.parametrize("sheet", style_sheets(), ids=lambda path: path.name)
def test_style_sheet_names_only_files_that_exist(sheet):
    named = re.findall(r"url\(\s*[\"']?(?!data:)([^\"')]+)", sheet.read_text(encoding="utf-8"))
    # Papers name their files as own:path below static/, the only addresses the PDF fetcher answers.
    files = [STATIC / name[4:] if name.startswith("own:") else sheet.parent / name for name in named]
    assert [file.name for file in files if not file.is_file()] == []


@pytest.mark.parametrize("path", [p for p in PATHS if p.endswith((".js", ".css"))])
def test_no_source_map_is_asked_for(path):
    assert "sourceMappingURL" not in (STATIC / path).read_text(encoding="utf-8")


def test_icons_are_plain_drawings():
    texts = {path: (STATIC / path).read_text(encoding="utf-8") for path in PATHS if path.endswith(".svg")}
    active = re.compile(r"<script|<style|style=|href=|\son\w+=")
    assert [path for path, text in texts.items() if active.search(text)] == []
