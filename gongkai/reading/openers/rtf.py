"""Rich Text (often named .doc) to blocks: paragraphs, and tables with merged cells, by the few words that matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.paper.blocks import Paper, Paragraph, Picture
from gongkai.reading.openers.cells import Piece
from gongkai.reading.openers.rtf_tables import Edge, RtfRow, rows_to_pieces

_TOKENS = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)|\\"
)
_UNSEEN_GROUPS = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    b"footnote annotation xmlnstbl listtable listoverridetable themedata datastore fldinst rsidtbl generator "
    b"latentstyles pgptbl nonshppict bkmkstart bkmkend filetbl revtbl".split()
)
_SIGNS = {
    **{
        b"tab": "\t",
        b"line": "\n",
        b"emdash": "—",
        b"endash": "–",
        b"emspace": "\u3000",
        b"enspace": "\u2002",
    },
    **{b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"},
}
_ESCAPED = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_ENDS = frozenset([b"par", b"sect", b"page"])
_DEEPEST = 1000


class Token(NamedTuple):
    """A word with its number, a byte in hex, an escaped sign, a brace, or plain bytes; the others are empty."""

    word: bytes
    number: int | None
    hexed: bytes
    sign: bytes
    brace: bytes
    plain: bytes


class _Group(NamedTuple):
    """What holds between two braces: is text left out, and how many characters stand in for one in Unicode."""

    unseen: bool = False
    stand_ins: int = 1
    is_number: bool = False


def open_rtf(data: bytes) -> Paper:
    """Bytes of Rich Text → blocks; Chinese in GBK bytes or in Unicode, deleted and hidden text left out."""
    reader = _Reader()
    for token in _tokens(data):
        reader.take(token)
    reader.end_paragraph()
    reader.end_table()
    blocks = tuple(Paragraph(piece) if isinstance(piece, str) else piece for piece in reader.out)
    return Paper("doc", blocks, () if blocks else ("这份 RTF 文件没有可读的文字；请另存为 .docx 后再读。",))


def _tokens(data: bytes) -> Iterator[Token]:
    place = 0
    while found := _TOKENS.match(data, place):
        word, number, hexed, sign, brace, plain = (group or b"" for group in found.groups())
        place = found.end()
        if word == b"bin" and number:
            place += max(int(number), 0)
        else:
            yield Token(word, int(number) if number else None, hexed, sign, brace, plain)


class _Reader:
    """Where the walk stands: bytes not yet decoded, words of the paragraph, cells of the row, rows of the table."""

    def __init__(self) -> None:
        self.out: list[Piece] = []
        self.raw = bytearray()
        self.words: list[str] = []
        self.groups = [_Group()]
        self.to_skip = 0
        self.in_table = False
        self.cell: list[Piece] = []
        self.row = RtfRow([], [])
        self.rows: list[RtfRow] = []
        self.edge = Edge()

    @property
    def group(self) -> _Group:
        return self.groups[-1]

    def take(self, token: Token) -> None:
        if token.brace:
            self.take_brace(token.brace)
        elif token.word:
            self.take_word(token.word, token.number)
        elif token.sign == b"*":
            self.change(unseen=True)
        elif token.hexed:
            self.take_bytes(bytes([int(token.hexed, 16)]))
        elif token.sign:
            self.write(_ESCAPED.get(token.sign, ""))
        else:
            self.take_bytes(token.plain)

    def take_brace(self, brace: bytes) -> None:
        if brace == b"{" and len(self.groups) < _DEEPEST:
            self.groups.append(self.group)
        elif brace == b"}" and len(self.groups) > 1:
            self.groups.pop()

    def take_bytes(self, plain: bytes) -> None:
        skipped = min(self.to_skip, len(plain))
        self.to_skip -= skipped
        if not self.group.unseen:
            self.raw += plain[skipped:]

    def write(self, text: str) -> None:
        if not self.group.unseen:
            self.decode()
            self.words.append(text)

    def decode(self) -> None:
        if self.raw:
            self.words.append(self.raw.decode("gb18030", "replace"))
            self.raw.clear()

    def change(self, *, unseen: bool) -> None:
        self.groups[-1] = self.group._replace(unseen=unseen)

    def take_word(self, word: bytes, number: int | None) -> None:
        if word == b"u" and number is not None:
            self.write(chr(number % 65536))
            self.to_skip = self.group.stand_ins
        elif word in _SIGNS:
            self.write("" if self.group.is_number and word == b"tab" else _SIGNS[word])
        elif word in _ENDS:
            self.end_paragraph()
        elif not self.take_table_word(word, number):
            self.take_group_word(word, number)

    def take_group_word(self, word: bytes, number: int | None) -> None:
        if word in _UNSEEN_GROUPS:
            if word == b"pict" and not self.group.unseen:
                self.place().append(Picture())
            self.change(unseen=True)
        elif word in (b"listtext", b"pntext"):
            self.groups[-1] = _Group(False, self.group.stand_ins, True)
        elif word == b"uc":
            self.groups[-1] = self.group._replace(stand_ins=min(number or 0, 10))
        elif word in (b"v", b"deleted"):
            self.change(unseen=number != 0)

    def take_table_word(self, word: bytes, number: int | None) -> bool:
        """Words that build tables; whether the word was one."""
        if word == b"trowd":
            self.row = RtfRow(self.row.cells, [])
        elif word == b"cellx":
            self.row.edges.append(self.edge._replace(right=number or 0))
            self.edge = Edge()
        elif word in (b"clvmrg", b"clmrg"):
            self.edge = self.edge._replace(
                **{"continues_up" if word == b"clvmrg" else "continues_left": True}
            )
        elif word in (b"intbl", b"pard"):
            self.in_table = word == b"intbl"
        elif word == b"cell":
            self.end_paragraph(in_cell=True)
            self.row.cells.append(self.cell)
            self.cell = []
        elif word == b"row":
            self.rows.append(self.row)
            self.row = RtfRow([], self.row.edges)
        else:
            return False
        return True

    def place(self) -> list[Piece]:
        """Where a paragraph goes: into the open cell, or out, behind the table that has ended."""
        if self.in_table:
            return self.cell
        self.end_table()
        return self.out

    def end_paragraph(self, *, in_cell: bool = False) -> None:
        self.decode()
        text = "".join(self.words).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.words.clear()
        lines = [line.rstrip() for line in text.split("\n") if line.strip()]
        if lines:
            (self.cell if in_cell else self.place()).extend(lines)

    def end_table(self) -> None:
        if self.rows:
            self.out.extend(rows_to_pieces(self.rows))
            self.rows = []
