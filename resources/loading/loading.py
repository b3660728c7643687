"""The whole of resources/content/, in the order in which things name each other."""

import tomllib
from collections import Counter
from pathlib import Path

from django.db import transaction

from home.models import HomePage
from resources.loading import pages, rows
from resources.loading.keeping import Keeper
from resources.loading.markdown import ContentError
from resources.loading.streams import Streams
from resources.models import GuidePage, KitDocument

FOLDER = Path(__file__).resolve().parents[1] / "content"


def load(folder: Path = FOLDER) -> Counter:
    """Load everything in one transaction; return what was done, by kind.

    Raises ContentError naming the file when one cannot be read.
    """
    with transaction.atomic():
        keeper, streams = Keeper(), Streams(guide_of, document_of)
        home = HomePage.objects.get()
        with_file(folder / "figures.toml", lambda f: rows.load_figures(keeper, f.get("figure", [])))
        with_file(folder / "glossary.toml", lambda f: rows.load_glossary(keeper, f.get("term", [])))
        with_file(
            folder / "synonyms.toml", lambda f: rows.load_synonyms(keeper, f.get("synonym", []))
        )
        with_file(folder / "kit.toml", lambda f: rows.load_kit(keeper, f))
        pages.load_lists(keeper, home)
        tables = [read(path) for path in sorted((folder / "guides").glob("*.toml"))]
        pages.load_guides(keeper, sorted(tables, key=lambda t: t.get("order", 100)), streams)
        for path in sorted((folder / "roles").glob("*.toml"), key=order_of):
            with_file(path, lambda f: pages.load_role(keeper, home, f, streams))
        for path in sorted((folder / "roles").glob("*.toml")):
            with_file(
                path,
                lambda f: rows.load_steps(keeper, f["role"], f.get("steps", []), streams),
            )
        with_file(
            folder / "questions.toml",
            lambda f: rows.load_questions(keeper, f.get("question", []), streams),
        )
        for path in sorted((folder / "pages").glob("*.toml")):
            write = pages.load_home if path.stem == "accueil" else pages.load_legal
            with_file(path, lambda f, write=write: write(keeper, home, f, streams))
    return keeper.did


def read(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path.name}: {error}") from error


def with_file(path: Path, use) -> None:
    """Use a file when it exists; an error names it."""
    if not path.exists():
        return
    try:
        use(read(path))
    except (ContentError, KeyError) as error:
        raise ContentError(f"{path.name}: {error}") from error


def order_of(path: Path) -> int:
    return read(path).get("order", 100)


def guide_of(slug: str) -> int:
    found = GuidePage.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        raise ContentError(f"no guide is called {slug!r}")
    return found


def document_of(title: str) -> int:
    found = KitDocument.objects.filter(title=title).values_list("pk", flat=True).first()
    if found is None:
        raise ContentError(f"no document of the kit is called {title!r}")
    return found
