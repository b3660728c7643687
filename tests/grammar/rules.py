"""Articles, elision, contraction, plural, thousands, empty fields: what a proofreader sees at once.

Each rule is a pattern of what is wrong, or a function that finds it; `faults` tells them all. They know
nothing of the texts: what is right in French passes, whoever wrote it.
"""

import re
from collections.abc import Iterator

from psf.french.phrases import begins_with_vowel
from resources.clause.reading import Block

NUMBER = r"(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
COUNTED = (
    "jour",
    "semaine",
    "heure",
    "minute",
    "an",
    "lot",
    "jeune",
    "titulaire",
    "place",
    "document",
    "offre",
    "reconduction",
)
NOUN = "|".join(COUNTED)
# Words that end before a point, a comma or a bracket only where something is missing.
WAITING = r"(?:de|du|des|à|au|aux|le|la|les|l'|d'|par|pour|sous|avec|dans|n°|académique|(?<!en )est|sont|dépasse)"

PATTERNS = {
    "contraction": r"(?i)\b(?:de|à) les?\b|\b(?:du|au|des|aux) (?:les?|la)\b|\bde (?:du|des)\b",
    "elision of si": r"(?i)\bsi ils?\b",
    "one in the plural": rf"(?i)(?<![0-9,.] )(?<![0-9,.])\b[01] (?:{NOUN})s\b",
    "several in the singular": (
        rf"(?i)(?<![0-9,.°/])\b(?!(?:0|1)\b){NUMBER} (?:{NOUN})(?![\w'])(?! par\b)"
    ),
    "agreement of ouvré": r"(?i)\bjours ouvré\b|\bjour ouvrés\b",
    "agreement of the buyer": r"\bLes [A-Z][^.,;:]* soumet\b|\b(?:La|Le|L') ?[A-Z][^.,;:]* soumettent\b",
    "thousands": r"(?<![\w.,/°-])[0-9]{4,}(?:,[0-9]+)? ?(?:€|h\b|heures?\b|euros?\b|jours?\b)",
    "nothing between": r"\( ?\)|« ?»|\[ ?\]|“ ?”",
    "nothing before": r"(?<![.…]) [,.](?!\S)|, ?,|\.\.(?!\.)(?<!\.\.\.)|;;|: ?[;,.]",
    "nothing after": rf"(?i)(?<![\w'’-]){WAITING} ?[.,;)]",
    "a dash alone": r"(?:^|\n)(?:[–—-] )?[–—-] ?(?:$|\n)|[–—] [–—]| [–—]$",
    "two spaces": r"(?<=\S)  +(?=\S)",
    "a word twice": r"(?i)\b([a-zà-ÿ]{2,}) (?!\1s)\1\b(?<!nous nous)(?<!vous vous)",
    "a variable": r"\{\{|\}\}|\{%|%\}|\bNone\b|\bTrue\b|\bFalse\b|\bnan\b",
}
COMPILED = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
BEFORE_VOWEL = re.compile(
    r"(?i)(?<![\w'’-])(?:de|le|la|que|ne|se|du|au|ce|jusque|lorsque|puisque|beau|nouveau) (?=([^\W\d_][\w-]*))"
)
# What « la » and « le » are before, when they are no article: « la ou les », « le ou les ».
NO_ARTICLE = {"ou", "et", "à", "a", "en", "y", "est", "ont", "ait"}
ELIDED = re.compile(r"(?i)(?<![\w’'-])(?:l|d|qu|n|s|jusqu|lorsqu)'(?=([^\W\d_][\w-]*))")
BREAKING = re.compile(r" (?=[:;?!»€%])|(?<=«) ")


def faults(blocks: list[Block]) -> Iterator[str]:
    """« rule: words around » of each fault of a document."""
    for block in blocks:
        texts = block.texts if block.lines else [cell for row in block.rows for cell in row]
        for text in texts:
            yield from of_text(text)
            yield from _breaking(text)
    yield from _announced(blocks)


def of_text(raw: str) -> Iterator[str]:
    """Those of one paragraph, item, cell or sentence on a screen."""
    text = raw.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
    for name, pattern in COMPILED.items():
        for found in pattern.finditer(text):
            yield _fault(name, text, found)
    for found in BEFORE_VOWEL.finditer(text):
        following = found[1]
        if begins_with_vowel(following) and following.lower() not in NO_ARTICLE:
            yield _fault("elision", text, found)
    for found in ELIDED.finditer(text):
        if not begins_with_vowel(found[1]) and found[1].lower() != "y":
            yield _fault("elision before a consonant", text, found)


def _breaking(text: str) -> Iterator[str]:
    """A paper is printed as it is: no sign begins a line."""
    for found in BREAKING.finditer(text):
        yield _fault("a space that may break", text, found)


def _announced(blocks: list[Block]) -> Iterator[str]:
    """What a colon announces comes; a paragraph begins with a capital, unless the last one goes on."""
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block.kind != "paragraph":
            continue
        text = block.texts[0].strip()
        ends = following is None or following.kind in ("heading", "title")
        if text.endswith(":") and ends and "signature" not in text.lower():
            yield f"nothing follows: {text[-60:]}"
    before = ""
    for block in blocks:
        if block.kind == "paragraph":
            text = block.texts[0].strip()
            first = next((letter for letter in text if letter.isalpha()), "A")
            if first.islower() and not before.endswith((",", ":")) and text[0] not in "…(":
                yield f"no capital: {text[:60]}"
        before = (block.texts or [""])[-1].strip()


def _fault(name: str, text: str, found: re.Match[str]) -> str:
    around = text[max(0, found.start() - 30) : found.end() + 30]
    return f"{name}: {around!r}"
