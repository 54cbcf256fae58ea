"""How an application may end (条例 第三十六条 and after), and the row of table three it counts in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from gongkai.law.load import Entry, load_entry


class Outcome(NamedTuple):
    """An outcome. ``ref``: its code in the dossier. ``rows``: form ("2019", "2021") → local code of the row.
    ``unverified``: what no source that was read settles."""

    code: str
    ref: str
    label: str
    basis: str
    rows: Mapping[str, str]
    unverified: str


def _outcome(entry: Entry) -> Outcome:
    entry.only("code", "ref", "label", "basis", "rows", "unverified")
    rows = entry.table("rows")
    return Outcome(
        code=entry.text("code"),
        ref=entry.text("ref"),
        label=entry.text("label"),
        basis=entry.text("basis"),
        rows={form: rows.text(form) for form in rows.values},
        unverified=entry.text("unverified", ""),
    )


@cache
def outcomes() -> Mapping[str, Outcome]:
    """Every outcome by its code, in the order of the table."""
    return {one.code: one for one in map(_outcome, load_entry("outcomes.toml").entries("outcome"))}
