"""Messages and their texts in a real browser: on a phone as at a desk."""

import pytest
from django.db import transaction

from matching.enums import PlacementStage
from psf.accounts.roles import Role
from psf.links.enums import LinkPurpose
from psf.messaging import outbox
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.messaging.post import Recipient, post
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import assert_accessible, assert_fits
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.factories.links import link_to

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def written(two_services, settings):
    """A message of each state about a file of Saint-Denis, its link with it."""
    settings.PSF_DELIVERY = "mailbox"
    service = two_services.saint_denis
    with transaction.atomic():
        placement = journey(service, to=PlacementStage.SENT, by=two_services.tutor)
        with perimeter([service]):
            contact = placement.offer.company.contacts.first()
            link = link_to(LinkPurpose.COMPANY, placement=placement, contact=contact)
            from matching.messages import values

            for state in (MessageState.QUEUED, MessageState.UNCERTAIN, MessageState.FAILED):
                message = post(
                    "company_proposal",
                    placement,
                    Recipient("Claude Essai", email="claude@exemple.fr", contact=contact),
                    values=values.for_company(placement, contact),
                    link=lambda address: link,
                    cause="Dossier transmis à l'entreprise",
                )
                if state != MessageState.QUEUED:
                    message.state = state
                    message.trouble = "Le serveur de messagerie a reçu le message sans confirmer."
                    message.attempts = 1
                    message.save()
    outbox.sweep()
    return message


def well_made(page):
    """Nothing complained, nothing overflows, nothing that axe sees."""
    assert page.trouble == []
    assert_fits(page)
    assert_accessible(page, within="#main", frames=False)


@WIDTHS
def test_a_tutor_settles_an_uncertain_message(browse, two_services, written, shot, width):
    with transaction.atomic(), perimeter([two_services.saint_denis]):
        before = Message.objects.to_look_at().count()
    page = browse(two_services.tutor, width)
    page.goto("/admin/messages/")
    shot(page, f"messages-{width}")
    well_made(page)
    page.get_by_role("link", name="à regarder").click()
    page.wait_for_url("**/messages/?etat=**")
    page.get_by_role("link", name="Un jeune est proposé à l'entreprise").first.click()
    page.get_by_role("heading", name="Ce que lit le destinataire").wait_for()
    shot(page, f"message-{width}")
    well_made(page)
    page.get_by_role("button", name="Il est parti").click()
    page.get_by_text("C'est noté").wait_for()
    with transaction.atomic(), perimeter([two_services.saint_denis]):
        assert Message.objects.to_look_at().count() == before - 1


@WIDTHS
def test_the_message_is_seen_as_its_reader_gets_it_and_its_link_works(
    browse, two_services, written, width
):
    page = browse(two_services.tutor, width)
    page.goto(f"/admin/messages/{written.pk}/")
    frame = page.frame_locator(".psf-mail__frame")
    button = frame.get_by_role("link", name="Répondre")
    assert button.is_visible()
    assert "/l/" in button.get_attribute("href")
    assert page.get_by_role("link", name="Ouvrir son lien comme lui").is_visible()


@WIDTHS
def test_an_académie_s_coordinator_rewrites_a_text(browse, two_services, written, shot, width):
    academy = two_services.saint_denis.department.academy
    page = browse(UserFactory(roles=[Role.ACADEMIC], place=academy), width)
    page.goto("/admin/modeles-de-messages/")
    shot(page, f"textes-{width}")
    well_made(page)
    page.goto("/admin/modeles-de-messages/company_proposal/24/")
    page.get_by_label("Objet").fill("Un jeune vous attend ({code})")
    page.get_by_role("button", name="Voir l'aperçu").click()
    page.get_by_text("Un jeune vous attend (P-2026-00042)").wait_for()
    shot(page, f"texte-{width}")
    well_made(page)
    page.get_by_label("Motif du changement").fill("Plus direct")
    page.get_by_role("button", name="Enregistrer une nouvelle version").click()
    page.get_by_text("Version 1 enregistrée").wait_for()
    assert page.get_by_label("Objet").input_value() == "Un jeune vous attend ({code})"
    shot(page, f"texte-enregistre-{width}")
