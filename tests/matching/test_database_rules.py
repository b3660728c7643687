"""The rules of domain §5 straight against the database: no form, no workflow in between."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Guardian, Placement, PlacementPeriod
from matching.stages import ACTIVE
from offers.models import HostSlot, OfferBudget
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor
from psf.workflow.models import Action
from tests.factories.matching import PlacementFactory, YouthFactory
from tests.factories.offers import HostSlotFactory, OfferFactory
from tests.factories.territories import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_a_young_person_has_one_active_placement():
    placement = PlacementFactory()
    with refused("placement_one_active_per_youth"), transaction.atomic():
        PlacementFactory(youth=placement.youth)


@pytest.mark.parametrize("stage", sorted(ACTIVE))
def test_a_slot_holds_one_young_person_whatever_their_service(stage):
    placement = PlacementFactory(stage=stage)
    elsewhere = YouthFactory(service=ServiceFactory(name="PSAD d'ailleurs"))
    with refused("placement_one_active_per_slot"), transaction.atomic():
        PlacementFactory(youth=elsewhere, host_slot=placement.host_slot)


def test_a_slot_is_free_again_once_presence_has_ended():
    placement = PlacementFactory(stage=PlacementStage.REVIEW)
    other = YouthFactory(service=placement.service)
    assert PlacementFactory(youth=other, host_slot=placement.host_slot).pk


def test_hours_of_an_offer_are_never_overbooked():
    budget = OfferFactory(calibre=150, hours=150).budget
    with refused("budget_not_overbooked"), transaction.atomic():
        budget.move(reserved=151)


def test_hours_may_be_exceeded_on_purpose():
    budget = OfferFactory(calibre=150, hours=150).budget
    budget.move(reserved=200, exceeded=50)
    assert OfferBudget.objects.get(pk=budget.pk).left == 0


@pytest.mark.parametrize(
    "stage",
    [
        PlacementStage.NOT_RETAINED,
        PlacementStage.WITHDRAWN,
        PlacementStage.EXPIRED,
        PlacementStage.UNANSWERED,
    ],
)
def test_a_negative_end_carries_a_reason(stage):
    with refused("placement_negative_has_reason"), transaction.atomic():
        PlacementFactory(stage=stage)


def test_an_ended_placement_keeps_no_hours():
    with refused("placement_frees_hours_when_ended"), transaction.atomic():
        PlacementFactory(stage=PlacementStage.CLOSED, hours_reserved=10)


def test_a_placement_ends_after_it_starts():
    with refused("placement_dates"), transaction.atomic():
        PlacementFactory(starts_on=date(2027, 2, 2), ends_on=date(2027, 2, 1))


def test_a_period_ends_after_it_starts():
    placement = PlacementFactory()
    with refused("period_dates"), perimeter([placement.service]):
        PlacementPeriod.objects.create(
            placement=placement,
            starts_on=date(2027, 2, 2),
            ends_on=date(2027, 2, 1),
            days=[0],
            day_start="09:00",
            day_end="12:00",
        )


def test_two_open_slots_never_share_a_site_and_a_tutor():
    slot = HostSlotFactory(site="Site Évry")
    with refused("slot_one_per_site_and_tutor"), transaction.atomic():
        HostSlot.objects.create(
            offer=slot.offer, site="site evry", commune=slot.commune, tutor=slot.tutor
        )


def test_an_action_is_open_once_for_a_subject():
    placement = PlacementFactory()
    values = {
        "verb": "call_company",
        "actor": Actor.TUTOR,
        "due": timezone.localdate(),
        "opened_at": timezone.now(),
        **placement.as_subject(),
    }
    with refused("action_once_open_placement"), perimeter([placement.service]):
        Action.objects.create(**values)
        Action.objects.create(**values)


def test_a_child_row_never_stands_in_another_service_than_its_young_person():
    youth = YouthFactory()
    elsewhere = ServiceFactory(name="PSAD d'ailleurs")
    with refused("follows_youth"), perimeter([youth.service, elsewhere]):
        Guardian.objects.create(
            youth=youth, service=elsewhere, last_name="A", first_name="B", link="parent"
        )


def test_a_handover_of_the_young_person_moves_every_row():
    placement = PlacementFactory()
    elsewhere = ServiceFactory(name="PSAD d'ailleurs")
    with perimeter([placement.service, elsewhere]):
        placement.youth.service = elsewhere
        placement.youth.save()
    with perimeter([elsewhere]):
        assert Placement.objects.get().service == elsewhere


def test_the_stage_is_one_of_the_list():
    with refused("placement_stage"), transaction.atomic():
        PlacementFactory(stage="elsewhere")


def test_a_calibre_in_between_is_refused():
    with refused("offer_calibre"), transaction.atomic():
        OfferFactory(calibre=200)


def test_the_application_role_neither_bypasses_nor_commands():
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == (False, False)


def test_a_placement_kept_45_days_is_dated():
    placement = PlacementFactory()
    assert placement.reserved_until - placement.reserved_on == timedelta(days=45)
