"""The version of a row: when it last changed in a way that matters to a form left open.

The database alone writes it, whoever changes the row: a form, `update()`, an undo, a merge, SQL.
docs/decisions/two-editors.md
"""

from django.db import migrations, models
from django.db.models.functions import Now
from django.utils import timezone

# Compared as JSON and not column by column: a trigger that names a column in its condition forbids
# any later change of that column's type. Whatever the statement says of `version` is ignored.
FUNCTION = """
create or replace function psf_bump_version() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - tg_argv is distinct from to_jsonb(old) - tg_argv then
    new.version := greatest(clock_timestamp(), old.version + interval '1 microsecond');
  else
    new.version := old.version;
  end if;
  return new;
end $$
"""
ALWAYS_IGNORED = ("version", "updated_at")


class Versioned(models.Model):
    """A row that a form edits, alone or inside its parent's form.

    The migration that adds it says `BumpVersion(table)` too.
    """

    # Twice the same: for bulk_create a value is half as long as an expression; for all others, the
    # column has its own.
    version = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        abstract = True


class BumpVersion(migrations.RunSQL):
    """Give a row of `table` a later `version` at each update that changes a column that counts.

    `ignoring`: the columns that do not count. Those that PostgreSQL computes must stand there (a
    trigger does not know their new value yet); so may those that the machine moves by itself and
    that no form writes. A column added later counts, unless the operation is repeated.
    """

    def __init__(self, table: str, *, ignoring: tuple[str, ...] = ()):
        names = ", ".join(f"'{name}'" for name in (*ALWAYS_IGNORED, *ignoring))
        super().__init__(
            sql=[
                FUNCTION,
                f"create or replace trigger bump_version before update on {table}"
                f" for each row execute function psf_bump_version({names})",
            ],
            reverse_sql=f"drop trigger if exists bump_version on {table}",
        )
