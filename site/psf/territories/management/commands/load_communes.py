"""`manage.py load_communes`: every commune and arrondissement, with point and postal codes."""

import time

from django.core.management.base import BaseCommand
from django.db import transaction

from psf.territories import reference


class Command(BaseCommand):
    help = "Charge les communes et les arrondissements. Peut être relancée sans risque."

    def add_arguments(self, parser):
        parser.add_argument(
            "--departement",
            action="append",
            dest="departments",
            metavar="CODE",
            help="Se limiter à ce département (93, 2A, 974…) ; peut se répéter.",
        )

    @transaction.atomic
    def handle(self, *args, departments=None, **options):
        start = time.monotonic()
        counts = reference.load_communes(departments)
        self.stdout.write(
            f"{counts['read']} communes lues, {counts['created']} créées,"
            f" {counts['updated']} mises à jour, en {time.monotonic() - start:.1f} s."
        )
