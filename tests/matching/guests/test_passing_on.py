"""One living link is passed on to one person at a time, never to thirty."""

import pytest

from offers.models import BuyerContact, CompanyContact
from psf.links.enums import FORWARDS_A_DAY
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import all_services
from tests.factories.offers import BuyerContactFactory, CompanyContactFactory

pytestmark = pytest.mark.django_db
THIRTY = range(30)


@pytest.fixture
def in_a_browser(visit):
    """`in_a_browser(address)`: the last link sent there, opened."""

    def opened(address):
        with all_services("test"):
            message = Message.objects.filter(address=address).select_related("link").latest("pk")
        return visit(message.link)

    return opened


def colleague(number, role="buyer") -> dict:
    return {"name": f"Alix {number}", "role": role, "email": f"alix{number}@exemple.fr"}


def right_person(number) -> dict:
    return {"name": f"Alix {number}", "email": f"alix{number}@exemple.fr"}


def opening(visit) -> set[int]:
    """Links that open, of all that buyers were issued."""
    with all_services("test"):
        links = list(Link.objects.filter(purpose="buyer"))
    return {link.pk for link in links if visit(link).page().status_code == 200}


def living_passed_on(link) -> int:
    with all_services("test"):
        return Link.objects.filter(forwarded_from=link).alive().count()


def test_a_buyers_link_is_never_passed_on_to_thirty(visit, file_at, buyer_link):
    link = buyer_link(file_at())
    visitor = visit(link)
    for number in THIRTY:
        visitor = visit(link) if number % 20 == 0 else visitor
        visitor.answers("contact", colleague(number))
        assert living_passed_on(link) == 1
    with all_services("test"):
        assert Link.objects.filter(forwarded_from=link).count() == FORWARDS_A_DAY
        assert Message.objects.filter(kind="buyer_named").count() == FORWARDS_A_DAY
    refused = visitor.answers("contact", colleague(31))
    assert refused.status_code == 409
    assert "plusieurs fois aujourd’hui" in refused.content.decode()
    assert not BuyerContact.objects.filter(name="Alix 31").exists()


def test_a_colleague_named_takes_the_place_of_the_one_before(
    visit, file_at, buyer_link, in_a_browser
):
    visitor = visit(buyer_link(file_at()))
    visitor.answers("contact", colleague(1))
    first = in_a_browser("alix1@exemple.fr")
    assert first.page().status_code == 200
    visitor.answers("contact", colleague(2))
    assert in_a_browser("alix2@exemple.fr").page().status_code == 200
    page = first.page()
    assert page.status_code == 410
    assert "a été transmis" in page.content.decode()
    assert visitor.page().status_code == 200
    # Named again, the first one opens theirs again, and the second gives way.
    visitor.answers("contact", colleague(1))
    assert in_a_browser("alix1@exemple.fr").page().status_code == 200
    assert in_a_browser("alix2@exemple.fr").page().status_code == 410


def test_what_was_passed_on_is_not_passed_on_again(visit, file_at, buyer_link, in_a_browser):
    visitor = visit(buyer_link(file_at()))
    visitor.answers("contact", colleague(1))
    received = in_a_browser("alix1@exemple.fr")
    assert "Transmettre à un collègue" not in received.text()
    answer = received.client.post(f"{received.url}contact/", colleague(2))
    assert answer.status_code == 409
    assert not BuyerContact.objects.filter(name="Alix 2").exists()


def test_a_chain_of_successors_is_one_link_at_a_time(visit, file_at, buyer_link, in_a_browser):
    link = buyer_link(file_at())
    visitor = visit(link)
    visitor.answers("contact", colleague("collegue"))
    for number in range(4):
        assert visitor.answers("successeur", colleague(number)).status_code == 200
        assert visitor.page().status_code == 410
        visitor = in_a_browser(f"alix{number}@exemple.fr")
        # The successor, and the colleague of whoever left.
        assert len(opening(visit)) == 2
    visitor.answers("contact", colleague("autre"))
    assert len(opening(visit)) == 2
    assert in_a_browser("alixcollegue@exemple.fr").page().status_code == 410


def test_a_colleague_who_leaves_hands_over_their_own_place(
    visit, file_at, buyer_link, in_a_browser
):
    visitor = visit(buyer_link(file_at()))
    visitor.answers("contact", colleague(1))
    in_a_browser("alix1@exemple.fr").answers("successeur", colleague(2))
    assert len(opening(visit)) == 2
    assert in_a_browser("alix2@exemple.fr").page().status_code == 200
    assert visitor.page().status_code == 200


def test_somebody_the_service_wrote_to_keeps_their_link_when_they_are_named(
    visit, file_at, buyer_link
):
    placement = file_at()
    known = BuyerContactFactory(
        buyer=placement.offer.contract.buyer, name="Jo Connu", email="jo@exemple.fr"
    )
    theirs = buyer_link(placement, known)
    visitor = visit(buyer_link(placement))
    data = {"name": "Jo", "role": "buyer", "email": "JO@exemple.fr"}
    assert visitor.answers("contact", data).status_code == 302
    message = Message.objects.get(kind="buyer_named")
    assert message.link == theirs
    visitor.answers("contact", colleague(1))
    assert visit(theirs).page().status_code == 200


def test_a_companys_link_is_never_passed_on_to_thirty(visit, file_at, company_link):
    placement = file_at()
    link = company_link(placement)
    visitor = visit(link)
    for number in THIRTY:
        visitor = visit(link) if number % 20 == 0 else visitor
        visitor.answers("redirect", right_person(number))
        assert living_passed_on(link) <= 1
    with all_services("test"):
        assert Link.objects.filter(forwarded_from=link).count() == FORWARDS_A_DAY
    assert CompanyContact.objects.filter(name__startswith="Alix").count() == FORWARDS_A_DAY
    refused = visitor.answers("redirect", right_person(31))
    assert refused.status_code == 409
    assert "Alix 31" in refused.content.decode()


def test_who_was_named_and_names_another_gives_way(visit, file_at, company_link, in_a_browser):
    visitor = visit(company_link(file_at()))
    visitor.answers("redirect", right_person(1))
    named = in_a_browser("alix1@exemple.fr")
    assert named.page().status_code == 200
    assert named.answers("redirect", right_person(2)).status_code == 302
    assert named.page().status_code == 410
    assert in_a_browser("alix2@exemple.fr").page().status_code == 200
    assert visitor.page().status_code == 200


def test_asking_for_ones_link_again_issues_no_other(visit, file_at, buyer_link):
    visitor = visit(buyer_link(file_at()))
    for _ in THIRTY:
        visitor.client.post(f"{visitor.url}renvoyer/")
    with all_services("test"):
        assert (
            Link.objects.filter(purpose="buyer", buyer_contact=visitor.link.buyer_contact).count()
            == 1
        )


# « Où en est ma clause ? »


def test_the_clause_is_passed_on_to_a_colleague_by_a_link_of_their_own(
    visit, file_at, clause_link, in_a_browser
):
    placement = file_at()
    visitor = visit(clause_link(placement))
    reader, offer = visitor.link.contact, placement.offer
    assert visitor.text().count("collegue/") == 2
    answer = visitor.answers("collegue", colleague(1, role="hr"))
    assert answer.status_code == 302
    assert (
        "votre collègue reçoit son propre lien" in visitor.client.get(answer.url).content.decode()
    )
    named = CompanyContact.objects.get(name="Alix 1")
    assert (named.company, named.address_source) == (reader.company, "colleague")
    assert named.rank > reader.rank
    with all_services("test"):
        message = Message.objects.get(kind="company_named")
        told = Message.objects.get(kind="staff_answered", offer=offer)
    assert message.address == "alix1@exemple.fr"
    assert reader.name in message.body and reader.name not in message.subject_line
    assert offer.code in told.subject_line
    assert "Alix" not in told.body
    theirs = in_a_browser("alix1@exemple.fr")
    assert theirs.page().status_code == 200
    assert visitor.page().status_code == 200


def test_a_clause_is_passed_on_to_one_person_at_a_time(visit, file_at, clause_link, in_a_browser):
    link = clause_link(file_at())
    visitor = visit(link)
    for number in THIRTY:
        visitor.answers("collegue", colleague(number, role="hr"))
        assert living_passed_on(link) == 1
    with all_services("test"):
        assert Link.objects.filter(forwarded_from=link).count() == FORWARDS_A_DAY
    last = in_a_browser(f"alix{FORWARDS_A_DAY - 1}@exemple.fr")
    assert "collegue/" not in last.text()
    refused = last.page("collegue/")
    assert refused.status_code == 409
    assert "Ce lien vous a été transmis" in refused.content.decode()


def test_one_names_neither_oneself_nor_somebody_without_an_address(visit, file_at, clause_link):
    visitor = visit(clause_link(file_at()))
    mine = colleague(1, role="hr") | {"name": visitor.link.contact.name.upper()}
    answer = visitor.answers("collegue", mine)
    assert "passez par « Mes coordonnées »" in answer.content.decode()
    answer = visitor.answers("collegue", {"name": "Alix", "role": "hr", "phone": "01 99 00 00 00"})
    assert "Indiquez une adresse : le lien y part." in answer.content.decode()
    assert not CompanyContact.objects.filter(name__startswith="Alix").exists()


def test_a_colleague_already_known_is_not_written_twice_and_keeps_their_number(
    visit, file_at, clause_link
):
    placement = file_at()
    visitor = visit(clause_link(placement))
    known = CompanyContactFactory(
        company=visitor.link.contact.company,
        name="Alix Connue",
        email="ALIX1@exemple.fr",
        phone="01 99 00 12 12",
    )
    visitor.answers("collegue", colleague(1, role="hr"))
    assert not CompanyContact.objects.filter(name="Alix 1").exists()
    known.refresh_from_db()
    assert (known.phone, known.name) == ("01 99 00 12 12", "Alix Connue")
    with all_services("test"):
        assert Message.objects.get(kind="company_named").contact == known
