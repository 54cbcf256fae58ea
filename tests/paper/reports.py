"""Generated reports of every shape a report may have, for properties of what is written from them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from gongkai.paper.report import Claim, Gap, LooseFigure, Report, Section
from gongkai.sheets.filled import Face, Figure, FilledSheet
from gongkai.sheets.findings import Finding

CODES = ("R02", "R61", "T2.fees.amount", "T3.A.natural", "T3.C3.1.total", "T4.after.pending")

words = st.text(max_size=8)
years = st.none() | st.integers(2008, 2030)
forms = st.sampled_from(["2014", "2019", "2021"])
cell_lists = st.lists(st.sampled_from(CODES), max_size=3).map(tuple)
numbers = st.integers(-(10**20), 10**20) | st.decimals(-(10**9), 10**9, places=4)
figures = st.one_of(
    st.builds(Figure, st.just(Face.NUMBER), numbers, words),
    st.builds(lambda value: Figure(Face.NUMBER, value, str(value)), numbers),
    st.builds(Figure, st.sampled_from([Face.BLANK, Face.NOT_APPLICABLE, Face.UNREADABLE]), st.none(), words),
)
sheets = st.builds(
    FilledSheet,
    form=forms,
    year=years,
    cells=st.dictionaries(st.sampled_from(CODES), figures),
    scope=words,
    by_sums=st.frozensets(st.sampled_from(CODES)),
    bodies=st.lists(words, max_size=2).map(tuple),
    missing=st.lists(words, max_size=2).map(tuple),
)
reports = st.builds(
    Report,
    body=st.none() | words,
    year=years,
    form=st.none() | forms,
    form_due=st.none() | forms,
    title=words,
    preface=st.lists(words, max_size=2).map(tuple),
    sections=st.lists(
        st.builds(Section, st.none() | st.integers(1, 9), words, st.lists(words, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
    sheets=st.lists(sheets, max_size=3).map(tuple),
    lines=st.lists(st.builds(LooseFigure, words, words, st.none() | numbers), max_size=2).map(tuple),
    claims=st.lists(
        st.builds(Claim, words, numbers, words, st.booleans(), words, st.none() | st.sampled_from(CODES)),
        max_size=2,
    ).map(tuple),
    findings=st.lists(
        st.builds(Finding, words, st.sampled_from(["error", "question", "gap"]), cell_lists, words, words),
        max_size=2,
    ).map(tuple),
    gaps=st.lists(st.builds(Gap, cell_lists, words, words), max_size=2).map(tuple),
)

SAMPLE = Report(
    body="某县人民政府",
    year=2021,
    form="2021",
    form_due="2021",
    title="某县人民政府2021年政府信息公开工作年度报告",
    preface=("前言。",),
    sections=(Section(1, "总体情况", ("=1+1", "全年收到申请 12 件。")),),
    sheets=(
        FilledSheet(
            "2021",
            2021,
            {
                "T3.A.natural": Figure(Face.NUMBER, 12, "12件"),
                "T2.fees.amount": Figure(Face.NUMBER, Decimal("2.50"), "2.50"),
                "T2.rules.made": Figure(Face.NOT_APPLICABLE, None, "/"),
                "T3.B.natural": Figure(Face.BLANK),
                "T3.D.natural": Figure(Face.UNREADABLE, None, "=HYPERLINK(1)"),
                "T3.A.total": Figure(Face.NUMBER, 12345678901234567890, "12345678901234567890"),
            },
            by_sums=frozenset({"T3.A.natural"}),
        ),
    ),
    lines=(LooseFigure("政务微博", "本年", 4),),
    claims=(Claim("收到申请", 12, "件", False, "全年收到申请 12 件", "T3.A.total"),),
    findings=(Finding("F2021-T3-01", "error", ("T3.A.natural",), "12 不等于 13。", "收到 12 件"),),
    gaps=(Gap(("T3.C1.natural",), "数字连写，无法确定。", "120"),),
)
