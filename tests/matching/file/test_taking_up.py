"""« Reprendre la convention »: what a former one said fills the form, and nothing is saved by that."""

from datetime import time

import pytest
from django.urls import reverse

from matching.enums import PlacementStage, Situation
from matching.models import Placement, PlacementPeriod, Youth
from matching.ranking.calendar import periods_of
from psf.perimeter.scope import perimeter
from tests.factories.journey import carry, journey, reserved
from tests.factories.territories import SchoolFactory

pytestmark = pytest.mark.django_db
Stage = PlacementStage
DAYS, ARRIVES, LEAVES, PAUSE = [1, 3, 4], time(8, 30), time(15, 15), 45


@pytest.fixture
def former(file_at):
    """A closed file whose days and times are nobody's default."""
    placement = file_at(Stage.CLOSED)
    with perimeter([placement.service_id]):
        PlacementPeriod.objects.filter(placement=placement).update(
            days=DAYS, day_start=ARRIVES, day_end=LEAVES, break_minutes=PAUSE
        )
        return Placement.objects.select_related("youth").get(pk=placement.pk)


@pytest.fixture
def unplanned(two_services):
    """`unplanned(...)`: a file of Saint-Denis whose convention waits for its schedule."""

    def at(**reservation):
        by = two_services.tutor
        if youth := reservation.get("youth"):
            # Comes back from the way on of the former one.
            with perimeter([two_services.saint_denis]):
                Youth.objects.filter(pk=youth.pk).update(situation=Situation.READY)
                reservation["youth"] = Youth.objects.get(pk=youth.pk)
        placement = reserved(two_services.saint_denis, by=by, **reservation)
        placement = carry(placement, to=Stage.CONVENTION)
        with perimeter([placement.service_id]):
            assert not placement.periods.exists()
            return Placement.objects.select_related("youth").get(pk=placement.pk)

    return at


def form_of(client, placement, code="") -> object:
    address = reverse("work:move", args=[placement.code, "schedule"])
    return client.get(address, {"reprendre": code} if code else {})


def slot_of(placement):
    with perimeter([placement.service_id]):
        return Placement.objects.get(pk=placement.pk).host_slot


def test_the_form_takes_days_and_times_and_counts_dates_anew(client, former, unplanned):
    new = unplanned(youth=former.youth, slot=slot_of(former), hours=140)
    response = form_of(client, new, former.code)
    first = response.context["form"].periods.forms[0].initial
    assert first["days"] == DAYS
    assert (first["day_start"], first["day_end"], first["break_minutes"]) == (
        ARRIVES,
        LEAVES,
        PAUSE,
    )
    with perimeter([new.service_id]):
        old = periods_of(former.periods.all())[0]
        assert first["starts_on"] > old.end and first["starts_on"].weekday() == DAYS[0]
        assert not new.periods.exists()
        assert Placement.objects.get(pk=new.pk).starts_on is None
    page = response.content.decode()
    assert f"repris de la convention {former.code}" in page
    assert "Rien n'est enregistré avant" in page


def test_what_it_fills_is_accepted_once_submitted(client, former, unplanned):
    new = unplanned(youth=former.youth, slot=slot_of(former), hours=140)
    form = form_of(client, new, former.code).context["form"]
    first = form.periods.forms[0].initial
    with perimeter([new.service_id]):
        school = former.school_id
    data = {
        "periods-TOTAL_FORMS": "1",
        "periods-INITIAL_FORMS": "0",
        "periods-0-starts_on": f"{first['starts_on']:%d/%m/%Y}",
        "periods-0-ends_on": f"{first['ends_on']:%d/%m/%Y}",
        "periods-0-days": first["days"],
        "periods-0-day_start": f"{first['day_start']:%H:%M}",
        "periods-0-day_end": f"{first['day_end']:%H:%M}",
        "periods-0-break_minutes": first["break_minutes"],
        "school": school,
    }
    address = reverse("work:move", args=[new.code, "schedule"])
    response = client.post(f"{address}?reprendre={former.code}", data)
    assert response.status_code == 302, response.context["form"].errors
    with perimeter([new.service_id]):
        assert new.periods.get().days == DAYS


def test_another_young_person_at_the_same_place_takes_no_school_and_no_name(
    client, former, unplanned
):
    with perimeter([former.service_id]):
        own = SchoolFactory(name="Lycée de la première personne")
        Placement.objects.filter(pk=former.pk).update(
            school=own, goals="Objectif d'une autre personne"
        )
    new = unplanned(slot=slot_of(former))
    with perimeter([new.service_id]):
        Placement.objects.filter(pk=new.pk).update(school=None)
    response = form_of(client, new, former.code)
    form = response.context["form"]
    assert form.periods.forms[0].initial["days"] == DAYS
    assert form.initial["school"] is None
    page = response.content.decode()
    youth = former.youth
    for said in (youth.last_name, youth.code, "Objectif d&#x27;une autre personne"):
        assert said not in page


def test_the_same_young_person_keeps_the_school(client, former, unplanned):
    with perimeter([former.service_id]):
        own = SchoolFactory(name="Lycée qui inscrit")
        Placement.objects.filter(pk=former.pk).update(school=own)
    new = unplanned(youth=former.youth, slot=slot_of(former))
    with perimeter([new.service_id]):
        Placement.objects.filter(pk=new.pk).update(school=None)
    assert form_of(client, new, former.code).context["form"].initial["school"] == own.pk


def test_both_dossiers_lead_to_the_form(client, former, unplanned):
    new = unplanned(youth=former.youth, slot=slot_of(former))
    address = f"{reverse('work:move', args=[new.code, 'schedule'])}?reprendre={former.code}"
    for here, words in ((new, former.code), (former, f"pour {new.code}")):
        page = client.get(reverse("work:file", args=[here.code])).content.decode()
        assert f"Reprendre la convention {words}" in page
        assert address in page
    assert f"Reprendre la convention {former.code}" in form_of(client, new).content.decode()


def test_a_file_elsewhere_or_of_another_service_is_not_found(
    client, former, unplanned, two_services
):
    new = unplanned(slot=slot_of(former))
    other = journey(two_services.nice, to=Stage.CLOSED, by=two_services.tutor_nice)
    unrelated = journey(two_services.saint_denis, to=Stage.CLOSED, by=two_services.tutor)
    for code in (other.code, unrelated.code, new.code, "P-2026-99999", "x'--"):
        assert form_of(client, new, code).status_code == 404
    page = form_of(client, new).content.decode()
    assert other.code not in page and unrelated.code not in page


def test_what_is_planned_already_stays(client, former, two_services):
    planned = journey(
        two_services.saint_denis, to=Stage.IN_COMPANY, by=two_services.tutor, slot=slot_of(former)
    )
    first = form_of(client, planned, former.code).context["form"].periods.forms[0].initial
    with perimeter([planned.service_id]):
        row = planned.periods.get()
    assert first["days"] == row.days != DAYS
    assert first["starts_on"] == row.starts_on
