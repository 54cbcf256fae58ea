"""Who applies (the columns of table three), by which documents, and what an application has to contain (条例 第二十九条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from gongkai.law.load import Entry, load_entry


class Applicant(NamedTuple):
    """A kind of applicant: ``code`` is the column of table three. ``documents``: by which it may show who it is."""

    code: str
    label: str
    documents: tuple[str, ...]


class Content(NamedTuple):
    """Something an application has to contain. ``clear``: a want of it makes the application unclear, which is the reason
    that 条例 第三十条 gives for asking for correction; any other reason deserves a warning."""

    code: str
    label: str
    clear: bool
    basis: str
    in_force: date


@cache
def applicants() -> Mapping[str, Applicant]:
    """Every kind of applicant by its column."""
    return {one.code: one for one in map(_applicant, _file().entries("applicant"))}


@cache
def documents() -> Mapping[str, str]:
    """What each document is called."""
    return {one.text("code"): one.text("label") for one in _file().entries("document")}


def contents(received: date) -> tuple[Content, ...]:
    """What an application received on a day has to contain."""
    begun = {one.code: one for one in _contents() if one.in_force <= received}
    return tuple(begun.values())


@cache
def _contents() -> tuple[Content, ...]:
    return tuple(sorted(map(_content, _file().entries("content")), key=lambda one: one.in_force))


@cache
def _file() -> Entry:
    return load_entry("applicants.toml").only("applicant", "document", "content")


def _applicant(entry: Entry) -> Applicant:
    entry.only("code", "label", "documents")
    found = Applicant(entry.text("code"), entry.text("label"), entry.texts("documents"))
    for code in found.documents:
        if code not in documents():
            raise entry.fault(f"没有“{code}”这种证明")
    return found


def _content(entry: Entry) -> Content:
    entry.only("code", "label", "clear", "basis", "in_force")
    names = (entry.text("code"), entry.text("label"))
    return Content(*names, entry.flag("clear", False), entry.text("basis"), entry.day("in_force"))
