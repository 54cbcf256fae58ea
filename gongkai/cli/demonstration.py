"""The demonstration county: bodies and reports from ``gongkai/cli/demo``, and a folder of real reports beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from gongkai.organisations import actions as organisations
from gongkai.organisations.models import Body, Kind, Person
from gongkai.paper.report import Report
from gongkai.reading.identity import body_kind
from gongkai.reading.many import find_papers, loaded
from gongkai.reports.actions import assign, reread, take_in
from gongkai.reports.models import ReportPaper

DEMO: Final = Path(__file__).resolve().parent / "demo"
BEGUN: Final = date(
    2008, 5, 1
)  # 条例 in force: the day bodies of real reports are set up from, for want of a better


def listed(name: str, key: str) -> list[dict[str, Any]]:
    """The entries of a data file of the demonstration."""
    entries = tomllib.loads((DEMO / name).read_text(encoding="utf-8"))[key]
    return list(entries)


def set_up_bodies(*, by: Person | None, on: date) -> dict[str, Body]:
    """The county and everything under it, with its names over time; what is there already stays."""
    bodies: dict[str, Body] = {}
    for entry in listed("county.toml", "body"):
        code = entry["code"]
        bodies[code] = Body.objects.filter(code=code).first() or _set_up(entry, bodies, by)
        organisations.show_findings(bodies[code], by=by, on=on, public=True)
    return bodies


def _set_up(entry: Mapping[str, Any], bodies: Mapping[str, Body], by: Person | None) -> Body:
    first, *later = entry["names"]
    parent = bodies.get(entry.get("parent", ""))
    body = organisations.establish(
        code=entry["code"], name=first["says"], kind=entry["kind"], by=by, on=first["from"], parent=parent
    )
    for naming in later:
        organisations.rename(body, name=naming["says"], by=by, on=naming["from"])
    last = entry["names"][-1].get("until")
    return organisations.abolish(body, by=by, on=last + timedelta(days=1)) if last else body


def load_reports(bodies: Mapping[str, Body], *, by: Person | None, on: date) -> Iterator[ReportPaper]:
    """The reports of the county, each as its body published it; those known already are read again."""
    for entry in listed("reports.toml", "report"):
        data = (DEMO / "reports" / entry["file"]).read_bytes()
        body = bodies[entry["body"]]
        paper = take_in(
            name=entry["file"], data=data, by=by, on=on, body=body, published_on=entry["published"]
        )
        if paper.source.received_on != on or paper.reading.read_on != on:
            paper = reread(paper, by=by, on=on)
        yield assign(paper, body=body, year=entry["year"], by=by, on=on) if paper.held else paper


def load_folder(folder: str, *, by: Person | None, on: date) -> Iterator[ReportPaper]:
    """Real reports out of a folder. Their bodies are set up by the names the reports give; a report that names none,
    or no year, is held."""
    for found in find_papers([folder]).sources:
        source = loaded(found)
        if source.data is None:
            continue
        paper = take_in(name=Path(source.name).name, data=source.data, by=by, on=on)
        yield _place(paper, by=by, on=on) if paper.held else paper


def _place(paper: ReportPaper, *, by: Person | None, on: date) -> ReportPaper:
    report: Report = paper.reading.report
    if paper.body is not None or not report.body:
        return paper
    code = f"外-{paper.source.digest[:12]}"  # sorts after the county's own
    body = organisations.establish(
        code=code, name=report.body, kind=body_kind(report.body) or Kind.OTHER, by=by, on=BEGUN
    )
    organisations.show_findings(body, by=by, on=on, public=True)
    if report.year is None:
        return reread(paper, by=by, on=on)
    return assign(paper, body=body, year=report.year, by=by, on=on)
