"""Reports in characters that the shipped fonts have: what a PDF may be asked to print."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from gongkai.paper.report import Report, Section
from tests.writing.generator import any_report

LACKING = "𠮷"  # neither of the shipped fonts has it
_INSTEAD = "䶮"
_BLANKS = re.compile(r" ?([<>&]) ?")


def covered_report(chance: Random) -> Report:
    """A generated report with the one character that the fonts lack put right."""
    report = any_report(chance)
    return replace(
        report,
        body=_put_right(report.body or ""),
        title=_put_right(report.title),
        preface=tuple(map(_put_right, report.preface)),
        sections=tuple(map(_section, report.sections)),
    )


def _section(section: Section) -> Section:
    return section._replace(paragraphs=tuple(map(_put_right, section.paragraphs)))


def _put_right(text: str) -> str:
    """Blanks about signs go as well: at the end of a line paper does not show them."""
    return _BLANKS.sub(r"\1", text.replace(LACKING, _INSTEAD))
