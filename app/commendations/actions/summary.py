"""The tóm tắt thành tích before it is sealed: the merit of each nominee in short, as an official writes it."""

from collections.abc import Mapping

from app import audit, text
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Dossier
from app.commendations.rules import MENDABLE


def save_summary(dossier: Dossier, written: Mapping[int, tuple[str | None, str | None]]) -> None:
    """Keep the merit in short and its ground by nominee; what is left empty is drawn from report and law again."""
    must_be(dossier, *MENDABLE)
    for nominee in dossier.nominees:
        if nominee.id in written:
            merit, ground = written[nominee.id]
            nominee.summary = text.nfc_multiline(merit or "") or None
            nominee.legal_ground = text.nfc(ground or "") or None
    audit.record("summary-saved", dossier, count=len(written))
