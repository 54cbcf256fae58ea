"""Unlimited invented reports: form × shape × mess, with what a careful reader must find in each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from . import assemble, mess, prose
from .decide import decide, unit_unknown
from .figures import Cells, Size, sheet_2014, table_four, table_three, table_two
from .oracle import broken
from .papers import Line, Paper, Part
from .planting import FIGURES, SENTENCES, Planted, raise_figures, renumber
from .shapes import SHAPES, Shape
from .tables import Style, Table

COUNTIES = ("云梓县", "霁川县", "栖桐县", "枫桓县", "砚屏县", "雁陂县", "槐墅县", "芦汀县")
TOWNS = ("松坞镇", "柳渡镇", "鹭洲乡", "青檀乡", "石矶镇", "樟圩镇", "苇塘乡", "棠溪镇", "竹岭乡", "麦桥镇")
OFFICES = ("教育局", "自然资源局", "市场监督管理局", "农业农村局", "人力资源和社会保障局", "水利局", "审计局")
SITES = ("www.yunzixian.gov.cn", "www.jichuanxian.gov.cn", "www.qitongxian.gov.cn")
TITLES = (
    "{body}{year}年政府信息公开工作年度报告",
    "{body}{year}年度政府信息公开工作报告",
    "{year}年{body}政府信息公开年度报告",
    "{body}政府信息公开工作{year}年度报告",
    "{body}{year}年政府信息公开年度报告",
)


@dataclass(frozen=True)
class Expected:
    """What is known of a generated report. ``cells``: a reader must give these (None: printed blank, "n/a"). ``open``:
    it may leave these out, but not get them wrong. No finding of severity ``error`` is right besides those listed."""

    seed: int
    shape: str
    body: str
    year: int
    form: str
    cells: Cells
    open: Cells
    inconsistencies: tuple[Planted, ...] = ()
    mess: tuple[str, ...] = ()


@dataclass
class Draft:
    """A report in the making."""

    rng: Random
    shape: Shape
    body: str
    year: int
    form: str
    size: Size
    third: str = ""
    true: Cells = field(default_factory=dict)
    cells: Cells = field(default_factory=dict)
    mess: list[str] = field(default_factory=list)
    numbered: bool = False  # chapter numbers are automatic


def make_report(seed: int) -> tuple[bytes, str, Expected]:
    """A report's bytes, the name of its file and what is known of it; the same for the same seed."""
    rng = Random(seed)
    name = rng.choice(list(SHAPES))
    draft = _draft(rng, SHAPES[name])
    draft.numbered = name == "docx-numbered"
    planted = _plant_figures(draft)
    style = _style(draft, seed)
    paper = _compose(draft, style)
    planted += _plant_prose(draft, paper)
    _surround(draft, paper, name)
    decided = decide(draft.cells, draft.form, draft.shape.loss, draft.third, draft.shape.suits)
    for code in [
        code for code, value in decided.sure.items() if unit_unknown(code, value, style.figure(value, code))
    ]:
        decided.open[code] = decided.sure.pop(code)
    expected = Expected(
        seed,
        name,
        draft.body,
        draft.year,
        draft.form,
        decided.sure,
        decided.open,
        tuple(_inconsistencies(draft, decided.open, planted)),
        tuple(draft.mess),
    )
    return draft.shape.render(paper), f"{seed}-{name}.{draft.shape.suffix}", expected


def _draft(rng: Random, shape: Shape) -> Draft:
    form = rng.choice(("2014", "2019", "2021", "2021"))
    year = rng.randint(*{"2014": (2014, 2018), "2019": (2019, 2020), "2021": (2021, 2025)}[form])
    body, size = _body(rng)
    draft = Draft(rng, shape, body, year, form, size)
    if form == "2021" and rng.random() < 0.06:
        draft.third = "2019"
        draft.mess.append("mixed layouts")
    draft.true = _true(draft)
    draft.cells = _left_out(draft)
    return draft


def _body(rng: Random) -> tuple[str, Size]:
    county = rng.choice(COUNTIES)
    roll = rng.random()
    if roll < 0.5:
        sizes: tuple[Size, ...] = ("none", "tiny", "town")
        return county + rng.choice(TOWNS) + "人民政府", rng.choice(sizes)
    if roll < 0.78:
        return county + rng.choice(OFFICES), rng.choice(("tiny", "town"))
    if roll < 0.95:
        return county + "人民政府", "county"
    return rng.choice(("云澜市", "霁城市")) + "人民政府", "city"


def _true(draft: Draft) -> Cells:
    rng = draft.rng
    if draft.form == "2014":
        return sheet_2014(rng, draft.size)
    two = table_two(rng, draft.form, draft.size)
    three = table_three(rng, draft.third or draft.form, draft.size)
    return {**two, **three, **table_four(rng, draft.size)}


def _left_out(draft: Draft) -> Cells:
    """Figures as printed: some blank, the row of 规章 not applicable."""
    cells, rng = dict(draft.true), draft.rng
    if draft.form != "2014" and draft.size != "city" and rng.random() < 0.2:
        cells.update({code: "n/a" for code in cells if code.startswith("T2.rules.")})
        draft.mess.append("not applicable")
    if rng.random() < 0.3:
        how = rng.choice(("zeros", "rows") if draft.form == "2014" else ("zeros", "rows", "totals", "three"))
        cells = mess.blanked(rng, cells, how)
        draft.mess.append(f"blank {how}")
    return cells


def _plant_figures(draft: Draft) -> list[Planted]:
    """Now and then a wrong figure, where the shape shows every figure for what it is."""
    if (
        draft.shape.loss == "joined"
        or draft.rng.random() > 0.35
        or any("blank" in item for item in draft.mess)
    ):
        return []
    wrong = draft.rng.choice([wrong for wrong in FIGURES if draft.form in wrong.forms])
    return raise_figures(wrong, draft.cells, draft.form)


def _plant_prose(draft: Draft, paper: Paper) -> list[Planted]:
    if draft.rng.random() > 0.35:
        return []
    sentences = [plant for plant in SENTENCES if not (draft.numbered and plant is renumber)]
    return draft.rng.choice(sentences)(paper, draft.form, draft.year, draft.cells)


def _inconsistencies(draft: Draft, undecided: Cells, planted: list[Planted]) -> Iterator[Planted]:
    """What was planted, and every arithmetic rule that the printed figures break."""
    rules = broken(draft.cells, draft.form, draft.third)
    for plant in planted:
        if plant.check not in {rule.check for rule in rules}:
            yield plant._replace(
                required=plant.required and not any(code in undecided for code in plant.cells)
            )
    for rule in rules:
        known = not any(code in undecided for code in rule.cells)
        yield Planted(rule.check, rule.severity, rule.cells, f"{rule.left}≠{rule.right}", known)
    for code in prose.stated(draft.form):
        said, shown = draft.true[code], draft.cells[code]
        if said != shown and isinstance(shown, int):
            yield Planted(f"F{draft.form}-P01", "error", (code,), f"正文{said}，表中{shown}", False)


def _style(draft: Draft, seed: int) -> Style:
    """The body's hand, as far as the shape bears it."""
    rng, shape = draft.rng, draft.shape
    hand = mess.Hand(str(seed)) if shape.loss == "joined" else _hand(rng, shape, str(seed))
    labels = _labels(rng, shape, str(seed))
    draft.mess += [
        key
        for key in ("wide", "thousands", "units", "ten_thousands", "zero_words", "note")
        if getattr(hand, key)
    ]
    draft.mess += [label.__name__ for label in labels]
    free = shape.loss == "none"
    style = Style(
        hand.figure,
        mess.chained(labels),
        units=rng.random() < 0.7,
        notes=free and rng.random() < 0.2,
        heads=not free or rng.random() > 0.08,
        column_heads=rng.random() > 0.1,
    )
    return shape.style(style)


def _hand(rng: Random, shape: Shape, seed: str) -> mess.Hand:
    blanks = ("",) if shape.plain else ("", "", "\u00a0", "　", " ")
    return mess.Hand(
        seed,
        wide=rng.random() < 0.12 and shape.suffix != "pdf",
        thousands=rng.random() < 0.15,
        units=rng.random() < 0.12 and shape.suffix != "pdf",
        ten_thousands=rng.random() < 0.2,
        zero_words=rng.random() < 0.1,
        decimals=rng.random() < 0.2,
        note=rng.random() < 0.15,
        blank=rng.choice(blanks),
        dash=rng.choice(("/", "—", "——")),
    )


def _labels(rng: Random, shape: Shape, seed: str) -> list[mess.Label]:
    """Up to two changes of the labels."""
    choices: list[mess.Label] = [mess.half_width]
    if shape.loss != "joined":
        choices += [
            mess.without_remarks,
            mess.pause_numbers,
            mess.full_stop_numbers,
            mess.shortened,
            mess.misprint(seed),
        ]
    if shape.loss == "none" or shape.render in _BY_LINE:
        choices += [mess.stray_blank(seed), mess.spread]
    if shape.suffix in ("html", "xlsx", "docx") or shape.render in _BY_LINE:
        choices.append(mess.cut_in_two)
    return rng.sample(choices, rng.choice((0, 0, 1, 1, 2)) if len(choices) > 1 else rng.choice((0, 1)))


_BY_LINE = [shape.render for name, shape in SHAPES.items() if name.startswith("lines")]


def _compose(draft: Draft, style: Style) -> Paper:
    rng = draft.rng
    title = rng.choice(TITLES).format(body=draft.body, year=draft.year)
    county = draft.body[:3]
    we = "我" + {"府": county[2], "局": "局"}[draft.body[-1]]
    we = "我" + draft.body[-5] if draft.body[-5] in "镇乡" else we
    voice = prose.Voice(rng, draft.body, draft.year, we, prose.Place(county, rng.choice(SITES)))
    published = datetime.date(draft.year + 1, 1, rng.randint(6, 31))
    content = assemble.Content(
        title, draft.body, draft.year, draft.form, draft.third, draft.true, draft.cells, style, published
    )
    if draft.form != "2014":
        return Paper(draft.body, draft.year, assemble.modern(content, voice))
    return Paper(
        draft.body,
        draft.year,
        [*assemble.old(content, voice), Line("附件", "caption"), *assemble.sheet(content)],
    )


def _surround(draft: Draft, paper: Paper, name: str) -> None:
    """Decoys in the prose, the site around it, tables over two pages."""
    rng = draft.rng
    for text in rng.sample(
        prose.BANK["decoys"]["old" if draft.form == "2014" else "modern"], rng.choice((0, 1, 2))
    ):
        paper.add("^一、", text)
    if draft.shape.suffix == "txt" and draft.shape.loss != "joined" and rng.random() < 0.4:
        draft.mess.append("chrome")
        paper.parts += [
            Line(text, "sign") for text in ("打印本页　关闭窗口", "分享到：", "网站标识码：0000000002")
        ]
        paper.parts.insert(
            1, Line(f"来源：{draft.body}　发布日期：{draft.year + 1}-01-20　浏览次数：117", "sign")
        )
    if draft.shape.loss == "none" and draft.shape.suffix != "pdf" and rng.random() < 0.25:
        draft.mess.append("parted")
        paper.parts = [piece for part in paper.parts for piece in _over_two_pages(rng, part)]


def _over_two_pages(rng: Random, part: Part) -> list[Part]:
    if not isinstance(part, Table) or part.name not in ("R", "T3") or len(part.rows) < part.head + 6:
        return [part]
    return list(mess.parted(part, rng.randint(part.head + 3, len(part.rows) - 2), rng.random() < 0.7))
