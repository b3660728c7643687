"""`manage.py load_demo`: the demonstration of Créteil, Normandie and Nice."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from matching.demo.accounts import ACCOUNTS
from matching.demo.load import load
from offers.models import Offer
from psf.accounts.models import User
from psf.territories.models import Commune, SchoolHoliday


class Command(BaseCommand):
    help = (
        "Charge la démonstration : offres, jeunes et parcours fictifs, dont les dates comptent à"
        " partir d'aujourd'hui. Le même jour donne le même contenu."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="Ne fait rien si des offres existent déjà."
        )

    def handle(self, *args, if_empty=False, **options):
        if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
            raise CommandError("La démonstration est refusée en production.")
        if Offer.objects.exists() or User.objects.filter(username=ACCOUNTS[0].username).exists():
            if if_empty:
                return
            raise CommandError("La base contient déjà des offres ou la démonstration.")
        start = time.monotonic()
        if not Commune.objects.exists():
            call_command("load_communes", stdout=self.stdout)
        if not SchoolHoliday.objects.exists():
            call_command("load_calendars", stdout=self.stdout)
        counts = load(timezone.localdate())
        self.stdout.write(
            f"Démonstration : {Offer.objects.count()} offres, {counts['slots']} lieux d'accueil,"
            f" {counts['youths']} jeunes, {counts['placements']} parcours,"
            f" en {time.monotonic() - start:.0f} s."
        )
