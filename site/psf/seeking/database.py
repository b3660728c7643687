"""The words of a row as PostgreSQL computes them: whoever writes it, however, they follow."""

from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
from django.db.models import Func, TextField

from psf.french.database import Folded
from psf.seeking.words import JOINED, WITHOUT_PREFIX

FUNCTIONS = [
    # « le goff » gives « legoff goff », each after a space.
    f"""
    create or replace function psf_words(folded text) returns text
    language sql immutable parallel safe as $$
      select coalesce(
        string_agg(' ' || array_to_string(parts[at : at + {JOINED - 1}], ''), '' order by at), ''
      )
      from (
        select string_to_array(trim(regexp_replace(folded, '[^a-z0-9]+', ' ', 'g')), ' ') as parts
      ) as name, generate_subscripts(parts, 1) as at
    $$
    """,
    # A number as it is dialled, and its last digits backwards, by which any end of it begins.
    f"""
    create or replace function psf_number(typed text) returns text
    language sql immutable parallel safe as $$
      select case when digits = '' then ''
        else ' ' || digits || ' t' || reverse(right(digits, {WITHOUT_PREFIX})) end
      from (select regexp_replace(typed, '[^0-9]', '', 'g') as digits) as number
    $$
    """,
]


class CreateWords(migrations.RunSQL):
    """The functions behind `words` and `vector`. Repeat it where a change of them must reach."""

    def __init__(self):
        super().__init__(FUNCTIONS, migrations.RunSQL.noop)


class Words(Func):
    function = "psf_words"
    output_field = TextField()

    def __init__(self, name: str, **extra):
        super().__init__(Folded(name), **extra)


class Number(Func):
    function = "psf_number"
    output_field = TextField()


class Joined(Func):
    """Texts one after the other. Without a parameter, which an index could not hold."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()


class Vector(Func):
    """Words as an index of PostgreSQL keeps them."""

    template = "to_tsvector('simple', %(expressions)s)"
    output_field = SearchVectorField()


def words(*names: str, numbers: tuple[str, ...] = ()) -> Joined:
    """The words of these columns, names or addresses, and of these telephone numbers."""
    return Joined(*map(Words, names), *map(Number, numbers))


def vector(*names: str, numbers: tuple[str, ...] = ()) -> Vector:
    """The same, to be found through a GIN index on this very expression.

    For rows that everybody sees: under row-level security PostgreSQL uses no such index.
    """
    return Vector(words(*names, numbers=numbers))


def sought_by(*names: str, numbers: tuple[str, ...] = ()) -> models.GeneratedField:
    """A stored column of these words, for rows under row-level security.

    Only the service narrows there: the column belongs in an index on it, that is read alone.
    """
    return models.GeneratedField(
        expression=words(*names, numbers=numbers), output_field=TextField(), db_persist=True
    )
