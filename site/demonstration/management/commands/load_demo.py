"""`manage.py load_demo`: the demonstration of Créteil, Normandie and Nice, or a whole country."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demonstration.accounts import ACCOUNTS
from demonstration.load import load
from demonstration.national.country import coordinator_of, largest_academy
from demonstration.national.load import load as load_country
from demonstration.national.size import Size
from offers.models import Offer
from psf.accounts.models import User
from psf.territories.models import Commune, SchoolHoliday

# Offers of Créteil, Normandie and Nice.
SMALL_DEMONSTRATION = 60


class Command(BaseCommand):
    help = (
        "Charge la démonstration : offres, jeunes et parcours fictifs, dont les dates comptent à"
        " partir d'aujourd'hui. Le même jour donne le même contenu."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="Ne fait rien si des offres existent déjà."
        )
        parser.add_argument(
            "--national",
            action="store_true",
            help="Charge un pays entier : 80 000 jeunes, 20 000 offres, 100 000 parcours sur trois"
            " ans, en quelques minutes.",
        )
        parser.add_argument(
            "--scale",
            type=float,
            default=1.0,
            help="Avec --national : une part du pays, par exemple 0.02.",
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help="Avec --national : ajoute à une base qui contient plus que la petite démonstration.",
        )

    def handle(self, *args, if_empty=False, national=False, scale=1.0, force=False, **options):
        if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
            raise CommandError("La démonstration est refusée en production.")
        if national:
            self._load_country(scale, force)
            return
        if Offer.objects.exists() or User.objects.filter(username=ACCOUNTS[0].username).exists():
            if if_empty:
                return
            raise CommandError("La base contient déjà des offres ou la démonstration.")
        start = time.monotonic()
        self._load_places()
        counts = load(timezone.localdate())
        self.stdout.write(
            f"Démonstration : {Offer.objects.count()} offres, {counts['slots']} lieux d'accueil,"
            f" {counts['youths']} jeunes, {counts['placements']} parcours,"
            f" en {time.monotonic() - start:.0f} s."
        )

    def _load_places(self):
        if not Commune.objects.exists():
            call_command("load_communes", stdout=self.stdout)
        if not SchoolHoliday.objects.exists():
            call_command("load_calendars", stdout=self.stdout)

    def _load_country(self, scale, force):
        if not 0 < scale <= 1:
            raise CommandError("--scale est une part : entre 0 et 1.")
        if Offer.objects.count() > SMALL_DEMONSTRATION and not force:
            raise CommandError(
                "La base contient déjà plus que la petite démonstration ; --force pour y ajouter."
            )
        start = time.monotonic()
        self._load_places()
        counts = load_country(timezone.localdate(), Size.scaled(scale), self.stdout.write)
        largest, files = largest_academy()
        self.stdout.write(
            f"Démonstration nationale : {counts['offers']} offres, {counts['youths']} jeunes,"
            f" {counts['placements']} parcours, {counts['event']} événements,"
            f" {counts['action']} actions, {counts['message']} messages,"
            f" en {time.monotonic() - start:.0f} s."
        )
        self.stdout.write(f"Promesses rompues : {counts['broken']}.")
        if largest is not None:
            self.stdout.write(
                f"La plus grande académie : {largest}, {files} parcours ouverts, compte"
                f" {coordinator_of(largest).username}."
            )
        if counts["broken"]:
            raise CommandError("La démonstration nationale ne tient pas ses promesses.")
