from datetime import date
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from matching.enums import Opinion
from matching.models import RetentionPolicy
from matching.models.conservation import OUT_OF_BOUNDS
from matching.models.durations import DURATIONS
from psf.accounts.second_person import as_seen
from psf.documents.content import PDF, examine
from psf.documents.models import Blob
from psf.workflow.errors import Refused


class Command(BaseCommand):
    help = (
        "Fixe les durées de conservation avant le premier démarrage (domain §6) : le délégué du"
        " responsable décide, l'avis signé du DPO est joint. Ensuite : page de réglages."
    )
    # It runs before the check that it satisfies.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--decided-by", required=True, help="Nom et fonction de qui décide.")
        parser.add_argument("--opinion-by", required=True, help="Nom et fonction du DPO.")
        parser.add_argument("--opinion", choices=Opinion.values, default=Opinion.FAVOURABLE)
        parser.add_argument("--opinion-text", default="", help="Motif de l'avis.")
        parser.add_argument(
            "--opinion-on", type=date.fromisoformat, required=True, help="AAAA-MM-JJ"
        )
        parser.add_argument("--opinion-file", type=Path, required=True, help="L'avis signé, PDF.")
        parser.add_argument("--reason", default="Première mise en service")
        for name in DURATIONS:
            field = RetentionPolicy._meta.get_field(name)
            parser.add_argument(
                "--" + name.replace("_", "-"),
                type=int,
                default=field.default,
                help=f"{field.verbose_name} ({field.default} par défaut)",
            )

    def handle(self, *args, decided_by, opinion_by, opinion_file, reason, **options):
        today = timezone.localdate()
        if as_seen(decided_by) == as_seen(opinion_by):
            raise CommandError("Qui décide n'est pas le DPO, qui donne un avis.")
        if options["opinion_on"] > today:
            raise CommandError("L'avis du DPO est à venir.")
        try:
            accepted = examine(ContentFile(opinion_file.read_bytes(), name=opinion_file.name))
            if accepted.content_type != PDF:
                raise CommandError("L'avis signé est un PDF.")
            with Blob.keeping(accepted) as blob:
                policy = RetentionPolicy(
                    reason=reason,
                    opinion=options["opinion"],
                    opinion_text=options["opinion_text"],
                    opinion_on=options["opinion_on"],
                    opinion_as=opinion_by,
                    opinion_file=blob,
                    decided_as=decided_by,
                    decided_on=today,
                    **{name: options[name] for name in DURATIONS},
                )
                if not policy.is_within_bounds:
                    raise CommandError(OUT_OF_BOUNDS)
                policy.save()
        except OSError as error:
            raise CommandError(f"L'avis signé ne se lit pas : {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        except IntegrityError as error:
            raise CommandError("Des durées sont déjà décidées à partir d'aujourd'hui.") from error
        self.stdout.write(f"Durées de conservation décidées par {decided_by}.")
