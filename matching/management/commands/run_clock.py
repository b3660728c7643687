from django.core.management.base import BaseCommand, CommandError

from matching.placements import clock


class Command(BaseCommand):
    help = (
        "Ouvre, remonte, expire et libère ce qui est dû. Sans risque deux fois, ou deux à la fois."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Dit ce qui serait fait, sans rien changer."
        )

    def handle(self, *args, dry_run, **options):
        report = clock.run(dry_run=dry_run)
        if report.skipped:
            self.stdout.write("Une autre exécution est en cours : rien à faire.")
            return
        for rule in clock.RULES:
            self.stdout.write(f"{report.done[rule.name]:6d}  {rule.label}")
        if report.failed:
            raise CommandError("Échecs : " + ", ".join(report.failed))
