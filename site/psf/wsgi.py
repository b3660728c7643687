"""WSGI entry point: `gunicorn --pythonpath site psf.wsgi`. Refuses to serve an unsafe production.

What was erased since a restored backup is erased again before the first page answers.
"""

import os

from django.core import checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "psf.settings.production")

handler = get_wsgi_application()

from psf.ledger.starting import ErasedFirst  # noqa: E402  # Its table needs the apps.


def refuse_to_start_unsafe() -> None:
    """Raise SystemExit with the reasons: retention not decided, demonstration accounts open."""
    from django.conf import settings

    found = checks.run_checks(
        tags=[checks.Tags.security],
        include_deployment_checks=not settings.DEMONSTRATION_ACCOUNTS_ALLOWED,
    )
    reasons = [
        str(error) for error in found if error.is_serious() and (error.id or "").startswith("psf.")
    ]
    if reasons:
        raise SystemExit("\n".join(reasons))


refuse_to_start_unsafe()
application = ErasedFirst(handler)
