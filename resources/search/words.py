"""French words as the search compares them: folded, without the little words, cut to their stem.

A light stemmer: plurals, feminines and the commonest endings. Both sides go through it, so that it
has to be regular rather than right.
"""

import re

from psf.french import fold

WORD = re.compile(r"[a-z0-9]+")
ELIDED = re.compile(r"\b(?:l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu)'")
LITTLE_WORDS = """
    a ai ait as au aucun aussi autre aux avec avoir avez avons bien ca car ce ceci cela celle
    celui ces cet cette ceux chez ci comme comment dans de des deja depuis dit dois doit doivent
    donc dont du elle elles en encore entre est et etait etc ete etre eu eux fait faire faut fois
    font ici il ils je la le les leur leurs lors lui ma mais me meme mes mettre moi mon n ne ni
    nos notre nous on ont ou par parce pas peu peut peuvent peux plus plutot pour pourquoi puis
    puisque qu quand que quel quelle quelles quels qui quoi quelqu sa sans se ses si soit son sont
    sous suis sur ta te tes toi ton tous tout toute toutes tres tu un une va vais vers veut veux
    vos votre vous y"""
LITTLE = frozenset(LITTLE_WORDS.split())
# (ending, what replaces it, letters that must remain before it); the first that fits is used.
ENDINGS = (
    ("issements", "", 3), ("issement", "", 3), ("atrices", "", 3), ("atrice", "", 3),
    ("ateurs", "", 3), ("ateur", "", 3), ("ations", "", 3), ("ation", "", 3),
    ("itions", "", 3), ("ition", "", 3), ("ements", "", 3), ("ement", "", 3),
    ("euses", "", 3), ("euse", "", 3), ("trices", "t", 3), ("trice", "t", 3),
    ("eaux", "eau", 2), ("aux", "al", 2), ("ances", "", 3), ("ance", "", 3),
    ("ences", "", 3), ("ence", "", 3), ("ites", "", 4), ("ite", "", 4),
    ("eurs", "", 3), ("eur", "", 3), ("ives", "if", 3), ("ive", "if", 3),
    ("tions", "t", 3), ("tion", "t", 3), ("ables", "", 3), ("able", "", 3),
    ("ees", "", 3), ("ee", "", 3), ("es", "", 3), ("er", "", 3), ("ez", "", 3),
    ("ent", "", 4), ("ir", "", 3), ("re", "r", 3), ("s", "", 3), ("x", "", 3), ("e", "", 3),
    ("i", "", 4),
)  # fmt: skip


def stem(word: str) -> str:
    """ "signatures" and "signer" meet: "sign"; a number stays whole."""
    if word.isdigit() or len(word) < 4:
        return word
    for ending, instead, least in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: len(word) - len(ending)] + instead
            break
    for ending in ("e", "s", "i"):
        if len(word) > 4 and word.endswith(ending):
            word = word[:-1]
    # Doubled consonants: « professionnel », « professionel ».
    return re.sub(r"([bcdfglmnprt])\1", r"\1", word)


def raw_words(text: str) -> list[str]:
    """Folded words in order, elided articles and little words left out."""
    folded = ELIDED.sub(" ", fold(text).replace("-", " "))
    return [word for word in WORD.findall(folded) if word not in LITTLE and len(word) > 1]


def stems(text: str) -> list[str]:
    return [stem(word) for word in raw_words(text)]
