"""Rows of table three in the shapes papers have: a figure is placed where it is certain, else named as a gap."""

from __future__ import annotations

import pytest

from tests.reading.tables.paper import (
    RESULTS,
    ROWS,
    ZEROS,
    figures,
    grid,
    left_out,
    of_blocks,
    of_lines,
    values,
)


def _lines(rows: list[tuple[int, ...]], between: str) -> list[str]:
    return [ROWS[i] + between + between.join(map(str, row)) for i, row in enumerate(rows)]


@pytest.mark.parametrize("between", [" ", "  ", "\t", "\u3000", "\u00a0"])
def test_figures_apart_are_placed_in_column_order(between: str) -> None:
    read = values(of_lines(_lines(figures(), between)))
    assert (read["T3.A.natural"], read["T3.A.nonprofit"], read["T3.A.total"]) == (11, 1, 12)
    assert len(read) == 23 * 7


def test_one_cell_a_line_is_read_like_a_row() -> None:
    lines = [part for i, row in enumerate(figures()) for part in (ROWS[i], *map(str, row))]
    assert values(of_lines(lines)) == values(of_lines(_lines(figures(), " ")))


def test_a_label_split_over_lines_with_the_figures_in_the_middle_is_one_row() -> None:
    lines = _lines(figures(), " ")
    lines[3:4] = ["（二）部分公开（区分处理的，只计这一情", "  8 0 0 0 0 0 8", "形，不计其他情形）"]
    assert values(of_lines(lines))["T3.C2.total"] == 8


def test_digits_that_run_together_are_split_by_the_sums_and_said_to_be() -> None:
    rows = figures()
    rows[0], rows[2], rows[21] = (21, 0, 0, 1, 0, 0, 22), (19, 0, 0, 1, 0, 0, 20), (19, 0, 0, 1, 0, 0, 20)
    tables = of_lines(["".join(ROWS[i] + "".join(map(str, row)) for i, row in enumerate(rows))])
    read = values(tables)
    assert [read[f"T3.A.{c}"] for c in ("natural", "nonprofit", "total")] == [21, 1, 22]
    assert "T3.A.natural" in tables.sheets[0].by_sums
    assert "T3.C3.1.natural" not in tables.sheets[0].by_sums  # seven zeros are seven cells


def test_digits_that_run_together_and_add_up_to_nothing_are_a_gap() -> None:
    rows: list[object] = ["".join(map(str, row)) for row in figures()]
    rows[0] = "5100017"
    rows[0] = "51000178"
    tables = of_lines(["".join(f"{ROWS[i]}{row}" for i, row in enumerate(rows))])
    assert "T3.A.natural" not in values(tables)
    assert {"T3.A.natural", "T3.A.total"} <= left_out(tables)


def test_the_number_of_the_next_label_is_no_digit_of_the_row() -> None:
    rows = figures()
    rows[4] = (3, 0, 0, 0, 0, 0, 3)
    read = values(of_lines(["".join(ROWS[i] + "".join(map(str, row)) for i, row in enumerate(rows))]))
    assert (read["T3.C3.1.total"], read["T3.C3.2.natural"]) == (3, 0)


def test_blank_cells_that_were_dropped_leave_the_row_open() -> None:
    lines = _lines(figures(), " ")
    lines[2] = ROWS[2] + " 9 1 10"
    tables = of_lines(lines)
    assert not [code for code in values(tables) if code.startswith("T3.C1.")]
    assert "T3.C1.total" in left_out(tables)


def test_rows_without_any_figure_are_blank_where_nothing_is_astray() -> None:
    assert set(values(of_lines(list(ROWS))).values()) == {"blank"}


def test_a_row_without_figures_is_open_where_another_has_too_many() -> None:
    lines = _lines(figures(), " ")
    lines[4], lines[5] = ROWS[4], ROWS[5] + " 0 0 0 0 0 0 0 3 0 0 0 0 0 3"
    assert {"T3.C3.1.natural", "T3.C3.2.natural"} <= left_out(of_lines(lines))


def test_page_numbers_and_repeated_heads_do_not_count() -> None:
    lines = _lines(figures(), " ")
    lines[9:9] = [
        "- 4 -",
        "第4页 共6页",
        "申请人情况",
        "自然人 法人或其他组织 总计",
        "商业企业 科研机构 其他",
    ]
    assert values(of_lines(lines)) == values(of_lines(_lines(figures(), " ")))


def test_the_words_of_the_table_in_the_prose_do_not_count() -> None:
    prose = "本年新收政府信息公开申请99件，上年结转7件，予以公开88件，部分公开3件，（六）其他处理2件，结转下年度继续办理5件。"
    assert values(of_lines([prose, *_lines(figures(), " ")]))["T3.A.total"] == 12


def test_misprinted_labels_are_found_between_their_neighbours() -> None:
    lines = _lines(figures(), " ")
    lines[5] = "2.其他法律行政止公开 " + " ".join("2000002")
    lines[7] = "4.保护第三万合法权益 " + " ".join("1000001")
    read = values(of_lines(lines))
    assert (read["T3.C3.2.total"], read["T3.C3.4.total"]) == (2, 1)


def test_a_grid_keeps_blank_cells_blank() -> None:
    rows = [[ROWS[i], *row] for i, row in enumerate(figures())]
    rows[2] = [ROWS[2], 9, None, "", 1, "/", "—", 10]  # type: ignore[list-item]
    read = values(of_blocks([grid(rows)]))
    wanted = [9, "blank", "blank", 1, "n/a", "n/a", 10]
    assert [read[f"T3.C1.{c}"] for c in _COLUMNS] == wanted


_COLUMNS = ("natural", "business", "research", "nonprofit", "legal", "other", "total")
_HEADS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def test_cells_stand_under_the_heads_of_their_grid_where_a_row_has_a_filler() -> None:
    rows: list[list[object]] = [["", *_HEADS[:3], "", *_HEADS[3:]]]
    rows += [[ROWS[i], *row[:3], "", *row[3:]] for i, row in enumerate(figures())]
    read = values(of_blocks([grid(rows)]))
    assert tuple(read[f"T3.C1.{c}"] for c in _COLUMNS) == RESULTS


def test_a_row_broken_off_is_blank_at_its_end() -> None:
    rows: list[list[object]] = [[ROWS[i], *row] for i, row in enumerate(figures())]
    rows[2] = [ROWS[2], 9, 0, 0, 1, 0, 0]
    read = values(of_blocks([grid(rows)]))
    assert (read["T3.C1.other"], read["T3.C1.total"]) == (0, "blank")


def test_a_note_displaced_into_a_cell_of_its_own_is_no_cell() -> None:
    rows: list[list[object]] = [[ROWS[i], *row] for i, row in enumerate(figures())]
    rows[2] = [ROWS[2], 9, "（其中法人1件）", 0, 0, 1, 0, 0, 10]
    assert tuple(values(of_blocks([grid(rows)]))[f"T3.C1.{c}"] for c in _COLUMNS) == RESULTS


def test_two_rows_of_the_layout_the_paper_lacks_are_named() -> None:
    tables = of_lines([line for i, line in enumerate(_lines(figures(), " ")) if i not in (17, 18)])
    assert {"T3.C5.3.total", "T3.C5.4.natural"} <= left_out(tables)
    assert "T3.C5.3.total" not in values(tables)


def test_a_table_printed_twice_is_one_sheet_and_another_table_is_a_second() -> None:
    first = _lines(figures(), " ")
    other = _lines([ZEROS] * len(ROWS), " ")
    assert len(of_lines(first + first).sheets) == 1
    assert len(of_lines([*first, "本级统计表", *other]).sheets) == 2
