"""`manage.py load_calendars`: the school holidays of every zone whose dates are known."""

from django.core.management.base import BaseCommand
from django.db import transaction

from psf.territories import calendars
from psf.territories.models import Academy, SchoolHoliday


class Command(BaseCommand):
    help = "Complète les calendriers scolaires. Peut être relancée sans risque."

    def add_arguments(self, parser):
        parser.add_argument(
            "--remplacer",
            action="store_true",
            dest="replace",
            help="Rétablir aussi les dates modifiées dans l’administration.",
        )

    @transaction.atomic
    def handle(self, *args, replace=False, **options):
        result = calendars.load(replace=replace)
        self.stdout.write(f"{result['created']} vacances ajoutées, {result['replaced']} rétablies.")
        for holiday in result["different"]:
            self.stdout.write(f"Dates modifiées, laissées telles quelles : {holiday}.")
        unknown = [
            academy.name
            for academy in Academy.objects.all()
            if SchoolHoliday.objects.known_until(academy) is None
        ]
        if unknown:
            self.stdout.write(f"Calendrier inconnu, à saisir : {', '.join(unknown)}.")
