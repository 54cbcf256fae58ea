"""What a sentence that fails, or cannot be decided, says to the official: both sides with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.sheets.checks_law import Check
from gongkai.sheets.checks_plan import Instance
from gongkai.sheets.filled import Face, Number
from gongkai.sheets.sentence_values import Sheets, Verdict, value
from gongkai.sheets.sentences import Comparison, Constant, Node, Ref, Sum, refs
from gongkai.sheets.wording import LISTED, listed, shown, why_missing

OF_SHEET: Final = {"last_year": "上一年度的", "ledger": "台账统计的", "units": "各单位的"}
SHOULD: Final = {
    "!=": "两者不应相同",
    "<": "前者应小于后者",
    "<=": "前者不应大于后者",
    ">": "前者应大于后者",
    ">=": "前者不应小于后者",
}
SHOULD_BE: Final = {
    "=": "应为",
    "!=": "不应为",
    "<": "应小于",
    "<=": "不应大于",
    ">": "应大于",
    ">=": "不应小于",
}


def failure(check: Check, instance: Instance, verdict: Verdict, sheets: Sheets) -> str:
    """「自然人列：第一项加第二项之和为 23（23＋0），第三项（七）总计加第四项之和为 22（22＋0），相差 1。」"""
    one = verdict.failed
    assert one is not None
    sides = _sides(instance, one)
    left = _side(one.left, sides[0], instance, verdict, sheets)
    if isinstance(one.right, Constant):
        says = f"{left}，{SHOULD_BE[one.sign]} {one.right.value}"
    else:
        says = f"{left}，{_side(one.right, sides[1], instance, verdict, sheets)}，{_outcome(one, verdict, sheets)}"
    says += _zeroed(instance, verdict)
    return f"{_at(instance)}{says}。{check.hint + '。' if check.hint else ''}"


def undecided(check: Check, found: Sequence[tuple[Instance, Verdict]], sheets: Sheets) -> str:
    """Why a check cannot be held against some of its cells, all places in one sentence."""
    places = list(dict.fromkeys(_undecided_one(instance, verdict, sheets) for instance, verdict in found))
    text = "；".join(places[:LISTED])
    if len(places) > LISTED:
        text += f"；等 {len(places)} 处"
    return f"{text}。无法核对：{check.says}。"


def main_cells(instance: Instance, sheets: Sheets) -> tuple[str, ...]:
    """The cells a failure marks: all of them, or, where there are many, the parent and those that hold more than 0."""
    sentence = instance.sentence
    if len(sentence.own) <= LISTED + 2:
        return sentence.own
    return tuple(
        code for code in sentence.own if code == sentence.parent or sheets.own.value(code) not in (None, 0)
    )


def _at(instance: Instance) -> str:
    return f"{instance.where}：" if instance.where else ""


def _sides(instance: Instance, one: Comparison) -> tuple[str, str]:
    """What the law's data calls the two sides of this comparison, "" where it leaves that to the labels."""
    every = (*instance.sentence.when, *instance.sentence.that)
    place = every.index(one) - len(instance.sentence.when)
    return instance.sides[place] if 0 <= place < len(instance.sides) else ("", "")


def _side(node: Node, title: str, instance: Instance, verdict: Verdict, sheets: Sheets) -> str:
    number = value(node, sheets, verdict.zeroed)
    assert number is not None
    return f"{title or _title(node, instance)}为 {shown(number)}{_breakdown(node, verdict, sheets)}"


def _title(node: Node, instance: Instance) -> str:
    match node:
        case Ref(sheet, code):
            return f"{OF_SHEET.get(sheet, '')}“{instance.names.get(code, code)}”"
        case Sum(((1, Ref("units", code)),)):
            return f"所含单位的“{instance.names.get(code, code)}”之和"
        case Sum(terms) if len(terms) <= 4 and all(sign > 0 for sign, _ in terms):
            return "、".join(_title(term, instance) for _, term in terms) + "之和"
        case Sum(terms) if len(terms) <= 4:
            return "".join(f"{'' if sign > 0 else '减'}{_title(term, instance)}" for sign, term in terms)
        case _:
            return "其中最大的"


def _breakdown(node: Node, verdict: Verdict, sheets: Sheets) -> str:
    """（23＋0）; of a long sum only what is not 0."""
    if not isinstance(node, Sum) or len(node.terms) < 2:
        return ""
    terms = [sign * (value(term, sheets, verdict.zeroed) or 0) for sign, term in node.terms]
    rest = ""
    if len(terms) > LISTED + 2:
        terms = [term for term in terms if term] or terms[:1]
        rest = "，其余为 0"
    text = "".join(f"{'＋' if term >= 0 else '－'}{shown(max(term, -term))}" for term in terms)
    return f"（{text.removeprefix('＋')}{rest}）"


def _outcome(one: Comparison, verdict: Verdict, sheets: Sheets) -> str:
    if one.sign != "=":
        return SHOULD[one.sign]
    left, right = value(one.left, sheets, verdict.zeroed), value(one.right, sheets, verdict.zeroed)
    assert left is not None and right is not None
    return f"相差 {shown(max(left - right, right - left))}"


def _zeroed(instance: Instance, verdict: Verdict) -> str:
    if not verdict.zeroed:
        return ""
    return f"（空白的{listed(instance.names[code] for code in dict.fromkeys(verdict.zeroed))}按 0 计）"


def _undecided_one(instance: Instance, verdict: Verdict, sheets: Sheets) -> str:
    if not verdict.missing:
        return f"{_at(instance)}{_elsewhere(instance)}空缺"
    text = f"{_at(instance)}{why_missing(sheets.own, verdict.missing, instance.names)}"
    return text + _sum_of_parts(instance, sheets)


def _elsewhere(instance: Instance) -> str:
    sentence = instance.sentence
    named = {ref.sheet for one in (*sentence.when, *sentence.that) for ref in refs(one)}
    return "、".join(text for name, text in OF_SHEET.items() if name in named) + "数"


def _sum_of_parts(instance: Instance, sheets: Sheets) -> str:
    """，各列之和为 272（258＋12＋1＋1） where only the total is blank."""
    parent, own = instance.sentence.parent, sheets.own
    total = own.cells.get(parent)
    if total is None or total.face is not Face.BLANK or instance.sentence.that[0].sign != "=":
        return ""
    numbers = [number for code in instance.sentence.parts if (number := own.value(code)) is not None]
    title = instance.sides[0][1] if instance.sides else "各分项之和"
    return f"，{title}为 {sum_text(numbers)}" if numbers else ""


def sum_text(numbers: Sequence[Number]) -> str:
    """「272（258＋12＋1＋1）」; zeros are left out, a single number stands alone."""
    some = [number for number in numbers if number]
    total: Number = 0
    for one in some:
        total += one
    text = shown(total)
    return f"{text}（{'＋'.join(shown(one) for one in some)}）" if len(some) > 1 else text
