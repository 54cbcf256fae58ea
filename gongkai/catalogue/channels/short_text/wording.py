"""An edition → a few sentences of its own, within the length that a channel has room for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from gongkai.catalogue.channels.outgoing import Outgoing
from gongkai.catalogue.channels.shape import Made, file_name
from gongkai.catalogue.text import plain
from gongkai.law.load import Entry

_SENTENCE: Final = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_MARK: Final = "{words}"


class Limit(NamedTuple):
    """A form of short text: at most so many characters in all; ``wording`` has blanks {title}, {words}, {by}, {day}, {link}."""

    says: str
    most: int
    wording: str


def _limits() -> Mapping[str, Limit]:
    path = Path(__file__).with_name("limits.toml")
    entries = Entry(tomllib.loads(path.read_text(encoding="utf-8")), path.name).entries("form")
    return {
        entry.text("code"): Limit(entry.text("says"), entry.whole("most"), entry.text("wording"))
        for entry in entries
    }


LIMITS: Final = _limits()


def worded(outgoing: Outgoing, limit: Limit) -> str:
    """The short text: the summary, or else the text, as many whole sentences as there is room for; the frame always whole."""
    frame = limit.wording.format(
        title=outgoing.title, words=_MARK, by=outgoing.by, day=outgoing.published_on, link=outgoing.link
    )
    room = limit.most - len(frame.replace(_MARK, ""))
    said = ""
    for sentence in _SENTENCE.findall(outgoing.summary or plain(outgoing.text)):
        if len(said) + len(sentence.strip()) > room:
            break
        said += sentence.strip()
    return frame.replace(_MARK, said)


def maker(code: str) -> Callable[[Outgoing], Made]:
    """What makes a form: the code of a limit → edition → file."""

    def make(outgoing: Outgoing) -> Made:
        limit = LIMITS[code]
        text = worded(outgoing, limit)
        over = len(text) - limit.most
        notes = (f"超出 {over} 个字：标题和网址已占满 {limit.most} 字。",) if over > 0 else ()
        data = text.replace("\n", "\r\n").encode("utf-8-sig")
        return Made(file_name(outgoing.title, f"-{limit.says}.txt"), "text/plain; charset=utf-8", data, notes)

    return make
