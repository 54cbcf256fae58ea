"""The table of words on SQLite: FTS5 without a copy of the content, which `Entry` holds already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongkai.search.table import COUNTED, Question, Ranked, Row
from gongkai.search.words import Run

# "ascii": everything outside ASCII belongs to a word, so that no rare character falls out of the index.
_CREATE = (
    "CREATE VIRTUAL TABLE search_words USING fts5("
    "title, text, marks, content='', tokenize=\"ascii tokenchars '_'\")"
)
_MATCH = "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY rowid DESC LIMIT %s OFFSET %s"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM search_words WHERE search_words MATCH %s LIMIT %s)"


def create(cursor: Any) -> None:
    cursor.execute(_CREATE)


def drop(cursor: Any) -> None:
    cursor.execute("DROP TABLE IF EXISTS search_words")


def empty(cursor: Any) -> None:
    cursor.execute("INSERT INTO search_words(search_words) VALUES ('delete-all')")


def _values(row: Row) -> tuple[int, str, str, str]:
    return row.rank, " ".join(row.title_words), " ".join(row.text_words), " ".join(row.marks)


def add(cursor: Any, rows: Iterable[Row]) -> None:
    cursor.executemany(
        "INSERT INTO search_words(rowid, title, text, marks) VALUES (%s, %s, %s, %s)", map(_values, rows)
    )


def remove(cursor: Any, rows: Iterable[Row]) -> None:
    """Takes rows out by telling the index the words that they were put in with."""
    cursor.executemany(
        "INSERT INTO search_words(search_words, rowid, title, text, marks) VALUES ('delete', %s, %s, %s, %s)",
        map(_values, rows),
    )


def numbers(cursor: Any, count: int) -> range:
    """So many numbers that nobody else gets; writers queue for the whole database anyway."""
    cursor.execute(
        "INSERT INTO search_counter(id, last) VALUES (1, %s) "
        "ON CONFLICT (id) DO UPDATE SET last = last + excluded.last RETURNING last",
        [count],
    )
    last = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)


def _phrase(run: Run) -> str:
    return f'"{" ".join(run.words)}"' + (" *" if run.prefix else "")


def _all(asked: Question, columns: str) -> str:
    parts = [f"({columns} : {_phrase(run)})" for run in asked.runs]
    parts += [
        f"(marks : ({' OR '.join(f'{chr(34)}{word}{chr(34)}' for word in group)}))" for group in asked.groups
    ]
    return " AND ".join(parts)


def _expressions(asked: Question) -> tuple[str, str, str]:
    """Title holds all; all is somewhere but not in the title; all is somewhere."""
    first, somewhere = _all(asked, "title"), _all(asked, "{title text}")
    return first, f"({somewhere}) NOT ({first})", somewhere


def _ranks(cursor: Any, expression: str, size: int, offset: int = 0) -> list[int]:
    cursor.execute(_MATCH, [expression, size, offset])
    return [rank for (rank,) in cursor.fetchall()]


def page(cursor: Any, asked: Question, offset: int, size: int) -> Ranked:
    """Titles that hold all come first; inside both parts the newest."""
    first, rest, somewhere = _expressions(asked)
    titled = _ranks(cursor, first, offset + size)
    shown = titled[offset:]
    if len(shown) < size:
        shown += _ranks(cursor, rest, size - len(shown), max(0, offset - len(titled)))
    cursor.execute(_COUNT, [somewhere, COUNTED + 1])
    return Ranked(shown, cursor.fetchone()[0])


def newest(cursor: Any, asked: Question, most: int) -> list[int]:
    return _ranks(cursor, _expressions(asked)[2], most)
