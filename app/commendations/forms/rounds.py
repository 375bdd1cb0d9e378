"""Forms of award rounds: the round, its numbers by award and kind of subject, who works directly."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app import text
from app.commendations import queries
from app.commendations.documents.setting import movement
from app.commendations.models import AwardRound
from app.commendations.queries.rounds import awards_of_round as awards_of
from app.commendations.queries.rounds import offered_awards as offered_awards
from app.commendations.rules import REVIEW_YEARS, AwardType, Occasion, QuotaLine, decided_here, read_share
from app.plans.models import Plan
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    ProseField,
    RadiosField,
    TextField,
    TicksField,
    required,
)

ONE_DAY = timedelta(days=1)
AWARD_TYPES = (
    (AwardType.THEMATIC, "Chuyên đề: thành tích trong phong trào thi đua của kế hoạch"),
    (AwardType.SUDDEN, "Đột xuất: thành tích ngoài dự kiến, trong hoàn cảnh cụ thể"),
    (AwardType.SERVICE, "Công trạng: thành tích thường xuyên trong thực hiện chức năng, nhiệm vụ"),
)
OCCASIONS = {
    Occasion.ANNUAL: "Hằng năm",
    Occasion.INTERIM: "Sơ kết phong trào năm 2027",
    Occasion.FINAL: "Tổng kết phong trào năm 2030",
    Occasion.SUDDEN: "Đột xuất",
}
SUBJECTS = (("person", "Cá nhân"), ("collective", "Tập thể"), ("household", "Hộ gia đình"))
# Proposed for every round and free to change: nothing says yet what a hamlet must hand in for a giấy khen of a commune.
ASKED = ("Danh sách đề nghị khen thưởng có chữ ký của người đứng đầu thôn, tổ dân phố, đơn vị",)


class RoundForm(Form):
    """A round; its period is typed with the last day, which still counts."""

    plan = ChoiceField("Kế hoạch phong trào", [required()], coerce=int, blank="– Chọn kế hoạch –")
    occasion = RadiosField("Dịp khen thưởng", [required()], choices=list(OCCASIONS.items()))
    award_type = RadiosField("Loại hình khen thưởng", [required()], choices=AWARD_TYPES)
    name = TextField("Tên đợt", [required()])
    awards = TicksField("Hình thức khen thưởng của đợt")
    subjects = TicksField("Đối tượng được đề nghị", choices=SUBJECTS)
    eligible = ProseField("Ai được đề nghị", most=1000)
    asked = ProseField("Giấy tờ thôn, đơn vị gửi kèm, mỗi dòng một loại", most=1000)
    period_from = DayField("Tính thành tích từ ngày", [required()])
    last_day = DayField("Đến hết ngày", [required()])
    suggest_until = DayField("Hạn thôn, đơn vị gửi đề nghị")
    deadline = DayField("Hạn lập hồ sơ", [required()])

    def offer(self, plans: Iterable[Plan], day: date) -> "RoundForm":
        """Let these plans be chosen, and the awards a commune makes dossiers for, with who decides them."""
        self.plan.choices = [(plan.id, f"{plan.reference_number}: {plan.title}") for plan in plans]
        here, above = "Chủ tịch UBND xã quyết định", "xã đề nghị, tỉnh quyết định"
        self.awards.choices = [
            (code, f"{label} ({here if decided_here(code) else above})") for code, label in offered_awards(day)
        ]
        return self

    def starts_from(self, plan: Plan | None, occasion: str, today: date) -> "RoundForm":
        """Fill in what follows from the occasion and the plan; what nobody has laid down stays empty."""
        sudden = occasion == Occasion.SUDDEN
        self.occasion.data = occasion
        self.award_type.data = AwardType.SUDDEN if sudden else AwardType.THEMATIC
        self.asked.data = "\n".join(ASKED)
        if plan is None:
            return self
        self.plan.data = plan.id
        self.name.data = _named(plan, occasion, today)
        if sudden:
            return self
        self.period_from.data, self.last_day.data = _period(plan, occasion, today)
        named = {(row.award, row.subject_kind) for row in plan.quotas}
        named |= {(row.award, row.subject_kind) for row in plan.criteria}
        offered = dict(offered_awards(today))
        self.awards.data = [code for code in offered if code in {award for award, _kind in named}]
        self.subjects.data = [code for code, _label in SUBJECTS if code in {kind for _award, kind in named}]
        return self

    def shows(self, award_round: AwardRound) -> "RoundForm":
        """Fill in what the round says."""
        for name in ("name", "occasion", "award_type", "period_from", "deadline", "suggest_until", "eligible"):
            self[name].data = getattr(award_round, name)
        self.plan.data, self.last_day.data = award_round.plan_id, award_round.period_until - ONE_DAY
        self.awards.data, self.subjects.data = list(award_round.awards), list(award_round.subjects)
        self.asked.data = "\n".join(award_round.asked)
        return self

    def values(self) -> dict[str, Any]:
        """What save_round takes beside the plan."""
        typed = self.data
        same = ("name", "period_from", "deadline", "award_type", "occasion", "awards", "subjects", "eligible")
        return {name: typed[name] for name in (*same, "suggest_until")} | {
            "period_until": typed["last_day"] + ONE_DAY,
            "asked": (typed["asked"] or "").splitlines(),
        }


def _named(plan: Plan, occasion: str, today: date) -> str:
    year = REVIEW_YEARS.get(Occasion(occasion), today.year)
    words = {
        Occasion.ANNUAL: f"Khen thưởng {movement(plan)} năm {year}",
        Occasion.INTERIM: f"Khen thưởng sơ kết {movement(plan)} năm {year}",
        Occasion.FINAL: f"Khen thưởng tổng kết {movement(plan)} năm {year}",
        Occasion.SUDDEN: f"Khen thưởng đột xuất năm {today.year}",
    }
    return words[Occasion(occasion)]


def _period(plan: Plan, occasion: str, today: date) -> tuple[date, date]:
    """The days of merit: the year of an annual round, the movement up to a review; never beyond the plan."""
    start, end = plan.valid_from, plan.valid_until - ONE_DAY
    if occasion == Occasion.ANNUAL:
        start, end = max(start, date(today.year, 1, 1)), min(end, date(today.year, 12, 31))
    elif occasion in REVIEW_YEARS:
        end = min(end, date(REVIEW_YEARS[Occasion(occasion)], 12, 31))
    return (start, end) if start <= end else (plan.valid_from, plan.valid_until - ONE_DAY)


def usual_achievement(award_round: AwardRound) -> str:
    """Words that fit every case of a round, each may be named more closely later; a sudden merit has its own."""
    if award_round.award_type == AwardType.THEMATIC:
        return f"thành tích xuất sắc trong thực hiện {movement(award_round.plan)}"
    if award_round.award_type == AwardType.SERVICE:
        return "thành tích xuất sắc trong thực hiện chức năng, nhiệm vụ được giao"
    return ""


# ---- the numbers of a round

PARTS = ("most", "share", "base", "direct_share", "source")


def quota_cells(award_round: AwardRound, day: date) -> list[tuple[str, str]]:
    """The lines of the grid: each award of the round with each kind of subject that may get it there."""
    awards = [code for code, _label in awards_of(award_round, day)]
    return [(code, kind) for code in awards for kind in queries.kinds_of(award_round, code, day)]


def quota_form(cells: Sequence[tuple[str, str]], kept: Sequence[QuotaLine]) -> Any:
    """A line of boxes for each award and kind, filled with what was laid down."""
    fields: dict[str, Any] = {}
    for award, kind in cells:
        who = f"{queries.award_title(award)}, {dict(SUBJECTS)[kind].lower()}"
        fields[f"{award}_{kind}_most"] = CountField(f"{who}: số lượng nhiều nhất")
        fields[f"{award}_{kind}_share"] = TextField(f"{who}: tỷ lệ phần trăm", most=10)
        fields[f"{award}_{kind}_base"] = CountField(f"{who}: tính trên tổng số")
        if kind == "person":
            fields[f"{award}_{kind}_direct_share"] = TextField(f"{who}: tỷ lệ trực tiếp lao động ít nhất", most=10)
        fields[f"{award}_{kind}_source"] = TextField(f"{who}: căn cứ", most=300)
    form = type("QuotaGridForm", (Form,), fields)()
    if not form.is_submitted():
        known = {(line.award, line.subject_kind): line for line in kept}
        for award, kind in cells:
            _show_quota(form, known.get((award, kind), QuotaLine(award, kind)))
    return form


def _show_quota(form: Any, line: QuotaLine) -> None:
    spot = f"{line.award}_{line.subject_kind}"
    form[f"{spot}_most"].data, form[f"{spot}_base"].data = line.most, line.base
    form[f"{spot}_share"].data, form[f"{spot}_source"].data = _written(line.share), line.source
    if f"{spot}_direct_share" in form:
        form[f"{spot}_direct_share"].data = _written(line.direct_share)


def _written(share: Decimal | None) -> str:
    return "" if share is None else text.decimal_text(share)


def typed_quotas(form: Any, cells: Sequence[tuple[str, str]]) -> list[QuotaLine]:
    """What was typed into the grid; a share that is no number is refused at its box."""
    found = []
    for award, kind in cells:
        spot = f"{award}_{kind}"
        typed = {name: form[f"{spot}_{name}"].data for name in PARTS if f"{spot}_{name}" in form}
        for name in ("share", "direct_share"):
            typed[name] = _share(form, f"{spot}_{name}", typed.get(name) or "")
        found.append(QuotaLine(award, kind, **{**typed, "source": typed["source"] or ""}))
    return found


def _share(form: Any, name: str, typed: str) -> Decimal | None:
    if not typed.strip():
        return None
    try:
        return read_share(typed)
    except ValueError:
        form.refuse("Gõ tỷ lệ như 5 hoặc 7,5.", name)
        return None
