"""The command line as a whole: help, wrong use, closed pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli.console import COMMANDS, main


def test_the_help_names_every_command_and_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(name in told and command.says in told for name, command in COMMANDS.items())


def test_an_unknown_command_is_answered_with_the_list_and_status_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["publish"]) == 2
    assert capsys.readouterr().err == f"没有“publish”这个命令。可用的命令：{'、'.join(COMMANDS)}。\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["read"], "缺少 文件"),
        (["read", "--pdf", "a"], "不认识 --pdf"),
        (["read", "--jobs", "0", "a"], "--jobs：应为 1 以上的整数，不能是“0”"),
        (["read", "--json", "--csv", "a"], "--csv 与 --json 不能同时用"),
        (["check", "--kind", "village", "a"], "--kind 不能是 'village'"),
        (["check", "--last-year", "a", "b", "c"], "--last-year、--published 只能配一份报告"),
        (["compare", "a"], "缺少 乙"),
    ],
)
def test_wrong_use_is_explained_in_chinese_with_status_2(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    error = capsys.readouterr().err
    assert f"用法不对：{said}" in error and "用法：gongkai" in error


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"用法：gongkai {command}" in capsys.readouterr().out


def test_a_closed_pipe_is_no_error_message(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "gongkai.cli.console", "read", "--json", str(folder)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
