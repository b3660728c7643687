"""`manage.py reset_training`: the training space as on its first day. Refused everywhere else."""

import time

from django.core.management.base import BaseCommand, CommandError

from psf.health import missing_migrations
from psf.training.writing import Refused, is_due, refuse_unless_training, write_anew


class Command(BaseCommand):
    help = (
        "Réécrit l'espace d'entraînement : données inventées de la démonstration, datées"
        " d'aujourd'hui. Tout ce qui y a été fait disparaît. Refusé hors de PSF_TRAINING."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-due",
            action="store_true",
            help="Ne fait rien s'il a été réécrit depuis la dernière nuit, par cette version.",
        )

    def handle(self, *args, if_due=False, **options):
        start = time.monotonic()
        try:
            refuse_unless_training()
            if if_due and not is_due() and not missing_migrations():
                self.stdout.write("L'espace d'entraînement est à jour.")
                return
            self.stdout.write("Écriture de l'espace d'entraînement (quelques minutes)…")
            self.stdout.flush()
            write_anew(self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Espace d'entraînement réécrit en {time.monotonic() - start:.0f} s.")
