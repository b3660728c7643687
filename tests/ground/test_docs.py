"""The documents say what is there: links lead somewhere, commands are explained."""

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(page for pattern in ("*.md", "docs/**/*.md") for page in ROOT.glob(pattern))
COMMANDS = sorted(
    path.stem
    for top in ("site/psf", "home", "offers", "matching")
    for path in (ROOT / top).glob("**/management/commands/*.py")
    if path.stem != "__init__"
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def named(page):
    return str(page.relative_to(ROOT))


def anchors(page):
    """The addresses of a page's headings, as GitHub and GitLab make them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.M)
    words = [re.sub(r"[`*\[\]]|\([^)]*\)", "", heading).strip().lower() for heading in headings]
    kept = [
        "".join(c for c in text if c in " -_" or unicodedata.category(c)[0] in "LN")
        for text in words
    ]
    return {text.replace(" ", "-") for text in kept}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_inside_the_repository_lead_somewhere(page):
    broken = []
    for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if (
            not target.exists()
            or ROOT not in [target, *target.parents]
            or (anchor and target.suffix == ".md" and anchor not in anchors(target))
        ):
            broken.append(link)
    assert broken == []


def test_each_decision_has_a_title_and_stays_short():
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert decisions
    for page in decisions:
        lines = page.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("# "), named(page)
        assert len(lines) <= 60, f"{named(page)}: {len(lines)} lines"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_explained(command):
    pages = [ROOT / "README.md", ROOT / "docs/operations.md"]
    assert any(re.search(rf"\b{command}\b", page.read_text(encoding="utf-8")) for page in pages)


def test_pages_name_files_that_exist():
    """Paths between backquotes, such as `psf/french.py` or `docs/operations.md`."""
    missing = []
    for page in PAGES:
        text = FENCED.sub("", page.read_text(encoding="utf-8"))
        for path in re.findall(r"`((?:[\w-]+/)+[\w.-]+\.(?:py|md|html|txt))`", text):
            if not any((ROOT / top / path).exists() for top in ("", "site", "docs")):
                missing.append(f"{named(page)}: {path}")
    assert missing == []


def test_each_test_that_the_security_page_names_exists():
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named_there = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", page)
    tests = [(path, name) for path, name in named_there if path.split("/")[-1].startswith("test_")]
    assert len(tests) > 30
    for path, name in tests:
        found = ROOT / "tests" / path.removeprefix("tests/")
        assert found.exists(), path
        assert not name or f"def {name}(" in found.read_text(encoding="utf-8"), f"{path}::{name}"
