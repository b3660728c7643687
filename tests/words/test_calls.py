"""How a call ended, and the smaller lists: chosen among words, kept beside the code."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from matching.enums import NoOpinionReason, PlacementStage
from matching.placements.workflow import PLACEMENTS
from psf.perimeter.scope import perimeter
from psf.words import changes
from psf.words.choosing import words_of
from psf.words.lists import LISTS
from psf.workflow.enums import CallOutcome
from psf.workflow.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey

pytestmark = pytest.mark.django_db
CALL = LISTS["call"]


@pytest.fixture
def person():
    return UserFactory()


def word(words, academy, key):
    return next(each for each in words_of(words, academy.pk) if each.key == key)


def add(words, academy, label, category, person):
    today = timezone.localdate()
    return changes.add(
        words, academy, label=label, help="", category=category, since=today, by=person
    )


def call_page(academy):
    return reverse("work:call", args=[academy.placement.code])


def calls(academy):
    with perimeter([academy.service]):
        found = Event.objects.filter(placement=academy.placement, name="call")
        return list(found.select_related("word").order_by("pk"))


def test_an_academie_says_how_a_call_ended_in_its_words(creteil, nice, person):
    added = add(CALL, creteil.academy, "standard seulement", CallOutcome.NO_ANSWER, person)
    assert "Standard seulement" in creteil.client.get(call_page(creteil)).text
    assert "Standard seulement" not in nice.client.get(call_page(nice)).text
    creteil.client.post(call_page(creteil), {"outcome": added.key})
    [event] = calls(creteil)
    assert (event.call_outcome, event.word) == (CallOutcome.NO_ANSWER, added)
    assert event.label == "Appel : standard seulement"
    with perimeter([creteil.service]):
        assert CALL.times_used() == {added.pk: 1}


def test_a_word_retired_while_the_form_was_open_is_said_and_the_note_stays(creteil, person):
    add(CALL, creteil.academy, "répondeur", CallOutcome.MESSAGE_LEFT, person)
    form = {"outcome": "message_left", "text": "Une note à garder"}
    today = timezone.localdate()
    retired = word(CALL, creteil.academy, "message_left")
    changes.retire(CALL, creteil.academy, retired, since=today, by=person)
    answer = creteil.client.post(call_page(creteil), form)
    assert "Ce mot n&#x27;est plus proposé ici." in answer.text
    assert "Une note à garder" in answer.text and "Répondeur" in answer.text
    assert calls(creteil) == []


def test_a_reason_retired_while_the_form_was_open_is_said_and_the_text_stays(creteil, person):
    words = LISTS["withdrawn"]
    page = reverse("work:move", args=[creteil.placement.code, "withdraw"])
    assert "jeune injoignable" in creteil.client.get(page).text
    gone = word(words, creteil.academy, "youth_unreachable")
    changes.retire(words, creteil.academy, gone, since=timezone.localdate(), by=person)
    answer = creteil.client.post(page, {"reason": "youth_unreachable", "text": "Trois appels"})
    assert "Ce mot n&#x27;est plus proposé" in answer.text and "Trois appels" in answer.text


def test_each_way_to_end_a_call_keeps_a_word(creteil, person):
    last = word(CALL, creteil.academy, CallOutcome.REACHED)
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="dernier mot de sa catégorie"):
        changes.retire(CALL, creteil.academy, last, since=today, by=person)
    add(CALL, creteil.academy, "eu au téléphone", CallOutcome.REACHED, person)
    changes.retire(CALL, creteil.academy, last, since=today, by=person)
    assert CallOutcome.REACHED not in [each.key for each in words_of(CALL, creteil.academy.pk)]


def test_an_opinion_that_will_not_come_keeps_its_word_until_it_comes(creteil, person):
    added = add(LISTS["no_opinion"], creteil.academy, "parti en mer", NoOpinionReason.LEFT, person)
    file = journey(creteil.service, to=PlacementStage.REVIEW)
    with perimeter([creteil.service]):
        PLACEMENTS.perform(
            file,
            "give_up_opinion",
            by=creteil.coordinator,
            reason=added.key,
            data={"people": ["by_company"]},
        )
        review = file.review
        assert (review.without_company, review.without_company_word) == ("left", added)
        assert ("entreprise", "parti en mer") in review.opinions_given_up
        PLACEMENTS.undo(file, by=creteil.coordinator, text="Erreur")
        review.refresh_from_db()
        assert (review.without_company, review.without_company_word) == ("", None)
