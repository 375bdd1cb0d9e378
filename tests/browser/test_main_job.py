"""The main job from the plan to the province, done in a browser as officials do it: one test, one story."""

import re

import pytest

from app import pdf, text
from app.clock import today

pytestmark = pytest.mark.browser

MERIT = "thành tích xuất sắc trong phong trào “Bình dân học vụ số”"
COMMUNE_AWARD = "Giấy khen của Chủ tịch Ủy ban nhân dân cấp xã"
PROVINCE_AWARD = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
MEASURES = "Đến từng nhà hướng dẫn người chưa biết sử dụng."


def test_from_the_plan_to_the_province(official):
    officer = official("canbo")
    plan(officer)
    campaign(officer)
    course(officer)
    award_round(officer)
    commune = dossier(officer, COMMUNE_AWARD, "Nguyễn Thị Thuỵ Ưởng (1991, Xóm 1)")
    meeting(officer, commune, secret=True)
    proposal(officer, commune, unit=True)
    leader = official("lanhdao")
    decision(leader, official("vanthu"), commune)
    bound(officer, commune)
    province = dossier(officer, PROVINCE_AWARD, "Trần Đình Quốc Thái (1984, Xóm 2)")
    meeting(officer, province, secret=False)
    proposal(officer, province, unit=False)
    review(officer, official("thamdinh"), province)


def plan(officer) -> None:
    officer.follow("Chưa có kế hoạch phong trào: lập kế hoạch để bắt đầu.")
    officer.follow("Lập kế hoạch")
    officer.fill({"Số, ký hiệu": "21/KH-UBND"})
    officer.press("Lưu kế hoạch")
    assert officer.sees("21/KH-UBND")
    officer.follow("Thêm tiêu chí")
    officer.fill({"Tiêu chí": "Hướng dẫn ít nhất 02 người dự lớp"})
    officer.field("Hình thức khen thưởng, danh hiệu").select_option("GK_XA")
    officer.check("Cá nhân")
    officer.field("Cách xét").select_option("people-taught")
    officer.fill({"Mức phải đạt (từ bao nhiêu trở lên)": "2"})
    officer.press("Lưu tiêu chí")
    assert officer.sees("Hướng dẫn ít nhất 02 người dự lớp")


def campaign(officer) -> None:
    """A campaign for the households of one hamlet: printed in one stack, all but the last come back signed."""
    officer.open("/commitments/")
    officer.follow("Mẫu lời cam kết")
    officer.press("Nạp mẫu có sẵn")
    officer.open("/commitments/campaigns/new")
    officer.fill({"Tên đợt ký": "Hộ gia đình ký cam kết", "Kế hoạch": choice(officer, "Kế hoạch", "21/KH-UBND")})
    officer.fill({"Mẫu lời cam kết": choice(officer, "Mẫu lời cam kết", "ộ gia đình")})
    officer.press("Ghi đợt ký")
    officer.follow("Lập bản cam kết")
    officer.page.get_by_label(re.compile("^Xóm 3:")).check()
    officer.press("Xem trước các thôn đã chọn")
    officer.press("Lập 12 bản")
    stack = officer.pdf_by("Lập chồng bản in (PDF)")
    officer.back_to("Hộ gia đình ký cam kết")
    boxes = officer.page.get_by_label(re.compile("^Chọn bản của"))
    assert (pdf.page_count(stack), boxes.count()) == (13, 12)  # a cover before the twelve
    for place in range(11):
        boxes.nth(place).press("Space")
    officer.press("Đã nhận bản ký")
    assert officer.sees("Còn 1 hộ chưa ký")


def choice(official, label: str, words: str) -> str:
    """The one choice of a list that holds these words."""
    offered = official.field(label).locator("option").all_inner_texts()
    (found,) = [one for one in offered if words in one]
    return found


def course(officer) -> None:
    """A class of one evening, today: the sheet printed, the marks typed, the results set."""
    officer.open("/training/")
    officer.follow("Mở lớp mới")
    officer.fill({"Kế hoạch": choice(officer, "Kế hoạch", "21/KH-UBND"), "Tên lớp": "Lớp kỹ năng số Xóm 1"})
    officer.fill({"Chuyên đề": "VNeID, định danh điện tử", "Địa điểm": "Nhà văn hóa Xóm 1"})
    officer.field("Nhóm đối tượng").select_option("T3")
    officer.fill({"Giảng viên là người của xã (nếu có)": "thuy uong"})
    officer.press("Lưu lớp")
    officer.choose("Nguyễn Thị Thuỵ Ưởng (1991, Xóm 1)", "Lưu lớp")
    officer.fill({"Ngày": text.day_text(today()), "Từ giờ": "19:30", "Đến giờ": "21:00"}, within="#trainings")
    officer.press("Thêm buổi")
    for typed, label in (
        ("tran thi ai", "Trần Thị Ái (1988, Xóm 1)"),
        ("đức đức", "Nguyễn Đức Đức (2009, Xóm 1)"),
        ("quoc khanh", "Đậu Quốc Khánh (1957, Xóm 1)"),
    ):
        officer.fill({"Tìm theo tên": typed})
        officer.field("Tìm theo tên").press("Enter")
        officer.page.wait_for_load_state()
        if officer.page.get_by_role("radio", name=label).count():
            officer.choose(label, "Thêm")
    officer.follow(text.day_text(today()))
    officer.press("Lập phiếu để in")
    officer.fill({"Dán cột điểm danh, hoặc gõ liền một dòng": "xxv"})
    officer.press("Điền vào bảng")
    officer.press("Lưu điểm danh")
    assert officer.sees("Đã lưu lúc")
    assert officer.sees("Có mặt 2 · Muộn 0 · Vắng 1")
    officer.back_to("Lớp kỹ năng số Xóm 1")
    officer.follow("Ghi kết quả theo nội dung")
    for learner, result in (("Trần Thị Ái", "passed"), ("Nguyễn Đức Đức", "passed"), ("Đậu Quốc Khánh", "not-passed")):
        officer.page.get_by_label(f"Kết quả: {learner}").select_option(result)
    officer.press("Lưu kết quả")
    officer.back_to("Lớp kỹ năng số Xóm 1")
    assert officer.sees("hoàn thành")


def award_round(officer) -> None:
    officer.open("/commendations/")
    officer.follow("Đợt khen thưởng")
    officer.follow("Mở đợt mới")
    day = text.day_text(today())
    officer.fill({"Kế hoạch phong trào": choice(officer, "Kế hoạch phong trào", "21/KH-UBND"), "Tên đợt": "Sơ kết năm"})
    officer.fill({"Tính thành tích từ ngày": f"01/01/{today().year}", "Đến hết ngày": day, "Hạn lập hồ sơ": day})
    officer.check(f"{COMMUNE_AWARD} (Chủ tịch UBND xã quyết định)", f"{PROVINCE_AWARD} (xã đề nghị, tỉnh quyết định)")
    officer.press("Ghi")


def dossier(officer, award: str, nominee: str) -> str:
    """A dossier with one nominee, attested and with its report drafted; the address of its page."""
    officer.open("/commendations/rounds")
    officer.follow("Hồ sơ của Sơ kết năm")
    officer.check(award)
    officer.fill({"Đã có thành tích": MERIT})
    officer.press("Lập hồ sơ")
    address = officer.page.url.removeprefix(officer.address)
    officer.fill({"Tên cá nhân, chủ hộ hoặc tập thể": text.fold(nominee.partition(" (")[0])})
    officer.press("Thêm")
    if officer.page.get_by_role("radio", name=nominee).count():
        officer.choose(nominee, "Thêm")
    officer.follow(nominee)
    assert officer.sees("Điều kiện")
    asked = officer.page.locator("#attest")
    for words in ("Đạt", "Không"):  # "Không": to the one question about the five cases in which nobody is considered
        for answer in asked.get_by_label(words, exact=True).all():
            answer.check()
    asked.get_by_label(re.compile("được bình xét trong phong trào")).first.check()
    officer.fill({"Căn cứ xác nhận": "Đã rà soát với Công an xã."})
    officer.press("Ghi xác nhận")
    officer.follow("Báo cáo thành tích")
    officer.press("Viết nháp từ số liệu trong sổ")
    officer.fill({"Các biện pháp, giải pháp thực hiện": MEASURES})
    for label in (re.compile("^Mục tiêu"), re.compile("^Kết quả đạt được")):
        prose = officer.page.get_by_label(label)
        if not prose.input_value():
            prose.fill("Hướng dẫn 60 người dân sử dụng dịch vụ công trực tuyến")
    officer.press("Ghi báo cáo")
    officer.open(address)
    return address


def meeting(officer, address: str, *, secret: bool) -> None:
    """The council meets; a count above the votes is refused at its field and nothing typed is lost."""
    officer.open(address)
    officer.follow("Lập phiên họp")
    officer.fill(
        {"Ngày họp": text.day_text(today()), "Bắt đầu": "14:00", "Kết thúc": "15:30", "Địa điểm": "Phòng họp số 1"}
    )
    officer.check("Bỏ phiếu kín" if secret else "Biểu quyết giơ tay")
    if secret:
        officer.fill({"Tổ kiểm phiếu, mỗi dòng một người, tổ trưởng ở dòng đầu": "Hồ Thị Thảo\nPhạm Hồng Lĩnh"})
    officer.press("Ghi phiên họp")
    for member in officer.page.get_by_label(re.compile(": dự họp$")).all():
        member.select_option("present")
    votes = officer.page.get_by_label(re.compile(": đồng ý$"))
    votes.fill("9")
    officer.page.get_by_label(re.compile(": không đồng ý$")).fill("0")
    officer.page.get_by_label(re.compile(": không hợp lệ$")).fill("0")
    officer.fill({"Ý kiến thảo luận": "Các thành viên thống nhất."})
    officer.press("Ghi kết quả")
    assert (votes.input_value(), votes.get_attribute("aria-invalid")) == ("9", "true")
    votes.fill("7")
    officer.press("Ghi kết quả")
    officer.open(address)
    officer.press("Kết thúc biểu quyết")


def proposal(officer, address: str, *, unit: bool) -> None:
    """The papers are sealed with the proposal, of a unit, or of the authority itself, whose signer the day chooses."""
    officer.open(address)
    officer.follow("Lập tờ trình")
    if unit:
        officer.fill({"Cơ quan trình": "Phòng Văn hóa - Xã hội", "Chức vụ người ký của đơn vị trình": "Trưởng phòng"})
        officer.fill({"Họ và tên người ký của đơn vị trình": "Đinh Thị Lệ Thuỷ"})
    officer.press("Khóa và lập tờ trình")
    for words in ("Tờ trình đề nghị tặng", "Danh sách đề nghị tặng", "Biên bản họp", "Báo cáo thành tích của"):
        assert officer.sees(words)


def decision(leader, clerk, address: str) -> None:
    """The leader approves what lies on the table; văn thư gives number and day."""
    leader.open(address)
    leader.follow("Xem và phê duyệt")
    leader.press("Phê duyệt")
    clerk.open("/")
    clerk.page.get_by_role("link").filter(has_text="cấp số, ban hành").click()
    clerk.press("Cấp số, ban hành")
    assert clerk.sees("01/QĐ-UBND")
    certificates = leader.pdf(f"{address}/certificates.pdf")
    assert "Nguyễn Thị Thuỵ Ưởng" in "".join(pdf.text_of(certificates))


def bound(officer, address: str) -> None:
    officer.open(address)
    book = officer.pdf_by("Đóng quyển hồ sơ")
    words = pdf.text_of(book)
    assert f"Trang {len(words)}/{len(words)}" in words[-1]
    assert "Nguyễn Thị Thuỵ Ưởng" in "".join(words)


def review(officer, reviewer, address: str) -> None:
    """Submitted, sent back with a note on one paper, mended, submitted again, accepted."""
    officer.open(address)
    officer.press("Nộp tỉnh")
    reviewer.open("/")
    reviewer.page.get_by_role("link").filter(has_text="chờ thẩm định").click()
    reviewer.page.locator("summary").filter(has_text="Ghi ý kiến: Báo cáo").first.click()
    reviewer.page.get_by_label(re.compile("^Báo cáo thành tích")).first.fill("Nêu rõ biện pháp đã làm.")
    reviewer.press("Trả lại kèm ý kiến")
    officer.open("/")
    officer.page.get_by_role("link").filter(has_text="tỉnh trả lại").click()
    assert officer.sees("Nêu rõ biện pháp đã làm.")
    officer.page.locator("#nominees").get_by_role("link").filter(has_text="đã khóa").click()
    officer.fill({"Các biện pháp, giải pháp thực hiện": "Mở lớp buổi tối, kèm từng người cao tuổi."})
    officer.press("Ghi báo cáo")
    officer.open(address)
    officer.page.get_by_role("button", name=re.compile("^Lập lại giấy này.*Báo cáo")).click()
    assert officer.sees("đã lập lại giấy")
    officer.press("Nộp lại")
    reviewer.open(f"{address}/review")
    assert reviewer.sees("Mở lớp buổi tối, kèm từng người cao tuổi.")
    reviewer.press("Nhận hồ sơ")
    assert reviewer.sees("Đã nhận")
