"""``gongkai compare``: figures side by side, carry-over of one body, passages two reports share."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.cli.console import main
from tests.cli.papers import ASKED, PROSE, report_html

Out = pytest.CaptureFixture[str]


def _write(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_differing_figures_stand_side_by_side(folder: Path, capsys: Out) -> None:
    main(["compare", str(folder / "2022.html"), str(folder / "2023.html")])
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("一、本年新收"))
    assert row.split() == ["一、本年新收政府信息公开申请数量", "自然人", "3", "4", "+1", "1.33"]


def test_a_carry_over_that_agrees_is_status_0(folder: Path, capsys: Out) -> None:
    assert main(["compare", str(folder / "2022.html"), str(folder / "2023.html")]) == 0
    assert "不一致" not in capsys.readouterr().out


def test_a_carry_over_that_does_not_agree_is_status_1(tmp_path: Path, capsys: Out) -> None:
    before = {**ASKED, "T3.A.natural": 4, "T3.A.total": 4, "T3.D.natural": 1, "T3.D.total": 1}
    one = _write(tmp_path, "a.html", report_html("松石镇人民政府", 2022, before))
    two = _write(tmp_path, "b.html", report_html("河口县松石镇人民政府", 2023, ASKED))
    assert main(["compare", one, two]) == 1
    carried = [line.split() for line in capsys.readouterr().out.splitlines() if line.endswith("不一致")]
    assert carried == [["自然人", "1", "0", "不一致"], ["总计", "1", "0", "不一致"]]


def test_nothing_is_carried_over_between_different_bodies(tmp_path: Path, capsys: Out) -> None:
    one = _write(tmp_path, "a.html", report_html("松石镇人民政府", 2022, ASKED))
    two = _write(tmp_path, "b.html", report_html("柳湾乡人民政府", 2023, ASKED))
    assert main(["compare", one, two]) == 0
    assert "上年结转〕" not in capsys.readouterr().out


def test_shared_passages_are_quoted_and_the_format_is_not(tmp_path: Path, capsys: Out) -> None:
    one = _write(tmp_path, "a.html", report_html("松石镇人民政府", 2023, ASKED, PROSE))
    own = ("这一份写的是渡口的石阶，修了又修，公开栏就立在第三级旁边，涨水的时候往上挪一级。", PROSE[1])
    two = _write(tmp_path, "b.html", report_html("柳湾乡人民政府", 2023, ASKED, own))
    main(["compare", one, two])
    told = capsys.readouterr().out.split("〔内容雷同〕")[1]
    assert "公开栏改成了双面的" in told
    assert "大榕树" not in told and "行政复议" not in told


def test_a_missing_file_is_status_2(folder: Path) -> None:
    assert main(["compare", str(folder / "2022.html"), str(folder / "没有.html")]) == 2
