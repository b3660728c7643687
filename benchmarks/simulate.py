"""`python -m benchmarks.simulate [--files 2000 --days 365]`: the simulated year, in its own database."""

import os
import sys


def main(arguments=None) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ.setdefault("PSF_OWN_DATABASE", "psf_simulation")
    from psf import database

    with database.lease(database.embedded_directory()):
        import django

        django.setup()
        from django.core.management import execute_from_command_line

        from benchmarks import own_database

        own_database.prepare(fresh=True)
        execute_from_command_line(["manage.py", "simulate", *(arguments or sys.argv[1:])])


if __name__ == "__main__":
    main()
