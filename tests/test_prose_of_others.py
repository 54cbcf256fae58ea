"""No published report's own words are copied into the project. Needs the real reports beside the checkout."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from gongkai.sheets.definition import Form
from gongkai.sheets.forms import FORMS, form
from tests.project import ROOT, tracked_files

REAL = ROOT.parent / "shared"
RUN = 20
HAN = re.compile(r"[\u4e00-\u9fff]")
FEWEST_HAN = 12  # below that a run is figures, marks and single words of a table
FORMULAS = (  # of the preface and of usage
    "国务院令第711号",
    "以下简称《条例》",
    "起至12月31日止",
    "报告电子版可在",
    "党中央、国务院",
    "省委、省政府",
)
NO_TEXT = {".png", ".jpg", ".pdf", ".docx", ".doc", ".xls", ".xlsx", ".js", ".css", ".woff2"}


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="ignore")
    if path.suffix in (".html", ".htm"):
        text = re.sub(r"<[^>]*>|&\w+;", "", text)
    return _official().sub("\n", re.sub(r"[\s|]+", "", text))


@cache
def _official() -> re.Pattern[str]:
    """Labels of the official forms, titles of laws and the formulas of the format: nobody's own words."""
    lists = tomllib.loads((ROOT / "gongkai/paper/boilerplate.toml").read_text("utf-8")).values()
    formulas = [*FORMULAS, *(text for one in lists for text in one)]
    sources = re.findall(r'"([^"]{4,})"', (ROOT / "gongkai/law/sources.toml").read_text("utf-8"))
    labels = [label for code in FORMS for label in _labels(form(code))]
    known = {"".join(text.split()) for text in (*formulas, *sources, *labels)}
    return re.compile(
        "|".join(re.escape(text) for text in sorted(known, key=len, reverse=True) if len(text) > 1)
    )


def _labels(one: Form) -> Iterator[str]:
    yield one.title
    for table in one.tables:
        yield from (table.title, table.section, table.corner, *table.foot)
        for block in table.blocks:
            yield from (block.heading, block.stub)
            for part in (*block.lines, *block.columns):
                yield from (part.label, *part.group)
            yield from (line.note for line in block.lines)


def _runs(text: str) -> Iterator[str]:
    """Every run of RUN characters that is mostly Chinese."""
    for start in range(len(text) - RUN + 1):
        if text[start] >= "\u3000":
            run = text[start : start + RUN]
            if "\n" not in run and len(HAN.findall(run)) >= FEWEST_HAN:
                yield run


def _own_words() -> dict[str, str]:
    """Run → report, for runs that one report alone has; what several have is a formula that nobody owns."""
    owner: dict[str, str] = {}
    formulas = set(_runs(_text(REAL / "spec" / "regulation.md")))
    for path in sorted((*REAL.glob("seeds/*.txt"), *REAL.glob("corpus/*.txt"), *REAL.glob("corpus/*.html"))):
        report = f"{path.parent.name}/{path.name[:3]}"
        for run in _runs(_text(path)):
            if owner.setdefault(run, report) != report:
                formulas.add(run)
    return {run: report for run, report in owner.items() if run not in formulas}


@pytest.mark.skipif(not REAL.is_dir(), reason="没有 ../shared：未核对项目里有没有抄入真实报告的文字")
def test_no_run_of_twenty_characters_of_a_report_s_own_prose_is_in_the_project() -> None:
    own = _own_words()
    assert len(own) > 10_000
    copied = {
        f"{path.relative_to(ROOT)}: {run} ({own[run]})"
        for path in tracked_files()
        if path.suffix not in NO_TEXT
        for run in _runs(_text(path))
        if run in own
    }
    assert sorted(copied) == []
