"""Devices that gave a code today: there the password alone signs in until the next morning.

allauth's « trust this browser » holds the rule: a signed cookie whose imprint dies with the password
or the application it was given for. What differs: it is asked beside the code, not on a page of
its own (`AccountAdapter.get_login_stages`).
https://docs.allauth.org/en/latest/mfa/configuration.html
"""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.internal.flows import trust
from django.http import HttpRequest, HttpResponse

from .models import User


def remember(request: HttpRequest, user: User, response: HttpResponse) -> None:
    """Let this browser sign `user` in without a code for MFA_TRUST_COOKIE_AGE."""
    trust.trust_browser(request, user, response)


def is_known(request: HttpRequest, user: User) -> bool:
    known: bool = trust.is_trusted_browser(request, user)
    return known


def count_as_given(request: HttpRequest, user: User) -> None:
    """Write in the session that the code was given on this device, when it was and not here."""
    given = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    if not given and is_known(request, user):
        record_authentication(request, user, method="mfa", type="known_device")
