"""Builders of the reports of service, công trạng (forms.md 1.3, 1.4)."""

from typing import Any

from app.commendations.documents.facts import ServiceReportCollective, ServiceReportPerson
from app.commendations.documents.reports import CONFIRMATION_BELOW, Typed, bare, prose, signed
from app.commendations.documents.setting import SEXES, birth_text
from app.commendations.models import Nominee
from app.papers.documents import SignatureBlock, paragraphs

OF_THE_UNIT = SignatureBlock(lines=("THỦ TRƯỞNG ĐƠN VỊ", "XÁC NHẬN, ĐỀ NGHỊ"), hint="(Ký, đóng dấu)")


def service_person(nominee: Nominee, typed: Typed, common: dict[str, Any]) -> ServiceReportPerson:
    """The report of a person's service; three places for signatures, as its form orders."""
    person = nominee.person
    assert person is not None
    own = bare(typed, "ethnicity", "religion", "workplace", "occupation", "position")
    own |= bare(typed, "political_level", "professional_level", "academic_titles")
    return ServiceReportPerson(
        **common | {"confirmation": CONFIRMATION_BELOW, "unit_confirmation": OF_THE_UNIT},
        **prose(nominee, "duties", "achievements"),
        **own,
        full_name=person.name,
        sex=SEXES.get(person.sex or "", ""),
        birth_date=birth_text(person),
        hometown=typed["hometown"],
        residence=typed["residence"],
        signature=signed("NGƯỜI BÁO CÁO ĐỀ NGHỊ", person.name, "(Ký, ghi rõ họ và tên)"),
    )


def service_collective(nominee: Nominee, typed: Typed, common: dict[str, Any]) -> ServiceReportCollective:
    """The report of a collective's service."""
    collective = nominee.collective
    assert collective is not None
    return ServiceReportCollective(
        **common,
        **prose(nominee, "history", "main_features", "finance", "achievements", "measures", "compliance"),
        **prose(nominee, "party_activity"),
        **bare(typed, "phone", "fax", "website"),
        name=collective.name,
        seat=typed["seat"].rstrip(" ."),
        functions=paragraphs(typed["functions"]),
        signature=signed("THỦ TRƯỞNG ĐƠN VỊ", collective.head_name, "(Ký, ghi rõ họ và tên, đóng dấu)"),
    )
