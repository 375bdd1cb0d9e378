"""Questions about one award: what it asks of a nominee, how it is voted, how long its file is kept."""

from dataclasses import dataclass
from datetime import date

from app.law.catalogue import Criterion, CriterionVersion, SubjectKind, Value
from app.law.loaded import AWARDS, CRITERIA, DEFAULTS


@dataclass(frozen=True)
class Asked:
    """One criterion as it stands on a day for one award and one kind of subject."""

    criterion: Criterion
    version: CriterionVersion

    @property
    def code(self) -> str:
        """The code rows and reasons refer to."""
        return self.criterion.code


def subjects_of(award_code: str) -> tuple[SubjectKind, ...]:
    """Every kind of subject an award was ever given to, as the law data know it. Raises KeyError."""
    versions = AWARDS[award_code].versions
    return tuple(subject for subject in SubjectKind if any(subject in version.subjects for version in versions))


def standing_criteria(award_code: str, subject_kind: str, day: date) -> tuple[Asked, ...]:
    """List every row of the law for one kind of subject on a day, also rows that are known but switched off.

    The award's own criteria first, then the general rules. Raises KeyError, NotInForce as criteria_for().
    """
    own = [CRITERIA[code] for code in AWARDS[award_code].on(day).criteria]
    general = [criterion for criterion in CRITERIA.values() if criterion.general]
    subject = SubjectKind(subject_kind)
    return tuple(
        Asked(criterion, criterion.on(day))
        for criterion in own + general
        if subject in criterion.subjects and criterion.known_on(day)
    )


def criteria_for(award_code: str, subject_kind: str, day: date, award_type: str | None = None) -> tuple[Asked, ...]:
    """List what the law asks of one nominee: the award's own criteria first, then the general rules.

    Args: award_type, a code of AWARD_TYPES; criteria whose wording speaks of other types only are then left out.
    Disabled criteria and criteria that were not in force on `day` are left out. Criteria that share a `group`
    are alternatives. Raises KeyError for an unknown award, NotInForce before the award existed.
    Source: commendation.md sections 5 to 7 (Luật Thi đua, khen thưởng Điều 5, 44, 73, 74, 84; NĐ 152 Điều 4).
    """
    asked = standing_criteria(award_code, subject_kind, day)
    return tuple(one for one in asked if one.version.enabled and _speaks_of(one.criterion, award_type))


def _speaks_of(criterion: Criterion, award_type: str | None) -> bool:
    return award_type is None or not criterion.types or award_type in criterion.types


def standard_known(award_code: str, subject_kind: str, day: date, award_type: str) -> bool:
    """Whether the data hold a standard of this award for such a subject in this type of commendation.

    Where all its alternatives speak of other types, or nothing is known at all, an official must look it up.
    """
    subject = SubjectKind(subject_kind)
    own = [CRITERIA[code] for code in AWARDS[award_code].on(day).criteria]
    known = [one for one in own if subject in one.subjects and one.known_on(day) and one.on(day).text]
    fitting = [one for one in known if _speaks_of(one, award_type)]
    grouped = {one.group for one in known if one.group}
    return bool(fitting) and grouped <= {one.group for one in fitting}


def report_years(award_code: str, day: date) -> Value | None:
    """For how many years a report of service (công trạng) speaks; None or an unknown value where nobody found it.

    Source: note 4 of Mẫu 03, NĐ 98/2023 (forms.md 1.4); it does not hold for chuyên đề and đột xuất.
    """
    return AWARDS[award_code].on(day).report_years


def threshold_of(award_code: str, day: date) -> Value:
    """The share of all council members that must agree, the award's own or the council's default.

    "more_than_half" or a share such as "0.80". Source: NĐ 98/2023 Điều 30.7 for the awards it names (L under
    NĐ 152); for giấy khen and bằng khen no percentage is known, the default is ours (D) and local.
    """
    return _own_or_default(AWARDS[award_code].on(day).threshold, "council.threshold", day)


def ballot_of(award_code: str, day: date) -> Value:
    """How the council votes: "secret" where the law names the award, else the council's own way."""
    return _own_or_default(AWARDS[award_code].on(day).ballot, "council.ballot", day)


def _own_or_default(own: Value | None, key: str, day: date) -> Value:
    return own if own is not None and own.known else default_value(key, day)


def retention_of(award_code: str, day: date) -> Value:
    """Years the commendation file is kept, or "permanent", by the level that decides.

    Source: retention schedule group 10 (TT 10/2022/TT-BNV), values L.
    """
    return default_value(f"retention.{AWARDS[award_code].level}", day)


def default_value(key: str, day: date) -> Value:
    """A default as a value with its mark, source and who may change it; KeyError for an unknown key."""
    default = DEFAULTS[key]
    version = default.on(day)
    return Value(
        value=version.value,
        mark=version.mark,
        cites=version.cites,
        local=default.local,
        note=version.note,
    )
