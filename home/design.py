"""The State's design system without what no page uses: one sheet instead of seven.

Its files are 580 kB; a page shows a sixth of it. What is left out is named here: whole components,
and those of the sizes, margins and icons (thousands of rules) that nothing in this repository
writes. Everything else stays, in the same order, forced colours included. `manage.py design_sheet`
writes it to a file as any other; a test says when the file is older than the package or the pages.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import dsfr
from django.conf import settings

NAME = "home/design.css"
SHEET = settings.BASE_DIR / "assets" / NAME
PACKAGE = Path(dsfr.__file__).parent
DIST = PACKAGE / "static" / "dsfr" / "dist"
# Each with its parts (__body) and variants (--sm).
UNUSED = frozenset(
    {
        *("card", "download", "downloads-group", "follow", "mega-menu"),
        *("consent-banner", "consent-manager", "consent-placeholder", "consent-service"),
        *("consent-services", "password", "range", "range-group", "segmented", "share", "sidemenu"),
        *("summary", "tabs", "toggle", "tooltip", "transcription", "translate"),
    }
)
# Families of which each name is kept only where it is written somewhere.
BY_NAME = re.compile(r"fr-(?:[mp][trblxy]?-|col-|icon-|fi-|artwork-|pictogram)")
CLASS = re.compile(r"\.(fr-(?:[\w-]|\\.)+)")
NAMED = re.compile(r"\bfr-[a-z0-9_-]+")
NOT = re.compile(r":not\([^)]*\)")
ADDRESS = re.compile(r"""(url\(["']?)\.\./(?:\.\./\.\./)?""")
# Said beside each query about forced colours, to browsers that are gone.
OLD = "-ms-high-contrast"
WRITTEN_IN = ("templates", "assets", "home", "resources", "offers", "matching", "site")
KINDS = {".html", ".py", ".js", ".css"}


def sheet() -> str:
    """The whole text, its licence first."""
    source = (DIST / "dsfr" / "dsfr.main.min.css").read_text(encoding="utf-8")
    licence = source[source.index("/*!") : source.index("*/") + 2]
    icons = []
    for family in sorted((DIST / "utility" / "icons").iterdir()):
        file = family / f"{family.name}.main.min.css"
        if file.exists():
            icons.append(file.read_text(encoding="utf-8"))
    rules = "\n".join(_kept(_plain(source + "".join(icons))))
    # Written elsewhere than the package's own, the addresses still lead into it.
    return f'@charset "UTF-8";\n{licence}\n' + ADDRESS.sub(r"\1../dsfr/dist/", rules) + "\n"


@cache
def written() -> frozenset[str]:
    """Every class of the design system that this repository, or the theme's window, writes."""
    files = [PACKAGE / "templates" / "dsfr" / "theme_modale.html"]
    for folder in WRITTEN_IN:
        files += (f for f in (settings.BASE_DIR / folder).rglob("*") if f.suffix in KINDS)
    return frozenset(
        name
        for file in files
        if file != SHEET
        for name in NAMED.findall(file.read_text(encoding="utf-8"))
    )


def is_kept(name: str) -> bool:
    """Whether the rules of a class are in the sheet."""
    if BY_NAME.match(name):
        return name in written()
    return re.split("__|--", name.removeprefix("fr-"))[0] not in UNUSED


def _plain(css: str) -> str:
    return re.sub(r"/\*.*?\*/|@charset [^;]+;", "", css, flags=re.DOTALL).replace("\ufeff", "")


def _kept(css: str) -> Iterator[str]:
    for head, body in _rules(css):
        if body is None:
            yield head
        elif head.startswith(("@media", "@supports")):
            rule, _, conditions = head.partition(" ")
            asked = ",".join(one for one in conditions.split(",") if OLD not in one)
            inside = "\n".join(_kept(body)) if asked else ""
            if inside:
                yield f"{rule} {asked}{{\n{inside}\n}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = [one for one in _selectors(head) if _is_used(one)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _is_used(selector: str) -> bool:
    return all(map(is_kept, CLASS.findall(NOT.sub("", selector))))


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """(selectors or at-rule, body); without a body, a statement that ends with a semicolon."""
    at = 0
    while at < len(css.rstrip()):
        opens, ends = css.find("{", at), css.find(";", at)
        if css[at] == "@" and 0 <= ends < opens:
            yield css[at : ends + 1], None
            at = ends + 1
            continue
        depth, close = 1, opens
        while depth:
            close += 1
            depth += {"{": 1, "}": -1}.get(css[close], 0)
        yield css[at:opens].strip(), css[opens + 1 : close]
        at = close + 1


def _selectors(head: str) -> list[str]:
    """Cut at commas, those inside :not(…) left alone."""
    return re.split(r",(?![^(\[]*[)\]])", head)
