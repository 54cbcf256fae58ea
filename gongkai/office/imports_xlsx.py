"""The workbook of bodies and people: the template with drop-downs and notes, and the one that tells what became of each row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.organisations.rosters.columns import RosterSheet, roster_sheets
from gongkai.organisations.rosters.filled import Rows
from gongkai.organisations.rosters.outcome import Outcome
from gongkai.paper.as_xlsx import PLAIN

LAST_LISTED: Final = 5000  # drop-downs and text cells reach down to this row
RULES: Final = (
    "一、各表第一行是列名，不要改动；带 * 的列必填。列的次序可以变，可以删去不用的表。",
    "二、全部单元格是文本格式。代码、账号以文本填写，以 0 开头的和很长的数字才不会走样。",
    "三、不要合并单元格。隐藏的行也会读取。空行跳过。",
    "四、上传后先看每一行将怎样办理，确认以前什么都不改变；有一处错误就全部不导入，改正后重新上传。",
    "五、表中没有的机关和人员不受影响。撤销机关、结束任职、停用账号不通过导入办理。",
    "六、人员是个人信息：填好的表用完即删，不要用微信、短信传送。",
)


def template_to_xlsx(rows: Mapping[str, Rows]) -> bytes:
    """The sheets 机关, 人员, 任职 with what is given for them, and 填写说明 with rules and examples."""
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    head, text = _formats(book)
    for sheet in roster_sheets():
        made = book.add_worksheet(sheet.name)
        _heads(made, sheet, head, text)
        for at, row in enumerate(rows.get(sheet.code, ()), 1):
            for column, value in enumerate(row):
                made.write_string(at, column, value, text)
    _explain(book, head, text)
    book.close()
    return out.getvalue()


def result_to_xlsx(outcomes: Iterable[Outcome]) -> bytes:
    """The sheets as they were sent, with the columns 结果 and 说明 behind their own."""
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    head, text = _formats(book)
    every = list(outcomes)
    for sheet in roster_sheets():
        made = book.add_worksheet(sheet.name)
        _heads(made, sheet, head, text)
        for column, (label, width) in enumerate(
            (("原行号", 8), ("结果", 8), ("说明", 70)), len(sheet.columns)
        ):
            made.write_string(0, column, label, head)
            made.set_column(column, column, width, text)
        for at, one in enumerate((one for one in every if one.row.sheet == sheet.code), 1):
            texts = [one.row.text(column.code) for column in sheet.columns]
            _write(made, at, [*texts, str(one.row.number), one.word, one.told], text)
    book.close()
    return out.getvalue()


def _formats(book: Workbook) -> tuple[Format, Format]:
    head = book.add_format({"bold": True, "bg_color": "#EEF3F9", "border": 1, "num_format": "@"})
    return head, book.add_format({"num_format": "@"})


def _heads(made: Worksheet, sheet: RosterSheet, head: Format, text: Format) -> None:
    """The first row with its notes; text cells and drop-downs below."""
    for at, column in enumerate(sheet.columns):
        made.set_column(at, at, column.width, text)
        made.write_string(0, at, f"{column.label}*" if column.required else column.label, head)
        made.write_comment(0, at, column.note, {"x_scale": 2, "y_scale": 1.4})
        if column.choices:
            allowed: dict[str, Any] = {"validate": "list", "source": list(column.choices)}
            told = {"error_title": column.label, "error_message": "请从下拉列表中选择。"}
            made.data_validation(1, at, LAST_LISTED, at, {**allowed, **told})
    made.freeze_panes(1, 0)
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)
    made.repeat_rows(0)


def _explain(book: Workbook, head: Format, text: Format) -> None:
    made = book.add_worksheet("填写说明")
    made.set_column(0, 0, 20, text)
    made.set_column(1, 1, 24, text)
    made.set_column(2, 2, 90, text)
    at = 0
    for rule in RULES:
        made.write_string(at, 0, rule)
        at += 1
    for sheet in roster_sheets():
        at += 1
        made.write_string(at, 0, f"{sheet.name}：{sheet.says}")
        _write(made, at + 1, ["列", "例", "说明"], head)
        for column in sheet.columns:
            label = f"{column.label}（必填）" if column.required else column.label
            _write(made, at + 2, [label, column.sample, column.note], text)
            at += 1
        at += 2


def _write(made: Worksheet, row: int, texts: Sequence[str], style: Format) -> None:
    for column, value in enumerate(texts):
        made.write_string(row, column, value[:32767], style)
