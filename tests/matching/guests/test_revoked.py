"""Revoked means revoked, until a person issues a link anew."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.messages import news, recipients
from matching.models import Placement
from offers.models import CompanyContact
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from tests.factories.links import say
from tests.factories.offers import ContractFactory, OfferFactory
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def revoked(file_at, company_link, two_services, signed_in):
    """A company's link that a coordinator revoked."""
    placement = file_at(Stage.SENT)
    link = company_link(placement)
    client = signed_in(two_services.coordinator)
    answer = client.post(f"/admin/suivi/{placement.code}/liens/{link.pk}/retirer/")
    assert answer.status_code == 302
    return link


def remind(link, service) -> Message:
    """The next message to the company about the same file."""
    with perimeter([service]):
        placement = Placement.objects.for_file().get(pk=link.placement_id)
        contact = CompanyContact.objects.get(pk=link.contact_id)
        return news.write_to_contact(placement, contact, "reminder")


def test_the_next_message_issues_no_link_and_says_whom_to_call(revoked, two_services):
    for _ in range(2):
        message = remind(revoked, two_services.saint_denis)
        text = message.text_to_send()
        assert message.address
        assert message.link is None
        assert "Votre lien personnel a été retiré. Appelez" in text
        assert message.placement.tutor.last_name in text
        assert "/l/" not in text
        assert "{lien}" not in text
    with all_services("test"):
        assert Link.objects.filter(contact=revoked.contact_id).alive().count() == 0


def test_a_text_message_without_link_says_whom_to_call_too(revoked, two_services, settings):
    settings.MESSAGES_SMS_CHANNEL = "psf.messaging.channels.recorded.RecordedChannel"
    say(revoked.contact, revoked.service_id, email="", phone="06 39 98 12 12")
    message = remind(revoked, two_services.saint_denis)
    assert message.channel == "sms"
    assert "Appelez" in message.text_to_send()


def test_no_other_purpose_nor_address_gives_the_same_person_another(revoked, two_services):
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.for_file().get(pk=revoked.placement_id)
        contact = CompanyContact.objects.get(pk=revoked.contact_id)
        about = {"placement": placement, "contact": contact}
        sign = recipients.link_for("sign", party="company", **about)
        assert sign(contact.email) is None
        assert recipients.link_for("company", **about)("autre@exemple.fr") is None


def test_the_same_mailbox_under_another_name_gets_none_until_a_person_issues_it(
    revoked, two_services
):
    """A colleague names somebody « new » there: the mailbox was closed, whoever reads it."""
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.for_file().get(pk=revoked.placement_id)
        closed = CompanyContact.objects.get(pk=revoked.contact_id)
        other = CompanyContact.objects.create(
            company=closed.company, name="Alix Suite", role="tutor", email=closed.email
        )
        about = {"placement": placement, "contact": other}
        for named in (True, False):
            assert recipients.link_for("company", named=named, **about)(closed.email) is None
        assert recipients.link_for("company", **about)("autre@exemple.fr") is not None
        anew = recipients.link_for("company", issued_by=two_services.coordinator, **about)
        assert anew(closed.email) is not None
        assert recipients.link_for("company", **about)(closed.email) is not None


def test_a_message_that_waits_leaves_without_the_link_revoked_meanwhile(
    file_at, company_link, two_services, signed_in
):
    placement = file_at(Stage.SENT)
    link = company_link(placement)
    message = remind(link, two_services.saint_denis)
    assert message.link == link
    client = signed_in(two_services.coordinator)
    client.post(f"/admin/suivi/{placement.code}/liens/{link.pk}/retirer/")
    with perimeter([two_services.saint_denis]):
        text = Message.objects.select_related("link").get(pk=message.pk).text_to_send()
    assert link.token not in text
    assert "ne s’ouvre plus : appelez" in text


def test_a_person_issues_it_anew_and_messages_carry_it_again(
    revoked, two_services, signed_in, visit
):
    url = f"/admin/suivi/{revoked.placement.code}/liens/{revoked.pk}/emettre/"
    assert signed_in(two_services.tutor).post(url).status_code == 403
    assert signed_in(two_services.coordinator_nice).post(url).status_code == 404
    assert signed_in(two_services.coordinator).get(url).status_code == 302
    with all_services("test"):
        assert not Message.objects.filter(kind="company_resend").exists()
    assert signed_in(two_services.coordinator).post(url).status_code == 302
    with all_services("test"):
        fresh = Message.objects.get(kind="company_resend").link
    assert fresh.issued_by == two_services.coordinator
    assert visit(fresh).page().status_code == 200
    assert visit(revoked).page().status_code == 410
    assert remind(revoked, two_services.saint_denis).link == fresh


def test_somebody_the_service_withdrew_cannot_be_named_back_by_a_guest(
    revoked, two_services, visit, company_link, file_at
):
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.for_file().get(pk=revoked.placement_id)
        colleague = CompanyContact.objects.exclude(pk=revoked.contact_id).filter(
            company=placement.host_slot.hosting_company
        )[0]
    visitor = visit(company_link(placement, colleague))
    contact = CompanyContact.objects.get(pk=revoked.contact_id)
    data = {"name": contact.name, "email": contact.email}
    assert visitor.answers("redirect", data).status_code == 302
    with all_services("test"):
        message = Message.objects.filter(contact=contact, kind="company_proposal").latest("pk")
        assert message.link is None
        assert not Link.objects.filter(contact=contact).alive().exists()


@pytest.mark.parametrize("gesture", ["contact", "redirect"])
def test_what_a_stolen_link_passed_on_closes_with_it(
    visit, file_at, buyer_link, company_link, two_services, signed_in, gesture
):
    placement = file_at(Stage.SENT)
    link = buyer_link(placement) if gesture == "contact" else company_link(placement)
    thief = {"name": "Voleur", "email": "voleur@exemple.fr", "role": "buyer"}
    assert visit(link).answers(gesture, thief).status_code == 302
    with all_services("test"):
        stolen = Message.objects.select_related("link").get(address="voleur@exemple.fr").link
    assert visit(stolen).page().status_code == 200
    subject = placement.code if gesture == "redirect" else f"marches/{link.contract_id}"
    url = f"/admin/suivi/{subject}/liens/{link.pk}/retirer/"
    assert signed_in(two_services.coordinator).post(url).status_code == 302
    assert visit(link).page().status_code == 410
    assert visit(stolen).page().status_code == 410


def test_a_contract_withdrawn_is_not_read_through_the_link_of_another(
    visit, file_at, buyer_link, two_services, signed_in
):
    placement = file_at()
    contract = placement.offer.contract
    link = buyer_link(placement)
    mine = ContractFactory(buyer=contract.buyer, contact=link.buyer_contact, title="Espaces verts")
    OfferFactory(contract=mine, service=placement.offer.service)
    with perimeter([]):
        other = recipients.link_for("buyer", contract=mine, buyer_contact=link.buyer_contact)(
            link.buyer_contact.email
        )
    visitor = visit(link)
    assert "Espaces verts" in visitor.text()
    client = signed_in(two_services.coordinator)
    answer = client.post(f"/admin/suivi/marches/{mine.pk}/liens/{other.pk}/retirer/")
    assert answer.status_code == 302
    assert visit(other).page().status_code == 410
    assert "Espaces verts" not in visitor.text()
    assert "Espaces verts" not in visitor.text(f"?marche={mine.pk}")


def test_what_ran_out_is_renewed_without_anybody(file_at, company_link, two_services):
    """Only a revocation stands in the way of the next message."""
    link = company_link(file_at(Stage.SENT))
    with all_services("test"):
        Link.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(days=1))
    message = remind(link, two_services.saint_denis)
    assert message.link.is_alive()
    assert message.link.pk != link.pk
