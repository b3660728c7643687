"""`manage.py demo_accounts`: where to sign in, and as whom."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from demonstration.accounts import ACCOUNTS, PASSWORD
from psf.accounts.models import User


class Command(BaseCommand):
    help = "Affiche l'adresse, les comptes de démonstration et leur mot de passe."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
            raise CommandError("Les comptes de démonstration sont refusés en production.")
        present = set(
            User.objects.active().filter(is_demonstration=True).values_list("username", flat=True)
        )
        shown = [account for account in ACCOUNTS if account.shown and account.username in present]
        if not shown:
            self.stdout.write("Aucun compte de démonstration : lancez « load_demo ».")
            return
        self.stdout.write(
            f"Adresse : {settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_home')}"
        )
        width = max(len(account.username) for account in shown)
        for account in shown:
            where = account.function or account.role
            self.stdout.write(f"  {account.username:<{width}}  {account.role} – {where}")
        self.stdout.write(f"Mot de passe : {PASSWORD}")
