"""The suites «lists» and «exports» at a tiny size: a list that is added is measured without being named."""

import pytest

from benchmarks import exports, lists
from matching.enums import PlacementStage
from psf.accounts.roles import Role
from psf.list_views.lists import LISTS
from psf.list_views.models import SavedView
from tests.factories.accounts import UserFactory, coordinator
from tests.factories.journey import journey

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(two_services):
    journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    return coordinator(two_services.saint_denis.department.academy)


@pytest.mark.long
def test_every_list_is_asked_by_each_order_filter_search_and_view(reader):
    said = []
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    found = lists.measure([reader, administrator], say=said.append, runs=1, asked=1)
    for each in LISTS:
        assert f"{each.slug} plain" in found
    for line in (
        "jeunes order -situation_since",
        "jeunes filter depuis a year",
        "jeunes search martin",
        "jeunes view all columns",
        "jeunes view two groups",
        "offres search martin",
        "parcours filter entreprise sa",
        "messages view etat in",
    ):
        assert line in found
    assert "users plain" in found
    assert all(0 < p50 <= p95 for p50, p95 in found.values())
    assert not SavedView.objects.exists()


def test_a_line_that_is_slow_or_grows_with_the_country_misses_its_target():
    found = {"jeunes plain": (180.0, 190.0), "offres plain": (90.0, 250.0)}
    by_name = {one.name: one for one in lists.in_measures(found, {"jeunes plain": 55.0})}
    assert by_name["p95 jeunes plain"].holds and not by_name["p95 offres plain"].holds
    assert by_name["growth jeunes plain"].value == 3.27
    assert not by_name["growth jeunes plain"].holds
    assert "growth offres plain" not in by_name
    assert by_name["lists_slow"].value == 1


def test_figures_of_the_small_country_are_kept_beside(tmp_path):
    path = tmp_path / "bench" / lists.SMALL
    assert lists.kept(path) == {}
    lists.keep({"jeunes plain": (18.0, 19.0)}, path)
    assert lists.kept(path) == {"jeunes plain": 18.0}


def test_each_export_is_made_by_the_worker_and_counted(reader):
    found = exports.measure(reader, say=[].append, runs=1, least=1)
    by_name = {one.name: one for one in found}
    assert by_name["export_rows jeunes"].value == 1
    assert by_name["export_seconds jeunes"].value > 0
    assert "export_rows offres" in by_name and "export_rows messages" not in by_name
