"""The letters of an application (文书, LET-01 to LET-31): texts with named blanks by day of force, the elements that any
wording has to keep, and what a finished letter lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from gongkai.law.breach import Breach
from gongkai.law.dates import chinese
from gongkai.law.load import FOLDER, Entry, LawError, load_entry

KINDS: Final = {"reply": "答复", "notice": "程序性告知", "internal": "内部文书"}
RECEIVERS: Final = ("applicant", "third_party", "agency", "unit", "file")
BLANK: Final = re.compile(r"\{(\w+)\}")
WHERE_FILLED: Final = re.compile(r"<(\w+)\|([^<>]*)>")


class LetterRefused(ValueError):
    """A letter or a wording that lacks what the law demands; the message is a Chinese sentence."""


class Element(NamedTuple):
    """What a letter has to contain: blanks that are filled, words that stand."""

    code: str
    label: str
    blanks: tuple[str, ...]
    words: tuple[str, ...]


class Wording(NamedTuple):
    """The text for applications received from ``in_force`` on. In a paragraph {blank} is filled in, and <blank|text>
    stands only where the blank is."""

    in_force: date
    paragraphs: tuple[str, ...]
    elements: tuple[Element, ...]
    unverified: str


class LetterKind(NamedTuple):
    """A letter: to whom, of which kind, and its wordings by day of force."""

    code: str
    ref: str
    title: str
    to: str
    kind: str
    wordings: tuple[Wording, ...]

    def wording(self, received: date) -> Wording:
        """The wording for an application received on a day; LetterRefused where there is no such letter yet."""
        fitting = [one for one in self.wordings if one.in_force <= received]
        if not fitting:
            raise LetterRefused(f"{received} 收到的申请没有《{self.title}》这种文书")
        return fitting[-1]


class Frame(NamedTuple):
    """What stands around the text: number (文号), the body that signs and the day."""

    number: str
    body: str
    on: date | None


@dataclass(frozen=True)
class Letter:
    """A finished letter as text: title, paragraphs, and the frame."""

    code: str
    title: str
    paragraphs: tuple[str, ...]
    frame: Frame

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def dated(self) -> str:
        return chinese(self.frame.on) if self.frame.on else ""


@cache
def letters() -> Mapping[str, LetterKind]:
    """Every letter by its code."""
    names = sorted(path.name for path in (FOLDER / "letters").glob("LET-*.toml"))
    found = [read_letter(load_entry(f"letters/{name}")) for name in names]
    return {one.code: one for one in found}


@cache
def blanks() -> Mapping[str, str]:
    """What each blank is called."""
    entry = load_entry("letters/blanks.toml").table("blanks")
    return {code: entry.text(code) for code in entry.values}


def compose(
    kind: LetterKind,
    received: date,
    values: Mapping[str, str],
    frame: Frame,
    own: Iterable[str] = (),
) -> Letter:
    """The letter with its blanks filled in. ``received``: which wording. ``own``: a body's own paragraphs in its place.

    LetterRefused names every compulsory element that is not filled in, and what an own wording lacks.
    """
    wording = kind.wording(received)
    paragraphs = tuple(own) or wording.paragraphs
    refuse_wording(kind, received, paragraphs)
    missing = [one.label for one in wording.elements if not all(values.get(blank) for blank in one.blanks)]
    if missing:
        raise LetterRefused(f"《{kind.title}》还没有填写：{'、'.join(missing)}")
    filled = (_fill(paragraph, values) for paragraph in paragraphs)
    return Letter(kind.code, kind.title, tuple(one for one in filled if one), frame)


def refuse_wording(kind: LetterKind, received: date, paragraphs: Iterable[str]) -> None:
    """LetterRefused unless a wording keeps every compulsory element and uses known blanks only."""
    text = "\n".join(paragraphs)
    always = WHERE_FILLED.sub("", text)
    used = set(BLANK.findall(text)) | {name for name, _ in WHERE_FILLED.findall(text)}
    unknown = sorted(used - set(blanks()))
    if unknown:
        raise LetterRefused(f"《{kind.title}》的文字中有不认识的空白：{'、'.join(unknown)}")
    held = set(BLANK.findall(always))
    lacking = [
        one.label
        for one in kind.wording(received).elements
        if not set(one.blanks) <= held or not all(word in always for word in one.words)
    ]
    if lacking:
        raise LetterRefused(f"《{kind.title}》的文字缺少必须有的内容：{'、'.join(lacking)}")


def breaches_of_letter(
    kind: LetterKind, received: date, letter: Letter, values: Mapping[str, str]
) -> tuple[Breach, ...]:
    """DOC-A1: the letter has every compulsory element of its kind, and number, body and day. ``values``: what its blanks
    were to say."""
    lacking = [*_lacking(kind.wording(received), letter, values), *_unframed(kind, letter.frame)]
    if not lacking:
        return ()
    says = f"《{kind.title}》缺少{'、'.join(lacking)}"
    return (Breach("DOC-A1", "error", says, "条例 第三十六条"),)


def _lacking(wording: Wording, letter: Letter, values: Mapping[str, str]) -> Iterator[str]:
    for one in wording.elements:
        given = [values.get(blank, "") for blank in one.blanks]
        if not all(part and part in letter.text for part in (*given, *one.words)):
            yield one.label


def _unframed(kind: LetterKind, frame: Frame) -> Iterator[str]:
    if kind.kind == "internal":
        return
    for given, label in ((frame.number, "文号"), (frame.body, "落款机关"), (frame.on, "日期")):
        if not given:
            yield label


def _fill(paragraph: str, values: Mapping[str, str]) -> str:
    kept = WHERE_FILLED.sub(lambda found: found[2] if values.get(found[1]) else "", paragraph)
    return BLANK.sub(lambda found: values.get(found[1], ""), kept)


def read_letter(entry: Entry) -> LetterKind:
    """A letter from its file; LawError for a wording that lacks its own elements or has unknown blanks."""
    entry.only("code", "ref", "title", "to", "kind", "text")
    wordings = sorted(map(_wording, entry.entries("text")), key=lambda one: one.in_force)
    names = (entry.text("code"), entry.text("ref"), entry.text("title"))
    kind = LetterKind(
        *names, entry.one_of("to", RECEIVERS), entry.one_of("kind", tuple(KINDS)), tuple(wordings)
    )
    for one in wordings:
        try:
            refuse_wording(kind, one.in_force, one.paragraphs)
        except LetterRefused as error:
            raise LawError(f"{entry.place}：{error}") from None
    return kind


def _wording(entry: Entry) -> Wording:
    entry.only("in_force", "paragraphs", "element", "unverified")
    elements = tuple(map(_element, entry.entries("element")))
    return Wording(entry.day("in_force"), entry.texts("paragraphs"), elements, entry.text("unverified", ""))


def _element(entry: Entry) -> Element:
    entry.only("code", "label", "blanks", "words")
    found = Element(
        entry.text("code"), entry.text("label"), entry.texts("blanks", ()), entry.texts("words", ())
    )
    if not found.blanks and not found.words:
        raise entry.fault("blanks、words 都没有")
    return found
