"""«Messages» of a whole country: nothing counts a million rows, nor reads those it does not show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from psf.long_lists import BoundedPaginator
from psf.messaging.enums import MessageState
from psf.messaging.filters import MessageFilterSet
from psf.messaging.models import Message
from psf.messaging.models.message import FEW_SERVICES
from psf.perimeter.scope import perimeter
from tests.factories.journey import journey
from tests.factories.territories import ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
INDEX = "/admin/messages/"


@pytest.fixture
def many(two_services):
    """Services in sight of somebody who sees more than a few; Nice is none of theirs."""
    others = ServiceFactory.create_batch(FEW_SERVICES)
    return [two_services.saint_denis.pk, *(each.pk for each in others)]


def plan_of(rows) -> str:
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
    return rows.explain()


def test_past_the_bound_the_list_says_so_and_gives_no_further_page(
    signed_in, two_services, write, monkeypatch
):
    for number in range(5):
        write(email=f"essai{number}@exemple.fr")
    client = signed_in(two_services.tutor)
    assert "5 messages" in client.get(INDEX).content.decode()
    monkeypatch.setattr(BoundedPaginator, "most", 3)
    page = client.get(f"{INDEX}?etat=queued")
    shown = page.content.decode()
    assert "Plus de 3 messages" in shown
    assert "les premiers sont listés ici" in shown
    monkeypatch.setattr("psf.messaging.views.messages.MessageIndexView.paginate_by", 2)
    page = client.get(f"{INDEX}?p=2")
    assert page.context["paginator"].num_pages == 2
    assert len(page.context["object_list"]) == 1


def test_a_page_counts_no_further_than_its_bound(signed_in, two_services, write):
    write()
    client = signed_in(two_services.tutor)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(INDEX)
    counts = [
        each["sql"]
        for each in seen
        if "COUNT(*)" in each["sql"] and "messaging_message" in each["sql"]
    ]
    assert any("LIMIT 10001" in each for each in counts)


def test_pages_follow_each_other_without_a_row_twice(signed_in, two_services, write, monkeypatch):
    written = {write(email=f"essai{number}@exemple.fr").pk for number in range(5)}
    with perimeter([two_services.saint_denis]):
        moment = Message.objects.get(pk=min(written)).created_at
        Message.objects.filter(pk__in=written).update(created_at=moment)
    monkeypatch.setattr("psf.messaging.views.messages.MessageIndexView.paginate_by", 2)
    client = signed_in(two_services.tutor)
    for order in ("", "&ordering=created_at", "&ordering=-created_at"):
        found = [
            row.pk
            for page in (1, 2, 3)
            for row in client.get(f"{INDEX}?p={page}{order}").context["object_list"]
        ]
        assert len(found) == len(set(found))
        assert written <= set(found)


def test_who_sees_many_services_sees_no_message_of_another(two_services, many, write):
    ours = write()
    theirs = journey(two_services.nice, by=two_services.tutor_nice)
    reader = two_services.coordinator
    with perimeter([two_services.nice]):
        Message.objects.create(
            kind="test_company",
            youth=theirs.youth,
            placement=theirs,
            service=two_services.nice,
            recipient=ours.recipient,
            channel=ours.channel,
            body="",
        )
    # About no young person: the policy leaves it to everybody, the list to its service.
    Message.objects.create(
        kind="test_company",
        service=two_services.nice,
        recipient=ours.recipient,
        channel=ours.channel,
        body="",
    )
    with perimeter(many):
        seen = Message.objects.visible_to(reader, many)
        assert ours in seen
        assert {each.service_id for each in seen} == {two_services.saint_denis.pk}
        few = Message.objects.visible_to(reader, many[:FEW_SERVICES])
        assert set(few) == set(seen)


def test_rows_about_young_people_are_left_to_the_policy_alone(two_services, many):
    with perimeter(many):
        seen = str(Message.objects.visible_to(two_services.coordinator, many).query)
    assert '"youth_id" IS NOT NULL' in seen


@pytest.mark.parametrize(
    "asked",
    [{}, {"etat": [MessageState.SENT]}, {"destinataire": ["company"]}, {"par": ["email"]}],
    ids=str,
)
def test_the_index_holds_each_filter_of_the_list(two_services, many, rf, asked):
    """Newest first, the keys of a page are read in one index, whatever is filtered."""
    request = rf.get(INDEX)
    with perimeter(many):
        rows = Message.objects.visible_to(two_services.coordinator, many)
        filters = MessageFilterSet(asked, queryset=rows, request=request)
        plan = plan_of(filters.qs.order_by("-created_at", "-pk").values_list("pk")[:50])
    assert "Index Only Scan using message_newest_filters" in plan
