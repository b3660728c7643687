"""Load the first content of the site; again, it changes nothing that an editor changed."""

import logging

from django.core.management.base import BaseCommand, CommandError

from resources.loading.loading import load
from resources.loading.markdown import ContentError
from resources.models import LoadedContent
from resources.search.entries import rebuild


class Command(BaseCommand):
    help = "Charge les contenus de resources/content/ sans toucher à ce qu'un rédacteur a changé."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="Ne fait rien si des contenus ont été chargés."
        )

    def handle(self, *args, if_empty=False, **options):
        if if_empty and LoadedContent.objects.exists():
            return
        # One line a page would hide what the command says.
        pages, level = logging.getLogger("wagtail"), logging.getLogger("wagtail").level
        pages.setLevel(logging.WARNING)
        try:
            did = load()
        except ContentError as error:
            raise CommandError(str(error)) from error
        finally:
            pages.setLevel(level)
        found = rebuild()
        said = ", ".join(f"{count} {what}" for what, count in sorted(did.items()))
        self.stdout.write(f"Contenus : {said or 'rien'} ; {found} entrées de recherche.")
