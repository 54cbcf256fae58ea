"""Chains are data, and data that would let something past a look is refused when it is loaded."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.approvals.added_steps import add_step, added_to, end_step
from gongkai.approvals.chains import LOOKS, BadChain, ChainStep, chains, read
from gongkai.organisations.refusal import Refused
from tests.people import TODAY, a_county

HEAD = '[[chain]]\ncode = "x"\nsays = "x"\nbasis = "x"\n'


def step(code: str, kind: str, post: str = "reviewer", order: int = 1, more: str = "") -> str:
    return f'[[chain.step]]\ncode = "{code}"\nsays = "{code}"\nkind = "{kind}"\npost = "{post}"\norder = {order}\n{more}\n'


LOOKED = step("s", "secrecy") + step("p", "privacy")
SIGNED = step("z", "signature", "signatory", 9)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + SIGNED, "缺少保密审查"),
        (HEAD + step("s", "secrecy") + SIGNED, "缺少隐私审查"),
        (HEAD + LOOKED, "以一步签发结束"),
        (HEAD + LOOKED + SIGNED + step("y", "signature", "signatory", 10), "以一步签发结束"),
        (HEAD + LOOKED + SIGNED + step("y", "review", order=10), "以一步签发结束"),
        (
            HEAD + step("s", "secrecy", more="later_in_emergency = true") + step("p", "privacy") + SIGNED,
            "不能补办",
        ),
        (HEAD + step("s", "secrecy", "nobody") + step("p", "privacy") + SIGNED, "不认识岗位"),
        (HEAD + LOOKED + step("a", "guess") + SIGNED, "不认识类别"),
        (HEAD + LOOKED + step("s", "review") + SIGNED, "代码重复"),
        (HEAD + LOOKED + SIGNED + 'other = "x"\n', "项目不全或多余"),
    ],
)
def test_a_chain_that_is_not_well_formed_is_refused(text: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "chains.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadChain, match=why):
        read(tmp_path / "chains.toml")


def test_every_chain_that_discloses_has_both_looks_before_its_signature() -> None:
    for chain in chains().values():
        last = max(one.order for one in chain.steps)
        looks = {one.kind: one.order for one in chain.steps if one.kind in LOOKS}
        assert not chain.discloses or (len(looks) == 2 and max(looks.values()) < last)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("added", "why"),
    [
        (ChainStep("a", "再签", "signature", "signatory", 50), "不能是签发"),
        (ChainStep("a", "事后看", "review", "reviewer", 95), "签发之后"),
        (ChainStep("secrecy", "保密", "secrecy", "secrecy_reviewer", 50), "已经有了"),
        (ChainStep("a", "x", "review", "nobody", 50), "nobody"),
    ],
)
def test_a_body_adds_nothing_that_would_undo_the_chain(added: ChainStep, why: str) -> None:
    with pytest.raises(Refused, match=why):
        add_step(a_county().township, chain="publication", step=added, by=None, on=TODAY)


@pytest.mark.django_db
def test_an_added_step_is_in_force_from_its_day_until_it_is_ended() -> None:
    body, day = a_county().township, timedelta(days=1)
    more = ChainStep("own", "分管领导审核", "review", "competent_authority", 85)
    made = add_step(body, chain="publication", step=more, by=None, on=TODAY)
    end_step(made, by=None, on=date(2026, 4, 1))
    in_force = [
        bool(added_to("publication", body, on))
        for on in (TODAY - day, TODAY, date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert in_force == [False, True, True, False]
    assert added_to("normative", body, TODAY) == []
