"""The folding of `psf.french.folding`, in the database."""

from functools import reduce

from django.db import migrations
from django.db.models import Func, TextField

from psf.french.folding import ONE_FOR_ONE, TWO_FOR_ONE


def _quoted(letters: str) -> str:
    return "'" + letters.replace("'", "''") + "'"


def folded(expression: str) -> str:
    """SQL of the same folding as `fold`, immutable; `expression` is SQL too."""
    apart = reduce(
        lambda sql, pair: f"replace({sql}, {_quoted(pair[0])}, {_quoted(pair[1])})",
        TWO_FOR_ONE.items(),
        expression,
    )
    letters = _quoted("".join(ONE_FOR_ONE)), _quoted("".join(ONE_FOR_ONE.values()))
    return (
        f"lower(regexp_replace(normalize(translate({apart}, {', '.join(letters)}), NFKD),"
        " '[\u0300-\u036f]', '', 'g'))"
    )


class Folded(Func):
    """The same folding as `fold`, as an immutable expression for generated columns.

    PostgreSQL 15 has no `casefold`; once marks and ligatures are gone the letters of Latin names are
    ASCII, so `lower` is enough under any collation.
    """

    template = folded("%(expressions)s")
    output_field = TextField()


class Refold(migrations.RunSQL):
    """Compute a stored folded `column` of `table` again, once the folding knows more letters.

    PostgreSQL 15 cannot change the expression of a generated column: it is made anew. `of` is SQL.
    No index may stand on it.
    """

    def __init__(self, table: str, column: str, of: str):
        super().__init__(
            f"alter table {table} drop column {column},"
            f" add column {column} text generated always as ({folded(of)}) stored",
            migrations.RunSQL.noop,
        )
