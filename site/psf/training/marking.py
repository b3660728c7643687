"""Which database is a training space: its schema says so, and when it was written.

A comment on the schema, for no row of ours can carry it away: a copy of the tables into another
database, or of another's into this one, leaves it where it is.
"""

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from psycopg import sql

from psf.accounts.models import User

MARK = "PSF, espace d'entraînement, écrit le "


def written_at() -> datetime | None:
    """When this database was written as a training space; None for any other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select obj_description(oid, 'pg_namespace') from pg_namespace"
            " where nspname = current_schema()"
        )
        row = cursor.fetchone()
    said = (row and row[0]) or ""
    return datetime.fromisoformat(said.removeprefix(MARK)) if said.startswith(MARK) else None


def mark(schema: str, now: datetime) -> None:
    """Say that `schema` is a training space, written at `now`."""
    comment = sql.SQL("comment on schema {} is {}")
    said = sql.Literal(MARK + now.isoformat())
    with connection.cursor() as cursor:
        cursor.execute(comment.format(sql.Identifier(schema), said))


def real_accounts() -> "QuerySet[User]":
    """Accounts that no demonstration made and that nobody opened while training."""
    found = User.objects.filter(is_demonstration=False)
    since = written_at()
    return found if since is None else found.filter(date_joined__lt=since)
