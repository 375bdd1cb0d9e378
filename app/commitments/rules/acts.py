"""Acts on many commitments at once: what they are called, and why one cannot be taken back."""

from app.commitments.rules.states import MOVES, SIGNED, State
from app.refusals import Refusal

# Every move may be made for many at once; besides, they are made for many, signed papers come back in one scan, and a
# list comes back from door to door with signatures and reasons.
BULK_KINDS = frozenset({"make", "scan", "visit", "attest", "judge", *MOVES})

# What whoever takes papers back does, and may therefore also take back.
RECEIVING = frozenset({"sign", "scan", "decline", "withdraw"})

# What a commitment was and what it became, column by column; one that is empty is left out.
Columns = dict[str, object]


def undo_faults(undone_by: str | None, *, running: bool = False) -> list[Refusal]:
    """Why a bulk act cannot be taken back: that was done already, or a job is still at work on it.

    Args: undone_by, who took it back.
    """
    if undone_by:
        return [Refusal("bulk-undone-already", detail=undone_by)]
    return [Refusal("bulk-running")] if running else []


def unmake_faults(state: str, *, sealed: bool, evidence: bool, renewed: bool) -> list[Refusal]:
    """Why a commitment that a bulk act made is not thrown away: someone has begun to use it.

    Args: sealed, a paper of it exists; evidence, a signature, a file or a fulfilment hangs on it; renewed, a later
    commitment goes on from it.
    """
    if state in SIGNED:
        return [Refusal("bulk-signed-since")]
    if sealed:
        return [Refusal("bulk-printed-since")]
    if evidence:
        return [Refusal("bulk-evidence-since")]
    if renewed:
        return [Refusal("bulk-renewed-since")]
    return [] if state == State.DRAFTED else [Refusal("bulk-changed-since")]


def put_back_faults(
    before: Columns, after: Columns, now: Columns, *, sealed: bool, evidence: bool, renewed: bool
) -> list[Refusal]:
    """Why a commitment that a bulk act changed stays as it is: it is no longer as the act left it, or more hangs on it.

    Args: before, after, now, its columns; sealed, a paper of it exists; evidence, a promise of it was attested;
    renewed, a later commitment goes on from it.
    """
    if now != after:
        signed = now["state"] in SIGNED and after["state"] not in SIGNED
        return [Refusal("bulk-signed-since" if signed else "bulk-changed-since")]
    if renewed and after["state"] == State.RENEWED:
        return [Refusal("bulk-renewed-since")]
    if sealed and before["state"] == State.DRAFTED:
        return [Refusal("bulk-printed-since")]
    if evidence and before["state"] not in SIGNED:
        return [Refusal("bulk-evidence-since")]
    return []
