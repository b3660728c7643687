"""Handing a young person over to another service: everything moves at once, or nothing does."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from matching.models import Youth
from matching.youths.children import move_log_entries
from psf.accounts.models import User
from psf.accounts.roles import SEES_PERSONS
from psf.french.days import numeric
from psf.perimeter.access import Door, record_access_by
from psf.perimeter.scope import widened
from psf.workflow.enums import EventKind
from psf.workflow.errors import Refused
from psf.workflow.models import Action, Event


def tutors_of(*services):
    """Open accounts that may follow young people in at least one of `services`."""
    ids = [getattr(service, "pk", service) for service in services]
    return User.objects.active().with_role(*SEES_PERSONS).seeing_any(ids)


def check_handover(youth: Youth, to) -> None:
    """Raise Refused, with the reason in French, when `to` cannot follow this young person."""
    if to.is_national:
        raise Refused(
            {"service": "L'équipe nationale ne suit pas de jeunes : choisissez un service."}
        )
    if not to.active or to.archive_of_id:
        raise Refused({"service": "Ce service n'est plus en activité."})
    if to.pk == youth.service_id:
        raise Refused({"service": "Ce service suit déjà ce jeune."})
    if youth.merged_into_id:
        raise Refused("Ce dossier a été fusionné : transférez celui qui l'a remplacé.")


def hand_over(youth: Youth, to, *, by, reason: str, on=None, tutor: User | None = None) -> Youth:
    """Move `youth` and all that hangs on it to the service `to`; return the row as it is now.

    `tutor` follows the young person there. Without one, a tutor who also sees the new service
    stays, otherwise nobody is named; a parcours under way must have one, else Refused. The caller's
    scope is unchanged: without the new service in it, the record is out of sight afterwards.
    """
    with transaction.atomic(), widened([to], reason="handover"):
        youth = Youth.objects.select_for_update(of=("self",)).get(pk=youth.pk)
        check_handover(youth, to)
        former, on = youth.service, on or timezone.localdate()
        there = set(tutors_of(to).values_list("pk", flat=True))
        if tutor and tutor.pk not in there:
            raise Refused({"tutor": "Cette personne ne suit pas de jeunes dans ce service."})
        _give_placements(youth, there, tutor)
        record_access_by(by, youth, Door.HANDOVER)
        family = family_of(youth)
        if tutor or youth.tutor_id not in there:
            youth.tutor = tutor
        Youth.objects.filter(pk__in=family).update(service=to, tutor=youth.tutor)
        youth.refresh_from_db()
        Action.objects.open().filter(youth__in=family).exclude(person__in=there).update(
            person=None, taken_at=None
        )
        move_log_entries(family, to)
        Event.objects.create(
            kind=EventKind.RECORD,
            name="handover",
            label=f"Transféré de {former} à {to} le {numeric(on)}",
            text=reason,
            at=timezone.now(),
            by=by,
            **youth.as_subject(),
        )
        record_access_by(by, youth, Door.HANDOVER)
        log(instance=youth, action="psf.handover", user=by, data={"from": former.name})
    return youth


def family_of(youth: Youth) -> list[int]:
    """Ids of the record and of those merged into it, however far back: they keep its identity."""
    family, layer = [youth.pk], [youth.pk]
    while layer:
        layer = list(Youth.objects.filter(merged_into__in=layer).values_list("pk", flat=True))
        family += layer
    return family


def _give_placements(youth, there, tutor):
    """Parcours under way whose tutor does not see the new service go to the new tutor."""
    left = youth.placements.open().exclude(tutor__in=there)
    if not tutor and left.exists():
        raise Refused(
            {"tutor": "Un parcours est en cours : nommez un tuteur pédagogique du nouveau service."}
        )
    if tutor:
        left.update(tutor=tutor)
