"""PDF files: opened in a process of its own that may be killed; its answer becomes pieces, and the files that lie in it
are looked at as files."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from gongkai.paper.desk import GoneError, SlowError, desk
from gongkai.screening.look import Look
from gongkai.screening.tape import BREAK, LINE, Piece

Inside = Callable[[bytes, str, Look], None]

_DESK = desk("gongkai.screening.openers.pdf_child")
_SECONDS = 60.0
_SLOW = "这份 PDF 在规定时间内没有检查完；请拆分或重新导出后再查。"
_CRASHED = "这份 PDF 已损坏，检查中断；请从原文重新导出后再查。"
_NO_OPENER = "PDF 检查程序启动不了，没有检查；请管理员核看安装是否完整。"


def open_pdf(data: bytes, look: Look, inside: Inside) -> list[Piece]:
    """What a PDF says, seen or unseen, page by page, and what hangs on it; what it may say again comes back apart."""
    try:
        answer = _DESK.ask(data, _SECONDS)
    except SlowError:
        look.unseen("", _SLOW)
        return []
    except GoneError:
        look.unseen("", _CRASHED)
        return []
    except (OSError, RuntimeError):
        look.unseen("", _NO_OPENER)
        return []
    _hand_on(answer, look)
    for name, packed in answer["files"]:
        if name != "图片":
            look.hit("embedded", name, "PDF 的附件", "question")
        below = look.inside(name, hidden="" if name == "图片" else "embedded")
        if below:
            inside(base64.b64decode(packed), name, below)
    return [
        Piece(text, look.prefix + place, label, hidden, BREAK)
        for text, place, label, hidden in answer["older"]
    ]


def _hand_on(answer: Mapping[str, Any], look: Look) -> None:
    for text, place, label, hidden in answer["pieces"]:
        look.text(text, place, label=label, hidden=hidden, joint=BREAK if hidden else LINE)
    for place, reason, sure in answer["unseen"]:
        look.unseen(place, reason, sure)
    for place in dict.fromkeys(place for _, place, _, hidden in answer["older"] if hidden == "revision"):
        look.hit("revision", place, "文件里留有修改前的内容", "likely")
        break
