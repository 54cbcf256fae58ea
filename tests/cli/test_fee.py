"""``gongkai fee``: the last line is the amount, the lines before say how it comes about."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gongkai.cli.fee import main


@pytest.mark.parametrize(
    ("argv", "yuan"),
    [
        (["--items", "10"], "0"),
        (["--items", "45"], "5500"),
        (["--items", "5", "--before", "8"], "300"),
        (["--items", "11", "--before", "0"], "100"),
        (["--pages", "68"], "380"),
        (["--pages", "68", "--on", "2021-01-01"], "380"),
    ],
)
def test_the_last_line_is_the_amount_alone(
    argv: list[str], yuan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 0
    assert capsys.readouterr().out.splitlines()[-1] == yuan


def test_every_band_is_shown_with_its_rate(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--items", "24", "--before", "7"])
    assert capsys.readouterr().out.splitlines() == [
        "按件计收（国办函〔2020〕109号 第四条）：同一申请人一个自然月内累计的件数，超额累进。",
        "当月此前已计 7 件，本次 24 件。",
        "  第 8 至 10 件　每件 0 元　0 元",
        "  第 11 至 30 件　每件 100 元　2000 元",
        "  第 31 件　每件 200 元　200 元",
        "24 件合计 2200 元。",
        "2200",
    ]


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([], "应写明 --items 或 --pages"),
        (["--items", "3", "--pages", "4"], "--pages 与 --items 不能同时用"),
        (["--items", "9" * 5000], "--items：数字太长，最多 18 位。"),
        (["--items", "3", "--before", "-1"], "应为 0 以上的整数，不能是“-1”"),
        (["--items", "3", "--items", "30"], "--items 只能写一次"),
        (["--items", "0"], "应为 1 以上的整数，不能是“0”"),
        (["--pages", "三十"], "应为 1 以上的整数，不能是“三十”"),
        (["--pages", "3", "--on", "昨天"], "应写成 2024-09-25"),
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
        (["--pages", "3", "--before", "4"], "按量计收按每件申请单独计算，不累计。"),
        (["--items", "100001"], "按件计收的数量应为 1 至 100000 件。"),
        (
            ["--items", "11", "--on", "2020-12-31"],
            "2020-12-31 没有“items”这一信息处理费标准（国办函〔2020〕109号自2021年1月1日起施行）。",
        ),
    ],
)
def test_what_cannot_be_charged_is_one_sentence(
    argv: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    assert capsys.readouterr().err == f"{says}\n"


def test_it_starts_without_django() -> None:
    code = "import sys; from gongkai.cli.fee import main; main(['--pages', '68']); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["380", "False"]
