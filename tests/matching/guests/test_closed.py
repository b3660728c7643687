"""A page that does not open any more says which service to call, to whoever once had the right link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from psf.links.models import Link
from psf.perimeter.scope import all_services
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db
PHONE = "01 99 00 42 42"
PURPOSES = ("company", "clause", "buyer", "youth", "guardian")
ENDS = {
    "revoked": {"revoked_at": timezone.now()},
    "recalled": {"revoked_at": timezone.now(), "recalled": True},
    "expired": {"expires_at": timezone.now() - timedelta(days=1)},
    "another address": {"address_digest": "0" * 64},
}


@pytest.fixture
def placement(file_at, two_services):
    service = two_services.saint_denis
    service.phone = PHONE
    service.save()
    return file_at(Stage.SENT)


@pytest.fixture
def link_of(placement, company_link, clause_link, buyer_link, family_link):
    """`link_of(purpose)`: a link of the same file, or of its offer or marché."""
    issue = {
        "company": company_link,
        "clause": clause_link,
        "buyer": buyer_link,
        "youth": family_link,
        "guardian": lambda placement: family_link(placement, guardian=True),
    }
    return lambda purpose: issue[purpose](placement)


def end(link, how):
    with all_services("test"):
        Link.objects.filter(pk=link.pk).update(**ENDS[how])


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_it_names_the_service_and_its_number_and_nothing_of_the_file(
    visit, placement, link_of, two_services, purpose, how
):
    visitor = visit(link_of(purpose))
    end(visitor.link, how)
    page = visitor.page()
    assert page.status_code == 410
    text = page.content.decode()
    assert two_services.saint_denis.name in text
    assert f'href="tel:{PHONE.replace(" ", "")}"' in text
    with all_services("test"):
        youth, offer = placement.youth, placement.offer
    for said in (
        youth.first_name,
        youth.last_name,
        youth.code,
        placement.code,
        offer.code,
        str(offer.company),
        offer.contract.reference,
        two_services.tutor.last_name,
    ):
        assert said not in text


@pytest.mark.parametrize("how", [*ENDS, ""])
def test_a_wrong_token_a_forged_cookie_or_none_learns_nothing(link_of, two_services, how):
    link = link_of("company")
    if how:
        end(link, how)
    forged = Client()
    forged.cookies[f"lien_{link.key}"] = "x:y:z"
    for page in (
        Client().get(f"/l/{link.token[:-1]}x/", follow=True),
        Client().get(f"/lien/{link.key}/"),
        forged.get(f"/lien/{link.key}/"),
    ):
        assert page.status_code == 404
        assert two_services.saint_denis.name not in page.content.decode()
        assert PHONE not in page.content.decode()


def test_a_service_without_telephone_gives_its_address_and_one_without_either_its_name(
    visit, link_of, two_services
):
    visitor, service = visit(link_of("company")), two_services.saint_denis
    end(visitor.link, "revoked")
    service.phone, service.email = "", "psad@exemple.fr"
    service.save()
    assert 'href="mailto:psad@exemple.fr"' in visitor.text()
    service.email = ""
    service.save()
    text = visitor.text()
    assert service.name in text
    assert "mailto:" not in text


def test_a_page_closed_on_a_shared_phone_says_nothing_more(visit, link_of, two_services):
    visitor = visit(link_of("youth"))
    left = visitor.client.post(f"{visitor.url}quitter/")
    assert left.status_code == 200
    assert two_services.saint_denis.name not in left.content.decode()
