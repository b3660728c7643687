"""What was typed survives an expired session or an expired form."""

from html import unescape

import pytest
from django.test import Client

from matching.enums import PlacementStage

pytestmark = pytest.mark.django_db
TYPED = {"reason": "dates", "text": "Ils rappellent en mars"}


@pytest.fixture
def url(file_at):
    return f"/admin/suivi/{file_at(PlacementStage.SENT).code}/not_retained/"


def test_after_signing_in_again_the_form_is_as_it_was_left(url, two_services):
    client = Client()
    client.force_login(two_services.coordinator)
    client.logout()
    sent_away = client.post(url, TYPED)
    assert sent_away.status_code == 302 and url in sent_away.url
    client.force_login(two_services.coordinator)
    page = client.get(url)
    text = unescape(page.content.decode())
    assert "Ils rappellent en mars" in text and "La page avait expiré" in text
    assert "Ils rappellent en mars" not in client.get(url).content.decode()


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
