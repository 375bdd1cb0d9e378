"""Giấy mời: of a council and of a class, which are neighbours."""

import datetime
from dataclasses import dataclass

from app.papers.documents.gaps import needed_when, optional
from app.papers.documents.pieces import Head, PaperFacts, Recipients, SignatureBlock
from app.papers.documents.stored import facts_of
from app.papers.documents.wording import plain_date


@dataclass(frozen=True, kw_only=True)
class Guest:
    """One line of the list attached to a giấy mời."""

    name: str
    post: str | None = optional()


@facts_of("invitation")
@dataclass(frozen=True, kw_only=True)
class Invitation(PaperFacts):
    """Giấy mời (NĐ 30/2020, Phụ lục III): each entry of `invited` has a sheet of its own, `rows` are attached once."""

    head: Head
    about: str  # "Họp Hội đồng Thi đua - Khen thưởng …"
    issuer_name: str  # begins the sentence: "Hội đồng Thi đua - Khen thưởng xã Vạn An"
    invited: tuple[str, ...]
    occasion: str  # follows "Tới dự:"
    contents: tuple[str, ...] = optional(())
    host_role: str = optional("Chủ trì")
    host: str | None = optional()
    time_text: str
    place: str
    request: str | None = optional()
    rows: tuple[Guest, ...] = optional(())
    attached_to: str | None = needed_when(lambda facts: bool(facts.rows))
    recipients: Recipients
    signature: SignatureBlock


AS_LISTED = "các ông (bà) có tên trong danh sách kèm theo"
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def hour_and_day(hour: datetime.time, day: datetime.date) -> str:
    """When to come: "14 giờ 00 phút, thứ Ba, ngày 18 tháng 8 năm 2026"."""
    return f"{hour:%H} giờ {hour:%M} phút, {_WEEKDAYS[day.weekday()]}, {plain_date(day)}"
