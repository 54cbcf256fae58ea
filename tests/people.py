"""The cast of the tests: a county with its bodies, people for its posts, and reports made by hand, with and without
findings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from gongkai.organisations import actions as organisations
from gongkai.organisations.models import OFFICERS, Body, Kind, Person, Post
from gongkai.organisations.posts import appoint
from gongkai.paper.report import Claim, Gap, LooseFigure, Report, Section
from gongkai.reports.actions import record
from gongkai.reports.models import ReportPaper
from gongkai.reports.placing import Arrival
from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, number
from gongkai.sheets.findings import Finding
from gongkai.sheets.forms import form

TODAY = date(2026, 3, 2)
PASSWORD = "correct-horse-battery"
BEGUN = date(2020, 1, 1)  # the day everybody of the cast took office
BUSINESS = tuple(post for post in Post if post not in OFFICERS)


@dataclass(frozen=True)
class County:
    """青溪县 with one body of each kind that matters, and somebody who signs in: the clerk of the county's office, who
    is 信息员 and speaks for the 主管部门."""

    county: Body
    bureau: Body
    township: Body
    clerk: Person


def a_county(*, findings_public: bool = True) -> County:
    begun = date(2008, 5, 1)
    county = organisations.establish(code="Q01", name="青溪县人民政府", kind=Kind.COUNTY, by=None, on=begun)
    bureau = organisations.establish(
        code="Q02", name="青溪县民政局", kind=Kind.DEPARTMENT, by=None, on=begun, parent=county
    )
    township = organisations.establish(
        code="Q03", name="柳湾镇人民政府", kind=Kind.TOWNSHIP, by=None, on=begun, parent=county
    )
    for body in (county, bureau, township):
        organisations.show_findings(body, by=None, on=TODAY, public=findings_public)
    clerk = somebody("clerk", county, Post.INFORMATION_OFFICER, Post.COMPETENT_AUTHORITY, name="林知言")
    return County(county, bureau, township, clerk)


def somebody(account: str, body: Body | None, *posts: Post, name: str = "某某") -> Person:
    """Somebody of a body with these posts there; its 信息员 where none is named."""
    person = organisations.enrol(account=account, name=name, password=PASSWORD, by=None, on=BEGUN, body=body)
    for post in (posts or (Post.INFORMATION_OFFICER,)) if body else ():
        appoint(person, body=body, post=post, by=None, on=BEGUN)
    return person


def staff_of(body: Body) -> dict[Post, Person]:
    """One person for every post of a body, the three officers included; the account is code of body and post."""
    return {
        post: somebody(f"{body.code}.{post.value}", body, post, name=f"{post.label}员某") for post in Post
    }


def a_sheet(code: str = "2021", year: int = 2023, **figures: int) -> FilledSheet:
    """A sheet with a zero in every cell, so that everything in it agrees. ``figures``: cell codes with _ for the dot."""
    cells = {cell: number(0) for cell, (line, _) in form(code).cells.items() if not line.heading}
    cells |= {cell: BLANK for cell, (line, _) in form(code).cells.items() if line.heading}
    for cell, value in figures.items():
        cells[cell.replace("_", ".")] = number(value)
    return FilledSheet(code, year, cells)


def a_report(body: str = "柳湾镇人民政府", year: int = 2023, sheet: FilledSheet | None = None) -> Report:
    """A report of the form of 2021 with its six chapters, in which everything agrees."""
    titles = (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    )
    words = {
        1: (f"{year}年，我镇收到政府信息公开申请0件。",),
        5: ("公开的及时性还不够。",),
        6: ("本年度没有收取信息处理费。",),
    }
    own = sheet or a_sheet(year=year)
    return Report(
        body=body,
        year=year,
        form=own.form,
        form_due=own.form,
        title=f"{body}{year}年政府信息公开工作年度报告",
        preface=("本报告依照《中华人民共和国政府信息公开条例》编制。",),
        sections=tuple(Section(n, title, words.get(n, ())) for n, title in enumerate(titles, 1)),
        sheets=(own,),
        claims=(Claim("收到政府信息公开申请", 0, "件", False, "收到政府信息公开申请0件", "T3.A.total"),),
    )


def a_faulty_report(body: str = "柳湾镇人民政府", year: int = 2023) -> Report:
    """A report in which much is wrong: every face of a figure, every severity, marks in cells and in the prose."""
    sheet = a_sheet(
        year=year,
        T3_A_natural=23,
        T3_A_total=23,
        T3_C1_natural=22,
        T3_C1_total=22,
        T3_C7_natural=22,
        T3_C7_total=22,
    )
    odd = {
        "T2.rules.made": Figure(Face.NOT_APPLICABLE, None, "/"),
        "T3.B.natural": Figure(Face.BLANK),
        "T3.C3.1.natural": Figure(Face.UNREADABLE, None, "1<script>0"),
        "T4.review.upheld": number(2, "２件"),
    }
    cells = {code: figure for code, figure in {**sheet.cells, **odd}.items() if code != "T3.C4.2.legal"}
    made = replace(sheet, cells=cells, by_sums=frozenset({"T3.C5.1.natural"}))
    prose = Finding(
        "P-02",
        "question",
        (),
        "同一数量前后不一：第一部分为 0 件，第五部分为 3 件。",
        "收到政府信息公开申请0件",
    )
    blank = Finding("F2021-T3-04", "gap", ("T3.B.natural",), "“二、上年结转”自然人一格空白。", "")
    return replace(
        a_report(body, year, made),
        findings=(prose, blank),
        gaps=(Gap(("T3.C4.2.legal",), "这一格有数，但无法确定是哪一个。", "0 0 0 0"),),
        lines=(LooseFigure("政务新媒体发布", "本年", 118),),
    )


def file(
    report: Report, *, data: bytes | None = None, name: str = "report.html", body: Body | None = None
) -> ReportPaper:
    """File a report made by hand; each is a paper of its own unless the bytes are given."""
    content = data if data is not None else repr(report).encode()
    published = date(report.year + 1, 1, 20) if report.year else None
    return record(Arrival(name, content, body, published), report, by=None, on=TODAY)
