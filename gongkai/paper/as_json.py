"""A report as one JSON object, and back. The keys are the ones that data, tests and other programs may rely on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gongkai.paper.report import Claim, Gap, LooseFigure, Report, Section
from gongkai.sheets.filled import Face, Figure, FilledSheet, Number
from gongkai.sheets.findings import Finding

Json = dict[str, Any]
NOT_APPLICABLE_TOKEN = "/"


def report_as_dict(report: Report, file: str) -> Json:
    """A report → the object that ``gongkai read --json`` prints for ``file``.

    ``cells`` and ``by`` speak of the body's own sheet, ``sheets`` lists all of them where a paper has several;
    ``paper`` holds what is needed to make the same report again: prose, printed tokens, years. Money and other
    decimals become floats (exact up to 15 digits). Never raises.
    """
    own = report.sheets[0] if report.sheets else None
    several = report.sheets if len(report.sheets) > 1 else ()
    return {
        "file": file,
        "body": report.body,
        "year": report.year,
        "form": report.form,
        "form_due": report.form_due,
        "cells": _cells_out(own) if own else {},
        "by": {"sums": sorted(own.by_sums) if own else []},
        "sheets": [{"scope": s.scope, "form": s.form, "cells": _cells_out(s)} for s in several],
        "lines": [{**line._asdict(), "value": number_out(line.value)} for line in report.lines],
        "claims": [{**claim._asdict(), "value": number_out(claim.value)} for claim in report.claims],
        "findings": [finding_as_dict(finding) for finding in report.findings],
        "gaps": [{"cells": list(gap.cells), "says": gap.says, "quote": gap.quote} for gap in report.gaps],
        "paper": _paper_out(report),
    }


def report_from_dict(found: Mapping[str, Any]) -> Report:
    """The object of ``report_as_dict`` → an equal report. Raises KeyError where a key is missing."""
    paper = found["paper"]
    cells = [sheet["cells"] for sheet in found["sheets"]] or [found["cells"]]
    return Report(
        body=found["body"],
        year=found["year"],
        form=found["form"],
        form_due=found["form_due"],
        title=paper["title"],
        preface=tuple(paper["preface"]),
        sections=tuple(_section_in(section) for section in paper["sections"]),
        sheets=tuple(_sheet_in(*pair) for pair in zip(paper["sheets"], cells, strict=False)),
        lines=tuple(_line_in(line) for line in found["lines"]),
        claims=tuple(_claim_in(claim) for claim in found["claims"]),
        findings=tuple(finding_from_dict(finding) for finding in found["findings"]),
        gaps=tuple(Gap(tuple(gap["cells"]), gap["says"], gap["quote"]) for gap in found["gaps"]),
    )


def finding_as_dict(finding: Finding) -> Json:
    """A finding → its JSON object."""
    return {
        "check": finding.check,
        "severity": finding.severity,
        "cells": list(finding.cells),
        "says": finding.says,
        "quote": finding.quote,
    }


def finding_from_dict(found: Mapping[str, Any]) -> Finding:
    """The object of ``finding_as_dict`` → an equal finding."""
    return Finding(found["check"], found["severity"], tuple(found["cells"]), found["says"], found["quote"])


def number_out(value: Number | None) -> int | float | None:
    """A number as JSON writes it: whole numbers without a decimal point."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _number_in(value: int | float) -> Number:
    return Decimal(repr(value)) if isinstance(value, float) else value


def figure_as_json(figure: Figure | None) -> int | float | str | dict[str, str] | None:
    """A figure as ``cells`` holds it; "missing" where there is none."""
    return "missing" if figure is None else _figure_out(figure)


def _figure_out(figure: Figure) -> int | float | str | dict[str, str] | None:
    if figure.face is Face.NUMBER:
        return number_out(figure.value)
    if figure.face is Face.UNREADABLE:
        return {"unreadable": figure.token}
    return "n/a" if figure.face is Face.NOT_APPLICABLE else None


def _figure_in(found: int | float | str | Mapping[str, str] | None, token: str | None) -> Figure:
    if found is None:
        return Figure(Face.BLANK, None, token or "")
    if isinstance(found, str):
        return Figure(Face.NOT_APPLICABLE, None, NOT_APPLICABLE_TOKEN if token is None else token)
    if isinstance(found, Mapping):
        return Figure(Face.UNREADABLE, None, found["unreadable"])
    return Figure(Face.NUMBER, _number_in(found), str(found) if token is None else token)


def _cells_out(sheet: FilledSheet) -> Json:
    return {code: _figure_out(figure) for code, figure in sheet.cells.items()}


def _tokens_out(sheet: FilledSheet) -> dict[str, str]:
    """The printed tokens that the value alone does not tell."""
    return {
        code: figure.token
        for code, figure in sheet.cells.items()
        if figure.token != _figure_in(_figure_out(figure), None).token
    }


def _paper_out(report: Report) -> Json:
    return {
        "title": report.title,
        "preface": list(report.preface),
        "sections": [
            {"number": s.number, "title": s.title, "paragraphs": list(s.paragraphs)} for s in report.sections
        ],
        "sheets": [
            {
                "form": sheet.form,
                "year": sheet.year,
                "scope": sheet.scope,
                "by_sums": sorted(sheet.by_sums),
                "bodies": list(sheet.bodies),
                "missing": list(sheet.missing),
                "tokens": _tokens_out(sheet),
            }
            for sheet in report.sheets
        ],
    }


def _sheet_in(about: Mapping[str, Any], cells: Mapping[str, Any]) -> FilledSheet:
    tokens = about["tokens"]
    return FilledSheet(
        form=about["form"],
        year=about["year"],
        cells={code: _figure_in(found, tokens.get(code)) for code, found in cells.items()},
        scope=about["scope"],
        by_sums=frozenset(about["by_sums"]),
        bodies=tuple(about["bodies"]),
        missing=tuple(about["missing"]),
    )


def _section_in(found: Mapping[str, Any]) -> Section:
    return Section(found["number"], found["title"], tuple(found["paragraphs"]))


def _line_in(found: Mapping[str, Any]) -> LooseFigure:
    value = found["value"]
    return LooseFigure(found["label"], found["column"], None if value is None else _number_in(value))


def _claim_in(found: Mapping[str, Any]) -> Claim:
    value = _number_in(found["value"])
    return Claim(found["says"], value, found["unit"], found["approx"], found["quote"], found["cell"])
