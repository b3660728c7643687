"""Production does not start before somebody has validated how long records are kept."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import OperationalError, ProgrammingError


@register(Tags.security)
def retention_is_decided(app_configs, **kwargs):
    """Refuse to start without a retention policy in force.

    A database not yet migrated has none; one that cannot be reached cannot be asked.
    """
    from matching.models import RetentionPolicy

    if not settings.RETENTION_POLICY_REQUIRED:
        return []
    try:
        policy = RetentionPolicy.objects.in_force()
    except OperationalError:
        return []
    except ProgrammingError:
        policy = None
    if policy is not None:
        return []
    return [
        Error(
            "Les durées de conservation ne sont pas fixées.",
            hint="manage.py set_retention --help, puis la page de réglages.",
            id="psf.matching.E001",
        )
    ]
