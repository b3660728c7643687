"""What a page asks of the database, as a text to compare: parameters out, one clause a line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import groupby

from django.apps import apps
from django.db import connection

# Of every request, whatever its page; and what the frameworks ask for themselves.
FRAME = re.compile(
    r"^(SAVEPOINT|RELEASE|ROLLBACK|SET)|set_config|current_setting|"
    r'(FROM|INTO|UPDATE) "(django_|auth_|wagtail|account_|mfa_)'
)
CLAUSE = re.compile(
    r" (?=(?:FROM|INNER JOIN|LEFT OUTER JOIN|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|UNION|FOR UPDATE)\b)"
)
# `"t"."a", "t"."b"`: as many columns as follow each other of one table.
COLUMNS = re.compile(r'"(\w+)"\."(\w+)"(?:, "\1"\."\w+")+')
LUCK = re.compile(r"(, | ORDER BY )random\(\)")
WIDTH = 110


@contextmanager
def asked() -> Iterator[list[str]]:
    """Within, the statements sent, as Django writes them before it puts values in."""
    said = []

    def note(execute, sql, params, many, context):
        said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield said


def as_text(statements: list[str]) -> str:
    """In the order asked; the same one several times running is said once."""
    kept = [tidy(each) for each in statements if not FRAME.search(each)]
    blocks = []
    for sql, again in groupby(kept):
        many = len(list(again))
        blocks.append(f"-- {len(blocks) + 1}{f', {many} times' if many > 1 else ''}\n{sql}\n")
    return "\n".join(blocks)


def tidy(sql: str) -> str:
    sql = LUCK.sub("", " ".join(sql.split()))
    sql = re.sub(r"\(%s(?:, %s)*\)", "(…)", sql)
    sql = re.sub(r"\bIN \((?:\d+|'[^']*')(?:, (?:\d+|'[^']*'))*\)", "IN (…)", sql)
    sql = COLUMNS.sub(_of_one_table, sql).replace('"', "")
    return "\n".join(_wrapped(line) for line in CLAUSE.sub("\n", sql).split("\n"))


def _of_one_table(found: re.Match) -> str:
    """All columns of a model are `*`: a new one changes no list."""
    names = re.findall(r'\."(\w+)"', found[0])
    return f"{found[1]}(*)" if frozenset(names) in _whole() else f"{found[1]}({', '.join(names)})"


@cache
def _whole() -> set[frozenset[str | None]]:
    return {
        frozenset(field.column for field in model._meta.local_concrete_fields)
        for model in apps.get_models()
    }


def _wrapped(line: str) -> str:
    """At spaces, the rest of a clause indented."""
    lines = [""]
    for word in line.split(" "):
        if len(lines[-1]) + len(word) > WIDTH:
            lines.append("   ")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)
