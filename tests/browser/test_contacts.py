"""An address that another service proposes, where one meets it: the company, the file, the queue."""

import pytest
from django.urls import reverse

from offers.actions import DECIDE_ADDRESS
from offers.models import BuyerContact, CompanyContact
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.browser import sound
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import keep
from tests.perimeter.shared import HOST, shared_file

pytestmark = pytest.mark.browser
NEW = "claude.essai.service.des.achats@nouvelle-adresse.exemple.fr"


def hear(two_services, contact, **said):
    """A tutor of Nice writes down what the telephone told."""
    with perimeter([two_services.nice]):
        contact = type(contact).objects.get(pk=contact.pk)
        said |= contact.saying("call", two_services.tutor_nice)
        for name, value in said.items():
            setattr(contact, name, value)
        contact.save()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_proposed_address_is_read_then_adopted_in_one_tap(browse, shot, two_services, width):
    shared = shared_file(two_services)
    with perimeter([two_services.nice]):
        CompanyContact.objects.create(
            company=shared.company,
            name="Alix Essai",
            role="hr",
            phone="01 99 00 88 88",
            rank=3,
            **CompanyContact.saying("colleague"),
        )
    hear(two_services, shared.host, email=NEW, phone="01 99 00 99 99")
    page = browse(two_services.coordinator, width)
    action = Action.objects.open().filter(verb=DECIDE_ADDRESS.verb, contact=shared.host).get()
    for name, address in (
        ("file", reverse("work:file", args=[shared.placement.code])),
        ("offre", reverse("offers:life", args=[shared.offer.code])),
        ("enchainer", f"{reverse('work:chain')}?action={action.pk}"),
        ("queue", f"{reverse('work:queue')}?onglet=mon-equipe"),
        ("entreprise", reverse("wagtailsnippets_offers_company:inspect", args=[shared.company.pk])),
    ):
        page.goto(address)
        if name != "queue":
            page.get_by_text(NEW).first.wait_for()
            sound.assert_accessible(page, within=".psf-proposal")
        sound.assert_fits(page, buttons=".psf-proposal button")
        shot(page, f"contacts-{width}-{name}")
    banner = page.locator(".psf-proposal").filter(has_text=NEW)
    assert HOST in banner.inner_text()
    banner.get_by_role("button", name="Adopter cette adresse").click()
    page.locator(".messages .success").wait_for()
    shot(page, f"contacts-{width}-adoptee")
    assert shared.host.address_for(shared.service).email == NEW
    assert not page.trouble


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_buyer_confirms_a_new_address_from_the_former_one(
    open_page, browse, shot, two_services, width
):
    shared = shared_file(two_services)
    hear(two_services, BuyerContact.objects.get(pk=shared.buyer.pk), email=NEW)
    page = browse(two_services.coordinator, width)
    page.goto(reverse("wagtailsnippets_offers_buyer:inspect", args=[shared.contract.buyer_id]))
    page.get_by_text(NEW).first.wait_for()
    sound.assert_fits(page, buttons=".psf-proposal button")
    shot(page, f"contacts-{width}-acheteur")
    message = Message.objects.get(kind="buyer_address")
    guest = open_page(width)
    guest.goto(f"/l/{message.link.token}/")
    guest.get_by_text(NEW).wait_for()
    keep(guest, f"contacts-{width}-page-acheteur")
    guest.get_by_role("link", name="Dire si elle est juste").click()
    guest.get_by_role("button", name="Oui, écrivez-moi là").wait_for()
    keep(guest, f"contacts-{width}-confirmer")
    guest.get_by_role("button", name="Oui, écrivez-moi là").click()
    guest.get_by_text("un nouveau part à l’adresse que vous avez donnée").wait_for()
    assert shared.buyer.address_for(shared.service).email == NEW
    assert not page.trouble + guest.trouble


TOO_WIDE = """() => [...document.querySelectorAll('.work-call :is(input, textarea, select)')]
    .filter((field) => field.offsetParent)
    .filter((field) => field.getBoundingClientRect().right > field.form.getBoundingClientRect().right)
    .map((field) => field.name)"""


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_number_given_during_a_call_is_typed_in_fields_that_fit(
    browse, shot, two_services, width
):
    shared = shared_file(two_services)
    page = browse(two_services.tutor, width)
    page.goto(reverse("work:call", args=[shared.placement.code]))
    for folded in page.locator(".work-call summary").all():
        folded.click()
    assert page.evaluate(TOO_WIDE) == []
    sound.assert_fits(page, buttons=".work-call button")
    sound.assert_accessible(page, within=".work-call")
    page.locator("[name=own_phone]").fill("01 99 00 77 88")
    shot(page, f"contacts-{width}-appel")
    page.get_by_role("button", name="Noter : joint, avec ces coordonnées").click()
    page.locator(".messages .success").wait_for()
    assert shared.host.address_for(shared.service).phone == "01 99 00 77 88"
    assert not page.trouble
