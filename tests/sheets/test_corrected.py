"""Corrections lie over a sheet: the sheet itself stays, the order is the form's, and sums no longer vouch for the cell."""

from __future__ import annotations

from gongkai.reading.read import Known, quoted_rows, read, read_knowing
from gongkai.sheets.corrected import corrected
from gongkai.sheets.filled import FilledSheet, number
from gongkai.sheets.forms import form
from tests.reports.published import with_a_gap

CODES = list(form("2021").cells)


def test_a_corrected_cell_stands_in_its_place_and_the_sheet_given_stays() -> None:
    cells = {code: number(0) for code in CODES if code != "T3.A.natural"}
    sheet = FilledSheet("2021", 2023, cells, by_sums=frozenset({"T3.A.total", "T3.B.total"}))
    after = corrected(sheet, {"T3.A.natural": number(8), "T3.A.total": number(8)})
    assert list(after.cells) == CODES and after.value("T3.A.natural") == after.value("T3.A.total") == 8
    assert after.by_sums == {"T3.B.total"}
    assert "T3.A.natural" not in sheet.cells and sheet.value("T3.A.total") == 0
    assert corrected(sheet, {}) is sheet


def test_what_is_known_of_no_cell_reads_as_before_and_what_is_closes_the_gap() -> None:
    data = with_a_gap()
    plain = read(data, "a.html")
    assert read_knowing(data, "a.html", Known()) == plain
    gap = next(gap for gap in plain.gaps if gap.cells)
    first, *rest = gap.cells
    known = read_knowing(data, "a.html", Known(figures={first: number(8)}))
    assert [one.cells for one in known.gaps if one.cells] == [tuple(rest)]


def test_every_cell_has_one_row_of_the_paper_and_anything_can_be_asked_for_its_rows() -> None:
    rows = quoted_rows(with_a_gap(), "a.html")
    codes = [code for _, cells in rows for code in cells]
    assert sorted(codes) == sorted(CODES)
    assert "8 0 0 3 0 0 0 8" in next(quote for quote, cells in rows if "T3.A.total" in cells)
    for data in (b"", b"\x00\xff", b"%PDF-1.7", b"PK\x03\x04"):
        assert quoted_rows(data, "x") == ()
