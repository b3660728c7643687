"""Every page of the shared registries, by every role of another service: no message changes its address.

Contacts, companies, contracts, buyers, offers and slots are everybody's. Each form is posted with
another address in every field that may hold one, and somebody else wherever a person is chosen;
then one looks where the next messages about the owner's file would go.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from matching.placements.workflow import PLACEMENTS
from offers.enums import BuyerContactRole, ContactRole
from offers.models import BuyerContact, CompanyContact
from offers.workflow import OFFERS
from psf.accounts.models import User
from psf.accounts.roles import SEES_PERSONS, Role
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.offers import CompanyFactory, OfferFactory
from tests.perimeter.addresses import all_addresses
from tests.perimeter.shared import BUYER, COLLEAGUE, EVIL, HOST, shared_file
from tests.perimeter.test_walk import UPSTREAM, Visitor, Writes
from tests.refusals import refusal_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EVIL_PHONE = "06 39 98 66 66"
OURS = {HOST, COLLEAGUE, BUYER}
# Below these stands all that is shared.
REGISTRIES = re.compile(
    r"^/admin/(entreprises|acheteurs|marches|offres|snippets/offers|snippets/choose/offers"
    r"|company_contact_chooser|buyer_contact_chooser)/"
)
PERSON = re.compile(r"(^|-)(contact|prescriber|tutor|successor)$")


@dataclass
class Intrusion:
    """Somebody of Nice's own at the same company and the same buyer, and a false company."""

    people: dict[str, str]
    companies: list[str]


@pytest.fixture
def shared(two_services, brisk):
    return shared_file(two_services)


@pytest.fixture
def intrusion(shared, two_services):
    with perimeter([two_services.nice]):
        false = CompanyFactory(name="Atelier du Canal bis")
        OfferFactory(contract=None, company=false, service=two_services.nice)
        row = {"name": "Claude Essai", "role": ContactRole.TUTOR, "email": EVIL, "rank": 0}
        CompanyContact.objects.create(company=false, **row)
        person = CompanyContact.objects.create(
            company=shared.company, **row | {"name": "Alix Faux"}
        )
        buyer = BuyerContact.objects.create(
            buyer=shared.contract.buyer, name="Alix Faux", role=BuyerContactRole.BUYER, email=EVIL
        )
    people = {"tutor": str(person.pk)} | dict.fromkeys(
        ("contact", "prescriber", "successor"), str(buyer.pk)
    )
    return Intrusion(people, [str(shared.company.pk), str(false.pk)])


@pytest.fixture
def visitors(two_services):
    """One person for each set of rights at Nice, beside the superuser and a passer-by."""
    people = [
        Visitor(
            role.value,
            UserFactory(roles=[role], place=two_services.nice if role in SEES_PERSONS else None),
        )
        for role in Role
    ]
    chief = UserFactory()
    User.objects.filter(pk=chief.pk).update(is_superuser=True)
    people += [Visitor("Superutilisateur", chief), Visitor("Anonyme", None)]
    return list({visitor.rights: visitor for visitor in people}.values())


@pytest.fixture
def addresses(shared):
    """Every address below the registries, with the keys and codes of the shared rows."""
    rows = [
        shared.company,
        shared.contract,
        shared.contract.buyer,
        shared.offer,
        shared.host,
        shared.buyer,
        shared.placement.host_slot,
    ]
    moves = [*OFFERS.transitions, *PLACEMENTS.transitions]
    found = all_addresses(
        {
            "default": sorted({row.pk for row in rows}),
            "pairs": [("offers", "company")],
            "code": [shared.offer.code],
            "slot": [shared.placement.host_slot.code],
            "name": moves,
            "gesture": ["prendre", "rendre", "fait"],
        }
    )
    keys = {row._meta.model_name: str(row.pk) for row in rows}

    def is_of_its_model(path):
        """A snippet's page is tried with the key of its own model alone."""
        named = re.match(r"^/admin/snippets/(?:choose/)?offers/(\w+)/(?:.*/)?(\d+)/", path)
        return named is None or named[2] == keys.get(named[1])

    return [
        each.path for each in found if REGISTRIES.match(each.path) and is_of_its_model(each.path)
    ]


def forms_of(page) -> list[tuple[str, dict]]:
    """(where it is sent, its fields) of each form of a page that writes."""
    found = []
    for form in BeautifulSoup(page.content, "html.parser").select(
        "form[method=post i]:not(.psf-seek)"
    ):
        for template in form.select("template"):
            template.decompose()
        fields = {}
        for each in form.select("[name]"):
            if "__prefix__" in each["name"] or each["name"] == "csrfmiddlewaretoken":
                continue
            chosen = each.select_one("option[selected]") if each.name == "select" else None
            if each.get("type") in ("checkbox", "radio") and not each.has_attr("checked"):
                continue
            value = chosen["value"] if chosen else each.get("value") or each.text.strip()
            fields.setdefault(each["name"], []).append(
                "" if each.name == "select" and not chosen else value
            )
        found.append((str(form.get("action") or ""), fields))
    return found


def turned(fields: dict, intrusion: Intrusion) -> list[dict]:
    """The same form with other addresses; with other people too; with one more person to write to."""
    addresses = {
        name: [EVIL] if name.endswith("email") else [EVIL_PHONE]
        for name in fields
        if name.endswith(("email", "phone"))
    }
    people = {
        name: [intrusion.people[found[2]]] for name in fields if (found := PERSON.search(name))
    }
    variants = [fields | addresses, fields | addresses | people]
    if "contacts-TOTAL_FORMS" in fields:
        number = int(fields["contacts-TOTAL_FORMS"][0])
        row = {"name": "Alix Faux", "email": EVIL, "phone": EVIL_PHONE, "rank": "0", "id": ""}
        row |= {"role": "other", "function": "", "left_on": "", "verified_on": "", "ORDER": "1"}
        added = {f"contacts-{number}-{name}": [value] for name, value in row.items()}
        variants.append(fields | {"contacts-TOTAL_FORMS": [str(number + 1)]} | added)
    if {"kept", "absorbed"} <= set(fields):
        one, other = intrusion.companies
        variants += [
            fields | {"kept": [a], "absorbed": [b], "confirm": ["1"]}
            for a, b in ((one, other), (other, one))
        ]
    if "seen" in fields:
        variants.append(fields | {"choice": ["adopt"]})
    return variants


@dataclass
class Walk:
    shared: object
    intrusion: Intrusion
    tried: Counter = field(default_factory=Counter)
    wrote: set = field(default_factory=set)
    leaks: list = field(default_factory=list)

    def along(self, visitor, path):
        page = self._try(visitor, "get", path)
        self._try(visitor, "post", path)
        if refusal_of(page) is not None or not _is_page(page):
            return
        for action, fields in forms_of(page):
            sent_to = action if action.startswith("/admin/") else path
            for body in turned(fields, self.intrusion):
                self._try(visitor, "post", sent_to, body)

    def _try(self, visitor, method, path, body=None):
        def judge(answer):
            self.tried[method] += 1
            if answer.status_code >= 500 and not is_upstream(method, path):
                self.leaks.append((visitor.name, method, path, answer.status_code))
            elif answer.wrote:
                self.wrote.add(path)
                written = self.shared.written_to()
                if not written <= OURS or BUYER not in written or not written & {HOST, COLLEAGUE}:
                    self.leaks.append((visitor.name, method, path, sorted(written)))

        return visitor.tries(method, path, body, after=judge)


def is_upstream(method, path) -> bool:
    return any(method == known and re.fullmatch(pattern, path) for known, pattern in UPSTREAM)


def _is_page(answer) -> bool:
    return answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")


@pytest.mark.long
def test_no_page_of_another_service_moves_a_message(
    shared, intrusion, addresses, visitors, monkeypatch, record_property
):
    monkeypatch.setattr(Writes, "tables", SHARED_TABLES)
    walk = Walk(shared, intrusion)
    assert shared.written_to() == OURS
    for path in addresses:
        for visitor in visitors:
            walk.along(visitor, path)
    record_property(
        "shared rows walk",
        {
            "URLs": len(addresses),
            "tries": walk.tried.total(),
            "pages written to": len(walk.wrote),
            "leaks": len(walk.leaks),
            "roles": len(visitors),
        },
    )
    assert not walk.leaks, walk.leaks[:20]
    # The forms were really saved: each kind of shared row that Nice may write was written.
    for kind in ("company/edit", "buyer/edit", "contract/edit", "entreprises/fusion"):
        assert any(kind in path for path in walk.wrote), (kind, sorted(walk.wrote))


SHARED_TABLES = (
    "offers_company",
    "offers_companycontact",
    "offers_buyer",
    "offers_buyercontact",
    "offers_contract",
    "offers_offer",
    "offers_hostslot",
    "offers_companycontactaddress",
    "offers_buyercontactaddress",
)


def test_the_walk_would_catch_a_leak(shared, visitors, two_services, monkeypatch):
    """Saint-Denis itself, judged as a stranger, moves its own messages."""
    monkeypatch.setattr(Writes, "tables", SHARED_TABLES)
    owner = Visitor("propriétaire", two_services.coordinator)
    walk = Walk(shared, Intrusion({}, []))
    walk.along(owner, reverse("wagtailsnippets_offers_company:edit", args=[shared.company.pk]))
    assert any(EVIL in found[3] for found in walk.leaks if isinstance(found[3], list))
