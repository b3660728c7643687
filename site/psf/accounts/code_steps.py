"""A code of an application serves once: the period it belongs to is remembered (RFC 6238, 5.2).

allauth remembers a used code in the cache, for one period of the three during which a tolerance of
one keeps it valid, and not at all the code that registers an application: `TOTP._mark_code_used`
and `ActivateTOTPForm` in https://codeberg.org/allauth/django-allauth/src/branch/main/allauth/mfa/totp/
"""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db.models import Q

from .models import User


def use_step(user: User, secret: str, code: str) -> bool:
    """Use up the period of a valid `code` and those before; False when it served already.

    Compared and set in one statement: of two requests at once, the second waits, then reads what
    the first wrote.
    """
    steps = [
        step
        for step in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    ]
    if not steps:
        return False
    fresh = Q(last_code_step=None) | Q(last_code_step__lt=max(steps))
    rows = User.objects.filter(fresh, pk=user.pk)
    return rows.update(last_code_step=max(steps)) == 1
