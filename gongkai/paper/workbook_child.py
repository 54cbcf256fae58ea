"""The process that opens workbooks for ``paper.workbook`` and may be killed at any time; it answers with their cells."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import iterparse

import python_calamine as calamine

from gongkai.paper.serving import serve

_MEMORY = 600 * 1024 * 1024
_MOST_SHEETS = 100
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_WHOLE = 10**15  # a sheet keeps fifteen digits
LONG = "\ue000"  # stands in front of a number whose last digits the sheet has lost


def main() -> None:
    """Answers requests until the pipe is closed."""
    serve(lambda data, until: workbook_to_answer(data), _MEMORY)


def workbook_to_answer(data: bytes) -> dict[str, Any]:
    """A workbook → {"sheets": [{"name", "rows", "merged", "hidden", "cut"}], "trouble"} in plain JSON types."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = _hidden_rows(data)
        names = book.sheet_names[:_MOST_SHEETS]
        return {
            "sheets": [_sheet(book.get_sheet_by_name(name), hidden.get(name, [])) for name in names],
            "trouble": "",
        }
    except calamine.PasswordError:
        return {"sheets": [], "trouble": "locked"}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the parser panics outside of Exception
        return {"sheets": [], "trouble": "damaged"}


def _sheet(sheet: Any, hidden: list[int]) -> dict[str, Any]:
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    merged = [[top, left, bottom, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return {
        "name": sheet.name,
        "rows": [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in rows],
        "merged": merged,
        "hidden": hidden,
        "cut": sheet.total_height > MOST_ROWS,
    }


def _text(cell: object) -> str:
    """What was typed: whole numbers without a point, days as ISO, long numbers marked."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if not cell.is_integer():
            return f"{cell:.15g}"
        return f"{LONG if abs(cell) >= LONGEST_WHOLE else ''}{int(cell)}"
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _hidden_rows(data: bytes) -> dict[str, list[int]]:
    """Name of a sheet → its hidden rows, counted from one; of xlsx only, xls does not tell."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        rels = _elements(package, "xl/_rels/workbook.xml.rels", "Relationship")
        targets = {rel["Id"]: rel["Target"] for rel in rels}
        return {
            sheet["name"]: list(_hidden_in(package, targets.get(_relation(sheet), "")))
            for sheet in _elements(package, "xl/workbook.xml", "sheet")
        }


def _hidden_in(package: zipfile.ZipFile, target: str) -> Iterator[int]:
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    for row in _elements(package, path, "row"):
        if row.get("hidden") in ("1", "true") and row.get("r", "").isdigit():
            yield int(row["r"])


def _relation(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if re.fullmatch(r"\{.*\}id", name)), "")


def _elements(package: zipfile.ZipFile, path: str, name: str) -> Iterator[dict[str, str]]:
    """Attributes of every element of a name, without keeping the tree."""
    if path not in package.namelist():
        return
    with package.open(path) as part:
        for _, element in iterparse(part):
            if element.tag.rpartition("}")[2] == name:
                yield dict(element.attrib)
            element.clear()


if __name__ == "__main__":
    main()
