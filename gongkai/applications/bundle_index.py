"""The first page of the file of a case: a web page without scripts that opens from any folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from gongkai.applications.bundle_contents import Packed, entries
from gongkai.applications.identity import Identity
from gongkai.applications.models import Application
from gongkai.applications.replaying import standing
from gongkai.law.letters import blanks
from gongkai.law.outcomes import fact_labels, outcomes
from gongkai.law.procedure import official_procedure
from gongkai.law.receipt import channels
from gongkai.law.running import MODES
from gongkai.law.strip import lines

_PAGE: Final = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>
body {{ font: 16px/1.7 "Noto Serif SC", SimSun, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }}
table {{ border-collapse: collapse; width: 100%; }} th, td {{ border: 1px solid #999; padding: .25rem .5rem; text-align: left;
vertical-align: top; overflow-wrap: anywhere; }} th {{ background: #f2f2f2; }} code {{ font-size: .8em; }} span.size {{ white-space: nowrap; }} h2 {{ margin-top: 2rem; }}
</style></head><body><h1>{title}</h1>{body}</body></html>
"""
_HOW: Final = (
    "核对文件：在解压后的文件夹里运行 sha256sum -c 清单.sha256；清单.sm3 是同一批文件的 SM3 摘要值。"
)
_FACTS: Final = {
    "outcome": "办理结果",
    "article": "依据",
    "key": "对象",
    "number": "文号或者邮件号码",
    "channel": "渠道",
}
_ACTS: Final = {
    "draft": "拟写答复",
    "letter": "制作文书",
    "letter_void": "作废文书",
    "letter_serve": "登记送达",
    "letter_arrive": "登记签收",
    "look": "查看身份信息",
    "bundle": "导出卷宗",
    "redact_begin": "上传待遮盖材料",
    "redact": "遮盖材料",
    "amend_propose": "提出更正登记",
    "amend_reject": "核对无误，不更正",
    "take_over": "补录纸质案件",
    "hand_over": "移交经办",
}
_LABELS: Final = {
    "name": "姓名或者名称",
    "document_number": "证件号码",
    "phone": "电话",
    "email": "电子邮箱",
    "address": "地址",
    "postcode": "邮政编码",
    "organisation_code": "统一社会信用代码",
    "representative": "法定代表人或者代理人",
}


def index(application: Application, people: Sequence[Identity], files: Sequence[Packed], today: date) -> str:
    """The page: what the case is, who applied (as given: in clear or masked), its steps, its term in words, every file
    with its hashes, and the journal."""
    title = f"{application.body.name}　{application.number} 号政府信息公开申请"
    parts = [
        format_html("<p>导出日期：{}</p>", today.isoformat()),
        _section("案件", ("项目", "内容"), _about(application)),
        _section("申请人", ("项目", "内容"), _people(people)),
        _section("办理过程", ("日期", "步骤", "写明的内容"), _steps(application)),
        _term(application),
        _files(files),
        _section("操作记录", ("时间", "事项", "姓名", "岗位", "理由"), _journal(application)),
    ]
    return str(format_html(_PAGE, title=title, body=format_html_join("", "{}", ((part,) for part in parts))))


def _section(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((one,) for one in heads))
    body = format_html_join(
        "", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((one,) for one in row)),) for row in rows)
    )
    made = "<h2>{}</h2><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    return format_html(made, title, head, body)


def _about(application: Application) -> Iterator[tuple[str, object]]:
    yield "登记编号", application.number
    yield "申请渠道", application.get_channel_display()
    yield "收到日期", application.received_on
    yield "申请人类别", application.get_applicant_kind_display()
    yield "申请公开的内容", application.wanted
    yield "状态", application.get_state_display()
    yield "办理结果", application.get_outcome_display()
    yield "依据", application.article
    yield "办结日期", application.closed_on or ""


def _people(people: Sequence[Identity]) -> Iterator[tuple[str, str]]:
    for one in people:
        yield from ((label, value) for name, label in _LABELS.items() if (value := getattr(one, name)))


def _steps(application: Application) -> Iterator[tuple[object, str, str]]:
    for row in application.steps.order_by("position"):
        said = (f"{label}：{value}" for label, value in _facts(row.facts))
        yield row.on, row.get_code_display(), "；".join(said)


def _facts(facts: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """What a step says, as far as it has a word for readers."""
    labels = {**blanks(), **fact_labels(), **_FACTS}
    words = {**MODES, **{code: one.label for code, one in outcomes().items()}}
    words |= {code: one.label for code, one in channels().items()}
    for name, value in facts.items():
        if name in labels and value not in ("", None):
            yield labels[name], words.get(value, value) if isinstance(value, str) else value


def _term(application: Application) -> SafeString:
    told = [line for _, days in standing(application).trace() for line in lines(days)]
    return format_html(
        "<h2>期限</h2><ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in told))
    )


def _files(files: Sequence[Packed]) -> SafeString:
    heads = ("文件", "字节", "SHA-256", "SM3")
    return _section("文件清单", heads, map(_file, files)) + format_html("<p>{}</p>", _HOW)


def _file(one: Packed) -> tuple[object, object, SafeString, SafeString]:
    sums = (format_html("<code>{}</code>", one.sha256), format_html("<code>{}</code>", one.sm3))
    size = format_html('<span class="size">{}</span>', one.size)
    if one.missing:
        return f"{one.member.path}（{one.missing}）", "", *sums
    if not one.member.kept:
        return f"{one.member.says}（含身份信息，没有附在卷内）", "", *sums
    return format_html('<a href="{}">{}</a>', quote(one.member.path), one.member.path), size, *sums


def _journal(application: Application) -> Iterator[tuple[str, ...]]:
    for one in entries(application).iterator():
        yield f"{localtime(one.at):%Y-%m-%d %H:%M:%S}", _act(one.act), one.name, one.post, one.reason


def _act(code: str) -> str:
    """An act of the journal in words: a step of the procedure, or one of those around it."""
    name = code.removeprefix("applications.")
    kind = official_procedure().steps.get(name)
    return kind.label if kind else _ACTS.get(name, code)
