from django.core.management.base import BaseCommand

from psf.messaging import outbox
from psf.messaging.state import outbox_state


class Command(BaseCommand):
    help = "Envoie les messages en attente. Sans risque deux fois, ou deux à la fois."

    def add_arguments(self, parser):
        parser.add_argument(
            "--seconds",
            type=float,
            default=outbox.SWEEP_SECONDS,
            help="S'arrête au bout de ce temps ; le reste attend le passage suivant.",
        )
        parser.add_argument(
            "--state",
            "--etat",
            action="store_true",
            help="N'envoie rien : compte ce qui attend, ce qui est incertain, ce qui a échoué.",
        )

    def handle(self, *args, seconds, state, **options):
        if state:
            for label, value in outbox_state().items():
                self.stdout.write(f"{value:>8}  {label}")
            return
        report = outbox.sweep(seconds=seconds)
        if report.skipped:
            self.stdout.write("Un autre envoi est en cours : rien à faire.")
        if report.broken:
            self.stdout.write("La base de données s'est absentée : le reste attend.")
        for name, label in (
            ("sent", "envoyés"),
            ("later", "à renvoyer plus tard"),
            ("failed", "non envoyés"),
            ("uncertain", "incertains"),
            ("interrupted", "interrompus auparavant, incertains"),
        ):
            self.stdout.write(f"{getattr(report, name):6d}  {label}")
