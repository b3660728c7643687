"""Young people and what hangs on them. Each is written inside the perimeter of its own service.

Read them back inside `with perimeter([service])`: outside, the database shows nothing.
"""

from datetime import date, timedelta

import factory
from django.utils import timezone

from matching.enums import OVER, GuardianLink, Opinion, PlacementStage, Sex, Situation
from matching.models import (
    Guardian,
    Placement,
    RetentionPolicy,
    SituationEntry,
    Youth,
    YouthInterest,
)
from psf.perimeter.scope import perimeter
from tests.factories.accounts import tutor
from tests.factories.offers import HostSlotFactory, rome
from tests.factories.territories import ServiceFactory, commune


def years_ago(years: int) -> date:
    """The day on which somebody was born who had a birthday thirty days ago."""
    today = timezone.localdate()
    return today.replace(year=today.year - years, day=1) - timedelta(days=30)


class InPerimeter(factory.django.DjangoModelFactory):
    """Creates the row while seeing its service, and nothing else."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model, *args, **kwargs):
        service = kwargs.get("service") or kwargs["youth"].service
        with perimeter([service]):
            return super()._create(model, *args, **kwargs)


class YouthFactory(InPerimeter):
    """17 years old, ready, in Saint-Denis; give `service`, and `age` in years if it matters."""

    class Meta:
        model = Youth

    class Params:
        age = 17

    service = factory.SubFactory(ServiceFactory)
    last_name = factory.Sequence(lambda n: f"Essai{n}")
    first_name = "Sacha"
    sex = Sex.FEMALE
    birth_date = factory.LazyAttribute(lambda youth: years_ago(youth.age))
    phone = "06 39 98 00 00"
    commune = factory.LazyFunction(lambda: commune("93066"))
    situation = Situation.READY
    closed_on = factory.LazyAttribute(
        lambda youth: timezone.localdate() if youth.situation in OVER else None
    )
    notice_version = "2026-01"
    notice_given_on = factory.LazyFunction(timezone.localdate)
    guardian_notice_version = "2026-01"
    guardian_notice_given_on = factory.LazyFunction(timezone.localdate)


class OfYouthFactory(InPerimeter):
    class Meta:
        abstract = True

    youth = factory.SubFactory(YouthFactory)


class GuardianFactory(OfYouthFactory):
    class Meta:
        model = Guardian

    last_name = factory.Sequence(lambda n: f"Parent{n}")
    first_name = "Claude"
    link = GuardianLink.PARENT
    phone = "06 39 98 11 11"


class SituationEntryFactory(OfYouthFactory):
    class Meta:
        model = SituationEntry

    situation = Situation.READY


class YouthInterestFactory(OfYouthFactory):
    class Meta:
        model = YouthInterest

    domaine = factory.LazyFunction(rome)


class PlacementFactory(OfYouthFactory):
    """Reserved today on a slot of its own; hours and actions are the workflow's affair."""

    class Meta:
        model = Placement

    host_slot = factory.SubFactory(HostSlotFactory)
    offer = factory.SelfAttribute("host_slot.offer")
    tutor = factory.LazyAttribute(lambda placement: tutor(placement.youth.service))
    stage = PlacementStage.RESERVED
    hours = 150
    reserved_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=45))


def retention(**values) -> RetentionPolicy:
    """Durations that hold: decided by somebody after the DPO's opinion, from today unless told."""
    day = values.setdefault("valid_from", timezone.localdate())
    said = {"opinion": Opinion.FAVOURABLE, "opinion_as": "DPO d'essai", "opinion_on": day}
    decision = {"decided_as": "Délégué d'essai", "decided_on": day}
    return RetentionPolicy.objects.create(**(said | decision | values))
