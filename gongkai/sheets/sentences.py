"""The little language of the checks, as a lawyer would put it on paper: ``A + B = C7 + D``, ``R02 >= max(R06..R10)``.
Figures by their codes, ``+ - *``, ``sum()``, ``max()``, ranges in sheet order, comparisons, ``and``; nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, NoReturn, cast

from gongkai.law.load import LawError

Comparator = Literal["=", "!=", "<", "<=", ">", ">="]
COMPARATORS: Final = ("=", "!=", "<", "<=", ">", ">=")
PREFIXES: Final = ("last_year", "ledger", "units")
TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+)|(?P<name>[A-Za-z_]\w*(?:\.\w+)*)|(?P<sign>\.\.|<=|>=|!=|[-+*=<>(),]))",
    re.ASCII,
)


class Constant(NamedTuple):
    """A number written in the sentence."""

    value: int


class Ref(NamedTuple):
    """A figure: ``sheet`` is "" for the sheet itself, else "last_year", "ledger" or "units"; ``code`` a cell code."""

    sheet: str
    code: str


class Sum(NamedTuple):
    """Terms with their sign, +1 or -1."""

    terms: tuple[tuple[int, Node], ...]


class Largest(NamedTuple):
    """The largest of the items."""

    items: tuple[Node, ...]


class Product(NamedTuple):
    """One value times another."""

    left: Node
    right: Node


Node = Constant | Ref | Sum | Largest | Product


class Comparison(NamedTuple):
    """Two sides and how they should stand to each other."""

    sign: Comparator
    left: Node
    right: Node


@dataclass(frozen=True)
class Vocabulary:
    """The codes a sentence may use: ``local`` as the sentence writes them → cell code, in sheet order; ``others``:
    cell codes that may be written in full."""

    local: Mapping[str, str]
    others: frozenset[str] = field(default_factory=frozenset)

    def code(self, written: str) -> str | None:
        """The cell code of a name, None for an unknown one."""
        return self.local.get(written) or (written if written in self.others else None)

    def between(self, first: str, last: str) -> list[str]:
        """Cell codes from one local code to another, in sheet order; [] where they do not stand in that order."""
        names = list(self.local)
        return [self.local[one] for one in names[names.index(first) : names.index(last) + 1]]


def parse(text: str, vocabulary: Vocabulary, check: str) -> tuple[Comparison, ...]:
    """A sentence as its comparisons, all of which are to hold. LawError names ``check`` and the place of the fault."""
    return _Parser(text, vocabulary, check).sentence()


def refs(node: Node | Comparison) -> Iterator[Ref]:
    """Every figure a comparison or a side of it speaks of, in the order written."""
    match node:
        case Ref():
            yield node
        case Sum(terms):
            for _, term in terms:
                yield from refs(term)
        case Largest(items):
            for item in items:
                yield from refs(item)
        case Product(left, right) | Comparison(_, left, right):
            yield from refs(left)
            yield from refs(right)


class _Token(NamedTuple):
    kind: str  # number, name, sign, end
    text: str
    place: int  # of its first character, from 1


def _tokens(text: str, check: str) -> list[_Token]:
    tokens, at = [], 0
    end = len(text.rstrip())
    while at < end:
        match = TOKEN.match(text, at)
        if match is None:
            place = at + len(text[at:]) - len(text[at:].lstrip())
            raise LawError(f"{check}：第 {place + 1} 个字符“{text[place]}”不是勾稽语句用的符号")
        kind = str(match.lastgroup)
        tokens.append(_Token(kind, match[kind], match.start(kind) + 1))
        at = match.end()
    return [*tokens, _Token("end", "句末", end + 1)]


class _Parser:
    """Recursive descent over the tokens of one sentence."""

    def __init__(self, text: str, vocabulary: Vocabulary, check: str) -> None:
        self.vocabulary = vocabulary
        self.check = check
        self.tokens = _tokens(text, check)
        self.at = 0

    def sentence(self) -> tuple[Comparison, ...]:
        found = [self.comparison()]
        while self.take("and"):
            found.append(self.comparison())
        if self.next.kind != "end":
            self.refuse("这里应为 and 或句末")
        return tuple(found)

    def comparison(self) -> Comparison:
        left = self.expression()
        sign = self.next.text
        if sign not in COMPARATORS:
            self.refuse(f"这里应为比较：{' '.join(COMPARATORS)}")
        self.at += 1
        return Comparison(cast(Comparator, sign), left, self.expression())

    def expression(self) -> Node:
        terms = [(1, self.term())]
        while (sign := self.next.text) in ("+", "-"):
            self.at += 1
            terms.append((1 if sign == "+" else -1, self.term()))
        return _sum(terms)

    def term(self) -> Node:
        node = self.factor()
        while self.take("*"):
            node = Product(node, self.factor())
        return node

    def factor(self) -> Node:
        if self.next.kind == "number":
            return Constant(int(self.advance().text))
        if self.next.text in ("sum", "max"):
            return self.gathered(self.advance().text)
        return self.figure(("", "last_year", "ledger"))

    def gathered(self, function: str) -> Node:
        self.expect("(")
        items = self.items()
        while self.take(","):
            items += self.items()
        self.expect(")")
        return _sum([(1, item) for item in items]) if function == "sum" else Largest(tuple(items))

    def items(self) -> list[Node]:
        first, after = self.next, self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if after.text == "..":
            return self.range(first)
        if first.text.startswith("units."):
            return [self.figure(PREFIXES)]
        return [self.expression()]

    def range(self, first: _Token) -> list[Node]:
        self.at += 2
        last = self.next
        for end in (first, last):
            if end.text not in self.vocabulary.local:
                self.refuse("范围的两端应为本表的代码", end)
        codes = self.vocabulary.between(first.text, last.text)
        if not codes:
            self.refuse(f"范围应按表中次序，{first.text} 不在 {last.text} 之前", first)
        self.at += 1
        return [Ref("", code) for code in codes]

    def figure(self, prefixes: tuple[str, ...]) -> Ref:
        token = self.next
        prefix, _, rest = token.text.partition(".")
        sheet, name = (prefix, rest) if prefix in PREFIXES else ("", token.text)
        code = self.vocabulary.code(name) if token.kind == "name" else None
        if code is None:
            self.refuse("这里应为本表的代码、数字、sum(…) 或 max(…)")
        if sheet not in prefixes:
            self.refuse("units. 只能用在 sum(…)、max(…) 之内")
        self.at += 1
        return Ref(sheet, code)

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def advance(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, text: str) -> bool:
        if self.next.text != text:
            return False
        self.at += 1
        return True

    def expect(self, text: str) -> None:
        if not self.take(text):
            self.refuse(f"这里应为“{text}”")

    def refuse(self, says: str, token: _Token | None = None) -> NoReturn:
        token = token or self.next
        raise LawError(f"{self.check}：第 {token.place} 个字符“{token.text}”：{says}")


def _sum(terms: list[tuple[int, Node]]) -> Node:
    """Nested sums laid flat; a single positive term is itself (but for a list over units, which stays a sum)."""
    flat: list[tuple[int, Node]] = []
    for sign, term in terms:
        if isinstance(term, Sum):
            flat += [(sign * inner, one) for inner, one in term.terms]
        else:
            flat.append((sign, term))
    if (
        len(flat) == 1
        and flat[0][0] == 1
        and not (isinstance(flat[0][1], Ref) and flat[0][1].sheet == "units")
    ):
        return flat[0][1]
    return Sum(tuple(flat))
