"""How many planted mistakes in the clock, the procedure and the fee the tests find: ``python -m bench.bench_mutants_law``.

Works on a copy, so that nothing of the checkout is touched; prints the share found, module by module, and the mistakes
that no test found. With names of modules behind the command, only those.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parents[1]
FLOOR: Final = 0.95
MODULES: Final = (
    "deadlines",
    "procedure",
    "fees",
    "replay",
    "standing",
    "options",
    "running",
    "conditions",
    "clocks",
    "strip",
    "dates",
)
TESTS: Final = ("deadlines", "procedure", "fees", "terms", "case_checks", "replay", "clocks", "remedies")
SETTINGS: Final = """
[tool.mutmut]
source_paths = ["gongkai"]
only_mutate = [{modules}]
pytest_add_cli_args = ["-p", "no:django", "-p", "no:cacheprovider", "-W", "ignore", "--noconftest"]
pytest_add_cli_args_test_selection = [{tests}]
also_copy = ["tests"]
use_git_change_detection = false
"""


def main() -> int:
    """Plants the mistakes one at a time; 0 if at least ``FLOOR`` of them are found."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _copy(folder, tuple(sys.argv[1:]) or MODULES)
        run = [sys.executable, "-m", "mutmut", "run"]
        subprocess.run(run, cwd=folder, env=os.environ | {"CI": "1"}, check=True, stdout=subprocess.DEVNULL)
        found = _results(folder)
        for name in sorted(one for one, killed in found.items() if not killed):
            print(f"not found: {name}")
    return _report(found)


def _copy(folder: Path, modules: tuple[str, ...]) -> None:
    for part in ("law", "sheets"):
        shutil.copytree(ROOT / "gongkai" / part, folder / "gongkai" / part)
    (folder / "gongkai/__init__.py").write_text("")
    (folder / "tests/law").mkdir(parents=True)
    (folder / "tests/__init__.py").write_text("")
    shutil.copytree(ROOT / "tests/law/cases", folder / "tests/law/cases")
    for test in TESTS:
        shutil.copy(ROOT / f"tests/law/test_{test}.py", folder / f"tests/law/test_{test}.py")
    mutated = ", ".join(f'"gongkai/law/{one}.py"' for one in modules)
    tests = ", ".join(f'"tests/law/test_{one}.py"' for one in TESTS)
    (folder / "pyproject.toml").write_text(SETTINGS.format(modules=mutated, tests=tests))


def _results(folder: Path) -> dict[str, bool]:
    """Every mistake by its name, and whether it was found (a test failed, or ran out of time)."""
    found: dict[str, bool] = {}
    for path in (folder / "mutants/gongkai/law").glob("*.meta"):
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        found |= {key: code not in (0, 5, 33, None) for key, code in codes.items()}
    return found


def _report(found: dict[str, bool]) -> int:
    total, killed = Counter[str](), Counter[str]()
    for name, dead in found.items():
        module = name.split(".")[2]
        total[module] += 1
        killed[module] += dead
    for module in sorted(total):
        print(f"{module:<12}{killed[module]:>5} of {total[module]:>5}  {killed[module] / total[module]:7.1%}")
    share = killed.total() / total.total()
    print(f"{'all':<12}{killed.total():>5} of {total.total():>5}  {share:7.1%}  (floor {FLOOR:.0%})")
    return 0 if share >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
