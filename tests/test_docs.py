"""The documentation keeps its word: commands exist, examples print what is shown, links lead somewhere, words mean something."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from gongkai.cli.console import main
from tests.project import ROOT, functions, modules

PAGES = sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
SKIPPED = "…"


class Example(NamedTuple):
    """A command as a page shows it, and the output shown under it."""

    page: str
    command: str
    shown: tuple[str, ...]


def _examples() -> Iterator[Example]:
    for page in PAGES:
        for block in re.findall(r"^```console\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, *shown = part.splitlines()
                yield Example(str(page.relative_to(ROOT)), command, tuple(shown))


EXAMPLES = tuple(_examples())


def _as_shown(shown: tuple[str, ...], printed: str) -> bool:
    """Whether the output is the one shown, where … stands for anything."""
    pattern = "\n".join(".*" if line == SKIPPED else re.escape(line).replace(SKIPPED, ".*") for line in shown)
    return re.fullmatch(pattern, printed.rstrip("\n"), re.DOTALL) is not None


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.command.startswith("gongkai ")], ids=str)
def test_an_example_prints_what_the_page_shows(
    example: Example, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    main(shlex.split(example.command)[1:])
    printed = capsys.readouterr().out
    assert _as_shown(example.shown, printed), printed


def test_the_commands_of_run_are_those_that_it_explains_and_that_the_pages_use() -> None:
    explained = subprocess.run([str(ROOT / "run")], capture_output=True, text=True, check=True).stdout
    commands = set(re.findall(r"^  ([a-z]+) ", explained, re.MULTILINE))
    cases = set(re.findall(r"^([a-z]+)\) ", (ROOT / "run").read_text("utf-8"), re.MULTILINE))
    used = {word for page in PAGES for word in re.findall(r"\./run ([a-z]+)", page.read_text("utf-8"))}
    assert commands == cases | {"help"}
    assert used <= commands
    options = {
        word for page in PAGES for word in re.findall(r"\./run [a-z]+ (--[a-z-]+)", page.read_text("utf-8"))
    }
    assert all(option in explained for option in options)


def test_the_first_screen_shows_two_commands_and_no_third() -> None:
    for page in ("README.md", "README.zh.md"):
        first = next(e for e in EXAMPLES if e.page == page)
        assert [e.command for e in EXAMPLES if e.page == page][:2] == ["./run demo", "./run test"]
        assert first.shown == ()


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_picture_puts_in_parentheses_exactly_what_is_not_there(page: str) -> None:
    contract = (ROOT / ".importlinter").read_text("utf-8").split("layers =")[1].split("[")[0]
    layers = {
        name
        for name in re.findall(r"[a-z]+", contract)
        if name not in ("settings", "urls", "wsgi", "environment")
    }
    drawn = re.search(
        r"^(faces|界面).*?^(kernel|内核).*?$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    picture = drawn.group() if drawn else ""
    absent = set(re.findall(r"[a-z]+", " ".join(re.findall(r"[（(](.*?)[）)]", picture))))
    there = {layer for layer in layers if (ROOT / "gongkai" / layer / "__init__.py").exists()}
    assert layers <= set(re.findall(r"[a-z]+", picture))
    assert absent & layers == layers - there


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs/guide").glob("*.md")), ids=lambda page: str(page.name))
def test_what_the_guide_calls_by_name_stands_on_a_page(page: Path) -> None:
    sources = (path for path in (ROOT / "gongkai").rglob("*") if path.suffix in (".html", ".py", ".toml"))
    shown = "".join(path.read_text("utf-8", errors="ignore") for path in sources)
    named = re.findall(r"“([^”]+)”", page.read_text("utf-8"))
    assert named and [name for name in named if name not in shown] == []


def _glossary() -> dict[str, str]:
    """Identifier → Chinese term, from the table of the glossary."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \|", (ROOT / "docs/glossary.md").read_text("utf-8"), re.MULTILINE)
    return {name: term for term, names in rows for name in re.findall(r"`([^`]+)`", names)}


def _words() -> set[str]:
    """Every name that the code defines or a data file uses as a key or code."""
    found: set[str] = set()
    for module in modules("gongkai"):
        found |= {module.path.stem, module.path.parent.name}
        found |= {function.name for function in functions(module)}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.AnnAssign | ast.Assign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found |= {target.id for target in targets if isinstance(target, ast.Name)}
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                found.add(node.value)
    for data in (ROOT / "gongkai").rglob("*.toml"):
        found |= set(re.findall(r"[A-Za-z_][A-Za-z_0-9-]*", data.read_text("utf-8")))
    return found


def test_every_word_of_the_glossary_is_used_in_the_code() -> None:
    assert sorted(set(_glossary()) - _words()) == []


def test_every_model_stands_in_the_glossary() -> None:
    models = {
        node.name
        for module in modules("gongkai")
        if module.path.stem == "models" or module.path.parent.name == "models"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and any("Model" in ast.unparse(base) or "User" in ast.unparse(base) for base in node.bases)
    }
    assert models - set(_glossary()) == set()


def test_the_types_that_carry_the_flow_stand_in_the_glossary() -> None:
    folders = (
        "gongkai/sheets/filled",
        "gongkai/sheets/findings",
        "gongkai/sheets/definition",
        "gongkai/paper/report",
    )
    carrying = {
        node.name
        for folder in folders
        for node in ast.parse((ROOT / f"{folder}.py").read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    assert carrying - set(_glossary()) == set()


def test_the_number_of_demonstration_reports_is_the_one_the_pages_tell() -> None:
    listed = (ROOT / "gongkai/cli/demo/reports.toml").read_text("utf-8").count("[[report]]")
    assert f"with {listed} reports" in (ROOT / "README.md").read_text("utf-8")
    assert f" {listed} 份年度报告" in (ROOT / "README.zh.md").read_text("utf-8")


def test_every_setting_is_explained_and_every_explained_setting_is_read() -> None:
    name = r"\b(GONGKAI_[A-Z0-9_]+|DATABASE_URL)\b"
    modules = (ROOT / "gongkai/settings.py", ROOT / "gongkai/environment.py")
    read = set(re.findall(name, " ".join(module.read_text("utf-8") for module in modules)))
    explained = set(re.findall(name, (ROOT / "docs/operate/install.md").read_text("utf-8")))
    assert read == explained
