"""The same hundred names in one order: on the page, on paper, in Excel; on SQLite and on PostgreSQL."""

import io
import random
import re
import unicodedata

from openpyxl import load_workbook  # noqa: TID251 read as another program reads it

from app import names, text
from app.config import ROOT
from app.db import db
from app.imports.actions.exchange import exchange_file
from app.imports.queries.kinds import kind_of
from app.people import actions as people
from app.people.models import Person
from app.places import queries as places
from app.training import actions as training
from app.training import documents, queries
from app.training.models import Course, Training
from tests.cast import DAY, acting
from tests.hundred_names import HUNDRED
from tests.training import rows


def typed(place: int, name: str) -> str:
    """A name as it may come in: put together or taken apart, in capitals, with too many spaces."""
    if place % 5 == 1:
        return unicodedata.normalize("NFD", name)
    return f"  {name.replace(' ', '  ')} " if place % 5 == 2 else name


def mixed() -> list[str]:
    """The hundred in an order that is nobody's, the same each time."""
    found = [typed(place, name) for place, name in enumerate(HUNDRED)]
    random.Random(17).shuffle(found)
    return found


def test_a_hundred_names_by_hand():
    assert len(HUNDRED) == 100
    assert sorted(map(text.nfc, mixed()), key=names.order_key) == list(HUNDRED)
    assert [names.order_key(name.upper()) for name in HUNDRED] == [names.order_key(name) for name in HUNDRED]


def test_page_paper_and_workbooks_agree(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, learners=0)
    with app.app_context(), acting(cast.users["officer"]):
        course = db.session.get_one(Course, made.course)
        everybody = [rows.person(name, made.hamlet, year=1950 + place % 50) for place, name in enumerate(mixed())]
        db.session.flush()
        training.add_learners(course, everybody)
        db.session.flush()
        meeting = db.session.get_one(Training, made.trainings[0])
        roll = documents.attendance_sheet(
            meeting, queries.learners(course.id), places.authority_name(cast.home, DAY), (1, 2)
        )
        exchanged = load_workbook(io.BytesIO(exchange_file(kind_of("people"), None))).active
    found = {
        "paper": [row.name for row in roll.rows],
        "exchange": [row[0].value for row in exchanged.iter_rows(min_row=3)],
    }
    officer = browser_of("officer")
    page = officer.get("/people/?all=1").text
    found["page"] = [
        one.replace("&#39;", "'") for one in re.findall(r'<th scope="row"><a href="/people/\d+">([^<]+)</a>', page)
    ]
    sheet = load_workbook(io.BytesIO(officer.get("/people/people.xlsx").data)).active
    lines = [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=3)]
    found["workbook"] = [line[1] for line in lines]
    class_page = load_workbook(io.BytesIO(officer.get(f"/training/{made.course}?xlsx=hoc-vien").data)).active
    found["list of a class"] = [row[1].value for row in class_page.iter_rows(min_row=3)]
    for where, order in found.items():
        assert order == list(HUNDRED), where
    assert {line[1]: line[2:] for line in lines if line[1] in ("Y Wang Niê", "Tôn Nữ Hương Giang")} == {
        "Y Wang Niê": ["Niê", None, "Y Wang"],
        "Tôn Nữ Hương Giang": ["Tôn Nữ", "Hương", "Giang"],
    }


def test_parts_set_by_hand_move_the_name_everywhere(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        for name in ("Ksor H' Bơ Khăp", "Lê An", "Lê Xuân"):
            people.save_person(None, DAY, name=name, birth_year=1980)
        db.session.flush()
        known = db.session.query(Person).filter_by(name="Ksor H' Bơ Khăp").one()
        known.name_order = "f1 g3"
    sheet = load_workbook(io.BytesIO(browser_of("officer").get("/people/people.xlsx").data)).active
    assert [[cell.value for cell in row[1:5]] for row in sheet.iter_rows(min_row=3)] == [
        ["Lê An", "Lê", None, "An"],
        ["Ksor H' Bơ Khăp", "Ksor", None, "H' Bơ Khăp"],
        ["Lê Xuân", "Lê", None, "Xuân"],
    ]


def test_nobody_orders_people_or_words_by_their_bytes():
    """The key of a name, not the name, stands behind ORDER BY; templates do not order."""
    said = [*(ROOT / "app").rglob("*.py")]
    by_bytes = re.compile(
        r"order_by\([^)\n]*\b(?:User\.full_name|Person\.name|Hamlet\.name|Unit\.name|Collective\.name)\b"
    )
    assert [path.name for path in said if by_bytes.search(path.read_text(encoding="utf-8"))] == []
    pages = [*(ROOT / "templates").rglob("*.html")]
    ordering = re.compile(r"\|\s*(?:dictsort|sort\(attribute=\"(?:name|full_name)\")")
    assert [path.name for path in pages if ordering.search(path.read_text(encoding="utf-8"))] == []


def test_no_page_and_no_sentence_breaks_a_letter_by_its_case():
    """str.title() and str.capitalize(), and the filters of these names, make small what must stay: VNeID, UBND."""
    code = re.compile(r"\.(?:title|capitalize|swapcase)\(\)")
    assert [path.name for path in (ROOT / "app").rglob("*.py") if code.search(path.read_text(encoding="utf-8"))] == [
        "text.py"  # where its docstring says why not
    ]
    filters = re.compile(r"\|\s*(?:title|capitalize)\b")
    pages = [*(ROOT / "templates").rglob("*.html")]
    assert [path.name for path in pages if filters.search(path.read_text(encoding="utf-8"))] == []
