"""Random histories of an application that the law permits, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from gongkai.law.calendar import official_calendar
from gongkai.law.procedure import NotPermitted, Step, official_procedure
from gongkai.law.replay import permit
from gongkai.law.terms import rules_for

CALENDAR: Final = official_calendar()
SIGNED: Final = ("decide", "extend", "amend")


def facts_of(code: str, on: date, dice: Random) -> dict[str, Any]:
    """What a step of this kind may say."""
    key = f"第三方{dice.randint(1, 2)}"
    said: dict[str, dict[str, Any]] = {
        "ask_correction": {"until": on + timedelta(dice.randint(5, 20)), "reason": "内容不明确"},
        "ask_explanation": {"until": on + timedelta(dice.randint(5, 20))},
        "delay": {"until": on + timedelta(dice.randint(5, 40)), "reason": "数量多"},
        "consult": {"key": key, "party": dice.choice(["third", "joint", "agency"])},
        "consult_receipt": {"key": key},
        "opinion": {"key": key, "view": dice.choice(["agrees", "refuses", "in_part"])},
        "tell_third_party": {"key": key},
        "search": {"where": "档案室", "words": "河道"},
        "review": {"finding": "可以公开"},
        "move": {"to": "规划股"},
        "charge": {"standard": "pages", "quantity": 40, "before": 0, "yuan": 100},
        "extend": {"days": dice.randint(1, 20), "approved": "负责人甲"},
        "decide": {
            "outcome": "granted",
            "article": "条例 第三十六条第（二）项",
            "given": "一份",
            "weighed": "公共利益",
        },
        "serve": {"mode": dice.choice(["direct", "post", "electronic"])},
        "redraft": {"reason": "有误"},
        "reopen": {"reason": "复议纠正"},
    }
    return said.get(code, {})


def a_history(dice: Random, received: date, most: int, *, signed: bool) -> Iterator[Step]:
    """The receipt and up to ``most`` steps after it; ``signed``: those that need a signature too."""
    rules, so_far, on = rules_for(received), [], received
    so_far.append(Step("receive", received, "application_clerk", {"channel": "signed_post"}))
    yield so_far[0]
    codes = [one for one in official_procedure().steps if one != "receive" and (signed or one not in SIGNED)]
    for _ in range(most):
        on += timedelta(dice.choice([0, 1, 1, 2, 5, 9]))
        code = dice.choice(codes)
        if code == "amend" or (code == "withdraw" and dice.random() < 0.8):
            continue
        kind = official_procedure().steps[code]
        step = Step(code, on, kind.by[-1], facts_of(code, on, dice))
        try:
            permit(so_far, step, rules, CALENDAR)
        except NotPermitted:
            continue
        so_far.append(step)
        yield step
