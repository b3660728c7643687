"""«Messages» in the admin: rows of the perimeter, reasons in French, a person decides."""

import pytest

from psf.accounts.roles import Role
from psf.links.enums import LinkPurpose
from psf.messaging import outbox
from psf.messaging.channels.base import Outcome
from psf.messaging.channels.recorded import RecordedChannel
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor
from tests.factories.accounts import UserFactory
from tests.factories.links import link_to
from tests.factories.offers import CompanyContactFactory
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
State = MessageState
INDEX = "/admin/messages/"


@pytest.fixture
def tutor(signed_in, two_services):
    return signed_in(two_services.tutor)


@pytest.fixture
def stranger(signed_in, two_services):
    return signed_in(two_services.coordinator_nice)


@pytest.fixture
def linked(write, placement):
    with perimeter([placement.service]):
        contact = CompanyContactFactory(company=placement.offer.company)
        link = link_to(LinkPurpose.COMPANY, placement=placement, contact=contact)
    return write(link=link)


def doubtful(message, state=State.UNCERTAIN, trouble="Sans confirmation."):
    with perimeter([message.service_id]):
        Message.objects.filter(pk=message.pk).update(state=state, trouble=trouble, attempts=3)


def page_of(message):
    return f"{INDEX}{message.pk}/"


def test_the_list_says_to_whom_about_which_file_and_what_became_of_it(tutor, write, placement):
    write()
    page = tutor.get(INDEX).content.decode()
    for words in ("Essai : à l&#x27;entreprise", "Entreprise : Claude Essai", placement.code):
        assert words in page
    assert "À envoyer" in page


def test_the_list_names_no_young_person(tutor, write, placement):
    message = write(name="Sacha Secret")
    with perimeter([message.service_id]):
        Message.objects.filter(pk=message.pk).update(recipient=Actor.YOUTH)
    page = tutor.get(INDEX).content.decode()
    assert "Jeune" in page
    assert "Secret" not in page


def test_another_service_sees_neither_the_row_nor_the_page_nor_the_buttons(
    stranger, write, fresh, placement
):
    message = write()
    doubtful(message)
    assert placement.code not in stranger.get(INDEX).content.decode()
    assert stranger.get(page_of(message)).status_code == 404
    for name in ("renvoyer", "parti"):
        assert stranger.post(f"{page_of(message)}{name}/").status_code == 404
    assert fresh(message).state == State.UNCERTAIN


def test_a_message_about_an_offer_is_seen_by_the_services_of_its_offer_only(
    tutor, stranger, placement
):
    message = Message.objects.create(
        kind="test_notice",
        recipient=Actor.BUYER,
        channel="email",
        address="acheteur@exemple.fr",
        subject_line="Un mot",
        body="Un mot.",
        offer=placement.offer,
        service=placement.service,
    )
    assert tutor.get(page_of(message)).status_code == 200
    assert stranger.get(page_of(message)).status_code == 404


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.WRITER, Role.ADMINISTRATOR, Role.DPO])
def test_who_follows_no_file_sees_no_message(signed_in, write, placement, role):
    client = signed_in(UserFactory(roles=[role], place=placement.service))
    message = write()
    assert_refused(client.get(INDEX), Refusal.BACK_HOME)
    assert_refused(client.get(page_of(message)), Refusal.BACK_HOME)
    assert_refused(client.post(f"{page_of(message)}renvoyer/"), Refusal.BACK_HOME)


def test_a_person_reads_why_and_sends_again_on_purpose(tutor, two_services, write, fresh):
    message = write()
    doubtful(message, trouble="Le serveur de messagerie a reçu le message sans confirmer.")
    page = tutor.get(page_of(message)).content.decode()
    assert "Le serveur de messagerie a reçu le message sans confirmer." in page
    assert "3 essais" in page
    tutor.post(f"{page_of(message)}renvoyer/")
    row = fresh(message)
    assert (row.state, row.attempts, row.settled_by) == (State.QUEUED, 0, two_services.tutor)
    assert outbox.sweep().sent == 1
    assert "Décidé par" in tutor.get(page_of(message)).content.decode()


def test_a_person_says_that_it_left(tutor, write, fresh):
    message = write()
    doubtful(message)
    tutor.post(f"{page_of(message)}parti/")
    assert fresh(message).state == State.SENT
    assert outbox.sweep().sent == 0


def test_two_people_decide_and_the_second_is_told(tutor, signed_in, two_services, write, fresh):
    message = write()
    doubtful(message)
    tutor.post(f"{page_of(message)}parti/")
    second = signed_in(two_services.coordinator)
    answer = second.post(f"{page_of(message)}renvoyer/", follow=True)
    assert "n&#x27;attendait plus de décision" in answer.content.decode()
    assert fresh(message).state == State.SENT


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.SENT])
def test_nobody_decides_about_a_message_that_is_not_doubtful(tutor, write, fresh, state):
    message = write()
    doubtful(message, state=state)
    assert "À renvoyer" not in tutor.get(page_of(message)).content.decode()
    tutor.post(f"{page_of(message)}renvoyer/")
    assert fresh(message).state == state


def test_what_is_doubtful_stands_on_top_with_a_way_to_it(tutor, write, fresh):
    sent, failed = write(), write()
    RecordedChannel.script.extend([Outcome.sent(), Outcome.failed("Adresse refusée.")])
    outbox.sweep()
    page = tutor.get(INDEX).content.decode()
    assert "1 message" in page
    listed = tutor.get(f"{INDEX}?etat=failed&etat=uncertain").content.decode()
    assert page_of(failed) in listed
    assert page_of(sent) not in listed
    assert "Adresse refusée." in listed


def test_filters_are_plain_words(tutor, write):
    message = write()
    assert page_of(message) in tutor.get(f"{INDEX}?destinataire=company&par=email").content.decode()
    for query in ("destinataire=buyer", "destinataire=equipe", "par=sms", "etat=sent"):
        assert page_of(message) not in tutor.get(f"{INDEX}?{query}").content.decode()


def test_a_name_in_the_address_searches_nothing(tutor, write):
    message = write()
    page = tutor.get(f"{INDEX}?q=Personne")
    assert page_of(message) in page.content.decode()
    assert 'name="q"' not in page.content.decode()


def test_opening_a_message_about_a_young_person_is_recorded(tutor, two_services, write, placement):
    tutor.get(page_of(write()))
    with perimeter([placement.service]):
        entry = AccessLog.objects.get(door="message")
        code = placement.youth.code
    assert (entry.user, entry.code) == (two_services.tutor, code)


def test_the_link_is_never_shown_where_messages_leave(tutor, linked, settings):
    token = linked.link.token
    for delivery, must_leave in (("smtp", True), ("mailbox", True), ("smtp", False)):
        settings.PSF_DELIVERY, settings.MESSAGES_MUST_LEAVE = delivery, must_leave
        page = tutor.get(page_of(linked)).content.decode()
        assert token not in page
        assert "lien-personnel-du-destinataire" in page


def test_where_nothing_leaves_the_message_is_shown_with_its_working_link(
    tutor, linked, settings, client
):
    settings.PSF_DELIVERY = "mailbox"
    page = tutor.get(page_of(linked)).content.decode()
    assert f'href="{linked.link.url}"' in page
    assert "srcdoc=" in page
    path = linked.link.url.removeprefix(settings.WAGTAILADMIN_BASE_URL)
    assert linked.link.key in client.get(path).url


def test_an_sms_is_shown_as_one(tutor, write):
    message = write(email="", phone="06 12 34 56 78")
    page = tutor.get(page_of(message)).content.decode()
    assert "psf-mail__sms" in page
    assert "+33612345678" in page


def test_a_message_of_a_kind_that_is_no_more_still_opens(tutor, write):
    message = write()
    with perimeter([message.service_id]):
        Message.objects.filter(pk=message.pk).update(kind="disparu")
    assert "disparu" in tutor.get(INDEX).content.decode()
    assert tutor.get(page_of(message)).status_code == 200


def test_the_list_takes_the_same_queries_however_long(
    tutor, write, django_assert_max_num_queries, two_services
):
    write()
    tutor.get(INDEX)
    for _ in range(5):
        write()
    with django_assert_max_num_queries(40) as captured:
        tutor.get(INDEX)
    few = len(captured)
    for _ in range(10):
        write()
    with django_assert_max_num_queries(few):
        tutor.get(INDEX)
