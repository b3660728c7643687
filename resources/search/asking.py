"""Asking the search, and remembering what it did not find."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from home.contents import generation
from home.page_cache import release
from psf.french.folding import fold
from psf.throttles.limits import Limit
from resources.enums import EntryKind
from resources.models import MissedSearch, SearchEntry, Synonym
from resources.search import entries, words
from resources.search.ranking import Doc, Index

WRITTEN = "search:written"
# The table's words are cut by this code: another is another table.
CODE = hashlib.sha256(
    b"".join(Path(module.__file__).read_bytes() for module in (entries, words))
).hexdigest()
MOST = 30
MISSES = Limit("search.miss", tries=20, seconds=3600)
LONGEST_MISS = 80
# Words that could name somebody are never kept: an address, a number of several digits.
PERSONAL = ("@", "http", "www.")
# A definition rarely answers a question; a tool often does what is asked.
WORTH = {
    EntryKind.TERM: 0.65,
    EntryKind.TOOL: 1.0,
    EntryKind.QUESTION: 0.9,
    EntryKind.DOCUMENT: 0.9,
}


@dataclass(frozen=True, slots=True)
class Result:
    kind: str
    title: str
    summary: str
    url: str

    @property
    def label(self) -> str:
        return EntryKind(self.kind).label


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index of one generation of pages on one day, with the rows it was built from."""

    contents: str
    index: Index
    results: Mapping[str, Result]

    def rank(self, text: str) -> Iterator[Result]:
        for _score, doc in self.index.rank(text):
            yield self.results[doc.key]


# Read once a query, replaced as a whole: a thread that builds the next one disturbs no other.
_published: Snapshot | None = None


def snapshot() -> Snapshot:
    """What is published for the present contents, built first where this process has none."""
    global _published
    contents = f"{release()}|{CODE}|{generation()}|{timezone.localdate()}"
    present = _published
    if present is None or present.contents != contents:
        present = _published = build(contents)
    return present


def build(contents: str) -> Snapshot:
    """The first process to see a change writes the table for all."""
    if cache.get(WRITTEN) != contents:
        entries.rebuild()
        transaction.on_commit(lambda: cache.set(WRITTEN, contents, timeout=None))
    rows = list(SearchEntry.objects.all())
    docs = [
        Doc(r.key, (r.title_words, r.summary_words, r.body_words), WORTH.get(r.kind, 1.0))
        for r in rows
    ]
    synonyms = dict(Synonym.objects.filter(active=True).values_list("word", "means"))
    results = {r.key: Result(r.kind, r.title, r.summary, r.url) for r in rows}
    return Snapshot(contents, Index(docs, synonyms), MappingProxyType(results))


def search(text: str, *, asked_from: str = "") -> list[Result]:
    """What answers `text`, best first; each address once.

    With the visitor's address, which is not kept, a miss is counted.
    """
    if not text.strip():
        return []
    results, seen = [], set()
    for result in snapshot().rank(text):
        if result.url not in seen:
            seen.add(result.url)
            results.append(result)
    if asked_from and not results:
        remember_miss(text, asked_from)
    return results[:MOST]


def remember_miss(text: str, asked_from: str) -> None:
    """One row per words, whoever typed them; so many an hour from one address."""
    typed = " ".join(fold(text).split())[:LONGEST_MISS]
    if not typed or any(sign in typed for sign in PERSONAL) or sum(map(str.isdigit, typed)) > 6:
        return
    if not MISSES.allows(asked_from):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {MissedSearch._meta.db_table} (words, times, last_on)"
            " values (%s, 1, %s) on conflict (words)"
            " do update set times = resources_missedsearch.times + 1, last_on = excluded.last_on",
            [typed, timezone.localdate()],
        )
