"""A person with a keyboard and nothing else: Tab, Enter, Space, arrows and typing, and a focus that can be seen."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Download, Page, TimeoutError

from tests.portal.browser import violations

SAID = """() => { const e = document.activeElement;
  if (e === document.body) { return ''; }
  return (e.getAttribute('aria-label') || (e.labels && e.labels.length ? e.labels[0].innerText : '') || e.innerText || '').trim(); }"""
# Whether the eye finds what has the focus: an outline, within the window.
SEEN = """() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  return e !== document.body && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 1 && r.bottom > 0 && r.top < innerHeight; }"""
CHOSEN = "() => document.activeElement.selectedOptions[0].innerText.trim()"


@dataclass
class Keyboard:
    """The keys of one page. ``looked_at``: what axe found on every page that was opened on the way."""

    page: Page
    looked_at: dict[str, list[str]] = field(default_factory=dict)

    def to(self, words: str, most: int = 120) -> None:
        """Tab until what says these words has the focus; on the way the focus is always to be seen."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            said = str(self.page.evaluate(SAID))
            assert said == "" or self.page.evaluate(SEEN), f"the focus is not seen on {said!r}"
            if said.startswith(words):
                return
        raise AssertionError(f"{words!r} is not reached by Tab on {self.page.url}")

    def type(self, words: str, text: str) -> None:
        """Type into the field of that label."""
        self.to(words)
        self.page.keyboard.type(text)

    def choose(self, words: str, option: str) -> None:
        """Go down a drop-down to an option."""
        self.to(words)
        for _ in range(40):
            if self.page.evaluate(CHOSEN) == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no option {option!r} under {words!r}")

    def enter(self, words: str = "", heading: str = "") -> None:
        """Press Enter, on what says these words where some are given, and see the page of that heading, axe looking too."""
        if words:
            self.to(words)
        self.page.keyboard.press("Enter")
        if heading:
            self.page.locator("h1", has_text=heading).wait_for()
            self.looked_at[heading] = violations(self.page)

    def download(self, words: str) -> Download:
        self.to(words)
        with self.page.expect_download() as taken:
            self.page.keyboard.press("Enter")
        return taken.value

    def hand_over(self, words: str, file: Path) -> None:
        """Open the dialogue of a file field and choose a file there."""
        self.to(words)
        for _ in range(4):  # a browser on a busy machine forgets that a key was pressed, and does not open it
            with suppress(TimeoutError), self.page.expect_file_chooser(timeout=10_000) as dialogue:
                self.page.keyboard.press("Space")
            if dialogue.is_done():
                break
        dialogue.value.set_files(file)
