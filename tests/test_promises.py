"""What the project promises about itself: layers, sizes, names, plain faces, a quiet kernel, clean files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

from tests.project import ROOT, functions, modules, tracked_files

FACES = ("gongkai/portal", "gongkai/office", "gongkai/api", "gongkai/cli")
BANNED_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "services",
    "signals",
    "misc",
    "manager",
}
LONGEST_FUNCTION = 50
LONGEST_FILE = 300
EVERYWHERE = ("gongkai", "tests", "bench")

# Put together from parts, so that this file does not name what no file may name.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("deb", "debian", "org"),
        ("pypi", "tuna"),
        ("mirrors", "aliyun"),
        ("npmmirror", "com"),
    )
]
MACHINE_PATHS = re.compile(
    r"(?<!\w)(" + "|".join(("/wor" + "k/", "/roo" + "t/", "/hom" + "e/[a-z]", "/op" + "t/")) + ")"
)
MINIFIED = (".min.js", ".min.css", ".map")


def test_the_layers_hold() -> None:
    result = subprocess.run(
        [str(ROOT / ".venv/bin/lint-imports")]
        if (ROOT / ".venv/bin/lint-imports").exists()
        else ["lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_file_and_no_function_is_too_long() -> None:
    long_files = [module.name for module in modules(*EVERYWHERE) if module.lines > LONGEST_FILE]
    long_functions = [
        f"{module.name}.{function.name}"
        for module in modules(*EVERYWHERE)
        for function in functions(module)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]
    assert (long_files, long_functions) == ([], [])


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        module.name for module in modules(*EVERYWHERE) if module.lines and not ast.get_docstring(module.tree)
    ]
    assert silent == []


def test_nothing_is_imported_inside_a_function() -> None:
    inside = [
        f"{module.name}:{node.lineno}"
        for module in modules("gongkai")
        for function in functions(module)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_no_module_is_named_for_being_left_over() -> None:
    assert [m.name for m in modules(*EVERYWHERE) if BANNED_NAMES & set(m.name.split("."))] == []


def test_a_face_stores_nothing_itself() -> None:
    stored = [
        f"{module.name}:{node.lineno} {node.func.attr}"
        for module in modules(*FACES)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and _stores(node, node.func.attr)
    ]
    assert stored == []


def _stores(call: ast.Call, method: str) -> bool:
    """Whether it looks like a model or form that is stored; ``save(file, …)`` writes a picture or a workbook."""
    if method == "save":
        return not call.args
    return method in ("create", "bulk_create", "get_or_create", "update_or_create", "delete")


def test_no_module_listens_to_signals() -> None:
    assert [m.name for m in modules("gongkai") if "django.dispatch" in m.path.read_text("utf-8")] == []


def test_reading_and_checking_load_no_django_and_nothing_slow() -> None:
    program = "import sys, gongkai.cli.console, gongkai.cli.read, gongkai.cli.check; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    slow = {"django", "distributed", "xlsxwriter", "tqdm", "pypdfium2", "multiprocessing.spawn"}
    assert slow.isdisjoint(loaded.stdout.split())


def test_no_file_names_a_registry_or_a_path_of_some_machine() -> None:
    named = []
    for path in tracked_files():
        if path.name.endswith(MINIFIED):
            continue
        text = path.read_text("utf-8", errors="ignore")
        if MACHINE_PATHS.search(text) or any(host in text for host in REGISTRY_HOSTS):
            named.append(str(path.relative_to(ROOT)))
    assert named == []


def test_requirements_are_hashed_and_hold_all_that_the_project_names() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    named = set(re.findall(r'^    "([A-Za-z0-9-]+)(?:\[\w+\])?[><=~,.0-9]*",', project, re.MULTILINE))
    locked = {}
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        locked[name] = {
            re.split(r"[=\[]", line)[0] for line in re.findall(r"^[a-z0-9][^ ]*", text, re.MULTILINE)
        }
        assert "://" not in text and text.count("--hash=sha256:") >= len(locked[name])
    missing = {name.lower() for name in named} - locked["requirements-dev.txt"]
    assert missing == set()
    assert (
        {"django", "distributed", "setuptools"}
        <= locked["requirements.txt"]
        <= locked["requirements-dev.txt"]
    )
