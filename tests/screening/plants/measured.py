"""What the checker finds of plants and decoys, counted per kind, format, place and way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongkai.screening.screen import screen
from tests.screening.plants.seeds import MAIN, Case
from tests.screening.plants.values import LABELS, SPLIT

Cell = tuple[str, str, str]


@dataclass
class Tally:
    """How many there were and how many of them were hit, with those that went wrong."""

    right: int = 0
    wrong: list[Case] = field(default_factory=list)

    @property
    def of(self) -> int:
        """All that were tried."""
        return self.right + len(self.wrong)

    @property
    def share(self) -> float:
        """The share that went right; one where nothing was tried."""
        return self.right / self.of if self.of else 1.0

    def count(self, case: Case, right: bool) -> None:
        """Count one case."""
        if right:
            self.right += 1
        else:
            self.wrong.append(case)


def hit_kinds(case: Case) -> set[str]:
    """The personal kinds the checker names in the file of the case."""
    return {hit.kind for hit in screen(case.data(), case.name).hits if hit.kind in LABELS}


def found(cases: Iterable[Case]) -> dict[Cell, Tally]:
    """Plants per kind, format and place: right where the kind planted is named."""
    cells: dict[Cell, Tally] = defaultdict(Tally)
    for case in cases:
        cells[case.kind, case.format, case.place].count(case, case.kind in hit_kinds(case))
    return cells


def left_alone(cases: Iterable[Case]) -> dict[Cell, Tally]:
    """Decoys per kind, format and place: right where no personal kind is named."""
    cells: dict[Cell, Tally] = defaultdict(Tally)
    for case in cases:
        cells[case.kind, case.format, case.place].count(case, not hit_kinds(case))
    return cells


def total(cells: dict[Cell, Tally], kinds: Iterable[str]) -> Tally:
    """The cells of these kinds together."""
    whole = Tally()
    for (kind, _, _), tally in cells.items():
        if kind in kinds:
            whole.right += tally.right
            whole.wrong += tally.wrong
    return whole


def precision(plants: dict[Cell, Tally], decoys: dict[Cell, Tally]) -> float:
    """Of all files named for a personal number, the share that held one."""
    true = total(plants, MAIN).right
    false = sum(len(tally.wrong) for tally in decoys.values())
    return true / (true + false) if true + false else 1.0


def bare(text: str) -> str:
    """The text of a case without its marks for breaking."""
    return text.replace(SPLIT, "")


def leaks(cases: Iterable[Case]) -> Iterator[Case]:
    """Cases whose planted value stands unmasked in what the checker says."""
    for case in cases:
        value = bare(case.text).split("：")[-1].split(" ")[-1]
        said = repr(screen(case.data(), case.name))
        if len(value) > 9 and value in said:
            yield case
