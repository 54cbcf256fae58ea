"""Who reports and for which year, as the text names them; the name of a file tells nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from gongkai.reading.sections import Parts, sections_of

_CN_DIGITS: Final = str.maketrans("〇○零O０o一二三四五六七八九", "000000123456789")
_YEAR: Final = re.compile(
    r"((?:19|20)\d\d|[二2][〇○零0０Oo][〇○零0０Oo一二1-9][〇○零0０Oo一二三四五六七八九\d])\s*年?\s*度?"
)
_PERIOD: Final = re.compile(r"(20\d\d)\s*年\s*1\s*月\s*1\s*日")
_IN_TEXT: Final = re.compile(r"(20\d\d)\s*年(?!\d)")
_SUBJECT: Final = re.compile(r"(?:关于)?(?:政府信息(?:和政务)?公开|信息公开|政府信息|政务公开|政府公开)")
_ORGAN: Final = re.compile(
    r"(?:府|局|委|办|室|厅|处|院|会|中心|队|所|站|馆|社|校|学|公司|署|行|集团|部|台|园|段|场|县|市|区|镇|乡|街道|省|州|盟|旗|分局)$"
)
_SIGNATURE: Final = re.compile(
    r"[\u4e00-\u9fff·()（）]{2,30}(?:政府|办事处|局|委员会|办公室|办公厅|厅|管委会|中心|支队|大队|医院|学院|大学|馆|社|所|站|公司|委)"
)
_PLACE: Final = re.compile(r"(?:省|自治区|市|县|区|旗|州|盟|镇|乡|街道|团场)$")
_ZONE: Final = re.compile(
    r"(?:实验区|开发区|高新区|新区|管理区|示范区|保税区|风景区|园区|度假区|集聚区|工业区|合作区)$"
)
_SHORT: Final = re.compile(r"(?<=[省市县区旗州盟镇乡])政府$")
_WRITTEN_BY: Final = re.compile(r"由([^，。、；：（）《》]{2,30}?)(?:根据|按照|依据|编制|组织编制|负责编制)")
_ISSUER: Final = re.compile(
    r"(?:发布机构|发文机关|发布单位|信息来源|来源|填报单位(?:[(（]盖章[)）])?)\s*[:：]\s*([^\s:：]{2,30})"
)
_RECORD_TITLE: Final = re.compile(r"(?:标\s*题|名\s*称|信息名称)\s*[:：]\s*(\S[^\n]{0,80})")
_FILLER: Final = re.compile(r"^(?:关于|公布|发布|印发|附件\d?[:：]?|【.{1,8}】|\[.{1,8}\])+|[的在：: 　]+$")


class Identity(NamedTuple):
    """``title`` as printed, ``body`` as the text names it, the ``year`` reported on; None where the text is silent."""

    title: str
    body: str | None
    year: int | None


def identify(lines: Sequence[str], headings: Sequence[str] = ()) -> Identity:
    """Lines of a report → its title, body and year. Raises nothing; what is not said is None, never guessed."""
    return identity_of(sections_of(lines, headings))


def identity_of(parts: Parts) -> Identity:
    """The same, from a text already taken apart."""
    title = parts.title or _record_title(parts.above)
    plain = "".join(title.split())
    body = _body_in_title(plain)
    named = _completed(body, parts) if body else _body_elsewhere(parts)
    return Identity(" ".join(title.split()), named, _year(plain, parts))


def _record_title(above: Sequence[str]) -> str:
    for line in above:
        match = _RECORD_TITLE.search(line)
        if match and "公开" in match[1]:
            return match[1].strip()
    return ""


def _body_in_title(title: str) -> str:
    """The name before or after the year in a title, if it ends like the name of an organ or a place."""
    year = _YEAR.search(title)
    if year and year.start() > 1:
        name = title[: year.start()]
    else:
        rest = title[year.end() :] if year else title
        subject = _SUBJECT.search(rest)
        name = rest[: subject.start()] if subject else ""
    name = _FILLER.sub("", name).split("|")[-1].strip("《“\"'【")
    if name.startswith("中华人民共和国"):
        name = name.removeprefix("中华人民共和国")
    subject = _SUBJECT.search(name)
    if subject and subject.start() > 1 and not _ORGAN.search(name):
        name = name[: subject.start()]
    return (
        name
        if 2 <= len(name) <= 40 and _ORGAN.search(name) and not re.search(r"[，。\d]{2}|https?", name)
        else ""
    )


def _completed(name: str, parts: Parts) -> str:
    """A place becomes its government, 县政府 is written in full."""
    name = _SHORT.sub("人民政府", name)
    if _ZONE.search(name):
        return name + ("管理委员会" if name + "管理委员会" in "\n".join(_head(parts)) else "管委会")
    if name.endswith("街道"):
        return name + "办事处"
    return name + "人民政府" if _PLACE.search(name) else name


def _head(parts: Parts) -> list[str]:
    return [*parts.preface, *(line for section in parts.sections[:2] for line in section.paragraphs)]


def _body_elsewhere(parts: Parts) -> str | None:
    """Where the title names nobody: the signature under the text, the preface, the record of the page."""
    for line in reversed(parts.tail):
        name = "".join(line.split())
        if _SIGNATURE.fullmatch(name) and len(name) > 3:
            return _SHORT.sub("人民政府", name)
    for line in parts.preface[:4]:
        match = _WRITTEN_BY.search(line)
        if match and _ORGAN.search(match[1]) and len(match[1]) > 3:
            return _completed(match[1], parts)
    for line in (*parts.above, *parts.tail):
        match = _ISSUER.search(line)
        if match and _ORGAN.search(match[1]) and re.search(r"[省市县区镇乡州盟旗]", match[1]):
            return _completed(match[1], parts)
    return None


def _year(title: str, parts: Parts) -> int | None:
    """The year of the title, else of the period, else the one the first pages speak of most."""
    match = _YEAR.search(title)
    if match:
        return int(match[1].translate(_CN_DIGITS))
    head = "\n".join(_head(parts))
    period = _PERIOD.search(head)
    if period:
        return int(period[1])
    years = Counter(_IN_TEXT.findall(head[:3000])).most_common(1)
    return int(years[0][0]) if years else None


_KINDS: Final = (
    (re.compile(r"[镇乡](?:人民)?政府$|[镇乡]$"), "township"),
    (re.compile(r"街道(?:办事处)?$"), "subdistrict"),
    (re.compile(r"^(?:北京|上海|天津|重庆)市(?:人民政府)?$|(?:省|自治区)(?:人民政府)?$"), "province"),
    (re.compile(r"[县旗区](?:人民政府)?$"), "county"),
    (re.compile(r"[市州盟](?:人民政府)?$"), "city"),
    (re.compile(r"(?:管委会|管理委员会)$"), "other"),
    (re.compile(r"(?:局|委|委员会|办|办公室|办公厅|厅|署|处|部|队|院)$"), "department"),
)


def body_kind(name: str | None) -> str | None:
    """A body's name → township, subdistrict, county, city, province, department or other; None without a name."""
    if not name:
        return None
    return next((kind for pattern, kind in _KINDS if pattern.search(name)), "other")
