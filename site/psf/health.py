"""GET /sante/: what a monitor or a person on call needs to know, and nothing about anybody."""

import pkgutil
from functools import cache
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from psf.worker import heartbeat


@require_safe
@never_cache
@transaction.non_atomic_requests
def health(request):
    """Answer 200, or 503 when pages cannot be served: no database, or migrations missing.

    A late worker leaves 200, because the pages still answer: watch `worker` to be told of it.
    """
    try:
        missing = missing_migrations()
    except Error:
        return JsonResponse(
            {
                "database": "injoignable",
                "migrations": "inconnu",
                "worker": "inconnu",
                "version": settings.VERSION,
            },
            status=503,
        )
    return JsonResponse(
        {
            "database": "ok",
            "migrations": f"{len(missing)} à appliquer" if missing else "ok",
            "worker": "inconnu" if missing else _worker(),
            "version": settings.VERSION,
        },
        status=503 if missing else 200,
    )


def missing_migrations():
    """Return the (app, name) of the migrations in the code that this database lacks."""
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('django_migrations') is not null")
        applied = set()
        if cursor.fetchone()[0]:
            cursor.execute("select app, name from django_migrations")
            applied = set(cursor.fetchall())
    return sorted(_migrations_in_code() - applied)


@cache
def _migrations_in_code():
    # Names only: importing the modules would cost each web process half a second and 10 MB.
    found = set()
    for config in apps.get_app_configs():
        name, _explicit = MigrationLoader.migrations_module(config.label)
        try:
            package = import_module(name)
        except ModuleNotFoundError:
            continue
        found |= {
            (config.label, module.name)
            for module in pkgutil.iter_modules(package.__path__)
            if not module.ispkg and module.name[0] not in "_~"
        }
    return found


def _worker():
    try:
        return heartbeat.state()
    except Exception:  # Whatever the cache is made of, this page answers.
        return "inconnu"
