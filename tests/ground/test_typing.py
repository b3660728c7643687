"""mypy reads everything; four rooms strictly, and what it does not judge yet only grows less."""

import tomllib
from pathlib import Path

import pytest
from mypy.main import define_options
from mypy.options import PER_MODULE_OPTIONS, Options

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
STRICT = {
    "matching.engine": ROOT / "matching/engine",
    "psf.links": ROOT / "site/psf/links",
    "psf.perimeter": ROOT / "site/psf/perimeter",
    "psf.throttles": ROOT / "site/psf/throttles",
    "psf.workflow": ROOT / "site/psf/workflow",
}
# Wagtail has no types.
RELAXED = {"disallow_subclassing_any", "disallow_untyped_decorators", "warn_return_any"}
# Lower it with the list.
IGNORED = 73


def modules(override) -> list[str]:
    named = override["module"]
    return [named] if isinstance(named, str) else named


def exists(module: str) -> bool:
    path = module.removesuffix(".*").replace(".", "/")
    ends = ("",) if module.endswith(".*") else (".py", "/__init__.py")
    return any((top / f"{path}{end}").exists() for top in (ROOT, ROOT / "site") for end in ends)


def is_strict(module: str) -> bool:
    return any(f"{module}.".startswith(f"{room}.") for room in STRICT)


@pytest.fixture
def ignored():
    [override] = [each for each in SETTINGS["overrides"] if each.get("ignore_errors")]
    return modules(override)


@pytest.mark.parametrize("room", STRICT)
def test_a_strict_room_has_all_that_strict_means(room):
    """What `mypy --strict` turns on, in the release at hand, for a module."""
    said = dict(SETTINGS)
    for override in SETTINGS["overrides"]:
        if f"{room}.*" in modules(override):
            said |= override
    usual = Options()
    for name, value in define_options()[2]:
        if name in PER_MODULE_OPTIONS:
            assert said.get(name, getattr(usual, name)) == value, name


def test_a_strict_room_relaxes_only_what_wagtail_makes_it():
    for override in SETTINGS["overrides"]:
        rooms = {f"{room}.*" for room in STRICT}
        inside = [name for name in modules(override) if is_strict(name) and name not in rooms]
        if inside:
            relaxed = {name for name, value in override.items() if value is False}
            assert relaxed == RELAXED and set(override) == {"module", *RELAXED}, inside


def test_no_file_of_a_strict_room_opts_out():
    opening = "# mypy:"
    found = [
        path.relative_to(ROOT)
        for room in STRICT.values()
        for path in room.rglob("*.py")
        if opening in path.read_text(encoding="utf-8")
    ]
    assert not found


def test_the_list_of_what_is_not_judged_yet_shrinks(ignored):
    assert len(ignored) == IGNORED, "a module that passes leaves the list; none joins it"
    assert ignored == sorted(set(ignored))
    assert not [name for name in ignored if is_strict(name) or "*" in name]


def test_every_module_that_the_settings_name_exists():
    named = [name for override in SETTINGS["overrides"] for name in modules(override)]
    assert not [name for name in named if not exists(name)]


def test_every_type_that_is_ignored_says_why():
    """`# type: ignore[code]  # Why.`"""
    mute = [
        f"{path.relative_to(ROOT)}:{number}"
        for top in ("home", "matching", "offers", "resources", "site")
        for path in (ROOT / top).rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (said := line.partition("# type: ignore")[2])
        and not (said.startswith("[") and said.partition("]  # ")[2])
    ]
    assert not mute
