"""flask diagram, and that each slice's drawing is the one of its table of moves."""

import importlib

import pytest

from app.cli import diagrams
from app.refusals import Move

MOVES = {"send": Move(frozenset({"draft", "back"}), "sent"), "return": Move(frozenset({"sent"}), "back")}
DRAWN = """stateDiagram-v2
    back --> sent: send
    draft --> sent: send
    sent --> back: return"""


def test_drawing_has_a_line_for_each_state_a_move_begins_in():
    assert diagrams.drawn(MOVES) == DRAWN


def test_drawing_is_put_at_the_end_of_the_docstring():
    source = '"""A slice."""\n\nNAME = 1\n'
    assert diagrams.with_drawing(source, MOVES) == (
        f'"""A slice.\n\n{diagrams.BEGIN}\n\n{DRAWN}\n\n{diagrams.END}\n"""\n\nNAME = 1\n'
    )


def test_drawing_is_put_in_place_of_the_old_one_and_nothing_else_changes():
    source = f'"""A slice.\n\n{diagrams.BEGIN}\n\nold\n\n{diagrams.END}\n\nMore words.\n"""\n'
    once = diagrams.with_drawing(source, MOVES)
    assert once == f'"""A slice.\n\n{diagrams.BEGIN}\n\n{DRAWN}\n\n{diagrams.END}\n\nMore words.\n"""\n'
    assert diagrams.with_drawing(once, MOVES) == once


@pytest.mark.parametrize("name", diagrams.SLICES)
def test_docstring_of_the_slice_shows_its_moves(name):
    docstring = importlib.import_module(f"app.{name}").__doc__ or ""
    assert diagrams.drawn(diagrams.SLICES[name]) in docstring


def test_document_is_the_one_of_the_tables_in_the_words_of_the_pages(app):
    with app.app_context():
        found = diagrams.document()
    assert diagrams.DOCUMENT.read_text(encoding="utf-8") == found
    assert "| Phê duyệt (`approve`) | Đã lập tờ trình | Đã duyệt, chờ cấp số |" in found


@pytest.mark.parametrize("name", diagrams.SLICES)
def test_command_would_change_nothing(name):
    source = diagrams.package_of(name).read_text(encoding="utf-8")
    assert diagrams.with_drawing(source, diagrams.SLICES[name]) == source
