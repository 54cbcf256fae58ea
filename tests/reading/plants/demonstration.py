"""Makes the demonstration's papers and what is known of them; run by hand after a change of ``scenario.toml``:
``python -m plants.demonstration`` from ``tests/reading``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from . import assemble, chromium, pictures, prose
from .decide import decide
from .figures import Cells, Value
from .oracle import Broken, broken, broken_carry
from .papers import Line, Paper, Part
from .scenario import Entry, entries, filled, printed, true_figures, wider
from .shapes import SHAPES, Shape
from .tables import Style

DEMO = Path(__file__).parents[3] / "gongkai" / "cli" / "demo"

PRINTED = "pdf-chromium"

_WE = {"镇": "我镇", "乡": "我乡", "处": "我街道", "局": "我局", "室": "我办", "会": "我委", "心": "本中心"}


def _we(name: str) -> str:
    if name.endswith("县人民政府"):
        return "我县"
    return _WE.get(name.removesuffix("人民政府")[-1], "本机关")


def _title(entry: Entry) -> str:
    return str(entry.raw.get("title", f"{entry.name}{entry.year}年政府信息公开工作年度报告"))


def _content(entry: Entry, true: Cells, cells: Cells) -> assemble.Content:
    style = _shape(entry).style(Style(**entry.raw.get("style", {})))
    published = entry.raw["published"]
    return assemble.Content(
        _title(entry), entry.name, entry.year, entry.form, entry.third, true, cells, style, published
    )


def _parts(entry: Entry, content: assemble.Content) -> list[Part]:
    voice = prose.Voice(Random(f"prose {entry.body} {entry.year}"), entry.name, entry.year, _we(entry.name))
    if entry.form != "2014":
        return assemble.modern(content, voice, bool(entry.raw.get("table", True)))
    parts = assemble.old(content, voice)
    if entry.raw.get("table", True):
        parts += [Line("附件", "caption"), *_sheets(entry, content)]
    return parts


def _sheets(entry: Entry, content: assemble.Content) -> Iterator[Part]:
    raw = entry.raw
    own = assemble.sheet(content, raw.get("scope", ""), raw.get("sheet_year", 0), raw.get("filled_on"))
    yield from assemble.pictured(own) if raw.get("picture") else own
    if "also" in raw:
        yield from assemble.sheet(replace(content, cells=wider(entry, content.true)), raw["also"]["scope"])


def _shape(entry: Entry) -> Shape:
    return SHAPES["pdf-repeat" if entry.shape == PRINTED else entry.shape]


def _told(entry: Entry) -> list[Part]:
    """A paper given word for word."""
    return [Line(text, "title" if not at else "text") for at, text in enumerate(entry.raw["text"])]


def compose(entry: Entry, true: Cells, cells: Cells) -> Paper:
    """The paper of an entry with everything planted in it."""
    parts = _told(entry) if "text" in entry.raw else _parts(entry, _content(entry, true, cells))
    paper = Paper(entry.name, entry.year, parts)
    for plant in (*entry.raw.get("plant", ()), *entry.raw.get("decoy", ())):
        if "new" in plant:
            paper.change(plant.get("find") or f"^{plant['old']}$", filled(plant["new"], true))
        if "after" in plant:
            paper.add(_anchor(plant["after"]), filled(plant["add"], true))
    return paper


def _anchor(passage: str) -> str:
    """A chapter's title stands at the start of its line, a preface names it too."""
    return f"^{passage}" if passage[1:2] == "、" or passage.startswith("（") else passage


def render(entry: Entry, paper: Paper) -> bytes:
    if entry.raw.get("picture"):
        return pictures.docx_with_picture(paper)
    if entry.shape == PRINTED:
        return chromium.printed(paper)
    return SHAPES[entry.shape].render(paper)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items()) + " }"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _grouped(cells: dict[str, Value]) -> Iterator[str]:
    """Cells a row a line: ``"T3.A" = { natural = 1, … }``; a blank is written as an empty string."""
    rows: dict[str, dict[str, Value | str]] = {}
    for code, value in cells.items():
        row, _, column = code.rpartition(".")
        rows.setdefault(row or "R", {})[column] = "" if value is None else value
    for row, values in rows.items():
        inner = ", ".join(f"{column} = {_toml(value)}" for column, value in values.items())
        yield f'"{row}" = {{ {inner} }}'


def _findings(entry: Entry, true: Cells, cells: Cells, before: Cells) -> Iterator[dict[str, Any]]:
    for plant in entry.raw.get("plant", ()):
        found = {key: plant[key] for key in ("check", "severity", "where")}
        found["says"] = filled(plant["says"], true)
        yield {**found, "cells": list(plant.get("set", plant.get("cells", {})))}
    named = {
        (plant["check"], code)
        for plant in entry.raw.get("plant", ())
        for code in (*plant.get("set", ()), *plant.get("cells", ()))
    }
    for rule in _follows(entry, true, cells, before) if _has_table(entry) else ():
        if not any((rule.check, code) in named for code in rule.cells):
            says = f"{rule.left}≠{rule.right}"
            where = "随上述数字而来"
            yield {
                "check": rule.check,
                "severity": rule.severity,
                "where": where,
                "says": says,
                "cells": list(rule.cells),
            }


def _follows(entry: Entry, true: Cells, cells: Cells, before: Cells) -> Iterator[Broken]:
    """What the planted figures break besides the rule they were planted for."""
    yield from broken(cells, entry.form, entry.third)
    yield from broken_carry(cells, before, entry.form)
    for code in prose.stated(entry.form):
        said, shown = true.get(code), cells.get(code)
        if said is not None and shown is not None and shown != "n/a" and said != shown and said != "n/a":
            yield Broken(f"F{entry.form}-P01", "error", (code,), said, shown)


def _flat(cells: Cells) -> dict[str, Value | str]:
    return {code: "" if value is None else value for code, value in cells.items()}


def _has_table(entry: Entry) -> bool:
    return bool(entry.raw.get("table", True)) and not entry.raw.get("picture") and entry.form != ""


def _entry_toml(entry: Entry, true: Cells, cells: Cells, before: Cells) -> Iterator[str]:
    shape = _shape(entry)
    form = entry.form if _has_table(entry) else ""
    yield "[[paper]]"
    named = {"file": entry.file, "body": entry.name, "year": entry.year, "form": form, "shape": entry.shape}
    for key, value in named.items():
        yield f"{key} = {_toml(value)}"
    for kind, items in (
        ("planted", list(_findings(entry, true, cells, before))),
        ("decoys", _decoys(entry, true)),
    ):
        yield f"{kind} = [" + "".join(f"\n  {_toml(item)}," for item in items) + ("\n]" if items else "]")
    if "lines" in entry.raw:
        yield f"lines = {_toml(entry.raw['lines'])}"
    if "also" in entry.raw:
        yield f"sheets = [{_toml({'scope': entry.raw['also']['scope'], 'cells': _flat(wider(entry, true))})}]"
    if form:
        decided = decide(cells, form, shape.loss, entry.third, shape.suits)
        for kind, part in (("cells", decided.sure), ("open", decided.open)):
            if part:
                yield f"[paper.{kind}]"
                yield from _grouped(part)
    yield ""


def _decoys(entry: Entry, true: Cells) -> list[dict[str, str]]:
    return [
        {"where": decoy["where"], "says": filled(decoy["says"], true)} for decoy in entry.raw.get("decoy", ())
    ]


def _index(entry: Entry) -> Iterator[str]:
    yield "[[report]]"
    named = {"file": entry.file, "body": entry.body, "year": entry.year}
    for key, value in named.items():
        yield f"{key} = {_toml(value)}"
    yield f"published = {entry.raw['published']}"
    yield ""


def make(folder: Path = DEMO, with_browser: bool = True) -> None:
    """Write every paper, ``reports.toml`` (what to load) and ``planted.toml`` (what is known). Without a browser the
    paper that it prints is left out."""
    found = entries()
    figures = true_figures([entry for entry in found if "text" not in entry.raw])
    paper_figures = {entry.key: printed(entry, figures.get(entry.key, {})) for entry in found}
    known, index = (
        ["# 由 tests/reading/plants 生成，勿手工修改；格式见 README.md\n"],
        ["# 演示报告清单，格式见 README.md\n"],
    )
    for entry in found:
        true = figures.get(entry.key, {})
        cells = paper_figures[entry.key]
        before = paper_figures.get((entry.body, entry.year - 1), {})
        if with_browser or entry.shape != PRINTED:
            (folder / "reports" / entry.file).write_bytes(render(entry, compose(entry, true, cells)))
        known += _entry_toml(entry, true, cells, before)
        index += _index(entry)
    (folder / "planted.toml").write_text("\n".join(known), "utf-8")
    (folder / "reports.toml").write_text("\n".join(index), "utf-8")


def _by_code(rows: dict[str, dict[str, Any]]) -> Cells:
    """Cells of ``planted.toml`` by their full code."""
    return {
        column if row == "R" else f"{row}.{column}": None if value == "" else value
        for row, values in rows.items()
        for column, value in values.items()
    }


def known(folder: Path = DEMO) -> list[dict[str, Any]]:
    """What ``planted.toml`` knows of each paper; ``cells`` and ``open`` by full code, None where blank."""
    papers = tomllib.loads((folder / "planted.toml").read_text("utf-8"), parse_float=Decimal)["paper"]
    return [
        {**paper, **{kind: _by_code(paper.get(kind, {})) for kind in ("cells", "open")}} for paper in papers
    ]


if __name__ == "__main__":
    make()
