"""Merging two records of one young person, both within the perimeter."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from matching.models import Guardian, Youth, YouthInterest
from matching.youths.children import child_models
from matching.youths.doubles import move_distinctions
from matching.youths.situations import change_situation
from psf.french.folding import fold
from psf.perimeter.access import Door, record_access_by
from psf.workflow.enums import EventKind
from psf.workflow.errors import Refused
from psf.workflow.models import Action, Event

# What a person chooses from when the two records differ, in the order of the form.
VALUES = [
    "last_name",
    "first_name",
    "sex",
    "birth_date",
    "birth_place",
    "ine",
    "phone",
    "email",
    "address",
    "told_by",
    "commune",
    "last_school",
    "last_training",
    "school_exit_on",
    "school_exit",
    "diploma",
    "tutor",
    "available_from",
    "available_until",
    "hours_wanted",
    "radius_km",
    "wants_far",
    "notice_version",
    "notice_given_on",
    "guardian_notice_version",
    "guardian_notice_given_on",
]


def differing(kept: Youth, absorbed: Youth) -> list[str]:
    """Names of the fields on which the two records do not say the same."""
    return [
        name
        for name in VALUES
        if getattr(kept, Youth._meta.get_field(name).attname)
        != getattr(absorbed, Youth._meta.get_field(name).attname)
    ]


def other_service(kept: Youth, absorbed: Youth) -> str:
    """Why two records are not merged before one of them is handed over, or nothing."""
    if kept.service_id == absorbed.service_id:
        return ""
    return "Ces dossiers sont suivis par deux services : transférez d'abord l'un des deux."


def check_merge(kept: Youth, absorbed: Youth) -> None:
    """Raise Refused, with the reason in French, when the two cannot become one."""
    if kept.pk == absorbed.pk:
        raise Refused("Choisissez deux dossiers différents.")
    if kept.merged_into_id or absorbed.merged_into_id:
        raise Refused("L'un de ces dossiers a déjà été fusionné.")
    if kept.anonymised_on or absorbed.anonymised_on:
        raise Refused("L'un de ces dossiers est anonymisé.")
    if refusal := other_service(kept, absorbed):
        raise Refused(refusal)
    if kept.placements.active().exists() and absorbed.placements.active().exists():
        raise Refused(
            "Chacun des deux dossiers a un parcours en cours : terminez d'abord l'un des deux."
        )


def merge(kept: Youth, absorbed: Youth, *, by, take=()) -> Youth:
    """Make `absorbed` part of `kept`; return `kept` as it is now.

    `take` names the fields whose value comes from the absorbed record. All that hung on it moves;
    the absorbed row stays, pointing to the kept one, until it is anonymised.
    """
    with transaction.atomic():
        pair = Youth.objects.select_for_update(of=("self",)).in_bulk(sorted({kept.pk, absorbed.pk}))
        try:
            kept, absorbed = pair[kept.pk], pair[absorbed.pk]
        except KeyError:
            raise Refused("L'un de ces dossiers n'est plus dans votre périmètre.") from None
        check_merge(kept, absorbed)
        record_access_by(by, absorbed, Door.MERGE)
        record_access_by(by, kept, Door.MERGE)
        _drop_repeated(kept, absorbed, by)
        move_distinctions(kept, absorbed)
        busy = absorbed.placements.active().exists()
        for model in child_models():
            model._base_manager.filter(youth=absorbed).update(youth=kept)
        Youth.objects.filter(merged_into=absorbed).update(merged_into=kept)
        # First: an INE belongs to one record that is not merged.
        Youth.objects.filter(pk=absorbed.pk).update(
            merged_into=kept, closed_on=timezone.localdate()
        )
        # Whoever said no in one of the two said no.
        kept.opposed_on = kept.opposed_on or absorbed.opposed_on
        for name in take:
            attname = Youth._meta.get_field(name).attname
            setattr(kept, attname, getattr(absorbed, attname))
        kept.save()
        # Closes what no longer waits, and opens what the situation asks for.
        change_situation(kept, absorbed.situation if busy else kept.situation, by=by)
        Event.objects.create(
            kind=EventKind.RECORD,
            name="merge",
            label=f"Dossier {absorbed.code} fusionné dans {kept.code}",
            at=timezone.now(),
            by=by,
            **kept.as_subject(),
        )
        log(instance=kept, action="psf.merge", user=by, data={"absorbed": absorbed.code})
    return kept


def _drop_repeated(kept, absorbed, by):
    """Rows that both records have: only the kept one's stays."""
    for interest in YouthInterest.objects.filter(youth=kept):
        YouthInterest.objects.filter(
            youth=absorbed, domaine=interest.domaine_id, field=interest.field_id
        ).delete()
    known = {_who(guardian) for guardian in Guardian.objects.filter(youth=kept)}
    for guardian in Guardian.objects.filter(youth=absorbed):
        if _who(guardian) in known:
            guardian.delete()
    verbs = Action.objects.open().filter(youth=kept, placement__isnull=True).values("verb")
    Action.objects.open().filter(youth=absorbed, placement__isnull=True, verb__in=verbs).update(
        done_at=timezone.now(), done_by=by, outcome="merged"
    )


def _who(guardian) -> str:
    return fold(f"{guardian.last_name} {guardian.first_name}")
