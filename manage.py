#!/usr/bin/env python
"""Django's command line for PSF; `site/` is a source root, so it joins the path here."""

import multiprocessing
import os
import sys
from pathlib import Path


def main():
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psf.settings.development")
    from django.core.management import execute_from_command_line

    from psf import database
    from psf.embedded.errors import EmbeddedDatabaseError

    try:
        with database.lease(database.embedded_directory()):
            execute_from_command_line(sys.argv)
            # `qcluster` returns while its processes work.
            for child in multiprocessing.active_children():
                child.join()
    except EmbeddedDatabaseError as error:
        sys.exit(f"Base de données : {error}")


if __name__ == "__main__":
    main()
