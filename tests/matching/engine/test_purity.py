"""The engine stands alone: standard library and the one distance; no clock, no chance."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import matching.engine

ENGINE = Path(matching.engine.__file__).parent
# Plain Python of the ground: distances, days and numbers in French.
GROUND = {
    "psf.territories.distance",
    "psf.territories.school_days",
    "psf.french.days",
    "psf.french.numbers",
    "psf.french.volumes",
}
MODULES = sorted(ENGINE.glob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_only_the_standard_library_is_imported(path):
    for name in imported(path):
        standard = name.split(".")[0] in sys.stdlib_module_names
        assert standard or name.startswith("matching.engine") or name in GROUND


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_clock_and_no_chance(path):
    text = path.read_text()
    for forbidden in ("today()", "now()", "random", "time()"):
        assert forbidden not in text


def test_importing_the_engine_loads_no_django():
    modules = ", ".join(f"matching.engine.{path.stem}" for path in MODULES if path.stem[0] != "_")
    code = f"import sys; sys.path.insert(0, 'site'); import {modules}; sys.exit('django' in sys.modules)"
    root = ENGINE.parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
