"""Every kind of list that the house takes in, by its name in the address and in the command."""

from app.reading.kinds import ListKind

_KINDS: tuple[type[ListKind], ...] = ()

KINDS: dict[str, ListKind] = {kind.name: kind() for kind in _KINDS}
