"""Nothing a file holds makes a look raise, hang or stay silent: what cannot be looked into is said."""

from __future__ import annotations

import gzip
import io
import random
import time
import zipfile
from pathlib import Path

import pikepdf
import pytest

from gongkai.screening.hits import UNSEEN
from gongkai.screening.screen import screen
from tests.screening import made
from tests.screening.numbers import id_number, mobile

ID = id_number(3)


def _locked_zip() -> bytes:
    """An archive whose one entry says it is encrypted."""
    data = bytearray(made.zipped(a_txt=b"secret"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def _locked_pdf() -> bytes:
    out = io.BytesIO()
    made.pdf(made.text("a")).save(out, encryption=pikepdf.Encryption(user="u", owner="o"))
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(60_000_000))
    return out.getvalue()


UNSEEABLE = {
    "locked zip": _locked_zip,
    "locked pdf": _locked_pdf,
    "bomb": _bomb,
    "gzip bomb": lambda: gzip.compress(bytes(100_000_000)),
    "cut off zip": lambda: made.zipped(a_txt=b"x" * 5000)[:60],
    "cut off docx": lambda: made.word("paragraph", "x")[:9000],
    "damaged pdf": lambda: b"%PDF-1.7\n" + bytes(random.Random(1).randbytes(3000)),
    "damaged doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(1).randbytes(3000),
    "rar": lambda: b"Rar!\x1a\x07\x00" + bytes(50),
    "unknown": lambda: bytes([0, 1, 2, 3]) * 400,
    "damaged picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(30),
    "scan": lambda: made.saved(made.pdf("q 300 0 0 300 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")),
    "empty": lambda: b"",
}


@pytest.mark.parametrize("what", UNSEEABLE)
def test_what_cannot_be_looked_into_is_said(what: str) -> None:
    screened = screen(UNSEEABLE[what](), "a.bin")
    assert screened.unseen and all(hit.kind == UNSEEN and hit.shown.endswith("。") for hit in screened.unseen)


def test_numbers_in_a_damaged_file_are_found_all_the_same() -> None:
    damaged = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(800) + f"身份证{ID}".encode("utf-16-le") + bytes(90)
    assert [hit.kind for hit in screen(damaged, "a.doc").hits] == ["id_number"]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "html", "rtf", "doc"])
def test_broken_bytes_never_raise(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(_WHOLE[kind])
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    screen(bytes(data[: chance.randint(len(data) // 2, len(data))]), f"a.{kind}")


_WHOLE = {
    "docx": made.word("table", ID),
    "xlsx": made.workbook("hidden sheet", ID),
    "pdf": made.saved(made.pdf(made.text(ID))),
    "html": f"<html><body><table><tr><td>{ID}</td></tr></table></body></html>".encode(),
    "rtf": rb"{\rtf1\ansi{\info{\author a}}{\v 1}body\par}",
    "doc": Path(__file__).with_name("files").joinpath("hidden.doc").read_bytes(),
}


def test_files_nested_too_deep_are_said_and_not_followed() -> None:
    data = b"x"
    for _ in range(9):
        data = made.zipped(a_zip=data)
    assert any("嵌套" in hit.shown for hit in screen(data, "a.zip").unseen)


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 90_000,
        "1" * 200_000,
        "a@" * 60_000,
        "一" * 90_000,
        "<div>" * 60_000,
        "{{" * 60_000,
        "粤B" * 60_000,
        "138-" * 100_000,
        "村" * 60_000,
        "○" * 90_000,
        "O0l1" * 100_000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_text_is_done_in_time_that_grows_with_its_length(text: str) -> None:
    begun = time.process_time()
    screen(text.encode(), "a.txt")
    whole = time.process_time() - begun
    begun = time.process_time()
    screen(text[: len(text) // 4].encode(), "a.txt")
    assert whole < 12 * (time.process_time() - begun) + 1


def test_a_value_is_nowhere_in_what_is_said() -> None:
    value = mobile(3)
    archive = made.zipped(**{f"{value}_txt": f"{value} {ID} {ID}@qq.com 住址：上村三组12号".encode()})
    told = repr(screen(archive, f"{value}.zip"))
    assert value not in told and ID not in told
