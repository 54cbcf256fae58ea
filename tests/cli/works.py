"""Work to be done on papers in other processes, some of it deadly."""

from __future__ import annotations

import os

from gongkai.reading.many import Source, loaded


def described(source: Source) -> str:
    """Name and number of bytes, or the trouble with the paper."""
    paper = loaded(source)
    return f"{source.name}:{paper.trouble if paper.data is None else len(paper.data)}"


def deadly(source: Source) -> str:
    """The same, but a paper named so takes its process down."""
    if source.name.endswith("deadly.txt"):
        os._exit(9)
    return described(source)


def given_up(source: Source) -> str:
    """What stands for a paper that killed its process."""
    return f"{source.name}:中止"
