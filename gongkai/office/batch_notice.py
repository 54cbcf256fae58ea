"""The draft of a notice (通报) on a year's reports: what was asked, who did not do it, what to mend; the list as an attachment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gongkai.office.batch_xlsx import published
from gongkai.reports.summary import BatchSummary, Filing
from gongkai.sheets.forms import form, form_due
from gongkai.writing.document import Attachment, Cell, Chapter, Closing, Part, Prose, Row, Table, Title

HEADS: Final = ("序号", "机关", "公布日期", "逾期", "错误", "存疑", "缺漏", "表式、文字雷同")
WIDTHS: Final = (0.07, 0.27, 0.15, 0.09, 0.08, 0.08, 0.08, 0.18)
ERROR_HEADS: Final = ("序号", "机关", "问题")
ERROR_WIDTHS: Final = (0.07, 0.27, 0.66)
LEFT_FROM: Final = 12
ORDINALS: Final = "一二三四五六七八九"
DEADLINE: Final = "　　月　　日"


def notice_parts(summary: BatchSummary, author: str) -> tuple[Part, ...]:
    """A summary → the parts of the draft. ``author``: the body that issues it. Its day is left open."""
    year = summary.year
    title = (f"关于{year}年度政府信息公开工作年度报告", "公布情况的通报")
    attachments = _attachments(summary)
    return (
        Title(f"{title[0]}{title[1]}", title),
        Prose(_opening(year, len(summary.filings))),
        Chapter("一、总体情况"),
        Prose(_overall(summary)),
        Chapter("二、存在的问题"),
        *_problems(summary),
        Chapter("三、有关要求"),
        Prose(_asked(summary)),
        *_attached(attachments),
        Closing(author),
        Closing("　　年　　月　　日"),
        *(part for attachment in attachments for part in attachment),
    )


def _attachments(summary: BatchSummary) -> list[tuple[Attachment, Table]]:
    """The list of all bodies, and that of the errors where there are any; numbered where there are two."""
    tables = [(f"{summary.year}年度年报核查情况明细表", _list(summary.filings))]
    if summary.with_errors:
        tables.append((f"{summary.year}年度年报错误清单", _errors(summary.with_errors)))
    marks = ["附件1", "附件2"] if len(tables) > 1 else ["附件"]
    return [(Attachment(mark, title), table) for mark, (title, table) in zip(marks, tables, strict=True)]


def _attached(attachments: Sequence[tuple[Attachment, Table]]) -> Iterator[Prose]:
    """The note under the text that names what is attached."""
    titles = [attachment.title for attachment, _ in attachments]
    if len(titles) == 1:
        yield Prose(f"附件：{titles[0]}")
        return
    for at, title in enumerate(titles, 1):
        yield Prose(f"{'附件：' if at == 1 else '　　　'}{at}.{title}")


def _opening(year: int, bodies: int) -> str:
    due = form_due(year)
    basis = f"和{form(due).basis}规定的格式" if due else ""
    law = "《中华人民共和国政府信息公开条例》"
    return f"根据{law}{basis}，对{bodies}个单位{year}年度政府信息公开工作年度报告的公布情况进行了核查。现将有关情况通报如下。"


def _overall(summary: BatchSummary) -> str:
    late = len(summary.late)
    told = [
        f"应当公布年度报告的单位{len(summary.filings)}个，已收到{len(summary.filed)}个，未收到{len(summary.missing)}个",
        f"已收到的报告中，按期公布{len(summary.filed) - late - len(summary.undated)}个，逾期公布{late}个",
    ]
    if summary.undated:
        told.append(f"公布日期未载明的{len(summary.undated)}个")
    return f"{'。'.join(told[:2])}{''.join(f'，{one}' for one in told[2:])}。"


def _problems(summary: BatchSummary) -> Iterator[Prose]:
    """One paragraph for every kind of problem that there is, numbered in order."""
    found = [one for one in _kinds(summary) if one[1]]
    if not found:
        yield Prose("核查中没有发现未报送、逾期、格式不符、数字错误或者文字雷同的情况。")
    for at, (what, told) in enumerate(found):
        lead = f"（{ORDINALS[at]}）{what}。"
        yield Prose(lead + told, len(lead))


def _kinds(summary: BatchSummary) -> Iterator[tuple[str, str]]:
    yield "未收到年度报告", _listed(one.name for one in summary.missing)
    yield "逾期公布", _listed(_late(one) for one in summary.late)
    yield (
        "晚于内部期限公布",
        _listed(f"{one.name}（晚{one.days_late_inside}天）" for one in summary.late_inside),
    )
    yield "公布日期未载明", _listed(one.name for one in summary.undated)
    yield "格式不符合规定", _listed(f"{one.name}（{one.wrong_form}）" for one in summary.wrong_form)
    yield "数字、格式有错误", _listed(f"{one.name}（{one.errors}处）" for one in summary.with_errors)
    yield "内容缺漏", _listed(f"{one.name}（{one.gaps}处）" for one in summary.with_gaps)
    yield "文字雷同", _listed(_alike(one) for one in summary.alike)


def _listed(names: Iterable[str]) -> str:
    told = list(names)
    return f"{'、'.join(told)}，共{len(told)}个单位。" if told else ""


def _late(filing: Filing) -> str:
    day = filing.paper.published_on if filing.paper else None
    return f"{filing.name}（{day.month}月{day.day}日公布，逾期{filing.days_late}天）" if day else filing.name


def _alike(filing: Filing) -> str:
    with_whom = {True: "本单位往年报告", False: "其他单位报告"}
    return f"{filing.name}（与{'、'.join(with_whom[one.own] for one in filing.alike)}）"


def _asked(summary: BatchSummary) -> str:
    asked = []
    if summary.missing:
        asked.append(f"尚未公布或者报送年度报告的单位于{DEADLINE}前公布并报送")
    if len(summary.in_order) + len(summary.missing) < len(summary.filings):
        asked.append(f"存在问题的单位对照附件逐项核实，于{DEADLINE}前更正并重新公布，说明更正情况")
    asked.append("各单位举一反三，公布前先行核对表格勾稽关系和正文数字")
    return f"请{'；'.join(asked)}。"


def _list(filings: Sequence[Filing]) -> Table:
    body = tuple(_row(at, filing) for at, filing in enumerate(filings, 1))
    return Table("R", "明细表", True, WIDTHS, (_head(HEADS),), (body,))


def _errors(filings: Sequence[Filing]) -> Table:
    found = [(filing.name, finding.says) for filing in filings for finding in filing.wrong]
    body = tuple(_words(at, name, says) for at, (name, says) in enumerate(found, 1))
    return Table("R", "错误清单", True, ERROR_WIDTHS, (_head(ERROR_HEADS),), (body,))


def _head(labels: Sequence[str]) -> Row:
    return tuple(Cell(text, "head", key=f"h{at}", axis="col") for at, text in enumerate(labels))


def _words(at: int, name: str, *texts: object) -> Row:
    """A numbered row about a body; text of more than a few characters stands on the left."""
    told = (Cell(str(text), "words", axis="row" if len(str(text)) > LEFT_FROM else "") for text in texts)
    return (Cell(str(at), "words"), Cell(name, "head", key=f"b{at}", axis="row"), *told)


def _row(at: int, filing: Filing) -> Row:
    late = filing.days_late or filing.days_late_inside
    counts = (filing.errors, filing.questions, filing.gaps) if filing.paper else ("", "", "")
    remarks = "；".join(
        [*([filing.wrong_form] if filing.wrong_form else []), *(["文字雷同"] if filing.alike else [])]
    )
    about = (published(filing), f"{late}天" if late else "", *counts, remarks)
    return _words(at, filing.name, *about)
