"""Damaged papers through the whole reader: the short form of ``python -m bench.bench_fuzz``."""

from __future__ import annotations

from bench.bench_fuzz import MEGABYTES, SECONDS, fuzz
from bench.mutations import mutation, samples

COUNT = 2000


def test_a_mutation_is_the_same_on_every_run() -> None:
    assert [mutation(7, number) for number in range(20)] == [mutation(7, number) for number in range(20)]


def test_mutations_start_from_every_format_that_is_read() -> None:
    quick, slow = samples()
    assert {sample.suffix for sample in (*quick, *slow)} >= {".txt", ".md", ".html", ".docx", ".xlsx", ".pdf"}


def test_no_damaged_paper_raises_hangs_or_fills_the_memory() -> None:
    outcome = fuzz(COUNT, seed=20)
    assert outcome.count == COUNT
    assert not outcome.faults, str(outcome)
    assert outcome.slowest[0] <= SECONDS, str(outcome)
    assert outcome.megabytes < MEGABYTES, str(outcome)
