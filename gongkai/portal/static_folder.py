"""The folder of published files: each replaced as a whole, none half written, and a list beside it of what it holds."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote


class Busy(Exception):
    """Somebody else is publishing into the folder."""


class OutsideFolder(ValueError):
    """An address that would lie outside the folder."""


@dataclass
class Published:
    """What the folder holds: path of each file → its digest; ``heads``: how far of each chain of the journal it is told."""

    files: dict[str, str] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)


def place_of(address: str) -> str:
    """The file that a web server gives for an address: ``/items/3/`` → ``items/3/index.html``."""
    path = unquote(address.partition("?")[0])
    if not path.startswith("/") or "\x00" in path or ".." in PurePosixPath(path).parts:
        raise OutsideFolder(f"地址 {address} 不能作为文件发布")
    return f"{path[1:]}index.html" if path.endswith("/") else path[1:]


class Folder:
    """A folder that a web server gives out, and its list ``<folder>.json`` beside it, where nobody is shown it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.list = root.with_name(f"{root.name}.json")

    @contextmanager
    def opened(self) -> Iterator[Published]:
        """What is published, to be changed; written down at the end, also where that fails halfway. Busy where somebody
        else has it open."""
        self.root.mkdir(parents=True, exist_ok=True)
        with self.list.with_suffix(".lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy("已有另一项任务正在发布静态页面") from None
            known = self.known()
            try:
                yield known
            finally:
                _replace(self.list, json.dumps(known.__dict__, ensure_ascii=False).encode(), lasting=True)

    def known(self) -> Published:
        """What was published last; nothing where there is no list, or one that cannot be read."""
        try:
            return Published(**json.loads(self.list.read_bytes()))
        except (OSError, ValueError, TypeError):
            return Published()

    def put(self, known: Published, place: str, content: bytes) -> bool:
        """Write a file, unless it is there as it is; whether it was written."""
        path = self.root / place
        known.files[place] = hashlib.sha256(content).hexdigest()
        if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
        return True

    def drop(self, known: Published, places: Iterable[str]) -> int:
        """Take files away, and the folders that are empty then; how many."""
        count = 0
        for place in places:
            known.files.pop(place, None)
            path = self.root / place
            if path.is_file():
                path.unlink()
                count += 1
            _prune(path.parent, self.root)
        return count

    def under(self, known: Published, front: str) -> list[str]:
        """The files published at addresses that begin so."""
        return [place for place in known.files if place.startswith(front.removeprefix("/"))]

    def there(self) -> set[str]:
        """Every file of the folder, whoever put it there."""
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix() for path in found}

    def faults(self) -> Mapping[str, str]:
        """Files that are not as they were published: place → what is wrong."""
        known = self.known()
        there = self.there()
        wrong = dict.fromkeys(sorted(there - known.files.keys()), "不是本平台发布的")
        for place, digest in known.files.items():
            if place not in there:
                wrong[place] = "不见了"
            elif hashlib.sha256((self.root / place).read_bytes()).hexdigest() != digest:
                wrong[place] = "内容被改动"
        return wrong


def _replace(path: Path, content: bytes, *, lasting: bool = False) -> None:
    """Whole or not at all for whoever reads meanwhile. ``lasting``: on the disk before it counts; pages are made again."""
    part = path.with_name(f".{path.name[:80]}.part")
    with part.open("wb") as out:
        out.write(content)
        if lasting:
            out.flush()
            os.fsync(out.fileno())
    part.replace(path)


def _prune(folder: Path, root: Path) -> None:
    while folder != root and root in folder.parents and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
