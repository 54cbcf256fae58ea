"""A body's series to take away: CSV, Excel and JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from xlsxwriter import Workbook

from gongkai.paper.as_csv import as_csv
from gongkai.paper.as_json import number_out
from gongkai.paper.as_xlsx import PLAIN, Sheet
from gongkai.paper.series import STATE_WORDS, Point, Series, as_dict

ABOUT = ("编码", "项目", "栏目", "单位")
CARRIED = ("结转", ("前一年", "后一年", "申请人", "结转下年度", "上年结转"))
BREAKS = ("口径变化", ("前一年", "后一年", "说明"))
Value = str | int | float | None


def series_to_csv(series: Series) -> str:
    """One line a row of the forms, one column a year; a word where a year has no figure. Begins with a byte order mark,
    without which Excel takes Chinese for another encoding."""
    return "\ufeff" + as_csv(iter([_head(series), *_lines(series)]))


def series_to_json(series: Series) -> str:
    return json.dumps(as_dict(series), ensure_ascii=False)


def series_to_xlsx(series: Series) -> bytes:
    """The bytes of a workbook with the sheets 历年数字, 结转, 口径变化."""
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    bold = book.add_format({"bold": True, "bottom": 1})
    figures, carried, broken = (
        Sheet(book, bold, layout) for layout in (("历年数字", _head(series)), CARRIED, BREAKS)
    )
    for line in _lines(series):
        figures.add(line)
    for pair in series.pairs:
        for one in pair.carried:
            both = (_value(one.carried_out), _value(one.carried_in))
            carried.add((pair.before, pair.year, one.label, *both))
    for change in series.changes:
        for says in change.says:
            broken.add((change.before, change.year, says))
    book.close()
    return out.getvalue()


def _head(series: Series) -> tuple[str, ...]:
    return (*ABOUT, *(str(one.year) for one in series.years))


def _lines(series: Series) -> Iterator[tuple[Value, ...]]:
    yield ("", "表式", "", "", *(one.form or "" for one in series.years))
    for line in series.lines:
        yield (line.code, line.row, line.column, line.unit, *(_value(point) for point in line.points))


def _value(point: Point) -> Value:
    if point.value is not None:
        return number_out(point.value)
    return point.token if point.state == "unreadable" else STATE_WORDS[point.state]
