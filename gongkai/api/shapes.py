"""The shapes of what programs ask and are answered. Names are those of the code; descriptions are the official words."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

MOST_OFFSET = 100_000


class Asked(Schema):
    """A question with no items but its own."""

    model_config = ConfigDict(extra="forbid")


class Paging(Asked):
    """Which part of a list."""

    limit: int = Field(20, ge=1, le=200, description="最多几条")
    offset: int = Field(0, ge=0, le=MOST_OFFSET, description="跳过几条")


class ReportsAsked(Paging):
    """Which reports."""

    body: str | None = Field(None, max_length=32, description="机构代码")
    year: int | None = Field(None, ge=2008, le=2999, description="报告年度")
    form: Literal["2014", "2019", "2021"] | None = Field(None, description="国家统一格式的版本")
    findings: bool | None = Field(None, description="核对有没有发现问题，限向公众显示核对结果的机关")


def _as_written(found: object) -> object:
    """A day as it is written, never a number of seconds."""
    if isinstance(found, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", found, re.ASCII):
        raise PydanticCustomError("date_parsing", "not a day")
    return found


class DayAsked(Asked):
    """As of which day."""

    on: Annotated[date | None, BeforeValidator(_as_written)] = Field(None, description="哪一天的，默认当天")


class Body(Schema):
    """机关及其下级"""

    code: str = Field(description="机构代码")
    name: str = Field(description="当日的名称")
    kind: str = Field(description="类别")
    kind_says: str = Field(description="类别名称")
    below: list[Body] = Field(description="下级机关")


class Bodies(Schema):
    """机关名录"""

    on: date = Field(description="哪一天的")
    items: list[Body] = Field(description="没有上级机关的机关，各带其下级")


class Named(Schema):
    """机关"""

    code: str
    name: str


class Counts(Schema):
    """核对发现的问题"""

    errors: int = Field(description="错误")
    questions: int = Field(description="存疑")
    gaps: int = Field(description="缺漏")


class Original(Schema):
    """原件"""

    name: str = Field(description="文件名")
    size: int = Field(description="字节数")
    digest: str = Field(description="摘要（SHA-256）")
    link: str = Field(description="下载地址")


class ReportLine(Schema):
    """年度报告"""

    key: int = Field(description="编号")
    title: str = Field(description="标题")
    body: Named = Field(description="机关")
    year: int = Field(description="报告年度")
    form: str = Field(description="国家统一格式的版本；没有读到表格的为空")
    published_on: date | None = Field(description="公布日期")
    findings: Counts | None = Field(description="核对结果；不向公众显示的为 null")
    original: Original = Field(description="原件")
    link: str = Field(description="网页地址")


class Reports(Schema):
    """年度报告列表"""

    count: int = Field(description="共几条")
    limit: int
    offset: int
    items: list[ReportLine]


class Chapter(Schema):
    """章节"""

    number: int | None = Field(description="第几部分；没有编号的为 null")
    title: str
    paragraphs: list[str]


class Report(ReportLine):
    """一份年度报告"""

    preface: list[str] = Field(description="开头的文字")
    chapters: list[Chapter] = Field(description="各部分")


class Cell(Schema):
    """表中一格"""

    code: str = Field(description="格的代码，例：T3.A.total")
    label: str = Field(description="行和列的名称")
    face: Literal["number", "n/a", "blank", "unreadable"] = Field(description="有数、不适用、空白、读不出")
    value: int | float | None = Field(description="数")
    token: str = Field(description="原文字样")


class Cells(Schema):
    """统计表"""

    key: int = Field(description="年度报告的编号")
    form: str = Field(description="国家统一格式的版本；没有读到表格的为空")
    scope: str = Field(description="本级或汇总，按原文")
    items: list[Cell]


State = Literal["waiting", "accepted", "known", "held", "unreadable", "refused"]


class HandedFile(Schema):
    """报送的文件"""

    name: str = Field(description="文件名；压缩包里的为“压缩包／文件”")
    state: State
    state_says: str = Field(description="结果：等待读取、已接收、已有同一份、待归属、读不出、未接收")
    says: str = Field(description="说明")
    digest: str = Field(description="摘要（SHA-256）；未接收的为空")
    report: int | None = Field(description="年度报告的编号")


class HandedIn(Schema):
    """一次报送"""

    key: int = Field(description="编号")
    on: date = Field(description="日期")
    files: list[HandedFile]
    link: str = Field(description="再查结果的地址")


class Whoami(Schema):
    """令牌"""

    purpose: str = Field(description="用途")
    hint: str = Field(description="密钥开头")
    body: Named = Field(description="机关")
    owner: str = Field(description="责任人的账号")
    expires_on: date = Field(description="到期日期")
    used_at: datetime | None = Field(description="上一次使用")
    actions: list[Permitted] = Field(description="可办的事")


class Permitted(Schema):
    """可办的事"""

    code: str
    says: str = Field(description="是什么")
    bodies: list[str] = Field(description="现在可为哪些机关办理（机构代码）")


Body.model_rebuild()
Whoami.model_rebuild()
