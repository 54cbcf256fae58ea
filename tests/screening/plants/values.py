"""Invented numbers with right check digits, and the ways people write them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

SPLIT = "\x1f"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
REGIONS = ("110105", "320102", "350128", "441702", "510107", "610113", "530111", "420106", "370322", "620622")
PREFIXES = ("134", "135", "139", "150", "158", "166", "173", "177", "182", "188", "191", "195", "198", "199")
BANKS = ("622202", "621700", "622848", "621661", "622588", "623668")
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
LABELS = {
    "id_number": ("身份证号：", "公民身份号码 ", ""),
    "mobile": ("联系电话：", "手机 ", ""),
    "bank_card": ("银行卡号：", "开户行及账号：", "一卡通账号 "),
    "email": ("邮箱：", ""),
    "plate": ("车牌号：", "车牌号码 "),
    "passport": ("护照号：", "护照号码 "),
}


def _digits(seed: Random, count: int) -> str:
    return "".join(seed.choice("0123456789") for _ in range(count))


def _birth(seed: Random) -> str:
    return f"{seed.randint(1940, 2012)}{seed.randint(1, 12):02}{seed.randint(1, 28):02}"


def id_check(first: str) -> str:
    """The eighteenth character of an ID number, from the seventeen before it."""
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def id_number(seed: Random) -> str:
    """An ID number of eighteen characters."""
    first = seed.choice(REGIONS) + _birth(seed) + f"{seed.randint(1, 999):03}"
    return first + id_check(first)


def id_old(seed: Random) -> str:
    """An ID number of fifteen digits, as given out before 1999."""
    year = seed.randint(30, 79)
    return f"{seed.choice(REGIONS)}{year}{seed.randint(1, 12):02}{seed.randint(1, 28):02}{_digits(seed, 3)}"


def mobile(seed: Random) -> str:
    """A mobile number of eleven digits."""
    return seed.choice(PREFIXES) + _digits(seed, 8)


def luhn(first: str) -> str:
    """The last digit of a card, from those before it."""
    total = 0
    for place, digit in enumerate(reversed(first)):
        twice = int(digit) * (2 if place % 2 == 0 else 1)
        total += twice - 9 if twice > 9 else twice
    return str(-total % 10)


def bank_card(seed: Random) -> str:
    """A card of nineteen digits, sometimes sixteen."""
    first = seed.choice(BANKS) + _digits(seed, seed.choice((12, 12, 9)))
    return first + luhn(first)


def email(seed: Random) -> str:
    """An address at a mail house the public uses."""
    return f"jiashe{_digits(seed, 5)}@{seed.choice(('qq.com', '163.com', '126.com'))}"


def plate(seed: Random) -> str:
    """A number plate of a car."""
    return f"{seed.choice('京苏闽粤川')}{seed.choice('ABCD')}{seed.choice('ABCDEFGH')}{_digits(seed, 4)}"


def passport(seed: Random) -> str:
    """A passport number of the ordinary kind."""
    return "E" + seed.choice("ABCDEFGH") + _digits(seed, 7)


def _joined(value: str, sizes: tuple[int, ...], by: str) -> str:
    """The value in groups: 3-4-4 for a telephone, 6-8-4 for an ID number, fours for a card."""
    pieces, at = [], 0
    for size in sizes:
        pieces.append(value[at : at + size])
        at += size
    return by.join(piece for piece in (*pieces, value[at:]) if piece)


def _sizes(value: str) -> tuple[int, ...]:
    if len(value) == 11:
        return (3, 4, 4)
    return (6, 8, 4) if value[:6] in REGIONS else (4, 4, 4, 4)


def grouped(by: str) -> Callable[[str], str]:
    """A way of writing: the usual groups with this between them."""
    return lambda value: _joined(value, _sizes(value), by)


Way = Callable[[str], str]
ANYWHERE: dict[str, Way] = {
    "plain": lambda value: value,
    "spaces": grouped(" "),
    "hyphens": grouped("-"),
}
UNICODE: dict[str, Way] = {
    "fullwidth": lambda value: value.translate(WIDE),
    "zero_width": lambda value: "\u200b".join(value),
    "no_break_space": grouped("\u00a0"),
    "long_dash": grouped("—"),
    "wide_space": grouped("\u3000"),
}
BROKEN: dict[str, Way] = {
    "split_runs": lambda value: _joined(value, (4, 3, 2, 5), SPLIT),
    "split_line": lambda value: _joined(value, (len(value) // 2,), "\n"),
}
OWN: dict[str, dict[str, Way]] = {
    "id_number": {"small_x": str.lower},
    "mobile": {
        "plus86": lambda value: "+86" + value,
        "plus86_spaces": lambda value: "+86 " + grouped(" ")(value),
        "zeros86": lambda value: "0086-" + value,
        "brackets86": lambda value: "(86)" + value,
        "dots": grouped("."),
    },
}
OWN_UNICODE: dict[str, dict[str, Way]] = {
    "mobile": {"chinese_numerals": lambda value: value.translate(CHINESE)},
}
MAKERS: dict[str, Callable[[Random], str]] = {
    "id_number": id_number,
    "mobile": mobile,
    "bank_card": bank_card,
    "email": email,
    "plate": plate,
    "passport": passport,
}
