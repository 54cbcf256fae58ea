"""Bytes to characters: the declared encoding is a hint, what the bytes can be decides."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_WIDE_RUN = re.compile("[\u4e00-\u9fff]+")
_SAMPLE = 65536
# Frequent characters of official prose, simplified then traditional: a wrong decoding hits them only by chance.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说面而方后多定行"
    "学法所民得经十三之进等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开合还因由其"
    "些然前外天政四日那社义事平形相全表间样与关各重新线内数正心明看原又利比或但质第向道命此变条没结问意建月公无系"
    "统计府信息情况办申请公开件政务服务县市区镇乡街道局人民政府年度报告收到依规章规范性文件行政许可处罚强制复议诉讼"
    "這個時來們對會發動過說現實體機當點從業應開還關樣與條問題無統計況辦請務縣區鎮鄉報據規處罰復議訴訟數額總維結"
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a")
_MOST_RUBBISH = 0.05


def decode(data: bytes) -> str | None:
    """Characters of a text file; None where the bytes are no text in any encoding a Chinese office writes.

    A byte order mark wins; then UTF-8 if it holds; else GB18030 (which contains GB2312 and GBK) or Big5, whichever
    gives more of the frequent characters of official prose.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _cleaned(data[len(mark) :].decode(encoding, "replace"))
    encoding = _wide(data)
    if encoding:
        return _cleaned(data.decode(encoding, "replace"))
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_prose(text):
            return _cleaned(text)
    return _cleaned(data.decode(_likeliest(data), "replace"))


def _is_prose(text: str) -> bool:
    """Whether a sixth of the first wide characters are frequent ones: by a wrong decoding far fewer are."""
    wide = "".join(_WIDE_RUN.findall(text[:_SAMPLE]))[:600]
    return bool(wide) and sum(1 for char in wide if char in _FREQUENT) * 6 > len(wide)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows in the zero bytes of its line ends and digits."""
    sample = data[:4096]
    if sample.count(0) < len(sample) // 50 + 2:
        return ""
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _likeliest(data: bytes) -> str:
    sample = data[:_SAMPLE]
    found = _DECLARED.search(sample[:2048])
    declared = found[1].decode("ascii").lower() if found else ""
    scores = {encoding: _likeness(sample, encoding) for encoding in ("gb18030", "utf-8", "big5hkscs")}
    if declared.startswith("big5"):
        scores["big5hkscs"] *= 1.2
    return max(scores, key=lambda encoding: scores[encoding])


def _likeness(sample: bytes, encoding: str) -> float:
    """Frequent characters less damaged ones, by the character; a little against Big5, which is rare."""
    text = sample.decode(encoding, "replace")
    good = sum(1 for char in text if char in _FREQUENT)
    return (good - 3 * text.count("\ufffd")) * (0.8 if encoding == "big5hkscs" else 1.0)


def _cleaned(text: str) -> str | None:
    """Without marks and NULs; None where too much of it is control characters or damage."""
    sample = text[:_SAMPLE].encode("utf-8", "replace")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls + text.count("\ufffd", 0, _SAMPLE) > len(sample) * _MOST_RUBBISH:
        return None
    return text.replace("\x00", "").replace("\ufeff", "")
