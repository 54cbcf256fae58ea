"""How much an inspection may still open: documents lie in documents, and each level has less room than the one above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import IO

from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit


@dataclass(frozen=True)
class Room:
    """``look`` inspects a file by content and name and returns its kind; ``depth`` counts the containers
    around it; ``embedded``: in a document, where a part has whatever name the program gave it."""

    look: Callable[[IO[bytes], str, Room], str]
    depth: int = 0
    embedded: bool = False

    def inside(self, file: IO[bytes], name: str, *, embedded: bool = False) -> str:
        """The kind of a file that lies in the one at hand. Unfit, with the name it lies under, where it is not fit."""
        try:
            if self.depth >= limits().nested:
                raise Unfit("套得太深", "请把里面的文件取出，单独上传")
            deeper = replace(self, depth=self.depth + 1, embedded=embedded)
            bare = name.replace("\\", "/").rpartition("/")[2]
            return self.look(file, bare, deeper)
        except Unfit as fault:
            raise fault.within(name) from None
