"""Nothing is shown, sent or parsed before the typed address is confirmed by its own mail."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from offers.actions import ANSWER_CONSULTATION, TAKE_FILING, TAKE_PROPOSAL
from offers.filings.forgetting import forget_unconfirmed
from offers.models import Filing, FilingPart
from offers.tasks import forget_unconfirmed_filings
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from psf.personal.durations import DURATIONS
from psf.territories.models import Commune
from psf.workflow.models import Action
from tests.factories.territories import department
from tests.offers.filings.conftest import (
    COMPANY,
    Sender,
    again,
    consultation,
    declaration,
    mails_about,
    proposal,
)

pytestmark = pytest.mark.django_db
TYPED = ("Valfleury", "Camille", "Nettoyage", "Ateliers du Port", "2026-014")


def test_a_form_sent_writes_to_the_address_alone_and_says_nothing_of_what_was_typed(buyer):
    filing = buyer.filed(declaration())
    assert (filing.code, filing.confirmed_at) == (None, None)
    [mail] = mails_about(filing)
    assert mail.address == "camille@valfleury.fr"
    for word in TYPED:
        assert word not in mail.subject_line + mail.body
    assert "3 jours" in mail.body and "{lien}" in mail.body
    assert not Action.objects.exists()


def test_a_scanner_that_opens_the_link_confirms_nothing_and_reads_nothing(buyer):
    filing = buyer.filed(declaration())
    scanner = Sender()
    scanner.opens(filing)
    for method in ("get", "head", "options"):
        for path in ("", "confirmer/", "pas-moi/", "fiche/", "corriger/", "retirer/"):
            getattr(scanner.client, method)(f"{scanner.url}{path}")
    assert not again(filing).is_confirmed
    page = scanner.page()
    assert not any(word in page for word in TYPED)
    for path in ("fiche/", "corriger/", "retirer/"):
        assert "Confirmez d’abord" in scanner.page(path)
    assert not Action.objects.exists() and len(mails_about(filing)) == 1


def test_confirmed_it_has_a_reference_a_receipt_and_an_action_that_minute(buyer):
    filing = buyer.filed(declaration())
    buyer.opens(filing)
    answer = buyer.client.post(f"{buyer.url}confirmer/", follow=True)
    filing = again(filing)
    page = answer.content.decode()
    assert filing.code in page and "Accusé de réception" in page
    assert "Joindre la fiche entreprise" in page
    with perimeter([filing.service_id]):
        [action] = Action.objects.open()
    assert (action.verb, action.filing_id) == (TAKE_FILING.verb, filing.pk)
    assert action.due == filing.due_on > timezone.localdate()
    receipt = mails_about(filing)[-1]
    assert (receipt.kind, receipt.address) == ("filing_received", "camille@valfleury.fr")
    assert filing.code in receipt.body and "2026-014" in receipt.body
    assert receipt.link_id == mails_about(filing)[0].link_id


def test_confirmed_twice_is_once(buyer):
    filing = buyer.confirms(buyer.filed(declaration()))
    assert buyer.answers("confirmer").status_code == 302
    assert again(filing).code == filing.code and len(mails_about(filing)) == 2


def test_whose_address_it_is_erases_it_and_nobody_reads_it(buyer):
    filing = buyer.filed(declaration())
    buyer.opens(filing)
    assert buyer.answers("pas-moi").status_code == 302
    answer = buyer.client.get(buyer.url)
    assert answer.status_code == 410 and "C’est effacé" in answer.content.decode()
    assert buyer.answers("confirmer").status_code == 410
    assert forget_unconfirmed_filings() == 1
    with all_services("test"):
        assert not Filing.objects.exists() and not Link.objects.exists()
        assert not Message.objects.exists()


def test_what_nobody_confirms_goes_with_its_mail_and_its_link(buyer):
    filing = buyer.filed(declaration())
    kept = buyer.confirms(buyer.filed(declaration(courriel="autre@valfleury.fr")))
    in_time = timezone.now() + timedelta(days=2, hours=23)
    assert forget_unconfirmed(now=in_time) == 0
    assert forget_unconfirmed(now=timezone.now() + timedelta(days=3, hours=1)) == 1
    with all_services("test"):
        assert list(Filing.objects.all()) == [kept]
        assert not Message.objects.filter(filing=filing.pk).exists()
        assert not FilingPart.objects.filter(filing=filing.pk).exists()
    assert str(DURATIONS["unconfirmed"].fixed) == "3 jours"


def test_a_consultation_and_a_proposal_ask_for_their_own_action(buyer):
    asked = buyer.confirms(buyer.filed(consultation(), "/consulter/"))
    proposed = buyer.confirms(buyer.filed(proposal(), "/proposer/"))
    with perimeter([asked.service_id]):
        verbs = dict(Action.objects.open().values_list("filing", "verb"))
    assert verbs == {asked.pk: ANSWER_CONSULTATION.verb, proposed.pk: TAKE_PROPOSAL.verb}
    part = proposed.parts.all()[0]
    assert (part.company_name, part.contact_name, part.contact_email) == (
        "Boulangerie des Essais",
        "Dominique Fournil",
        "dominique@fournil.fr",
    )
    assert part.contact_phone == "01 99 00 11 22"


def test_another_service_sees_neither_the_filing_nor_its_parts(buyer, elsewhere):
    filing = buyer.confirms(buyer.filed(declaration()))
    with perimeter([elsewhere]):
        assert not Filing.objects.exists() and not FilingPart.objects.exists()
    with perimeter([]):
        assert not Filing.objects.exists()
    with perimeter([filing.service_id]):
        assert Filing.objects.get() == filing and FilingPart.objects.count() == 1


def test_the_service_is_that_of_the_place(buyer, here, elsewhere):
    row = {"commune": "Nice"}
    assert buyer.filed(declaration({**COMPANY, **row})).service == elsewhere
    assert buyer.filed(declaration({**COMPANY, "commune": "93300"})).service == here


def test_without_a_cookie_the_page_opens_for_nobody(buyer):
    filing = buyer.filed(declaration())
    buyer.opens(filing)
    stranger = Client()
    assert stranger.get(buyer.url).status_code == 404
    assert stranger.post(f"{buyer.url}confirmer/").status_code == 404
    assert not again(filing).is_confirmed


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"duree": "long"}, "duree"),
        ({"courriel": "camille"}, "courriel"),
        ({"courriel": "cаmille@valfleury.fr"}, "courriel"),
        ({"siret": "12345678901234"}, "siret"),
        ({"notification": "31/02/2026"}, "notification"),
        ({"notification": "01/01/2090"}, "notification"),
        ({"acheteur": ""}, "acheteur"),
        ({"duree": "400"}, "duree"),
    ],
)
def test_what_can_not_be_read_is_said_beside_its_box_and_nothing_is_kept(buyer, wrong, said):
    answer = buyer.sends(declaration(**wrong))
    assert answer.status_code == 200
    assert said in answer.context["form"].errors
    with all_services("test"):
        assert not Filing.objects.exists() and not Message.objects.exists()


def test_several_lots_are_one_filing(buyer):
    other = {**COMPANY, "titulaire": "Ferme des Essais", "siret": "", "lot": "2", "heures": "150"}
    filing = buyer.filed(declaration({**COMPANY, "lot": "1"}, other))
    with perimeter([filing.service_id]):
        found = list(filing.parts.values_list("lot", "hours", "company_name"))
    assert found == [("1", 450, "Ateliers du Port"), ("2", 150, "Ferme des Essais")]
    twice = buyer.sends(declaration({**COMPANY, "lot": "1"}, {**other, "lot": "1"}))
    assert "déjà plus haut" in twice.content.decode()


def test_a_lot_is_added_without_javascript_and_nothing_typed_is_lost(buyer):
    answer = buyer.sends({**declaration(), "ajouter": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200 and 'name="p1-titulaire"' in page
    assert 'value="Ateliers du Port"' in page and 'value="Ville de Valfleury"' in page
    with all_services("test"):
        assert not Filing.objects.exists()


def test_the_address_of_the_calibreur_or_of_the_redacteur_fills_it_in(buyer):
    page = buyer.client.get(
        "/declarer/?objet=Espaces+verts&reference=2027-9&acheteur=Ville&montant=300000&duree=24"
        "&decoupage=par-lot&lots=150;300&gratification=accordee&nom=Pirate&courriel=x@y.fr"
    )
    form = page.context["form"]
    assert form["objet"].value() == "Espaces verts" and form["reference"].value() == "2027-9"
    assert form["gratification"].value() is True
    assert [part["heures"].value() for part in form.parts] == [150, 300]
    assert not form["nom"].value() and not form["courriel"].value()
    calibreur = buyer.client.get("/consulter/?montant=340000&duree=24&lots=90000;250000")
    assert [p["heures"].value() for p in calibreur.context["form"].parts] == [150, 450]
    assert buyer.client.get("/proposer/?lots=zzz&nombre=99999").status_code == 200


def test_a_name_that_two_communes_bear_is_chosen_in_a_list(buyer):
    Commune.objects.create(
        code="06999", name="Saint-Denis", department=department("06"), latitude=43, longitude=7
    )
    answer = buyer.sends(declaration())
    box = str(answer.context["form"].parts[0]["commune"])
    assert (
        "<select" in box
        and "code:93066" in box
        and "code:06999" in box
        and "Seine-Saint-Denis" in box
    )
    filing = buyer.filed(declaration({**COMPANY, "commune": "code:93066"}))
    assert filing.commune.code == "93066"


@pytest.mark.parametrize("path", ["/declarer/", "/consulter/", "/proposer/"])
def test_a_box_that_may_be_left_out_says_so_or_is_folded(here, client, path):
    """Of the rest nothing may be left empty: the page says so once."""
    form = client.get(path).context["form"]
    folded = [form.about, form.who, *(part.boxes for part in form.parts)]
    silent = [
        box.name
        for group in folded
        for box in group.essential
        if not box.field.required and not box.help_text
    ]
    assert silent == []
    assert not any(
        box.field.required and "acultatif" in str(box.help_text)
        for group in folded
        for box in group.essential
    )
