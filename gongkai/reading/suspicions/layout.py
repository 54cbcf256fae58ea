"""The structure that the forms prescribe: F2019-S01 … S07, F2021-S61 … S66, F2014-60 … 62."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from gongkai.reading.suspicions.contents import DATA, has
from gongkai.reading.suspicions.matter import Matter, finding
from gongkai.sheets.findings import Finding, Severity
from gongkai.sheets.wording import shown

_TITLE: Final = re.compile(r"政府信息公开工作年度报告")
_PERIOD: Final = re.compile(r"(20\d\d) ?年 ?1 ?月 ?1 ?日[^。]{0,8}?(?:(20\d\d) ?年 ?)?12 ?月 ?31 ?日")
_PERIOD_WORDS: Final = re.compile(r"统计|数据|期限|时限|期间|起止")
_PAGE_DATE: Final = re.compile(
    r"(?:发布|公开|成文|发文)(?:日期|时间)[：:]\s*(20\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})"
)
_FILED: Final = re.compile(r"填报日期[：:]\s*(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_FORM_YEAR: Final = re.compile(r"^[（(]\s*(20\d\d)\s*年度?[)）]$")
_CHAPTERS: Final = [(want["title"], re.compile(want["words"])) for want in DATA["chapter"]]
_FOLLOWS: Final = re.compile(r"按照?|依照|根据|依据|遵照|参照")
_CITED: Final = {
    "2019": re.compile(r"〔2019〕60号|年度报告格式（试行）"),
    "2021": re.compile(r"〔2021〕30号"),
}
_SIGNED: Final = re.compile(
    r"(单位负责人|审核人|填报人|联系电话|填报日期)[：:]\s*(?=$|单位负责人|审核人|填报人|联系电话|填报日期|\|)"
)
_FEE: Final = re.compile(r"信息处理费|收费|费用")
_NOTICE: Final = re.compile(
    r"收费通知书?[^，。；\d]{0,10}(\d{1,6})(?:件|份|次|个)|(?<!\d)(\d{1,6})(?:件|份|次|个)[^，。；\d]{0,8}收费通知"
)
_GOVERNMENTS: Final = frozenset(("township", "county", "city", "province", "subdistrict"))


def check_layout(matter: Matter, text: str) -> list[Finding]:
    """All structural checks of the form that the year calls for; [] before 2014 or without a year."""
    if matter.year is None or not matter.due:
        return []
    if matter.due == "2014":
        return [*_period(matter, "F2014-61"), *_form_year(matter), *_signatures(matter), *_filed(matter)]
    prefix = f"F{matter.due}"
    found = [*_chapters(matter, prefix), *_title(matter, prefix), *_layout(matter), *_general(matter, prefix)]
    found += [
        *_period(matter, f"{prefix}-S05"),
        *_published(matter, prefix),
        *_supervision(matter, prefix, text),
    ]
    return [*found, *_leftovers(matter, text), *(_fees(matter, text) if matter.due == "2021" else ())]


def _chapters(matter: Matter, prefix: str) -> Iterator[Finding]:
    titles = [section.title for section in matter.prose.sections]
    places = [
        next((at for at, one in enumerate(titles) if words.search(one)), None) for _, words in _CHAPTERS
    ]
    missing = [title for (title, _), at in zip(_CHAPTERS, places, strict=True) if at is None]
    if missing:
        yield finding(f"{prefix}-S01", f"格式规定的六个部分缺：{'；'.join(missing)}。")
    order = [at for at in places if at is not None]
    if order != sorted(order):
        yield finding(f"{prefix}-S01", f"各部分的顺序与格式不同：{'；'.join(titles[:8])}。")


def _title(matter: Matter, prefix: str) -> Iterator[Finding]:
    title = "".join(matter.prose.identity.title.split())
    lacks = []
    if not _TITLE.search(title):
        lacks.append("“政府信息公开工作年度报告”")
    if not re.search(r"20\d\d|二[〇○零]", title):
        lacks.append("年度")
    if matter.prose.identity.body is None:
        lacks.append("机关名称")
    if title and lacks:
        yield finding(f"{prefix}-S02", f"标题“{title}”缺{'、'.join(lacks)}。", matter.prose.identity.title)


def _layout(matter: Matter) -> Iterator[Finding]:
    """S03: the tables are those of the year; the notice cited is the year's too."""
    due, form = matter.due, matter.form
    code = f"F{due}-S03"
    if form and due and form != due:
        severity: Severity = "question" if matter.year == 2019 else "error"
        says = f"{matter.year} 年度应使用 {due} 年的格式，表格用的是 {form} 年的格式。"
        yield finding(code, says, matter.prose.identity.title, severity=severity)
    plain = matter.prose.text.plain
    if "0号" not in plain and "（试行）" not in plain:
        return
    for cited, pattern in _CITED.items():
        match = pattern.search(plain)
        if match and cited != due:
            says = f"{matter.year} 年度应使用 {due} 年的格式，引用的是“{match[0]}”。"
            follows = _FOLLOWS.search(plain, max(0, match.start() - 40), match.start())
            cited_as: Severity = "error" if follows and matter.year != 2019 else "question"
            place = matter.printed(max(0, match.start() - 40), match.end())
            yield finding(code, says, place, severity=cited_as)


def _general(matter: Matter, prefix: str) -> Iterator[Finding]:
    first = next((one for one in matter.prose.sections if one.number == 1), None)
    if first is None:
        return
    text = "\n".join(first.paragraphs)
    missing = [one["label"] for one in DATA["general"] if not has(text, one["words"])]
    if missing:
        yield finding(f"{prefix}-S04", f"“{first.title}”没有写到：{'、'.join(missing)}。", first.title)
    limit = DATA["limits"]["general"]
    if prefix == "F2021" and len(text) > limit:
        length = len("".join(text.split()))
        if length > limit:
            says = f"“{first.title}”有 {length} 字，原则上不超过 {limit} 字。"
            yield finding("F2021-S65", says, first.title)


def _period(matter: Matter, code: str) -> Iterator[Finding]:
    """The period of the figures is the year: an error where it says another, a gap where it says none."""
    plain = matter.prose.text.plain[:6000]
    match = next(
        (
            one
            for one in _PERIOD.finditer(plain)
            if _PERIOD_WORDS.search(plain, max(0, one.start() - 40), one.start())
        ),
        None,
    )
    if match is None:
        if code.endswith("S05") and matter.prose.sections and "月31日" not in plain.replace(" ", ""):
            yield finding(code, "没有写明统计期限（当年 1 月 1 日至 12 月 31 日）。")
        return
    years = {int(year) for year in match.groups() if year}
    if years != {matter.year}:
        told = "、".join(str(year) for year in sorted(years))
        says = f"报告年度为 {matter.year} 年，统计期限写的是 {told} 年。"
        yield finding(code, says, match[0], severity="error")


def _form_year(matter: Matter) -> Iterator[Finding]:
    """F2014-61: （2017年度） over the table against the title."""
    for line in matter.prose.lines:
        match = _FORM_YEAR.match(line.strip()) if len(line) < 30 else None
        if match and int(match[1]) != matter.year:
            says = f"报告年度为 {matter.year} 年，统计表写的是 {match[1]} 年度。"
            yield finding("F2014-61", says, line.strip())


def _signatures(matter: Matter) -> Iterator[Finding]:
    """F2014-60, where the foot of the form is there."""
    lines = [
        line for line in matter.prose.lines if "审核人" in line or "填报人" in line or "填报日期" in line
    ]
    text = "\n".join(" ".join(line.split()) for line in lines)
    blank = [match[1] for line in text.split("\n") for match in _SIGNED.finditer(line)]
    if blank:
        yield finding("F2014-60", f"统计表末尾未填：{'、'.join(dict.fromkeys(blank))}。", text[:120])


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _filed(matter: Matter) -> Iterator[Finding]:
    """F2014-62: filled in and published between 1 January and 31 March of the next year."""
    for line in matter.prose.lines:
        match = _FILED.search(" ".join(line.split())) if "填报日期" in line else None
        day = _day(match) if match else None
        if day and not _in_first_quarter(day, matter.year):
            says = (
                f"填报日期为 {day.isoformat()}，应在 {(matter.year or 0) + 1} 年 1 月 1 日至 3 月 31 日之间。"
            )
            yield finding("F2014-62", says, line.strip())
    day, sure = _publication(matter)
    if day and not _in_first_quarter(day, matter.year):
        says = f"公布日期为 {day.isoformat()}，应在 {(matter.year or 0) + 1} 年 1 月 1 日至 3 月 31 日之间。"
        yield finding("F2014-62", says, day.isoformat(), severity=None if sure else "question")


def _in_first_quarter(day: date, year: int | None) -> bool:
    return year is not None and date(year + 1, 1, 1) <= day <= date(year + 1, 3, 31)


def _publication(matter: Matter) -> tuple[date | None, bool]:
    """The day of publication, and whether the caller vouches for it (else it is what the page says)."""
    if matter.published:
        return matter.published, True
    for line in matter.prose.lines[:14]:
        match = _PAGE_DATE.search(line) if len(line) < 200 else None
        if match:
            return _day(match), False
    return None, False


def _published(matter: Matter, prefix: str) -> Iterator[Finding]:
    """S06: departments by 31 January, governments by 31 March."""
    day, sure = _publication(matter)
    if day is None or matter.year is None:
        return
    last = date(matter.year + 1, 1, 31) if matter.kind == "department" else date(matter.year + 1, 3, 31)
    if day > last:
        firm = sure and matter.kind in ("department", "county", "city", "province")
        says = f"公布日期为 {day.isoformat()}，晚于 {last.isoformat()}。"
        yield finding(f"{prefix}-S06", says, day.isoformat(), severity="error" if firm else "question")


def _supervision(matter: Matter, prefix: str, text: str) -> Iterator[Finding]:
    if matter.kind in _GOVERNMENTS and matter.prose.sections:
        missing = [label for label, words in DATA["supervision"].items() if not has(text, words)]
        if missing:
            yield finding(f"{prefix}-S07", f"政府的报告应写到{'、'.join(missing)}情况（条例第五十条）。")


def _leftovers(matter: Matter, text: str) -> Iterator[Finding]:
    if not any(mark in text for mark in DATA["leftovers"]["marks"]):
        return
    left = [word for word in DATA["leftovers"]["words"] if word in text]
    if left:
        at = text.find(left[0])
        says = f"留有格式附件的说明文字或未替换的占位：“{'”“'.join(left[:3])}”。"
        yield finding("F2021-S66", says, text[max(0, at - 30) : at + 40].strip())


def _fees(matter: Matter, text: str) -> Iterator[Finding]:
    """S61 … S64 on the processing fee."""
    if matter.prose.sections and not _FEE.search(text):
        yield finding("F2021-S61", "没有写明信息处理费情况（发出收费通知的件数、总金额和实际收取的总金额）。")
    sheet = matter.sheet
    at = text.find("收费通知")
    notice = _NOTICE.search(text, max(0, at - 20), at + 30) if at >= 0 else None
    unpaid = sheet.value("T3.C6.2.total") if sheet else None
    if notice and unpaid and int(notice[1] or notice[2]) < unpaid:
        says = f"因逾期未缴费不再处理 {shown(unpaid)} 件，多于发出的收费通知 {notice[1] or notice[2]} 件。"
        yield finding("F2021-S62", says, notice[0], ("T3.C6.2.total",))
    income = sheet.value("T2.fees.amount") if sheet else None
    for at, sentence in enumerate(matter.sentences):
        amount = next((one for one in sentence.mentions if one.unit in ("元", "万元")), None)
        if amount is None or "处理费" not in sentence.text or amount.approx:
            continue
        yuan = amount.value * (10000 if amount.unit == "万元" else 1)
        step = 100 if "按件" in sentence.text and "按量" not in sentence.text else 10
        if yuan % step:
            says = f"信息处理费 {shown(amount.value)}{amount.unit} 不是 {step} 元的倍数；按件计收为 100 元的倍数，按量计收为 10 元的倍数。"
            yield finding("F2021-S63", says, matter.quote(at))
        if income is not None and yuan > income * 10000:
            says = f"信息处理费 {shown(amount.value)}{amount.unit}，多于表中行政事业性收费 {shown(income)} 万元。"
            yield finding("F2021-S64", says, matter.quote(at), ("T2.fees.amount",))
