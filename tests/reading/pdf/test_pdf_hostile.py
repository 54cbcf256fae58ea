"""Damaged, locked, endless and lying PDF files, and what becomes of the process that opens them."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gongkai.paper.blocks import Paper, Paragraph
from gongkai.reading.pdf import opening as pdf
from gongkai.reading.pdf.opening import open_pdf
from tests.reading.pdf.making import Leaf, make_pdf, put_together

GOOD = Paper("pdf", (Paragraph("全年收到申请12件"),))
LOCKED = "这份 PDF 设有打开密码，读不出内容；请用没有密码的版本。"
BROKEN = "这份 PDF 已损坏或不完整，打不开；请重新下载，或从原文重新导出。"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"


def good() -> bytes:
    leaf = Leaf()
    leaf.text(50, 100, "全年收到申请12件")
    return make_pdf([leaf])


def table() -> bytes:
    leaf = Leaf()
    leaf.rows([50, 150, 200, 260], 100, [["规章", "1", "2"]] * 10)
    return make_pdf([leaf, leaf])


def stream(data: bytes, keys: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (keys, len(data), data)


def laughing() -> bytes:
    """Forms that draw forms that draw forms: a few lines that would take for ever."""
    forms = [
        stream(
            b"/X Do " * 60,
            b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (6 + i),
        )
        for i in range(12)
    ]
    return put_together(
        [CATALOG, PAGES, PAGE, stream(b"/X Do"), *forms, stream(b"0 0 m 9 9 l S", b"/Subtype /Form")]
    )


def states_of_children() -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = entry.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == os.getpid():
            found.append(state)
    return found


def opener_pid() -> int:
    assert pdf._DESK._opener
    return pdf._DESK._opener._process.pid


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(autouse=True)
def _still_good() -> Iterator[None]:
    """Whatever a test did, the next file is read and nothing is left behind."""
    yield
    assert open_pdf(good()) == GOOD
    assert "Z" not in states_of_children()


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"\x00" * 5000, "年度报告".encode() * 900, b"%PDF-1.4\n%%EOF"]
)
def test_what_is_no_pdf_is_called_damaged(data: bytes) -> None:
    assert open_pdf(data) == Paper("pdf", (), (BROKEN,))


def test_random_bytes_never_raise() -> None:
    chance = random.Random(1)
    for _ in range(30):
        assert open_pdf(b"%PDF-1.5\n" + chance.randbytes(chance.randrange(4000))).notes


def test_a_file_cut_short_is_read_as_far_as_it_goes_or_called_damaged() -> None:
    data = table()
    for end in range(0, len(data), 157):
        paper = open_pdf(data[:end])
        assert paper.kind == "pdf" and (paper.blocks or paper.notes)


def test_changed_bytes_never_raise() -> None:
    chance = random.Random(2)
    data = table()
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 9)):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        assert open_pdf(bytes(changed), seconds=5).kind == "pdf"


def test_a_locked_file_asks_for_one_without_password() -> None:
    guard = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"
    data = put_together(
        [CATALOG, PAGES, PAGE, stream(b""), guard.encode()], f"/Encrypt {guard} /ID [<41> <41>]"
    )
    assert open_pdf(data) == Paper("pdf", (), (LOCKED,))


def test_an_endless_file_is_stopped_in_time() -> None:
    open_pdf(good())
    start = time.monotonic()
    paper = open_pdf(laughing(), seconds=0.7)
    assert time.monotonic() - start < 6
    assert paper == Paper(
        "pdf",
        (),
        ("这份 PDF 在 0.7 秒内没有读完，已停止读取；请用“打印为 PDF”另存一份再试，或用 Word 版本。",),
    )


def test_a_file_that_swells_does_not_fill_the_memory() -> None:
    squeeze = zlib.compressobj(9)
    piece = b"0 0 m 9 9 l S\n" * 100_000
    swollen = b"".join([squeeze.compress(piece) for _ in range(300)]) + squeeze.flush()
    body = stream(swollen, b"/Filter /FlateDecode")
    start = time.monotonic()
    paper = open_pdf(put_together([CATALOG, PAGES, PAGE, body, stream(b"")]), seconds=10)
    assert paper.notes and time.monotonic() - start < 30


def test_a_lie_about_the_number_of_pages_costs_no_time() -> None:
    data = good().replace(b"/Count 1 ", b"/Count 999999999 ")
    start = time.monotonic()
    paper = open_pdf(data)
    assert time.monotonic() - start < 10
    assert paper == GOOD or paper.notes


def test_a_very_long_file_is_read_to_its_time_and_says_so() -> None:
    leaf = Leaf()
    for y in range(20, 820, 5):
        leaf.text(50, y, "统计" * 40, 5)
    data = make_pdf([leaf] * 300)
    paper = open_pdf(data, seconds=2)
    assert paper.blocks and paper.notes[0].startswith("这份 PDF 太大，只读了前 ")


def test_deep_nesting_and_rings_do_not_hurt() -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    ring = b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    for bodies in ([CATALOG, PAGES, deep, deep], [CATALOG, ring], [b"<< /Type /Catalog /Pages 1 0 R >>"]):
        assert open_pdf(put_together(bodies), seconds=5).kind == "pdf"


def test_numbers_out_of_this_world_do_not_hurt() -> None:
    body = b"q 1e38 0 0 1e38 1e38 1e38 cm 0 0 m 9 0 l S 0 0 9 9 re f Q 9e99 -9e99 m 1 1 l S"
    assert open_pdf(put_together([CATALOG, PAGES, PAGE, stream(body), stream(b"")])).kind == "pdf"


def test_a_drawing_of_thousands_of_lines_is_no_table_and_takes_no_time() -> None:
    chance = random.Random(3)
    leaf = Leaf()
    for _ in range(4000):
        x, y = chance.randrange(20, 500), chance.randrange(20, 700)
        leaf.line(x, y, x + chance.randrange(5, 60), y)
        leaf.line(x, y, x, y + chance.randrange(5, 60))
    leaf.text(50, 800, "规划图")
    start = time.monotonic()
    assert open_pdf(make_pdf([leaf])).kind == "pdf"
    assert time.monotonic() - start < 10


def test_a_file_of_hundreds_of_megabytes_does_not_raise() -> None:
    assert open_pdf(good() + bytes(300_000_000)).kind == "pdf"


def test_the_process_is_kept_and_replaced_when_it_died() -> None:
    open_pdf(good())
    first = opener_pid()
    assert open_pdf(good()) == GOOD and opener_pid() == first
    os.kill(first, signal.SIGKILL)
    assert open_pdf(good()) == GOOD and opener_pid() != first


def test_a_process_that_dies_over_a_file_is_given_a_second_chance() -> None:
    open_pdf(good())
    pid = opener_pid()
    slow = make_pdf([Leaf()] * 3000)
    killer = threading.Timer(0.05, os.kill, (pid, signal.SIGKILL))
    killer.start()
    assert open_pdf(slow).notes == ("这份 PDF 里没有文字，也没有图像，读不出内容；请检查导出是否完整。",)
    assert opener_pid() != pid


def test_many_threads_each_get_their_own_answer() -> None:
    def ask(number: int) -> bool:
        leaf = Leaf()
        leaf.text(50, 100, f"第{number}份")
        return open_pdf(make_pdf([leaf])).blocks == (Paragraph(f"第{number}份"),)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(60)))


def _ask_in_child(_: int) -> tuple[bool, int]:
    return open_pdf(good()) == GOOD, opener_pid()


def test_forked_workers_have_a_process_each() -> None:
    open_pdf(good())
    own = opener_pid()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        answers = pool.map(_ask_in_child, range(20), chunksize=1)
        assert all(fine for fine, _ in answers)
        assert own not in {pid for _, pid in answers}
    assert open_pdf(good()) == GOOD and opener_pid() == own


@pytest.mark.parametrize("end", ["pass", "os.kill(os.getpid(), 9)"])
def test_the_process_ends_with_its_parent(end: str, tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(good())
    code = (
        "import os, sys; from gongkai.reading.pdf import opening as pdf; pdf.open_pdf(open(sys.argv[1], 'rb').read());"
        f"print(pdf._DESK._opener._process.pid, flush=True); {end}"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "good.pdf")], capture_output=True, text=True, check=False
    )
    until = time.monotonic() + 5
    while is_running(int(answer.stdout)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_running(int(answer.stdout))
