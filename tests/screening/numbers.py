"""Numbers that belong to nobody, made to pass the checks of their kind."""

from __future__ import annotations

import random

from stdnum import luhn
from stdnum.cn import ric

REGIONS = ("440308", "110105", "320802", "510104", "421126")


def id_number(seed: int, *, ends: str = "") -> str:
    """An identity number of eighteen places; ``ends``: the check digit wanted."""
    chance = random.Random(seed)
    while True:
        day = f"{chance.randint(1950, 2009)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        begun = f"{chance.choice(REGIONS)}{day}{chance.randint(0, 999):03}"
        check = ric.calc_check_digit(begun + "0")
        if ends in ("", check):
            return begun + check


def mobile(seed: int) -> str:
    """A mobile number in a segment that is given out."""
    chance = random.Random(seed)
    return f"{chance.choice((130, 138, 139, 152, 159, 177, 186, 199))}{chance.randint(0, 99_999_999):08}"


def bank_card(seed: int, length: int = 19) -> str:
    """A card number of the domestic scheme."""
    chance = random.Random(seed)
    begun = f"62{chance.randint(1000, 2999)}{chance.randrange(10 ** (length - 7)):0{length - 7}}"
    return begun + luhn.calc_check_digit(begun)
