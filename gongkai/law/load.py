"""Read the TOML files of the law and say, in Chinese, which file, entry and key is wrong and what is expected there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent


class LawError(ValueError):
    """A data file of the law is wrong; the message names file, entry, key and what is expected."""


@dataclass(frozen=True)
class Entry:
    """A table of a data file. ``place`` is how messages name it: the file, then the entry with its code.

    The readers below give the value of a key in its type. A missing key gives ``default``; without a default it is
    a LawError, as is a value of another type.
    """

    values: Mapping[str, Any]
    place: str

    def fault(self, says: str) -> LawError:
        """The error to raise for this entry."""
        return LawError(f"{self.place}：{says}")

    def only(self, *keys: str) -> Entry:
        """This entry, if it has no other keys than these: a misspelt key must not pass unseen."""
        for key in self.values:
            if key not in keys:
                raise self.fault(f"不认识的键 {key}，可用的键：{'、'.join(keys)}")
        return self

    def text(self, key: str, default: str | None = None) -> str:
        value = self._value(key, default, "非空文字")
        if value is not default and (not isinstance(value, str) or not value.strip()):
            raise self._expected(key, "非空文字")
        return str(value)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self._value(key, default, "文字列表")
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one for one in value):
            raise self._expected(key, "文字列表")
        return tuple(value)

    def whole(self, key: str, default: int | None = None) -> int:
        value = self._value(key, default, "整数")
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._expected(key, "整数")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self._value(key, default, "true 或 false")
        if not isinstance(value, bool):
            raise self._expected(key, "true 或 false")
        return value

    def day(self, key: str, default: date | None = None) -> date:
        value = self._value(key, default, "日期，如 2019-05-15")
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._expected(key, "日期，如 2019-05-15")
        return value

    def dates(self, key: str, default: tuple[date, ...] | None = None) -> tuple[date, ...]:
        value = self._value(key, default, "日期列表")
        if not isinstance(value, list | tuple) or not all(type(one) is date for one in value):
            raise self._expected(key, "日期列表，如 [2019-05-01, 2019-05-04]")
        return tuple(value)

    def one_of(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in choices and value is not default:
            raise self._expected(key, f"下列之一：{'、'.join(choices)}")
        return value

    def table(self, key: str) -> Entry:
        """The sub-table under ``key``."""
        value = self._value(key, None, "表（[…]）")
        if not isinstance(value, dict):
            raise self._expected(key, "表（[…]）")
        return Entry(value, f"{self.place}：{key}")

    def entries(self, key: str, default: tuple[Entry, ...] | None = None) -> tuple[Entry, ...]:
        """The tables under ``[[key]]``, each named by its number and code (or name); a code stands once among them, or
        once for each day of force."""
        value = self._value(key, default, "若干条（[[…]]）")
        if value is default:
            return default or ()
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._expected(key, "若干条（[[…]]）")
        found = tuple(Entry(one, self._place_of(index, one)) for index, one in enumerate(value, 1))
        _refuse_doubles(found)
        return found

    def _place_of(self, index: int, values: Mapping[str, Any]) -> str:
        return f"{self.place}：第 {index} 条 {values.get('code') or values.get('name', '')}".rstrip()

    def _value(self, key: str, default: object, expected: str) -> Any:
        if key in self.values:
            return self.values[key]
        if default is None:
            raise self.fault(f"缺少 {key}，应为{expected}")
        return default

    def _expected(self, key: str, expected: str) -> LawError:
        return self.fault(f"{key} 的值 {self.values.get(key)!r} 不对，应为{expected}")


def _refuse_doubles(entries: tuple[Entry, ...]) -> None:
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        code = entry.values.get("code")
        if isinstance(code, str):
            key = (code, str(entry.values.get("in_force", "")))
            if key in seen:
                raise entry.fault(f"代码 {code} 重复")
            seen.add(key)


def load_toml(name: str) -> dict[str, Any]:
    """A data file as plain values. ``name``: path relative to gongkai/law; LawError if absent or no TOML."""
    try:
        data = (FOLDER / name).read_bytes()
    except OSError:
        raise LawError(f"{name}：没有这个文件，或者不能读取") from None
    return parse_toml(data, name)


def parse_toml(data: bytes, name: str) -> dict[str, Any]:
    """TOML bytes as plain values. ``name`` is what messages call the file; LawError if they are no TOML."""
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LawError(f"{name}：文件编码应为 UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise LawError(f"{name}：不是有效的 TOML 文件（{error}）") from None


def load_entry(name: str) -> Entry:
    """A data file as an Entry, for validated reading. ``name``: path relative to gongkai/law."""
    return Entry(load_toml(name), name)
