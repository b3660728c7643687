"""What the walk cannot send by itself (BY_HAND of test_canary.py), one case each."""

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage
from matching.placements.replies.days import working_days
from matching.placements.workflow import PLACEMENTS
from offers.models import Offer, OfferBudget
from offers.workflow import declare
from psf.accounts.roles import Role
from psf.french.days import numeric
from psf.imports.models import ImportBatch
from psf.perimeter.scope import perimeter
from psf.workflow.enums import EventKind
from psf.workflow.models import Event
from tests.documents import samples
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey, reserved
from tests.factories.offers import HostSlotFactory, OfferFactory
from tests.factories.territories import commune
from tests.imports.conftest import YOUTH_TITLES, csv_file, youth_row
from tests.matching.after_call.conftest import market, told
from tests.typed.forms import forms_of
from tests.typed.test_canary import BY_HAND

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path


@pytest.fixture
def client(two_services, signed_in):
    academy = two_services.saint_denis.department.academy
    return signed_in(UserFactory(roles=[Role.BASIN, Role.ACADEMIC], place=academy))


def test_the_source_of_a_list_that_is_imported_is_on_its_page(client, two_services):
    commune("93066")
    client.post(
        reverse("imports:upload", args=["jeunes"]),
        {
            "service": two_services.saint_denis.pk,
            "upload": csv_file([YOUTH_TITLES, youth_row()]),
            "source": "Liste du canari",
            "listed_on": "2026-11-20",
        },
    )
    with perimeter([two_services.saint_denis]):
        batch = ImportBatch.objects.get()
    page = client.get(reverse("imports:batch", args=[batch.pk])).content.decode()
    assert "Liste du canari" in page


def test_why_a_template_is_replaced_is_on_its_page(client):
    address = reverse("documents_prives:template_kind", args=["convention"])
    forms = list(forms_of(address, client.get(address).content))
    fields = next(form.fields for form in forms if "reason" in form.texts)
    sent = {"reason": "Nouvel en-tête", "upload": samples.sent(samples.docx("Bonjour"), "m.docx")}
    client.post(address, fields | sent)
    assert "Nouvel en-tête" in client.get(address).content.decode()


def test_why_a_template_is_given_up_is_on_its_page(client, two_services):
    address = reverse("documents_prives:template_kind", args=["convention"])
    academy = two_services.saint_denis.department.academy
    sent = {
        "reason": "Nouvel en-tête",
        "academy": academy.pk,
        "upload": samples.sent(samples.docx("Bonjour"), "m.docx"),
    }
    tried = client.post(address, sent)
    client.post(f"{tried.url}publier/")
    client.post(address, {"back": "1", "back-academy": academy.pk, "back-reason": "Inutile ici"})
    assert "Inutile ici" in client.get(address).content.decode()


def test_where_dates_are_proposed_is_in_the_file(client, two_services):
    placement = journey(two_services.saint_denis, to=PlacementStage.SENT)
    address = reverse("work:move", args=[placement.code, "propose_dates"])
    form = next(iter(forms_of(address, client.get(address).content)))
    days = working_days(two_services.saint_denis.department, timezone.localdate(), 4)[1:3]
    dates = {f"day_{number}": numeric(day) for number, day in enumerate(days, 1)}
    times = {
        "time_1": "10:00",
        "time_2": "14 h",
        "place": "Quai du canari",
        "text": "Sous le préau",
    }
    answer = client.post(address, form.fields | dates | times)
    assert answer.status_code == 302
    page = client.get(reverse("work:file", args=[placement.code])).content.decode()
    assert "Quai du canari" in page and "Sous le préau" in page


def test_a_word_at_the_end_of_the_hours_of_an_offer_is_in_its_history(client, two_services):
    offer = HostSlotFactory(offer=OfferFactory(service=two_services.saint_denis)).offer
    with perimeter([two_services.saint_denis]):
        declare(offer)
    OfferBudget.objects.filter(offer=offer).update(consumed=F("total"))
    client.post(reverse("offers:move", args=[offer.code, "use_up"]), {"text": "Toutes faites"})
    page = client.get(reverse("offers:life", args=[offer.code])).content.decode()
    assert "Toutes faites" in page


def test_a_word_of_a_move_that_is_closed_here_is_in_the_history_of_the_file(client, two_services):
    placement = reserved(two_services.saint_denis)
    moves = [name.removeprefix("work:move ") for name in BY_HAND if name.startswith("work:move ")]
    with perimeter([two_services.saint_denis]):
        for name in moves:
            Event.objects.create(
                kind=EventKind.TRANSITION,
                name=name,
                label=PLACEMENTS.transitions[name].done,
                at=timezone.now(),
                text=f"Mot de {name}",
                **placement.as_subject(),
            )
    page = client.get(reverse("work:file", args=[placement.code])).content.decode()
    assert [name for name in moves if f"« Mot de {name} »" not in page] == []


def test_what_is_typed_after_a_call_is_on_the_offer_the_company_and_the_marche(client):
    commune("93066")
    typed = market(title="Marché du canari") | {
        "text": "Appel du canari",
        "address": "1 rue du Canari",
        "site": "Site du canari",
        "tasks": "Tâches du canari",
    }
    sent = told(**typed)
    offer_url = client.post(reverse("work:after_call"), sent).url
    offer = Offer.objects.select_related("company", "contract__buyer").get(entry=sent["entry"])
    sheets = {
        "company": offer.company,
        "offer": offer,
        "contract": offer.contract,
        "buyer": offer.contract.buyer,
    }
    pages = [client.get(offer_url).content.decode()]
    pages += [
        client.get(
            reverse(f"wagtailsnippets_offers_{name}:inspect", args=[row.pk])
        ).content.decode()
        for name, row in sheets.items()
    ]
    read = "".join(pages)
    words = [
        *(value for key, value in typed.items() if key in ("text", "address", "site", "tasks"))
    ]
    words += [typed[name] for name in ("title", "reference", "buyer_name", "buyer_siret")]
    words += [typed[name] for name in ("buyer_contact", "buyer_email")]
    words += [sent["company_name"], sent["company_siret"], sent["contact_name"], "01 99 00 55 66"]
    assert [word for word in words if word not in read] == []


def test_the_name_of_a_view_waits_for_the_button_that_keeps_it(two_services, signed_in):
    client = signed_in(two_services.coordinator)
    url = "/admin/vues/jeunes/"
    sent = {
        "name": "Canari des vues",
        "tous": "toutes",
        "ordre": ["code", "age"],
        "colonnes": "age",
    }
    moved = client.post(url, {**sent, "monter": "age"})
    assert 'value="Canari des vues"' in moved.content.decode()
    client.post(url, {**sent, "geste": "voir"})
    assert "Canari des vues" in client.get("/admin/vues/").content.decode()
