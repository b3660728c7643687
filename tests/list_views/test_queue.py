"""A view of the queue: which actions; tabs, filters and « Enchaîner » stay within it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage
from psf.list_views.models import SavedView
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.journey import journey

pytestmark = [pytest.mark.django_db, pytest.mark.database]
QUEUE = "/admin/suivi/"
SENT_OR_LATE = {
    "every": False,
    "groups": [
        {
            "every": True,
            "conditions": [{"field": "etape", "operator": "in", "values": ["sent"]}],
        },
        {
            "every": True,
            "conditions": [{"field": "retard", "operator": "in", "values": ["1"]}],
        },
    ],
}


@pytest.fixture
def files(two_services):
    """One sent, one reserved that is late, one reserved that is not."""
    service, by = two_services.saint_denis, two_services.tutor
    found = [
        journey(service, to=stage, by=by)
        for stage in (PlacementStage.SENT, PlacementStage.RESERVED, PlacementStage.RESERVED)
    ]
    today = timezone.localdate()
    with perimeter([service]):
        Action.objects.open().update(due=today + timezone.timedelta(days=5))
        late = Action.objects.open().filter(placement=found[1])
        late.update(due=today - timezone.timedelta(days=5))
    return found


@pytest.fixture
def view(two_services, files):
    return SavedView.objects.create(
        owner=two_services.tutor, kind="suivi", name="À moi", conditions=SENT_OR_LATE
    )


def placements(answer):
    return {row.action.placement_id for row in answer.context["rows"]}


def test_a_view_keeps_its_actions_in_every_link_of_the_page(two_services, signed_in, files, view):
    client = signed_in(two_services.tutor)
    whole = client.get(QUEUE, {"onglet": "tout", "vue": "liste"})
    assert placements(whole) >= {file.pk for file in files}
    answer = client.get(QUEUE, {"onglet": "tout", "vue": view.key})
    assert placements(answer) == {files[0].pk, files[1].pk}
    page = BeautifulSoup(answer.content, "html.parser")
    links = [*page.select(".queue-tabs a, .queue-chips a"), page.select_one(".queue-head__links a")]
    assert len(links) > 8
    for link in links:
        assert parse_qs(urlsplit(link["href"]).query)["vue"] == [view.key], link
    # What a tab says is what stands behind it.
    for tab, number, url, _ in answer.context["tabs"]:
        assert client.get(url).context["number"] == number, tab
    said = page.select_one(".psf-views__sentence").get_text(" ", strip=True)
    assert said.startswith("Suivi des parcours – Étape : ") and " ou Retard : en retard" in said


def test_the_chain_goes_through_the_view_alone(two_services, signed_in, files, view):
    client = signed_in(two_services.tutor)
    chain = reverse("work:chain")
    within = {"onglet": "tout", "vue": view.key, "avenir": "1"}
    answer = client.get(chain, within)
    assert answer.context["row"].action.placement_id == files[1].pk
    seen, step = [], answer
    while step.context.get("row"):
        seen.append(step.context["row"].action.placement_id)
        step = client.get(step.context["skip_url"])
    assert set(seen) == {files[0].pk, files[1].pk} and len(seen) == answer.context["total"]
    everything = client.get(chain, {**within, "vue": "liste"}).context["total"]
    assert answer.context["total"] < everything


def test_filters_of_the_queue_become_a_view_by_which_it_opens(two_services, signed_in, files):
    client = signed_in(two_services.tutor)
    kept = client.post(
        reverse("list_views:save", args=["suivi"]),
        {
            "geste": "nouvelle",
            "name": "En retard",
            "ouvrir": "1",
            "filtres": "onglet=tout&retard=1&etape=reserved",
        },
    )
    assert client.get(QUEUE).url == kept.url
    answer = client.get(kept.url + "&onglet=tout")
    assert placements(answer) == {files[1].pk}
    # Figures and links from elsewhere ask for what they say.
    assert client.get(QUEUE, {"onglet": "tout"}).status_code == 200


def test_the_page_of_a_view_knows_the_queue(two_services, signed_in, files, view):
    client = signed_in(two_services.tutor)
    page = client.get("/admin/vues/suivi/", {"vue": view.key})
    assert page.context["number"] >= 2 and not page.context["columns"]
    assert client.get(QUEUE, {"vue": "inconnue"}).status_code == 404
    assert signed_in(two_services.tutor_nice).get(QUEUE, {"vue": view.key}).status_code == 404
