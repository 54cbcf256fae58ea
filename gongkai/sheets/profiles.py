"""Local notes on how to fill a form, laid over it: they may tighten a check and say who fills a row, never loosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from gongkai.law.load import Entry, LawError, load_entry
from gongkai.sheets.checks_law import checks_of
from gongkai.sheets.forms import form

PROFILES: Final = ("dean",)


@dataclass(frozen=True)
class LocalNote:
    """What a profile says of one row. ``may_be_blank``: bodies other than ``filled_by`` leave it blank."""

    note: str
    filled_by: str = ""
    may_be_blank: bool = False


@dataclass(frozen=True)
class Profile:
    """A profile of one form: notes by row code, and the stricter sentence of a check by its code."""

    code: str
    title: str
    form: str
    basis: str
    notes: Mapping[str, LocalNote]
    stricter: Mapping[str, str]


@cache
def profile(code: str) -> Profile:
    """The profile of this code. LawError: no such profile, or its data is wrong."""
    if code not in PROFILES:
        raise LawError(f"没有 {code} 这一填报口径，可用：{'、'.join(PROFILES)}")
    head = load_entry(f"sheets/profiles/{code}.toml").only(
        "code", "title", "form", "basis", "line", "stricter"
    )
    of = head.text("form")
    lines = {cell.line.code for cell in form(of).cells.values()}
    checks = {check.code for check in checks_of(of) if check.rules}
    return Profile(
        code=head.one_of("code", (code,)),
        title=head.text("title"),
        form=of,
        basis=head.text("basis"),
        notes={_known(one, "code", lines): _note(one) for one in head.entries("line")},
        stricter={_known(one, "check", checks): one.text("that") for one in head.entries("stricter", ())},
    )


def _note(entry: Entry) -> LocalNote:
    entry.only("code", "note", "filled_by", "may_be_blank")
    return LocalNote(entry.text("note"), entry.text("filled_by", ""), entry.flag("may_be_blank", False))


def _known(entry: Entry, key: str, known: set[str]) -> str:
    value = entry.text(key)
    if value not in known:
        raise entry.fault(f"{key} 的值 {value} 不在所属格式中")
    return value
