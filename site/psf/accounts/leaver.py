"""Departures: nothing stays open in the hands of somebody who leaves.

Applications that give work to people say so in their own `departures.py`, so that accounts need not
import them:

    leaver.register("parcours suivis", count=…, handover=…)

`count(user)` returns how many are still open; `handover(user, successor, note)` gives them all to
the successor, with a word for them, and returns how many. Both run inside the perimeter of the person who leaves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import widened
from psf.registry import Registry

from .models import CalendarAddress, Invitation, User


class DepartureRefused(Exception):
    """The account cannot be closed now; the message says why, in French."""


@dataclass(frozen=True)
class Holding:
    name: str
    count: Callable[[User], int]
    handover: Callable[[User, User, str], int]


HOLDINGS: Registry[str, Holding] = Registry(
    "holdings", key=lambda holding: holding.name, module="departures"
)


def register(
    name: str, count: Callable[[User], int], handover: Callable[[User, User, str], int]
) -> None:
    """Declare what people may hold; `name` is a French plural such as "parcours suivis"."""
    HOLDINGS.add(Holding(name, count, handover))


def services_ever_of(user):
    """Ids of the services of all perimeters of `user`, past ones included: work may outlive them."""
    return {
        service
        for grant in PerimeterGrant.objects.given().filter(user=user)
        for service in PerimeterGrant.objects.services_of(user, on=grant.starts_on)
    }


def open_items(user):
    """Return [(name, number)] of what `user` still holds, numbers above zero only."""
    with widened(services_ever_of(user), reason=f"départ de {user.pk}"):
        counted = [(holding.name, holding.count(user)) for holding in HOLDINGS]
    return [(name, number) for name, number in counted if number]


def may_close(by, user):
    """True when `by` may close the account of `user`: their rank, and the whole of their perimeter."""
    if not user.is_active or not by.has_perm("accounts.close_user") or not by.may_manage(user):
        return False
    return by.is_administrator or _services(user) <= _services(by)


def successors(user):
    """Active people, of a rank at least equal, whose perimeter contains that of `user`."""
    needed = _services(user)
    candidates = User.objects.active().exclude(pk=user.pk).prefetch_related("groups")
    if needed:
        candidates = candidates.seeing_any(needed)
    chosen = [
        candidate.pk
        for candidate in candidates
        if (candidate.sees_persons or not user.sees_persons)
        and (not needed or needed <= _services(candidate))
    ]
    return User.objects.filter(pk__in=chosen)


def close(user, by, successor=None, *, note=""):
    """Hand everything over and close the account, in one transaction; return what was handed over.

    Raises `DepartureRefused` when `by` may not, when something would stay open, or when the
    successor's perimeter is too narrow; nothing is then changed.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(of=["self"]).get(pk=user.pk)
        if not may_close(by, user):
            raise DepartureRefused("Vous ne pouvez pas clore ce compte.")
        items = open_items(user)
        if items and successor is None:
            raise DepartureRefused("Il reste des suivis ouverts : nommez un successeur.")
        if successor is not None and not successors(user).filter(pk=successor.pk).exists():
            raise DepartureRefused(
                "Le périmètre de ce successeur ne contient pas celui du partant."
            )
        moved = _hand_over(user, successor, note) if items else {}
        still_open = open_items(user)
        if still_open:
            names = ", ".join(f"{number} {name}" for name, number in still_open)
            raise DepartureRefused(f"Il reste à transmettre : {names}.")
        _end(user, by)
        log(
            instance=user,
            action="accounts.leave",
            user=by,
            data={"successor": successor and successor.get_username(), "moved": moved},
        )
    return moved


def _services(user):
    return set(PerimeterGrant.objects.services_of(user))


def _hand_over(user, successor, note):
    services = services_ever_of(user)
    with widened(services, reason=f"départ de {user.pk}"):
        return {
            holding.name: holding.handover(user, successor, note)
            for holding in HOLDINGS
            if holding.count(user)
        }


def _end(user, by):
    """Perimeters end yesterday, or the day they start; open sessions die with `is_active`.

    So does the address of an agenda, whose row goes.
    """
    today = timezone.localdate()
    PerimeterGrant.objects.pending().filter(user=user).update(refused_by=by)
    for grant in PerimeterGrant.objects.filter(user=user, ends_on__gte=today):
        grant.ends_on = max(grant.starts_on, today - timedelta(days=1))
        grant.save(update_fields=["ends_on"])
    Invitation.objects.filter(invited_by=user).pending().update(revoked_at=timezone.now())
    Authenticator.objects.filter(user=user).delete()
    CalendarAddress.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.is_active = False
    user.left_on = today
    user.save()
