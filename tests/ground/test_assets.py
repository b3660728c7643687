"""Style and scripts stand where a reader looks for them, and do what the admin expects."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders

ASSETS = settings.BASE_DIR / "assets"
SCRIPTS = sorted(ASSETS.rglob("*.js"))
# Public pages load no Stimulus.
PUBLIC = {"matching/print.js", "resources/copy.js", "quantities/boxes.js", "quantities/public.js"}
# Named one by one in psf/quantities/wagtail_hooks.py.
QUANTITIES = {
    f"quantities/{name}.js"
    for name in ("boxes", "typed-controller", "limit-controller", "weight-controller")
}
CODE = ("templates", "home", "offers", "matching", "resources", "site")


def written(pattern: str) -> set[str]:
    """What the pattern's group finds in templates and code."""
    files = [f for folder in CODE for f in (settings.BASE_DIR / folder).rglob("*")]
    return {
        found
        for file in files
        if file.suffix in {".html", ".py"}
        for found in re.findall(pattern, file.read_text(encoding="utf-8"))
    }


def test_each_asset_stands_in_the_folder_of_its_app():
    labels = {config.label for config in apps.get_app_configs()}
    folders = {path.relative_to(ASSETS).parts[0] for path in ASSETS.rglob("*.*")}
    assert folders - labels == set()


def test_each_file_that_a_page_names_is_there():
    named = written(r"{% static ['\"]([^'\"]+)['\"] %}")
    named |= written(r"[\"']([a-z]+/[a-z-]+\.(?:css|js))[\"']")
    assert {"home/design.css", "workflow/work.css", "home/last-save-controller.js"} <= named
    assert [name for name in named if not finders.find(name)] == []


def test_each_sheet_and_script_is_named_by_a_page():
    named = written(r"([a-z_]+(?:/[a-z-]+)+\.(?:css|js))\b") | QUANTITIES
    files = {
        str(path.relative_to(ASSETS))
        for path in ASSETS.rglob("*")
        if path.suffix in {".css", ".js"}
    }
    assert files - named == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_each_behaviour_of_the_admin_is_a_controller_that_leaves_nothing_behind(script: Path):
    if str(script.relative_to(ASSETS)) in PUBLIC:
        return
    text = script.read_text(encoding="utf-8")
    name = script.name.removesuffix("-controller.js")
    assert f"window.wagtail.app.register('psf-{name}', " in text
    assert "addEventListener" not in text
    used = {one for each in written(r'data-controller="([^"]+)"') for one in each.split()}
    used |= written(r'"data-controller"[,:] "([^"]+)"')
    assert f"psf-{name}" in used
