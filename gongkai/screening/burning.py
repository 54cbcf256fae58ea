"""Burn-in redaction (遮盖): every page of a document becomes a picture with its boxes painted over, so that nothing lies
under a box, beside the page or in the file that could be brought back."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final, NamedTuple

from gongkai.paper.desk import GoneError, SlowError, desk
from gongkai.screening.burning_child import FAULTS, HEAD

MOST_PAGES: Final = 300
SMALLEST: Final = 0.002  # of the width or height of a page: less covers nothing
_SECONDS: Final = 180.0
_LONGEST_GROUND: Final = 60
_DESK: Final = desk("gongkai.screening.burning_child")
_SAYS: Final = {
    "locked": "这份 PDF 设有打开密码，不能遮盖；请取消密码后再试。",
    "broken": "这份文件已损坏或不完整，不能遮盖；请从原文重新导出 PDF。",
    "kind": "只有 PDF 和图片（JPEG、PNG）可以遮盖；Word、WPS 文档请先另存为 PDF。",
    "long": f"页数太多，最多 {MOST_PAGES} 页；请拆成几份再遮盖。",
    "slow": "遮盖没有在规定时间内做完；请拆成几份再试。",
    "gone": "遮盖中断，文件可能已损坏或太大；请从原文重新导出 PDF，或拆成几份再试。",
    "page": "第 {} 页不存在，这份文件共 {} 页。",
}


class NotBurned(ValueError):
    """Nothing was redacted; the message is a Chinese sentence."""


class Box(NamedTuple):
    """A box to be painted over. ``page`` counts from 1; the edges are shares of the page as it is seen, from its left and
    top edge (0 to 1). ``ground``: why, printed on the box where it fits (条例 第十五条)."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    ground: str


class Shown(NamedTuple):
    """A page as a JPEG, and how many pages the document has."""

    picture: bytes
    pages: int


def burn(data: bytes, boxes: Sequence[Box]) -> bytes:
    """A PDF or picture → a PDF of pictures, with the boxes painted over; no text, no metadata, nothing else of the file.

    NotBurned, with a sentence: no box, a box beyond its page or without a ground, and whatever cannot be opened. Nothing is
    given back unless every page was made.
    """
    refuse_boxes(boxes)
    wanted = {"boxes": [box._asdict() for box in boxes], "most": MOST_PAGES}
    return base64.b64decode(_asked(data, wanted)["made"])


def page_shown(data: bytes, page: int) -> Shown:
    """A page of a PDF or picture as it is seen, to draw boxes on. NotBurned as for ``burn``."""
    answer = _asked(data, {"page": max(page, 1)})
    return Shown(base64.b64decode(answer["made"]), answer["pages"])


def _asked(data: bytes, wanted: Mapping[str, object]) -> dict[str, Any]:
    order = json.dumps(wanted).encode()
    try:
        answer = _DESK.ask(HEAD.pack(len(order)) + order + data, _SECONDS)
    except SlowError:
        raise NotBurned(_SAYS["slow"]) from None
    except (GoneError, OSError, RuntimeError):
        raise NotBurned(_SAYS["gone"]) from None
    if answer["fault"]:
        raise NotBurned(_SAYS[FAULTS[answer["fault"]]].format(*answer["about"]))
    return answer


def refuse_boxes(boxes: Sequence[Box]) -> None:
    """NotBurned, with a sentence, for boxes that no page could have."""
    if not boxes:
        raise NotBurned("没有划出要遮盖的部分。")
    for number, box in enumerate(boxes, 1):
        edges = (box.left, box.top, box.right, box.bottom)
        if box.page < 1 or not all(isfinite(edge) and 0 <= edge <= 1 for edge in edges):
            raise NotBurned(f"第 {number} 处遮盖的位置不在页面之内，请重新划定。")
        if box.right - box.left < SMALLEST or box.bottom - box.top < SMALLEST:
            raise NotBurned(f"第 {number} 处遮盖太小，盖不住内容，请重新划定。")
        if not box.ground.strip() or len(box.ground) > _LONGEST_GROUND:
            raise NotBurned(f"请写明第 {number} 处遮盖的依据，最多 {_LONGEST_GROUND} 个字。")
