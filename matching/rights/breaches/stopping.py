"""What stops it: links of the file, all or one alone; or every session of the account and its password."""

import secrets

from django.db import transaction
from django.utils import timezone

from matching.models import Breach
from matching.rights.breaches.evidence import evidence_of
from psf.accounts.models import User
from psf.links.models import Link
from psf.workflow.errors import Refused

NOT_OURS = "Ce lien n'est pas de ceux de cette violation, ou ne s'ouvre plus."
WITHDRAW_FIRST = "Retirez d'abord le lien par lequel la mauvaise personne voit le dossier."


def stop(breach: Breach, *, by, now=None) -> None:
    """Close what lets somebody go on seeing, and keep how much was seen. Raises Refused."""
    now = now or timezone.now()
    with transaction.atomic():
        breach = _open(breach)
        evidence = evidence_of(breach)
        Link.objects.filter(pk__in=[link.pk for link in evidence.links]).revoke(by=by, now=now)
        if breach.account:
            close_sessions(breach.account)
        _keep(breach, by, now)


def withdraw(breach: Breach, link: int, *, by, now=None) -> None:
    """Close one link alone, with what was passed on from it: the others keep their readers.

    One that shows more than the file is closed too, by who follows what it shows. Raises Refused.
    """
    now = now or timezone.now()
    with transaction.atomic():
        breach = _open(breach)
        found = next((each for each in evidence_of(breach).left_open if each.link.pk == link), None)
        one = Link.objects.followed().filter(pk=link) if found else Link.objects.none()
        if not one.exists():
            raise Refused(NOT_OURS)
        Link.objects.filter(pk=link).revoke(by=by, now=now)


def note_stopped(breach: Breach, *, by, now=None) -> None:
    """Say that it is stopped by what was withdrawn: the other links are their readers'. Raises Refused."""
    now = now or timezone.now()
    with transaction.atomic():
        breach = _open(breach)
        evidence = evidence_of(breach)
        if evidence.links and not evidence.withdrawn_since(breach.happened_at):
            raise Refused(WITHDRAW_FIRST)
        _keep(breach, by, now)


def _open(breach: Breach) -> Breach:
    breach = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
    if breach.closed_at:
        raise Refused("Cette violation est close.")
    return breach


def _keep(breach: Breach, by, now) -> None:
    evidence = evidence_of(breach)
    links = {
        "withdrawn": evidence.withdrawn_since(breach.happened_at),
        "left_open": len(evidence.left_open),
    }
    breach.facts, breach.stopped_at, breach.stopped_by = evidence.facts | links, now, by
    if breach.people is None and evidence.records:
        breach.people = len(evidence.records)
    breach.save()


def close_sessions(user: User) -> None:
    """A password that nobody knows: sessions and known devices are signed with the former one.

    The person chooses a new one by « mot de passe oublié », from their own mailbox.
    """
    user.set_password(secrets.token_urlsafe(32))
    user.save(update_fields=["password"])
