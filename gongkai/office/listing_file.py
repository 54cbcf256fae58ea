"""A list as an Excel workbook: every row found, in its order, fetched a part at a time; text stays text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse
from xlsxwriter import Workbook

from gongkai.office.listing import Column, Listed, in_words
from gongkai.paper.as_xlsx import STREAMED, Sheet, Value
from gongkai.portal.downloads import XLSX

AT_ONCE = 2000  # rows fetched from the database in one go


def listing_file(listed: Listed) -> FileResponse:
    """The workbook of a list as it was asked for, to be saved."""
    out = TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    book = Workbook(out, STREAMED)
    bold = book.add_format({"bold": True, "bottom": 1})
    columns = listed.listing.columns
    sheet = Sheet(book, bold, ("数据", [column.label for column in columns]))
    for row in _rows(listed):
        sheet.add(_value(column, row) for column in columns)
    book.close()
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{listed.listing.caption}.xlsx", content_type=XLSX)


def _rows(listed: Listed) -> Iterator[Any]:
    sign = "-" if listed.order.startswith("-") else ""
    return listed.found.order_by(listed.order, f"{sign}pk").iterator(chunk_size=AT_ONCE)


def _value(column: Column, row: Any) -> Value:
    value = column.show(row)
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else in_words(value)
