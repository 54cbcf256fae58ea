"""How an application may end (条例 第三十六条 and after): on which article, after which records, with which letter, and the
row of table three it counts in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from gongkai.law.load import Entry, load_entry

KEYS: Final = ("code", "ref", "label", "basis", "rows", "letter", "articles", "facts", "records", "from")
DEFAULT_STATES: Final = ("open", "explaining")


class Article(NamedTuple):
    """A basis, and the day from which applications received are under it."""

    in_force: date
    basis: str


class Outcome(NamedTuple):
    """An outcome. ``ref``: its code in the dossier. ``rows``: form ("2019", "2021") → local code of the row.
    ``unverified``: what no source that was read settles. ``letter``: its letter. ``facts``: what the decision has to
    say. ``records``: the steps that must have gone before. ``states``: those of the case that it can end."""

    code: str
    ref: str
    label: str
    basis: str
    rows: Mapping[str, str]
    unverified: str
    letter: str
    articles: tuple[Article, ...]
    facts: tuple[str, ...]
    records: tuple[str, ...]
    states: tuple[str, ...]

    def allowed(self, day: date) -> tuple[str, ...]:
        """The bases that may be cited for an application received on a day; none where this outcome did not exist."""
        return in_force_on(self.articles, day)


def in_force_on(articles: tuple[Article, ...], day: date) -> tuple[str, ...]:
    """The bases of the latest day of force up to ``day``."""
    begun = [one for one in articles if one.in_force <= day]
    latest = max((one.in_force for one in begun), default=None)
    return tuple(one.basis for one in begun if one.in_force == latest)


def read_articles(entry: Entry) -> tuple[Article, ...]:
    """The ``articles`` of an entry."""
    found = entry.entries("articles")
    return tuple(Article(one.only("in_force", "basis").day("in_force"), one.text("basis")) for one in found)


def _outcome(entry: Entry) -> Outcome:
    entry.only(*KEYS, "unverified")
    rows = entry.table("rows")
    return Outcome(
        code=entry.text("code"),
        ref=entry.text("ref"),
        label=entry.text("label"),
        basis=entry.text("basis"),
        rows={form: rows.text(form) for form in rows.values},
        unverified=entry.text("unverified", ""),
        letter=entry.text("letter"),
        articles=read_articles(entry),
        facts=entry.texts("facts", ()),
        records=entry.texts("records", ()),
        states=entry.texts("from", DEFAULT_STATES),
    )


@cache
def outcomes() -> Mapping[str, Outcome]:
    """Every outcome by its code, in the order of the table."""
    return {one.code: one for one in map(_outcome, load_entry("outcomes.toml").entries("outcome"))}


@cache
def fact_labels() -> Mapping[str, str]:
    """What each thing that a decision has to say is called."""
    return {one.text("code"): one.text("label") for one in load_entry("outcomes.toml").entries("fact")}
