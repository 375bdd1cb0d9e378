"""Tables of training."""

from app.training.models.tables import (
    Attendance,
    Course,
    CourseHamlet,
    CourseSkill,
    Instructor,
    Learner,
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
    "Instructor",
    "Learner",
    "Material",
    "MonthCount",
    "OnlineResult",
    "Skill",
    "SkillResult",
    "SubjectMonth",
    "Training",
]
