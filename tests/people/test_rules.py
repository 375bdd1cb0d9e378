"""Rules of people, without a database."""

import unicodedata
from datetime import date

import pytest

from app.people.rules import (
    Birth,
    Books,
    Known,
    Line,
    Sex,
    Unreadable,
    birth_faults,
    collective_faults,
    confirmation_faults,
    content_columns,
    head_faults,
    judge,
    likely_same,
    match_hamlet,
    name_faults,
    parse_birth,
    parse_sex,
    parse_target_group,
)

TODAY = date(2026, 8, 20)
HAMLETS = {1: "Thôn Đông", 2: "Thôn 2", 3: "Thôn 10", 4: "Tổ dân phố số 4"}


def codes(reasons):
    return [reason.code for reason in reasons]


# ---- cells


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ("", Birth()),
        ("1980", Birth(birth_year=1980)),
        ("5/2/1980", Birth(born_on=date(1980, 2, 5))),
        ("05-02-1980", Birth(born_on=date(1980, 2, 5))),
        ("29.2.2024", Birth(born_on=date(2024, 2, 29))),
    ],
)
def test_birth_is_a_day_or_a_year(typed, birth):
    assert parse_birth(typed) == birth


@pytest.mark.parametrize("typed", ["30/2/1980", "5/2/80", "2/1980", "tháng 2", "1980-02-05", "19800"])
def test_birth_that_is_neither_is_refused(typed):
    with pytest.raises(Unreadable) as refused:
        parse_birth(typed)
    assert refused.value.reason.code == "birth-unreadable"


def test_birth_tells_its_year_and_how_it_is_written():
    assert (Birth(date(1980, 2, 5)).year, Birth(date(1980, 2, 5)).text) == (1980, "05/02/1980")
    assert (Birth(birth_year=1950).year, Birth(birth_year=1950).text) == (1950, "1950")
    assert (Birth().year, Birth().text) == (None, "")


def test_sex_and_group_as_people_write_them():
    assert [parse_sex(typed) for typed in ("", "Nam", "NỮ", "nu")] == [None, Sex.MALE, Sex.FEMALE, Sex.FEMALE]
    assert [parse_target_group(typed) for typed in ("", "t3", "Nhóm 1", "5")] == [None, "T3", "T1", "T5"]
    for parse, typed in ((parse_sex, "x"), (parse_target_group, "T6")):
        with pytest.raises(Unreadable):
            parse(typed)


# ---- faults


def test_name_faults():
    assert codes(name_faults("  ")) == ["name-missing"]
    assert codes(name_faults("123")) == ["name-without-letters"]
    assert codes(name_faults("Ă" * 81)) == ["name-too-long"]
    assert name_faults("Ă" * 80) == []
    assert name_faults(unicodedata.normalize("NFD", "ễ" * 80)) == []


@pytest.mark.parametrize(
    ("born_on", "year", "found"),
    [
        (None, None, []),
        (TODAY, None, []),
        (date(2026, 8, 21), None, ["born-in-future"]),
        (None, 2027, ["born-in-future"]),
        (None, 1906, []),
        (None, 1905, ["born-too-early"]),
        (None, 0, ["born-too-early"]),
        (date(1980, 1, 1), 1981, ["birth-year-differs"]),
    ],
)
def test_birth_faults(born_on, year, found):
    assert codes(birth_faults(born_on, year, TODAY)) == found


def test_other_faults():
    assert codes(confirmation_faults(date(2026, 8, 21), TODAY)) == ["confirmed-in-future"]
    assert confirmation_faults(TODAY, TODAY) == []
    assert codes(head_faults(True, 5, 6)) == ["head-of-other-household"]
    assert head_faults(True, 5, 5) == head_faults(False, 5, 6) == head_faults(False, None, None) == []
    assert codes(collective_faults(10, 11)) == ["women-above-headcount"]
    assert collective_faults(10, 10) == collective_faults(None, 3) == []


# ---- doubles


def test_likely_double_is_judged_by_name_year_and_hamlet():
    known = [
        Known(1, "Nguyễn Văn Đức", 1980, 1),
        Known(2, "Nguyễn Văn Đức", 1981, 1),
        Known(3, "Nguyễn Văn Đức", None, None),
        Known(4, "Nguyễn Văn Đức", 1980, 2),
        Known(5, "Nguyễn Văn Đức Anh", 1980, 1),
    ]
    assert [one.id for one in likely_same("nguyen van duc", 1980, 1, known)] == [1, 3]
    assert [one.id for one in likely_same("Nguyễn Văn Đức", None, None, known)] == [1, 2, 3, 4]
    assert likely_same("", None, None, known) == []


def test_same_day_of_birth_outweighs_another_hamlet():
    day = date(1980, 2, 5)
    moved = Known(1, "Lê Thị Hoa", 1980, 2, day)
    assert likely_same("Lê Thị Hoa", 1980, 1, [moved], day) == [moved]
    assert likely_same("Lê Thị Hoa", 1980, 2, [moved], date(1980, 2, 6)) == []
    assert likely_same("Lê Thị Hoa", 1980, 1, [moved]) == []


# ---- hamlets and columns


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("thôn đông", 1),
        ("Đông", 1),
        ("2", 2),
        ("Xóm 2", 2),
        ("thôn 02", 2),
        ("Thôn 1", None),
        ("TDP 4", 4),
        ("Thôn Tây", None),
    ],
)
def test_hamlet_is_found_by_its_whole_or_bare_name(typed, found):
    assert match_hamlet(typed, HAMLETS) == found


def test_hamlet_with_a_name_that_two_have_is_not_guessed():
    assert match_hamlet("Đông", {1: "Thôn Đông", 2: "Xóm Đông"}) is None
    assert match_hamlet("Xóm Đông", {1: "Thôn Đông", 2: "Xóm Đông"}) == 2


def test_columns_without_labels_are_told_by_what_only_we_know():
    columns = [["Lê A", "Lê B"], ["thôn 2", "Đông"], ["Nam", "Nữ"], ["T1", ""], ["ghi chú", "x"]]
    assert content_columns(columns, ["name", None, None, None, None], HAMLETS) == [
        *("name", "hamlet", "sex", "target_group", None)
    ]


# ---- a pasted list


def judged(*lines, **books):
    return judge(lines, Books(TODAY, HAMLETS, **books))


def doubts(one):
    return [(doubt.column, doubt.reason.code, doubt.blocking) for doubt in one.doubts]


def test_plain_line_is_new_and_understood():
    line = Line(1, "Trần Thị Bé", "5/2/1990", "Nữ", "Đông", "T3", "0912345678", "giáo viên")
    (one,) = judged(line)
    assert (one.line.choice, one.stopped, one.doubts) == ("new", False, ())
    assert (one.birth, one.sex, one.hamlet_id) == (Birth(date(1990, 2, 5)), Sex.FEMALE, 1)
    assert one.target_group == "T3"


def test_every_doubt_of_a_line_is_told_at_once():
    (one,) = judged(Line(1, "", "31/2/1990", "x", "Thôn Xa", "T9", "0" * 31, "n" * 201))
    assert doubts(one) == [
        ("name", "name-missing", True),
        ("born", "birth-unreadable", True),
        ("sex", "sex-unreadable", True),
        ("target_group", "group-unreadable", True),
        ("hamlet", "hamlet-unknown", True),
        ("phone", "cell-too-long", True),
        ("occupation", "cell-too-long", True),
    ]
    assert one.stopped


def test_missing_year_and_capitals_are_remarks_only():
    (one,) = judged(Line(1, unicodedata.normalize("NFD", "NGUYỄN VĂN ĐỨC")), hamlet_id=1)
    assert doubts(one) == [("name", "name-recased", False), ("born", "birth-missing", False)]
    assert (one.line.name, one.stopped, one.hamlet_id) == ("Nguyễn Văn Đức", False, 1)


def test_household_needs_a_hamlet_and_a_person_does_not():
    line = Line(1, "Trần Thị Bé", "1990")
    assert doubts(judged(line)[0]) == []
    assert doubts(judged(line, households=True)[0]) == [("hamlet", "hamlet-missing", True)]
    assert doubts(judged(line, Line(2, "Lê Văn Tý", "1991", hamlet="Đông"))[0]) == [("hamlet", "hamlet-missing", False)]


KNOWN = Known(7, "Lê Văn Tý", 1991, 1)


def test_likely_double_waits_for_a_choice_unless_everything_is_the_same():
    (doubtful,) = judged(Line(1, "Lê Văn Tý", "", hamlet="Đông"), known=[KNOWN])
    assert (doubtful.line.choice, doubtful.stopped, doubtful.asked) == ("", True, "p7")
    (certain,) = judged(Line(1, "Lê Văn Tý", "1991", hamlet="Đông"), known=[KNOWN])
    assert (certain.line.choice, certain.stopped) == ("7", False)
    (other_tones,) = judged(Line(1, "Lê Văn Tỵ", "1991", hamlet="Đông"), known=[KNOWN])
    assert (other_tones.line.choice, other_tones.asked) == ("", "p7")


def test_choice_counts_only_in_sight_of_the_same_doubles():
    line = Line(1, "Lê Văn Tý", "1991", hamlet="Đông")
    asked = {"choice": "new", "asked": "p7"}
    (seen,) = judged(Line(**{**vars(line), **asked}), known=[KNOWN])
    assert (seen.line.choice, seen.stopped) == ("new", False)
    (unseen,) = judged(Line(**{**vars(line), **asked, "asked": ""}), known=[KNOWN, Known(8, "Lê Văn Tý", None, None)])
    assert (unseen.line.choice, unseen.stopped, unseen.asked) == ("", True, "p7 p8")
    (gone,) = judged(Line(**{**vars(line), "choice": "9"}), known=[])
    assert gone.line.choice == "new"


def test_repeated_line_waits_for_a_choice_and_a_skipped_one_repeats_nothing():
    first, second = judged(Line(3, "Lê Văn Tý", "1991"), Line(5, "Lê Văn Tý", "1991"))
    assert (first.stopped, second.stopped, second.repeats) == (False, True, (3,))
    _, second = judged(Line(3, "Lê Văn Tý", "1991", choice="skip"), Line(5, "Lê Văn Tý", "1991"))
    assert (second.stopped, second.repeats) == (False, ())


def test_line_left_out_is_not_stopped_by_its_faults():
    (one,) = judged(Line(1, "", "abc", choice="skip"))
    assert (one.blocking, one.stopped) == (True, False)
