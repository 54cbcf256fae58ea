"""The words of a yearly notice on days off, as the State Council issues it → the file that `law.notices` reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

NUMERALS: Final = "一二三四五六七八九十"
BRACKETS: Final = re.compile(r"[（(][^（()）]*[）)]")
YEAR: Final = re.compile(r"(20\d\d)年部分节假日安排")
NUMBER: Final = re.compile(r"国办发明电〔20\d\d〕\d+号")
ISSUED: Final = re.compile(r"^\s*(20\d\d)年(\d{1,2})月(\d{1,2})日\s*$", re.MULTILINE)
ITEM: Final = re.compile(
    rf"[{NUMERALS}]+、([^：:\n]{{2,12}})[：:](.*?)(?=[{NUMERALS}]+、[^：:\n]{{2,12}}[：:]|$)", re.DOTALL
)
DAY: Final = r"(?:(20\d\d)年)?(?:(\d{1,2})月)?(\d{1,2})日"
OFF: Final = re.compile(rf"{DAY}(?:至{DAY})?(?:当日|期间)?放假(?:调休)?(?:[，,]?共?(\d+)天)?")
WORKED: Final = re.compile(r"([^。；;]*?)上班")


class NotAnnounced(ValueError):
    """Words that are no notice on days off; the message is a Chinese sentence."""


class Announced(NamedTuple):
    """An item of a notice: name, first and last day off, how many days it says that is (0: it does not), days worked."""

    name: str
    first: date
    last: date
    days: int
    worked: tuple[date, ...]


def notice_file(text: str) -> str:
    """The file of a notice from its words, copied from where it was published. NotAnnounced where no year or no item is
    found in it; whether the days are right, `read_notice` says."""
    year = YEAR.search(text)
    if year is None:
        raise NotAnnounced("没有找到标题“国务院办公厅关于×年部分节假日安排的通知”，请把通知全文粘贴进来。")
    items = list(_items(BRACKETS.sub("", _body(text)), int(year[1])))
    if not items:
        raise NotAnnounced(
            "没有找到各节日的放假安排（如“一、元旦：1月1日至3日放假”），请把通知全文粘贴进来。"
        )
    return (
        "\n".join([*_head(text, int(year[1])), "", *(line for one in items for line in _lines(one))]) + "\n"
    )


def _body(text: str) -> str:
    """The notice without the day at its end, which would pass for a day off."""
    return ISSUED.sub("", text)


def _head(text: str, year: int) -> Iterator[str]:
    yield f"title = {json.dumps(f'国务院办公厅关于{year}年部分节假日安排的通知', ensure_ascii=False)}"
    number, issued = NUMBER.search(text), ISSUED.findall(text)
    if number:
        yield f"number = {json.dumps(number[0], ensure_ascii=False)}"
    if issued:
        yield f"issued = {_day(*(int(part) for part in issued[-1]))}"
    yield f"year = {year}"


def _items(text: str, year: int) -> Iterator[Announced]:
    for name, said in ITEM.findall(text):
        off = OFF.search(said)
        if off is None:
            continue
        first_year, first_month, first_day, last_year, last_month, last_day, days = off.groups()
        month = int(first_month or 0)
        begun = int(first_year or (year - 1 if month == 12 and "元旦" in name else year))
        first = _day(begun, month, int(first_day))
        ended = int(last_year or (year if int(last_month or month) < month else begun))
        last = _day(ended, int(last_month or month), int(last_day)) if last_day else first
        yield Announced(name.strip(), first, last, int(days or 0), tuple(_worked(said, year)))


def _worked(said: str, year: int) -> Iterator[date]:
    for listed in WORKED.findall(said):
        month = 0
        for given, of, day in re.findall(DAY, listed.rpartition("放假")[2]):
            month = int(of or month)
            yield _day(int(given or year), month, int(day))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise NotAnnounced(f"{year}年{month}月{day}日不是日历上的日子，请核对粘贴的文字。") from fault


def _lines(one: Announced) -> Iterator[str]:
    yield "[[holiday]]"
    yield f"name = {json.dumps(one.name, ensure_ascii=False)}"
    yield f"off = [{one.first}, {one.last}]" if one.first != one.last else f"off = [{one.first}]"
    if one.days:
        yield f"days = {one.days}"
    if one.worked:
        yield f"worked = [{', '.join(map(str, one.worked))}]"
