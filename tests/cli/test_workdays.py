"""``gongkai workdays``: the last line is the date, the lines before say why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli.workdays import main

NEXT = """
title = "2027年放假安排（虚构）"
year = 2027
holiday = [
  { name = "元旦", off = [2027-01-01, 2027-01-03], days = 3 },
  { name = "春节", off = [2027-02-05, 2027-02-12], worked = [2027-01-31, 2027-02-20] },
  { name = "清明节", off = [2027-04-03, 2027-04-05] },
  { name = "劳动节", off = [2027-05-01, 2027-05-05], worked = [2027-05-08] },
  { name = "端午节", off = [2027-06-09] },
  { name = "中秋节", off = [2027-09-15] },
  { name = "国庆节", off = [2027-10-01, 2027-10-07], worked = [2027-09-26, 2027-10-09] },
]
"""


@pytest.mark.parametrize("start", ["2024-09-25", "2024年9月25日", "20240925", "2024-9-25"])
def test_the_last_line_is_the_date_alone(start: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([start, "20"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2024-10-28"


def test_every_day_that_does_not_count_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    main(["2024-09-25", "20"])
    lines = capsys.readouterr().out.splitlines()
    assert "不计入的日子，共 13 天：" in lines
    assert "  2024年10月1日至2024年10月7日　国庆节放假（国办发明电〔2023〕7号）" in lines
    assert "  2024年10月13日　周末" in lines
    assert "周末上班、计入的日子，共 2 天：" in lines
    assert "  2024年9月29日　国庆节调休上班（国办发明电〔2023〕7号）" in lines
    assert lines[0].startswith("自2024年9月25日（星期三）起 20 个工作日")
    assert lines[-2] == "第 20 个工作日：2024年10月28日（星期一）。"


def test_a_date_without_its_notice_is_provisional(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["2026-12-20", "20"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "暂定 2027-01-15"
    assert lines[-2].startswith("2027 年的放假安排通知尚未收入日历，2026年12月21日起的日子还不能确定")


def test_december_waits_for_the_notice_of_the_next_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["2026-11-30", "3"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "暂定 2026-12-03"
    assert lines[-2].startswith("2027 年的放假安排通知尚未收入日历，2026年12月1日起的日子还不能确定")


def test_an_imported_notice_makes_the_date_certain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2027.toml").write_text(NEXT, "utf-8")
    assert main(["2026-12-20", "20", "--notice", str(tmp_path / "2027.toml")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2027-01-18"


def test_a_local_change_is_counted_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'reason = "延迟复工"\nnumber = "某〔2020〕1号"\n[[holiday]]\nname = "春节后"\noff = [2020-02-03, 2020-02-09]\n'
    (tmp_path / "local.toml").write_text(text, "utf-8")
    assert main(["2020-01-17", "20", "--override", str(tmp_path / "local.toml")]) == 0
    out = capsys.readouterr().out
    assert "2020年2月3日至2020年2月9日　春节后：延迟复工（某〔2020〕1号）" in out
    assert out.splitlines()[-1] == "2020-02-28"


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["2024-13-25", "20"], "没有“2024-13-25”这一天"),
        (["上周三", "20"], "应写成 2024-09-25、2024年9月25日 或 20240925，不能是“上周三”"),
        (["2024-09-25", "0"], "应为 1 以上的整数，不能是“0”"),
        (["2024-09-25"], "缺少 工作日数"),
        ([], "缺少 起算日"),
    ],
)
def test_wrong_use_is_said_in_chinese(argv: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(argv)
    assert end.value.code == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["2024-09-25", "20", "--notice", "没有.toml"], "不能读取文件“没有.toml”。"),
        (
            ["2024-09-25", "20", "--override", "empty.toml"],
            "文件不对：empty.toml：缺少 reason，应为非空文字。",
        ),
        (["1998-09-25", "20"], "超出日历的范围（2000 年至 2099 年）。"),
        (["2024-09-25", "9999999"], "超出日历的范围（2000 年至 2099 年）。"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    argv: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.toml").write_text("", "utf-8")
    assert main(argv) == 2
    assert capsys.readouterr().err == f"{says}\n"


def test_it_starts_without_django() -> None:
    code = "import sys; from gongkai.cli.workdays import main; main(['2024-09-25', '20']); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["2024-10-28", "False"]
