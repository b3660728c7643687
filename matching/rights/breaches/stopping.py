"""One gesture stops it: every link of the file closed, or every session of the account and its password."""

import secrets

from django.db import transaction
from django.utils import timezone

from matching.models import Breach
from matching.rights.breaches.evidence import evidence_of
from psf.accounts.models import User
from psf.links.models import Link
from psf.workflow.errors import Refused


def stop(breach: Breach, *, by, now=None) -> None:
    """Close what lets somebody go on seeing, and keep how much was seen. Raises Refused."""
    now = now or timezone.now()
    with transaction.atomic():
        breach = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
        if breach.closed_at:
            raise Refused("Cette violation est close.")
        evidence = evidence_of(breach)
        Link.objects.filter(pk__in=[link.pk for link in evidence.links]).revoke(by=by, now=now)
        if breach.account:
            close_sessions(breach.account)
        breach.facts, breach.stopped_at, breach.stopped_by = evidence.facts, now, by
        if breach.people is None and evidence.records:
            breach.people = len(evidence.records)
        breach.save()


def close_sessions(user: User) -> None:
    """A password that nobody knows: sessions and known devices are signed with the former one.

    The person chooses a new one by « mot de passe oublié », from their own mailbox.
    """
    user.set_password(secrets.token_urlsafe(32))
    user.save(update_fields=["password"])
