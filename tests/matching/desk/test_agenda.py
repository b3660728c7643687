"""The agenda: what stands on which day is what files and the queue say of that day."""

from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.desk.agenda.entries import Agenda, EntryKind
from matching.desk.agenda.spans import LIST_DAYS, MOST, Layout, Span
from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.actions.presence import CHECK_IN
from psf.accounts.models import Absence, Whose
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.accounts import coordinator, tutor
from tests.factories.journey import journey
from tests.factories.matching import PlacementFactory, YouthFactory

from .conftest import queue

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage, PARIS = PlacementStage, ZoneInfo("Europe/Paris")


def agenda(**asked) -> str:
    return reverse("work:agenda", query=asked)


def entries(answer):
    assert answer.status_code == 200
    return [entry for day in answer.context["days"] for entry in day.entries]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


@pytest.fixture
def meeting(two_services):
    """A file of Saint-Denis whose réunion is tomorrow at half past two."""
    placement = journey(two_services.saint_denis, to=Stage.MEETING, by=two_services.tutor)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=placement.pk).update(
            meeting_at=at(tomorrow, 14, 30), meeting_place="Salle du conseil"
        )
        return Placement.objects.select_related("youth").get(pk=placement.pk)


def test_a_meeting_stands_on_its_day_at_its_hour(two_services, signed_in, meeting):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for layout in Layout:
        answer = signed_in(two_services.tutor).get(agenda(vue=layout, jour=tomorrow.isoformat()))
        [entry] = [each for each in entries(answer) if each.kind == EntryKind.MEETING]
        assert (entry.day, entry.hour, entry.code) == (tomorrow, "14 h 30", meeting.code)
        text = answer.content.decode()
        assert "Salle du conseil" in text and "14 h 30" in text
        assert meeting.youth.code in text and meeting.youth.last_name not in text


def test_a_meeting_that_will_not_be_is_nowhere(two_services, signed_in, meeting):
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=meeting.pk).update(
            stage=Stage.WITHDRAWN, end_reason="youth_declines", hours_reserved=0
        )
    answer = signed_in(two_services.tutor).get(agenda(vue="liste"))
    assert not [each for each in entries(answer) if each.kind == EntryKind.MEETING]


def test_starts_ends_presence_points_and_deadlines(two_services, signed_in):
    present = journey(two_services.saint_denis, to=Stage.IN_COMPANY, by=two_services.tutor)
    client = signed_in(two_services.tutor)
    found = {
        kind: list(entries(client.get(agenda(vue="jour", jour=day.isoformat()))))
        for kind, day in (
            (EntryKind.BEGINS, present.started_on),
            (EntryKind.ENDS, present.ends_on),
        )
    }
    for kind, there in found.items():
        assert present.code in {each.code for each in there if each.kind == kind}
    with perimeter([two_services.saint_denis]):
        point = Action.objects.open().get(placement=present, verb=CHECK_IN.verb)
    on_day = entries(client.get(agenda(vue="jour", jour=point.due.isoformat())))
    assert point.pk in {each.action.pk for each in on_day if each.kind == EntryKind.CHECK_IN}


@pytest.mark.parametrize("whose", list(Whose))
def test_the_deadlines_of_a_day_are_those_of_the_queue(two_services, signed_in, file_at, whose):
    for stage in (Stage.RESERVED, Stage.SENT, Stage.MEETING, Stage.IN_COMPANY):
        file_at(stage)
    user = two_services.tutor if whose == Whose.MINE else two_services.coordinator
    services, today = [two_services.saint_denis.pk], timezone.localdate()
    span = (today - timedelta(days=400), today + timedelta(days=400))
    with perimeter(services):
        shown = Agenda(user, services, whose, *span, most=10_000)
        found = {each.action.pk for each in shown.entries() if each.action}
        listed = set(shown.listing.actions().values_list("pk", flat=True))
    assert found == listed
    tab = {Whose.MINE: "a-moi", Whose.SERVICES: "mon-equipe"}[whose]
    listing = signed_in(user).get(queue(onglet=tab))
    assert listing.context["number"] == len(found) > 2
    page = signed_in(user).get(agenda(de=whose.value))
    late = int(page.context["late"])
    assert signed_in(user).get(page.context["late_url"]).context["number"] == late


def test_mine_is_mine_and_that_of_whom_i_replace(two_services, signed_in, meeting):
    colleague = tutor(two_services.saint_denis)
    client = signed_in(colleague)
    asked = agenda(vue="liste", de="moi")
    assert not [each for each in entries(client.get(asked)) if each.placement]
    today = timezone.localdate()
    Absence.objects.create(
        user=two_services.tutor,
        substitute=colleague,
        starts_on=today,
        ends_on=today,
        created_by=colleague,
    )
    found = entries(signed_in(colleague).get(asked))
    assert {each.code for each in found if each.placement} == {meeting.code}
    everybody = entries(client.get(agenda(vue="liste", de="services")))
    assert meeting.code in {each.code for each in everybody}


def test_nobody_sees_the_days_of_another_perimeter(two_services, signed_in, meeting):
    stranger = signed_in(two_services.coordinator_nice)
    for layout in Layout:
        for whose in Whose:
            answer = stranger.get(
                agenda(vue=layout, de=whose, jour=timezone.localdate().isoformat())
            )
            assert entries(answer) == []
            assert meeting.code not in answer.content.decode()
    forced = stranger.get(agenda(vue="liste", service=two_services.saint_denis.pk))
    assert entries(forced) == []


def test_one_of_several_services(two_services, signed_in, meeting):
    wide = coordinator(two_services.saint_denis)
    wide.perimeter_grants.create(service=two_services.nice, reason="Essai")
    client = signed_in(wide)
    here = entries(client.get(agenda(vue="liste", service=two_services.saint_denis.pk)))
    there = entries(client.get(agenda(vue="liste", service=two_services.nice.pk)))
    assert meeting.code in {each.code for each in here}
    assert there == []


@pytest.mark.parametrize("typed", ["31/02/2027", "bientôt"])
def test_a_day_that_cannot_be_read_is_said_beside_and_today_is_shown(
    two_services, signed_in, typed
):
    answer = signed_in(two_services.tutor).get(agenda(vue="jour", jour=typed))
    assert answer.context["days"][0].day == timezone.localdate()
    assert answer.context["form"].errors["jour"]
    assert typed in answer.content.decode()


def test_turning_pages_keeps_what_was_asked(two_services, signed_in):
    answer = signed_in(two_services.tutor).get(
        agenda(vue="semaine", de="services", jour="2027-03-31")
    )
    after = parse_qs(urlsplit(answer.context["after_url"]).query)
    assert after == {"vue": ["semaine"], "de": ["services"], "jour": ["2027-04-05"]}
    before = parse_qs(urlsplit(answer.context["before_url"]).query)
    assert before["jour"] == ["2027-03-22"]


@pytest.mark.parametrize(
    ("layout", "first", "last"),
    [
        (Layout.DAY, date(2026, 10, 25), date(2026, 10, 25)),
        (Layout.WEEK, date(2026, 10, 19), date(2026, 10, 25)),
        (Layout.LIST, date(2026, 10, 25), date(2026, 10, 25) + timedelta(days=LIST_DAYS - 1)),
    ],
)
def test_what_is_on_screen_around_a_day(layout, first, last):
    span = Span(layout, date(2026, 10, 25))
    assert (span.first, span.last) == (first, last)
    assert Span(layout, span.after).first == last + timedelta(days=1)
    assert Span(layout, span.before).last == first - timedelta(days=1)


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_on_the_days_when_the_hour_changes_meetings_stand_where_they_are(
    two_services, signed_in, meeting, day
):
    """From midnight to midnight in Paris, be it 23 hours long, or 25."""
    client = signed_in(two_services.tutor)
    for moment, on_day in (
        (at(day, 0, 5), True),
        (at(day, 3, 30), True),
        (at(day, 23, 55), True),
        (at(day, 23, 55) - timedelta(days=1), False),
        (at(day + timedelta(days=1), 0, 5), False),
    ):
        with perimeter([two_services.saint_denis]):
            Placement.objects.filter(pk=meeting.pk).update(meeting_at=moment)
        found = entries(client.get(agenda(vue="jour", jour=day.isoformat())))
        there = [each for each in found if each.kind == EntryKind.MEETING]
        assert bool(there) is on_day, moment
        if there:
            assert there[0].hour.startswith(f"{moment.hour} h")


def test_a_full_day_says_how_many_more_and_leads_to_them(two_services, signed_in):
    today, service = timezone.localdate(), two_services.saint_denis
    for _ in range(MOST["semaine"] + 3):
        youth = YouthFactory(service=service, tutor=two_services.tutor)
        with perimeter([service]):
            Action.objects.create(
                verb="propose_placement",
                actor="tutor",
                opened_at=timezone.now(),
                due=today,
                youth=youth,
                service=service,
            )
    client = signed_in(two_services.tutor)
    answer = client.get(agenda(vue="semaine"))
    [day] = [each for each in answer.context["days"] if each.day == today]
    assert (len(day.entries), day.more) == (MOST["semaine"], 3)
    assert "Et 3 autres échéances" in answer.content.decode()
    whole = client.get(agenda(vue="jour", jour=today.isoformat()))
    assert len(entries(whole)) == MOST["semaine"] + 3


def test_a_week_of_thirty_asks_as_much_as_a_week_of_ten(two_services, signed_in):
    service, today = two_services.saint_denis, timezone.localdate()
    client, counts = signed_in(two_services.tutor), []
    for more in (10, 20):
        for number in range(more):
            placement = PlacementFactory(
                youth=YouthFactory(service=service, tutor=two_services.tutor),
                tutor=two_services.tutor,
                stage=Stage.MEETING,
                meeting_at=at(today, 9, number),
                starts_on=today,
                ends_on=today + timedelta(days=1),
            )
            with perimeter([service]):
                Action.objects.create(
                    verb=CHECK_IN.verb,
                    actor="tutor",
                    opened_at=timezone.now(),
                    due=today,
                    **placement.as_subject(),
                )
        client.get(agenda(vue="jour"))
        with CaptureQueriesContext(connection) as queries:
            assert len(entries(client.get(agenda(vue="jour")))) >= 3 * more
        counts.append(len(queries))
    assert counts[0] == counts[1]
