"""All checks that rest on the prose, in one call."""

from __future__ import annotations

from datetime import date
from itertools import islice

from gongkai.paper.report import Report
from gongkai.reading.claims.reader import Prose
from gongkai.reading.suspicions.against_sheet import check_against_sheet
from gongkai.reading.suspicions.contents import check_contents, check_losses, check_nothing, whole_text
from gongkai.reading.suspicions.groups import groups_of
from gongkai.reading.suspicions.layout import check_layout
from gongkai.reading.suspicions.matter import Matter
from gongkai.reading.suspicions.order import check_chapters, check_lists
from gongkai.reading.suspicions.percentages import check_named_shares, check_rates, check_told_shares
from gongkai.reading.suspicions.shares import check_shares
from gongkai.reading.suspicions.strangers import check_strangers
from gongkai.reading.suspicions.totals import check_totals
from gongkai.reading.suspicions.twice import check_change, check_channels, check_twice
from gongkai.reading.suspicions.wording import (
    check_approximations,
    check_misprints,
    check_missing_numbers,
    check_periods,
    check_plans,
    check_units,
)
from gongkai.sheets.filled import FilledSheet
from gongkai.sheets.findings import Finding
from gongkai.sheets.forms import form_due


def check_prose(
    prose: Prose,
    sheet: FilledSheet | None,
    *,
    form: str | None,
    kind: str | None = None,
    published: date | None = None,
    last_year: Report | None = None,
) -> tuple[Finding, ...]:
    """The findings of all checks that rest on prose, in the order of their codes.

    ``sheet``: the body's own filled sheet; ``form``: the layout of its tables; ``kind``: of body_kind; ``published``:
    the day of publication where the caller knows it (the date on a page is weaker evidence and only asks);
    ``last_year``: the same body's report of the year before.
    """
    year = prose.identity.year
    matter = Matter(prose, sheet, form, form_due(year) if year else None, kind, published, last_year)
    groups, text = groups_of(matter), whole_text(matter)
    found = [
        *check_against_sheet(matter),
        *check_totals(matter, groups),
        *check_shares(matter, groups),
        *check_named_shares(matter),
        *check_rates(matter),
        *check_told_shares(matter),
        *check_twice(matter),
        *check_channels(matter, groups),
        *check_change(matter),
        *check_chapters(matter),
        *check_lists(matter),
        *check_layout(matter, text),
        *check_contents(matter, text),
        *check_losses(matter),
        *check_nothing(matter),
        *check_strangers(matter),
        *_wording(matter),
    ]
    return tuple(sorted(found, key=lambda one: one.check))


def _wording(matter: Matter) -> list[Finding]:
    checks = (
        check_units,
        check_approximations,
        check_periods,
        check_plans,
        check_misprints,
        check_missing_numbers,
    )
    return [one for check in checks for one in islice(check(matter), _MOST)]


_MOST = 30  # of one kind: a paper with more of them is damaged as a whole
