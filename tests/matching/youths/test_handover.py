"""A handover moves everything at once, and the former service loses sight."""

import pytest
from django.apps import apps
from django.utils import timezone

from matching.models import Placement, Youth
from matching.youths.children import child_models
from matching.youths.forms import HandoverForm
from matching.youths.handover import hand_over
from psf.perimeter.models import AccessLog, ProtectedLogEntry
from psf.perimeter.scope import perimeter, services_in_sight
from psf.territories.models import Service
from psf.workflow.errors import Refused
from psf.workflow.models import Action, Event
from tests.factories.accounts import tutor
from tests.factories.matching import GuardianFactory, PlacementFactory, YouthFactory
from tests.perimeter.canary import canary_record
from tests.refusals import Refusal, assert_refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_every_row_of_the_young_person_moves(two_services):
    record = canary_record(two_services)
    youth = record.youth
    with perimeter([two_services.saint_denis]):
        before = {
            model: set(model.objects.filter(youth=youth).values_list("pk", flat=True))
            for model in child_models()
        }
        assert all(before.values()), "the canary has a row in every table"
        hand_over(
            youth,
            two_services.nice,
            by=two_services.coordinator,
            reason="Déménagement",
            tutor=two_services.tutor_nice,
        )
        assert services_in_sight() == [two_services.saint_denis.pk]
        for model in [Youth, *child_models(), ProtectedLogEntry]:
            assert not model.objects.exists() or model in (Action, Event), model
        assert not Action.objects.filter(youth__isnull=False).exists()
        assert not Event.objects.filter(youth__isnull=False).exists()
    with perimeter([two_services.nice]):
        for model, ids in before.items():
            rows = model.objects.filter(youth=youth)
            assert ids <= set(rows.values_list("pk", flat=True)), model
            assert set(rows.values_list("service", flat=True)) == {two_services.nice.pk}
        assert ProtectedLogEntry.objects.filter(action="psf.handover").exists()
        assert ProtectedLogEntry.objects.filter(action="wagtail.create").exists()
        event = Event.objects.get(name="handover")
        assert (event.kind, event.text) == ("record", "Déménagement")
        assert "PSAD de Saint-Denis" in event.label
        assert Placement.objects.get().tutor == two_services.tutor_nice
        assert Youth.objects.get().tutor == two_services.tutor_nice
        assert not Action.objects.open().exclude(person=None).exists()
    for service in (two_services.saint_denis, two_services.nice):
        with perimeter([service]):
            assert AccessLog.objects.filter(door="handover", code=youth.code).exists()


def test_a_merged_record_follows_the_one_that_replaced_it(two_services):
    kept = YouthFactory(service=two_services.saint_denis)
    once = YouthFactory(service=two_services.saint_denis, merged_into=kept)
    twice = YouthFactory(service=two_services.saint_denis, merged_into=once)
    with perimeter([two_services.saint_denis]):
        hand_over(kept, two_services.nice, by=two_services.coordinator, reason="Essai")
        assert not Youth.objects.exists()
    with perimeter([two_services.nice]):
        assert set(Youth.objects.all()) == {kept, once, twice}


def test_a_tutor_who_also_sees_the_new_service_stays(two_services):
    both = tutor(two_services.saint_denis)
    both.perimeter_grants.create(service=two_services.nice, reason="Essai")
    kept = YouthFactory(service=two_services.saint_denis, tutor=both)
    PlacementFactory(youth=kept, tutor=both)
    left = YouthFactory(service=two_services.saint_denis, tutor=two_services.tutor)
    with perimeter([two_services.saint_denis]):
        for youth in (kept, left):
            hand_over(youth, two_services.nice, by=two_services.coordinator, reason="Essai")
    with perimeter([two_services.nice]):
        assert Youth.objects.get(pk=kept.pk).tutor == both
        assert Placement.objects.get().tutor == both
        assert Youth.objects.get(pk=left.pk).tutor is None


def test_a_parcours_under_way_needs_a_tutor_there(two_services, signed_in, page):
    youth = YouthFactory(service=two_services.saint_denis)
    PlacementFactory(youth=youth, tutor=two_services.tutor)
    client = signed_in(two_services.coordinator)
    values = {
        "service": two_services.nice.pk,
        "on": timezone.localdate().isoformat(),
        "reason": "Déménagement à Nice",
    }
    answer = client.post(page("handover", youth), values)
    text = answer.content.decode()
    assert "nommez un tuteur pédagogique du nouveau service" in text
    assert 'value="Déménagement à Nice"' in text and str(two_services.tutor_nice) in text
    done = client.post(
        page("handover", youth), values | {"tutor": two_services.tutor_nice.pk}, follow=True
    )
    assert f"{youth.code} est désormais suivi par PSAD de Nice" in done.content.decode()
    assert client.get(page("inspect", youth)).status_code == 404
    assert signed_in(two_services.tutor_nice).get(page("inspect", youth)).status_code == 200


def test_refusals_are_said_beside_the_service(two_services, signed_in, page):
    youth = YouthFactory(service=two_services.saint_denis)
    national, _ = Service.objects.get_or_create(
        kind="NATIONAL", defaults={"name": "Équipe nationale"}
    )
    closed = Service.objects.create(
        kind="PSAD", name="Fermé", department=two_services.nice.department, active=False
    )
    client = signed_in(two_services.coordinator)
    for service, reason in [
        (national, "L'équipe nationale ne suit pas de jeunes"),
        (closed, "plus en activité"),
        (two_services.saint_denis, "suit déjà ce jeune"),
    ]:
        answer = client.post(
            page("handover", youth),
            {"service": service.pk, "on": timezone.localdate().isoformat(), "reason": "Essai"},
        )
        assert reason in answer.context["form"].errors["service"][0]


def test_a_tutor_may_not_hand_over(two_services, signed_in, page):
    youth = YouthFactory(service=two_services.saint_denis)
    answer = signed_in(two_services.tutor).get(page("handover", youth))
    assert_refused(answer, Refusal.BACK_HOME)


def test_a_stranger_cannot_hand_over_what_is_out_of_sight(two_services):
    youth = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.nice]), pytest.raises(Youth.DoesNotExist):
        hand_over(youth, two_services.nice, by=two_services.coordinator_nice, reason="Essai")


def test_a_failed_handover_changes_nothing(two_services):
    youth = YouthFactory(service=two_services.saint_denis)
    GuardianFactory(youth=youth)
    with perimeter([two_services.saint_denis]):
        with pytest.raises(Refused):
            hand_over(
                youth,
                two_services.nice,
                by=two_services.coordinator,
                reason="Essai",
                tutor=two_services.tutor,
            )
        assert services_in_sight() == [two_services.saint_denis.pk]
        assert Youth.objects.get().guardians.count() == 1


def test_every_table_with_a_young_person_is_a_child_model(two_services):
    hanging = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.column == "youth_id"
    }
    assert hanging == {model._meta.db_table for model in child_models()}


def test_the_words_of_the_transfer_stay_in_the_transfer(two_services):
    """The chooser of services is made for this form: one shared by all would keep its words."""
    with perimeter([two_services.saint_denis]):
        forms = [HandoverForm(youth=YouthFactory(service=two_services.saint_denis)) for _ in "ab"]
    widgets = [form.fields["service"].widget for form in forms]
    assert widgets[0] is not widgets[1]
    assert widgets[0].choose_one_text == "Choisir un service"
    shared = Service.snippet_viewset.chooser_viewset.widget_class
    assert all(widget is not shared for widget in widgets)
