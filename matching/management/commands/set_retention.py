from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from matching.models import RetentionPolicy

MONTHS = (
    "closed_months",
    "archive_months",
    "never_contacted_months",
    "document_months",
    "access_log_months",
)


class Command(BaseCommand):
    help = "Fixe les durées de conservation avant le premier démarrage (domain §6)."
    # It runs before the check that it satisfies.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--validated-by", required=True, help="Qui a validé ces durées (DPO).")
        parser.add_argument("--reason", default="Première mise en service")
        for name in (*MONTHS, "hard_stop_age"):
            field = RetentionPolicy._meta.get_field(name)
            parser.add_argument(
                "--" + name.replace("_", "-"),
                type=int,
                default=field.default,
                help=f"{field.verbose_name} ({field.default} par défaut)",
            )

    def handle(self, *args, validated_by, reason, **options):
        values = {name: options[name] for name in (*MONTHS, "hard_stop_age")}
        policy = RetentionPolicy(validated_by=validated_by, reason=reason, **values)
        try:
            policy.save()
        except IntegrityError as error:
            raise CommandError("Des durées sont déjà fixées à partir d'aujourd'hui.") from error
        self.stdout.write(f"Durées de conservation fixées, validées par {validated_by}.")
