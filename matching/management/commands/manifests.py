from django.core.management.base import BaseCommand, CommandError

from matching.models import Manifest
from matching.retention.manifests import problems
from psf.perimeter.scope import all_services


class Command(BaseCommand):
    help = "Liste les bordereaux d'élimination, ou vérifie leurs signatures et le registre."

    def add_arguments(self, parser):
        parser.add_argument(
            "--verify", action="store_true", help="Vérifie tout ; échoue si quelque chose manque."
        )

    def handle(self, *args, **options):
        with all_services("verify the bordereaux"):
            if options["verify"]:
                self._verify()
            else:
                for manifest in Manifest.objects.order_by("pk"):
                    told = ", ".join(f"{n} {what}" for what, n in manifest.counts.items())
                    self.stdout.write(f"{manifest.code} {manifest.made_at:%d/%m/%Y} : {told}")

    def _verify(self):
        found = problems()
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{len(found)} bordereau(x) ou ligne(s) en défaut.")
        self.stdout.write("Bordereaux et registre des effacements : tout est signé et se suit.")
