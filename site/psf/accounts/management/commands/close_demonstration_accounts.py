"""Close every demonstration account, for a database that becomes a production one."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from psf.accounts.models import User


class Command(BaseCommand):
    help = "Ferme les comptes de démonstration."

    def handle(self, *args, **options):
        closed = (
            User.objects.active()
            .filter(is_demonstration=True)
            .update(is_active=False, left_on=timezone.localdate())
        )
        self.stdout.write(f"{closed} compte(s) de démonstration fermé(s).")
