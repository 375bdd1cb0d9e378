"""After the decision: the printer with its stock, the ceremony with its lists, copies for those who asked."""

from datetime import time

from app.cli.story.cast import CLERK, OFFICER, acting
from app.cli.story.days import Days
from app.commendations import actions, queries
from app.commendations.actions import handing
from app.commendations.models import Dossier
from app.papers import actions as papers
from app.papers.rules import USUAL_STOCK
from app.places import queries as places


def tell(days: Days, dossier_id: int) -> None:
    """The household is called first, then the others as in the list; the instructor gets an excerpt."""
    with acting(OFFICER, days.handover):
        papers.save_printer(
            None, name="Máy in màu phòng Văn hóa - Xã hội, khay 2", offset_x=12, offset_y=-8, carried=USUAL_STOCK
        )
        dossier = queries.get(dossier_id)
        last = queries.by_roll(dossier)[-1]
        actions.order_ceremony(dossier, {one.id: 1 if one is last else None for one in dossier.nominees})
        _ceremony(dossier, days)
    with acting(CLERK, days.handover):
        decision = queries.papers_of(queries.get(dossier_id))["decision", 0]
        copy = papers.make_copy(decision, papers.Certifying(days.handover, ["Phòng Văn hóa - Xã hội", "Lưu: VT"]))
        papers.make_copy(copy, papers.Certifying(days.handover, ["Trưởng các xóm", "Lưu: VT"]))
        actions.make_excerpt(
            decision, [1], [1], papers.Certifying(days.handover, ["Cá nhân có tên trong bản trích", "Lưu: VT"])
        )


def _ceremony(dossier: Dossier, days: Days) -> None:
    """The list is made public, the guests are invited, the list to sign on lies ready."""
    day = days.handover
    handing.save_ceremony(
        dossier,
        day=days.before(4),
        starts=time(8, 0),
        place="Hội trường Ủy ban nhân dân xã Vạn An",
        presenter="Chủ tịch Ủy ban nhân dân xã",
        host="Nguyễn Thị Hoài An",
    )
    handing.announce(dossier, places.signing(day, handing.ANNOUNCEMENT), day)
    handing.invite(dossier, handing.Inviting(day, places.signing(day, handing.INVITATION)))
    handing.seal_sign_for(dossier)
