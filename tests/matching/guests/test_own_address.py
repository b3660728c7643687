"""The buyer's own address: corrected, confirmed or refused by its reader; a colleague, told why."""

import pytest

from matching.guests.resend import issue_anew, send_again
from offers.models import BuyerContact
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.workflow.models import Event
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db
NEW = "nouvelle.adresse@exemple.fr"


@pytest.fixture
def page(visit, file_at, buyer_link):
    placement = file_at(Stage.SENT)
    visitor = visit(buyer_link(placement))
    visitor.service = placement.service_id
    visitor.contact = visitor.link.buyer_contact
    return visitor


def in_force(page):
    with perimeter([page.service]):
        return page.contact.address_for(page.service)


def test_the_buyer_corrects_their_own_address_and_number(page):
    assert "coordonnees/" in page.text()
    before = in_force(page)
    form = page.page("coordonnees/").context["form"]
    assert form["email"].value() == before.email
    done = page.answers("coordonnees", {"email": NEW, "phone": "01 99 00 77 77"})
    assert "un nouveau part à l’adresse que vous avez donnée" in done.content.decode()
    assert (in_force(page).email, in_force(page).phone) == (NEW, "01 99 00 77 77")
    said = BuyerContact.objects.get(pk=page.contact.pk)
    assert said.address_source == "own_link"
    with perimeter([page.service]):
        message = Message.objects.get(kind="buyer_resend")
    assert message.address == NEW
    assert "demandé" not in message.body


def test_a_number_alone_keeps_the_link(page):
    before = in_force(page).email
    assert (
        page.answers("coordonnees", {"email": before, "phone": "01 99 00 77 77"}).status_code == 302
    )
    assert in_force(page).phone == "01 99 00 77 77"
    assert page.page().status_code == 200


@pytest.mark.parametrize("gesture", ["contact", "successeur"])
def test_nobody_names_themselves(page, gesture):
    mine = " ".join(reversed(page.contact.name.upper().split()))
    answer = page.answers(gesture, {"name": mine, "role": "buyer", "phone": "", "email": NEW})
    assert answer.status_code == 200
    assert "passez par « Mes coordonnées »" in answer.content.decode()
    assert "coordonnees/" in answer.content.decode()
    assert not BuyerContact.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("gesture", ["contact", "successeur"])
def test_who_is_named_reads_by_whom_and_the_service_is_told(page, gesture):
    said = {"name": "Alix Essai", "role": "buyer", "phone": "", "email": NEW}
    assert page.answers(gesture, said).status_code in (200, 302)
    with perimeter([page.service]):
        written = Message.objects.get(address=NEW)
        told = Message.objects.filter(kind="staff_answered", offer__isnull=False)
        assert told.count() == 1
    assert page.contact.name in written.body
    assert "nouveau lien demandé" not in written.body
    assert "Alix" not in told.get().body


def test_an_address_that_is_not_theirs_is_set_aside_and_the_service_told(page, two_services):
    with perimeter([two_services.nice]):
        said = BuyerContact.objects.get(pk=page.contact.pk)
        for name, value in {"email": NEW, **said.saying("call", two_services.tutor_nice)}.items():
            setattr(said, name, value)
        said.save()
    before = in_force(page).email
    form = page.page("adresse/")
    assert "Non, ce n’est pas la mienne" in form.content.decode()
    seen = form.context["form"].contact.address_seen
    assert page.answers("pas-la-mienne", {"address_seen": seen}).status_code == 302
    assert in_force(page).email == before
    assert not said.is_undecided_by(page.service)
    assert NEW not in page.text()
    with perimeter([page.service]):
        assert Event.objects.filter(name="buyer_address_kept").exists()
        assert Message.objects.filter(kind="staff_answered", offer__isnull=False).count() == 1


def test_a_link_sent_again_says_why_and_about_what(visit, file_at, company_link, two_services):
    link = company_link(file_at(Stage.SENT))
    code = link.placement.code
    with perimeter([two_services.saint_denis]):
        asked = send_again(link)
        issued = issue_anew(link, by=two_services.tutor)
    assert code in asked.subject_line
    assert "Voici le nouveau lien demandé" in asked.body
    assert "demandé" not in issued.body
    assert two_services.saint_denis.name in issued.body


def test_the_service_is_named_once(page):
    with perimeter([page.service]):
        body = send_again(page.link).body
        assert body.count(page.link.contract.offers.first().service.name) == 1


@pytest.mark.parametrize(("stage", "waits"), [(Stage.SENT, True), (Stage.IN_COMPANY, False)])
def test_a_company_reads_that_somebody_waits_only_while_it_owes_an_answer(
    visit, file_at, company_link, stage, waits
):
    text = visit(company_link(file_at(stage))).text()
    assert ("le jeune attend une réponse" in text) is waits
