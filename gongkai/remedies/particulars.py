"""What is typed of a case, as it is kept: numbers in one form, and nothing personal."""

from __future__ import annotations

import unicodedata
from typing import Final

from gongkai.journal.clear import personal_number
from gongkai.organisations.refusal import Refused

BRACKETS: Final = str.maketrans("()[]【】〔〕〈〉", "（）（）（）（）（）")


def plain_number(text: str) -> str:
    """The number of a case as it is compared: half width, no blanks, one kind of brackets."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(BRACKETS)


def refuse_personal(*texts: str) -> None:
    """Refused where somebody typed the number of an ID card or of a mobile telephone."""
    if any(personal_number(text) for text in texts):
        raise Refused("案件登记里不要写身份证号和手机号；需要的，作为材料上传。")
