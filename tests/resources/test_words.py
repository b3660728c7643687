"""Words that nobody of the project uses, and promises that nobody made: in no page, paper or tool."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document

from psf.french.folding import fold
from resources.checking import words_to_avoid
from resources.clause.kinds import KINDS
from resources.loading.loading import FOLDER, read

ROOT = Path(settings.BASE_DIR)
# The data of the search: what people type, which is not what we write.
TYPED_BY_OTHERS = {"synonyms.toml"}
# A name is a name: « plateforme de suivi et d'appui aux décrocheurs » (PSAD).
OFFICIAL = "plateforme de suivi et d'appui aux decrocheurs"
# « aucun recrutement n'est demandé » says that none is.
DENIED = re.compile(r"(?:aucun|sans|ni|pas de|pas d'|jamais)(?: \w+)? $")
# What the law or another party does is not ours to promise.
PROMISES = {
    r"convient le mieux": "hours of work and hours of a parcours are of two kinds",
    r"\bla mlds (?:informe|s'engage|garantit|fournit|doit)\b": "it is no party to the marché",
    r"\b(?:gratuit\w*|sans (?:aucun )?cout)\b": "a gratification may be due",
    r"\b(?:certifi|homologu)\w+": "nobody certified anything",
    r"\bconforme (?:a la loi|au rgpd|au droit)\b": "only a lawyer says so",
}


# What two pages said in two ways: one is false.
CONTRADICTED = {
    r"l'acheteur ne voit ni votre nom ni votre profil(?! :)": "the titulaire shows it papers",
    r"pas forcement l'objet du marche": "a condition is linked with the object (L2112-3)",
    r"quand un premier jeune a ete propose": "the link comes before",
    r"accident[^.]*sans attendre": "within 48 hours",
    r"travaux de moins de trois mois": "six months (L2112-2-1)",
    r"la procedure atteint": "the buyer says so",
    r"decret n° 2022-767": "22 August 2026 is the law's",
    r"indiques ici par l'administration": "a placeholder on a page that the law asks for",
    r"remettez (?:les|ces trois documents) a l'acheteur": "what identifies the young person is masked",
}


def texts_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)


def pages():
    for path in sorted(FOLDER.rglob("*.toml")):
        if path.name not in TYPED_BY_OTHERS:
            yield path.relative_to(ROOT).as_posix(), "\n".join(texts_of(read(path)))
    law = ROOT / "resources/data/law.toml"
    yield law.relative_to(ROOT).as_posix(), "\n".join(texts_of(read(law)))


def papers():
    for slug, kind in KINDS.items():
        document = Document(io.BytesIO(kind.built_in.read_bytes()))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        yield slug, "\n".join([*(p.text for p in document.paragraphs), *cells])


def tools():
    """Templates of the tools, and the sentences that their code says."""
    for path in sorted((ROOT / "templates/resources").rglob("*.html")):
        text = re.sub(r"\{[%#].*?[%#]\}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.S)
        yield path.relative_to(ROOT).as_posix(), text
    for folder in ("calibre", "clause", "tools"):
        for path in sorted((ROOT / "resources" / folder).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            said = re.findall(r'"((?:[^"\\\n]|\\.)*)"', source)
            yield path.relative_to(ROOT).as_posix(), "".join(said)


EVERYTHING = [*pages(), *papers(), *tools()]


def denied(folded: str, word: str) -> bool:
    """Whether a word only ever comes to say that there is none of it."""
    places = [found.start() for found in re.finditer(rf"\b{re.escape(word)}\b", folded)]
    return all(DENIED.search(folded[:place]) for place in places)


@pytest.mark.parametrize(("where", "text"), EVERYTHING, ids=[where for where, _text in EVERYTHING])
def test_no_text_says_a_word_that_the_users_refuse(where, text):
    folded = " ".join(fold(text).split()).replace(OFFICIAL, "")
    found = [pair for pair in words_to_avoid(folded) if not denied(folded, pair[0])]
    assert found == []


@pytest.mark.parametrize(("where", "text"), EVERYTHING, ids=[where for where, _text in EVERYTHING])
def test_no_text_promises_for_others(where, text):
    folded = " ".join(fold(text).split())
    found = {why for pattern, why in PROMISES.items() if re.search(pattern, folded)}
    assert found == set()


@pytest.mark.parametrize(("where", "text"), EVERYTHING, ids=[where for where, _text in EVERYTHING])
def test_no_text_contradicts_another(where, text):
    folded = " ".join(fold(text).split())
    found = {why for pattern, why in CONTRADICTED.items() if re.search(pattern, folded)}
    assert found == set()


def test_everything_is_looked_at():
    assert len(EVERYTHING) > 70
    assert sum(len(text) for _where, text in EVERYTHING) > 100_000


@pytest.mark.parametrize(
    "text", ["Cette clause convient le mieux.", "La MLDS informe le titulaire.", "C’est gratuit."]
)
def test_a_promise_is_seen(text):
    assert any(re.search(pattern, fold(text)) for pattern in PROMISES)
