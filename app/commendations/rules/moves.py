"""Why a dossier may not make a move now: every reason at once, with the place where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from app import law, text
from app.commendations.rules.states import FOUR_EYES, MOVES, State, decided_here
from app.commendations.rules.verdict import Outcome, Verdict, article_of
from app.commendations.rules.votes import MeetingFacts
from app.refusals import Refusal

FOUR_EYES_ARTICLE = "nguyên tắc hai người: người lập không quyết định"


@dataclass(frozen=True)
class Gap(Refusal):
    """A reason with the page that mends it: `spot` names the page, `spot_id` the record."""

    spot: str = ""
    spot_id: int = 0


@dataclass(frozen=True)
class Who:
    """Who acts, as far as a rule asks."""

    id: int | None
    name: str


@dataclass(frozen=True)
class NomineeFacts:
    """A nominee as a move sees it: what its check found, what its report lacks, whether the council agreed.

    `passed` is None before the votes are counted. `people` are the persons behind the name. `moved` tells the numbers
    of the report that the books no longer hold, each in a sentence.
    """

    id: int
    name: str
    kind: str
    people: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    report_gaps: tuple[str, ...]
    passed: bool | None
    moved: tuple[str, ...] = ()


@dataclass(frozen=True)
class DossierFacts:
    """A dossier as a move sees it; plain values only.

    `papers` are the current sealed papers as (kind, nominee id or 0). `paper_gaps` are facts the common papers
    lack. `from_above` is true for the superior authority that looks at it. `open_notes` are the notes of the
    reviewer that were neither answered by a paper made anew nor explained: id, and what they say on which paper.
    `asked` are the papers such a dossier holds, as the catalogue has them: proposal, roll, report, minutes.
    """

    state: State
    award: str
    author_id: int | None
    nominees: tuple[NomineeFacts, ...]
    meeting: MeetingFacts | None
    papers: frozenset[tuple[str, int]] = frozenset()
    paper_gaps: tuple[str, ...] = ()
    signers: int = 0
    from_above: bool = False
    open_notes: tuple[tuple[int, str], ...] = ()
    simplified: bool = False
    asked: frozenset[str] = frozenset({"proposal", "roll", "report", "minutes"})

    @property
    def put_forward(self) -> tuple[NomineeFacts, ...]:
        """The nominees the council agreed to."""
        return tuple(nominee for nominee in self.nominees if nominee.passed)


def required_papers(facts: DossierFacts, *, secret: bool) -> frozenset[tuple[str, int]]:
    """The sealed papers a dossier holds before it leaves the commune's desk.

    Source: Luật Thi đua, khen thưởng Điều 84.2 (tờ trình with danh sách, báo cáo, biên bản), for giấy khen what the
    province says (Nghị định 152/2025/NĐ-CP Điều 6.2.c); the count of a secret ballot comes with it (forms.md 1.9), the
    tóm tắt thành tích with the simplified procedure (Điều 85).
    """
    common: set[tuple[str, int]] = {(kind, 0) for kind in ("proposal", "roll", "minutes") if kind in facts.asked}
    if secret:
        common.add(("vote_count", 0))
    if facts.simplified:
        common.add(("merit_summary", 0))
    reports = {(f"report_{nominee.kind}", nominee.id) for nominee in facts.put_forward if "report" in facts.asked}
    return frozenset(common | reports)


def refusals(move: str, facts: DossierFacts, who: Who, *, secret: bool = False) -> list[Refusal]:
    """Every reason why this person may not make this move with this dossier now; empty means yes.

    `secret` says whether the council voted by secret ballot.
    """
    found: list[Refusal] = []
    if facts.state not in MOVES[move].sources:
        found.append(Refusal("wrong-state"))
    if move in FOUR_EYES:
        found += _four_eyes(facts, who)
    if not found:
        found += REASONS[move](facts, secret) if move in REASONS else []
    return found


def _four_eyes(facts: DossierFacts, who: Who) -> Iterator[Refusal]:
    if who.id is not None and who.id == facts.author_id:
        yield Refusal("own-dossier", FOUR_EYES_ARTICLE)
    named = [name for nominee in facts.nominees for name in nominee.people]
    if text.nfc(who.name) in (text.nfc(name) for name in named):
        yield Refusal("named-in-dossier", FOUR_EYES_ARTICLE, who.name)


def _close_vote(facts: DossierFacts, secret: bool) -> list[Refusal]:
    if not facts.nominees:
        return [Gap("no-nominees", spot="nominees")]
    meeting = facts.meeting
    if meeting is None:
        return [Gap("no-meeting", spot="meeting")]
    if not meeting.recorded:
        return [Gap("no-votes", spot="meeting")]
    found: list[Refusal] = []
    if meeting.quorum_refuses and not law.quorum_met(meeting.present, meeting.members, meeting.quorum):
        needed = law.quorum_needed(meeting.members, meeting.quorum)
        found.append(Gap("no-quorum", detail=f"{meeting.present}/{meeting.members} ({needed})", spot="meeting"))
    for nominee in facts.nominees:
        if nominee.id not in meeting.counted:
            found.append(Gap("votes-missing", detail=nominee.name, spot="meeting"))
    if not found and not facts.put_forward:
        found.append(Gap("nobody-passed", spot="meeting"))
    return found


def still_missing(facts: DossierFacts, *, secret: bool = False) -> list[Refusal]:
    """Everything a dossier lacks on its whole way, at once: what the next step asks and what the later ones will.

    Before the vote all nominees are looked at, so that a case is mended or dropped before the council meets. What
    stands in the way of an award and nobody has answered is named even where the law only warns.
    """
    if facts.state is State.DRAFT:
        early = [*_blocked(facts.nominees), *_open_holds(facts.nominees), *_unwritten(facts.nominees)]
        early += _moved(facts.nominees)
        return [*_close_vote(facts, secret), *early]
    if facts.state is State.VOTED:
        return [*_propose(facts, secret), *_open_holds(facts.put_forward), *_moved(facts.put_forward)]
    if facts.state in (State.PROPOSED, State.RETURNED):
        return [
            *_to_answer(facts),
            *_lacking(facts, secret),
            *_blocked(facts.put_forward),
            *_open_holds(facts.put_forward),
        ]
    return []


def to_supplement(facts: DossierFacts, *, secret: bool = False) -> list[Gap]:
    """What others can supply of all a dossier lacks: conditions and reports of its nominees, and papers of the dossier.

    What the commune does itself (the meeting, the vote, the tờ trình) is asked of nobody.
    """
    before = facts.state is State.DRAFT
    nominees = facts.nominees if before else facts.put_forward
    found = [*_blocked(nominees), *_open_holds(nominees)]
    if before or facts.state is State.VOTED:
        found += _unwritten(nominees)
    if facts.state is State.SUBMITTED:
        found += _lacking(facts, secret)
    return [gap for gap in found if isinstance(gap, Gap)]


def _unwritten(nominees: tuple[NomineeFacts, ...]) -> list[Refusal]:
    """What the reports still lack."""
    return [
        Gap("report-lacks", detail=f"{nominee.name}: {gap}", spot="report", spot_id=nominee.id)
        for nominee in nominees
        for gap in nominee.report_gaps
    ]


def _moved(nominees: tuple[NomineeFacts, ...]) -> list[Refusal]:
    """The numbers in the reports that the books no longer hold; either may be right, so no move is stopped by it."""
    return [
        Gap("report-figure-moved", detail=f"{nominee.name}: {told}", spot="report", spot_id=nominee.id)
        for nominee in nominees
        for told in nominee.moved
    ]


def _propose(facts: DossierFacts, secret: bool) -> list[Refusal]:
    found = [*_blocked(facts.put_forward), *_unwritten(facts.put_forward)]
    found += [Gap("paper-incomplete", detail=gap, spot="meeting") for gap in facts.paper_gaps]
    if not facts.signers:
        found.append(Gap("no-signer", spot="signers"))
    return found


def _blocked(nominees: tuple[NomineeFacts, ...]) -> list[Refusal]:
    """The conditions that stop these nominees."""
    found: list[Refusal] = []
    for nominee in nominees:
        for verdict in nominee.verdicts:
            if verdict.refuses:
                code = "condition-unmet" if verdict.outcome is Outcome.NOT_MET else "condition-unanswered"
                detail = f"{nominee.name}: {verdict.standing.text}"
                found.append(Gap(code, verdict.standing.article, detail, spot="nominee", spot_id=nominee.id))
    return found


def _open_holds(nominees: tuple[NomineeFacts, ...]) -> list[Refusal]:
    """What would stop an award and nobody has answered, where it does not refuse already."""
    return [
        Gap(
            "condition-unanswered",
            verdict.standing.article,
            f"{nominee.name}: {verdict.standing.text}",
            spot="nominee",
            spot_id=nominee.id,
        )
        for nominee in nominees
        for verdict in nominee.verdicts
        if verdict.standing.hold and verdict.finding.unanswered and not verdict.refuses
    ]


def _unmended(facts: DossierFacts) -> list[Refusal]:
    """The opinions of the reviewer that a returned dossier has not answered."""
    if facts.state is not State.RETURNED or not facts.open_notes:
        return []
    return [Gap("opinions-open", detail=str(len(facts.open_notes)), spot="opinions")]


def _to_answer(facts: DossierFacts) -> list[Refusal]:
    """Each of these notes by itself, so that the list leads to it."""
    if facts.state is not State.RETURNED:
        return []
    return [Gap("opinion-open", detail=said, spot="opinion", spot_id=note_id) for note_id, said in facts.open_notes]


def _lacking(facts: DossierFacts, secret: bool) -> list[Refusal]:
    names = {nominee.id: nominee.name for nominee in facts.nominees}
    lacking = sorted(required_papers(facts, secret=secret) - facts.papers)
    return [Gap(f"no-{kind.split('_')[0]}", detail=names.get(of, ""), spot="papers") for kind, of in lacking]


def _approve(facts: DossierFacts, secret: bool) -> list[Refusal]:
    if not decided_here(facts.award):
        return [Refusal("not-decided-here", _level_article(facts))]
    return [*_lacking(facts, secret), *_blocked(facts.put_forward)]


def _issue(facts: DossierFacts, secret: bool) -> list[Refusal]:
    """An approval is of what lay on the table: what no longer holds is approved again, not numbered."""
    return [*_lacking(facts, secret), *_blocked(facts.put_forward)]


def _submit(facts: DossierFacts, secret: bool) -> list[Refusal]:
    if decided_here(facts.award):
        return [Refusal("decided-here", _level_article(facts))]
    return [*_unmended(facts), *_lacking(facts, secret), *_blocked(facts.put_forward)]


def _reject(facts: DossierFacts, _secret: bool) -> list[Refusal]:
    """Whoever decides refuses: the commune its giấy khen, the province what was sent to it."""
    if facts.state is State.PROPOSED and not decided_here(facts.award):
        return [Refusal("not-decided-here", _level_article(facts))]
    if (facts.state is State.PROPOSED) is facts.from_above:
        return [Refusal("rejected-by-whom")]
    return []


def _level_article(facts: DossierFacts) -> str:
    return article_of(law.AWARDS[facts.award].versions[-1].cites)


REASONS = {
    "close_vote": _close_vote,
    "propose": _propose,
    "approve": _approve,
    "issue": _issue,
    "submit": _submit,
    "reject": _reject,
}
