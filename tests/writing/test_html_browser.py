"""The downloaded page in a real browser: no obstacle for anybody, nothing wider than a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gongkai.sheets.forms import FORMS
from gongkai.writing.html import report_to_html
from tests.portal.browser import PHONE, opened, sticking_out, violations
from tests.writing.made import report_of, with_faces, zeros

pytestmark = [
    pytest.mark.browser,
]


@pytest.mark.parametrize("code", FORMS)
def test_the_page_has_no_obstacles_and_fits_a_phone(browser: Browser, code: str, tmp_path: Path) -> None:
    sheet = with_faces() if code == "2021" else zeros(code)
    file = tmp_path / "report.html"
    file.write_text(report_to_html(report_of(sheet)), encoding="utf-8")
    with opened(browser, file.as_uri()) as page:
        assert violations(page) == []
    with opened(browser, file.as_uri(), viewport=PHONE) as page:
        assert violations(page) == []
        assert sticking_out(page) == []
