"""Links are judged without a network: dead by their form, hidden, foreign, or left by a break-in."""

from __future__ import annotations

import pytest

from gongkai.screening.detectors.links import judge
from gongkai.screening.screen import screen


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("javascript:alert(1)", "dead_link"),
        ("file:///C:/公文/1.docx", "dead_link"),
        ("C:\\公文\\1.docx", "dead_link"),
        ("http://192.168.1.8/a", "dead_link"),
        ("http://localhost:8080/", "dead_link"),
        ("http://example.com/a", "dead_link"),
        ("http:///a", "dead_link"),
        ("http://www.shop.com/", "foreign_link"),
        ("https://bet365.shop.com/", "gambling"),
    ],
)
def test_a_wrong_link_is_told(target: str, kind: str) -> None:
    judged = judge(target)
    assert judged is not None and judged[0] == kind


@pytest.mark.parametrize(
    "target",
    [
        "https://www.songshi.gov.cn/a.html",
        "/zwgk/1.html",
        "javascript:void(0)",
        "mailto:a@b.gov.cn",
        "http://政务.cn/",
    ],
)
def test_a_right_link_is_not(target: str) -> None:
    assert judge(target) is None


def test_links_that_nobody_sees_and_words_of_gambling_are_found_on_a_page() -> None:
    page = '<html><body><p>正文</p><div style="display:none"><a href="http://www.shop.com/">百家乐</a></div></body></html>'
    kinds = {hit.kind for hit in screen(page.encode(), "a.html").hits}
    assert {"hidden_link", "gambling", "hidden_text"} <= kinds
