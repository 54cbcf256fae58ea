"""The project seen from outside: its tracked files, its Python modules, what they define."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Module(NamedTuple):
    """A Python file of the project, parsed."""

    path: Path
    name: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Length of the file in lines."""
        return len(self.path.read_text("utf-8").splitlines())


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git knows and that is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return tuple(path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file())


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python modules under these folders, migrations left out."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(_module(path) for path in paths if "migrations" not in path.parts)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a module, nested ones too."""
    return (
        node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def _module(path: Path) -> Module:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return Module(path, name, ast.parse(path.read_text("utf-8")))
