"""A real Chromium for the tests of the pages, and what is asked of it more than once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
DESKTOP, PHONE = {"width": 1366, "height": 900}, {"width": 360, "height": 740}


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, address: str, **context: Any) -> Iterator[Page]:
    """A page as a new reader gets it; nothing may be asked of another host, nor complained about in the console."""
    host, elsewhere, complaints = urlsplit(address).netloc, [], []

    def asked(request: Request) -> None:
        if urlsplit(request.url).netloc != host:
            elsewhere.append(request.url)

    with browser.new_context(viewport=context.pop("viewport", DESKTOP), **context) as made:
        page = made.new_page()
        page.on("request", asked)
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.goto(address)
        yield page
        assert not elsewhere
        assert [text for text in complaints if not {"403", "404", "422"} & set(text.split())] == []


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA, the size of targets included, and its own good practice."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run({rules: {'target-size': {enabled: true}}})")["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"]
    ]


def sticking_out(page: Page) -> list[str]:
    """What makes the page itself wider than its window."""
    script = """() => [...document.querySelectorAll('body *')].filter(e => {
      const r = e.getBoundingClientRect();
      return r.width && r.right > document.documentElement.clientWidth + 1 && !e.closest('.scroll') && !e.closest('.skip')
    }).map(e => e.outerHTML.slice(0, 120))"""
    return list(page.evaluate(script))
