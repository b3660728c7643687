"""How often a password or a code may be tried, and by whom.

An account has one budget whatever is typed, its name or its address, and no lock: waits grow after
five errors. A browser that signed in before has a budget of its own, so that nobody's errors keep the
owner out; strangers share one, and one for the address they come from.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest

from psf.throttles.limits import Limit, address_of
from psf.throttles.waiting import tell_to_wait

from .browsers import known_browser
from .models import User

DAY = 24 * 60 * 60


def _growing(name: str) -> Limit:
    """Five tries, then one after 30 s, 1, 2, 4, 8 and every 15 minutes; forgotten after a day."""
    return Limit(name, tries=5, seconds=DAY, first_wait=30, longest_wait=15 * 60)


# A whole rectorat may come from one address, hence 30.
FROM_ONE_ADDRESS = Limit("sign-in.address", tries=30, seconds=600)
PASSWORDS, PASSWORDS_ON_A_DEVICE = _growing("password"), _growing("password.device")
CODES, CODES_ON_A_DEVICE = _growing("code"), _growing("code.device")
# Mails that lead to a new password: strangers share a budget for each account, a browser of its
# owner has its own.
RESETS, RESETS_ON_A_DEVICE = (Limit(name, 5, 60 * 60) for name in ("reset", "reset.device"))


WHOM_TO_CALL = "C’est pressé ? Appelez votre coordonnateur, ou l’équipe qui vous a invité."


class TooSoon(ValidationError):
    """The try was not heard; the message says, in French, when the next one is."""

    def __init__(self, request: HttpRequest, seconds: int) -> None:
        wait = tell_to_wait(request, seconds)
        super().__init__(f"Trop d’essais. Réessayez dans {wait}. {WHOM_TO_CALL}", code="too_soon")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try that is heard, counted under these limits until it proves right."""

    counted: tuple[tuple[Limit, str], ...]

    def was_right(self) -> None:
        for limit, who in self.counted:
            limit.give_back(who)


def try_password(request: HttpRequest, login: str) -> Attempt:
    """Count a try of the account that `login` names; TooSoon when it comes too soon.

    A name that nobody has waits like the others: waiting tells nothing.
    """
    account = account_of(login)
    who = str(account.pk) if account else f"nobody: {login.strip().lower()}"
    return _try(request, account, who, PASSWORDS, PASSWORDS_ON_A_DEVICE)


def try_code(request: HttpRequest, account: User) -> Attempt:
    """Count a try of a code of `account`, whose password was right; TooSoon when it comes too soon."""
    return _try(request, account, str(account.pk), CODES, CODES_ON_A_DEVICE)


def may_mail_reset(request: HttpRequest, account: User) -> bool:
    """Count one mail of reset to `account`; False when too many left: say nothing, send nothing."""
    if device := known_browser(request, account):
        return RESETS_ON_A_DEVICE.allows(f"{account.pk} {device}")
    return RESETS.allows(account.pk)


def start_anew(account: User) -> None:
    """Forget the errors of strangers: the owner has just shown that the mailbox is theirs."""
    for limit in (PASSWORDS, CODES):
        limit.forget(account.pk)


def account_of(login: str) -> User | None:
    typed = login.strip().lower()
    found = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed))
    return found.order_by("pk").first()


def _try(
    request: HttpRequest, account: User | None, who: str, shared: Limit, on_a_device: Limit
) -> Attempt:
    device = known_browser(request, account) if account else None
    if device:
        return _count(request, (on_a_device, f"{who} {device}"))
    return _count(request, (FROM_ONE_ADDRESS, address_of(request)), (shared, who))


def _count(request: HttpRequest, *limits: tuple[Limit, str]) -> Attempt:
    for limit, who in limits:
        if not limit.allows(who):
            raise TooSoon(request, limit.wait(who))
    return Attempt(limits)
