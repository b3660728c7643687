"""Migration operations: bring the words of a list, tie its categories to the codes, move values."""

from django.db import migrations

from psf.perimeter.scope import perimeter
from psf.words.models import FIRST_DAY


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# The name of the constraint that `BringWords` leaves on a list: a test compares it with the enum.
def constraint_of(name: str) -> str:
    return f"word_category_{name}"


class BringWords(migrations.RunSQL):
    """Add the national words of a list, one for each category, and refuse any other category.

    `words` maps codes to labels, in order. Run again with more codes, it adds those and widens the
    constraint. Words stay when the migration is taken back: files may keep them.
    """

    def __init__(self, name: str, words: dict[str, str]):
        codes = ", ".join(map(_quoted, words))
        constraint = constraint_of(name)
        rows = ", ".join(
            f"({_quoted(name)}, {_quoted(code)}, {_quoted(code)}, {_quoted(label)},"
            f" '', true, '{FIRST_DAY}', now())"
            for code, label in words.items()
        )
        super().__init__(
            sql=[
                f"alter table words_word drop constraint if exists {constraint}",
                f"alter table words_word add constraint {constraint}"
                f" check (list_name <> {_quoted(name)} or category in ({codes}))",
                "insert into words_word"
                " (list_name, key, category, label, help, offered, valid_from, created_at)"
                f" values {rows} on conflict do nothing",
                # Its foreign keys are checked now: the next list alters the same table.
                "set constraints all immediate",
                "set constraints all deferred",
            ],
            reverse_sql=[f"alter table words_word drop constraint if exists {constraint}"],
        )


class MoveToWords(migrations.RunPython):
    """Point the rows of `table` whose `code` is set at the national word of that code, in every service.

    `where` says in SQL which rows of `t` hold codes of this list.
    """

    def __init__(self, table: str, code: str, column: str, name: str, where: str = "true"):
        statement = (
            f"update {table} t set {column}_id = w.id from words_word w"
            f" where w.list_name = {_quoted(name)} and w.academy_id is null and w.key = t.{code}"
            f" and w.valid_from = '{FIRST_DAY}' and t.{column}_id is null and ({where})"
        )

        def move(apps, schema_editor):
            services = apps.get_model("territories", "Service").objects.values_list("pk", flat=True)
            with perimeter(services):
                schema_editor.execute(statement)
                schema_editor.execute("set constraints all immediate")
                schema_editor.execute("set constraints all deferred")

        # The code stays beside: taken back, nothing is lost.
        super().__init__(move, migrations.RunPython.noop)
