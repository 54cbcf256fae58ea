"""A full report written as PDF, against WeasyPrint with the same content in the same run; and many generated reports
written and read back."""

from __future__ import annotations

import io
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median

from gongkai.paper.report import Report
from gongkai.writing.html import report_to_html
from gongkai.writing.pdf import report_to_pdf
from tests.writing.covered import covered_report
from tests.writing.round_trip import differences

try:
    from weasyprint import HTML
except OSError:  # without Pango
    HTML = None

TARGET = 0.3
ROUNDS = 15  # different reports: nothing is at hand from the one before
MANY = 1000


def main() -> int:
    """Prints seconds and ratio for each form, then the differences of the round trip; status 1 above the target or
    with a difference."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    failed = not speed()
    return int(not round_trips() or failed)


def speed() -> bool:
    """The time of each writer for the same reports, one after the other."""
    if HTML is None:
        print(
            "！！没有 libpango，WeasyPrint 运行不了，没有比较：apt-get install libpango-1.0-0 libpangoft2-1.0-0"
        )
    fine = True
    for code in ("2014", "2019", "2021"):
        reports = _of_form(code, ROUNDS + 1)
        _timed(partial(report_to_pdf, reports[0]))
        ours = median(_timed(partial(report_to_pdf, one)) for one in reports[1:])
        print(f"{code} 年格式：{ours * 1000:.0f} ms", end="")
        if HTML is not None:
            _timed(partial(_peer, reports[0]))
            theirs = median(_timed(partial(_peer, one)) for one in reports[1:])
            fine = fine and ours <= TARGET * theirs
            print(
                f"，WeasyPrint {theirs * 1000:.0f} ms，{ours / theirs:.2f}×（目标不超过 {TARGET}×）", end=""
            )
        print()
    return fine


def round_trips() -> bool:
    """Generated reports that differ after writing and reading."""
    chance, told = Random(2023), Counter[str]()
    begun = time.perf_counter()
    for number in range(MANY):
        found = differences(covered_report(chance), report_to_pdf)
        told.update(found[:1])
        if found:
            print(f"第 {number} 份：{found[0]}")
    seconds = time.perf_counter() - begun
    print(f"写成 PDF 再读回：{MANY} 份中 {told.total()} 份有出入，{seconds:.0f} 秒")
    return not told


def _of_form(code: str, count: int) -> list[Report]:
    chance, reports = Random(7), list[Report]()
    while len(reports) < count:
        report = covered_report(chance)
        if report.form == code and len(report.sheets) == 1:
            reports.append(report)
    return reports


def _peer(report: Report) -> bytes:
    buffer = io.BytesIO()
    HTML(string=report_to_html(report)).write_pdf(buffer)
    return buffer.getvalue()


def _timed(call: Callable[[], bytes]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
