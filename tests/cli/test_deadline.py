"""``gongkai deadline``: the last line is the date, the lines before say why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli.deadline import main
from tests.cli.test_workdays import NEXT


def last(argv: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(argv)
    return status, capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("argv", "day"),
    [
        (["2024-09-25"], "2024-10-28"),
        (["2024年9月25日", "--consulted", "2024-10-08..2024-10-16@2024-10-10"], "2024-11-06"),
        (["2024-09-25", "--consulted", "2024-10-08..2024-10-16"], "2024-11-06"),
        (["2024-09-25", "--consulted", "2024-10-08..@2024-10-10"], "2024-11-20"),
        (["2025-01-20", "--corrected", "2025-02-17"], "2025-03-17"),
        (["2017-01-20"], "2017-02-15"),
        (["2017-01-20", "--extended", "15"], "2017-03-08"),
        (["2025-08-01", "--paid", "2025-09-26"], "2025-10-30"),
        (["2024-09-25", "--extended", "0"], "2024-10-28"),
        (["２０２４-０９-２５", "--extended", "２０"], "2024-11-25"),
        (
            ["2024-09-25", "--consulted", "2024-10-08..2024-10-10", "--consulted", "2024-10-09..2024-10-11"],
            "2024-10-31",
        ),
    ],
)
def test_the_last_line_is_the_date_alone(
    argv: list[str], day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert last(argv, capsys) == (0, day)


def test_every_step_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["2024-09-25", "--extended", "5", "--consulted", "2024-10-08..2024-10-16@2024-10-10"]
    assert main(argv) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "收到申请：2024年9月25日（星期三）；适用2019年修订的《政府信息公开条例》。",
        "答复期限：20个工作日（条例 第三十三条第二款），当日不计入。",
        "延长：5 个工作日（条例 第三十三条第二款），合计 25 个工作日。",
        "征求第三方意见：2024年10月8日发出，2024年10月10日对方收到，2024年10月16日收到意见；"
        "发出次日起至收到意见当日的 7 个工作日不计入（条例 第三十三条第三款）。",
    ]
    assert "  2024年9月29日　第3日，国庆节调休上班（国办发明电〔2023〕7号）" in lines
    assert "  2024年10月9日至2024年10月12日　不计入：征求第三方意见" in lines
    assert "  2024年10月13日　不计入：周末" in lines
    assert lines[-3:] == [
        "第 25 个工作日：2024年11月13日（星期三）。",
        "提醒按较严的算法（收到意见当日照常计入）：2024年11月12日。",
        "2024-11-13",
    ]


def test_a_restart_names_its_article(capsys: pytest.CaptureFixture[str]) -> None:
    main(["2025-01-20", "--corrected", "2025-02-17", "--paid", "2025-02-24"])
    out = capsys.readouterr().out
    assert "收到补正：2025年2月17日（星期一）；期限重新计算（条例 第三十条）。" in out
    assert "缴费：2025年2月24日（星期一）；期限重新计算（国办函〔2020〕109号；条例 第三十三条第二款）" in out
    assert "逐日计算，自2025年2月24日的次日起：" in out


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--consulted", "2024-10-28..2024-11-05"], "发出时答复期限已经届满，不影响答复期限。"),
        (["--consulted", "2024-11-05.."], "发出时答复期限已经届满，不影响答复期限。"),
        (
            ["--corrected", "2024-10-15", "--consulted", "2024-10-08..2024-10-10"],
            "在答复期限重新计算以前已经结束，不影响答复期限。",
        ),
        (
            ["--corrected", "2024-10-15", "--consulted", "2024-10-14..2024-10-18"],
            "答复期限重新计算次日起至收到意见当日的 3 个工作日不计入（条例 第三十三条第三款）。",
        ),
        (
            ["--consulted", "2024-09-25..2024-09-25"],
            "发出次日起至收到意见当日的 0 个工作日不计入（条例 第三十三条第三款）。",
        ),
    ],
)
def test_a_consultation_outside_the_term_is_not_said_to_prolong_it(
    argv: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["2024-09-25", *argv]) == 0
    (line,) = (one for one in capsys.readouterr().out.splitlines() if one.startswith("征求"))
    assert line.endswith(f"；{says}")


@pytest.mark.parametrize(
    ("argv", "day", "says"),
    [
        (["2026-11-20"], "2026-12-18", "2027 年的放假安排通知尚未收入日历，2026年12月1日起的日子还不能确定"),
        (
            ["2024-09-25", "--consulted", "2024-10-08.."],
            "2024-10-28",
            "意见未到，截止之日尚不能确定，暂不扣除。",
        ),
        (
            ["2017-01-20", "--consulted", "2017-01-23..@2017-01-24"],
            "2017-02-15",
            "意见未到，截止之日尚不能确定，暂不扣除。",
        ),
    ],
)
def test_what_is_not_certain_is_provisional(
    argv: list[str], day: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 3
    out = capsys.readouterr().out
    assert says in out
    assert out.splitlines()[-1] == f"暂定 {day}"


def test_an_imported_notice_makes_the_date_certain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2027.toml").write_text(NEXT, "utf-8")
    assert last(["2026-12-20", "--notice", str(tmp_path / "2027.toml")], capsys) == (0, "2027-01-18")


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([], "缺少 收到日"),
        (["2024-02-30"], "没有“2024-02-30”这一天"),
        (["2024-09-25", "--consulted", "2024-10-08"], "应写成 发出日..[收到意见日][@对方收到日]"),
        (["2024-09-25", "--consulted", "2024-10-08..2024-10-32"], "没有“2024-10-32”这一天"),
        (["2024-09-25", "--extended", "五"], "应为 0 以上的整数，不能是“五”"),
        (["2024-09-25", "--extended", "-1"], "应为 0 以上的整数，不能是“-1”"),
        (["2024-09-25", "--corrected", "2024-10-08", "--corrected", "2024-10-10"], "--corrected 只能写一次"),
        (["2024-09-25", "--extended", "0", "--extended", "5"], "--extended 只能写一次"),
        (["2024-09-25", "--paid", "2024-10-08", "--paid=2024-10-08"], "--paid 只能写一次"),
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
        (
            ["2025-01-20", "--extended", "21"],
            "延长 21 个工作日不对：条例 第三十三条第二款允许累计最多 20 个工作日。",
        ),
        (["2025-01-20", "--corrected", "2025-01-17"], "收到补正的日期 2025-01-17 早于 2025-01-20。"),
        (
            ["2007-05-08"],
            "2007-05-08 收到的申请早于《政府信息公开条例》施行之日（2008-05-01）。",
        ),
        (["2024-09-25", "--override", "没有.toml"], "不能读取文件“没有.toml”。"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    argv: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    assert capsys.readouterr().err == f"{says}\n"


def test_it_starts_without_django() -> None:
    code = "import sys; from gongkai.cli.deadline import main; main(['2024-09-25']); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["2024-10-28", "False"]
