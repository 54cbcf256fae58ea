"""The table of words on PostgreSQL: two vectors without positions, each with its index; what two-character words do not
prove is looked up in the evened text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from gongkai.search.table import COUNTED, Question, Ranked, Row

# Up to here hits are collected through the index and then sorted; beyond, they are so many that walking down the ranks
# meets a page of them at once. Left to itself the planner walks for a rare word too, which takes seconds.
COLLECTED: Final = 20_000

_CREATE = (
    "CREATE TABLE search_words (rank bigint PRIMARY KEY, title text NOT NULL, text text NOT NULL,"
    " in_title tsvector NOT NULL, anywhere tsvector NOT NULL)",
    "CREATE INDEX search_words_in_title ON search_words USING gin (in_title)",
    "CREATE INDEX search_words_anywhere ON search_words USING gin (anywhere)",
    "CREATE SEQUENCE search_numbers",
)
_ADD = "INSERT INTO search_words VALUES (%s, %s, %s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]))"


def create(cursor: Any) -> None:
    for statement in _CREATE:
        cursor.execute(statement)


def drop(cursor: Any) -> None:
    cursor.execute("DROP TABLE IF EXISTS search_words")
    cursor.execute("DROP SEQUENCE IF EXISTS search_numbers")


def empty(cursor: Any) -> None:
    cursor.execute("TRUNCATE search_words")


def _values(row: Row) -> tuple[int, str, str, list[str], list[str]]:
    marks, titled = set(row.marks), set(row.title_words)
    return row.rank, row.title, row.text, sorted(titled | marks), sorted(titled | marks | set(row.text_words))


def add(cursor: Any, rows: Iterable[Row]) -> None:
    cursor.executemany(_ADD, [_values(row) for row in rows])


def remove(cursor: Any, rows: Iterable[Row]) -> None:
    cursor.execute("DELETE FROM search_words WHERE rank = ANY(%s)", [[row.rank for row in rows]])


def numbers(cursor: Any, count: int) -> list[int]:
    """So many numbers that nobody else gets, without making anybody wait."""
    cursor.execute("SELECT nextval('search_numbers') FROM generate_series(1, %s)", [count])
    return sorted(number for (number,) in cursor.fetchall())


def _lexeme(word: str) -> str:
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'"


def _query(asked: Question) -> str:
    parts = [_lexeme(word) + (":*" if run.prefix else "") for run in asked.runs for word in run.words]
    parts += [f"({' | '.join(map(_lexeme, group))})" for group in asked.groups]
    return " & ".join(parts)


def _conditions(asked: Question) -> tuple[str, list[str], str, list[str]]:
    """SQL and values for: all in the title; all in title or text. A character run stands in one of the two as a whole."""
    query = _query(asked)
    checked = [f"%{run.text}%" for run in asked.runs if run.recheck]
    first = " AND ".join(["in_title @@ %s::tsquery", *["title LIKE %s"] * len(checked)])
    somewhere = " AND ".join(["anywhere @@ %s::tsquery", *["(title LIKE %s OR text LIKE %s)"] * len(checked)])
    doubled = [value for pattern in checked for value in (pattern, pattern)]
    return first, [query, *checked], somewhere, [query, *doubled]


def page(cursor: Any, asked: Question, offset: int, size: int) -> Ranked:
    """Titles that hold all come first; inside both parts the newest."""
    first, in_title, somewhere, anywhere = _conditions(asked)
    cursor.execute(
        f"WITH hit AS MATERIALIZED (SELECT rank, ({first}) AS titled FROM search_words WHERE {somewhere} LIMIT %s), "
        "counted AS (SELECT count(*) AS total FROM hit) "
        "SELECT total, rank FROM counted LEFT JOIN "
        "(SELECT rank, titled FROM hit ORDER BY titled DESC, rank DESC LIMIT %s OFFSET %s) shown ON true "
        "ORDER BY titled DESC, rank DESC",
        [*in_title, *anywhere, COLLECTED + 1, size, offset],
    )
    found = cursor.fetchall()
    total = min(found[0][0], COUNTED + 1)
    if found[0][0] > COLLECTED:
        return Ranked(_walked(cursor, asked, offset, size), total)
    return Ranked([rank for _, rank in found if rank is not None], total)


def _walked(cursor: Any, asked: Question, offset: int, size: int) -> list[int]:
    first, in_title, somewhere, anywhere = _conditions(asked)
    titled = _collected(cursor, first, in_title, offset + size)
    shown = titled[offset:]
    if len(shown) < size:
        cursor.execute(
            f"SELECT rank FROM search_words WHERE {somewhere} AND NOT ({first}) ORDER BY rank DESC LIMIT %s OFFSET %s",
            [*anywhere, *in_title, size - len(shown), max(0, offset - len(titled))],
        )
        shown += [rank for (rank,) in cursor.fetchall()]
    return shown


def _collected(cursor: Any, condition: str, values: list[str], most: int) -> list[int]:
    """The newest ranks under a condition, by sorting where they are few and by walking where they are many."""
    cursor.execute(
        f"WITH hit AS MATERIALIZED (SELECT rank FROM search_words WHERE {condition} LIMIT %s) "
        "SELECT rank FROM hit ORDER BY rank DESC",
        [*values, COLLECTED + 1],
    )
    found = [rank for (rank,) in cursor.fetchall()]
    if len(found) <= COLLECTED:
        return found[:most]
    cursor.execute(
        f"SELECT rank FROM search_words WHERE {condition} ORDER BY rank DESC LIMIT %s", [*values, most]
    )
    return [rank for (rank,) in cursor.fetchall()]


def newest(cursor: Any, asked: Question, most: int) -> list[int]:
    _, _, somewhere, anywhere = _conditions(asked)
    return _collected(cursor, somewhere, anywhere, most)
