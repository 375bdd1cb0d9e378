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


def criteria_for(award_code: str, subject_kind: str, day: date) -> tuple[Asked, ...]:
    """List what the law asks of one nominee: the award's own criteria first, then the general rules.

    Disabled criteria and criteria that were not in force on `day` are left out. Criteria that share a `group`
    are alternatives. Raises KeyError for an unknown award, NotInForce before the award existed.
    Source: commendation.md sections 5 to 7 (Luật Thi đua, khen thưởng Điều 5, 44, 73, 74, 84; NĐ 152 Điều 4).
    """
    own = [CRITERIA[code] for code in AWARDS[award_code].on(day).criteria]
    general = [criterion for criterion in CRITERIA.values() if criterion.general]
    subject = SubjectKind(subject_kind)
    asked = (
        Asked(criterion, criterion.on(day))
        for criterion in own + general
        if subject in criterion.subjects and criterion.known_on(day)
    )
    return tuple(one for one in asked if one.version.enabled)


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
