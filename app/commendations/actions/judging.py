"""A dossier as its rules see it: the page and the action ask the same question with the same facts."""

from collections.abc import Sequence
from datetime import date

from app import htmx, law, tenancy, text
from app.access import Role
from app.accounts import queries as accounts
from app.commendations import documents, evidence, queries, rules
from app.commendations.actions.following import figure_told, moved_numbers
from app.commendations.models import Dossier, Meeting, Nominee, Opinion
from app.commendations.rules import DossierFacts, MeetingFacts, NomineeFacts, PresenceKind, State, Verdict, Who, quoting
from app.db import db
from app.law import Mark, Strength, VoteVerdict
from app.papers.documents import missing
from app.places import queries as places
from app.refusals import Refusal, Refused


def confirmed_instruments() -> frozenset[str]:
    """Codes of the instruments an official of this authority has compared with the original."""
    return frozenset(places.confirmations("instrument"))


def facts_of(dossier: Dossier, day: date) -> DossierFacts:
    """Everything a move of this dossier is judged by."""
    meeting = queries.last_meeting(dossier)
    judged = queries.votes_of(meeting, dossier) if meeting else {}
    checked = evidence.eligibility(dossier)
    setting = documents.setting_of(dossier, day)
    sealed = queries.papers_of(dossier)
    about = queries.opinion_names(dossier)
    # Once a report is sealed its own numbers count (following.moved_since_sealed), not those of the prose.
    moved = moved_numbers(dossier.nominees, day) if dossier.state in (State.DRAFT, State.VOTED) else {}
    return DossierFacts(
        state=State(dossier.state),
        award=dossier.award,
        author_id=dossier.author_id,
        nominees=tuple(
            _nominee(one, checked[one.id], judged.get(one.id), setting, moved.get(one.id, ()))
            for one in queries.nominees_of(dossier)
        ),
        meeting=_meeting(meeting) if meeting else None,
        papers=frozenset(sealed),
        paper_gaps=_paper_gaps(dossier, meeting, setting),
        signers=len(places.signers(day)),
        simplified=is_simplified(dossier, day),
        asked=asked_papers(dossier),
        from_above=not queries.is_own(dossier),
        open_notes=tuple(
            (one.id, f"{_paper_of(one, about)}: {one.note}")
            for one in dossier.opinions
            if not queries.opinion_resolved(one, sealed)
        ),
    )


def _paper_of(opinion: Opinion, about: dict[int, str]) -> str:
    """The paper a note is on, with the nominee whose report it is."""
    kind = htmx.words("PAPER_KINDS")[opinion.component]
    return f"{kind}, {about[opinion.id]}" if opinion.id in about else kind


def _nominee(
    nominee: Nominee,
    verdicts: tuple[Verdict, ...],
    vote: VoteVerdict | None,
    setting: documents.Setting,
    moved: Sequence[quoting.Moved],
) -> NomineeFacts:
    answers = {row.criterion: row.answer for row in nominee.attestations}
    people = () if answers.get(rules.ANOTHER_PERSON) else queries.named_people(nominee)
    return NomineeFacts(
        id=nominee.id,
        name=queries.name_of(nominee),
        kind=nominee.subject_kind,
        people=people,
        verdicts=verdicts,
        report_gaps=documents.report_lacks(nominee, setting),
        passed=vote.passed if vote else None,
        moved=tuple(figure_told(nominee, one).detail for one in moved),
    )


def _meeting(meeting: Meeting) -> MeetingFacts:
    local = law.DEFAULTS["council.quorum.award_meeting"].local
    mark = Mark(meeting.quorum_mark) if meeting.quorum_mark else Mark.U
    return MeetingFacts(
        members=len(meeting.presences),
        present=len(queries.in_the_room(meeting)),
        written=sum(one.kind == PresenceKind.WRITTEN for one in meeting.presences),
        recorded=bool(meeting.presences),
        quorum=meeting.quorum or "2/3",
        quorum_refuses=meeting.quorum is not None and law.strength(mark, local) is Strength.REFUSE,
        counted=frozenset(tally.nominee_id for tally in meeting.tallies),
    )


def _paper_gaps(dossier: Dossier, meeting: Meeting | None, setting: documents.Setting) -> tuple[str, ...]:
    if meeting is None or not meeting.presences:
        return ()
    gaps = missing(documents.minutes(dossier, meeting, setting))
    if documents.wants_count(meeting):
        gaps += missing(documents.vote_count(dossier, meeting, setting))
    return tuple(dict.fromkeys(gaps))


def who() -> Who:
    """Who acts in this session."""
    actor = tenancy.actor_of(db.session())
    return Who(actor.id, actor.name)


def why_not(dossier: Dossier, facts: DossierFacts) -> dict[str, list[Refusal]]:
    """Every reason against each move, for whoever looks at the page; an empty list means yes."""
    secret = is_secret(dossier)
    return {move: rules.refusals(move, facts, who(), secret=secret) for move in rules.MOVES}


def missing_of(dossier: Dossier, facts: DossierFacts) -> list[Refusal]:
    """Everything the dossier still lacks, each with the page that mends it: the panel "Còn thiếu gì?"."""
    return rules.still_missing(facts, secret=is_secret(dossier))


def is_secret(dossier: Dossier) -> bool:
    """Whether the council votes on this dossier by secret ballot."""
    meeting = queries.last_meeting(dossier)
    return meeting is not None and documents.wants_count(meeting)


def asked_papers(dossier: Dossier) -> frozenset[str]:
    """The papers a dossier for its award holds, by the law of its day or as the province has laid down."""
    asked = places.award_value(dossier.award, "papers", law.law_date(dossier.received_on))
    return frozenset(asked.value) if asked and asked.value else DossierFacts.asked


def is_simplified(dossier: Dossier, day: date) -> bool:
    """Whether the province lets such a dossier go the simplified way, so that a tóm tắt thành tích is asked for.

    Source: Luật Thi đua, khen thưởng Điều 85 (L): thematic and sudden merit; off until the province says so.
    """
    award_type = dossier.round.award_type
    may = award_type in (rules.AwardType.THEMATIC, rules.AwardType.SUDDEN)
    return may and places.rule("dossier.simplified", day).value is True


def must_permit(move: str, dossier: Dossier, day: date) -> None:
    """Ask the rule; raises Refused with every reason."""
    found = rules.refusals(move, facts_of(dossier, day), who(), secret=is_secret(dossier))
    if found:
        raise Refused(found)


def homonyms(dossier: Dossier, day: date) -> set[int]:
    """The nominees who bear the name of an official who decides here: the same person, or another one?"""
    leaders = {text.nfc(user.full_name) for user in accounts.with_role(dossier.owner_id, Role.LEADER, day)}
    return {one.id for one in dossier.nominees if leaders & set(map(text.nfc, queries.named_people(one)))}
