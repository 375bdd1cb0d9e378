"""The law of commendation as dated data: what was in force on a day, where it is written, how sure we are.

A rule, a form number or a coefficient is a row in `data/*.toml` with a start day, a citation, the day a human
last read the source and a mark (C, Ct, L, D, U). Everything is asked with a day; nothing here knows "today".
A change of the law adds a version and never edits an old one, so that an old dossier reads as it did.

This floor is plain Python: no Flask, no SQL. Not taken: one class per decree (the same fact moves between
decrees), and an expression language for criteria (an official cannot read it; a check has a name instead).
"""

from app.law.awards import (
    Asked,
    ballot_of,
    criteria_for,
    default_value,
    report_years,
    retention_of,
    standard_known,
    standing_criteria,
    subjects_of,
    threshold_of,
)
from app.law.catalogue import (
    Award,
    AwardVersion,
    Citation,
    CriterionKind,
    Effect,
    FieldKind,
    LawDataError,
    NotInForce,
    SubjectKind,
    Value,
)
from app.law.confirmations import NeededConfirmation, confirmations_for
from app.law.loaded import (
    AWARD_TYPES,
    AWARDS,
    CONFIRMATIONS,
    CONTENTS,
    CRITERIA,
    DEFAULTS,
    INDICATORS,
    INSTRUMENTS,
    MOVEMENTS,
    PAPERS,
    PHASES,
    PLAN_SECTIONS,
    SKILLS,
    TARGETS,
    TASK_GROUPS,
    TOPICS,
)
from app.law.marks import Mark, Strength, strength, weakest
from app.law.money import Bonus, bonus
from app.law.open_values import OPEN_FIELDS, key_of
from app.law.papers import PAPER_KINDS, Form, NoForm, fields_of, form_of
from app.law.report import law_report
from app.law.transition import (
    BasisLine,
    TransitionNote,
    ending_soon,
    law_date,
    law_needs_check,
    legal_basis_lines,
    mark_on,
    transition_note,
)
from app.law.vote import (
    ImpossibleCount,
    VoteVerdict,
    passes,
    quorum_met,
    quorum_needed,
    share_of,
    votes_needed,
)

__all__ = [
    "AWARDS",
    "AWARD_TYPES",
    "Asked",
    "Award",
    "AwardVersion",
    "BasisLine",
    "Bonus",
    "CONFIRMATIONS",
    "CONTENTS",
    "CRITERIA",
    "Citation",
    "CriterionKind",
    "DEFAULTS",
    "Effect",
    "FieldKind",
    "Form",
    "INDICATORS",
    "INSTRUMENTS",
    "ImpossibleCount",
    "LawDataError",
    "MOVEMENTS",
    "Mark",
    "NeededConfirmation",
    "NoForm",
    "NotInForce",
    "OPEN_FIELDS",
    "PAPERS",
    "PHASES",
    "PLAN_SECTIONS",
    "PAPER_KINDS",
    "SKILLS",
    "Strength",
    "SubjectKind",
    "TARGETS",
    "TASK_GROUPS",
    "TOPICS",
    "TransitionNote",
    "Value",
    "VoteVerdict",
    "ballot_of",
    "bonus",
    "confirmations_for",
    "criteria_for",
    "default_value",
    "ending_soon",
    "fields_of",
    "form_of",
    "key_of",
    "law_date",
    "law_needs_check",
    "law_report",
    "legal_basis_lines",
    "mark_on",
    "passes",
    "quorum_met",
    "quorum_needed",
    "report_years",
    "retention_of",
    "share_of",
    "standard_known",
    "standing_criteria",
    "strength",
    "subjects_of",
    "threshold_of",
    "transition_note",
    "votes_needed",
    "weakest",
]
