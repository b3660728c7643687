from django.core.management.base import BaseCommand, CommandError

from matching.placements.integrity import broken_promises
from psf.perimeter.scope import all_services


class Command(BaseCommand):
    help = "Vérifie que rien n'attend sans action, que lieux et heures sont justes."

    def handle(self, *args, **options):
        with all_services("check_queue"):
            broken = broken_promises()
        for line in broken:
            self.stderr.write(line)
        if broken:
            raise CommandError(f"{len(broken)} promesse(s) rompue(s).")
        self.stdout.write("Rien n'attend sans action ; lieux et heures sont justes.")
