"""What a reader does, in words: journeys are written with these."""

import re

from playwright.sync_api import Locator, Page, expect

from rounds.site.demonstration import PEOPLE

WIDE = 1216  # from here the places stand in the header, below it in the menu


class Reader:
    def __init__(self, page: Page, *, script: bool, width: int) -> None:
        self.page, self.script, self.width = page, script, width
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("response", lambda answer: self.errors.append(answer.url) if answer.status >= 500 else None)

    @property
    def has_phone(self) -> bool:
        return self.width < WIDE

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def opens(self, path: str) -> "Reader":
        answer = self.page.goto(path)
        assert answer, path
        assert answer.status < 400, f"{path} answers {answer.status}"
        return self

    def is_(self, who: str) -> "Reader":
        """Becomes one of the people of the demonstration, by its form; `visitor` signs out."""
        name = next((somebody.name for somebody in PEOPLE if somebody.key == who), "A visitor")
        self.opens("/signin").page.get_by_role("button", name=name).click()
        return self

    def presses(self, name: str) -> "Reader":
        """A button of the page, by its words."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        return self

    def follows(self, name: str) -> "Reader":
        """A link of the page's main part, by its words."""
        self.main.get_by_role("link", name=name, exact=True).first.click()
        return self

    def goes_to(self, place: str) -> "Reader":
        """A place of the main navigation; on a phone through the menu."""
        if self.has_phone:
            self.page.locator("details.menu > summary").click()
        self.page.get_by_role("banner").get_by_role("link", name=place, exact=True).locator("visible=true").click()
        return self

    def types(self, text: str, *, into: str) -> "Reader":
        self.main.get_by_label(into).fill(text)
        return self

    def chooses(self, answer: str) -> "Reader":
        """A radio button or a box, by its words."""
        self.main.get_by_label(answer, exact=True).check()
        return self

    def selects(self, option: str, *, of: str) -> "Reader":
        self.main.get_by_label(of).select_option(label=option)
        return self

    def sees(self, text: str) -> "Reader":
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()
        return self

    def waits_until(self, expression: str) -> "Reader":
        """JavaScript that comes true within ten seconds, asked from outside: the page's policy lets no text be run in it."""
        for _ in range(100):
            if self.page.evaluate(expression):
                return self
            self.page.wait_for_timeout(100)
        raise AssertionError(f"never came true: {expression}")

    def sees_heading(self, text: str) -> "Reader":
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)
        return self

    def is_at(self, path: str) -> "Reader":
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{re.escape(path)}$"))
        return self
