"""Generated sheets that balance: every identity of the form holds, and nothing in them is suspicious."""

from __future__ import annotations

from hypothesis import strategies as st

from gongkai.sheets.filled import FilledSheet, Number, number
from gongkai.sheets.forms import form

SINGLES = ("natural", "business", "research", "nonprofit", "legal", "other")
RESULTS = ("upheld", "corrected", "other", "pending")


@st.composite
def balanced(draw: st.DrawFn, code: str) -> FilledSheet:
    """A filled sheet of form "2019" or "2021" without a fault."""
    values = _table_three(draw, code) | _table_four(draw) | _table_two(draw, code)
    assert list(values) and set(values) == set(form(code).cells)
    return FilledSheet(
        code, 2020 if code == "2019" else 2023, {one: number(values[one]) for one in form(code).cells}
    )


def _table_three(draw: st.DrawFn, code: str) -> dict[str, Number]:
    rows = [line.code for line in form(code).table("T3").blocks[0].lines]
    results = [row for row in rows if row[0] == "C" and row != "C7"]
    values: dict[str, Number] = {}
    for column in SINGLES:
        counts = draw(st.lists(st.integers(0, 50), min_size=len(results), max_size=len(results)))
        closed = sum(counts)
        later, before = draw(st.integers(0, 9)), draw(st.integers(0, closed))
        found = dict(zip(results, counts, strict=True)) | {"C7": closed, "D": later}
        found |= {"A": closed + later - before, "B": before}
        values |= {f"T3.{row}.{column}": found[row] for row in rows}
    return values | {
        f"T3.{row}.total": sum(values[f"T3.{row}.{column}"] for column in SINGLES) for row in rows
    }


def _table_four(draw: st.DrawFn) -> dict[str, Number]:
    values: dict[str, Number] = {}
    for row in ("review", "direct", "after"):
        counts = draw(st.lists(st.integers(0, 20), min_size=4, max_size=4))
        values |= {f"T4.{row}.{one}": count for one, count in zip(RESULTS, counts, strict=True)}
        values[f"T4.{row}.total"] = sum(counts)
    return values


def _table_two(draw: st.DrawFn, code: str) -> dict[str, Number]:
    values: dict[str, Number] = {}
    for row in ("rules", "normative"):
        least, middle, most = sorted(draw(st.lists(st.integers(0, 90), min_size=3, max_size=3)))
        names = ("newly_public", "made", "public_total") if code == "2019" else ("made", "repealed", "valid")
        values |= {f"T2.{row}.{name}": one for name, one in zip(names, (least, middle, most), strict=True)}
    if code == "2021":
        rest = {"permits.decisions": 9, "penalties.decisions": 0, "coercion.decisions": 3}
        money = draw(st.decimals(0, 9999, places=2))
        return (
            values
            | {f"T2.{name}": draw(st.integers(0, most)) for name, most in rest.items()}
            | {"T2.fees.amount": money}
        )
    for row in ("permits", "services", "penalties", "coercion", "fees"):
        before = draw(st.integers(1, 40))
        values |= {f"T2.{row}.previous": before, f"T2.{row}.change": draw(st.integers(1 - before, 9))}
        values |= {f"T2.{row}.decisions": draw(st.integers(0, 99))} if row != "fees" else {}
    return values | {
        "T2.procurement.items": 2,
        "T2.procurement.amount": draw(st.decimals(1, 99999, places=2)),
    }


@st.composite
def balanced_2014(draw: st.DrawFn) -> FilledSheet:
    """A filled sheet of 2014 without a fault."""
    count = st.integers(1, 40)
    parts: dict[str, Number] = {f"R{row:02}": draw(count) for row in range(1, 66)}
    parts |= {"R09": 0, "R10": 0, "R08": parts["R03"] + 3, "R07": parts["R08"] + 2}
    values: dict[str, Number] = parts | {
        "R06": 0,
        "R02": parts["R08"] + parts["R07"] - 1,
        "R04": parts["R03"],
    }
    values |= {"R14": parts["R15"], "R16": parts["R17"], "R20": 1, "R19": 1, "R12": 2}
    for total, rows in {
        "R34": range(35, 41),
        "R45": range(46, 49),
        "R49": range(50, 53),
        "R58": range(59, 61),
    }.items():
        values[total] = sum(values[f"R{row:02}"] for row in rows)
    replies = [31, 32, 33, 34, 41, 42, 43, 44]
    values["R30"] = values["R27"] = values["R22"] = answered = sum(values[f"R{row}"] for row in replies)
    values |= {"R28": answered - 1, "R29": 1, "R23": answered - 3, "R24": 0, "R25": 1, "R26": 2}
    values |= {"R54": draw(st.decimals(0, 9, places=2)), "R61": draw(st.decimals(0, 9, places=2)), "R56": 1}
    data = [code for code, cell in form("2014").cells.items() if not cell.line.heading]
    return FilledSheet("2014", 2016, {code: number(values[code]) for code in data})
