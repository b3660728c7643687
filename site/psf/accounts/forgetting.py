"""Accounts, perimeters, absences and invitations that nothing needs any more.

An account is never deleted: what it did in the offers and settings stays signed by a row without a
name. What must outlive the duration is said beside each.
"""

from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import PageSubscription

from psf.accounts.leaver import open_items
from psf.accounts.models import Absence, CalendarAddress, Invitation, User
from psf.perimeter import catalog
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import all_services
from psf.personal.durations import DURATIONS
from psf.wagtail_seams.editors import EditingSession, FormState, UserProfile
from psf.worker.batches import by_batches, delete_some

# A name of nobody: sign-in names are unique and never empty.
CLOSED = "compte-clos-{}"


def before(now: datetime | None = None) -> date:
    """The day before which what ended is over."""
    return timezone.localdate(DURATIONS["account"].before(now))


def forget_left_accounts(*, now: datetime | None = None) -> int:
    """Empty the accounts of those who left, once no file and no log names them; return how many."""
    day = before(now)

    def step(size: int) -> int:
        with all_services("accounts left that no file names any more"):
            chosen = _left(day).select_for_update(of=("self",), skip_locked=True)[:size]
            for user in chosen:
                _empty(user)
            return len(chosen)

    return by_batches(step, size=50)


def _left(day: date):
    named = Q(left_on__lt=day) & ~Q(first_name="", last_name="", email="", phone="", function="")
    cited = reduce(or_, (Q(Exists(rows)) for rows in _rows_that_name()))
    return User.objects.filter(named).exclude(cited).order_by("pk")


def _rows_that_name() -> list[QuerySet]:
    """Rows of files about young people, and of logs, that name the account of the outer query."""
    kept = {*catalog.forced_tables(), *catalog.logs()}
    found = []
    for relation in User._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model = relation.related_model
        if model._meta.db_table not in kept:
            continue
        rows = model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        # What is about an offer alone names no young person, and stays for good.
        if any(field.name == "youth" for field in model._meta.fields):
            rows = rows.filter(youth__isnull=False)
        found.append(rows)
    return found


def _empty(user: User) -> None:
    user.groups.clear()
    user.user_permissions.clear()
    for model in (UserProfile, PageSubscription, FormState, EditingSession):
        model.objects.filter(user=user).delete()
    user.username = CLOSED.format(user.pk)
    user.first_name = user.last_name = user.email = user.phone = user.function = ""
    user.last_login = None
    user.set_unusable_password()
    user.save()
    Invitation.objects.filter(accepted_by=user).update(**EMPTIED_INVITATION)


def forget_ended_grants(*, now: datetime | None = None) -> int:
    """Erase perimeters ended long enough ago; return how many.

    A past perimeter says where to look for work that its holder still has (`services_ever_of`): it
    stays while they hold some and no perimeter in force opens the same place.
    """
    day = before(now)
    over = PerimeterGrant.objects.filter(ends_on__lt=day).select_related("user")
    gone = [grant.pk for grant in over.order_by("pk") if _is_needless(grant)]
    return by_batches(lambda size: delete_some(over.filter(pk__in=gone), size))


def _is_needless(grant: PerimeterGrant) -> bool:
    user = grant.user
    return bool(user.left_on or user.covers(grant.place) or not open_items(user))


def forget_absences(*, now: datetime | None = None) -> int:
    """Erase absences that ended long enough ago; return how many."""
    over = Absence.objects.filter(ends_on__lt=before(now))
    return by_batches(lambda size: delete_some(over, size))


def forget_dead_calendars(*, now: datetime | None = None) -> int:
    """Erase the agenda's addresses of closed accounts, which open nothing already; return how many."""
    return by_batches(lambda size: delete_some(CalendarAddress.objects.dead(), size))


EMPTIED_INVITATION = {"email": "", "first_name": "", "last_name": "", "function": ""}


def forget_invitations(*, now: datetime | None = None) -> int:
    """Erase invitations that opened no account, empty the others; return how many of both.

    An accepted one stays, without the person: an account and those it invited are not two people
    (docs/decisions/grants.md).
    """
    moment = DURATIONS["account"].before(now)
    unused = Invitation.objects.filter(accepted_at=None).filter(
        Q(expires_at__lt=moment) | Q(revoked_at__lt=moment)
    )
    erased = by_batches(lambda size: delete_some(unused, size))
    used = Invitation.objects.filter(accepted_at__lt=moment).exclude(email="")
    return erased + used.update(**EMPTIED_INVITATION)
