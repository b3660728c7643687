"""Who confirms what was asked for, who renews what ends: each rule once, for every screen."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from psf.accounts.models import User
from psf.accounts.models.invitation import may_give
from psf.accounts.second_person import in_the_same_hands, is_second_person
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.models.grants import end_by_default
from psf.territories.calendars import SchoolYear

GRANT = "perimeter.add_perimetergrant"
RENEW = "perimeter.renew_perimetergrant"
# Shown as ending soon; renewed at the earliest that long before; and, forgotten, that long after.
SOON, EARLY, LATE = timedelta(days=30), timedelta(days=120), timedelta(days=60)
REASON = "Renouvellement"
NOT_YOURS = "Vous l’avez demandé, ou il est pour vous : une autre personne confirme."


class GrantRefused(Exception):
    """Not this person, or not any more; the message says why, in French."""


def refusal_to_confirm(by: User, grant: PerimeterGrant) -> str | None:
    """Why `by` may not confirm a pending grant, or None."""
    if not grant.is_pending:
        return "Ce périmètre n’attend plus de confirmation."
    if not by.has_perm(GRANT) or not may_give(by, grant.place, grant.ends_on, grant.starts_on):
        return "Vous ne pouvez pas accorder ce périmètre."
    if any(in_the_same_hands(by, person) for person in (grant.user, grant.asked_by)):
        return NOT_YOURS
    return None


@transaction.atomic
def confirm(grant: PerimeterGrant, by: User) -> PerimeterGrant:
    """Let a pending grant hold from today on; raises `GrantRefused`."""
    grant = PerimeterGrant.objects.select_for_update(of=["self"]).get(pk=grant.pk)
    if refusal := refusal_to_confirm(by, grant):
        raise GrantRefused(refusal)
    if grant.ends_on < timezone.localdate():
        raise GrantRefused("Sa fin est passée : faites une nouvelle demande.")
    grant.granted_by, grant.starts_on = by, max(grant.starts_on, timezone.localdate())
    grant.save(update_fields=["granted_by", "starts_on"])
    log(instance=grant, action="accounts.confirm_grant", user=by)
    return grant


@transaction.atomic
def refuse(grant: PerimeterGrant, by: User) -> PerimeterGrant:
    """Close a pending grant for good; who asked may withdraw it. Raises `GrantRefused`."""
    grant = PerimeterGrant.objects.select_for_update(of=["self"]).get(pk=grant.pk)
    if not grant.is_pending or not by.has_perm(GRANT):
        raise GrantRefused("Ce périmètre n’attend plus de confirmation.")
    grant.refused_by = by
    grant.save(update_fields=["refused_by"])
    log(instance=grant, action="accounts.refuse_grant", user=by)
    return grant


@dataclass(frozen=True, slots=True)
class Renewal:
    """What would follow `grant`: from its end, or today if it has passed, to the next 31 August."""

    grant: PerimeterGrant
    starts_on: date
    refusal: str = ""

    @property
    def value(self) -> str:
        """What its box sends."""
        return str(self.grant.pk)

    @property
    def ends_on(self) -> date:
        return end_by_default(self.starts_on)

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear.of(self.starts_on)


def renewals_for(by: User, on: date | None = None) -> list[Renewal]:
    """The perimeters that `by` answers for, near their end or just over, that nothing follows yet.

    Those of people above them, their own, and those outside their perimeter are left out; one that
    `by` cannot give for so long is shown with the reason.
    """
    if not by.has_perm(RENEW):
        return []
    today = on or timezone.localdate()
    last_year = SchoolYear(SchoolYear.of(today).first - 1)
    rows = (
        PerimeterGrant.objects.given()
        .filter(ends_on__gte=today - LATE, ends_on__lte=today + EARLY, user__is_active=True)
        .exclude(user=by)
        .select_related("user", "service", "department", "academy", "region")
        .prefetch_related("user__groups")
        .order_by("ends_on", "user__sort_name", "pk")
    )
    found = []
    for grant in rows:
        # Ended on another day than the last of a school year: somebody wanted it to end.
        over = grant.ends_on < today and grant.ends_on != last_year.last_day
        if over or _is_followed(grant) or not by.may_manage(grant.user):
            continue
        if not by.is_administrator and not _ever_covered(by, grant):
            continue
        starts_on = max(grant.ends_on + timedelta(days=1), today)
        found.append(Renewal(grant, starts_on, _refusal_to_renew(by, grant, starts_on)))
    return found


@transaction.atomic
def renew(renewals: list[Renewal], by: User) -> int:
    """Write what follows each of them, once; return how many. Refused ones are left out."""
    chosen = {renewal.grant.pk for renewal in renewals}
    # Two heads at once: the second finds the first's rows.
    list(
        User.objects.select_for_update(of=["self"], no_key=True)
        .filter(perimeter_grants__in=chosen)
        .order_by("pk")
        .values_list("pk")
    )
    written = 0
    for renewal in renewals_for(by):
        grant = renewal.grant
        if grant.pk not in chosen or renewal.refusal:
            continue
        follows = PerimeterGrant.objects.create(
            user=grant.user,
            service=grant.service,
            department=grant.department,
            academy=grant.academy,
            region=grant.region,
            starts_on=renewal.starts_on,
            ends_on=renewal.ends_on,
            reason=REASON,
            granted_by=by,
        )
        log(instance=follows, action="accounts.renew_grant", user=by)
        written += 1
    return written


def _is_followed(grant: PerimeterGrant) -> bool:
    later = PerimeterGrant.objects.filter(
        user=grant.user, refused_by=None, ends_on__gt=grant.ends_on
    ).exclude(pk=grant.pk)
    same_place = {
        f"{level}_id": getattr(grant, f"{level}_id")
        for level in ("service", "department", "academy", "region")
    }
    return later.filter(**same_place).exists()


def _ever_covered(by: User, grant: PerimeterGrant) -> bool:
    """Whether `by` holds the place now, or held it on the last day of the grant."""
    return by.covers(grant.place) or by.covers(grant.place, grant.ends_on, grant.ends_on)


def _refusal_to_renew(by: User, grant: PerimeterGrant, starts_on: date) -> str:
    if not is_second_person(by, grant.user):
        return "Une autre personne le renouvelle."
    if not may_give(by, grant.place, end_by_default(starts_on), starts_on):
        return "Votre propre périmètre ne va pas jusque-là : faites-le renouveler d’abord."
    return ""
