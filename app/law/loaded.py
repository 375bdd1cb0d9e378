"""The law of the product, read and checked once, when the program starts."""

from pathlib import Path
from types import MappingProxyType

from app.law.loader import load

LAW = load(Path(__file__).parent / "data")

INSTRUMENTS = MappingProxyType(LAW.instruments)
AWARDS = MappingProxyType(LAW.awards)
CRITERIA = MappingProxyType(LAW.criteria)
PAPERS = MappingProxyType(LAW.papers)
DEFAULTS = MappingProxyType(LAW.defaults)
CONFIRMATIONS = MappingProxyType(LAW.confirmations)
MOVEMENTS = LAW.movements
CONTENTS = LAW.contents
INDICATORS = LAW.indicators
TOPICS = LAW.topics
SKILLS = LAW.skills
AWARD_TYPES = LAW.award_types
TARGETS = LAW.targets
TASK_GROUPS = LAW.task_groups
PHASES = LAW.phases
PLAN_SECTIONS = LAW.plan_sections
