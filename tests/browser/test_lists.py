"""A list is pasted, looked through, mended and saved by keyboard alone, then taken back."""

import pytest

pytestmark = pytest.mark.browser
LIST = (
    "STT\tHọ và tên\tNăm sinh\tGiới tính\tSố điện thoại\n"
    "1\tLÒ VĂN PHÍM\t1980\tNam\t912345678\n"
    "2\tVi Thị Hoà\t15/3/72\tNữ\t0987 654 321\n"
    "3\tLê Văn Sai\t31/02/1990\tNam\t123\n"
    "4\tVi Thị Hòa\t1972\tNữ\t\n"
)


def typed(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def pasted(page, text: str) -> None:
    """What Ctrl+V does: the clipboard of the machine is not to be touched by a test."""
    page.evaluate(
        """text => {
            const box = document.activeElement;
            box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
            box.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        text,
    )


def at(page) -> str:
    """The label of where the keyboard is."""
    return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.name")


def test_a_list_comes_in_by_keyboard_alone_and_goes_out_again(official):
    officer = official("canbo")
    page = officer.page
    officer.open("/imports/people")
    pasted(page, LIST)
    typed(page, "Control+Enter")
    page.wait_for_url("**/imports/lists/*")
    # The keyboard stands at the first fault; each key goes to the next.
    assert at(page) == "Ngày hoặc năm sinh, dòng 4"
    page.keyboard.type("1990")
    typed(page, "F8")
    page.wait_for_function("document.activeElement.getAttribute('aria-label') === 'Điện thoại, dòng 4'")
    page.keyboard.type("0912000333")
    typed(page, "Enter", "Shift+Enter")
    page.wait_for_selector("#save-lines >> text=Ghi 3 dòng đúng vào sổ")
    typed(page, "F8")
    assert at(page) == "Xử lý dòng 5"
    typed(page, "b", "Tab")
    page.wait_for_selector("tbody.row-skipped")
    typed(page, "Control+Enter")
    page.wait_for_selector("text=Đã ghi 3 dòng.")
    names = page.locator("tbody.row-saved td:nth-of-type(2)").all_inner_texts()
    assert names == ["Lò Văn Phím", "Vi Thị Hoà", "Lê Văn Sai"]
    officer.press("Hoàn tác cả danh sách")
    assert officer.sees("Đã hoàn tác cả danh sách.")
    assert officer.complaints == []
