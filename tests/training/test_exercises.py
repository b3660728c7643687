"""The exercises of a training space: on real screens, told done from what the product wrote down."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.log_actions import log

from matching.desk import exercises
from psf.guidance.exercises import exercises_for
from psf.guidance.screens import EXERCISES
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, EventKind
from psf.workflow.models import Event
from tests.factories.matching import YouthFactory
from tests.factories.offers import CompanyFactory

pytestmark = pytest.mark.django_db
KEYS = ["retrouver", "enchainer", "declarer", "envoyer", "fusionner"]


@pytest.fixture
def lea(two_services):
    return YouthFactory(service=two_services.saint_denis, first_name=exercises.SOUGHT)


def noted(youth, by, **fields):
    values = {"kind": EventKind.CALL, "name": "call", "label": "Appel", "at": timezone.now()}
    with perimeter([youth.service_id]):
        return Event.objects.create(by=by, **youth.as_subject(), **(values | fields))


@pytest.fixture
def done(two_services, settings):
    settings.PSF_TRAINING = True

    def keys(user):
        with perimeter([two_services.saint_denis]):
            return [tried.exercise.key for tried in exercises_for(user) if tried.done]

    return keys


def test_they_stand_on_the_page_of_a_training_space_alone(two_services, signed_in, settings):
    client = signed_in(two_services.tutor)
    assert [one.key for one in EXERCISES] == KEYS
    assert "Vos exercices" not in client.get("/admin/aide/").content.decode()
    settings.PSF_TRAINING = True
    page = client.get("/admin/aide/").content.decode()
    for exercise in EXERCISES:
        shown = exercise.for_whom(two_services.tutor)
        assert (escape(exercise.label) in page) == shown, exercise.key
        if shown:
            answer = client.get(reverse(exercise.view), follow=True)
            assert answer.status_code == 200, exercise.key


def test_opening_lea_is_told_from_the_log(two_services, signed_in, done, lea):
    tutor = two_services.tutor
    assert done(tutor) == []
    other = YouthFactory(service=two_services.saint_denis)
    client = signed_in(tutor)
    client.get(reverse("wagtailsnippets_matching_youth:edit", args=[other.pk]))
    assert done(tutor) == []
    client.get(reverse("wagtailsnippets_matching_youth:edit", args=[lea.pk]))
    assert done(tutor) == ["retrouver"]
    assert done(two_services.coordinator) == []


def test_three_answers_of_today_are_a_chain(two_services, done, lea):
    tutor = two_services.tutor
    noted(lea, tutor, at=timezone.now() - timedelta(days=2))
    noted(lea, two_services.coordinator)
    noted(lea, tutor, kind=EventKind.CLOCK)
    noted(lea, tutor)
    noted(lea, tutor)
    assert done(tutor) == []
    noted(lea, tutor)
    assert done(tutor) == ["enchainer"]


def test_what_was_undone_is_not_done(two_services, done, lea):
    tutor = two_services.tutor
    sent = noted(lea, tutor, kind=EventKind.TRANSITION, name="send")
    assert done(tutor) == ["envoyer"]
    undo = noted(lea, tutor, kind=EventKind.UNDO, name="undo")
    with perimeter([lea.service_id]):
        Event.objects.filter(pk=sent.pk).update(undone_by=undo)
    assert "envoyer" not in done(tutor)


def test_an_offer_said_by_telephone_counts_and_one_typed_does_not(two_services, done, lea):
    user = two_services.coordinator
    noted(lea, user, kind=EventKind.RECORD, name="declare")
    assert done(user) == []
    noted(lea, user, kind=EventKind.RECORD, name="declare", on_behalf_of=Actor.COMPANY)
    assert done(user) == ["declarer"]


def test_merging_two_organisations_counts(two_services, done):
    log(instance=CompanyFactory(), action="offers.merge", user=two_services.coordinator, data={})
    assert done(two_services.coordinator) == ["fusionner"]
    assert done(two_services.coordinator_nice) == []


def test_merging_two_records_of_somebody_counts(two_services, done, lea):
    noted(lea, two_services.coordinator, kind=EventKind.RECORD, name="merge")
    assert done(two_services.coordinator) == ["fusionner"]


def test_the_real_site_leads_there_once_it_knows_where(two_services, signed_in, settings):
    client, words = signed_in(two_services.tutor), escape("S'exercer sur des données inventées")
    assert words not in client.get("/admin/aide/").content.decode()
    settings.PSF_TRAINING_URL = "https://entrainement.psf.invalid/"
    page = client.get("/admin/aide/").content.decode()
    assert words in page and 'href="https://entrainement.psf.invalid/"' in page
