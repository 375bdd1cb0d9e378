"""Fifth chapter: the council of the commune is founded with its seats."""

from app.accounts import queries as users
from app.cli.story.cast import COUNCIL, LEADER, LEADER_NAME, OFFICER, acting
from app.cli.story.days import Days
from app.commendations import actions
from app.commendations.rules import Seat

# Name, post, seat, and the account of those who sign in.
MEMBERS = (
    (LEADER_NAME, "Chủ tịch UBND xã", Seat.CHAIR, LEADER),
    ("Võ Thị Minh Nguyệt", "Phó Chủ tịch UBND xã", Seat.DEPUTY, None),
    ("Nguyễn Thị Hoài An", "Công chức Văn hóa - Xã hội", Seat.SECRETARY, OFFICER),
    ("Nguyễn Cảnh Toàn", "Chủ tịch Ủy ban MTTQ Việt Nam xã", Seat.MEMBER, COUNCIL),
    ("Hồ Thị Thảo", "Chủ tịch Hội Liên hiệp Phụ nữ xã", Seat.MEMBER, None),
    ("Phạm Hồng Lĩnh", "Bí thư Đoàn Thanh niên xã", Seat.MEMBER, None),
    ("Trịnh Xuân Bách", "Trưởng Công an xã", Seat.MEMBER, None),
)
ABSENT = "Trịnh Xuân Bách"
TELLERS = ["Hồ Thị Thảo", "Phạm Hồng Lĩnh", "Nguyễn Cảnh Toàn"]


def tell(days: Days) -> int:
    """Found the council; returns its id."""
    with acting(OFFICER, days.first):
        council = actions.save_council(
            None,
            "Hội đồng Thi đua - Khen thưởng xã Vạn An",
            "Quyết định số 12/QĐ-UBND của Chủ tịch Ủy ban nhân dân xã Vạn An",
            days.first,
        )
        for name, post, seat, username in MEMBERS:
            user = users.by_username(username) if username else None
            actions.save_member(
                council,
                None,
                full_name=name,
                post=post,
                seat=seat,
                valid_from=days.first,
                user_id=user.id if user else None,
            )
        return council.id
