"""The personal address of an agenda: codes and hours, for whoever has it, as long as its owner sees them."""

import logging
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from matching.desk.agenda import feed
from matching.enums import PlacementStage
from matching.models import Placement
from offers.actions import DECIDE_ADDRESS
from psf.accounts import forgetting, leaver
from psf.accounts.models import AccountLogEntry, CalendarAddress, User, Whose
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory, coordinator, tutor
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory
from tests.factories.offers import CompanyContactFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Stage, PARIS = PlacementStage, ZoneInfo("Europe/Paris")


@pytest.fixture
def meeting(two_services):
    """A file of Saint-Denis, its réunion tomorrow at half past two."""
    placement = journey(two_services.saint_denis, to=Stage.MEETING, by=two_services.tutor)
    move_to(placement, at(timezone.localdate() + timedelta(days=1), 14, 30))
    return placement


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


def move_to(placement, moment) -> None:
    with perimeter([placement.service_id]):
        Placement.objects.filter(pk=placement.pk).update(
            meeting_at=moment, meeting_place="Zyxsalle du conseil"
        )


def path_of(user, whose=Whose.MINE) -> str:
    return reverse("calendar_file", args=[CalendarAddress.make(user, whose).token])


def read(answer) -> list:
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def summaries(answer) -> set[str]:
    return {str(event["summary"]) for event in read(answer)}


def test_a_calendar_reads_kinds_codes_and_hours(two_services, client, meeting):
    answer = client.get(path_of(two_services.tutor))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = [each for each in read(answer) if each["summary"].startswith("Réunion")]
    assert event["summary"] == f"Réunion {meeting.code}"
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert event.decoded("dtstart") == at(tomorrow, 14, 30)
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=1)
    zones = Calendar.from_ical(answer.content).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == ["Europe/Paris"]


def test_the_file_says_no_name_no_place_no_company_no_contact(two_services, client):
    service = two_services.saint_denis
    journeys = [
        journey(service, to=stage, by=two_services.tutor)
        for stage in (Stage.SENT, Stage.MEETING, Stage.CONVENTION, Stage.IN_COMPANY)
    ]
    with perimeter([service]):
        contact = CompanyContactFactory(company=journeys[0].offer.company, name="Zyx Contact")
        Action.objects.create(
            verb=DECIDE_ADDRESS.verb,
            actor="coordinator",
            opened_at=timezone.now(),
            due=timezone.localdate(),
            contact=contact,
            service=service,
        )
        secrets = {service.name, "Zyx"}
        for placement in journeys:
            placement = Placement.objects.for_file().get(pk=placement.pk)
            move_to(placement, at(timezone.localdate(), 9))
            youth, slot = placement.youth, placement.host_slot
            secrets |= {youth.last_name, youth.first_name, youth.initials, str(slot.commune)}
            secrets |= {slot.site, slot.tutor.name, slot.tutor.phone, str(placement.tutor)}
            secrets |= {placement.offer.company.name, placement.offer.contract.buyer.name}
    for whose in Whose:
        answer = client.get(path_of(two_services.coordinator, whose))
        body = answer.content.decode().replace("\r\n ", "")
        assert not [each for each in secrets if each and each.lower() in body.lower()]
        allowed = {"UID", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "TRANSP", "CLASS"}
        for event in read(answer):
            assert set(event) <= allowed
            words = str(event["summary"]).split()
            assert all(word[1:2] == "-" or word.isalpha() for word in words), words


@pytest.mark.parametrize(
    ("day", "offsets"),
    [
        (date(2026, 10, 25), {1: 2, 4: 1}),  # At three it is two again.
        (date(2027, 3, 28), {1: 1, 4: 2}),  # At two it is three.
    ],
)
def test_on_the_days_when_the_hour_changes_a_meeting_keeps_its_hour(
    two_services, client, meeting, monkeypatch, day, offsets
):
    monkeypatch.setattr(feed, "PAST", timedelta(days=400))
    monkeypatch.setattr(feed, "TO_COME", timedelta(days=400))
    path = path_of(two_services.tutor)
    for hour, offset in offsets.items():
        move_to(meeting, at(day, hour))
        [event] = [each for each in read(client.get(path)) if each["summary"].startswith("Réu")]
        start = event.decoded("dtstart")
        assert start.replace(tzinfo=None) == datetime(day.year, day.month, day.day, hour)
        assert start.utcoffset() == timedelta(hours=offset)
        assert b"TZOFFSETTO:+0100" in client.get(path).content


def test_whole_days_end_on_the_next_one(two_services, client):
    placement = journey(two_services.saint_denis, to=Stage.IN_COMPANY, by=two_services.tutor)
    events = {str(e["summary"]): e for e in read(client.get(path_of(two_services.tutor)))}
    begins = events[f"Début {placement.code}"]
    assert begins.decoded("dtstart") == placement.started_on
    assert begins.decoded("dtend") == placement.started_on + timedelta(days=1)
    assert begins["transp"] == "TRANSPARENT"


def test_a_meeting_moved_keeps_its_name_and_names_are_unique(two_services, client, meeting):
    path = path_of(two_services.tutor)
    before = {str(e["summary"]): str(e["uid"]) for e in read(client.get(path))}
    move_to(meeting, at(timezone.localdate() + timedelta(days=9), 11))
    after = read(client.get(path))
    [moved] = [each for each in after if each["summary"].startswith("Réunion")]
    assert str(moved["uid"]) == before[f"Réunion {meeting.code}"]
    uids = [str(event["uid"]) for event in after]
    assert len(uids) == len(set(uids))


def test_the_calendar_holds_what_its_owner_sees_on_screen(two_services, client, signed_in, meeting):
    journey(two_services.nice, to=Stage.MEETING, by=two_services.tutor_nice)
    for user in (two_services.tutor, two_services.coordinator, two_services.coordinator_nice):
        for whose in Whose:
            screen = signed_in(user).get(
                reverse("work:agenda", query={"vue": "liste", "de": whose})
            )
            shown = {
                f"{entry.kind.label} {entry.code}".strip()
                for day in screen.context["days"]
                for entry in day.entries
            }
            found = summaries(client.get(path_of(user, whose)))
            assert shown <= found
            if user == two_services.coordinator_nice:
                assert meeting.code not in " ".join(found)


def test_another_session_in_the_same_browser_changes_nothing(two_services, signed_in, meeting):
    """A colleague of Nice opens it: what is shown is what the owner sees, never the reader."""
    path = path_of(two_services.tutor)
    there = signed_in(two_services.coordinator_nice)
    assert f"Réunion {meeting.code}" in summaries(there.get(path))
    nothing = path_of(two_services.coordinator_nice, Whose.SERVICES)
    assert meeting.code not in there.get(nothing).content.decode()
    assert meeting.code not in signed_in(two_services.tutor).get(nothing).content.decode()


# An address that opens nothing is like one that never was


def revoke(user, signed_in):
    signed_in(user).post(reverse("work:agenda_address"), {"geste": "retirer"})


def renew(user, signed_in):
    signed_in(user).post(reverse("work:agenda_address"), {"geste": "creer", "whose": "moi"})


def deactivate(user, signed_in):
    User.objects.filter(pk=user.pk).update(is_active=False)


def lose_the_perimeter(user, signed_in):
    yesterday = timezone.localdate() - timedelta(days=1)
    PerimeterGrant.objects.filter(user=user).update(
        starts_on=yesterday - timedelta(days=1), ends_on=yesterday
    )


def lose_the_role(user, signed_in):
    user.set_roles([Role.PUBLISHER])


def leave(user, signed_in):
    chief = UserFactory(roles=[Role.ADMINISTRATOR])
    successor = tutor(PerimeterGrant.objects.get(user=user).service)
    leaver.close(User.objects.get(pk=user.pk), User.objects.get(pk=chief.pk), successor)
    assert not CalendarAddress.objects.filter(user=user).exists()


ENDS = [revoke, renew, deactivate, lose_the_perimeter, lose_the_role, leave]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_what_opens_nothing_any_more_is_answered_as_what_never_was(
    end, two_services, client, signed_in, meeting
):
    user = two_services.tutor
    path = path_of(user)
    assert f"Réunion {meeting.code}" in summaries(client.get(path))
    end(user, signed_in)
    closed = client.get(path)
    never = client.get(reverse("calendar_file", args=["jamais-donnee"]))
    assert closed.status_code == never.status_code == 404
    assert closed.content == never.content
    for name in ("Cache-Control", "Content-Type", "Referrer-Policy", "X-Robots-Tag"):
        assert closed[name] == never[name]
    assert not closed.cookies


def test_an_account_opened_again_does_not_open_its_address_again(two_services, client):
    path = path_of(two_services.tutor)
    deactivate(two_services.tutor, None)
    assert forgetting.forget_dead_calendars() == 1
    User.objects.filter(pk=two_services.tutor.pk).update(is_active=True)
    assert client.get(path).status_code == 404
    assert forgetting.forget_dead_calendars() == 0


def test_a_demonstration_account_has_none_where_these_are_refused(two_services, client, settings):
    path = path_of(two_services.tutor)
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = False
    assert client.get(path).status_code == 404


def test_wrong_addresses_are_counted_and_a_right_one_is_read_all_the_same(
    two_services, client, monkeypatch
):
    path = path_of(two_services.tutor)
    tries = [
        client.get(reverse("calendar_file", args=[f"essai{number}"])).status_code
        for number in range(feed.WRONG_TOKENS.tries + 2)
    ]
    assert tries[: feed.WRONG_TOKENS.tries] == [404] * feed.WRONG_TOKENS.tries
    assert tries[-1] == 429
    assert client.get(path).status_code == 200


def test_a_program_that_reads_without_end_is_asked_to_wait(two_services, client):
    path = path_of(two_services.tutor)
    answers = [client.get(path) for _ in range(feed.READINGS.tries + 1)]
    assert {each.status_code for each in answers[:-1]} == {200}
    assert answers[-1].status_code == 429 and int(answers[-1]["Retry-After"]) > 0
    assert client.get(path_of(two_services.coordinator)).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_written_by_it(two_services, client, method):
    assert getattr(client, method)(path_of(two_services.tutor)).status_code == 405


def test_the_database_and_the_logs_hold_nothing_that_opens(two_services, client, caplog, signed_in):
    caplog.set_level(logging.DEBUG)
    signed_in(two_services.tutor).post(
        reverse("work:agenda_address"), {"geste": "creer", "whose": "moi"}
    )
    address = CalendarAddress.objects.get()
    assert client.get(reverse("calendar_file", args=[address.token])).status_code == 200
    kept = {name: str(value) for name, value in vars(address).items()}
    assert address.token not in " ".join(kept.values())
    assert address.token not in caplog.text
    [trace] = AccountLogEntry.objects.filter(action="accounts.calendar_made")
    assert address.token not in str(vars(trace)) and trace.user == two_services.tutor
    address.refresh_from_db()
    assert address.read_on == timezone.localdate()


def test_its_page_shows_makes_renews_and_takes_back(two_services, signed_in):
    client, page = signed_in(two_services.tutor), reverse("work:agenda_address")
    assert "Créer mon adresse" in client.get(page).content.decode()
    assert not CalendarAddress.objects.exists()  # Looking makes nothing.
    client.post(page, {"geste": "creer", "whose": "services"})
    first = CalendarAddress.objects.get()
    assert first.url in client.get(page).content.decode() and first.whose == Whose.SERVICES
    client.post(page, {"geste": "creer", "whose": "moi"})
    second = CalendarAddress.objects.get()
    assert second.url != first.url and second.url in client.get(page).content.decode()
    client.post(page, {"geste": "retirer"})
    assert not CalendarAddress.objects.exists()
    wrong = client.post(page, {"geste": "creer", "whose": "tout-le-monde"})
    assert wrong.context["form"].errors and not CalendarAddress.objects.exists()
    assert page in client.get(reverse("wagtailadmin_account")).content.decode()


def test_nobody_reaches_another_s_address(two_services, signed_in):
    CalendarAddress.make(two_services.tutor, Whose.MINE)
    page = reverse("work:agenda_address")
    client = signed_in(two_services.coordinator)
    assert two_services.tutor.calendar_address.token not in client.get(page).content.decode()
    client.post(page, {"geste": "retirer"})
    client.post(page, {"geste": "creer", "whose": "moi"})
    assert CalendarAddress.objects.filter(user=two_services.tutor).exists()


def test_a_long_agenda_asks_as_much_as_a_short_one(two_services, client):
    service, path, counts = two_services.saint_denis, path_of(two_services.tutor), []
    for more in (5, 20):
        for number in range(more):
            youth = YouthFactory(service=service, tutor=two_services.tutor)
            with perimeter([service]):
                Action.objects.create(
                    verb="propose_placement",
                    actor="tutor",
                    opened_at=timezone.now(),
                    due=timezone.localdate() + timedelta(days=number),
                    youth=youth,
                    service=service,
                )
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert len(read(client.get(path))) >= more
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_coordinator_of_a_wide_perimeter_reads_all_their_services(two_services, client, meeting):
    wide = coordinator(two_services.saint_denis)
    wide.perimeter_grants.create(service=two_services.nice, reason="Essai")
    nice = journey(two_services.nice, to=Stage.MEETING, by=two_services.tutor_nice)
    found = summaries(client.get(path_of(wide, Whose.SERVICES)))
    assert {f"Réunion {meeting.code}", f"Réunion {nice.code}"} <= found
