"""The column of annual reports: bodies by kind, one row a body, one column a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.organisations.models import Body, Kind
from gongkai.organisations.queries import bodies_as_of
from gongkai.portal.asked import year_in
from gongkai.reports.models import ReportPaper
from gongkai.reports.queries import Viewer, Wanted, shows_findings

GROUPS: Final = (
    ("governments", "县级以上人民政府", (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)),
    ("townships", "乡镇、街道", (Kind.TOWNSHIP, Kind.SUBDISTRICT)),
    ("departments", "政府部门", (Kind.DEPARTMENT,)),
    ("others", "公共企事业单位及其他", (Kind.PUBLIC_BODY, Kind.OTHER)),
)
FORM_NAMES: Final = {
    "2014": "2014年版统计表（2014—2018年度）",
    "2019": "2019年试行格式（2019—2020年度）",
    "2021": "2021年格式（2021年度起）",
}


@dataclass(frozen=True)
class Entry:
    """A report in a list, with its findings where this viewer may see them."""

    paper: ReportPaper
    shown: bool

    @property
    def verdict(self) -> str:
        """What is said where there are no findings. Without an official table nothing is said to be in order."""
        reading = self.paper.reading
        if not self.shown or reading.errors or reading.questions or reading.gaps:
            return ""
        return "clean" if reading.form else "bare"


@dataclass(frozen=True)
class BodyRow:
    """A body with its reports, one list a year shown."""

    body: Body
    years: list[list[Entry]]


@dataclass(frozen=True)
class Group:
    """Bodies of one kind."""

    key: str
    title: str
    rows: list[BodyRow]


def entries_of(papers: Iterable[ReportPaper], viewer: Viewer) -> list[Entry]:
    return [Entry(paper, shows_findings(paper, viewer)) for paper in papers]


def years_in(entries: Sequence[Entry]) -> list[int]:
    """The years there are reports for, newest first."""
    return sorted({entry.paper.year for entry in entries if entry.paper.year is not None}, reverse=True)


def groups_of(entries: Sequence[Entry], years: Sequence[int], day: date) -> list[Group]:
    """Every body that exists today or has a report, by kind; a body without any report shows as such."""
    by_body: Mapping[int, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    bodies = {body.pk: body for body in bodies_as_of(day)}
    for entry in entries:
        body, year = entry.paper.body, entry.paper.year
        if body is not None and year is not None:
            bodies.setdefault(body.pk, body)
            by_body[body.pk][year].append(entry)
    ordered = sorted(bodies.values(), key=lambda body: body.code)
    groups = []
    for key, title, kinds in GROUPS:
        rows = [
            BodyRow(body, [by_body[body.pk][year] for year in years])
            for body in ordered
            if body.kind in kinds
        ]
        if rows:
            groups.append(Group(key, title, rows))
    return groups


def wanted_from(given: Mapping[str, str]) -> Wanted:
    """The query of the address → what is wanted; what makes no sense is left open."""
    findings = {"some": True, "none": False}.get(given.get("findings", ""))
    return Wanted(
        body=given.get("body", "").replace("\x00", "") or None,  # PostgreSQL refuses NUL
        year=year_in(given),
        form=given["form"] if given.get("form") in FORM_NAMES else None,
        findings=findings,
    )
