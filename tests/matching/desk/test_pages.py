"""Pages of the queue: how many rows, how many queries, by which index."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.enums import PlacementStage
from matching.youths.situations import start_following
from offers.workflow import declare
from psf.perimeter.scope import perimeter
from psf.territories.enums import ServiceKind
from psf.territories.models import Service
from psf.workflow.enums import Actor
from psf.workflow.models import Action
from tests.factories.journey import realistic_slot
from tests.factories.matching import YouthFactory
from tests.factories.offers import OfferFactory

from .conftest import keys_on, queue

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage


def queries_of(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def many_files(service, number):
    """Actions of three kinds of subjects, each kind with its own young people and companies."""
    with perimeter([service]):
        for _ in range(number):
            youth = YouthFactory(service=service)
            start_following(youth)
            slot = realistic_slot(service)
            declare(slot.offer)


def test_ten_or_a_hundred_rows_make_the_same_number_of_queries(
    client, two_services, file_at, monkeypatch
):
    monkeypatch.setattr("matching.desk.views.queue.PER_PAGE", 100)
    file_at(Stage.SENT)
    many_files(two_services.saint_denis, 4)
    url = queue(onglet="tout")
    client.get(url)
    few = queries_of(client, url)
    rows = len(client.get(url).context["rows"])
    many_files(two_services.saint_denis, 40)
    for _ in range(3):
        file_at(Stage.SENT)
    assert queries_of(client, url) == few
    assert rows <= 12 and len(client.get(url).context["rows"]) >= 80
    assert few <= 36


def test_pages_hold_twenty_five(client, two_services):
    many_files(two_services.saint_denis, 14)
    first = client.get(queue(onglet="tout"))
    assert len(first.context["rows"]) == 25
    last = client.get(queue(onglet="tout", p="999"))
    assert len(last.context["rows"]) == 3
    assert not set(keys_on(first)) & set(keys_on(last))


def test_the_last_page_of_one_service_among_many_is_read_by_the_index(two_services):
    """The plan of the queue's page, on a table filled as a country fills it."""
    offer = OfferFactory(service=two_services.saint_denis)
    services = [
        Service(name=f"PSAD {n}", kind=ServiceKind.PSAD, department=offer.service.department)
        for n in range(40)
    ]
    Service.objects.bulk_create(services)
    now, today = timezone.now(), timezone.localdate()
    Action.objects.bulk_create(
        Action(
            verb=f"essai-{n}",
            actor=Actor.COORDINATOR,
            due=today + timedelta(days=n % 97),
            opened_at=now,
            offer=offer,
            service=services[n % 40],
        )
        for n in range(8000)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze workflow_action")
    page = Action.objects.open().in_services([services[0].pk]).oldest_first().values("pk")
    plan = page[175:200].explain()
    assert "Index" in plan
    assert "Seq Scan" not in plan
