"""What every move asks first: whether it may be made from here, of one commitment or of many."""

from collections.abc import Sequence

from app.commitments import rules
from app.commitments.models import Commitment
from app.commitments.queries import Line
from app.refusals import Refusal, Refused


def must(move: str, row: Commitment, faults: Sequence[Refusal] = ()) -> None:
    """Raise Refused with every reason why this move may not be made, further faults included."""
    _raise([*rules.refusals(move, row.state), *faults])


def must_all(move: str, lines: Sequence[Line], faults: Sequence[Refusal] = ()) -> None:
    """The same of many: everyone who may not is told by name, and one list of nobody is refused too."""
    none = [] if lines else [Refusal("nobody-chosen")]
    code = "signed-already" if move == "sign" else "may-not-move"
    named = [Refusal(code, detail=line.name) for line in lines if rules.refusals(move, line.row.state)]
    _raise([*faults, *none, *named])


def _raise(faults: list[Refusal]) -> None:
    if faults:
        raise Refused(faults)
