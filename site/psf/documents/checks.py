"""System checks: files sent by people are scanned in production (`manage.py check --deploy`)."""

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def files_are_scanned(app_configs, **kwargs):
    """Warn when nothing looks for viruses in what people send and editors publish."""
    if settings.CLAMAV_HOST:
        return []
    return [
        Warning(
            "Aucun antivirus n'examine les fichiers envoyés.",
            hint="PSF_CLAMAV_HOST et PSF_CLAMAV_PORT nomment un clamd (docs/operations.md).",
            id="psf.documents.W001",
        )
    ]
