"""The folding of `psf.french.folding`, in the database."""

from django.db.models import Func, TextField


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
