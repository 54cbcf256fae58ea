"""What it costs to look at files before they are kept: against keeping the same bytes unlooked at, and the slowest refusal."""

from __future__ import annotations

import io
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
_FOLDER = tempfile.mkdtemp(prefix="gongkai-bench-")
os.environ["GONGKAI_VAR"] = _FOLDER
django.setup()

from django.core.management import call_command  # noqa: E402

from gongkai.files import store  # noqa: E402
from gongkai.files.admission import NotAdmitted, admit  # noqa: E402
from tests.files import made  # noqa: E402
from tests.files.hostile import ALL  # noqa: E402

ON = date(2026, 3, 2)
TIMES = 60


def _seconds(do: Callable[[bytes], object]) -> float:
    files = [made.a_document(f"第{number}稿，{time.time_ns()}") for number in range(TIMES)]
    begun = time.perf_counter()
    for data in files:
        do(data)
    return (time.perf_counter() - begun) / TIMES


def main() -> None:
    """Prints one line a measure."""
    call_command("migrate", verbosity=0)
    admit(io.BytesIO(made.a_pdf()), "a.pdf", on=ON)
    plain = _seconds(store.keep)
    looked = _seconds(lambda data: admit(io.BytesIO(data), "a.docx", on=ON))
    print(
        f"一份 docx：入库 {plain * 1000:.1f} 毫秒，检查并入库 {looked * 1000:.1f} 毫秒，{looked / plain:.1f} 倍"
    )
    slowest, refused = ("", 0.0), 0
    begun = time.perf_counter()
    for what, (name, data, _) in ALL.items():
        one = time.perf_counter()
        try:
            admit(io.BytesIO(data), name, on=ON)
        except NotAdmitted:
            refused += 1
        slowest = max(slowest, (what, time.perf_counter() - one), key=lambda pair: pair[1])
    each = (time.perf_counter() - begun) / len(ALL) * 1000
    print(
        f"敌意文件 {len(ALL)} 种，拒收 {refused} 种，平均 {each:.0f} 毫秒，最慢 {slowest[0]} {slowest[1]:.2f} 秒"
    )


if __name__ == "__main__":
    main()
