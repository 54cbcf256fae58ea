"""Workbooks as cells: what an office sends in Excel, opened in a process of its own that may be killed."""

from __future__ import annotations

from typing import Final, NamedTuple

from gongkai.paper.desk import GoneError, SlowError, desk

_DESK: Final = desk("gongkai.paper.workbook_child")
_SECONDS: Final = 30
_TROUBLES: Final = {
    "locked": "表格设有打开密码，请取消密码后另存，再上传。",
    "damaged": "表格已损坏或不完整，打不开；请用办公软件另存为 xlsx 后再上传。",
    "slow": f"这份表格在 {_SECONDS} 秒内没有读完；请分成几份上传。",
}


class NoWorkbook(ValueError):
    """What cannot be opened as a workbook; the message is a Chinese sentence."""


class Cells(NamedTuple):
    """A sheet: its rows of texts (whole numbers without a point, days as ISO, a number whose last digits the sheet has lost
    behind ``LONG``), merged ranges as [top, left, bottom, right], hidden rows counted from one, and whether it was cut."""

    name: str
    rows: list[list[str]]
    merged: list[list[int]]
    hidden: list[int]
    cut: bool


def workbook_cells(data: bytes) -> tuple[Cells, ...]:
    """Bytes of an xls, xlsx or ods → its sheets in order, up to ``MOST_ROWS`` × ``MOST_COLUMNS`` each. NoWorkbook: what
    is locked, damaged or endless."""
    try:
        answer = _DESK.ask(data, _SECONDS)
    except SlowError:
        raise NoWorkbook(_TROUBLES["slow"]) from None
    except (GoneError, OSError, RuntimeError):
        raise NoWorkbook(_TROUBLES["damaged"]) from None
    if answer["trouble"]:
        raise NoWorkbook(_TROUBLES[answer["trouble"]])
    return tuple(Cells(**sheet) for sheet in answer["sheets"])
