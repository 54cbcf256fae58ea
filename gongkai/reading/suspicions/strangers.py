"""P-10: what does not belong into the report of a government — a brand in place of its name, unknown domains, the
furniture of a web page, pinyin laced into the text, a traditional-script copy."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from gongkai.reading.suspicions.matter import Matter, finding
from gongkai.sheets.findings import Finding

_DATA: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).parent.with_name("strangers.toml").read_text(encoding="utf-8")
)
_WORD: Final = re.compile("|".join(map(re.escape, _DATA["words"])))
_FINE: Final[tuple[str, ...]] = tuple(_DATA["fine_after"])
_KNOWN: Final[tuple[str, ...]] = tuple(_DATA["known"])
_DOMAIN: Final = re.compile(
    r"\.(?:com|cn|net|org|cc|top|vip|xyz|info|tv|me|io|biz|site|club)(?![A-Za-z0-9.@-])"
)
_HOST: Final = re.compile(r"(?<![\w@.-])[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,40}){0,4}$")
# A name where the body's own stands: X门户网站, X微信公众平台. Brands have digits or Latin letters in them.
_PLACE: Final = re.compile(r"门户网站|政府网|官网|官方网站|微信|信息化")
_BRAND: Final = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{0,8}\d{2,4}[A-Za-z]{0,8}[\u4e00-\u9fff]{2,8}|[A-Za-z]{3,12}\d{0,4}[\u4e00-\u9fff]{2,6})[”\"]?$"
)
_TONES: Final = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_LACED: Final = re.compile(
    r"[\u4e00-\u9fff][（( ]?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,14}[)） ]?(?=[\u4e00-\u9fff])"
)
_ORDINARY: Final = frozenset(
    ("app", "wifi", "logo", "vr", "ppt", "pdf", "word", "excel", "ip", "ai", "id", "ok")
)


def check_strangers(matter: Matter) -> list[Finding]:
    """P-10, one finding a kind of stranger."""
    printed = matter.prose.text.printed
    whole = printed if not matter.prose.parts.tail else f"{printed}\n{matter.prose.identity.title}"
    return [*_brands(matter, whole), *_domains(whole), *_furniture(matter), *_script(matter)]


def _brands(matter: Matter, text: str) -> Iterator[Finding]:
    found = Counter(match[0] for match in _WORD.finditer(text) if not text.startswith(_FINE, match.end()))
    hijacked = Counter(_names_in_place(text))
    for name, times in hijacked.items():
        if times > 1 or _WORD.search(name):
            found = Counter({word: count for word, count in found.items() if word not in name})
            found[name] = text.count(name)
    body = matter.prose.identity.body or "本机关"
    for name, times in found.most_common(3):
        at = text.find(name)
        says = f"文中 {times} 处出现“{name}”，不像是“{body}”的文字，可能是被篡改或错误替换，请核对。"
        yield finding("P-10", says, text[max(0, at - 30) : at + 40].strip())


def _names_in_place(text: str) -> Iterator[str]:
    for match in _PLACE.finditer(text):
        before = text[max(0, match.start() - 22) : match.start()]
        if _ALNUM.search(before):
            brand = _BRAND.search(before)
            if brand:
                yield brand[1]


_ALNUM: Final = re.compile(r"[0-9A-Za-z]")


def _domains(text: str) -> Iterator[Finding]:
    found: dict[str, int] = {}
    for match in _DOMAIN.finditer(text):
        host = _HOST.search(text, max(0, match.start() - 200), match.start())
        domain = f"{host[0]}{match[0]}".lower() if host else ""
        if domain and not domain.endswith(_KNOWN):
            found.setdefault(domain, match.start())
    for domain, at in found.items():
        says = f"网址“{domain}”不是政府网站域名（gov.cn），请核对是否有误。"
        yield finding("P-10", says, text[max(0, at - 40) : at + 10].strip())


def _furniture(matter: Matter) -> Iterator[Finding]:
    left = matter.prose.parts.left
    if left:
        says = f"文中混有网页的文字：“{'”“'.join(line[:20] for line in left[:3])}”。"
        yield finding("P-10", says, left[0])


def _script(matter: Matter) -> Iterator[Finding]:
    if matter.prose.traditional:
        yield finding(
            "P-10",
            "文本是繁体字（或夹有拼音）的抄本，不是机关发布的原件，请与原件核对。",
            matter.prose.identity.title,
        )
        return
    text = matter.prose.text.printed
    if not _TONES.search(text):
        return
    laced = [
        one for one in _LACED.findall(text[:20000]) if re.sub(r"\W|[\u4e00-\u9fff]", "", one) not in _ORDINARY
    ]
    if len(laced) > 7:
        yield finding(
            "P-10", f"文中夹有拼音，如“{'”“'.join(laced[:3])}”，可能是转码的抄本，请与原件核对。", laced[0]
        )
