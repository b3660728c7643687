"""System checks: a training space reaches nobody and stands on no real database."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
APART = "Donnez à l'espace d'entraînement une base à lui, vide : docs/operations.md."


def asked_to_leave() -> list[str]:
    """The variables that would make something leave, or somebody real come in."""
    proconnect = [app for one in settings.SOCIALACCOUNT_PROVIDERS.values() for app in one["APPS"]]
    asked = {
        "EMAIL_HOST": settings.EMAIL_HOST,
        "EMAIL_BACKEND": settings.EMAIL_BACKEND != NO_MAIL,
        "PSF_DELIVERY": settings.PSF_DELIVERY != "mailbox",
        "PSF_SMS_CHANNEL": settings.MESSAGES_SMS_CHANNEL,
        "PSF_IMAP_HOST": settings.BOUNCE_MAILBOX["host"],
        "PSF_PROCONNECT_URL": any(settings.PROCONNECT) or proconnect,
    }
    return [name for name, value in asked.items() if value]


@register(Tags.security)
def nothing_leaves_a_training_space(app_configs: Any, **kwargs: Any) -> list[Error]:
    names = asked_to_leave() if settings.PSF_TRAINING else []
    if not names:
        return []
    return [
        Error(
            f"Un espace d'entraînement n'écrit à personne : {', '.join(names)}.",
            hint="Retirez ces variables, ou PSF_TRAINING.",
            id="psf.training.E001",
        )
    ]


@register(Tags.security)
def nobody_real_in_a_training_space(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A database not yet migrated has nobody."""
    from psf.training.marking import real_accounts

    if not settings.PSF_TRAINING:
        return []
    try:
        count = real_accounts().count()
    except DatabaseError:
        return []
    if not count:
        return []
    return [
        Error(
            f"PSF_TRAINING est demandé sur une base où {count} compte(s) ne viennent pas de la"
            " démonstration.",
            hint=APART,
            id="psf.training.E002",
        )
    ]


@register(Tags.security, deploy=True)
def no_training_space_in_production(app_configs: Any, **kwargs: Any) -> list[Error]:
    """The other way round: the real site opens no database of invented people."""
    from psf.training.marking import written_at

    if settings.PSF_TRAINING:
        return []
    try:
        since = written_at()
    except DatabaseError:
        return []
    if since is None:
        return []
    return [
        Error(
            "Cette base est celle de l'espace d'entraînement.",
            hint="PSF_TRAINING=true, ou la base des personnes réelles dans DATABASE_URL.",
            id="psf.training.E003",
        )
    ]
