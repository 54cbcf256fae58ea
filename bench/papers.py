"""Papers to measure on: the demonstration county's, multiplied where a measure needs many, and the real ones where they
are there."""

from __future__ import annotations

import itertools
from pathlib import Path

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "gongkai" / "cli" / "demo" / "reports"
REAL = ROOT.parent / "shared"


def papers(*suffixes: str) -> list[Path]:
    """All papers with these suffixes, the real ones first where they are there."""
    folders = (REAL / "corpus", REAL / "seeds", DEMO)
    found = itertools.chain.from_iterable(folder.rglob("*") for folder in folders if folder.is_dir())
    kept = sorted(path for path in found if path.suffix in suffixes and path.stem != "README")
    return sorted(kept, key=lambda path: not path.is_relative_to(REAL))


def multiplied(folder: Path, originals: list[Path], count: int) -> list[str]:
    """``count`` copies in ``folder``, each different from the others by one line; their names in order."""
    texts = [original.read_bytes() for original in originals]
    names = []
    for number in range(count):
        path = folder / f"{number:06}.txt"
        path.write_bytes(texts[number % len(texts)] + f"\n编号 {number}\n".encode())
        names.append(str(path))
    return names
