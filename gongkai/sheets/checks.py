"""A filled sheet held against every check of its form: what does not hold, and what cannot be decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from gongkai.sheets.checks_case import Case
from gongkai.sheets.checks_law import Check, all_checks, checks_of
from gongkai.sheets.checks_named import NAMED
from gongkai.sheets.checks_plan import Instance, Plan, Planned, plan
from gongkai.sheets.checks_words import failure, main_cells, undecided
from gongkai.sheets.filled import Face, FilledSheet
from gongkai.sheets.findings import Finding, Severity
from gongkai.sheets.forms import FORMS, form
from gongkai.sheets.profiles import Profile
from gongkai.sheets.profiles import profile as profile_of
from gongkai.sheets.sentence_values import Numbers, Sheets, Verdict, judge, numbers_in

__all__ = ["Check", "all_checks", "check_sheet", "checks_of"]

OTHER_LAYOUT: Final = {"2019": "2021", "2021": "2019"}


def check_sheet(
    sheet: FilledSheet,
    *,
    last_year: FilledSheet | None = None,
    units: Sequence[FilledSheet] = (),
    ledger: FilledSheet | None = None,
    kind: str | None = None,
    profile: str | None = None,
) -> tuple[Finding, ...]:
    """Every check of the sheet's form that rests on figures, in sheet order; deterministic.

    ``last_year``: the same body's sheet of the year before (another year's is not used); ``units``: the sheets a
    roll-up contains; ``ledger``: the same sheet as counted; ``kind``: township, subdistrict, county, department, else
    nothing is said of 规章; ``profile``: local fill-in notes ("dean"). A check whose needs are not given is left out.
    A sheet of an unknown form has no findings. LawError: no such profile.
    """
    if sheet.form not in FORMS:
        return ()
    sheets = Sheets(sheet, last_year if _follows(sheet, last_year) else None, ledger, tuple(units))
    held = _Held(sheets, numbers_in(sheets), kind, profile_of(profile) if profile else None)
    steps = plan(sheet.form, _layout(sheet), profile)
    found = [finding for planned in steps.checks for finding in held.against(planned)]
    return tuple(sorted(found, key=lambda finding: _place(steps, finding)))


def _follows(sheet: FilledSheet, last_year: FilledSheet | None) -> bool:
    if last_year is None or sheet.year is None or last_year.year is None:
        return last_year is not None
    return sheet.year == last_year.year + 1


def _layout(sheet: FilledSheet) -> str:
    """The form whose rows table three has: copies of one form carry the table three of the other."""
    other = OTHER_LAYOUT.get(sheet.form)
    if other is None or _has_sixth(sheet, sheet.form):
        return sheet.form
    return other if _has_sixth(sheet, other) else sheet.form


def _has_sixth(sheet: FilledSheet, layout: str) -> bool:
    return any(code in sheet.cells for code in _sixth(layout))


@cache
def _sixth(layout: str) -> tuple[str, ...]:
    """The cells of （六）其他处理, by which the two layouts of table three differ."""
    return tuple(code for code in form(layout).cells if code.startswith("T3.C6"))


def _place(steps: Plan, finding: Finding) -> tuple[int, str]:
    return min((steps.order.get(code, len(steps.order)) for code in finding.cells), default=0), finding.check


@dataclass(frozen=True)
class _Held:
    """One sheet, with all that it is held against."""

    sheets: Sheets
    numbers: Numbers
    kind: str | None
    profile: Profile | None

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables that hold a number at all."""
        return frozenset(code[:2] for code in self.numbers.own)

    def against(self, planned: Planned) -> Iterator[Finding]:
        check = planned.check
        if check.function:
            yield from NAMED[check.function](self.case(planned))
        elif self.needs_given(check) and (len(check.needs) > 1 or self.has_numbers(check)):
            if check.all_units and self.sheets.own.missing:
                yield self.units_missing(check)
            else:
                yield from self.sentences(planned)

    def case(self, planned: Planned) -> Case:
        codes = _codes(planned.form.code, planned.check.table)
        return Case(planned.check, planned.form, self.sheets, self.numbers, self.kind, self.profile, codes)

    def needs_given(self, check: Check) -> bool:
        given = {
            "paper": True,
            "last_year": self.sheets.last_year is not None,
            "ledger": self.sheets.ledger is not None,
            "units": bool(self.sheets.units),
            "kind": self.kind in check.kinds,
        }
        return all(given[need] for need in check.needs)

    def has_numbers(self, check: Check) -> bool:
        return check.table[:2] in self.tables or check.table == "R" and bool(self.numbers.own)

    def units_missing(self, check: Check) -> Finding:
        names = "、".join(self.sheets.own.missing)
        return Finding(check.code, "gap", (), f"汇总尚缺 {names} 的数据。无法核对：{check.says}。")

    def sentences(self, planned: Planned) -> Iterator[Finding]:
        """One finding for each sentence that fails, and one for all that cannot be decided."""
        open_ones = []
        for instance in planned.instances:
            if self.holds_plainly(planned.check, instance):
                continue
            verdict = judge(instance.sentence, self.sheets, self.numbers)
            if verdict.holds is False:
                yield self.failed(planned.check, instance, verdict)
            elif verdict.holds is None and self.is_gap(planned, verdict):
                open_ones.append((instance, verdict))
        if open_ones:
            yield self.undecided(planned.check, open_ones)

    def holds_plainly(self, check: Check, instance: Instance) -> bool:
        """All figures are there and agree, or the table's own sums gave one of them, so that they prove nothing."""
        own = self.sheets.own
        if check.identity and own.by_sums and not own.by_sums.isdisjoint(instance.sentence.own):
            return True
        try:
            return instance.sentence.quick(*self.numbers)
        except KeyError:
            return False

    def failed(self, check: Check, instance: Instance, verdict: Verdict) -> Finding:
        cells = main_cells(instance, self.sheets)
        return Finding(
            check.code, self.severity(check), cells, failure(check, instance, verdict, self.sheets)
        )

    def severity(self, check: Check) -> Severity:
        own, last = self.sheets.own, self.sheets.last_year
        reorganised = last is not None and own.bodies and last.bodies and set(own.bodies) != set(last.bodies)
        return check.softer.get("reorganised", check.severity) if reorganised else check.severity

    def is_gap(self, planned: Planned, verdict: Verdict) -> bool:
        """Undecided although a figure is there, and not only for want of what nobody gave or "/" where accepted."""
        if verdict.not_given or not verdict.known:
            return False
        return verdict.elsewhere or not all(self.accepted(planned, code) for code in verdict.missing)

    def accepted(self, planned: Planned, code: str) -> bool:
        """ "/" in a row that the form leaves to certain bodies."""
        figure, cell = self.sheets.own.cells.get(code), planned.form.cells.get(code)
        return (
            figure is not None and figure.face is Face.NOT_APPLICABLE and bool(cell and cell.line.filled_by)
        )

    def undecided(self, check: Check, found: list[tuple[Instance, Verdict]]) -> Finding:
        missing = dict.fromkeys(code for _, verdict in found for code in verdict.missing)
        cells = tuple(missing) or tuple(
            dict.fromkeys(code for instance, _ in found for code in instance.sentence.own)
        )
        return Finding(check.code, "gap", cells, undecided(check, found, self.sheets))


@cache
def _codes(of: str, table: str) -> tuple[str, ...]:
    """The cells of a table that may hold a number; of all tables for ""."""
    return tuple(
        code for code, cell in form(of).cells.items() if code.startswith(table) and not cell.line.heading
    )
