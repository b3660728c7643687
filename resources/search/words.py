"""French words as the search compares them: folded, without the little words, cut to their stem.

A light stemmer: plurals, feminines and the commonest endings. Both sides go through it, so that it
has to be regular rather than right.
"""

import re

from psf.french.folding import fold

WORD = re.compile(r"[a-z0-9]+")
# « 150 000 » is one number, and no 150.
THOUSANDS = re.compile(r"(?<=\d)[\s.](?=\d{3}(?!\d))")
ELIDED = re.compile(r"\b(?:l|d|j|m|t|s|c|n|qu|jusqu|lorsqu|puisqu)'")
LITTLE_WORDS = """
    a ai ainsi ait alors as au aucun aussi autre aux avec avoir avez avons bcp ben bien bonjour ca car ce
    ceci cela celle celui ces cest cet cette ceux chez chose chui ci comme comment dans de des deja
    depuis dire dit dois doit doivent donc dont du elle elles en encore entre est et etait etc ete
    etre eu eux fait faire faut fois font genre ici il ils jai je jsuis juste la le les leur leurs
    lors lui ma mais me meme merci mes mettre moi mon n ne ni nos notre nous on ont ou par parce pas
    passe peu peut peuvent peux plus plutot pour pourquoi pourrait pouvoir puis puisque qu quand que quel
    quelle quelles quels qui quoi quelqu sa sais sait sans savoir se ses si sinon soit son sont sous
    suis sur svp stp ta te tes toi ton tous tout toute toutes tres trop truc tu un une va vais vers veut
    veulent veux voila vos votre vous vraiment y ya"""
LITTLE = frozenset(LITTLE_WORDS.split())
# (ending, what replaces it, letters that must remain before it); the first that fits is used. Plurals
# are singular by then.
ENDINGS = (
    ("issement", "", 3), ("atrice", "", 3), ("ateur", "", 3), ("ation", "", 3), ("ition", "", 3),
    ("ement", "", 3), ("euse", "", 3), ("trice", "t", 3), ("tion", "t", 3), ("ance", "", 4),
    ("ence", "ent", 2), ("ite", "", 4), ("eur", "", 3), ("ive", "if", 3), ("able", "", 3),
    ("ante", "", 4), ("ant", "", 4), ("ee", "", 3), ("er", "", 3), ("ez", "", 3), ("ir", "", 3),
    ("re", "r", 3), ("e", "", 3), ("i", "", 4),
)  # fmt: skip
PLURALS = (("eaux", "eau", 2), ("aux", "al", 2), ("s", "", 3), ("x", "", 3))


def shortened(word: str, endings) -> str:
    for ending, instead, least in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: len(word) - len(ending)] + instead
    return word


def stem(word: str) -> str:
    """ "signatures" and "signer" meet: "sign"; a number stays whole."""
    if word.isdigit() or len(word) < 4:
        return word
    word = shortened(shortened(word, PLURALS), ENDINGS)
    for ending in ("e", "s", "i"):
        if len(word) > 4 and word.endswith(ending):
            word = word[:-1]
    # Doubled consonants: « professionnel », « professionel ».
    return re.sub(r"([bcdfglmnprt])\1", r"\1", word)


def raw_words(text: str) -> list[str]:
    """Folded words in order, elided articles and little words left out."""
    folded = THOUSANDS.sub("", ELIDED.sub(" ", fold(text).replace("-", " ")))
    return [word for word in WORD.findall(folded) if word not in LITTLE and len(word) > 1]


def stems(text: str) -> list[str]:
    return [stem(word) for word in raw_words(text)]
