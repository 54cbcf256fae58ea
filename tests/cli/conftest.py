"""A folder with two years of one town's reports, one of them with an error, and a file that is no report."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.papers import ASKED, report_html

BODY = "松石镇人民政府"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2022.html").write_bytes(report_html(BODY, 2022, ASKED))
    (tmp_path / "2023.html").write_bytes(report_html(BODY, 2023, {**ASKED, "T3.A.natural": 4}))
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    return tmp_path
