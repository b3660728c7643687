"""What somebody of another service may try on shared contacts: each takes (shared, client, services)."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.placements.calls import record_call
from matching.placements.workflow import PLACEMENTS
from offers.enums import BuyerContactRole, ContactRole
from offers.models import BuyerContact, CompanyContact, Contract, Offer
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, CallOutcome
from psf.workflow.machine import Guest
from tests.editing.every_form import on_page
from tests.factories.links import link_to
from tests.factories.offers import CompanyFactory, OfferFactory
from tests.perimeter.shared import EVIL, file_of_nice

EVIL_PHONE = "06 39 98 66 66"


def edit(client, viewset, row, change):
    """Save the form of a record as somebody would, once `change` has filled in its fields."""
    address = reverse(f"wagtailsnippets_offers_{viewset}:edit", args=[row.pk])
    form = on_page(client.get(address))
    change(form)
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    return answer


def with_row(form, contact, **values):
    """Change the inline row of this contact."""
    [prefix] = [
        name.removesuffix("-id")
        for name, value in form.items()
        if name.endswith("-id") and value == [str(contact.pk)]
    ]
    form |= {f"{prefix}-{name}": [value] for name, value in values.items()}


def with_new_row(form, **values):
    number = int(form["contacts-TOTAL_FORMS"][0])
    form["contacts-TOTAL_FORMS"] = [str(number + 1)]
    row = {"id": "", "phone": "", "email": "", "left_on": "", "ORDER": "", "DELETE": ""} | values
    form |= {f"contacts-{number}-{name}": [value] for name, value in row.items()}


# The client is that of a tutor of Nice.


def types_another_address(shared, client, two_services):
    edit(client, "company", shared.company, lambda f: with_row(f, shared.host, email=EVIL))


def types_another_telephone(shared, client, two_services):
    edit(client, "company", shared.company, lambda f: with_row(f, shared.host, phone=EVIL_PHONE))


def leaves_only_a_mobile(shared, client, two_services):
    edit(
        client,
        "company",
        shared.company,
        lambda f: with_row(f, shared.host, email="", phone=EVIL_PHONE),
    )


def types_both_and_the_order_of_calls(shared, client, two_services):
    edit(
        client,
        "company",
        shared.company,
        lambda f: with_row(f, shared.host, email=EVIL, phone=EVIL_PHONE, rank="0"),
    )


def adds_somebody_to_call_first(shared, client, two_services):
    edit(
        client,
        "company",
        shared.company,
        lambda f: with_new_row(
            f, name="Alix Faux", role=ContactRole.TUTOR, email=EVIL, rank="0", function=""
        ),
    )


def notes_a_wrong_person(shared, client, two_services):
    placement = file_of_nice(two_services, shared)
    with perimeter([two_services.nice]):
        record_call(
            placement,
            by=two_services.tutor_nice,
            outcome=CallOutcome.WRONG_PERSON,
            contact=CompanyContact.objects.get(name="Dominique Essai"),
            new_contact={
                "name": "Alix Faux",
                "role": ContactRole.TUTOR,
                "phone": "",
                "email": EVIL,
            },
        )


def redirects_by_a_link(shared, client, two_services, name="Claude Essai"):
    placement = file_of_nice(two_services, shared)
    with perimeter([two_services.nice]):
        colleague = CompanyContact.objects.get(company=shared.company, name="Dominique Essai")
        PLACEMENTS.perform(
            placement,
            "redirect",
            guest=Guest(Actor.COMPANY, colleague),
            data={"name": name, "email": EVIL, "phone": "", "function": ""},
        )


def redirects_to_nobody_known(shared, client, two_services):
    redirects_by_a_link(shared, client, two_services, name="Alix Faux")


def corrects_by_a_link(shared, client, two_services):
    """The address typed for a file of Nice receives a link, whose reader « corrects » it."""
    placement = file_of_nice(two_services, shared)
    with perimeter([two_services.nice]):
        link = link_to(LinkPurpose.COMPANY, placement=placement, contact=shared.host)
    guest = Client()
    page = guest.get(f"/l/{link.token}/").url
    answer = guest.post(f"{page}coordonnees/", {"function": "", "phone": "", "email": EVIL})
    assert "C’est enregistré" in answer.content.decode()


def follows_the_clause_by_a_link(shared, client, two_services):
    offer = file_of_nice(two_services, shared).offer
    link = link_to(LinkPurpose.CLAUSE, offer=offer, contact=shared.host)
    guest = Client()
    page = guest.get(f"/l/{link.token}/").url
    answer = guest.post(f"{page}coordonnees/", {"function": "", "phone": "", "email": EVIL})
    assert "C’est enregistré" in answer.content.decode()


def false_company(two_services):
    """A company of Nice's own invention, with somebody of the same name as the host."""
    company = CompanyFactory(name="Atelier du Canal bis")
    with perimeter([two_services.nice]):
        OfferFactory(contract=None, company=company, service=two_services.nice)
        for name in ("Claude Essai", "Alix Faux"):
            CompanyContact.objects.create(
                company=company, name=name, role=ContactRole.TUTOR, email=EVIL, rank=0
            )
    return company


def merges_a_false_company_in(shared, client, two_services):
    absorbed = false_company(two_services)
    with perimeter([two_services.nice]):
        absorbed.merge_into(shared.company, by=two_services.coordinator_nice)


def merges_the_company_away(shared, client, two_services):
    kept = false_company(two_services)
    with perimeter([two_services.nice]):
        shared.company.merge_into(kept, by=two_services.coordinator_nice)


def empties_then_merges(shared, client, two_services):
    """The address kept is empty once erased; the merge would fill it from the false company."""
    edit(client, "company", shared.company, lambda f: with_row(f, shared.host, email=""))
    merges_a_false_company_in(shared, client, two_services)


def types_another_address_of_the_buyer(shared, client, two_services):
    edit(client, "buyer", shared.contract.buyer, lambda f: with_row(f, shared.buyer, email=EVIL))


def names_a_successor_at_the_buyers(shared, client, two_services):
    buyer = shared.contract.buyer
    edit(
        client,
        "buyer",
        buyer,
        lambda f: with_new_row(f, name="Alix Faux", role=BuyerContactRole.BUYER, email=EVIL),
    )
    successor = BuyerContact.objects.get(name="Alix Faux")
    today = timezone.localdate().isoformat()
    edit(
        client,
        "buyer",
        buyer,
        lambda f: with_row(f, shared.buyer, left_on=today, successor=str(successor.pk)),
    )


def gives_the_contract_to_somebody_else(shared, client, two_services):
    with perimeter([two_services.nice]):
        other = BuyerContact.objects.create(
            buyer=shared.contract.buyer, name="Alix Faux", role=BuyerContactRole.BUYER, email=EVIL
        )
    address = reverse("wagtailsnippets_offers_contract:edit", args=[shared.contract.pk])
    form = on_page(client.get(address)) | {"contact": [str(other.pk)]}
    answer = client.post(address, form)
    assert "qui choisit à qui l" in answer.content.decode()


def gives_the_contract_by_statement(shared, client, two_services):
    """No form lets it through: the message then reaches nobody, and says so."""
    with perimeter([two_services.nice]):
        other = BuyerContact.objects.create(
            buyer=shared.contract.buyer, name="Alix Faux", role=BuyerContactRole.BUYER, email=EVIL
        )
    Contract.objects.filter(pk=shared.contract.pk).update(contact=other)


def declares_an_offer_of_the_contract(shared, client, two_services):
    """Follows the marché too, from today on, then says another address of the buyer's."""
    with perimeter([two_services.nice]):
        OfferFactory(contract=shared.contract, service=two_services.nice)
        contact = BuyerContact.objects.get(pk=shared.buyer.pk)
        contact.email = EVIL
        contact.save()
    with perimeter([two_services.nice]):
        assert contact.address_for(two_services.nice).email == EVIL


def brings_an_older_offer_into_the_contract(shared, client, two_services):
    """Its offer was declared before: it joins the marché after, and decides nothing there."""
    with perimeter([two_services.nice]):
        offer = OfferFactory(contract=None, service=two_services.nice)
        long_ago = timezone.now() - timedelta(days=400)
        Offer.objects.filter(pk=offer.pk).update(created_at=long_ago, contract_since=long_ago)
        Offer.objects.filter(pk=offer.pk).update(contract=shared.contract, contract_since=long_ago)
        contact = BuyerContact.objects.get(pk=shared.buyer.pk)
        contact.email = EVIL
        contact.save()


def moves_the_place_of_a_file(shared, client, two_services):
    """The offer is Nice's, the file on it Saint-Denis's: the place gets another company tutor."""
    with perimeter([two_services.nice]):
        shared.offer.__class__.objects.filter(pk=shared.offer.pk).update(service=two_services.nice)
        other = CompanyContact.objects.create(
            company=shared.company, name="Alix Faux", role=ContactRole.TUTOR, email=EVIL
        )
        slot = shared.placement.host_slot
        slot.tutor = other
        slot.save()


def writes_by_statement(shared, client, two_services):
    """Any door to come."""
    with perimeter([two_services.nice]), connection.cursor() as cursor:
        cursor.execute("update offers_companycontact set email = %s, phone = %s", [EVIL, ""])
        cursor.execute("update offers_buyercontact set email = %s, phone = %s", [EVIL, ""])


def writes_outside_any_perimeter(shared, client, two_services):
    CompanyContact.objects.update(email=EVIL)
    BuyerContact.objects.update(email=EVIL)


ATTACKS = [
    types_another_address,
    leaves_only_a_mobile,
    types_both_and_the_order_of_calls,
    adds_somebody_to_call_first,
    notes_a_wrong_person,
    redirects_by_a_link,
    redirects_to_nobody_known,
    corrects_by_a_link,
    follows_the_clause_by_a_link,
    merges_a_false_company_in,
    merges_the_company_away,
    empties_then_merges,
    types_another_address_of_the_buyer,
    names_a_successor_at_the_buyers,
    gives_the_contract_to_somebody_else,
    gives_the_contract_by_statement,
    declares_an_offer_of_the_contract,
    brings_an_older_offer_into_the_contract,
    writes_by_statement,
    writes_outside_any_perimeter,
]
