"""Numbers as Word prints them in lists: 一、十二、甲、①、１、iv."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = (1000, 100, 10)
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_CHINESE = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "japaneseDigitalTenThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "taiwaneseDigital",
    ]
)
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def printed_number(number: int, kind: str) -> str:
    """A count of a list in one of Word's number formats; in plain digits where the format is none we know."""
    if kind in _CHINESE:
        return _counted(number, _DIGITS, "千百十")
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _counted(number, _FORMAL_DIGITS, "仟佰拾")
    series = _SERIES.get(kind, "")
    if 0 < number <= len(series):
        return series[number - 1]
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 90:
        return _roman(number).upper() if kind == "upperRoman" else _roman(number)
    if kind == "decimalZero":
        return f"{number:02d}"
    return str(number).translate(_FULL_WIDTH) if kind.startswith("decimalFullWidth") else str(number)


def _counted(number: int, digits: str, units: str) -> str:
    """1 → 一, 10 → 十, 12 → 十二, 105 → 一百〇五. ``units``: the words for thousand, hundred, ten."""
    if not 0 < number < 10000:
        return str(number)
    words, rest, gap = "", number, False
    for worth, unit in zip(_UNITS, units, strict=True):
        digit, rest = divmod(rest, worth)
        if digit:
            words += (digits[0] if gap else "") + digits[digit] + unit
        gap = bool(words) and not digit
    if rest:
        words += (digits[0] if gap else "") + digits[rest]
    return words[1:] if words.startswith("一十") else words


def _roman(number: int) -> str:
    words = ""
    for worth, letters in _ROMAN:
        while number >= worth:
            words += letters
            number -= worth
    return words
