"""``gongkai check``: findings with their quotes, and a status that tells errors from the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.cli.check import status_of
from gongkai.cli.console import main
from gongkai.paper.report import Gap, Report, Section
from gongkai.sheets.findings import Finding, Severity
from tests.cli.papers import ASKED, report_html

Out = pytest.CaptureFixture[str]


def test_a_clean_report_is_status_0(folder: Path, capsys: Out) -> None:
    assert main(["check", str(folder / "2022.html")]) == 0
    assert "合计：错误 0" in capsys.readouterr().out


def test_an_error_is_status_1_and_is_shown_with_its_place(folder: Path, capsys: Out) -> None:
    assert main(["check", str(folder / "2022.html"), str(folder / "2023.html")]) == 1
    told = capsys.readouterr().out
    assert "[错误] F2021-T3-01" in told and "    「一、本年新收政府信息公开申请数量" in told


def test_json_holds_findings_and_gaps_of_each_paper(folder: Path, capsys: Out) -> None:
    main(["check", "--json", str(folder / "2023.html")])
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert list(line) == ["file", "body", "year", "form", "form_due", "findings", "gaps"]
    assert {"F2021-T3-01"} <= {finding["check"] for finding in line["findings"]}


def test_last_year_s_report_is_held_against_the_carry_over(tmp_path: Path, capsys: Out) -> None:
    carried = {**ASKED, "T3.A.natural": 4, "T3.A.total": 4, "T3.D.natural": 1, "T3.D.total": 1}
    (tmp_path / "2022.html").write_bytes(report_html("松石镇人民政府", 2022, carried))
    (tmp_path / "2023.html").write_bytes(report_html("松石镇人民政府", 2023, ASKED))
    alone = ["check", str(tmp_path / "2023.html")]
    main(alone)
    assert "F2021-T3-05" not in capsys.readouterr().out
    main([*alone, "--last-year", str(tmp_path / "2022.html")])
    assert "F2021-T3-05" in capsys.readouterr().out


def test_the_kind_of_body_can_be_told(tmp_path: Path, capsys: Out) -> None:
    (tmp_path / "a.html").write_bytes(report_html("松石中心", 2023, {**ASKED, "T2.rules.made": 1}))
    main(["check", str(tmp_path / "a.html")])
    assert "F2021-T2-05" not in capsys.readouterr().out
    main(["check", "--kind", "township", str(tmp_path / "a.html")])
    assert "F2021-T2-05" in capsys.readouterr().out


def test_the_day_of_publication_is_held_against_the_term(folder: Path, capsys: Out) -> None:
    main(["check", "--published", "2023-01-30", str(folder / "2022.html")])
    assert "F2021-S06" not in capsys.readouterr().out
    main(["check", "--published", "2023年4月3日", str(folder / "2022.html")])
    assert "F2021-S06" in capsys.readouterr().out


def test_a_missing_file_is_status_2(folder: Path, capsys: Out) -> None:
    assert main(["check", str(folder / "没有.html")]) == 2
    assert "没有这个文件" in capsys.readouterr().err


def test_a_paper_of_which_nothing_was_read_is_no_clean_one(folder: Path) -> None:
    assert main(["check", str(folder / "坏.pdf")]) == 3


@pytest.mark.parametrize(("severity", "status"), [("error", 1), ("question", 0), ("gap", 0)])
def test_only_errors_make_status_1(severity: Severity, status: int) -> None:
    finding = Finding("P-02", severity, (), "前后不一。")
    report = Report(sections=(Section(1, "总体情况", ()),), findings=(finding,), gaps=(Gap((), "看不清。"),))
    assert status_of(report) == status
