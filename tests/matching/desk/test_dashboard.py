"""The dashboard counts what its links list; the country is seen in numbers only."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.desk import figures as statistics
from matching.enums import PlacementStage
from matching.models import Placement
from matching.youths.situations import start_following
from offers.workflow import declare
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory
from tests.factories.matching import PlacementFactory, YouthFactory
from tests.factories.offers import ContractFactory, HostSlotFactory, OfferFactory
from tests.refusals import Refusal, assert_refused

from .conftest import queue

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage
DASHBOARD = "/admin/suivi/tableau-de-bord/"


def met(service, *days):
    """Files of `service` whose first meeting was held so many days after sending."""
    today = timezone.localdate()
    for number in days:
        PlacementFactory(
            youth=YouthFactory(service=service),
            stage=Stage.CLOSED,
            sent_on=today - timedelta(days=number + 30),
            meeting_held_on=today - timedelta(days=30),
        )


def test_the_median_is_the_one_counted_by_hand(client, two_services):
    met(two_services.saint_denis, 4, 9, 30)
    met(two_services.nice, 100)
    page = client.get(DASHBOARD)
    assert page.context["meetings"] == statistics.Meetings(count=3, days=9.0)
    assert "9 jours" in page.content.decode()
    met(two_services.saint_denis, 10)
    assert client.get(DASHBOARD).context["meetings"].words == "9,5 jours"


def test_meetings_before_the_month_of_a_year_ago_do_not_count(client, two_services):
    met(two_services.saint_denis, 4)
    with perimeter([two_services.saint_denis]):
        Placement.objects.update(
            meeting_held_on=statistics.since() - timedelta(days=1),
            sent_on=statistics.since() - timedelta(days=5),
        )
    meetings = client.get(DASHBOARD).context["meetings"]
    assert (meetings.count, meetings.words) == (0, "pas encore de réunion")


def test_each_number_is_that_of_the_rows_behind_its_link(client, two_services, file_at, make_late):
    today = timezone.localdate()
    silent, answered = file_at(Stage.SENT), file_at(Stage.SENT)
    make_late(silent, 20)
    youths = [YouthFactory(service=two_services.saint_denis) for _ in range(3)]
    slot = HostSlotFactory(
        offer=OfferFactory(
            service=two_services.saint_denis,
            contract=ContractFactory(
                firm_end=today + timedelta(days=90), notified_on=today - timedelta(days=300)
            ),
            available_since=today - timedelta(days=20),
        )
    )
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=silent.pk).update(sent_on=today - timedelta(days=8))
        for youth in youths:
            start_following(youth)
        youths[0].situation_since = today - timedelta(days=40)
        youths[0].save()
    declare(slot.offer)
    Action.objects.filter(offer=slot.offer).update(verb="propose_youth")
    mine, ours = client.get(DASHBOARD).context["groups"]
    assert (mine.heading, ours.heading) == ("À faire par vous", "Dans votre service")
    assert [tile.number for tile in ours.tiles] == [2, 1, 1, 1, 0, 1]
    for tile in [*mine.tiles, *ours.tiles]:
        page = client.get(tile.url)
        rows = page.context["rows"] if "rows" in page.context else page.context["object_list"]
        assert len(rows) == tile.number, tile.words
    assert answered.stage == Stage.SENT


def test_a_company_that_answers_is_no_longer_silent(client, two_services, file_at):
    placement = file_at(Stage.MEETING)
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=placement.pk).update(
            sent_on=timezone.localdate() - timedelta(days=50)
        )
    _, ours = client.get(DASHBOARD).context["groups"]
    assert [tile.number for tile in ours.tiles if "sans réponse" in tile.words] == [0]


def test_nice_counts_nothing_of_saint_denis(signed_in, two_services, file_at, make_late):
    make_late(file_at(Stage.SENT), 20)
    met(two_services.saint_denis, 4, 5)
    page = signed_in(two_services.coordinator_nice).get(DASHBOARD)
    assert {t.number for group in page.context["groups"] for t in group.tiles} == {0}
    assert page.context["meetings"].count == 0
    assert page.context["lines"] is None


def test_the_home_page_leads_to_the_work(client, tutor_client, file_at, make_late, two_services):
    make_late(file_at(Stage.SENT), 20)
    page = tutor_client.get("/admin/").content.decode()
    assert "Enchaîner" in page and "(1 à faire aujourd'hui)" in page
    assert reverse("work:chain") in page
    assert DASHBOARD not in page
    assert DASHBOARD in client.get("/admin/").content.decode()


def test_statistics_are_for_coordinators_and_the_national_team(signed_in, tutor_client):
    assert_refused(tutor_client.get(DASHBOARD), Refusal.BACK_HOME)
    assert_refused(signed_in(UserFactory(roles=[Role.PUBLISHER])).get(DASHBOARD), Refusal.BACK_HOME)


def test_who_writes_pages_keeps_their_home_page(signed_in):
    page = signed_in(UserFactory(roles=[Role.PUBLISHER])).get("/admin/").content.decode()
    assert "Enchaîner" not in page


@pytest.fixture
def national(signed_in):
    return signed_in(UserFactory(roles=[Role.NATIONAL]))


def lines_of(response) -> dict:
    return {line.name: line for line in response.context["lines"]}


def test_the_country_is_shown_by_academy_without_small_numbers(national, two_services, caplog):
    caplog.set_level("INFO", logger="psf.perimeter")
    met(two_services.saint_denis, 2, 4, 6, 8, 10)
    met(two_services.nice, 50, 60)
    response = national.get(DASHBOARD)
    lines = lines_of(response)
    assert (lines["Créteil"].meetings, lines["Créteil"].median) == ("5", "6 jours")
    assert (lines["Nice"].meetings, lines["Nice"].median) == ("moins de 5", "–")
    assert "perimeter opened to all services: national statistics" in caplog.text
    assert "55 jours" not in response.content.decode()


def test_the_total_gives_no_hidden_number_away(national, two_services):
    met(two_services.saint_denis, 2, 4, 6, 8, 10)
    met(two_services.nice, 50, 60)
    assert lines_of(national.get(DASHBOARD))["Ensemble"].meetings == "au moins 5"


def test_nobody_s_row_reaches_the_national_page(national, two_services, file_at):
    placement = file_at(Stage.SENT)
    page = national.get(DASHBOARD).content.decode()
    for secret in (placement.code, placement.youth.code, placement.youth.last_name):
        assert secret not in page
    with perimeter([]):
        assert not Placement.objects.exists()


def test_the_national_scope_ends_with_the_numbers(two_services, file_at):
    file_at(Stage.SENT)
    with perimeter([two_services.nice]):
        statistics.national()
        assert not Placement.objects.exists()


def test_filters_of_the_dashboard_are_said_on_the_queue(client):
    page = client.get(queue(onglet="tout", veille="silence")).content.decode()
    assert "entreprises sans réponse depuis 7 jours" in page


def test_the_national_team_is_not_shown_numbers_of_files_it_does_not_follow(national):
    response = national.get(DASHBOARD)
    _mine, ours, country = response.context["groups"]
    assert [tile.words for tile in ours.tiles] == ["actions en retard, de qui que ce soit"]
    assert ours.heading == "Confié à l'équipe nationale"
    assert all(tile.url.endswith("#academies") for tile in country.tiles)
    assert response.context["lines"][0].name == "Ensemble"
