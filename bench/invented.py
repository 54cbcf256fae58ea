"""Wholly invented reports in any number, each with words of its own beside the usual ones, for measures of likeness."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from gongkai.paper.report import Report, Section
from gongkai.sheets.filled import FilledSheet, number
from gongkai.sheets.forms import form
from tests.reading.plants.figures import table_four, table_three, table_two
from tests.reading.plants.generator import COUNTIES, OFFICES, TOWNS
from tests.reading.plants.prose import Voice, modern

OWN_SENTENCES = 45
FAMILY, FAMILY_EVERY = 20, 50
WORDS = (
    "窗口人员 村干部 站所负责人 法律顾问 退休教师 驻村队员 文书 会计 网格员 农技员 护林员 值班领导 志愿者 图书管理员",
    "春耕前 汛期 秋收后 开学时 集市日 季末 年中 入户时 换届后 旺季 雨天 夜间 节前 结算时",
    "补贴名册 采购清单 工程图纸 水费账目 路灯台账 救助名单 招考公告 修渠方案 山林合同 码头价目 供暖安排 药品目录 桥梁检测 茶园承包",
    "逐户念读 张贴上墙 录成方言 送进大棚 绘成图册 搬上戏台 编成快板 放在渡口 写进台历 抄在黑板 印在信封 挂在榕树 刻成光盘 摆在桌前",
    "听不懂的人少了 问的人多了 争执少了一半 账目不再来回核对 误会当场解开 修改意见收了一叠 来访改成了来电 邻里不再猜疑 干部心里有底 办事少跑一趟",
)
WHO, WHEN, WHAT, HOW, WHY = (words.split() for words in WORDS)


def invented(seed: int) -> Report:
    """One report of the layout of 2021; the same for the same seed. Of every FAMILY_EVERY reports the first FAMILY
    repeat the greater part of one model, as the townships of a county do when they fill in a sample."""
    return one_more(seed, seed) if seed % FAMILY_EVERY < FAMILY else _original(seed)


def one_more(like: int, seed: int) -> Report:
    """A report that repeats the same model as the report ``like``."""
    return _copied(_original(-1 - like // FAMILY_EVERY), _original(seed), Random(f"copied {seed}"))


def family_of(seed: int) -> set[int]:
    """The seeds of the reports that repeat the same model as this one; none for a report of its own."""
    if seed % FAMILY_EVERY >= FAMILY:
        return set()
    first = seed - seed % FAMILY_EVERY
    return set(range(first, first + FAMILY))


def _original(seed: int) -> Report:
    rng = Random(f"invented {seed}")
    county = rng.choice(COUNTIES)
    body = county + rng.choice([f"{town}人民政府" for town in TOWNS] + list(OFFICES)) + str(seed)
    year = rng.randint(2021, 2025)
    cells = {**table_two(rng, "2021", "town"), **table_three(rng, "2021", "town"), **table_four(rng, "town")}
    chapters = modern(Voice(rng, body, year, "我镇"), cells, "2021")
    sections = [
        Section(at, lines[0].text, tuple(line.text + _own(rng, len(lines)) for line in lines[1:]))
        for at, lines in enumerate(chapters, 1)
    ]
    figures = {code: number(cells[code]) for code in form("2021").cells if isinstance(cells.get(code), int)}
    sheet = FilledSheet("2021", year, figures)
    return Report(body, year, "2021", "2021", sections=tuple(sections), sheets=(sheet,))


def _copied(source: Report, onto: Report, rng: Random) -> Report:
    """``onto`` with most paragraphs of ``source``, its name and figures exchanged."""
    sections = [
        one._replace(paragraphs=tuple(_taken(text, source, onto, rng) for text in other.paragraphs))
        for one, other in zip(onto.sections, source.sections, strict=True)
    ]
    return replace(onto, sections=tuple(sections))


def _taken(text: str, source: Report, onto: Report, rng: Random) -> str:
    if rng.random() < 0.3:
        return _own(rng, 2)
    text = text.replace(source.body or "", onto.body or "")
    return "".join(str(rng.randint(1, 9)) if letter.isdigit() else letter for letter in text)


def _own(rng: Random, lines: int) -> str:
    return "".join(_sentence(rng) for _ in range(OWN_SENTENCES // (lines * 2)))


def _sentence(rng: Random) -> str:
    who, when, what, how, why = (rng.choice(words) for words in (WHO, WHEN, WHAT, HOW, WHY))
    return f"{who}在{when}把{what}{how}，{rng.randint(2, 90)}场下来{why}。"
