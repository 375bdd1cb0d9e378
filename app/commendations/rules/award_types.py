"""The types of commendation a commune makes dossiers for; each has a report form of its own."""

from enum import StrEnum


class AwardType(StrEnum):
    """Loại hình khen thưởng, with the codes of the law data (Luật Thi đua, khen thưởng Điều 8)."""

    THEMATIC = "chuyen_de"
    SUDDEN = "dot_xuat"
    SERVICE = "cong_trang"
