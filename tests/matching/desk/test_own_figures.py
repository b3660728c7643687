"""« Mes chiffres »: each figure is the count of the list that it leads to, and of the same question elsewhere."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import InterruptedReason, PlacementStage, Situation
from matching.models import Attendance, Placement, Youth
from psf.perimeter.scope import perimeter
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory

from .test_figures_agree import rows_behind, tiles_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage = PlacementStage
HOME, DONE = "/admin/", "Ce qui s'est fait"


def page(**asked) -> str:
    return reverse("work:own_figures", query=asked)


@pytest.fixture
def files(two_services):
    """Files of Saint-Denis at every stage, two of them its tutor's only, and one of Nice."""
    service, by = two_services.saint_denis, two_services.tutor
    found = [journey(service, to=stage, by=by) for stage in (
        Stage.RESERVED, Stage.SENT, Stage.SENT, Stage.MEETING, Stage.CONVENTION,
        Stage.IN_COMPANY, Stage.CLOSED, Stage.CLOSED, Stage.NOT_RETAINED,
    )]  # fmt: skip
    found.append(journey(service, to=Stage.IN_COMPANY, by=two_services.coordinator))
    with perimeter([service]):
        Placement.objects.filter(pk=found[-3].pk, stage=Stage.CLOSED).update(
            end_reason=InterruptedReason.OTHER
        )
        for placement in found[5:7]:
            for number in range(3):
                monday = placement.started_on - timedelta(days=placement.started_on.weekday())
                Attendance.objects.create(
                    placement=placement,
                    week=monday + timedelta(weeks=number),
                    hours=10 + number,
                    recorded_by=by,
                )
    YouthFactory(service=service, tutor=by, situation=Situation.READY)
    YouthFactory(service=service, situation=Situation.SUPPORTED)
    YouthFactory(service=service, tutor=by, situation=Situation.TO_CONTACT)
    journey(two_services.nice, to=Stage.IN_COMPANY, by=two_services.tutor_nice)
    return found


def figures(client, **asked) -> dict[str, tuple[str, str]]:
    """{words: (number, address)}, whatever the group."""
    return {
        said.split(" · ", 1)[1]: value for said, value in tiles_on(client, page(**asked)).items()
    }


def years() -> dict[str, str]:
    today = timezone.localdate()
    return {
        "du": (today - timedelta(days=800)).isoformat(),
        # The third week of who began last begins after today, on most days of the year.
        "au": (today + timedelta(days=60)).isoformat(),
    }


@pytest.mark.parametrize("de", ["moi", "services"])
@pytest.mark.parametrize("who", ["tutor", "coordinator", "coordinator_nice"])
def test_each_figure_is_the_count_of_its_list(who, de, two_services, signed_in, files):
    client = signed_in(getattr(two_services, who))
    found = figures(client, de=de, **years())
    explained = {words for words in found if " : " in words}
    assert len(found) - len(explained) == 12
    if who != "coordinator_nice" and (who, de) != ("coordinator", "moi"):
        assert explained == {"non retenu : dates incompatibles", "interrompu : autre motif"}
    for words, (number, url) in found.items():
        if "présence" in words:
            rows = client.get(url).context
            total = sum(placement.counted.done for placement in rows["object_list"])
            assert number.split("\xa0")[0] == str(total), words
        else:
            assert rows_behind(client, url) == int(number), words


def test_the_figures_of_a_service_are_those_of_its_files(two_services, signed_in, files):
    found = {
        words: number
        for words, (number, _) in figures(
            signed_in(two_services.coordinator), de="services", **years()
        ).items()
    }
    with perimeter([two_services.saint_denis]):
        rows, youths = Placement.objects, Youth.objects
        assert found["jeunes en suivi"] == str(youths.followed().count())
        assert found["jeunes prêts pour un parcours"] == str(youths.ready().count())
        open_rows = rows.open().count()
    assert found["parcours ouverts, de la réservation au bilan"] == str(open_rows) == "7"
    assert found["jeunes en entreprise"] == "2"
    # Reserved ones, and nothing else, never left.
    assert found["profils transmis à une entreprise"] == "9"
    assert found["accueils acceptés"] == "5"
    assert found["parcours commencés en entreprise"] == "4"
    assert found["parcours terminés en entreprise"] == "2"
    assert found["dont interrompus"] == "1"
    [hours] = [number for words, number in found.items() if "présence" in words]
    assert hours == "66\xa0h"


def test_a_tutor_counts_their_own(two_services, signed_in, files):
    client = signed_in(two_services.tutor)
    mine, ours = figures(client, de="moi", **years()), figures(client, de="services", **years())
    assert mine["jeunes en entreprise"][0] == "1" and ours["jeunes en entreprise"][0] == "2"
    assert mine == figures(client, **years())  # The usual of a tutor.
    services = figures(signed_in(two_services.coordinator), **years())
    assert services["jeunes en entreprise"][0] == "2"


@pytest.mark.parametrize("de", ["moi", "services"])
def test_late_and_meetings_are_one_number_on_every_screen(
    de, two_services, signed_in, files, make_late
):
    make_late(files[1], days=60)
    client = signed_in(two_services.tutor)
    found = figures(client, de=de)
    [late] = [number for words, (number, _) in found.items() if words.startswith("actions en ret")]
    home = {said.split(" · ")[1]: number for said, (number, _) in tiles_on(client, HOME).items()}
    words = "en retard" if de == "moi" else "actions en retard, de qui que ce soit"
    assert late == home[words] != "0"
    agenda = client.get(reverse("work:agenda", query={"vue": "semaine", "de": de}))
    meetings = [e for d in agenda.context["days"] for e in d.entries if e.kind == "reunion"]
    assert found["réunions de présentation cette semaine"][0] == str(len(meetings))


def test_a_period_keeps_what_was_done_in_it(two_services, signed_in, files):
    client = signed_in(two_services.tutor)
    day = files[5].started_on
    found = figures(client, du=day.isoformat(), au=day.isoformat())
    with perimeter([two_services.saint_denis]):
        mine = Placement.objects.filter(tutor=two_services.tutor, started_on=day).count()
    assert found["parcours commencés en entreprise"][0] == str(mine)
    before = (day - timedelta(days=3000)).isoformat()
    nothing = tiles_on(client, page(du=before, au=before))
    done = [number for said, (number, _) in nothing.items() if said.startswith(DONE)]
    assert done == ["0", "0", "0", "0", "0", "0\xa0h"]


def test_the_hours_of_a_period_are_those_of_its_weeks(two_services, signed_in, files):
    """A parcours has weeks outside: its list says those of the period beside the whole."""
    client = signed_in(two_services.tutor)
    monday = files[5].started_on - timedelta(days=files[5].started_on.weekday())
    sunday = monday + timedelta(days=6)
    found = figures(client, du=monday.isoformat(), au=sunday.isoformat())
    [(number, url)] = [each for words, each in found.items() if "présence" in words]
    answer = client.get(url)
    listed = [row.done_between(monday, sunday) for row in answer.context["object_list"]]
    assert number == f"{sum(listed)}\xa0h" and 10 in listed
    assert "Dont ces semaines" in answer.content.decode()
    assert "Dont ces semaines" not in client.get(reverse("work:placements")).content.decode()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"du": "02/01/2027", "au": "01/01/2027"}, "La fin précède le début."),
        ({"du": "hier"}, "hier"),
    ],
)
def test_a_period_that_makes_no_sense_is_said_and_counts_nothing(
    asked, said, two_services, signed_in
):
    answer = signed_in(two_services.tutor).get(page(**asked))
    assert said in answer.content.decode()
    assert answer.context["groups"] == []


def test_the_page_asks_as_much_for_many_rows_as_for_none(two_services, signed_in, request):
    client, counts = signed_in(two_services.tutor), []
    for fill in (False, True):
        if fill:
            request.getfixturevalue("files")
        client.get(page())
        with CaptureQueriesContext(connection) as queries:
            client.get(page())
        counts.append(len(queries))
    assert counts[0] == counts[1]
