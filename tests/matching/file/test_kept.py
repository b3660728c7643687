"""What was typed survives an expired session or an expired form."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from matching.enums import PlacementStage
from psf.accounts.tasks import clear_sessions
from psf.worker.schedules import SCHEDULES
from psf.workflow import kept
from psf.workflow.tasks import forget_typed

pytestmark = pytest.mark.django_db
TYPED = {"reason": "dates", "text": "Ils rappellent en mars"}


@pytest.fixture
def url(file_at):
    return f"/admin/suivi/{file_at(PlacementStage.SENT).code}/not_retained/"


def sessions():
    return [row.get_decoded() for row in Session.objects.all()]


def test_after_signing_in_again_the_form_is_as_it_was_left(url, two_services):
    client = Client(enforce_csrf_checks=True)
    client.force_login(two_services.coordinator)
    client.logout()
    client.cookies["csrftoken"] = token = "a" * 32
    asked = client.post(url, {**TYPED, "csrfmiddlewaretoken": token})
    assert asked.status_code == 403 and "no-store" in asked["Cache-Control"]
    page = unescape(asked.content.decode())
    assert "Votre session est terminée" in page and "Ils rappellent en mars" in page
    # Signed in in another window, which changes the token; then sent again from the page.
    client.force_login(two_services.coordinator)
    client.cookies["csrftoken"] = "b" * 32
    again = {
        **dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)),
        "csrfmiddlewaretoken": token,
    }
    assert again.items() >= TYPED.items()
    answer = client.post(url, again, headers={"origin": "http://testserver"}, follow=True)
    text = unescape(answer.content.decode())
    assert "Ils rappellent en mars" in text and "La page avait expiré" in text
    assert "Ils rappellent en mars" not in client.get(url).content.decode()


def test_the_server_keeps_nothing_that_a_stranger_sends(url):
    for enforce in (False, True):
        client = Client(enforce_csrf_checks=enforce)
        answer = client.post(url, TYPED, headers={"origin": "http://testserver"})
        assert answer.status_code == 403
        assert "sessionid" not in client.cookies
    assert sessions() == []


def test_what_is_too_long_is_not_kept(url, two_services):
    client = Client(enforce_csrf_checks=True)
    client.force_login(two_services.coordinator)
    long = {**TYPED, "text": "a" * kept.LONGEST}
    client.post(url, long, headers={"origin": "http://testserver"})
    assert kept.KEY not in client.session


def test_what_nobody_came_back_for_is_erased_by_the_schedule(url, two_services):
    client = Client(enforce_csrf_checks=True)
    client.force_login(two_services.coordinator)
    client.post(url, TYPED, headers={"origin": "http://testserver"})
    assert forget_typed() == 0 and kept.KEY in client.session
    with time_machine.travel(timezone.now() + timedelta(seconds=kept.LIFE_SECONDS + 1)):
        assert forget_typed() == 1
    assert [kept.KEY in session for session in sessions()] == [False]
    assert sessions()[0]["_auth_user_id"] == str(two_services.coordinator.pk)


def test_schedules_erase_what_was_typed_and_sessions_that_are_over(two_services):
    functions = {schedule.fields["func"] for schedule in SCHEDULES}
    assert {"psf.workflow.tasks.forget_typed", "psf.accounts.tasks.clear_sessions"} <= functions
    Client().force_login(two_services.coordinator)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        clear_sessions()
    assert sessions() == []


def test_an_expired_form_of_ours_comes_back_filled_in(url, two_services):
    client = Client(enforce_csrf_checks=True)
    client.force_login(two_services.coordinator)
    answer = client.post(url, TYPED, headers={"origin": "http://testserver"}, follow=True)
    assert answer.redirect_chain == [(f"{url}?expire=1", 302)]
    assert "Ils rappellent en mars" in answer.content.decode()


def test_a_forged_form_is_refused_and_nothing_of_it_is_kept(url, two_services):
    client = Client(enforce_csrf_checks=True)
    client.force_login(two_services.coordinator)
    answer = client.post(url, TYPED, headers={"origin": "https://ailleurs.example"})
    assert answer.status_code == 403
    assert "Formulaire expiré" in answer.content.decode()
    assert "Ils rappellent en mars" not in client.get(url).content.decode()
