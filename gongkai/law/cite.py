"""A basis as letters cite it: the full name of the instrument in 《》, its number where it has no other name, the article."""

from __future__ import annotations

import re
from typing import Final

from gongkai.law.sources import Source, sources

NOTE: Final = re.compile(r"（[^）]*）$")
FULL: Final = re.compile(r"《(.+)》")


def cite(basis: str) -> str:
    """《中华人民共和国政府信息公开条例》第三十六条第（二）项 for "条例 第三十六条第（二）项"; ValueError for an unknown one."""
    return "、".join(_cite(part) for part in basis.split("；"))


def _cite(part: str) -> str:
    name, _, article = part.partition(" ")
    source = next((one for one in sources() if name in one.cited), None)
    if source is None:
        raise ValueError(f"依据“{part}”所引的“{name}”不在 sources.toml 中")
    return f"{_named(source, name)}{article}"


def _named(source: Source, name: str) -> str:
    title = NOTE.sub("", source.title)
    quoted = title if FULL.fullmatch(title) else f"《{title}》"
    return f"{quoted}（{name}）" if name == source.number else quoted
