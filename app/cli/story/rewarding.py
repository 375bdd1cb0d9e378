"""After the decision: the printer with its stock, the order of the ceremony, copies for those who asked."""

from app.cli.story.cast import CLERK, OFFICER, acting
from app.cli.story.days import Days
from app.commendations import actions, queries
from app.papers import actions as papers
from app.papers.rules import USUAL_STOCK


def tell(days: Days, dossier_id: int) -> None:
    """The household is called first, then the others as in the list; the instructor gets an excerpt."""
    with acting(OFFICER, days.handover):
        papers.save_printer(
            None, name="Máy in màu phòng Văn hóa - Xã hội, khay 2", offset_x=12, offset_y=-8, carried=USUAL_STOCK
        )
        dossier = queries.get(dossier_id)
        last = queries.by_roll(dossier)[-1]
        actions.order_ceremony(dossier, {one.id: 1 if one is last else None for one in dossier.nominees})
    with acting(CLERK, days.handover):
        decision = queries.papers_of(queries.get(dossier_id))["decision", 0]
        copy = papers.make_copy(decision, papers.Certifying(days.handover, ["Phòng Văn hóa - Xã hội", "Lưu: VT"]))
        papers.make_copy(copy, papers.Certifying(days.handover, ["Trưởng các xóm", "Lưu: VT"]))
        actions.make_excerpt(
            decision, [1], [1], papers.Certifying(days.handover, ["Cá nhân có tên trong bản trích", "Lưu: VT"])
        )
