"""Addresses to the door of somebody's home: house, building, unit, room."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from gongkai.screening import masks
from gongkai.screening.detectors.context import before, says
from gongkai.screening.detectors.find import Find
from gongkai.screening.hits import Sure
from gongkai.screening.tape import Tape

KIND = "address"
_WORDS = Path(__file__).with_name("addresses.toml")
_N = r"(?:\d{1,5}|[一二三四五六七八九十]{1,3}|[A-Za-z](?=栋|座|幢|区))"
_ROOM = r"(?:\d{1,2}层)?\d{2,5}(?:室|房|号房|户|号)?(?![\d年月日元万平亩%])"
_DOOR = re.compile(
    rf"{_N}(?:号楼|栋|幢|座|号院)[ ,，]?(?:{_N}单元[ ,，]?)?{_ROOM}"
    rf"|{_N}单元[ ,，]?{_ROOM}"
    rf"|{_N}号(?:{_N}(?:号楼|栋|幢|楼))?[ ,，]?\d{{2,5}}(?:室|房)"
    rf"|(?:村|屯|寨|庄|湾|社区|组|队|里|坊|巷|弄|胡同)(?:第?{_N}(?:组|队|社|村民小组|小组))?[ ,，]?(?:[\u4e00-\u9fff]{{0,4}})?\d{{1,5}}号(?![文令公召第线码])(?:之[一二三四五]|附\d+号|院)?"
    rf"|(?:路|街|大道|巷|弄|道)\d{{1,5}}(?:号|弄)(?:[\u4e00-\u9fff]{{1,8}})?\d{{1,4}}(?:号楼|栋|幢|号)(?:{_N}单元)?\d{{2,5}}(?:室)?"
)
_STREET = re.compile(r"(?:路|街|大道|巷|弄|道|村|组|社区)\d{1,5}号(?![文令公召第线码])")
_BACK = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()]{0,28}\Z")
_HINT = re.compile("单元|[0-9]室|栋|幢|号楼|住址|住所|居住|户籍|家住|家庭|住在|号[0-9]")
_STRONG = re.compile(r"单元|室|户")


@cache
def _words(which: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, tomllib.loads(_WORDS.read_text("utf-8"))[which])))


def find_addresses(tape: Tape, text: str) -> Iterator[Find]:
    """Addresses of homes on a tape; ``text``: its folded text."""
    if not _HINT.search(text):
        return
    end = -1
    for found in _DOOR.finditer(text):
        find = _judged(tape, text, found, needs_name=False)
        if find and find.start >= end:
            end = find.end
            yield find
    for found in _STREET.finditer(text):
        find = _judged(tape, text, found, needs_name=True)
        if find and not (find.start < end and find.end <= end):
            yield find


def _judged(tape: Tape, text: str, found: re.Match[str], *, needs_name: bool) -> Find | None:
    piece, begun = tape.at(found.start())
    back = _BACK.search(before(text, found.start()))
    start = max(found.start() - len(back[0] if back else ""), begun)
    whole = text[start : found.end()]
    sure = _sure(says(KIND, text, (start, found.end()), piece), whole, piece.label, needs_name)
    if sure is None:
        return None
    return Find(KIND, start, found.end(), whole, masks.address(whole), sure)


def _sure(said: str, whole: str, label: str, needs_name: bool) -> Sure | None:
    named = said == "own" or bool(re.search("住址|家庭|户籍|现住|居住", whole))
    if not named and (needs_name or _words("office").search(whole + label)):
        return None
    if named:
        return None if _words("office").search(whole) and needs_name else "likely"
    if _words("home").search(whole):
        return "likely"
    return "question" if _STRONG.search(whole) else None
