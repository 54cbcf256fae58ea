"""Many papers: found in sorted order, each worked on once, results in order, whatever dies on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.reading.many import Source, each_in_order, find_papers, loaded
from tests.cli.works import deadly, described, given_up


def _papers(folder: Path, count: int) -> list[Source]:
    for number in range(count):
        (folder / f"{number:03}.txt").write_text("字" * number, "utf-8")
    return [Source(str(folder / f"{number:03}.txt")) for number in range(count)]


def test_a_folder_is_walked_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.PDF", "sub/c.html", ".hidden.txt", ".git/d.txt", "z.json", "无后缀"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = find_papers([str(tmp_path)])
    assert [Path(source.name).name for source in found.sources] == ["a.PDF", "b.txt", "无后缀", "c.html"]
    assert [Path(name).name for name in found.passed_over] == ["z.json"]


def test_a_file_named_outright_is_a_paper_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "z.json").write_bytes(b"x")
    assert find_papers([str(tmp_path / "z.json"), "没有.txt"]).sources[1] == Source("没有.txt")


@pytest.mark.parametrize("name", ["没有这个文件.txt", "\0.txt"])
def test_a_file_that_cannot_be_opened_says_why(name: str) -> None:
    assert loaded(Source(name)).data is None
    assert loaded(Source(name)).trouble.endswith("。")


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_are_the_same_and_in_order_for_any_number_of_processes(tmp_path: Path, jobs: int) -> None:
    papers = [*_papers(tmp_path, 70), Source("没有.txt"), Source("-", b"abc")]
    results = list(each_in_order(papers, described, given_up, jobs=jobs))
    assert results == [described(paper) for paper in papers]


def test_a_paper_that_kills_its_process_costs_only_its_own_result(tmp_path: Path) -> None:
    papers = _papers(tmp_path, 40)
    (tmp_path / "deadly.txt").write_bytes(b"")
    papers.insert(17, Source(str(tmp_path / "deadly.txt")))
    results = list(each_in_order(papers, deadly, given_up, jobs=2))
    assert results == [given_up(papers[17]) if paper == papers[17] else described(paper) for paper in papers]


def test_stopping_early_leaves_no_process_waiting(tmp_path: Path) -> None:
    results = each_in_order(_papers(tmp_path, 400), described, given_up, jobs=2)
    assert next(results).endswith("000.txt:0")
    results.close()  # type: ignore[attr-defined]
