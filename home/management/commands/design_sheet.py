"""`manage.py design_sheet`: after an upgrade of django-dsfr, or a class worn for the first time."""

from django.core.management.base import BaseCommand

from home import design


class Command(BaseCommand):
    help = "Écrit la feuille de style du système de design, réduite à ce que portent les pages."

    def handle(self, **options):
        text = design.sheet()
        design.SHEET.write_text(text, encoding="utf-8")
        self.stdout.write(f"{design.NAME} : {len(text.encode()) // 1000} ko")
