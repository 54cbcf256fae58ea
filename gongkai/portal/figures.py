"""One figure as a page shows it outside of the official table: its text, its face, and what there is to say about it."""

from __future__ import annotations

from typing import Final, NamedTuple

from gongkai.sheets.filled import Face, Figure, Number
from gongkai.sheets.wording import shown

WORDS: Final = {
    Face.BLANK: ("空白", "原文此格空白"),
    Face.NOT_APPLICABLE: ("/", "不适用"),
}


class Shown(NamedTuple):
    """Text, CSS class and hint of a figure. ``value`` is its number, None for every other face."""

    text: str
    face: str
    hint: str = ""
    value: Number | None = None


NOTHING: Final = Shown("—", "absent", "没有可比的数")


def show(figure: Figure | None) -> Shown:
    """A figure as it is shown; None stands for a cell that could not be placed or that is not there."""
    if figure is None:
        return NOTHING
    if figure.value is not None:
        return Shown(shown(figure.value), "number", "", figure.value)
    if figure.face is Face.UNREADABLE:
        return Shown(figure.token or "无法辨认", "unreadable", "原文此处不是数字")
    text, hint = WORDS[figure.face]
    return Shown(text, "blank" if figure.face is Face.BLANK else "not-applicable", hint)


def signed(value: Number | None) -> str:
    """A difference with its sign, 0 without one, "" where there is none."""
    if value is None:
        return ""
    return f"+{shown(value)}" if value > 0 else shown(value).replace("-", "−")
