"""What a report must treat: P-08, P-09, P-13, P-16."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from gongkai.reading.suspicions.matter import Matter, finding
from gongkai.sheets.findings import Finding

DATA: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).parent.with_name("contents.toml").read_text(encoding="utf-8")
)
_NOTHING: Final = re.compile(
    r"(?:本?机关|我[局镇乡县区市]|目前|本?年度?|20\d\d年度?|，)*(?:暂?无|没有)(?:其[他它])?(?:需要?报告的?)?(?:的?事项|情况|问题|报告事项)*[。.]?"
)
_ANY_LOSS: Final = re.compile(r"(?:没有|无|未)[^，。；]{0,60}败诉|零败诉|败诉[^，。；]{0,10}(?:为0|0件|为零)")
_CASES: Final = frozenset(("review", "suit", "suit_direct", "suit_after"))


def has(text: str, words: list[str]) -> bool:
    return any(word in text for word in words)


def whole_text(matter: Matter) -> str:
    """Titles of chapters and the running text."""
    titles = "\n".join(section.title for section in matter.prose.sections)
    return f"{titles}\n{matter.prose.text.plain}"


def check_contents(matter: Matter, text: str) -> list[Finding]:
    """One gap for all the missing subjects (P-08) and one for the missing particulars (P-13)."""
    year = matter.year
    if year is None or not matter.prose.sections:
        return []
    found = []
    wanted = [one for one in DATA["subject"] if one["years"][0] <= year <= one["years"][1]]
    missing = [one["label"] for one in wanted if not has(text, one["words"])]
    if missing:
        found.append(finding("P-08", f"没有写到：{'、'.join(missing)}。"))
    unsaid = [one["label"] for one in DATA["contact"] if not has(text, one["words"])]
    if unsaid:
        found.append(finding("P-13", f"没有写明：{'、'.join(unsaid)}。"))
    return found


def check_losses(matter: Matter) -> Iterator[Finding]:
    """P-09: 没有败诉案件 without the number of cases."""
    plain = matter.prose.text.plain
    at = plain.find("败诉")
    if at < 0:
        return
    told = {claim.cell for claim in matter.prose.claims if claim.cell} & {"R45", "R49", "T4.review.total"}
    keys = {meaning.key for row in matter.prose.meanings for meaning in row}
    start = max(plain.rfind("。", 0, at) + 1, plain.rfind("\n", 0, at) + 1, at - 120)
    if not told and not keys & _CASES and _ANY_LOSS.search(plain, start, at + 10):
        says = "只写没有败诉，没有写明因政府信息公开引起的行政复议、行政诉讼的件数。"
        yield finding("P-09", says, matter.printed(start, at + 30).split("\n")[0])


def check_nothing(matter: Matter) -> Iterator[Finding]:
    """P-16: 无 where the law wants an account: problems and improvements; from 2021 on the processing fee."""
    for section in matter.prose.sections:
        text = "".join(section.paragraphs)[:60]
        if not text or len(text) > 30 or not _NOTHING.fullmatch("".join(text.split())):
            continue
        if "问题" in section.title or "改进" in section.title:
            says = "“存在的主要问题及改进情况”只写了“无”；条例第五十条要求报告主要问题及改进情况。"
            yield finding("P-16", says, f"{section.title}：{text}")
        elif re.search(r"其[他它]", section.title) and (matter.year or 0) >= 2021:
            says = "“其他需要报告的事项”只写了“无”；这一部分应写明收取信息处理费的情况。"
            yield finding("P-16", says, f"{section.title}：{text}")
