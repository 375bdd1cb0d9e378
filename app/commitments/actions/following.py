"""What became of the promises: attested by a named official with the evidence, and the pledge judged by them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from app import audit, pdf, storage, tenancy, text
from app.commitments.actions import bulk
from app.commitments.actions.checks import must
from app.commitments.actions.undoing import BESIDE, Entry
from app.commitments.models import BulkAct, Campaign, Commitment, Fulfilment, Promise
from app.commitments.queries import acts, following, progress
from app.commitments.rules import MOVES, State
from app.commitments.rules import following as rules
from app.db import db
from app.papers.rules import files
from app.refusals import Refusal, Refused

LONGEST_NAME = 200

# Name and bytes of a file that was handed in as evidence.
File = tuple[str, bytes]


# ---- one promise attested


def attest(
    row: Commitment,
    promise: Promise,
    outcome: State,
    evidence: str,
    day: date,
    today: date,
    file: File | None = None,
) -> Fulfilment:
    """Write down how a promise was fulfilled, who says so and by what evidence; it stands before what records count.

    Saying it anew replaces what was said before; the log keeps both, a file handed in before stays unless a new one
    comes. Args: outcome, kept, partly kept or not kept; day, on which it was seen. Raises Refused.
    """
    faults = rules.state_faults(row.state)
    faults += rules.attest_faults(evidence, day, row.campaign.valid_from, today)
    said = _said(outcome, evidence, day, file, faults)
    found = following.attested_of(promise, [row.id]).get(row.id)
    written = _write(row, promise, found, said)
    audit.record("promise-attested", row, position=promise.position, state=outcome.value)
    return written


def attest_many(
    promise: Promise,
    rows: Sequence[Commitment],
    outcome: State,
    evidence: str,
    day: date,
    today: date,
    file: File | None = None,
) -> BulkAct:
    """Write down the same of many, by one piece of evidence, such as the list of a hamlet meeting; can be taken back.

    Raises Refused with everyone of whom nothing can be attested, by name; nothing is then written.
    """
    faults = rules.attest_faults(evidence, day, promise.campaign.valid_from, today) + _named_faults(rows)
    said = _said(outcome, evidence, day, file, faults)
    known = following.attested_of(promise, [row.id for row in rows])
    before = {row_id: _snapshot(found) for row_id, found in known.items()}
    written = [_write(row, promise, known.get(row.id), said) for row in rows]
    db.session.flush()
    beside = {
        one.commitment_id: {
            "id": one.id,
            "position": promise.position,
            "before": before.get(one.commitment_id),
            "after": _snapshot(one),
        }
        for one in written
    }
    act = bulk.record_beside(promise.campaign, "attest", rows, beside)
    audit.record_many("promise-attested", rows, position=promise.position, state=outcome.value)
    audit.record("promises-attested", promise.campaign, position=promise.position, count=len(rows))
    return act


def unattest(fulfilment: Fulfilment, reason: str) -> None:
    """Take back what was attested wrongly, with the reason: the records have the word again. Raises Refused."""
    row, position = fulfilment.commitment, fulfilment.promise.position
    faults = rules.state_faults(row.state)
    if not reason.strip():
        faults.append(Refusal("commitment-needs-reason"))
    _refuse(faults)
    db.session.delete(fulfilment)
    audit.record("attestation-taken-back", row, position=position, reason=text.nfc(reason))


def _named_faults(rows: Sequence[Commitment]) -> list[Refusal]:
    wrong = [row for row in rows if rules.state_faults(row.state)]
    names = acts.names_of([row.id for row in wrong])
    none = [] if rows else [Refusal("nobody-chosen")]
    return none + [_named_fault(row, names.get(row.id, "")) for row in wrong]


def _named_fault(row: Commitment, name: str) -> Refusal:
    return Refusal("promise-judged-of" if row.state in rules.JUDGED else "promise-not-signed-of", detail=name)


def _said(outcome: State, evidence: str, day: date, file: File | None, faults: list[Refusal]) -> dict[str, Any]:
    """What is written, after every fault was told at once, those of the file too."""
    _refuse(faults + (_file_faults(file) if file else []))
    said = {"outcome": outcome.value, "evidence": text.nfc_multiline(evidence), "day": day}
    if file:
        said |= {"sha256": storage.put(file[1]), "file_name": text.nfc(file[0])[-LONGEST_NAME:]}
    return said | {"attested_by": tenancy.actor_of(db.session()).name}


def _file_faults(file: File) -> list[Refusal]:
    """As the files of a dossier are checked, which is where the evidence may go later."""
    name, content = file
    found = files.file_refusals(name, len(content), pdf.media_type(content), False)
    if found:
        return found
    try:
        pdf.fit(content, most_pages=files.MOST_PAGES)
    except pdf.Unfit as error:
        return [files.fault_refusal(error.fault, error.limit)]
    return []


def _write(row: Commitment, promise: Promise, found: Fulfilment | None, said: dict[str, Any]) -> Fulfilment:
    if found is None:
        found = Fulfilment(commitment=row, promise=promise, commitment_id=row.id, promise_id=promise.id)
        db.session.add(found)
    for name, value in said.items():
        setattr(found, name, value)
    return found


def _refuse(faults: list[Refusal]) -> None:
    if faults:
        raise Refused(faults)


# ---- taking many back


_KEPT = ("promise_id", "outcome", "evidence", "sha256", "file_name", "attested_by")


def _snapshot(one: Fulfilment) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _KEPT} | {"day": one.day.isoformat()}


def _unattest(entries: Sequence[Entry]) -> dict[int, Refusal]:
    """Take back attestations written at once; what was said anew since, or is judged already, stays."""
    there = following.fulfilments([entry["beside"]["id"] for entry in entries])
    lines = acts.lines_of([entry["id"] for entry in entries])
    left = {}
    for entry in entries:
        one, line, beside = there.get(entry["beside"]["id"]), lines.get(entry["id"]), entry["beside"]
        if one is None or line is None or _snapshot(one) != beside["after"] or rules.state_faults(line.row.state):
            left[entry["id"]] = Refusal("bulk-changed-since")
        elif beside["before"] is None:
            db.session.delete(one)
        else:
            _put_back(one, beside["before"])
    db.session.flush()
    return left


def _put_back(one: Fulfilment, before: dict[str, Any]) -> None:
    for name in _KEPT:
        setattr(one, name, before[name])
    one.day = date.fromisoformat(before["day"])


BESIDE["attest"] = _unattest


# ---- the pledge judged


def judge(row: Commitment, outcome: State, reason: str, today: date) -> None:
    """Say how a pledge was kept as a whole: kept, partly kept or not kept.

    A reason is needed where it is not what its promises say, or where they do not say it yet. Raises Refused.
    """
    told = following.followed(row.campaign, [row.id], today)[row.id]
    proposed = rules.proposal([one.stand for one in told])
    must(rules.MOVE_TO[outcome], row, rules.judge_faults(outcome, proposed, reason))
    _judged(row, outcome, today)
    row.reason = text.nfc(reason) or None
    audit.record("commitment-judged", row, state=outcome.value, reason=row.reason or "")


def judge_many(campaign: Campaign, today: date, outcomes: Iterable[State], hamlet_id: int | None = None) -> BulkAct:
    """Judge every pledge as its promises say, those of some outcomes only; can be taken back.

    Whoever cannot be told yet is left as they are. Args: hamlet_id, of one hamlet alone. Raises Refused.
    """
    wanted = set(outcomes)
    proposed = progress.proposals(campaign, today, hamlet_id)
    chosen = {row_id: outcome for row_id, outcome in proposed.items() if outcome in wanted and outcome is not None}
    _refuse([] if chosen else [Refusal("nothing-to-judge")])
    rows = following.rows(campaign.id, list(chosen))
    with bulk.recorded(campaign, "judge", rows) as record:
        for row in rows:
            _judged(row, chosen[row.id], today)
    for outcome in sorted(set(chosen.values())):
        mine = [row for row in rows if chosen[row.id] == outcome]
        audit.record_many("commitment-judged", mine, state=outcome.value, reason="")
    counted = Counter(chosen.values())
    numbers = {"kept": State.KEPT, "partly": State.PARTLY_KEPT, "broken": State.NOT_KEPT}
    audit.record("commitments-judged", campaign, **{name: counted[state] for name, state in numbers.items()})
    return record.done


def _judged(row: Commitment, outcome: State, today: date) -> None:
    row.state = MOVES[rules.MOVE_TO[outcome]].target
    row.judged_on, row.judged_by = today, tenancy.actor_of(db.session()).name
