from django.core.management.base import BaseCommand, CommandError

from psf.ledger import LedgerError, file
from psf.ledger.replay import replay


class Command(BaseCommand):
    help = (
        "Vérifie le registre des effacements (par défaut), ou efface de nouveau ce qu'une base"
        " restaurée a encore."
    )

    def add_arguments(self, parser):
        parser.add_argument("--replay", action="store_true", help="Efface de nouveau.")

    def handle(self, *args, **options):
        try:
            count = file.verify()
            erased = replay() if options["replay"] else None
        except LedgerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Registre entier : {count} ligne(s).")
        if erased is not None:
            self.stdout.write(f"Effacés de nouveau : {erased}.")
