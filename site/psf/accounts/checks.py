"""System checks: production refuses demonstration accounts (`manage.py check --deploy`)."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError

REMEDY = "Fermez ces comptes : manage.py close_demonstration_accounts."


@register(Tags.security, deploy=True)
def demonstration_accounts_not_allowed(app_configs, **kwargs):
    if not settings.DEMONSTRATION_ACCOUNTS_ALLOWED:
        return []
    return [
        Error(
            "Les comptes de démonstration sont permis.",
            hint="DEMONSTRATION_ACCOUNTS_ALLOWED = False dans les réglages de production.",
            id="psf.accounts.E001",
        )
    ]


@register(Tags.security, deploy=True)
def demonstration_accounts_absent(app_configs, **kwargs):
    """Refuse active demonstration accounts; a database not yet migrated has none."""
    from .models import User

    try:
        names = list(
            User.objects.active().filter(is_demonstration=True).values_list("username", flat=True)
        )
    except DatabaseError:
        return []
    if not names:
        return []
    return [
        Error(
            f"Des comptes de démonstration sont ouverts : {', '.join(names)}.",
            hint=REMEDY,
            id="psf.accounts.E002",
        )
    ]


@register(Tags.security, deploy=True)
def proxies_are_counted(app_configs, **kwargs):
    """Warn when every visitor would have the address of the proxy that ends TLS."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return []
    return [
        Warning(
            "Le nombre de proxys de confiance n'est pas dit : les essais de connexion de tous se"
            " comptent à une même adresse.",
            hint="TRUSTED_PROXY_COUNT=1 derrière un seul proxy (docs/operations.md).",
            id="psf.accounts.W001",
        )
    ]
