"""Adding, reading and changing a record."""

import pytest

from matching.enums import Situation
from matching.models import SituationEntry, Youth, YouthInterest
from psf.perimeter.models import AccessLog, ProtectedLogEntry
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.matching import GuardianFactory, PlacementFactory, YouthFactory

pytestmark = pytest.mark.django_db


def test_a_record_is_added_with_guardian_wishes_and_first_situation(
    two_services, signed_in, page, typed
):
    client = signed_in(two_services.coordinator)
    assert client.get(page("add")).status_code == 200
    answer = client.post(page("add"), typed())
    assert answer.status_code == 302, answer.context["form"].errors
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get()
        assert youth.guardians.get().first_name == "Dominique"
        words = YouthInterest.objects.order_by("rank").values_list("field", flat=True)
        assert list(dict.fromkeys(words)) == ["restauration", "accueil"]
        entry = SituationEntry.objects.get()
        assert (entry.situation, entry.by) == (Situation.READY, two_services.coordinator)
        assert youth.actions.open().count() == 1
        assert ProtectedLogEntry.objects.get().label == youth.code
    assert answer.url == page("inspect", youth)
    text = client.get(answer.url).content.decode()
    assert "Lou Marelle" in text and "1. restauration" in text and "Dominique" in text


def test_how_each_prefers_to_be_told_is_read_where_it_was_typed(
    two_services, signed_in, page, typed
):
    told = {"told_by": "email", "guardians-0-told_by": "sms"}
    answer = signed_in(two_services.coordinator).post(page("add"), typed(**told), follow=True)
    text = " ".join(answer.content.decode().split())
    assert "<dt>Préfère être prévenu par</dt> <dd> courriel </dd>" in text
    assert "Préfère être prévenu par SMS" in text


def test_a_young_person_of_14_is_refused_beside_the_field_and_nothing_is_lost(
    two_services, signed_in, page, typed
):
    answer = signed_in(two_services.coordinator).post(
        page("add"), typed(birth_date="2012-02-01", address="3 rue d’Essai")
    )
    assert answer.context["form"].errors["birth_date"] == [
        "Ce jeune a 14 ans : le parcours s'adresse aux 16–25 ans. Vérifiez la date de naissance."
    ]
    text = answer.content.decode()
    for value in ("Marelle", "3 rue d’Essai", "2012-02-01", "06 39 98 22 22"):
        assert f'value="{value}"' in text
    assert 'value="restauration,accueil"' in text


def test_a_young_person_of_15_is_admitted_with_a_warning(two_services, signed_in, page, typed):
    answer = signed_in(two_services.coordinator).post(
        page("add"), typed(birth_date="2011-02-01"), follow=True
    )
    assert "Ce jeune a 15 ans" in answer.content.decode()


def test_a_record_stays_editable_after_the_26th_birthday(two_services, signed_in, page, typed):
    youth = YouthFactory(service=two_services.saint_denis, age=26)
    changed = typed(birth_date=youth.birth_date.isoformat(), situation="left_age")
    answer = signed_in(two_services.coordinator).post(page("edit", youth), changed)
    assert answer.status_code == 302
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get().situation == Situation.LEFT_AGE


def test_changing_the_situation_keeps_a_trace(two_services, signed_in, page, typed):
    youth = YouthFactory(service=two_services.saint_denis, situation=Situation.TO_CONTACT)
    changed = typed(situation="contacted", situation_comment="par téléphone")
    assert signed_in(two_services.tutor).post(page("edit", youth), changed).status_code == 302
    with perimeter([two_services.saint_denis]):
        entry = SituationEntry.objects.get()
        assert (entry.situation, entry.comment) == ("contacted", "par téléphone")
        assert entry.by == two_services.tutor


def test_the_ine_is_masked_everywhere_and_left_alone_when_not_retyped(
    two_services, signed_in, page, typed
):
    youth = YouthFactory(service=two_services.saint_denis, ine="123456789AB")
    client = signed_in(two_services.coordinator)
    for name in ("inspect", "edit"):
        text = client.get(page(name, youth)).content.decode()
        assert "123456789AB" not in text and "········9AB" in text
    assert client.post(page("edit", youth), typed()).status_code == 302
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get().ine == "123456789AB"


def test_each_consultation_is_logged_without_values(two_services, signed_in, page):
    youth = YouthFactory(service=two_services.saint_denis)
    client = signed_in(two_services.tutor)
    client.get(page("inspect", youth))
    client.get(page("edit", youth))
    client.get(page("list"))
    client.post(page("list"), {"nom": youth.last_name})
    with perimeter([two_services.saint_denis]):
        traces = list(AccessLog.objects.order_by("pk").values_list("door", "code", "count"))
    assert traces == [
        ("form", youth.code, 1),
        ("form", youth.code, 1),
        ("list", "", 1),
        ("search", "", 1),
    ]


def test_the_services_offered_are_those_in_sight(two_services, signed_in, page, typed):
    client = signed_in(two_services.coordinator)
    services = client.get(page("add")).context["form"].fields["service"].queryset
    assert list(services) == [two_services.saint_denis]
    answer = client.post(page("add"), typed(service=two_services.nice.pk))
    assert "service" in answer.context["form"].errors


def test_the_tutor_follows_young_people_in_that_service(two_services, signed_in, page, typed):
    answer = signed_in(two_services.coordinator).post(
        page("add"), typed(tutor=two_services.tutor_nice.pk)
    )
    assert "tutor" in answer.context["form"].errors


def test_a_row_that_the_database_refuses_is_a_message_not_an_error(
    two_services, signed_in, page, typed, monkeypatch
):
    """The service leaves the perimeter between the check and the writing."""
    from matching.youths.forms import YouthForm
    from psf.perimeter.scope import set_scope

    save = YouthForm.save

    def save_too_late(form, commit=True):
        set_scope([two_services.nice.pk])
        return save(form, commit)

    monkeypatch.setattr(YouthForm, "save", save_too_late)
    answer = signed_in(two_services.coordinator).post(page("add"), typed())
    assert answer.status_code == 200
    assert "plus dans votre périmètre" in str(answer.context["form"].non_field_errors())
    assert 'value="Marelle"' in answer.content.decode()


def test_a_parcours_under_way_fixes_the_situation(two_services, signed_in, page, typed):
    youth = YouthFactory(service=two_services.saint_denis, situation=Situation.IN_PLACEMENT)
    PlacementFactory(youth=youth)
    client = signed_in(two_services.coordinator)
    assert client.post(page("edit", youth), typed(situation="contacted")).status_code == 302
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get().situation == Situation.IN_PLACEMENT


def test_a_guardian_can_be_corrected_and_removed(two_services, signed_in, page, typed):
    youth = YouthFactory(service=two_services.saint_denis)
    guardian = GuardianFactory(youth=youth)
    changed = typed(
        **{
            "guardians-INITIAL_FORMS": "1",
            "guardians-0-id": guardian.pk,
            "guardians-0-DELETE": "on",
        }
    )
    assert signed_in(two_services.tutor).post(page("edit", youth), changed).status_code == 302
    with perimeter([two_services.saint_denis]):
        assert not Youth.objects.get().guardians.exists()


def test_nobody_deletes_a_record(two_services, page, signed_in):
    youth = YouthFactory(service=two_services.saint_denis)
    chief = UserFactory(place=two_services.saint_denis)
    type(chief).objects.filter(pk=chief.pk).update(is_superuser=True)
    client = signed_in(chief)
    client.post(page("delete", youth))
    client.post(f"/admin/bulk/matching/youth/delete/?id={youth.pk}", {})
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.count() == 1


def test_history_names_the_code_only(two_services, signed_in, page, typed):
    client = signed_in(two_services.coordinator)
    client.post(page("add"), typed())
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get()
    history = client.get(page("history", youth))
    assert history.status_code == 200
    assert youth.code in history.content.decode() and "Marelle" not in history.content.decode()
