"""``gongkai screen``: one object a file, a status that tells, and no value whole anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.cli.console import main
from gongkai.screening.kinds import kinds
from tests.screening.numbers import id_number

Out = pytest.CaptureFixture[str]
ID = id_number(5)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "干净.txt").write_text("一份普通的通知。\n", "utf-8")
    (tmp_path / "名单.txt").write_text(f"甲某某 身份证号{ID}，县财政拔款。\n", "utf-8")
    return tmp_path


def test_a_clean_file_is_status_0_and_one_with_hits_1(papers: Path, capsys: Out) -> None:
    assert main(["screen", str(papers / "干净.txt")]) == 0
    assert "没有发现" in capsys.readouterr().out
    assert main(["screen", str(papers / "干净.txt"), str(papers / "名单.txt")]) == 1


def test_json_is_one_object_a_line_with_masked_values(papers: Path, capsys: Out) -> None:
    main(["screen", "--json", str(papers)])
    printed = capsys.readouterr().out
    found = {Path(line["file"]).name: line["hits"] for line in map(json.loads, printed.splitlines())}
    assert found["干净.txt"] == [] and ID not in printed
    assert [hit["kind"] for hit in found["名单.txt"]] == ["id_number", "wrong_word"]
    assert list(found["名单.txt"][0]) == ["kind", "place", "shown", "sure"]
    assert found["名单.txt"][0] == {
        "kind": "id_number",
        "place": "第1行",
        "shown": f"{ID[:6]}{'*' * 12}",
        "sure": "certain",
    }


def test_text_says_what_to_do_the_heaviest_first(papers: Path, capsys: Out) -> None:
    main(["screen", str(papers / "名单.txt")])
    told = capsys.readouterr().out
    assert told.index(kinds()["id_number"].do) < told.index(kinds()["wrong_word"].do)
    assert "[确定] 第1行" in told and ID not in told


def test_the_county_s_own_words_are_looked_for(papers: Path, capsys: Out) -> None:
    (papers / "词表").write_text("普通的通知 通知\n", "utf-8")
    assert main(["screen", "--words", str(papers / "词表"), str(papers / "干净.txt")]) == 1
    assert "“普通的通知”应为“通知”" in capsys.readouterr().out


def test_a_name_that_holds_a_number_is_printed_masked(tmp_path: Path, capsys: Out) -> None:
    (tmp_path / f"{ID}.txt").write_text("x", "utf-8")
    main(["screen", "--json", str(tmp_path / f"{ID}.txt")])
    assert ID not in capsys.readouterr().out


def test_wrong_use_is_status_2(capsys: Out) -> None:
    assert main(["screen"]) == 2 and main(["screen", "没有.docx"]) == 2
    assert "没有这个文件" in capsys.readouterr().err
