"""What an editor is warned of on saving: words to avoid, numbers without date or source."""

import re

from psf.french.folding import fold

# Word (folded, as a pattern) → what to write (domain: the users' words).
AVOID = {
    r"decrocheur\w*": "jeune",
    r"entretiens? d'embauche": "réunion de présentation",
    r"candidatures?": "proposer un jeune",
    r"candidats?": "jeune proposé",
    r"embauches?": "accueil",
    r"recruter|recrutements?": "accueillir",
    r"demandeurs? d'emploi": "jeune",
    r"beneficiaires?": "jeune",
}
AMOUNT = re.compile(r"\d[\d\u00a0\u202f .,]{0,40}(?:€|%|euros?\b)")
MOST_SHOWN = 5


def words_to_avoid(text: str) -> list[tuple[str, str]]:
    """(word found, what to write instead), once each."""
    folded = fold(text)
    found = {}
    for pattern, instead in AVOID.items():
        for match in re.finditer(rf"\b(?:{pattern})\b", folded):
            found.setdefault(match[0], instead)
    return list(found.items())


def bare_numbers(text: str) -> list[str]:
    """Amounts and shares written by hand, once each."""
    return list(dict.fromkeys(match[0].strip() for match in AMOUNT.finditer(text)))


def warnings_of(texts: list[str], *, sourced: bool) -> list[str]:
    """French sentences for the editor; nothing is refused."""
    text = re.sub(r"<[^>]+>", " ", " ".join(texts)).replace("’", "'")
    said = [f"« {word} » : écrivez plutôt « {instead} »." for word, instead in words_to_avoid(text)]
    numbers = [] if sourced else bare_numbers(text)
    if numbers:
        shown = ", ".join(numbers[:MOST_SHOWN])
        said.append(
            f"Chiffres sans source : {shown}. Citez une ligne datée par {{figure:code}}, ou ajoutez"
            " une source ou une référence juridique à la page."
        )
    return said


def warnings_of_page(page) -> list[str]:
    """Those of a page as it is being edited."""
    texts = [page.title, getattr(page, "summary", "") or "", *getattr(page, "words", list)()]
    body = getattr(page, "body", None)
    legal = any(getattr(child, "block_type", "") == "legal" for child in body or ())
    return warnings_of(texts, sourced=legal or bool(getattr(page, "sources", None)))
