"""The pages of a file and of an offer are made of parts, and each is given only what it shows."""

from collections.abc import Mapping
from itertools import chain

import pytest
from wagtail.admin.ui.components import Component

from matching.desk.views.file import FileView
from matching.enums import PlacementStage
from matching.models import Placement
from offers.enums import OfferStage
from offers.models import CompanyContact
from psf.perimeter.scope import perimeter
from psf.workflow.panels.events import LastEventPanel

pytestmark = pytest.mark.django_db
Stage = PlacementStage

ROOMS = (
    "psf.workflow.panels",
    "offers.life",
    "matching.placements.panels",
    "matching.documents.panel",
    "matching.guests.panel",
)
MOST_ENTRIES = 12
OF_FORMS = {"request", "csrf_token"}


class Page(Mapping):
    """The context of the page, of which a part may take the request and the token of forms."""

    def __init__(self, request):
        self.entries = {"request": request, "csrf_token": "token", "subject": object()}

    def __getitem__(self, name):
        assert name in OF_FORMS, f"a panel takes {name} from the page"
        return self.entries[name]

    def __iter__(self):
        raise AssertionError("a panel takes the whole page")

    def __len__(self):
        return len(self.entries)


def panels_of(answer) -> list[Component]:
    """The panels of a page, those inside them included."""
    context = answer.context_data
    found = [context["head"], *chain.from_iterable(context["columns"])]
    page = Page(answer.wsgi_request)
    for panel in found:
        found += [
            value for value in panel.get_context_data(page).values() if isinstance(value, Component)
        ]
    return found


def kinds(above=Component) -> set[type]:
    """The panels that the rooms declare, those with a template."""
    return {
        kind
        for below in above.__subclasses__()
        for kind in {below, *kinds(below)}
        if kind.__module__.startswith(ROOMS) and hasattr(kind, "template_name")
    }


@pytest.fixture
def pages(client, signed_in, two_services, file_at):
    """Answers for files and offers in several states, to who follows them and to who only reads."""
    stages = (Stage.RESERVED, Stage.MEETING, Stage.CONVENTION, Stage.REVIEW, Stage.NOT_RETAINED)
    files = [file_at(stage) for stage in stages]
    with perimeter([two_services.saint_denis]):
        Placement.objects.update(goals="Découvrir l'atelier")
    with perimeter([two_services.nice]):
        # What another service heard of the company's people is to be decided about.
        CompanyContact.objects.update(email="ailleurs@exemple.fr")
    offers = [placement.offer for placement in files[:2]]
    offers[1].stage = OfferStage.CLOSED
    offers[1].save()
    there = signed_in(two_services.coordinator_nice)
    addresses = [f"/admin/offres/{offer.code}/suivi/" for offer in offers]
    return [
        *(client.get(f"/admin/suivi/{placement.code}/") for placement in files),
        *(reader.get(address) for reader in (client, there) for address in addresses),
    ]


def test_each_part_of_a_page_is_given_only_what_it_shows(pages):
    seen = set()
    for answer in pages:
        assert answer.status_code == 200
        for panel in panels_of(answer):
            context = panel.get_context_data(Page(answer.wsgi_request))
            assert len(context) <= MOST_ENTRIES, type(panel)
            seen.add(type(panel))
    assert kinds() <= seen


def test_a_part_brings_its_own_sheet_and_script_to_the_page(client, file_at, monkeypatch):
    class Drawn(LastEventPanel):
        class Media:
            css = {"all": ["drawn.css"]}
            js = ["drawn.js"]

    monkeypatch.setattr(FileView, "get_columns", lambda view: [[Drawn([])]])
    page = client.get(f"/admin/suivi/{file_at().code}/").content.decode()
    assert 'href="/static/drawn.css"' in page and 'src="/static/drawn.js"' in page
