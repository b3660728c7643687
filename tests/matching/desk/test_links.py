"""« Liens personnels »: who holds one, for whoever follows the file; sent, revoked, issued anew, logged."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.models import Placement
from offers.models import BuyerContact
from psf.french.days import numeric
from psf.french.numbers import counted
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.models import Event
from tests.factories.journey import journey
from tests.factories.links import link_to, say
from tests.factories.offers import BuyerContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def links(two_services):
    """One link of each kind about a file of Saint-Denis, and whose screens show them."""
    service = two_services.saint_denis
    placement = journey(service, to="sent", by=two_services.tutor)
    with perimeter([service]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        contact, contract = placement.host_slot.tutor, placement.offer.contract
        contact.email = "claude.essai@exemple.fr"
        contact.save()
        buyer = BuyerContactFactory(buyer=contract.buyer, email="achats@exemple.fr")
        found = {
            "company": link_to(
                "company", placement=placement, contact=contact, address=contact.email
            ),
            "clause": link_to("clause", offer=placement.offer, contact=contact),
            "buyer": link_to("buyer", contract=contract, buyer_contact=buyer),
            "youth": link_to("youth", placement=placement, youth=placement.youth),
        }
        # What the proposal had carried would be listed too.
        Link.objects.exclude(pk__in=[link.pk for link in found.values()]).revoke()
        Message.objects.update(link=None)
        Link.objects.exclude(pk__in=[link.pk for link in found.values()]).delete()
    found["placement"] = placement
    return found


def screens(links) -> dict[str, tuple[str, set[str]]]:
    """Address of each screen, and the purposes it lists."""
    placement = links["placement"]
    offer = placement.offer
    return {
        "dossier": (reverse("work:file_links", args=[placement.code]), {"company", "youth"}),
        "offer": (reverse("work:offer_links", args=[offer.code]), {"clause", "buyer"}),
        "contract": (reverse("work:contract_links", args=[offer.contract_id]), {"clause", "buyer"}),
        "company": (
            reverse("work:company_links", args=[offer.company_id]),
            {"company", "clause"},
        ),
        "buyer": (reverse("work:buyer_links", args=[offer.contract.buyer_id]), {"buyer"}),
    }


def listed(page) -> set[int]:
    return {row.pk for row in page.context["links"]}


SCREENS = pytest.mark.parametrize("screen", ["dossier", "offer", "contract", "company", "buyer"])


@SCREENS
def test_it_lists_to_whom_what_for_and_until_when(links, screen, signed_in, two_services):
    url, purposes = screens(links)[screen]
    page = signed_in(two_services.tutor).get(url)
    assert page.status_code == 200
    assert listed(page) == {links[purpose].pk for purpose in purposes}
    text = page.content.decode()
    for purpose in purposes:
        link = links[purpose]
        assert link.get_purpose_display() in text
        assert numeric(timezone.localdate(link.expires_at)) in text
        assert link.token not in text
    assert "claude.essai@" not in text
    assert "achats@" not in text
    if "company" in purposes:
        assert "Claude Essai, c…@exemple.fr" in text
        assert "jamais" in text


@SCREENS
def test_whoever_does_not_follow_the_file_sees_and_does_nothing(
    links, screen, signed_in, two_services
):
    url, purposes = screens(links)[screen]
    stranger = signed_in(two_services.coordinator_nice)
    page = stranger.get(url)
    assert page.status_code == 404 or listed(page) == set()
    assert stranger.post(f"{url}tout-retirer/").status_code in (302, 404)
    for purpose in purposes:
        for gesture in ("retirer", "renvoyer", "emettre"):
            assert stranger.post(f"{url}{links[purpose].pk}/{gesture}/").status_code == 404
    with all_services("test"):
        assert Link.objects.filter(revoked_at=None).count() == 4
        assert not Message.objects.filter(kind__endswith="_resend").exists()


@SCREENS
def test_a_coordinator_revokes_one_then_all_and_it_is_logged(
    links, screen, signed_in, two_services
):
    url, purposes = screens(links)[screen]
    client = signed_in(two_services.coordinator)
    first, *others = sorted(purposes)
    assert client.post(f"{url}{links[first].pk}/retirer/").status_code == 302
    with all_services("test"):
        assert Link.objects.get(pk=links[first].pk).revoked_by == two_services.coordinator
        event = Event.objects.filter(name="link_revoked").latest("pk")
        assert event.by == two_services.coordinator
        living = Link.objects.alive()
        assert {links[other].pk for other in others} <= set(living.values_list("pk", flat=True))
    shown = listed(client.get(url))
    answer = client.post(f"{url}tout-retirer/", follow=True)
    assert f"Liens retirés à {counted(len(shown) - 1, 'personne')}" in answer.content.decode()
    with all_services("test"):
        mine = Link.objects.filter(pk__in=[links[purpose].pk for purpose in purposes])
        assert not mine.alive().exists()
        assert Link.objects.alive().count() == 4 - len(purposes)
    page = client.get(url)
    assert listed(page) == {links[purpose].pk for purpose in purposes}
    assert "les messages partent sans lien" in page.content.decode()


@SCREENS
def test_a_coordinator_issues_anew_and_the_message_goes_to_the_address_in_force(
    links, screen, signed_in, two_services
):
    url, purposes = screens(links)[screen]
    client = signed_in(two_services.coordinator)
    client.post(f"{url}tout-retirer/")
    for purpose in purposes:
        assert client.post(f"{url}{links[purpose].pk}/emettre/").status_code == 302
    with all_services("test"):
        written = Message.objects.filter(kind__endswith="_resend")
        assert {message.link.purpose for message in written} == purposes
        assert {message.link.issued_by for message in written} == {two_services.coordinator}
        assert Event.objects.filter(name="link_issued").exists()


@SCREENS
def test_a_tutor_sends_again_and_revokes_nothing(links, screen, signed_in, two_services):
    url, purposes = screens(links)[screen]
    client = signed_in(two_services.tutor)
    for purpose in purposes:
        link = links[purpose]
        assert client.post(f"{url}{link.pk}/renvoyer/").status_code == 302
        assert client.post(f"{url}{link.pk}/retirer/").status_code == 403
        assert client.post(f"{url}{link.pk}/emettre/").status_code == 403
    assert client.post(f"{url}tout-retirer/").status_code == 403
    with all_services("test"):
        assert Link.objects.alive().count() == 4
        written = Message.objects.filter(kind__endswith="_resend")
        assert {message.link_id for message in written} == {links[each].pk for each in purposes}


def test_reading_nothing_moves_and_odd_gestures_are_refused(links, signed_in, two_services):
    client = signed_in(two_services.coordinator)
    for url, purposes in screens(links).values():
        pk = links[min(purposes)].pk
        for path in (f"{pk}/retirer/", f"{pk}/emettre/", "tout-retirer/"):
            assert client.get(f"{url}{path}").status_code == 302
        assert client.post(f"{url}{pk}/tout-retirer/").status_code == 404
        assert client.post(f"{url}retirer/").status_code == 404
        assert client.post(f"{url}{pk}/autre/").status_code == 404
        assert client.post(f"{url}{links['company'].pk + 999}/retirer/").status_code == 404
    with all_services("test"):
        assert Link.objects.alive().count() == 4


def test_reading_the_links_of_files_is_a_consultation(links, signed_in, two_services):
    client = signed_in(two_services.tutor)
    for screen in ("dossier", "company"):
        with all_services("test"):
            before = AccessLog.objects.count()
        client.get(screens(links)[screen][0])
        with all_services("test"):
            assert AccessLog.objects.count() == before + 1


def test_an_opening_is_dated_and_an_address_that_changed_is_told(links, signed_in, two_services):
    reader = Client()
    assert reader.get(reader.get(f"/l/{links['company'].token}/").url).status_code == 200
    url, _ = screens(links)["dossier"]
    client = signed_in(two_services.coordinator)
    text = client.get(url).content.decode()
    assert re.search(r"Dernière ouverture</dt>\s*<dd>\s*\d\d/\d\d/\d{4}", text)
    contact = links["company"].contact
    say(contact, links["company"].service_id, email="autre@exemple.fr")
    text = client.get(url).content.decode()
    assert "Claude Essai, ancienne adresse" in text
    assert "l&#x27;adresse a changé" in text
    assert client.post(f"{url}{links['company'].pk}/renvoyer/").status_code == 302
    with all_services("test"):
        assert not Message.objects.filter(kind="company_resend").exists()
    client.post(f"{url}{links['company'].pk}/emettre/")
    with all_services("test"):
        assert Message.objects.get(kind="company_resend").address == "autre@exemple.fr"


@pytest.mark.parametrize("screen", ["offer", "contract", "company", "buyer"])
def test_each_sheet_leads_to_its_links(links, screen, signed_in, two_services):
    offer = links["placement"].offer
    row = {
        "offer": offer,
        "contract": offer.contract,
        "company": offer.company,
        "buyer": offer.contract.buyer,
    }[screen]
    BuyerContact.objects.update(email="")
    url = reverse(f"wagtailsnippets_offers_{screen}:inspect", args=[row.pk])
    assert screens(links)[screen][0] in signed_in(two_services.tutor).get(url).content.decode()


def test_somebody_without_files_is_told_so(links, signed_in, two_services):
    from psf.accounts.roles import Role
    from tests.factories.accounts import UserFactory

    client = signed_in(UserFactory(roles=[Role.NATIONAL]))
    for url, _ in screens(links).values():
        page = client.get(url)
        assert page.status_code in (403, 404)
