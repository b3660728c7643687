"""`manage.py simulate`: a school year, day by day, in a database of its own (`make simulate`)."""

from datetime import date

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from demonstration.simulation.promise import BrokenPromise
from demonstration.simulation.year import Year, is_empty
from psf.territories.models import Commune, SchoolHoliday

# Far enough in the past for the school calendar to be known, and for nothing to be sent for real.
FIRST = date(2025, 9, 1)


class Command(BaseCommand):
    help = (
        "Simule une année scolaire : des entreprises qui répondent tôt, tard ou jamais, des"
        " collègues absents. Chaque soir, aucun suivi n'attend en silence, ou la commande échoue."
    )

    def add_arguments(self, parser):
        parser.add_argument("--files", type=int, default=2000, help="Parcours (2000).")
        parser.add_argument("--days", type=int, default=365, help="Jours (365).")
        parser.add_argument("--seed", type=int, default=1, help="La même graine, la même année.")
        parser.add_argument(
            "--check-every",
            type=int,
            default=7,
            help="Jours entre deux vérifications de toutes les promesses (7) ; les suivis ouverts"
            " sont vérifiés chaque soir.",
        )

    def handle(self, *args, files, days, seed, check_every, **options):
        if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
            raise CommandError("La simulation est refusée en production.")
        if not connection.settings_dict["NAME"].startswith(("psf_simulation", "test_")):
            raise CommandError("Une année simulée a sa propre base : lancez « make simulate ».")
        if not is_empty():
            raise CommandError("Cette base contient déjà des parcours : il en faut une vide.")
        if not Commune.objects.exists():
            call_command("load_communes", stdout=self.stdout)
        if not SchoolHoliday.objects.exists():
            call_command("load_calendars", stdout=self.stdout)
        year = Year(
            files=files,
            days=days,
            first=FIRST,
            seed=seed,
            check_every=check_every,
            say=self.stdout.write,
        )
        try:
            figures = year.run()
        except BrokenPromise as broken:
            raise CommandError(str(broken)) from broken
        for line in figures.lines():
            self.stdout.write(line)
