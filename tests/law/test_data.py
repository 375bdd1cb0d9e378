"""The shipped law data: what must be true of it as a whole, and closed versions that nobody may edit.

`closed_versions.txt` holds one line for each version that has ended, with a hash of everything it says (the day
it was last checked apart). A line may be added when a version is closed; none may change or go away.
"""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.law import (
    AWARDS,
    CONFIRMATIONS,
    CONTENTS,
    CRITERIA,
    DEFAULTS,
    INDICATORS,
    INSTRUMENTS,
    MOVEMENTS,
    PAPERS,
    TARGETS,
    CriterionKind,
    Effect,
    Mark,
    criteria_for,
    default_value,
    report_years,
    retention_of,
    standard_known,
)
from app.law.loaded import LAW

DAY = date(2026, 11, 22)
CLOSED = Path(__file__).parent / "closed_versions.txt"


def closed_versions() -> list[str]:
    found = []
    shelves = {
        "award": AWARDS,
        "confirmation": CONFIRMATIONS,
        "criterion": CRITERIA,
        "default": DEFAULTS,
        "legal_basis": LAW.legal_basis,
        "paper": PAPERS,
    }
    for name, shelf in shelves.items():
        for dated in shelf.values():
            for version in dated.versions:
                if version.until:
                    said = hashlib.sha256(repr(_undated(version)).encode()).hexdigest()[:16]
                    found.append(f"{name} {dated.code} {version.start} {version.until} {said}")
    return sorted(found)


def _undated(version):
    """The same version, whenever it was last read again."""
    plain = replace(version, checked=version.start)
    return replace(plain, body=replace(plain.body, checked=version.start)) if hasattr(plain, "body") else plain


def test_closed_versions_are_never_edited():
    assert closed_versions() == CLOSED.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("day", [date(2025, 7, 1), date(2026, 10, 1)])
def test_boundaries_of_the_law_exist(day):
    starts = {version.start for dated in LAW.legal_basis.values() for version in dated.versions}
    assert day in starts


def test_catalogue_of_awards():
    assert [code for code, award in AWARDS.items() if award.kind == "form"] == [
        "GK_XA",
        "BK_TINH",
        "CO_TINH",
        "CO_CP",
        "BK_TTG",
        "HCLD_3",
        "HCLD_2",
        "HCLD_1",
    ]


def test_titles_are_never_forms():
    titles = {award.label for award in AWARDS.values() if award.kind == "title"}
    assert titles == {
        "Chiến sĩ thi đua cơ sở",
        "Lao động tiên tiến",
        "Tập thể lao động tiên tiến",
        "Thôn, tổ dân phố văn hóa",
        "Gia đình văn hóa",
    }


def test_papers_asked_for_by_the_commune_award():
    papers = AWARDS["GK_XA"].on(DAY).papers
    assert (papers.value, papers.mark, papers.local) == (
        ("proposal", "roll", "report", "minutes"),
        Mark.D,
        "province",
    )


@pytest.mark.parametrize(
    ("code", "kept"),
    [("GK_XA", 10), ("BK_TINH", 20), ("CO_TINH", 20), ("BK_TTG", "permanent"), ("HCLD_1", "permanent")],
)
def test_retention(code, kept):
    found = retention_of(code, DAY)
    assert (found.value, found.mark) == (kept, Mark.L)


def test_named_checks_of_computed_criteria():
    assert {c.check for c in CRITERIA.values() if c.kind is CriterionKind.COMPUTED} == {
        "achievement_unused",
        "counted_from_discipline_end",
        "hold_released_in_writing",
        "initiative_unused",
        "no_open_hold",
        "no_thematic_ground_for_merit",
        "one_award_per_theme",
        "one_proposal_per_authority",
        "plan_has_criteria",
        "prefer_women",
        "published_before_submission",
        "special_merit_confirmed",
        "unit_in_force",
        "within_quota",
    }


def test_holds_are_the_five_states_of_the_decree():
    found = [c.hold for c in CRITERIA.values() if c.check == "no_open_hold"]
    assert found == ["discipline", "investigation", "inspection", "complaint", "press"]
    assert {c.on(DAY).effect for c in CRITERIA.values() if c.hold} == {Effect.HOLD}


def test_criteria_for_a_household():
    own = [(a.code, a.criterion.group) for a in criteria_for("GK_XA", "household", DAY) if not a.criterion.general]
    assert own == [
        ("GK_XA.household.base", None),
        ("GK_XA.household.1", "GK_XA.household"),
        ("GK_XA.household.2", "GK_XA.household"),
    ]


def test_another_provinces_text_is_a_filling_the_province_may_change():
    found = [c.on(DAY) for code, c in CRITERIA.items() if code.startswith("GK_XA.")]
    assert {(version.mark, version.local) for version in found} == {(Mark.D, "province")}


def test_movements_are_named_exactly():
    assert [movement.text for movement in MOVEMENTS] == [
        'Phong trào thi đua "Cả nước thi đua đổi mới sáng tạo và chuyển đổi số"',
        'Phong trào thi đua "Cả nước thi đua đổi mới sáng tạo và chuyển đổi số" và Phong trào "Bình dân học vụ số"',
        'Phong trào "Bình dân học vụ số"',
    ]


def test_seven_contents_and_five_indicators():
    assert [content.code for content in CONTENTS] == ["1", "2", "3", "4", "5", "6", "7"]
    assert [indicator.code for indicator in INDICATORS] == ["I1", "I2", "I3", "I4", "I5"]


def test_targets_of_the_movement():
    assert [(g.code, [(y.year, y.value, y.mark) for y in g.years]) for g in TARGETS] == [
        ("T1", [(2025, 80, "L"), (2026, 100, "L")]),
        ("T2", [(2025, 100, "L"), (2026, 100, "L")]),
        ("T3", [(2025, 80, "L"), (2026, 100, "L")]),
        ("T4", [(2025, None, "U"), (2026, None, "U")]),
        ("T5", [(2025, 80, "C"), (2026, 100, "C")]),
    ]


def test_local_defaults():
    assert {key: default.local for key, default in DEFAULTS.items() if default.local} == {
        "council.quorum.meeting": "commune",
        "council.quorum.award_meeting": "commune",
        "council.threshold": "commune",
        "council.ballot": "commune",
        "limit.commune.decide": "province",
        "limit.commune.reminder": "commune",
        "publication.days": "province",
        "money.household_order": "province",
        "money.fund": "commune",
        "retention.movement": "commune",
        "dossier.simplified": "province",
        "report.cadence": "province",
        "training.completion_share": "commune",
        "training.sheet.sex": "commune",
        "training.sheet.birth_year": "commune",
        "training.sheet.group": "commune",
        "council.substitute_votes": "commune",
        "confirmations.enterprise": "province",
        "confirmations.official": "province",
        "award.GK_XA.submits": "province",
        "award.GK_XA.papers": "province",
        "award.GK_XA.sets": "province",
        "award.BK_TINH.papers": "province",
        "award.BK_TINH.sets": "province",
        "award.CO_TINH.papers": "province",
    }


@pytest.mark.parametrize(
    ("key", "value", "mark"),
    [
        ("council.quorum.meeting", "2/3", "D"),
        ("council.quorum.award_meeting", "0.80", "D"),
        ("limit.commune.decide", 20, "L"),
        ("limit.commune.reminder", 10, "D"),
        ("limit.central.return_dossier", 5, "C"),
        ("limit.proposing_body.notify_recipient", 10, "C"),
        ("money.round_up_to", 10_000, "C"),
        ("publication.days", None, "U"),
        ("dossier.simplified", False, "L"),
    ],
)
def test_default(key, value, mark):
    found = default_value(key, DAY)
    assert (found.value, found.mark) == (value, mark)


def test_instruments_without_a_read_title_do_not_invent_a_subject():
    assert [i.code for i in INSTRUMENTS.values() if " quy định " in i.title or " hướng dẫn " in i.title] == []


def test_replacement_chain():
    assert {i.code: i.replaces for i in INSTRUMENTS.values() if i.replaces} == {
        "ND98": ("ND91",),
        "ND152": ("ND98", "ND28"),
        "TT15": ("TT01",),
        "ND161_2026": ("ND73_2024",),
    }


@pytest.mark.parametrize(
    ("award_type", "codes"),
    [
        (None, ["base", "1", "2"]),
        ("chuyen_de", ["base", "1", "2"]),
        ("dot_xuat", ["base", "2"]),
        ("cong_trang", ["base", "2"]),
    ],
)
def test_criteria_of_a_type_leave_out_what_speaks_of_another(award_type, codes):
    asked = criteria_for("GK_XA", "person", DAY, award_type)
    assert [one.code for one in asked if not one.criterion.general] == [f"GK_XA.person.{code}" for code in codes]


@pytest.mark.parametrize(
    ("award", "subject", "award_type", "known"),
    [
        ("GK_XA", "household", "dot_xuat", True),
        ("BK_TINH", "collective", "cong_trang", True),
        ("BK_TTG", "collective", "chuyen_de", True),
        ("BK_TTG", "collective", "cong_trang", False),
        ("HCLD_3", "collective", "chuyen_de", False),
        ("CO_TINH", "collective", "chuyen_de", False),
    ],
)
def test_a_standard_is_known_or_said_to_be_unknown(award, subject, award_type, known):
    assert standard_known(award, subject, DAY, award_type) is known


@pytest.mark.parametrize(
    ("award", "years", "mark"),
    [("GK_XA", None, Mark.U), ("BK_TINH", None, Mark.U), ("BK_TTG", 5, Mark.L), ("HCLD_3", 5, Mark.L)],
)
def test_years_of_a_report_of_service_are_data_with_their_trust(award, years, mark):
    found = report_years(award, DAY)
    assert (found.value, found.mark) == (years, mark)


def test_flag_of_the_province_has_no_years_of_its_own():
    assert report_years("CO_TINH", DAY) is None
