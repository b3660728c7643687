"""System checks: production sends its messages, and says from where."""

from email.utils import parseaddr

from django.conf import settings
from django.core.checks import Error, Tags, register

from psf.messaging.channels import DELIVERIES


@register(Tags.security)
def messages_leave(app_configs, **kwargs):
    """Refuse to start in production when messages would stay, or come from nowhere."""
    if settings.PSF_DELIVERY not in DELIVERIES:
        known = ", ".join(DELIVERIES)
        return [
            Error(
                f"PSF_DELIVERY vaut « {settings.PSF_DELIVERY} ».",
                hint=f"Valeurs possibles : {known}.",
                id="psf.messaging.E001",
            )
        ]
    if not settings.MESSAGES_MUST_LEAVE:
        return []
    errors = []
    if settings.PSF_DELIVERY != "smtp":
        errors.append(
            Error(
                "Les messages ne partiraient pas.",
                hint="PSF_DELIVERY=smtp, avec EMAIL_HOST et PSF_FROM_EMAIL.",
                id="psf.messaging.E002",
            )
        )
    if not settings.EMAIL_HOST:
        errors.append(
            Error("Le serveur de messagerie manque.", hint="EMAIL_HOST.", id="psf.messaging.E003")
        )
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    if not domain or domain == "psf.invalid":
        errors.append(
            Error(
                "Les messages n'ont pas d'expéditeur.",
                hint="PSF_FROM_EMAIL='Parcours Solidaire de Formation <adresse du ministère>'.",
                id="psf.messaging.E004",
            )
        )
    if settings.MESSAGES_SMS_CHANNEL.startswith("psf.messaging.channels.console"):
        errors.append(
            Error(
                "Les SMS s'afficheraient dans les journaux, avec leurs liens.",
                hint="PSF_SMS_CHANNEL nomme le fournisseur, ou reste vide.",
                id="psf.messaging.E005",
            )
        )
    return errors
