"""Sorting and searching French without ICU or unaccent: one folding, in Python and in the database."""

import re
import unicodedata

from django.db.models import Func, TextField

COMBINING_MARKS = re.compile("[\u0300-\u036f]")
LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'"})


def fold(text: str) -> str:
    """Return `text` in lower case without accents or ligatures: "Évry-l’Œuf" gives "evry-l'oeuf"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return COMBINING_MARKS.sub("", decomposed).lower()


class Folded(Func):
    """The same folding as `fold`, as an immutable expression for generated columns.

    PostgreSQL 15 has no `casefold`; once marks and ligatures are gone French letters are ASCII,
    so `lower` is enough under any collation.
    """

    template = (
        "lower(regexp_replace(normalize("
        "replace(replace(replace(replace(replace(%(expressions)s, 'œ', 'oe'), 'Œ', 'oe'),"
        " 'æ', 'ae'), 'Æ', 'ae'), '’', ''''), NFKD), '[\u0300-\u036f]', '', 'g'))"
    )
    output_field = TextField()
