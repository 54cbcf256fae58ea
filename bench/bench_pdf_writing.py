"""A full report written as PDF, against WeasyPrint with the same content and fonts in the same run; and many generated
reports written and read back."""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median

import pylopdf_fonts_zh_cn as shipped

from gongkai.paper.report import Report
from gongkai.writing.html import report_to_html
from gongkai.writing.pdf import report_to_pdf
from tests.writing.covered import covered_report
from tests.writing.round_trip import differences

try:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
except OSError:  # without Pango
    weasyprint = None

TARGET = 0.3
STYLE = f"""
@font-face {{ font-family: Song; src: url("{shipped.serif_path().as_uri()}") }}
@font-face {{ font-family: Hei; src: url("{shipped.sans_path().as_uri()}") }}
* {{ font-family: Song !important }}
h2, th {{ font-family: Hei !important }}
"""
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
    if weasyprint is None:
        print(
            "！！没有 libpango，WeasyPrint 运行不了，没有比较：apt-get install libpango-1.0-0 libpangoft2-1.0-0"
        )
    fine = True
    for code in ("2014", "2019", "2021"):
        reports = _of_form(code, ROUNDS + 1)
        _timed(partial(report_to_pdf, reports[0]))
        ours = median(_timed(partial(report_to_pdf, one)) for one in reports[1:])
        print(f"{code} 年格式：{ours * 1000:.0f} ms", end="")
        if weasyprint is not None:
            peer = _Peer()
            _timed(partial(peer.write, reports[0]))
            theirs = median(_timed(partial(peer.write, one)) for one in reports[1:])
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


class _Peer:
    """WeasyPrint with its fonts loaded once."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.style = weasyprint.CSS(string=STYLE, font_config=self.fonts)

    def write(self, report: Report) -> bytes:
        page = weasyprint.HTML(string=report_to_html(report))
        made = page.write_pdf(stylesheets=[self.style], font_config=self.fonts)
        assert made is not None
        return made


def _timed(call: Callable[[], bytes]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
