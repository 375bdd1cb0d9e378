"""Tables of training, and what keeps the counts by month true."""

from app.training.models import keeping
from app.training.models.counting import kept_counts, miscounted, plain_counts, recount, settle
from app.training.models.flags import FlagNote
from app.training.models.tables import (
    Attendance,
    Course,
    CourseHamlet,
    CourseSkill,
    Instructor,
    Learner,
    ListImport,
    Material,
    MonthCount,
    OnlineResult,
    Skill,
    SkillResult,
    SubjectMonth,
    Training,
)

__all__ = [
    "Attendance",
    "Course",
    "CourseHamlet",
    "CourseSkill",
    "FlagNote",
    "Instructor",
    "Learner",
    "ListImport",
    "Material",
    "MonthCount",
    "OnlineResult",
    "Skill",
    "SkillResult",
    "SubjectMonth",
    "Training",
    "keeping",
    "kept_counts",
    "miscounted",
    "plain_counts",
    "recount",
    "settle",
]
