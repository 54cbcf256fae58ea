"""An HTML report read and checked against what trafilatura needs to find its text; same inputs, same run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

import trafilatura

from bench.papers import papers
from gongkai.reading.read import read

TARGET = 0.25
ROUNDS = 7


def main() -> int:
    """Prints milliseconds and ratio for each page and over all, bare and inside a government site's page; status 1
    where the bare pages as a whole are above the target."""
    ratios = [_measured(wrapped) for wrapped in (False, True)]
    return int(ratios[0] > TARGET)


def _measured(wrapped: bool) -> float:
    ours_all = theirs_all = 0.0
    for path in papers(".html", ".htm"):
        data = in_a_site(path.read_bytes()) if wrapped else path.read_bytes()
        ours = _best(partial(read, data))
        theirs = _best(partial(trafilatura.extract, data, include_tables=True))
        ours_all, theirs_all = ours_all + ours, theirs_all + theirs
        print(
            f"{path.name:<40} {len(data) / 1024:7.1f} KB  {_ms(ours)}  trafilatura {_ms(theirs)}  {ours / theirs:.2f}×"
        )
    ratio = ours_all / theirs_all
    what = "放在网站页面里" if wrapped else "单独的正文"
    print(f"{what}：{_ms(ours_all)}，trafilatura {_ms(theirs_all)}，{ratio:.2f}×（目标不超过 {TARGET}×）")
    return ratio


def in_a_site(page: bytes) -> bytes:
    """The same page with what sites put around an article: style sheets, scripts, menus, lists of links."""
    styles = "".join(f".c{n}{{margin:{n}px;color:#333;line-height:1.8}}" for n in range(300))
    scripts = "".join(f"function f{n}(a){{return a*{n}+document.title.length;}}" for n in range(600))
    links = "".join(f'<li class="c{n}"><a href="/zwgk/{n}/">栏目{n}</a></li>' for n in range(250))
    before = f"<style>{styles}</style><script>{scripts}</script><div class=nav><ul>{links}</ul></div>"
    after = f'<div class="footer"><ul>{links}</ul></div>'
    head, sign, body = page.partition(b"<body")
    if not sign:
        return before.encode() + page + after.encode()
    tag, _, inside = body.partition(b">")
    code = "gb18030" if b"gb2312" in head.lower() or b"gbk" in head.lower() else "utf-8"
    return head + sign + tag + b">" + before.encode(code) + inside + after.encode(code)


def _best(call: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return min(times)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
