"""The process that opens workbooks for ``excel.open_excel`` and may be killed at any time; it answers with the texts of
their visible sheets."""

from __future__ import annotations

import datetime
import io
from typing import Any

import python_calamine as calamine

from gongkai.paper.serving import serve
from gongkai.reading.joining import join_pieces

_MEMORY = 400 * 1024 * 1024
_MOST_ROWS = 5000
_MOST_COLUMNS = 200
_MOST_SHEETS = 60
_MOST_CELLS = 200_000
_LONGEST_TEXT = 32_767

_LOCKED = "表格设有打开密码，读不出内容；请取消密码后另存再读。"
_DAMAGED = "这份表格已损坏或不完整，打不开；请用办公软件另存为 xlsx 后再读。"
_HIDDEN = "隐藏的工作表「{}」没有读取。"
_CUT = "工作表「{}」过大，只读取了前 {} 行、{} 列。"


def main() -> None:
    """Answers requests until the pipe is closed."""
    serve(lambda data, until: workbook_to_answer(data), _MEMORY)


def workbook_to_answer(data: bytes) -> dict[str, Any]:
    """A workbook → {"sheets": [{"name", "rows", "merged"}], "notes": […]} in plain JSON types."""
    try:
        return _sheets(calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)))
    except calamine.PasswordError:
        return {"sheets": [], "notes": [_LOCKED]}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the parser panics outside of Exception
        return {"sheets": [], "notes": [_DAMAGED]}


def _sheets(book: Any) -> dict[str, Any]:
    sheets: list[dict[str, Any]] = []
    notes: list[str] = []
    for about in book.sheets_metadata[:_MOST_SHEETS]:
        if about.visible != calamine.SheetVisibleEnum.Visible:
            notes.append(_HIDDEN.format(about.name))
        elif about.typ == calamine.SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            sheets.append(_plain_sheet(sheet))
            if sheet.total_height > _MOST_ROWS or sheet.total_width > _MOST_COLUMNS:
                notes.append(_CUT.format(about.name, _MOST_ROWS, _MOST_COLUMNS))
    return {"sheets": sheets, "notes": notes}


def _plain_sheet(sheet: Any) -> dict[str, Any]:
    """Rows of texts, each as wide as the widest merged range reaches; ranges as top, left, bottom, right."""
    found = sheet.to_python(skip_empty_area=False, nrows=_MOST_ROWS)
    rows = [[printed(cell) for cell in row[:_MOST_COLUMNS]] for row in found]
    merged = [[top, left, bottom, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    width = max(
        [len(row) for row in rows] + [min(right + 1, _MOST_COLUMNS) for *_, right in merged], default=0
    )
    del rows[_MOST_CELLS // max(width, 1) :]
    padded = [row + [""] * (width - len(row)) for row in rows]
    return {"name": sheet.name, "rows": padded, "merged": merged}


def printed(cell: object) -> str:
    """A value as a sheet prints it: whole numbers without a point, others at their shortest, dates as ISO."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _printed_number(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return join_pieces([line.strip() for line in str(cell)[:_LONGEST_TEXT].splitlines()] or [""])


def _printed_number(value: float) -> str:
    """At most the fifteen digits a sheet keeps."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    return text if "e" not in text else f"{value:.12f}".rstrip("0").rstrip(".")


if __name__ == "__main__":
    main()
