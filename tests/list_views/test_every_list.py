"""Each list that may be arranged: all it may show, ask and sort, and what its export then holds."""

import io

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from matching.enums import PlacementStage
from psf.list_views.conditions import Condition, Operator
from psf.list_views.fields import Choices
from psf.list_views.lists import LISTS
from psf.list_views.models import SavedView
from psf.perimeter.scope import perimeter
from tests.factories.accounts import coordinator
from tests.factories.journey import journey

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SLUGS = ["jeunes", "parcours", "offres", "entreprises", "marches", "acheteurs", "messages"]


@pytest.fixture
def world(two_services, signed_in):
    """A file that is sent, what hangs on it, and a coordinator of two services."""
    journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    user = coordinator(two_services.saint_denis.department.academy)
    client = signed_in(user)
    client.user = user
    return client


@pytest.fixture
def index_of(world, asked_by, two_services):
    def make(slug, *more):
        request = asked_by(world.user, [two_services.saint_denis, *more])
        return LISTS[slug].view_for(request)

    return make


def test_all_lists_are_known():
    assert {each.slug for each in LISTS} == {*SLUGS, "suivi"}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_column_may_be_shown_and_every_key_sorts(world, index_of, two_services, slug):
    with perimeter([two_services.saint_denis]):
        index = index_of(slug)
        names = [name for name in index.all_columns if name != index.title_name]
        keys = index.get_valid_orderings()
        labels = [str(column.label) for column in index.all_columns.values()]
    assert len(labels) == len(set(labels)), "two columns of one name"
    view = SavedView.objects.create(
        owner=world.user, kind=slug, name="Tout", columns=names[::-1], ordering=keys[:1]
    )
    for key in keys:
        SavedView.objects.filter(pk=view.pk).update(ordering=[key])
        answer = world.get(LISTS[slug].url, {"vue": view.key})
        assert answer.status_code == 200
        assert answer.context["ordering"] == [key]
    page = BeautifulSoup(answer.content, "html.parser")
    heads = [head.get_text(" ", strip=True) for head in page.select("table.listing thead th")]
    assert len(heads) == len(names) + 1 and answer.context["object_list"]
    if index.whole_export:
        file = world.get(LISTS[slug].url, {"vue": view.key, "export": "xlsx"})
        rows = list(load_workbook(io.BytesIO(file.getvalue())).active.iter_rows(values_only=True))
        # All of the export, in the order of the view; nothing of the list is lost on the way.
        assert len(rows[0]) == len(index.whole_export)
        assert len(rows) == 1 + answer.context["paginator"].count


@pytest.mark.parametrize("slug", SLUGS)
def test_every_filter_makes_a_condition(world, index_of, two_services, slug):
    with perimeter([two_services.saint_denis]):
        index = index_of(slug, two_services.nice)
        assert index.fields
        base = index.get_base_queryset()
        for field in index.fields:
            if isinstance(field, Choices):
                asked = [
                    Condition(field.name, each, (value,))
                    for value, _ in field.choices
                    for each in field.operators
                ]
            else:
                asked = [
                    Condition(field.name, Operator.LAST, ("30",)),
                    Condition(field.name, Operator.BETWEEN, ("2026-01-01", "2026-12-31")),
                ]
            for condition in asked[:12]:
                known = field.readable(condition)
                assert known == condition, (
                    "a value that the table would refuse, or that nobody reads"
                )
                assert field.words(condition)
                rows = base.filter(field.rule(condition))
                assert len(rows) == len(set(rows))
                view = SavedView(owner=world.user, kind=slug, name="x")
                view.conditions = {
                    "every": True,
                    "groups": [{"every": True, "conditions": [condition.kept()]}],
                }
                view.clean()


@pytest.mark.parametrize("slug", SLUGS)
def test_each_list_has_its_bar_and_its_page(world, slug):
    assert world.get(LISTS[slug].url).content.decode().count('class="psf-views ') == 1
    page = world.get(f"/admin/vues/{slug}/")
    assert page.status_code == 200 and LISTS[slug].label in page.content.decode()
