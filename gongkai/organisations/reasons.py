"""Reasons that people type: there has to be one, and it must not carry what the journal may not hold."""

from __future__ import annotations

from gongkai.journal.clear import personal_number
from gongkai.organisations.refusal import Refused


def reason_given(text: str, what: str) -> str:
    """The reason for ``what`` without blanks around it. Refused: none, or an ID card or mobile number in it."""
    if not text.strip():
        raise Refused(f"请写明{what}的理由。")
    return without_numbers(text)


def without_numbers(text: str) -> str:
    """The text without blanks around it. Refused: an ID card or mobile number in it, or a null character."""
    if "\0" in text:
        raise Refused("理由里有不能保存的字符，请重新填写。")
    if personal_number(text):
        raise Refused("理由里不要写身份证号和手机号：理由会记入日志，长期保存。")
    return text.strip()
