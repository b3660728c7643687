"""Devices that gave a code today: there the password alone signs in until the next morning.

allauth's « trust this browser » holds the rule: a signed cookie whose imprint dies with the password
or the application it was given for. What differs: it is asked beside the code, not on a page of
its own (`AccountAdapter.get_login_stages`). The imprint takes in a "seed" of each authenticator; an
application has none, so ours is what makes all its devices unknown at once.
https://docs.allauth.org/en/latest/mfa/configuration.html
"""

from datetime import datetime, timedelta

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.internal.flows import trust
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string
from wagtail.log_actions import log

from .models import User

KNOWN_UNTIL = "psf_known_until"


def remember(request: HttpRequest, user: User, response: HttpResponse) -> None:
    """Let this browser sign `user` in without a code for MFA_TRUST_COOKIE_AGE."""
    trust.trust_browser(request, user, response)
    until = timezone.now() + timedelta(seconds=settings.MFA_TRUST_COOKIE_AGE)
    _keep(user, **{KNOWN_UNTIL: until.isoformat()})


def known_until(user: User) -> datetime | None:
    """Until when a device of `user` may sign in without a code; None when none does."""
    application = _applications(user).first()
    said = application and application.data.get(KNOWN_UNTIL)
    until = datetime.fromisoformat(said) if said else None
    return until if until and until > timezone.now() else None


@transaction.atomic
def forget_all(user: User) -> None:
    """Let no device sign `user` in without a code, until it gave one again."""
    _keep(user, seed=get_random_string(32), **{KNOWN_UNTIL: None})
    log(instance=user, action="accounts.forget_devices", user=user)


def is_known(request: HttpRequest, user: User) -> bool:
    known: bool = trust.is_trusted_browser(request, user)
    return known


def count_as_given(request: HttpRequest, user: User) -> None:
    """Write in the session that the code was given on this device, when it was and not here."""
    given = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    if not given and is_known(request, user):
        record_authentication(request, user, method="mfa", type="known_device")


def _applications(user: User):
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)


@transaction.atomic
def _keep(user: User, **facts: str | None) -> None:
    for application in _applications(user).select_for_update():
        application.data.update(facts)
        application.save(update_fields=["data"])
