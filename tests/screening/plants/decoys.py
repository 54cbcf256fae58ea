"""What looks like a personal number and is none: numbers of documents, credit codes, amounts, serials, masked values."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.screening.plants.values import REGIONS, bank_card, id_number, mobile

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def _digits(seed: Random, count: int) -> str:
    return str(seed.randint(1, 9)) + "".join(seed.choice("0123456789") for _ in range(count - 1))


def _day(seed: Random) -> str:
    return f"20{seed.randint(10, 26)}{seed.randint(1, 12):02}{seed.randint(1, 28):02}"


def credit_code(seed: Random) -> str:
    """A unified social credit code with the right last character."""
    first = seed.choice(("11", "12", "91", "92")) + seed.choice(REGIONS) + _digits(seed, 9)
    total = sum(CREDIT.index(sign) * weight for sign, weight in zip(first, CREDIT_WEIGHTS, strict=True))
    return first + CREDIT[-total % 31]


def _wrong(value: str) -> str:
    """The same number with a last character that does not fit."""
    return value[:-1] + ("3" if value[-1] != "3" else "7")


def _masked_card(seed: Random) -> str:
    card = bank_card(seed)
    return f"银行卡号 {card[:6]}{'*' * (len(card) - 10)}{card[-4:]}"


def _masked_id(seed: Random) -> str:
    number = id_number(seed)
    return f"身份证号 {number[:6]}********{number[-4:]}"


def _masked_mobile(seed: Random) -> str:
    number = mobile(seed)
    return f"联系电话 {number[:3]}****{number[-4:]}"


def _stamp(seed: Random) -> str:
    return f"{_day(seed)}{seed.randint(0, 23):02}{seed.randint(0, 59):02}{seed.randint(0, 59):02}"


def _amounts(seed: Random) -> str:
    return " ".join(f"{seed.randint(1000, 99999999)}.{seed.randint(0, 99):02}" for _ in range(6))


def _figures(seed: Random) -> str:
    return "、".join(_digits(seed, seed.choice((3, 4, 5, 6, 7, 8))) for _ in range(8))


def _dates(seed: Random) -> str:
    return f"公示期 {_day(seed)}{_day(seed)}"


def _isbn(seed: Random) -> str:
    first = "9787" + _digits(seed, 8)
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first))
    return f"ISBN {first}{-total % 10}"


def _coordinates(seed: Random) -> str:
    return f"东经{seed.uniform(100, 120):.10f}，北纬{seed.uniform(20, 40):.10f}"


DECOYS: dict[str, Callable[[Random], str]] = {
    "document_number": lambda s: f"平政办发〔20{s.randint(10, 26)}〕{s.randint(1, 300)}号",
    "index_number": lambda s: f"索引号：{credit_code(s)}/20{s.randint(10, 26)}-{s.randint(1, 99999):05}",
    "index_old": lambda s: f"索引号：{_digits(s, 9)}/20{s.randint(10, 26)}-{s.randint(1, 99999):05}",
    "index_long": lambda s: f"索引号：{s.choice(REGIONS)}{_digits(s, 15)}",
    "credit_code": lambda s: f"统一社会信用代码：{credit_code(s)}",
    "credit_code_bare": credit_code,
    "project": lambda s: (
        f"项目代码：{_day(s)[:4]}-{_digits(s, 6)}-{_digits(s, 2)}-{_digits(s, 2)}-{_digits(s, 6)}"
    ),
    "contract": lambda s: f"合同编号：HT{_day(s)}{_digits(s, 6)}",
    "invoice": lambda s: f"发票代码：{_digits(s, 12)} 发票号码：{_digits(s, 8)}",
    "invoice_electronic": lambda s: f"发票号码：{_digits(s, 20)}",
    "case_number": lambda s: f"受理编号：{_day(s)}{_digits(s, 4)}",
    "figures": _figures,
    "stamp": _stamp,
    "stamp_milliseconds": lambda s: f"{_stamp(s)}{s.randint(0, 999):03}",
    "unix_time": lambda s: f"t={s.randint(1300000000000, 1799999999999)}",
    "isbn": _isbn,
    "coordinates": _coordinates,
    "id_wrong_check": lambda s: f"编号 {_wrong(id_number(s))}",
    "card_wrong_check": lambda s: f"编号 {_wrong(bank_card(s))}",
    "landline": lambda s: f"咨询电话：0591-{_digits(s, 8)}",
    "landline_extension": lambda s: f"联系电话：（0591）{_digits(s, 8)}转{_digits(s, 3)}",
    "landline_joined": lambda s: f"电话0{s.choice(('591', '25', '871'))}{_digits(s, 8)}",
    "hotline": lambda s: s.choice(("拨打12345", "报警110", "税务热线12366", "400-810-" + _digits(s, 4))),
    "serial": lambda s: f"序列号 SN{_digits(s, 4)}{mobile(s)}{_digits(s, 3)}",
    "longer_than_mobile": lambda s: f"流水号：{mobile(s)}{_digits(s, 6)}",
    "hash": lambda s: "".join(s.choice("0123456789abcdef") for _ in range(64)),
    "uuid": lambda s: (
        f"{s.getrandbits(32):08x}-{s.getrandbits(16):04x}-4{s.getrandbits(12):03x}-9000-{s.getrandbits(48):012x}"
    ),
    "address_on_the_web": lambda s: (
        f"http://www.example.gov.cn/art/{_day(s)}/art_{_digits(s, 5)}_{_digits(s, 7)}.html"
    ),
    "amounts": _amounts,
    "amount_big": lambda s: f"总投资{s.randint(10**10, 10**11)}元",
    "version": lambda s: f"V{s.randint(1, 9)}.{s.randint(0, 99)}.{s.randint(0, 9999)}.{_digits(s, 8)}",
    "masked_mobile": _masked_mobile,
    "masked_id": _masked_id,
    "masked_card": _masked_card,
    "dates_together": _dates,
    "postcode": lambda s: f"邮政编码：{s.choice(REGIONS)}",
    "period": lambda s: f"{_day(s)}-{_day(s)}",
}
