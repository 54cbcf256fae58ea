"""Scripts and style sheets are taken out before anything else looks at a page; what a comment hides is left alone."""

from __future__ import annotations

import time

import pytest

from gongkai.paper.blocks import Paragraph
from gongkai.reading.openers.html_tame import without_code
from gongkai.reading.openers.opening import open_paper


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>甲</p><script>var a='<p>乙</p>';</script><p>丙</p>", "<p>甲</p><p>丙</p>"),
        ("<STYLE type='text/css'>p{}</STYLE ><p>甲</p>", "<p>甲</p>"),
        ("<p>甲</p><script>没有结尾<p>乙</p>", "<p>甲</p><script>没有结尾<p>乙</p>"),
        ("<strong>甲</strong><section>乙</section>", "<strong>甲</strong><section>乙</section>"),
        ("<!-- <script> --><p>甲</p><script>f()</script>", "<!-- <script> --><p>甲</p>"),
    ],
)
def test_code_is_taken_out_and_nothing_else(page: str, left: str) -> None:
    assert without_code(page) == left


def test_an_article_behind_a_script_in_a_comment_is_read() -> None:
    page = (
        "<html><body><!-- <script> --><p>2023年政府信息公开工作年度报告</p><script>f()</script></body></html>"
    )
    assert Paragraph("2023年政府信息公开工作年度报告") in open_paper(page.encode()).blocks


def test_many_scripts_without_an_end_cost_no_time() -> None:
    start = time.process_time()
    without_code("<script>" * 200_000)
    without_code("<script>-->" * 50_000 + "</script>")
    assert time.process_time() - start < 3
