"""Builder of the decision that cancels an award for some or all of those a decision named."""

from collections.abc import Sequence
from dataclasses import replace

from app import law
from app.commendations.documents.facts.revoking import Revocation, RevokedLine
from app.commendations.documents.handing import at_decision, sealed_amounts, whereabouts
from app.commendations.documents.letters import executors, kept_by, tables
from app.commendations.documents.setting import Setting, capital, named
from app.commendations.models import Dossier, Nominee
from app.commendations.models import Revocation as RevocationRow
from app.commendations.rules import RevocationGround, revoking_article
from app.papers.documents import Recipients, SignatureBlock, joined, plain_date
from app.text import money_text, number_text

REVOCATION_SYMBOL = "QĐ-UBND"
# The four cases of Luật Thi đua, khen thưởng Điều 93, inside a sentence.
GROUND_WORDS = {
    RevocationGround.FALSE_DECLARATION: "kê khai gian dối để được khen thưởng",
    RevocationGround.FORGED_PAPERS: "cung cấp thông tin sai sự thật hoặc làm giả giấy tờ để được khen thưởng",
    RevocationGround.UNLAWFUL_APPRAISAL: "thẩm định, xét khen thưởng trái quy định của pháp luật",
    RevocationGround.LATER_BREACH: "sau khi được khen thưởng phát hiện có vi phạm trong thời gian tính thành tích",
}


def revocation(
    dossier: Dossier,
    row: RevocationRow,
    nominees: Sequence[Nominee],
    setting: Setting,
    *,
    bonus: str | None,
    whole: bool,
    others_keep: bool,
    number: str,
) -> Revocation:
    """The decision that cancels: what is cancelled and why, whose giấy khen and how much money are taken back.

    Args: nominees, those whose award is cancelled, in the order of the roll; setting, names of the day of this
    decision; bonus, Điều 2 of the sealed decision, whose amounts are taken back; whole, whether all it named are
    cancelled at once; others_keep, whether anybody keeps the award.
    Source: Luật Thi đua, khen thưởng Điều 93 (object and money are recovered).
    """
    assert dossier.decision is not None  # only what was decided is cancelled
    assert dossier.proposal is not None
    decision, unit, now = dossier.decision, dossier.proposal.unit, law_of_the_day(setting)
    counts = tables(nominees, setting).counts
    cited = f"Quyết định số {decision.reference_number} {plain_date(decision.day)}"
    of = f"{cited} của {at_decision(dossier, setting).chair} về việc tặng Giấy khen"
    amounts = sealed_amounts(bonus)
    paid = [amounts[one.subject_kind] for one in nominees if one.subject_kind in amounts]
    whom = "" if whole else f" đối với {joined(counts.words)}"
    money = ", tiền thưởng" if paid else ""
    return Revocation(
        form_number=now.form_number("revocation"),
        head=setting.head(number),
        about=f"Về việc hủy bỏ Quyết định tặng Giấy khen{whom} và thu hồi Giấy khen{money}",
        decider=setting.chair.upper(),
        legal_basis=_basis(row, of, now),
        cancelled=f"{of}{whom}",
        unchanged=others_keep,
        reason=capital(row.reason.rstrip(" .")),
        rows=tuple(_line(place, one, amounts) for place, one in enumerate(nominees, start=1)),
        total=money_text(sum(paid)) if paid else None,
        return_to=setting.name.full,
        executors=executors(unit, setting),
        those_named=counts.named,
        recipients=Recipients(lines=("Như Điều 3", f"Hội đồng TĐKT {setting.name.place}", kept_by(unit))),
        signature=SignatureBlock(lines=tuple(row.signer_lines), name=row.signer_name),
    )


def law_of_the_day(setting: Setting) -> Setting:
    """The setting with the law of the paper's own day: what is cancelled today is cancelled by the law of today."""
    return replace(setting, law_day=law.law_date(setting.day))


def _basis(row: RevocationRow, decision: str, setting: Setting) -> tuple[str, ...]:
    """The căn cứ: the law, the decision that is cancelled, what found it, and the case of the law."""
    lines = law.legal_basis_lines(setting.law_day, "commune", setting.confirmed)
    found = row.source_document.removeprefix("Căn cứ").strip().rstrip(" .;")
    return (
        *(f"Căn cứ {line.text}" for line in lines if line.printed),
        f"Căn cứ {decision}",
        f"Căn cứ {found}",
        f"Xét thấy việc khen thưởng thuộc trường hợp {GROUND_WORDS[RevocationGround(row.ground)]}, phải hủy bỏ "
        f"quyết định khen thưởng theo quy định tại {revoking_article(setting.law_day)}",
    )


def _line(place: int, nominee: Nominee, amounts: dict[str, int]) -> RevokedLine:
    amount = amounts.get(nominee.subject_kind)
    return RevokedLine(
        number=place,
        name=capital(named(nominee)),
        where=whereabouts(nominee),
        golden_number=nominee.roll_number or 0,
        money=number_text(amount) if amount is not None else None,
    )
