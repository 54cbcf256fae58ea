"""Files of the old formats, made by LibreOffice out of the new ones, in the places it carries over."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.screening.plants.seeds import MAIN, Case, Make, plants

SECONDS = 240
OLD = {"docx": "doc", "xlsx": "xls"}
NOT_CARRIED = frozenset(
    [
        "glossary",
        "text_box_old_only",
        "alt_text",
        "document_variable",
        "custom_xml",
        "embedded_book",
        "field_code",
    ]
    + ["drawing", "far_away", "formula_cache", "link_tip", "outside_cache", "pivot_cache", "shared_unused"]
    + ["threaded_comment", "app_property", "digit_cells", "validation_prompt", "moved_away", "sheet_name"]
)


def converted(seed: int) -> list[Case]:
    """Plants of the seed, plainly written, in doc and xls; none, and said, where there is no LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        print("SKIPPED doc and xls: there is no soffice here")
        return []
    chosen = [case for case in plants(seed) if case.format in OLD and _is_carried(case)]
    with TemporaryDirectory() as folder:
        return list(_made(office, Path(folder), chosen))


def _is_carried(case: Case) -> bool:
    return case.way == "plain" and case.kind in MAIN and case.place not in NOT_CARRIED


def _made(office: str, folder: Path, cases: Sequence[Case]) -> Iterator[Case]:
    for number, case in enumerate(cases):
        (folder / f"{number}.{case.format}").write_bytes(case.data())
    for new, old in OLD.items():
        names = [str(path) for path in folder.glob(f"*.{new}")]
        home = f"-env:UserInstallation=file://{folder}/home"
        order = [office, home, "--headless", "--convert-to", old, "--outdir", str(folder), *names]
        subprocess.run(order, check=True, capture_output=True, timeout=SECONDS)
    for number, case in enumerate(cases):
        data = (folder / f"{number}.{OLD[case.format]}").read_bytes()
        yield Case(case.kind, case.way, OLD[case.format], case.place, case.text, _giving(data))


def _giving(data: bytes) -> Make:
    return lambda text: data
