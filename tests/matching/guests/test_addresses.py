"""Links × addresses: for each purpose, only the address that it was issued for, while in force, opens it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from matching.guests import followed
from matching.messages import in_force, recipients
from matching.messages.in_force import Ways
from matching.models import Placement
from matching.placements.signing import convention_to_sign
from psf.links.addresses import imprint, normalised
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from tests.factories.links import link_to
from tests.factories.offers import BuyerContactFactory, FilingFactory
from tests.matching.guests.conftest import Stage
from tests.matching.guests.test_privacy import PAGES, fingerprint
from tests.matching.guests.test_sign import schedule

pytestmark = pytest.mark.django_db
ELSEWHERE = "ailleurs@exemple.fr"
FILES = ("document/1/", "document/convention/", "document/rappel-1/")
ANSWERS = ("confirm_meeting/", "ask_call/", "buyer_takes/", "renvoyer/")


@dataclass
class Case:
    """A link about a file of Saint-Denis, and what its page says that no stranger may read."""

    link: Link
    about: dict
    signs: list[str]
    service: object

    def holder(self):
        return in_force.holder_of(self.link)

    def gets(self, address, **kwargs):
        """What the next message to `address` carries."""
        with perimeter([self.service]):
            return recipients.link_for(self.link.purpose, **kwargs, **self.about)(address)

    def moves_to(self, email):
        with perimeter([self.service]):
            holder = self.holder()
            type(holder).objects.filter(pk=holder.pk).update(email=email, phone="")

    def change(self, **values):
        with all_services("test"):
            Link.objects.filter(pk=self.link.pk).update(**values)


@pytest.fixture(params=list(LinkPurpose), ids=str)
def case(request, file_at, two_services, settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"
    purpose, service = request.param, two_services.saint_denis
    placement = file_at(Stage.CONVENTION if purpose == LinkPurpose.SIGN else Stage.SENT)
    with perimeter([service]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        if purpose == LinkPurpose.SIGN:
            schedule(placement)
            convention_to_sign(placement)
        offer, youth, contact = placement.offer, placement.youth, placement.host_slot.tutor
        filing = FilingFactory(service=service)
        about = {
            LinkPurpose.COMPANY: {"placement": placement, "contact": contact},
            LinkPurpose.CLAUSE: {"offer": offer, "contact": contact},
            LinkPurpose.BUYER: {
                "contract": offer.contract,
                "buyer_contact": BuyerContactFactory(buyer=offer.contract.buyer),
            },
            LinkPurpose.YOUTH: {"placement": placement, "youth": youth},
            LinkPurpose.GUARDIAN: {
                "placement": placement,
                "youth": youth,
                "guardian": youth.guardians.first(),
            },
            LinkPurpose.SIGN: {"placement": placement, "contact": contact, "party": "company"},
            LinkPurpose.FILING: {"filing": filing, "service": service},
        }[purpose]
        link = link_to(purpose, **about)
    signs = [
        filing.code,
        filing.organisation,
        filing.title,
        placement.code,
        youth.first_name,
        offer.code,
        offer.contract.reference,
        str(offer.company),
        contact.name,
    ]
    return Case(link, about, signs, service)


def doors(link) -> list[tuple[str, str]]:
    """Every address of the page of a link, by every method that does something there."""
    paths = ["", "?merci=redirect", *FILES, *PAGES[link.purpose], *ANSWERS]
    return [(method, path) for path in paths for method in ("get", "head", "post")]


def leaks_of(case, visitor) -> list[tuple]:
    """What comes out of a link that must not open: words of the file, answers taken, rows written."""
    before = fingerprint()
    found: list[tuple] = []
    for method, path in doors(case.link):
        answer = getattr(visitor.client, method)(f"{visitor.url}{path}", {"parcours": "1"})
        text = answer.content.decode("utf-8", "replace")
        said = [sign for sign in case.signs if sign in text]
        if said or answer.status_code not in (200, 404, 405, 410):
            found.append((method, path, answer.status_code, said))
        if answer.status_code == 200 and "heading" in (answer.context or {}):
            found += [(method, path, "opened")] if answer.context["heading"] else []
    after = fingerprint()
    return found + [("rows", table) for table in before if before[table] != after[table]]


def test_a_link_in_force_opens(case, visit):
    visitor = visit(case.link)
    page = visitor.page()
    assert page.status_code == 200
    assert any(sign in page.content.decode() for sign in case.signs)
    assert case.gets(in_force_address(case)).pk == case.link.pk


def in_force_address(case) -> str:
    with perimeter([case.service]):
        return next(way for way in in_force.of_link(case.link) if case.link.is_for(way))


def to_another_address(case, monkeypatch):
    case.moves_to(ELSEWHERE)


def revoked(case, monkeypatch):
    with all_services("test"):
        Link.objects.of_same_person(case.link).revoke()


def gave_way(case, monkeypatch):
    case.change(revoked_at=timezone.now(), forwarded_from=case.link.pk)


def taken_by_another_service(case, monkeypatch):
    """Another service took an address, and this link was issued for it; here it is not in force."""
    case.change(address_digest=imprint(ELSEWHERE))
    case.link.refresh_from_db(fields=["address_digest"])


CLOSED = {
    "old address": to_another_address,
    "revoked": revoked,
    "gave way": gave_way,
    "another service's address": taken_by_another_service,
}


@pytest.mark.parametrize("state", CLOSED)
def test_no_other_link_shows_or_does_anything(case, visit, monkeypatch, state, record_property):
    visitor = visit(case.link)
    with perimeter([case.service]):
        CLOSED[state](case, monkeypatch)
    leaks = leaks_of(case, visitor)
    record_property(
        "links × addresses",
        {
            "purpose": str(case.link.purpose),
            "state": state,
            "doors": len(doors(case.link)),
            "leaks": len(leaks),
        },
    )
    print(f"{case.link.purpose} × {state}: {len(doors(case.link))} doors, {len(leaks)} leaks")
    assert leaks == []


def test_an_expired_link_shows_nothing_and_is_sent_again_to_its_own_address_alone(case, visit):
    visitor, address = visit(case.link), in_force_address(case)
    case.change(expires_at=timezone.now() - timedelta(days=1))
    for method, path in doors(case.link):
        answer = getattr(visitor.client, method)(f"{visitor.url}{path}", {"email": ELSEWHERE})
        text = answer.content.decode("utf-8", "replace")
        assert not [sign for sign in case.signs if sign in text], (method, path)
        assert answer.status_code in (200, 404, 405, 410), (method, path)
    with all_services("test"):
        written = Message.objects.filter(kind__endswith="_resend")
        assert {normalised(message.address) for message in written} <= {normalised(address)}
        assert {message.link_id for message in written}.isdisjoint({case.link.pk, None})


def test_another_address_of_the_same_person_gets_a_link_of_its_own(case, visit):
    case.moves_to(ELSEWHERE)
    fresh = case.gets(ELSEWHERE)
    assert fresh.pk != case.link.pk
    assert visit(fresh).page().status_code == 200
    former = visit(case.link)
    assert former.page().status_code == 410
    assert former.client.get(f"/lien/{fresh.key}/").status_code == 404


def test_the_address_that_another_service_took_opens_no_file_of_this_one(case, visit, monkeypatch):
    """The one function that says which address is in force is asked with the file."""
    theirs, service = in_force_address(case), case.service
    asked = []

    def by_service(holder, follower):
        asked.append(follower)
        return Ways(email=ELSEWHERE if follower == service.pk else theirs)

    for asking in (in_force, recipients, followed):
        monkeypatch.setattr(asking, "in_force", by_service)
    assert visit(case.link).page().status_code == 410
    assert set(asked) == {service.pk}
    fresh = case.gets(ELSEWHERE)
    assert visit(fresh).page().status_code == 200


def test_what_the_former_release_issued_asks_to_be_sent_again(case, visit):
    """No address is known of it: it opens nothing, and a new one goes to the address in force."""
    address = in_force_address(case)
    case.change(address_digest="")
    visitor = visit(case.link)
    page = visitor.page()
    assert page.status_code == 410
    assert "Renvoyer mon lien" in page.content.decode()
    visitor.client.post(f"{visitor.url}renvoyer/")
    with all_services("test"):
        message = Message.objects.get(kind__endswith="_resend")
        assert normalised(message.address) == normalised(address)
        assert visit(message.link).page().status_code == 200


def test_who_left_is_sent_nothing(case, visit):
    holder = case.holder()
    if not hasattr(holder, "left_on"):
        pytest.skip("a young person and a guardian do not leave")
    with perimeter([case.service]):
        type(holder).objects.filter(pk=holder.pk).update(left_on=timezone.localdate())
    case.change(expires_at=timezone.now() - timedelta(days=1))
    visitor = visit(case.link)
    visitor.client.post(f"{visitor.url}renvoyer/")
    with all_services("test"):
        assert not Message.objects.filter(kind__endswith="_resend").exists()


def test_a_link_already_sent_takes_the_address_of_its_last_message(case):
    from importlib import import_module

    from django.apps import apps

    with perimeter([case.service]):
        before = case.link.address_digest
        subject = in_force.subject_of(case.link)
        offer = case.link.contract and case.link.contract.offers.first()
        Message.objects.create(
            kind="company_resend",
            recipient="company",
            channel="email",
            address=ELSEWHERE,
            body="…",
            link=case.link,
            **(offer or subject).as_subject(),
        )
    case.change(address_digest="")
    import_module("psf.links.migrations.0004_bind_to_addresses").bind(apps, None)
    with all_services("test"):
        case.link.refresh_from_db()
    assert case.link.is_for(ELSEWHERE)
    assert case.link.address_digest != before


def test_nobody_opens_a_link_without_its_cookie(case):
    assert Client().get(f"/lien/{case.link.key}/").status_code == 404
