"""Chains of approval as data (``chains.toml``), checked when they are loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from gongkai.approvals.models import Kind
from gongkai.organisations.models import Post

LOOKS: Final = (Kind.SECRECY, Kind.PRIVACY)


class BadChain(Exception):
    """A chain that is not well formed; names the chain and what is wrong."""


@dataclass(frozen=True)
class ChainStep:
    """A step of a chain. Steps of the same ``order`` are decided side by side; those of one group ``apart`` by different
    people; ``later_in_emergency``: may come after publication."""

    code: str
    says: str
    kind: str
    post: str
    order: int
    apart: str = ""
    later_in_emergency: bool = False


@dataclass(frozen=True)
class Chain:
    """A chain. ``discloses``: something becomes public by it, so that both looks are part of it."""

    code: str
    says: str
    basis: str
    steps: Sequence[ChainStep] = field(default=())
    discloses: bool = True

    @property
    def may_be_shortened(self) -> bool:
        """Whether an emergency leaves anything for later."""
        return any(step.later_in_emergency for step in self.steps)


@cache
def chains() -> Mapping[str, Chain]:
    """The chains of the platform by their codes."""
    return read(Path(str(files("gongkai.approvals").joinpath("chains.toml"))))


def read(path: Path) -> Mapping[str, Chain]:
    """The chains of a file. BadChain where one is not well formed."""
    data: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [_chain(entry) for entry in data["chain"]]
    for chain in found:
        _check(chain)
    return {chain.code: chain for chain in found}


def _chain(entry: Mapping[str, Any]) -> Chain:
    try:
        steps = tuple(ChainStep(**step) for step in entry["step"])
        return Chain(**{key: value for key, value in entry.items() if key != "step"}, steps=steps)
    except (KeyError, TypeError) as error:
        raise BadChain(f"审批链 {entry.get('code', '?')}：项目不全或多余（{error}）。") from error


def _check(chain: Chain) -> None:
    troubles = [
        *(f"不认识岗位 {step.post}" for step in chain.steps if step.post not in Post.values),
        *(f"不认识类别 {step.kind}" for step in chain.steps if step.kind not in Kind.values),
        *(
            f"{step.says}不能补办，只有签发可以"
            for step in chain.steps
            if step.later_in_emergency and step.kind != Kind.SIGNATURE
        ),
        *(
            f"缺少{Kind(look).label}"
            for look in LOOKS
            if chain.discloses and look not in {step.kind for step in chain.steps}
        ),
    ]
    kinds = [step.kind for step in sorted(chain.steps, key=lambda step: step.order)]
    if kinds.count(Kind.SIGNATURE) != 1 or kinds[-1] != Kind.SIGNATURE:
        troubles.append("应以一步签发结束")
    if len({step.code for step in chain.steps}) != len(chain.steps):
        troubles.append("步骤代码重复")
    if troubles:
        raise BadChain(f"审批链 {chain.code}：{'；'.join(troubles)}。")
