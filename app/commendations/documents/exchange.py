"""Builders of the phiếu yêu cầu bổ sung and of the biên bản bàn giao of a dossier."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from app.commendations.documents.facts.exchange import (
    HandoverMinutes,
    HandoverParty,
    HandoverRow,
    SupplementRequest,
    SupplementRow,
)
from app.commendations.documents.setting import Setting, award_articles, capital, occasion, titled
from app.commendations.models import Dossier, Nominee, Supplement
from app.commendations.rules import DOSSIER_ARTICLE, ground_on_paper
from app.papers.documents import Head, Recipients, SignatureBlock, issued_at, number_text, plain_date
from app.people.models import Collective, Person
from app.places.rules import AuthorityName

SUPPLEMENT_SYMBOL, HANDOVER_SYMBOL = "PYC-UBND", "BB-UBND"
ORIGINAL, COPY = "Bản chính", "Bản sao"
# What is said of a nominee, by the code of what was found, and what is to be done about it.
LACKS = {
    "condition-unmet": "{name} chưa đạt điều kiện: {what}",
    "condition-unanswered": "{name} chưa có xác nhận (có hoặc không) về: {what}",
    "report-lacks": "Báo cáo thành tích của {name} còn thiếu: {what}",
}
REMEDIES = {
    "condition-unmet": "Giải trình, gửi tài liệu chứng minh đã đạt; nếu không đạt thì rút trường hợp này",
    "condition-unanswered": "Gửi xác nhận của người, cơ quan có thẩm quyền",
    "report-lacks": "Ghi bổ sung vào báo cáo thành tích, ký lại",
}
MAKE_PAPER = "Lập, ký và gửi bổ sung"
MEND_PAPER = "Sửa, lập lại văn bản này và gửi kèm"


def lack_words(code: str, details: Sequence[str]) -> str:
    """What a nominee lacks, in one sentence; empty for what is not about a nominee.

    Args: details, each "name: what is lacking".
    """
    if code not in LACKS:
        return ""
    parts = [detail.partition(": ") for detail in details]
    what = "; ".join(_inside(words.rstrip(".")) for _name, _colon, words in parts)
    return LACKS[code].format(name=parts[0][0], what=what)


def remedy_of(code: str) -> str:
    """What whoever is asked has to do about it."""
    return REMEDIES.get(code, MAKE_PAPER)


def ground_of(article: str, setting: Setting) -> str:
    """The ground on a phiếu, at the start of its cell; where only another province's rule is known, the award's own.

    Args: article, as the check found it.
    """
    found = ground_on_paper(article, setting.name.province)
    return capital(found or "; ".join(award_articles(setting)) or DOSSIER_ARTICLE)


def _inside(words: str) -> str:
    """Words that stood by themselves, inside a sentence; a shortened name keeps its capitals."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def dossier_words(dossier: Dossier, setting: Setting) -> str:
    """The dossier inside a sentence: hồ sơ đề nghị tặng Giấy khen … trong phong trào …"""
    return f"hồ sơ đề nghị tặng {setting.award_name} {occasion(dossier, setting)}"


def _named(addressee: str) -> str:
    """Who is asked, inside a sentence: a person's title and post are written small, an agency's name keeps its capital.

    Source: NĐ 30/2020/NĐ-CP Phụ lục II (viết hoa tên cơ quan, tổ chức).
    """
    return _inside(addressee) if addressee.startswith(("Ông", "Bà", "Trưởng")) else addressee


def addressed(nominee: Nominee) -> str:
    """A nominee as whom one writes to: "Ông Nguyễn Văn An, Xóm 1", a household by its head."""
    subject = nominee.person or nominee.household or nominee.collective
    assert subject is not None
    if isinstance(subject, Collective):
        return subject.name
    head = subject if isinstance(subject, Person) else subject.head
    name = capital(titled(head)) if head is not None else ""
    return f"{name}, {subject.hamlet.name}" if subject.hamlet else name


def supplement_request(
    dossier: Dossier,
    row: Supplement,
    setting: Setting,
    issuer: AuthorityName,
    signature: SignatureBlock,
    number: str | None,
) -> SupplementRequest:
    """The phiếu as it was asked for: every line of it, the time to supply, where to send it.

    Args: issuer, the commune, or the province that returns the dossier.
    """
    return SupplementRequest(
        form_number=setting.form_number("supplement_request"),
        head=Head(
            issuer_lines=("ỦY BAN NHÂN DÂN", issuer.place.upper()),
            number_text=f"Số: {number}" if number else number_text(None, *SUPPLEMENT_SYMBOL.split("-", 1)),
            place_date=issued_at(issuer.name, issuer.place, row.day),
        ),
        about=f"Đối với {dossier_words(dossier, setting)}",
        addressees=(row.addressee,),
        issuer_name=issuer.full,
        dossier=dossier_words(dossier, setting),
        asked=f"đề nghị {_named(row.addressee)}",
        rows=tuple(
            SupplementRow(lack=line["lack"], remedy=line["remedy"], ground=line["ground"] or None)
            for line in row.content["lines"]
        ),
        working_days=row.working_days,
        return_to=row.return_to,
        recipients=Recipients(lines=("Như trên", "Lưu: VT, Hồ sơ")),
        signature=signature,
    )


def handover_minutes(
    dossier: Dossier,
    setting: Setting,
    *,
    giver: HandoverParty,
    receiver: HandoverParty,
    rows: Sequence[HandoverRow],
    starts: time,
    ends: time,
    place: str,
    reason: str | None,
    condition: str | None,
    number: str | None,
) -> HandoverMinutes:
    """The minutes of a handover: who gives what to whom, counted by pages; two copies, one for each side."""
    return HandoverMinutes(
        form_number=setting.form_number("handover_minutes"),
        head=replace(
            setting.head(None, dated=False),
            number_text=f"Số: {number}" if number else number_text(None, *HANDOVER_SYMBOL.split("-", 1)),
        ),
        about=f"Bàn giao {dossier_words(dossier, setting)}",
        started=_at(starts, setting.day),
        place=place,
        giver=giver,
        receiver=receiver,
        reason=reason,
        dossier=dossier_words(dossier, setting),
        rows=tuple(rows),
        condition=condition,
        ended=_at(ends, setting.day),
        copies=2,
        giver_signature=SignatureBlock(lines=("BÊN GIAO",), name=giver.name),
        receiver_signature=SignatureBlock(lines=("BÊN NHẬN",), name=receiver.name),
        recipients=Recipients(lines=("Bên giao, bên nhận", "Lưu: VT, Hồ sơ")),
    )


def _at(moment: time, day: date) -> str:
    return f"{moment:%H} giờ {moment:%M} phút, {plain_date(day)}"
