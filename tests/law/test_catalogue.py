"""The loader stops at every fault of the data, and `.on(day)` answers for half-open periods."""

import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

import app.law
from app.law import AWARDS, DEFAULTS, Citation, LawDataError, NotInForce
from app.law.loader import load

DATA = Path(app.law.__file__).parent / "data"
ROOT = Path(app.law.__file__).parents[2]


@pytest.fixture
def edited(tmp_path):
    """Copy the data, replace one piece of text in one file, and load the copy."""

    def load_with(name: str, old: str, new: str):
        for path in DATA.glob("*.toml"):
            text = path.read_text(encoding="utf-8")
            if path.stem == name:
                assert old in text
                text = text.replace(old, new, 1)
            (tmp_path / path.name).write_text(text, encoding="utf-8")
        return load(tmp_path)

    return load_with


SALARY = 'from = 2026-07-01\ncite = "ND161_2026: Điều 3 và Điều 6"'


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        pytest.param(
            "awards", 'level = "commune"', 'level = "commune"\ncolour = "red"', "unknown key colour", id="key"
        ),
        pytest.param("awards", 'person = { value = "0.3"', 'dog = { value = "0.3"', "unknown key dog", id="subject"),
        pytest.param("criteria", 'effect = "block"', 'effect = "scold"', "not one of block", id="effect"),
        pytest.param("criteria", 'mark = "D"\n', "", "missing mark", id="no-mark"),
        pytest.param("criteria", "checked = 2026-11-20\n", "", "missing checked", id="no-checked"),
        pytest.param("criteria", 'cite = "BN86: Điều 4.3"\n', "", "missing cite", id="no-cite"),
        pytest.param("criteria", 'cite = "BN86: Điều 4.3"', 'cite = "Điều 4.3"', "must read", id="bad-cite"),
        pytest.param("criteria", 'cite = "BN86:', 'cite = "BN99:', "unknown instrument BN99", id="unknown-cite"),
        pytest.param("criteria", 'mark = "D"', 'mark = "X"', "not one of C, Ct", id="bad-mark"),
        pytest.param("criteria", "from = 2025-07-01", 'from = "2025-07-01"', "must be a date", id="bad-date"),
        pytest.param("criteria", "from = 2025-07-01", "from = 2025-07-01T00:00:00", "must be a date", id="datetime"),
        pytest.param(
            "defaults", SALARY, SALARY.replace("2026-07-01", "2026-06-30"), "before ND161_2026", id="too-early"
        ),
        pytest.param(
            "defaults",
            SALARY,
            SALARY.replace("2026-07-01", "2026-07-02"),
            "certain beyond the end of ND73_2024",
            id="outlives",
        ),
        pytest.param("defaults", SALARY, SALARY.replace("2026-07-01", "2024-07-01"), "overlap", id="same-day"),
        pytest.param(
            "defaults", "from = 2024-07-01", "from = 2024-07-01\nuntil = 2026-06-01", "gap from 2026-06-01", id="gap"
        ),
        pytest.param("defaults", "from = 2024-07-01", "from = 2024-07-01\nuntil = 2026-08-01", "overlap", id="overlap"),
        pytest.param("defaults", "value = 2530000\n", "", "one has no value", id="no-value"),
        pytest.param("defaults", 'mark = "U"', 'mark = "U"\nvalue = 5', "one has no value", id="guessed"),
        pytest.param("defaults", 'local = "commune"', 'local = "hamlet"', "local must be", id="local"),
        pytest.param("awards", '"0.3", mark', "0.3, mark", "exact decimal", id="float"),
        pytest.param("awards", '"0.3", mark', '"0,3", mark', "not a decimal", id="comma"),
        pytest.param("awards", '"GK_XA.person.base"', '"GK_XA.person.bass"', "unknown criterion", id="criterion"),
        pytest.param("criteria", "general = true\n", "", "must be general or be asked", id="orphan"),
        pytest.param(
            "awards",
            'subjects = ["person", "collective", "household"]\nreport_years = { mark = "U", cite = "ND152',
            'subjects = ["person"]\nreport_years = { mark = "U", cite = "ND152',
            "coefficient for collective",
            id="not-given",
        ),
        pytest.param("awards", 'code = "BK_TINH"', 'code = "GK_XA"', "written twice", id="twice"),
        pytest.param("awards", 'level = "commune"', 'level = "district"', "is not known", id="level"),
        pytest.param("criteria", 'check = "achievement_unused"\n', "", "names its check", id="no-check"),
        pytest.param("criteria", 'text = "Gương mẫu', 'text = "" # "Gương mẫu', "has a text", id="no-text"),
        pytest.param("papers", 'body = "to_trinh"', 'body = "to_trin"', "unknown body", id="body"),
        pytest.param("papers", 'kind = "prose"', 'kind = "table"', "not one of line", id="seventh-kind"),
        pytest.param("papers", 'number = "01"', 'number = { value = "01" }', "missing mark", id="value-without-mark"),
        pytest.param(
            "instruments", 'replaces = ["ND91"]', 'replaces = ["ND90"]', "unknown instrument ND90", id="replaces"
        ),
        pytest.param(
            "instruments",
            "until = 2025-07-01\nreplaces",
            "until = 2025-06-30\nreplaces",
            "must end the day",
            id="chain",
        ),
        pytest.param("instruments", "boundary = 2026-10-01", "boundary = 2026-10-02", "boundary", id="boundary"),
        pytest.param(
            "instruments",
            'decided_by = "received_on"',
            'decided_by = "decided_on"',
            "only by received_on",
            id="decided",
        ),
        pytest.param(
            "instruments", 'instrument = "ND98", mark', 'instrument = "ND152", mark', "not in force", id="basis"
        ),
        pytest.param("instruments", 'text = "part"', 'text = "half"', "read, part or unknown", id="text"),
        pytest.param(
            "defaults",
            'cite = "SOVANG: nhắc việc"\nchecked = 2026-11-20\nmark = "D"',
            'cite = "SOVANG: nhắc việc"\nchecked = 2026-11-20\nmark = "C"',
            "our own design",
            id="own-c",
        ),
        pytest.param("confirmations", 'code = "tax"', 'code = "toll"', "unknown confirmation tax", id="topic"),
        pytest.param("awards", "[[award]]", "[[award", "awards.toml", id="not-toml"),
        pytest.param("awards", "khen thưởng", unicodedata.normalize("NFD", "khen thưởng"), "NFC", id="nfd"),
    ],
)
def test_load_stops_on(edited, name, old, new, message):
    with pytest.raises(LawDataError, match=message):
        edited(name, old, new)


def test_load_unchanged_copy(edited):
    assert edited("awards", "[[award]]", "[[award]]").awards == dict(AWARDS)


def test_load_missing_file(tmp_path):
    with pytest.raises(LawDataError, match="instruments.toml"):
        load(tmp_path)


def test_on_is_half_open():
    salary = DEFAULTS["money.base_salary"]
    days = (date(2024, 7, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [salary.on(day).value for day in days] == [2_340_000, 2_340_000, 2_530_000]
    assert [version.until for version in salary.versions] == [date(2026, 7, 1), None]


def test_on_before_the_first_version_says_what_is_known():
    with pytest.raises(NotInForce) as caught:
        AWARDS["GK_XA"].on(date(2023, 12, 31))
    assert str(caught.value) == "GK_XA: không có quy định cho ngày 31/12/2023 (dữ liệu có từ 01/01/2024)"


def test_the_law_cannot_be_changed_while_running():
    assert isinstance(AWARDS, MappingProxyType)
    with pytest.raises(TypeError):
        AWARDS["GK_XA"].on(date(2026, 1, 1)).coefficients["person"] = None
    with pytest.raises(AttributeError):
        AWARDS["GK_XA"].label = "Giấy khen"


def test_law_needs_no_flask_and_no_sql():
    code = (
        "import sys, types; package = types.ModuleType('app'); package.__path__ = ['app'];"
        "sys.modules['app'] = package; import app.law;"
        "print([n for n in sys.modules if n in ('flask', 'sqlalchemy', 'jinja2', 'wtforms')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("Điều 75", "Điều 75"),
        ("Điều 4 khoản 4", "khoản 4 Điều 4"),
        ("Điều 4.3", "khoản 3 Điều 4"),
        ("Điều 3.3 điểm đ", "điểm đ khoản 3 Điều 3"),
        ("Điều 49-54", "Điều 49-54"),
        ("Phụ lục III Mẫu 1.9", "Phụ lục III Mẫu 1.9"),
    ],
)
def test_place_is_cited_from_its_smallest_part_up(place, words):
    assert Citation("ND152", "152/2025/NĐ-CP", place).in_words == words
