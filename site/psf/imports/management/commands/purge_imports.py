"""`manage.py purge_imports`: erase uploaded lines older than 24 hours (the worker does it hourly)."""

from django.core.management.base import BaseCommand

from psf.imports.tasks import purge


class Command(BaseCommand):
    help = "Efface les lignes des imports de plus de 24 heures. Peut être relancée sans risque."

    def handle(self, *args, **options):
        self.stdout.write(f"{purge()} lignes effacées.")
