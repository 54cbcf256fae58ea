"""What the reader promises of any input at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reading.read import read


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["", "a.txt", "a.html", "a.docx", "a.pdf", "a.xls", "a.doc"]))
def test_any_bytes_are_answered(data: bytes, name: str) -> None:
    read(data, name)


@pytest.mark.parametrize(
    "data", [b"", b"x", "今天天气很好。".encode(), b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_report_is_said_to_be_none(data: bytes) -> None:
    report = read(data)
    assert report.sheets == () and report.body is None
    assert report.gaps and all(gap.says.endswith(("。", "）")) for gap in report.gaps)


def test_the_name_of_a_file_tells_nothing_of_body_or_year() -> None:
    report = read("本年收到申请3件。".encode(), "柳河县人民政府2023年政府信息公开工作年度报告.txt")
    assert (report.body, report.year) == (None, None)
