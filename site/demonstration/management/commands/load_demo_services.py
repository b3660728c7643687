"""`manage.py load_demo_services`: the fictional services and schools of the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from demonstration import territories


class Command(BaseCommand):
    help = "Charge les services et établissements fictifs de la démonstration."

    @transaction.atomic
    def handle(self, *args, **options):
        if not getattr(settings, "DEMONSTRATION_ACCOUNTS_ALLOWED", False):
            raise CommandError("Les services de démonstration sont refusés en production.")
        counts = territories.load_services()
        schools = territories.load_schools()
        self.stdout.write(
            f"{counts['services']} services, {counts['links']} communes réparties,"
            f" {schools} établissements."
        )
