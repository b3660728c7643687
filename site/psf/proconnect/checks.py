"""System checks: half a ProConnect signs nobody in, and one without TLS anybody."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

NAMES = ("PSF_PROCONNECT_URL", "PSF_PROCONNECT_CLIENT_ID", "PSF_PROCONNECT_CLIENT_SECRET")


@register(Tags.security)
def proconnect_is_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    given = [bool(value) for value in settings.PROCONNECT]
    if all(given) or not any(given):
        return []
    missing = ", ".join(name for name, value in zip(NAMES, given, strict=True) if not value)
    return [
        Error(
            f"ProConnect est réglé à moitié : il manque {missing}.",
            hint="docs/operations.md, « ProConnect ».",
            id="psf.proconnect.E001",
        )
    ]


@register(Tags.security, deploy=True)
def proconnect_is_encrypted(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    url = settings.PROCONNECT[0]
    if not url or url.startswith("https://"):
        return []
    return [Error("L'adresse de ProConnect n'est pas en https.", id="psf.proconnect.E002")]
