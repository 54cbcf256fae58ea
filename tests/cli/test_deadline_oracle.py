"""``gongkai deadline``, typed as a user would, ends with the day and the status that the second clock gives; whatever is
typed, it ends in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from gongkai.cli.deadline import main
from gongkai.law.deadlines import Consultation, History
from tests.law.oracle.compare import by_walk
from tests.law.oracle.histories import histories

PIECES = (
    *(
        "2024-09-25",
        "20240925",
        "2024年9月25日",
        "2024-02-30",
        "9999-12-31",
        "0000-00-00",
        "2026-11-03",
        "-1",
        "0",
        "20",
    ),
    *(
        "--consulted",
        "--corrected",
        "--extended",
        "--paid",
        "--",
        "-h=",
        "..",
        "@",
        "2024-10-08..",
        "..2024-10-08",
    ),
    *(
        "2024-10-08..2024-10-16@2024-10-10",
        "2024-10-08..@2024-10-10",
        "²",
        "٣",
        "\0",
        "",
        " ",
        "9" * 5000,
        "--notice",
        ".",
    ),
)

ENGLISH = re.compile(r"(?<![-\w])(?!gongkai)[a-zA-Z]{4,}")


def typed(history: History) -> Iterator[str]:
    yield str(history.received)
    for option, value in (("--corrected", history.corrected), ("--paid", history.paid)):
        if value:
            yield f"{option}={value}"
    yield f"--extended={history.extended}"
    for one in history.consultations:
        received = f"@{one.received}" if one.received else ""
        yield f"--consulted={one.sent}..{one.answered or ''}{received}"


def status_of(argv: list[str]) -> int:
    try:
        return main(argv)
    except SystemExit as end:
        assert isinstance(end.code, int)
        return end.code


def of_third_parties(history: History) -> History:
    """The command asks about third parties alone."""
    asked = tuple(Consultation(one.sent, one.answered, one.received) for one in history.consultations)
    return replace(history, consultations=asked)


def test_what_is_typed_ends_with_the_day_that_the_walk_gives(capsys: pytest.CaptureFixture[str]) -> None:
    for history in map(of_third_parties, histories(200, seed=12)):
        due, status = by_walk(history, strict=False), status_of(list(typed(history)))
        out, err = capsys.readouterr()
        if due is None:
            assert (status, out) == (2, "") and err, history
        else:
            last = f"暂定 {due.day}" if due.provisional else f"{due.day}"
            assert (status, out.splitlines()[-1], err) == (3 if due.provisional else 0, last, ""), history


def test_whatever_is_typed_ends_with_a_day_or_with_a_sentence_in_chinese(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rng = Random(8)
    for _ in range(300):
        argv = rng.choices(PIECES, k=rng.randrange(5))
        status = status_of(argv)
        out, err = capsys.readouterr()
        assert status in (0, 2, 3), argv
        assert bool(err) == (status == 2), argv
        assert not ENGLISH.search(err.split("\n用法：")[0]), (argv, err)
