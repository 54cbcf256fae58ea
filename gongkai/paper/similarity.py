"""Whether a report repeats what its body wrote in earlier years, or what other bodies wrote (内容雷同)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from gongkai.paper.fingerprints import Index, Signature, signature_of
from gongkai.paper.own_words import own_words
from gongkai.paper.passages import Finder
from gongkai.paper.report import Report, same_body
from gongkai.sheets.findings import Finding
from gongkai.sheets.forms import form_due

SCALES: Final = "similarity.toml"
FORM: Final = "2021"  # the form from which on the duty stands


class Scale(NamedTuple):
    """From which share of the report's own words, and from how many letters on, passages of a paragraph's length become a
    question."""

    share: float
    letters: int


class Wording(NamedTuple):
    """What is kept of a report to hold others against it; a row of a database can hold it. ``letters``: own words as
    ``OwnWords.letters``; they go stale together with the signature."""

    body: str | None
    year: int | None
    letters: str
    signature: Signature


class Likeness(NamedTuple):
    """What a report shares with one other.

    ``same_body``: both are of one body. ``own``: own letters of the report, ``letters`` of them also in the other, in
    ``passages`` passages; ``share_here``, ``share_there``: the same as share (0–1) of each one's own letters. ``long``:
    own letters in passages of a paragraph's length (similarity.toml), of which there are ``long_passages``. ``quote``: the
    longest passage as the report prints it, of ``longest`` own letters. ``key``: the other's key in the index, or None.
    """

    body: str | None
    year: int | None
    same_body: bool
    own: int
    letters: int
    passages: int
    share_here: float
    share_there: float
    long: int
    long_passages: int
    longest: int
    quote: str
    key: int | None = None


def wording(report: Report) -> Wording:
    """A report → what is kept of it for comparison. Its signature goes into an Index."""
    words = own_words(report)
    return Wording(report.body, report.year, words.letters, signature_of(words.letters))


def similar_reports(
    report: Report, index: Index, kept: Callable[[int], Wording], *, leave_out: Collection[int] = ()
) -> tuple[Likeness, ...]:
    """The reports of an index that share passages with this one, the largest share of this one's own words first.

    ``kept`` gives the wording of a key; it is called for the few candidates only, one at a time. ``leave_out``: keys that
    are not to be held against it (its own). Shares are exact; candidates are chosen by similarity.toml.
    """
    words = own_words(report)
    finder = Finder(words)
    limits = _scales()["candidates"]
    most = limits["most"] + len(leave_out)
    found = index.candidates(signature_of(words.letters), least=limits["share"], most=most)
    keys = [one.key for one in found if one.key not in leave_out][: limits["most"]]
    return _ordered(_likeness(report, finder, kept(key), key) for key in keys)


def likenesses(report: Report, others: Iterable[Wording]) -> tuple[Likeness, ...]:
    """What a report shares with each of a few others, the largest share of its own words first; without an index."""
    finder = Finder(own_words(report))
    return _ordered(_likeness(report, finder, other, None) for other in others)


def similarity_findings(report: Report, likenesses: Iterable[Likeness]) -> tuple[Finding, ...]:
    """Likenesses → F2021-S67 (question): at most one for the body's own earlier reports, one for other bodies'.

    Only for report years from 2021 on, when 国办公开办函〔2021〕30号（四）forbade 内容雷同; a later report is never held
    against an earlier one's author, nor another edition of the same year. ``quote``: the longest passage of this report.
    """
    if (form_due(report.year) if report.year else report.form) != FORM:
        return ()
    earlier = sorted((one for one in likenesses if not _later(report, one)), key=lambda one: -one.long)
    own = [one for one in earlier if one.same_body and one.year != report.year and _beyond("before", one)]
    others = [one for one in earlier if not one.same_body and _beyond("others", one)]
    return tuple(_finding(some) for some in (own, others) if some)


def scale(name: str) -> Scale:
    """The scale "before" (own earlier reports) or "others" (other bodies') of similarity.toml."""
    found = _scales()[name]
    return Scale(found["share"], found["letters"])


def _likeness(report: Report, finder: Finder, other: Wording, key: int | None) -> Likeness:
    found = finder.overlap(other.letters)
    lengths = [finder.own(match) for match in found.matches]
    long = [length for length in lengths if length >= _scales()["passage"]]
    longest = max(lengths, default=0)
    return Likeness(
        body=other.body,
        year=other.year,
        same_body=same_body(report.body, other.body),
        own=finder.words.count,
        letters=found.letters,
        passages=len(found.matches),
        share_here=found.share_here,
        share_there=found.share_there,
        long=sum(long),
        long_passages=len(long),
        longest=longest,
        quote=finder.printed(found.matches[lengths.index(longest)]) if lengths else "",
        key=key,
    )


def _ordered(found: Iterable[Likeness]) -> tuple[Likeness, ...]:
    return tuple(sorted(found, key=lambda one: -one.share_here))


def _later(report: Report, one: Likeness) -> bool:
    return report.year is not None and one.year is not None and one.year > report.year


def _beyond(name: str, one: Likeness) -> bool:
    least = scale(name)
    return one.long >= max(least.letters, least.share * one.own)


def _finding(found: list[Likeness]) -> Finding:
    return Finding(_scales()["check"], "question", (), "".join(_says(found)), found[0].quote)


def _says(found: list[Likeness]) -> Iterator[str]:
    most = found[0]
    yield f"本报告正文除格式、法律规定的文字外共 {most.own} 字，其中 {most.long} 字（{_percent(most)}）"
    yield f"与{_name(most)}成段相同，共 {most.long_passages} 处，最长一处 {most.longest} 字；"
    yield "只有数字、机关名称不同的也算在内。"
    named = found[1 : _scales()["candidates"]["named"]]
    if named:
        told = "、".join(f"{_name(one)}（{_percent(one)}）" for one in named)
        rest = "" if len(found) == len(named) + 1 else f"等 {len(found) - 1} 份"
        yield f"雷同的还有{told}{rest}。"


def _name(one: Likeness) -> str:
    body = "本机关" if one.same_body else one.body or "（未写明机关的报告）"
    return f"{body} {one.year} 年度报告" if one.year else f"{body}的年度报告"


def _percent(one: Likeness) -> str:
    return f"{one.long / one.own:.0%}"


@cache
def _scales() -> dict[str, Any]:
    return tomllib.loads((files("gongkai.paper") / SCALES).read_text("utf-8"))
