"""Asking the search, and remembering what it did not find."""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from home import page_cache
from psf.french import fold
from resources.enums import EntryKind
from resources.models import MissedSearch, SearchEntry, Synonym
from resources.search.entries import rebuild
from resources.search.ranking import Doc, Index

MOST = 30
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


class _Ready:
    """The index of one generation of pages, built once a process."""

    generation = ""
    index: Index | None = None
    rows: dict[str, Result] = {}


def ready() -> _Ready:
    generation = page_cache.generation()
    if _Ready.index is None or _Ready.generation != generation:
        rebuild()
        rows = list(SearchEntry.objects.all())
        docs = [
            Doc(r.key, (r.title_words, r.summary_words, r.body_words), WORTH.get(r.kind, 1.0))
            for r in rows
        ]
        synonyms = dict(Synonym.objects.filter(active=True).values_list("word", "means"))
        _Ready.index = Index(docs, synonyms)
        _Ready.rows = {r.key: Result(r.kind, r.title, r.summary, r.url) for r in rows}
        _Ready.generation = generation
    return _Ready


def search(text: str, *, record: bool = False) -> list[Result]:
    """What answers `text`, best first; each address once. With `record`, a miss is counted."""
    if not text.strip():
        return []
    state = ready()
    results, seen = [], set()
    for _score, doc in state.index.rank(text):
        result = state.rows[doc.key]
        if result.url not in seen:
            seen.add(result.url)
            results.append(result)
    if record and not results:
        remember_miss(text)
    return results[:MOST]


def remember_miss(text: str) -> None:
    """One row per words, whoever typed them."""
    words = " ".join(fold(text).split())[:LONGEST_MISS]
    if not words or any(sign in words for sign in PERSONAL) or sum(map(str.isdigit, words)) > 6:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {MissedSearch._meta.db_table} (words, times, last_on)"
            " values (%s, 1, %s) on conflict (words)"
            " do update set times = resources_missedsearch.times + 1, last_on = excluded.last_on",
            [words, timezone.localdate()],
        )
