"""Opening a link: guessed, expired, revoked, forwarded, asked for again."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from psf.links.guests import SALT
from psf.links.models import Link
from psf.messaging.models import Message
from psf.messaging.post import Recipient, post
from psf.perimeter.scope import perimeter
from psf.throttles.models import Tally
from tests.factories.links import link_to, say
from tests.factories.offers import CompanyContactFactory, OfferFactory

pytestmark = pytest.mark.django_db
SAME_WORDS = "Ce lien ne s’ouvre pas"


@pytest.fixture
def link(db):
    offer = OfferFactory()
    contact = CompanyContactFactory(company=offer.company, name="Claude Essai")
    return link_to("clause", offer=offer, contact=contact)


def opened(link) -> tuple[Client, str]:
    client = Client()
    return client, client.get(f"/l/{link.token}/").url


def test_the_token_leaves_the_address_and_no_answer_is_kept(link):
    client = Client()
    answer = client.get(f"/l/{link.token}/")
    assert link.token not in answer.url
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    page = client.get(answer.url)
    assert page.status_code == 200
    assert link.token not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    cookie = answer.cookies[f"lien_{link.key}"]
    assert cookie["httponly"]
    assert cookie["path"] == answer.url


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(
        st.characters(exclude_characters="/\\?#%", exclude_categories=["Cs", "Cc"]),
        min_size=1,
        max_size=80,
    )
)
def test_no_made_up_token_opens_anything(link, token):
    Tally.objects.all().delete()
    answer = Client().get(f"/l/{token}/")
    assert answer.status_code in (302, 404)
    if answer.status_code == 302:
        assert answer.url == "/lien/inconnu/"
        assert not answer.cookies


@hypothesis_settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 31), st.sampled_from("ABCabc019-_"))
def test_a_token_with_one_wrong_letter_opens_nothing(link, place, letter):
    Tally.objects.all().delete()
    wrong = link.token[:place] + letter + link.token[place + 1 :]
    answer = Client().get(f"/l/{wrong}/")
    assert answer.url == ("/lien/inconnu/" if wrong != link.token else f"/lien/{link.key}/")


def test_a_key_without_its_cookie_says_nothing_more_than_a_key_that_does_not_exist(link):
    known, unknown = Client().get(f"/lien/{link.key}/"), Client().get("/lien/0123456789abcdef/")
    assert known.status_code == unknown.status_code == 404
    assert SAME_WORDS in known.content.decode()
    assert known.content.decode().replace(link.key, "") == unknown.content.decode().replace(
        "0123456789abcdef", ""
    )


def test_the_cookie_of_one_link_opens_no_other(link):
    other = link_to("clause", offer=link.offer, contact=link.contact)
    client, url = opened(link)
    client.cookies[f"lien_{other.key}"] = client.cookies[f"lien_{link.key}"].value
    assert client.get(f"/lien/{other.key}/").status_code == 404
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("forged", ["", "x", "x:y:z"])
def test_a_forged_cookie_opens_nothing(link, forged):
    client = Client()
    client.cookies[f"lien_{link.key}"] = forged
    assert client.get(f"/lien/{link.key}/").status_code == 404
    client.cookies[f"lien_{link.key}"] = signing.dumps(link.digest, salt="another")
    assert client.get(f"/lien/{link.key}/").status_code == 404
    client.cookies[f"lien_{link.key}"] = signing.dumps(link.digest, salt=SALT)
    assert client.get(f"/lien/{link.key}/").status_code == 200


def test_guessing_stops_after_thirty_tries_from_one_address(link):
    client = Client()
    answers = [client.get(f"/l/faux{number}/").status_code for number in range(31)]
    assert answers == [302] * 30 + [429]
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").get("/l/faux/")
    assert elsewhere.status_code == 302


def test_a_right_link_opens_whatever_was_guessed_from_the_same_address(link):
    client = Client()
    for number in range(40):
        client.get(f"/l/faux{number}/")
    answer = client.get(f"/l/{link.token}/")
    assert answer.url == f"/lien/{link.key}/"
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "n’est plus valable"),
        ({"revoked_at": timezone.now()}, "a été retiré"),
    ],
)
def test_a_link_that_is_over_says_so_and_nothing_else(link, change, words):
    client, url = opened(link)
    Link.objects.filter(pk=link.pk).update(**change)
    page = client.get(url)
    assert page.status_code == 410
    text = page.content.decode()
    assert words in text
    assert "Claude Essai" not in text
    assert str(link.offer.company) not in text
    assert client.post(f"{url}ask_call/", {}).status_code == 410


def send(link):
    from matching.messages import values

    with perimeter([]):
        return post(
            "company_waiting",
            link.offer,
            Recipient(name=link.contact.name, email=link.contact.email, contact=link.contact),
            values=values.for_offer(link.offer, link.contact),
            link=lambda address: link,
        )


def expire(link):
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(days=1))


def test_an_expired_link_is_sent_again_to_where_it_went_and_nowhere_else(link):
    send(link)
    client, url = opened(link)
    expire(link)
    answer = client.post(f"{url}renvoyer/", {"email": "voleur@exemple.fr"})
    assert answer.status_code == 200
    message = Message.objects.get(kind="company_resend")
    assert message.address == link.contact.email
    assert message.link.is_alive()
    assert message.link.pk != link.pk
    _, fresh = opened(message.link)
    assert fresh != url


def test_the_answer_is_the_same_whether_something_was_sent_or_not(link):
    client, url = opened(link)
    expire(link)
    say(link.contact, link.offer.service_id, email="autre@exemple.fr")
    nothing = client.post(f"{url}renvoyer/").content.decode()
    assert not Message.objects.filter(kind="company_resend").exists()
    say(link.contact, link.offer.service_id, email=link.contact.email)
    send(link)
    answers = [client.post(f"{url}renvoyer/").content.decode() for _ in range(4)]
    assert set(answers) == {nothing}
    assert Message.objects.filter(kind="company_resend").count() == 2


def test_a_revoked_link_is_never_sent_again(link):
    send(link)
    client, url = opened(link)
    Link.objects.filter(pk=link.pk).update(revoked_at=timezone.now())
    assert client.post(f"{url}renvoyer/").status_code == 410
    assert not Message.objects.filter(kind="company_resend").exists()


def test_the_page_can_be_closed_on_a_shared_phone(link):
    client, url = opened(link)
    assert client.post(f"{url}quitter/").status_code == 200
    assert client.get(url).status_code == 404


def test_a_page_takes_so_many_answers_and_no_more(link):
    client, url = opened(link)
    answers = [client.post(f"{url}ask_call/", {}).status_code for _ in range(31)]
    assert answers[-1] == 429
    assert answers[0] == 302


@pytest.mark.parametrize("path", ["", "ask_call/", "coordonnees/", "inconnu/", "document/1/"])
@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_odd_requests_are_answered(link, path, method):
    client, url = opened(link)
    assert getattr(client, method)(f"{url}{path}").status_code in (200, 404, 405)
