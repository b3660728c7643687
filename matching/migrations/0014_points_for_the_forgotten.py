"""Young people accompanied, ready or in a parcours about whom nothing is open get a point to make.

The dates are spread: at most three a working day for whoever follows them, those who wait longest
first. Run again it finds nobody. Written with what the tables are now, and not with today's rules.
"""

from collections import Counter, defaultdict
from datetime import timedelta

from django.db import migrations
from django.db.models import Exists, OuterRef
from django.utils import timezone

from psf.perimeter.scope import perimeter
from psf.territories.calendars import is_working_day

# Situation: the action that it asks for.
VERBS = {
    "supported": "see_youth",
    "in_placement": "see_youth",
    "ready": "propose_placement",
}
FIRST_AFTER_DAYS = 7
POINTS_A_DAY = 3
BATCH = 500


def open_points(apps, schema_editor):
    Service = apps.get_model("territories", "Service")
    with perimeter(list(Service.objects.values_list("pk", flat=True))):
        departments = {
            service.pk: service.department
            for service in Service.objects.select_related("department")
        }
        for youths in _batches(_forgotten(apps)):
            _open(apps, youths, departments)


def _forgotten(apps):
    Youth = apps.get_model("matching", "Youth")
    Action = apps.get_model("workflow", "Action")
    opened = Action.objects.filter(youth=OuterRef("pk"), done_at__isnull=True)
    return (
        Youth.objects.filter(
            situation__in=VERBS, merged_into__isnull=True, anonymised_on__isnull=True
        )
        .exclude(Exists(opened))
        .select_related("tutor")
        .order_by("situation_since", "pk")
    )


def _batches(youths):
    """The first ones not handled yet, again and again: those handled are not found any more."""
    while found := list(youths[:BATCH]):
        yield found


def _open(apps, youths, departments):
    Action = apps.get_model("workflow", "Action")
    now = timezone.now()
    first = timezone.localdate(now) + timedelta(days=FIRST_AFTER_DAYS)
    taken = defaultdict(Counter)
    waiting = Action.objects.filter(
        done_at__isnull=True, verb__in=set(VERBS.values()), due__gte=first
    )
    for person, service, due in waiting.values_list("person_id", "service_id", "due"):
        taken[_who(person, service)][due] += 1
    actions = []
    for youth in youths:
        person = youth.tutor_id if youth.tutor_id and youth.tutor.is_active else None
        days = taken[_who(person, youth.service_id)]
        due = first
        while days[due] >= POINTS_A_DAY or not is_working_day(departments[youth.service_id], due):
            due += timedelta(days=1)
        days[due] += 1
        actions.append(
            Action(
                verb=VERBS[youth.situation],
                step=VERBS[youth.situation],
                actor="tutor",
                person_id=person,
                youth_id=youth.pk,
                service_id=youth.service_id,
                opened_at=now,
                due=due,
            )
        )
    Action.objects.bulk_create(actions)


def _who(person, service):
    """Whose day it is: the person's, or the team's where nobody is named."""
    return ("person", person) if person else ("service", service)


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0013_situation_noted_at"),
        ("workflow", "0006_contact_action_of_a_service"),
        ("accounts", "0007_sealed_log"),
        ("territories", "0003_versions"),
    ]

    operations = [migrations.RunPython(open_points, migrations.RunPython.noop)]
