"""Verbs of the skill framework: write a content, end it, load the ready ones, compare with the document."""

from datetime import date

from app import audit, tenancy, text
from app.db import db
from app.places.models import Authority
from app.refusals import Refusal, refuse_if
from app.training.models import Skill
from app.training.queries import skills
from app.training.rules import skills as rules
from app.training.rules.skills import SkillPeriod


def save_skill(
    skill: Skill | None,
    *,
    code: str,
    words: str,
    target_group: str | None,
    valid_from: date,
    valid_until: date | None,
    source: str,
) -> Skill:
    """Add a content or correct it. Other words, another code or source take its confirmation away.

    Args: valid_until, the first day on which it is no longer used. Raises Refused for a code that is used at the same
    time. What classes chose before keeps its words.
    """
    code, words, source = text.nfc(code), text.nfc(words), text.nfc(source)
    typed = SkillPeriod(code, valid_from, valid_until, skill.id if skill else None)
    refuse_if(rules.skill_faults(typed, words, skills.own_periods()))
    said = (code, words, source)
    if skill is None:
        skill = Skill(mark="L")
        db.session.add(skill)
    elif (skill.code, skill.text, skill.source) != said:
        skill.confirmed_by = skill.confirmed_on = skill.confirmed_against = None
        skill.mark = "L"
    skill.code, skill.text, skill.source = said
    skill.target_group, skill.valid_from, skill.valid_until = target_group, valid_from, valid_until
    audit.record("skill-saved", skill, name=f"{code} {words}")
    return skill


def load_proposals(day: date) -> int:
    """Take the ready contents over, from this day on, in one press; those whose code is in use stay out.

    Returns how many were added. Raises Refused when all of them are there.
    """
    new = rules.lacking(skills.own_periods(), day)
    refuse_if([] if new else [Refusal("skills-all-there")])
    rows = [
        Skill(
            code=one.code,
            text=one.text,
            target_group=one.target_group,
            valid_from=day,
            mark=one.mark,
            source=one.source,
        )
        for one in new
    ]
    db.session.add_all(rows)
    authority = db.session.get_one(Authority, tenancy.scope_of(db.session()).home)
    audit.record("skills-loaded", authority, count=len(rows))
    return len(rows)


def confirm_skill(skill: Skill, against: str, by: str, day: date) -> None:
    """A named official compared the words of a content with its document: the badge goes."""
    skill.confirmed_against, skill.confirmed_by, skill.confirmed_on = text.nfc(against), by, day
    audit.record("value-confirmed", skill, name=f"{skill.code} {skill.text}", against=skill.confirmed_against)
