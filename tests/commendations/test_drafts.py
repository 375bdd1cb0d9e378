"""The draft of a report for each kind of subject, whole as it reads, and which figures it speaks of."""

import pytest
from flask import current_app

from app.commendations import actions
from app.commendations.actions import drafting
from app.commendations.rules import AwardType, Reached
from tests.cast import DAY
from tests.commendations import report_rows, rows

pytestmark = pytest.mark.usefixtures("context")

LEAD = (
    "Từ ngày 01/01/2026 đến hết ngày 31/07/2026, {movement}{who} đã đạt được các kết quả sau "
    "(theo số liệu theo dõi của Ủy ban nhân dân xã Vạn An):"
)
MOVEMENT = 'thực hiện phong trào "Bình dân học vụ số", '
CLASS = "“Kỹ năng số cơ bản”, tại Nhà văn hóa thôn Đông Yên, ngày 05/03/2026, 12/03/2026."
PROMISES = (
    "Cử thành viên trong hộ tham gia các buổi tập huấn kỹ năng số do địa phương tổ chức\n"
    "Cài đặt, kích hoạt tài khoản định danh điện tử VNeID cho các thành viên đủ điều kiện; nộp hồ sơ trên Cổng Dịch vụ "
    "công quốc gia khi có việc cần giải quyết\n"
    "Thanh toán không dùng tiền mặt đối với tiền điện, nước, học phí và mua bán hằng ngày\n"
    "Giữ kín mật khẩu, mã xác thực; không đăng, không chia sẻ tin chưa kiểm chứng; báo Công an nơi gần nhất khi nghi "
    "bị lừa đảo qua mạng\n"
    "Hướng dẫn lại cho người cao tuổi trong nhà và hàng xóm chưa biết sử dụng"
)


@pytest.fixture
def world_of(cast):
    with rows.officer(cast) as user:
        rows.places_rows()
        yield lambda award_type=AwardType.THEMATIC: report_rows.world(user, award_type)


def lead(who, movement=MOVEMENT):
    return LEAD.format(who=who, movement=movement)


def test_teacher_tells_classes_people_turns_results_and_the_initiative(world_of):
    found = world_of()
    report_rows.criterion(found)
    nominee = found.nominee(found.teacher)
    report_rows.initiative(nominee, found.teacher)
    assert actions.draft_report(nominee, DAY) == {
        "registered_targets": "Hướng dẫn ít nhất 02 người",
        "achievements": "\n".join(
            [
                lead("bản thân"),
                "Trực tiếp giảng dạy 01 lớp (02 buổi), 03 người tham dự (05 lượt), 02 người đạt.",
                "Qua đánh giá cuối lớp, 01 người tự làm được, 01 người làm được khi có hướng dẫn.",
                f"Lớp đã dạy: {CLASS}",
            ]
        ),
        "measures": (
            "Áp dụng giải pháp “Thẻ nhớ năm bước” từ ngày 01/02/2026; phạm vi áp dụng: trong xã Vạn An; "
            "được công nhận theo Quyết định số 15/QĐ-UBND ngày 20/06/2026."
        ),
        "effects": "Hiệu quả của giải pháp “Thẻ nhớ năm bước”: rút ngắn một buổi học còn 90 phút.",
    }
    assert nominee.quoted == {
        "achievements": [
            ["courses-held", "count", 1],
            ["courses-held", "turns", 2],
            ["people-taught", "count", 3],
            ["people-taught", "turns", 5],
            ["taught-passed", "count", 2],
            ["taught-alone", "count", 1],
            ["taught-guided", "count", 1],
        ]
    }


def test_learner_tells_meetings_the_class_and_how_it_is_done(world_of):
    found = world_of()
    head = found.family.head
    nominee = found.nominee(head)
    assert actions.draft_report(nominee, DAY) == {
        "registered_targets": PROMISES,
        "achievements": "\n".join(
            [
                lead("bản thân"),
                "Ký 01 bản cam kết thực hiện phong trào, được đánh giá thực hiện đủ.",
                "Tham gia 02 buổi tập huấn kỹ năng số, được đánh giá đạt ở 01 lớp.",
                f"Lớp đã học: {CLASS}",
                "Qua đánh giá cuối lớp, tự làm được các nội dung đã học.",
            ]
        ),
    }


def test_household_tells_its_pledge_its_people_and_its_promises(world_of):
    found = world_of()
    nominee = found.nominee(found.family)
    assert actions.draft_report(nominee, DAY) == {
        "registered_targets": PROMISES,
        "achievements": "\n".join(
            [
                lead("gia đình"),
                "Ký 01 bản cam kết thực hiện phong trào, được đánh giá thực hiện đủ.",
                "Có 02 người trong hộ tham dự tập huấn kỹ năng số (04 lượt), 02 người đạt.",
                "Qua đánh giá cuối lớp, 01 người tự làm được, 01 người làm được khi có hướng dẫn.",
                "Có 01 người hoàn thành khóa học trực tuyến trên nền tảng quốc gia.",
                "Tính cả hai hình thức, 02 người đạt ở lớp tập huấn hoặc hoàn thành khóa học trực tuyến.",
                "Có 01 người trong hộ được xác nhận đạt phổ cập kỹ năng số trên ứng dụng VNeID.",
            ]
        ),
    }


def test_team_of_a_hamlet_tells_what_the_hamlet_did(world_of):
    found = world_of()
    nominee = found.nominee(found.team)
    assert actions.draft_report(nominee, DAY)["achievements"] == "\n".join(
        [
            lead("tổ"),
            "Vận động ký 01 bản cam kết thực hiện phong trào, được đánh giá thực hiện đủ.",
            "Đã mở 01 lớp (02 buổi), 03 người tham dự (05 lượt), 02 người đạt.",
            f"Các lớp đã mở: {CLASS}",
            "Qua đánh giá cuối lớp, 01 người tự làm được, 01 người làm được khi có hướng dẫn.",
            "Có 01 người của thôn Đông Yên hoàn thành khóa học trực tuyến trên nền tảng quốc gia.",
            "Tính cả hai hình thức, 02 người đạt ở lớp tập huấn hoặc hoàn thành khóa học trực tuyến.",
            "Có 01 người của thôn Đông Yên được xác nhận đạt phổ cập kỹ năng số trên ứng dụng VNeID.",
        ]
    )


def test_service_speaks_of_no_movement_and_puts_the_initiative_behind_the_results(world_of):
    found = world_of(AwardType.SERVICE)
    nominee = found.nominee(found.teacher)
    report_rows.initiative(nominee, found.teacher)
    assert actions.draft_report(nominee, DAY) == {
        "achievements": "\n".join(
            [
                lead("bản thân", ""),
                "Trực tiếp giảng dạy 01 lớp (02 buổi), 03 người tham dự (05 lượt), 02 người đạt.",
                "Qua đánh giá cuối lớp, 01 người tự làm được, 01 người làm được khi có hướng dẫn.",
                f"Lớp đã dạy: {CLASS}",
                "Áp dụng giải pháp “Thẻ nhớ năm bước” từ ngày 01/02/2026; phạm vi áp dụng: trong xã Vạn An; "
                "được công nhận theo Quyết định số 15/QĐ-UBND ngày 20/06/2026.",
                "Hiệu quả của giải pháp “Thẻ nhớ năm bước”: rút ngắn một buổi học còn 90 phút.",
            ]
        )
    }


def test_sudden_merit_tells_the_results_of_its_period(world_of):
    found = world_of(AwardType.SUDDEN)
    assert actions.draft_report(found.nominee(found.family), DAY)["achievements"].splitlines()[:3] == [
        lead("gia đình", ""),
        "Ký 01 bản cam kết, được đánh giá thực hiện đủ.",
        "Có 02 người trong hộ tham dự tập huấn kỹ năng số (04 lượt), 02 người đạt.",
    ]


def test_office_and_company_tell_their_own_pledge_and_nothing_else(world_of):
    found = world_of()
    for subject, who in ((found.office, "đơn vị"), (found.company, "doanh nghiệp")):
        nominee = found.nominee(subject)
        assert actions.draft_report(nominee, DAY) == {}
        report_rows.pledged(found, subject, "collective" if who == "đơn vị" else "enterprise")
        written = actions.draft_report(nominee, DAY)
        assert written["achievements"] == "\n".join([lead(who), "Ký 01 bản cam kết thực hiện phong trào."])
        assert len(written["registered_targets"].splitlines()) > 2


def told(subject, counts):
    """The results as they would be drafted from these figures: counts and turns by measure."""
    figures = {code: Reached(count, turns, "người", "lượt") for code, (count, turns) in counts.items()}
    facts = {"subject": subject, "figures": figures, "movement": "phong trào", "hamlet": "xóm 3", "held": [],
             "attended": [], "who": "", "start": "", "end": "", "keeper": ""}  # fmt: skip
    module = current_app.jinja_env.get_template(drafting.TEMPLATE).make_module()
    prose, _quotes = drafting.filled(str(module.achievements(facts)), figures)
    return [line.strip() for line in prose.splitlines() if line.strip()][1:]


@pytest.mark.parametrize(
    ("subject", "counts", "lines"),
    [
        (
            "hamlet",
            {"commitments-signed": (1284, 1284), "commitments-kept": (1270, 1270), "courses-held": (6, 6),
             "people-taught": (143, 211), "taught-passed": (118, 118), "people-trained": (150, 220),
             "people-passed": (121, 121)},
            ["Vận động ký 1.284 bản cam kết thực hiện phong trào, trong đó 1.270 bản được đánh giá thực hiện đủ.",
             "Đã mở 06 lớp, 143 người tham dự (211 lượt), 118 người đạt.",
             "Tính cả lớp mở ở nơi khác, có 150 người của xóm 3 tham dự tập huấn kỹ năng số (220 lượt), "
             "121 người đạt."],
        ),
        ("hamlet", {"people-trained": (9, 9)}, ["Có 09 người của xóm 3 tham dự tập huấn kỹ năng số."]),
        ("person", {"commitments-signed": (2, 2)}, ["Ký 02 bản cam kết thực hiện phong trào."]),
        (
            "person",
            {"commitments-signed": (2, 2), "commitments-kept": (2, 2)},
            ["Ký 02 bản cam kết thực hiện phong trào, tất cả được đánh giá thực hiện đủ."],
        ),
        (
            "person",
            {"people-trained": (1, 4), "people-passed": (1, 2), "online-completed": (1, 3), "people-skilled": (1, 5),
             "vneid-confirmed": (1, 1)},
            ["Tham gia 04 buổi tập huấn kỹ năng số, được đánh giá đạt ở 02 lớp.",
             "Hoàn thành 03 khóa học trực tuyến trên nền tảng quốc gia.",
             "Tính cả hai hình thức, 05 lần được ghi nhận đạt yêu cầu hoặc hoàn thành khóa học.",
             "Đã được xác nhận đạt phổ cập kỹ năng số trên ứng dụng VNeID."],
        ),
        ("agency", {}, []),
    ],
)  # fmt: skip
def test_sentences_follow_the_figures_that_there_are(subject, counts, lines):
    assert told(subject, counts) == lines


def test_results_are_announced_only_where_the_books_hold_one_to_tell(world_of):
    found = world_of()
    quiet = rows.person(found.teacher.hamlet, "Lê Thị Mỹ", 1985)
    nominee = found.nominee(quiet)
    report_rows.initiative(nominee, quiet)
    drafted = actions.draft_report(nominee, DAY)
    assert (drafted.get("achievements", ""), drafted["measures"][:12]) == ("", "Áp dụng giải")
