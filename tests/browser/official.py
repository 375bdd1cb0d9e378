"""An official before a screen of 1366 × 768: types into labelled fields, presses buttons by their words."""

import re

from playwright.sync_api import Browser, Locator, Page, Response

from app.cli import story

SCREEN = {"width": 1366, "height": 768}
PATIENCE = 10_000


class Official:
    """One person at one computer; `complaints` are what the console said and the answers of 500."""

    def __init__(self, browser: Browser, address: str, *, javascript: bool = True) -> None:
        self.address = address
        self.context = browser.new_context(
            base_url=address, viewport=SCREEN, locale="vi-VN", java_script_enabled=javascript, accept_downloads=True
        )
        self.context.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", self._answered)

    def _heard(self, message) -> None:
        # A status such as 422 or 401 is an answer; Chromium writes it to the console as an error all the same.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} {response.url}")

    def sign_in(self, username: str) -> None:
        self.open("/")
        self.fill({"Tên đăng nhập": username, "Mật khẩu": story.PASSWORD})
        self.press("Đăng nhập")

    def open(self, path: str) -> None:
        self.page.goto(path)

    def follow(self, words: str, within: str = "main") -> None:
        self.page.locator(within).get_by_role("link", name=words, exact=True).first.click()
        self.page.wait_for_load_state()

    def back_to(self, words: str) -> None:
        """Follow the trail above the heading; its separators are drawn, so a link's name is more than its words."""
        self.page.locator(".trail a", has_text=words).click()
        self.page.wait_for_load_state()

    def press(self, words: str, within: str = "main") -> None:
        """Press the button and wait for the page it leads to."""
        self.page.locator(within).get_by_role("button", name=words, exact=True).first.click()
        self.page.wait_for_load_state()

    def field(self, label: str, within: str = "main") -> Locator:
        """The field with this label; the star of a required one is not said."""
        return self.page.locator(within).get_by_label(re.compile(rf"^{re.escape(label)}(\s*\*)?$")).first

    def fill(self, values: dict[str, str], within: str = "main") -> None:
        for label, value in values.items():
            field = self.field(label, within)
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def check(self, *labels: str, within: str = "main") -> None:
        for label in labels:
            self.field(label, within).check()

    def choose(self, label: str, button: str, within: str = "main") -> None:
        """Among several that were found, tick the one meant and send the form again."""
        self.page.locator(within).get_by_role("radio", name=label).check()
        self.press(button, within)

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def sees(self, words: str) -> bool:
        """Whether these words stand on the page, now or in a moment."""
        self.page.get_by_text(words).first.wait_for(state="attached")
        return True

    def pdf(self, path: str) -> bytes:
        """The bytes of a PDF, asked for with the session of this browser."""
        answer = self.context.request.get(path)
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
        return answer.body()

    def pdf_by(self, words: str, within: str = "main") -> bytes:
        """The bytes of the PDF that a button answers with."""
        form = self.page.locator(within).locator("form", has=self.page.get_by_role("button", name=words, exact=True))
        fields = form.first.evaluate("one => Object.fromEntries(new FormData(one))")
        answer = self.context.request.post(form.first.get_attribute("action"), form=fields)
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
        return answer.body()
