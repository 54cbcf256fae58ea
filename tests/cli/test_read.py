"""``gongkai read``: one result a paper in every shape of output, whatever the paper is like."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gongkai.cli.console import main

Out = pytest.CaptureFixture[str]


def _lines(out: Out) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.readouterr().out.splitlines()]


def test_json_is_one_object_a_line_in_sorted_order_and_plain_chinese(folder: Path, capsys: Out) -> None:
    assert main(["read", "--json", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "松石镇" in told
    lines = [json.loads(line) for line in told.splitlines()]
    assert [Path(line["file"]).name for line in lines] == ["2022.html", "2023.html", "坏.pdf"]
    assert [(line["body"], line["year"], line["form"]) for line in lines[:2]] == [
        ("松石镇人民政府", 2022, "2021"),
        ("松石镇人民政府", 2023, "2021"),
    ]
    assert lines[0]["cells"]["T3.A.natural"] == 3


def test_a_bad_file_and_a_missing_one_are_one_line_each_that_says_why(folder: Path, capsys: Out) -> None:
    status = main(
        ["read", "--json", str(folder / "坏.pdf"), str(folder / "没有.pdf"), str(folder / "2022.html")]
    )
    bad, missing, good = _lines(capsys)
    assert bad["gaps"] and bad["cells"] == {}
    assert [gap["says"] for gap in missing["gaps"]] == ["没有这个文件。"]
    assert good["year"] == 2022
    assert status == 2


def test_a_bad_file_among_good_ones_is_no_failure(folder: Path) -> None:
    assert main(["read", "--csv", str(folder)]) == 0


def test_standard_input_is_read_once(folder: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.TextIOWrapper(io.BytesIO((folder / "2022.html").read_bytes()))
    monkeypatch.setattr(sys, "stdin", data)
    assert main(["read", "--json", "-"]) == 0
    assert [(line["file"], line["year"]) for line in _lines(capsys)] == [("-", 2022)]


def test_csv_has_one_head_and_one_line_a_cell(folder: Path, capsys: Out) -> None:
    main(["read", "--csv", str(folder)])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    cells = [(row["year"], row["value"]) for row in rows if row["cell"] == "T3.A.natural"]
    assert cells == [("2022", "3"), ("2023", "4")]
    assert [row["says"] for row in rows if row["file"].endswith("坏.pdf")] != []


def test_xlsx_holds_all_papers(folder: Path, tmp_path: Path) -> None:
    assert (
        main(
            [
                "read",
                "--xlsx",
                str(tmp_path / "汇总.xlsx"),
                str(folder / "2022.html"),
                str(folder / "2023.html"),
            ]
        )
        == 0
    )
    rows = list(load_workbook(tmp_path / "汇总.xlsx")["数据"].iter_rows(min_row=2, values_only=True))
    assert {row[2] for row in rows} == {2022, 2023}


def test_a_workbook_that_cannot_be_written_is_said_in_chinese(folder: Path, capsys: Out) -> None:
    assert main(["read", "--xlsx", str(folder / "没有" / "a.xlsx"), str(folder / "2022.html")]) == 2
    assert capsys.readouterr().err.startswith("写不了 ")


def test_text_shows_the_official_table(folder: Path, capsys: Out) -> None:
    main(["read", str(folder / "2022.html")])
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("一、本年新收"))
    assert row.split()[1:] == ["3", "0", "0", "0", "0", "0", "3"]


def test_files_that_are_no_papers_are_named_not_swallowed(folder: Path, capsys: Out) -> None:
    (folder / "清单.json").write_text("{}")
    main(["read", "--json", str(folder)])
    assert capsys.readouterr().err == "跳过 1 个不是文书的文件：清单.json。\n"


def test_two_processes_print_the_same_as_one(folder: Path, capsys: Out) -> None:
    main(["read", "--json", str(folder)])
    alone = capsys.readouterr().out
    main(["read", "--json", "--jobs", "2", str(folder)])
    assert capsys.readouterr().out == alone


def test_a_cluster_that_cannot_be_reached_is_said_in_chinese(
    folder: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.reading.cluster.SECONDS_TO_CONNECT", 1)
    assert main(["read", "--cluster", "tcp://127.0.0.1:9", str(folder)]) == 2
    assert capsys.readouterr().err.startswith("连不上集群调度器 tcp://127.0.0.1:9")


def test_without_the_extra_cluster_the_command_names_it(
    folder: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "gongkai.reading.cluster", raising=False)
    assert main(["read", "--cluster", "tcp://127.0.0.1:9", str(folder)]) == 2
    assert capsys.readouterr().err == "--cluster 需要 distributed：请安装 gongkai[cluster]。\n"


def test_the_progress_bar_shows_itself_to_a_person_only(
    folder: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [str(folder / "2022.html")] * 12
    main(["read", "--csv", *papers])
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["read", "--csv", *papers])
    told = capsys.readouterr()
    assert "/12" in told.err and told.out.count("T3.A.natural") == 12
