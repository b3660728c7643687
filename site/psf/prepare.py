"""What `make run` does before serving: bring an empty or older database and the files up to date.

One process for all steps, and each looks before it works.
"""

import hashlib
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psf.settings.development")
    django.setup()
    from django.conf import settings

    if settings.PSF_TRAINING:
        _prepare_training(settings)
        return
    from psf.ledger.starting import erase_again_or_refuse

    updated = _migrate()
    erase_again_or_refuse()
    _collect_static_files()
    _load_territories(updated)
    # Each looks by itself whether the database is empty. The accounts come last, to be read.
    for command, options in (
        ("load_content", {"if_empty": True}),
        ("load_demo", {"if_empty": True}),
        ("demo_accounts", {}),
    ):
        if command in get_commands():
            call_command(command, **options)


def _prepare_training(settings):
    """All of it is written by one command; nobody needs an account."""
    _collect_static_files()
    try:
        call_command("reset_training", if_due=True)
    except CommandError as refusal:
        sys.exit(str(refusal))
    print(f"Adresse : {settings.WAGTAILADMIN_BASE_URL}/admin/", flush=True)


def _migrate():
    """Return whether something was applied."""
    from psf.health import missing_migrations

    missing = missing_migrations()
    if missing:
        print("Base de données : mise à jour…", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return bool(missing)


def _load_territories(updated):
    """Load the reference rows on an empty table, and again when the code has moved on."""
    from psf.territories.models import Commune, SchoolHoliday

    if updated or not Commune.objects.exists():
        call_command("load_communes")
    if updated or not SchoolHoliday.objects.exists():
        call_command("load_calendars")


def _collect_static_files():
    """Collect when a source changed; compression makes it the slowest step after migrations."""
    from django.conf import settings

    fingerprint = _static_fingerprint()
    stamp = settings.STATIC_ROOT / ".fingerprint"
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    print("Fichiers statiques : préparation…", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)


def _static_fingerprint():
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(1)
