from django.core.management.base import BaseCommand

from psf.documents.tasks import clean_private_files


class Command(BaseCommand):
    help = "Efface du dossier privé les fichiers qu'aucune pièce ne nomme (plus vieux d'une heure)."

    def handle(self, **options):
        self.stdout.write(f"{clean_private_files()} fichier(s) effacé(s)")
