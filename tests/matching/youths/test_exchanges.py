"""What was typed about a young person is read again, on three pages, newest first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage, Situation
from matching.models import Placement
from matching.placements.calls import record_call
from matching.youths.actions import CALL_BACK_YOUTH, SEE_PARTNER, SEE_YOUTH
from matching.youths.exchanges.days import check_day, next_days
from matching.youths.exchanges.history import Exchanges
from matching.youths.exchanges.noting import note_exchange
from matching.youths.handover import hand_over
from matching.youths.merge import merge
from matching.youths.situations import change_situation, start_following
from psf.accounts import leaver
from psf.accounts.roles import Role
from psf.messaging.enums import Channel, MessageState
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.territories.calendars import is_working_day
from psf.workflow.agenda import open_action
from psf.workflow.enums import Actor, Counting
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.models import Action, Event
from psf.workflow.policies.counting import DayCount, Place
from psf.workflow.policies.effective import EffectivePolicy
from tests.factories.accounts import UserFactory, tutor
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 12, 6)
YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def client(signed_in, two_services):
    return signed_in(two_services.coordinator)


@pytest.fixture
def youth(two_services):
    youth = YouthFactory(
        service=two_services.saint_denis,
        tutor=two_services.tutor,
        situation=Situation.SUPPORTED,
    )
    with perimeter([two_services.saint_denis]):
        start_following(youth)
    return youth


@pytest.fixture
def opened(two_services):
    """`opened(youth)`: {verb: due day} of what is open about them."""

    def found(youth):
        with perimeter([two_services.saint_denis]):
            return dict(Action.objects.open().filter(youth=youth).values_list("verb", "due"))

    return found


def exchanges(youth) -> str:
    return reverse("work:exchanges", args=[youth.code])


def said(**changes) -> dict:
    return {"way": "call_reached", "whom": "youth", "text": "", "following": "week", **changes}


def pages_about(youth, placement=None) -> list[str]:
    return [
        reverse("wagtailsnippets_matching_youth:inspect", args=[youth.pk]),
        reverse("work:ranking", args=[youth.code]),
        exchanges(youth),
        *([reverse("work:file", args=[placement.code])] if placement else []),
    ]


def test_a_note_typed_while_making_a_point_is_read_on_every_page_about_them(
    client, youth, two_services
):
    page = client.get(reverse("work:chain", query={"onglet": "tout", "avenir": "1"}))
    client.post(page.context["call_url"], {"fait": "1", "text": "Il a visité la cuisine"})
    for address in pages_about(youth):
        assert "Il a visité la cuisine" in client.get(address).content.decode(), address


def test_calls_messages_situations_and_moves_stand_together_newest_first(client, two_services):
    placement = journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    with perimeter([two_services.saint_denis]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        youth = placement.youth
        record_call(placement, by=two_services.tutor, outcome="no_answer", text="Boîte vocale")
        note_exchange(
            youth, by=two_services.coordinator, way="met", text="Vient avec sa mère", day=None
        )
        found = Exchanges(youth, may_read_messages=True)
        lines = found[0 : len(found)]
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    assert (lines[0].what, lines[0].text) == ("Rencontre avec le jeune", "Vient avec sa mère")
    assert lines[0].who == str(two_services.coordinator)
    words = [line.what for line in lines]
    assert "Appel : pas de réponse" in words and "Profil transmis à l'entreprise" in words
    assert any(word.startswith("Message : ") for word in words)
    message = next(line for line in lines if line.what.startswith("Message : "))
    assert message.more and "{lien}" not in message.more
    for address in pages_about(youth, placement):
        page = client.get(address).content.decode()
        assert "Vient avec sa mère" in page and "Boîte vocale" in page, address


def test_a_change_of_situation_is_told_with_what_was_said_of_it(client, youth, two_services):
    with perimeter([two_services.saint_denis]):
        change_situation(
            youth, Situation.READY, by=two_services.tutor, comment="CV terminé ce matin"
        )
    page = client.get(pages_about(youth)[0]).content.decode()
    assert "Situation : prêt pour un parcours" in page and "CV terminé ce matin" in page
    assert page.index("prêt pour un parcours</strong>") < page.index("en accompagnement</strong>")


def test_the_hour_is_that_of_paris(youth, two_services):
    # Ahead of whatever the record itself was made on.
    at = datetime(timezone.localdate().year + 1, 1, 15, 23, 30, tzinfo=UTC)
    with perimeter([two_services.saint_denis]):
        note_exchange(youth, by=two_services.tutor, way="met", now=at)
        line = Exchanges(youth)[0:1][0]
    assert line.when == f"16/01/{at.year} à 00:30"


@pytest.mark.parametrize(
    "from_page", ["record", "ranking", "file"], ids=["record", "ranking", "file"]
)
def test_an_exchange_is_noted_from_each_page_and_comes_back_there(
    client, two_services, opened, from_page
):
    placement = journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    with perimeter([two_services.saint_denis]):
        youth = placement.youth
    address = {
        "record": reverse("wagtailsnippets_matching_youth:inspect", args=[youth.pk]),
        "ranking": reverse("work:ranking", args=[youth.code]),
        "file": reverse("work:file", args=[placement.code]),
    }[from_page]
    page = client.get(address).content.decode()
    assert f'action="{exchanges(youth)}"' in page and "Dans une semaine" in page
    answer = client.post(exchanges(youth), said(text="Tout va bien", next=address), follow=True)
    assert answer.redirect_chain == [(address, 302)]
    text = answer.content.decode()
    assert "Tout va bien" in text and "Prochain point" in text
    assert opened(youth)[SEE_YOUTH.verb] > timezone.localdate()


@pytest.mark.parametrize(
    ("following", "least"), [("two_days", 2), ("week", 7), ("fortnight", 14), ("month", 28)]
)
def test_one_tap_dates_the_next_point_on_a_worked_day(client, youth, opened, following, least):
    client.post(exchanges(youth), said(following=following))
    due = opened(youth)[SEE_YOUTH.verb]
    assert (due - timezone.localdate()).days >= least
    assert is_working_day(youth.service.department, due)


def test_what_the_exchange_answered_is_done_and_the_next_one_open(
    client, youth, opened, two_services
):
    with perimeter([two_services.saint_denis]):
        former = Action.objects.open().get(youth=youth, verb=SEE_YOUTH.verb)
        open_action(youth, CALL_BACK_YOUTH, journal=Journal())
    client.post(exchanges(youth), said(following="fortnight"))
    with perimeter([two_services.saint_denis]):
        former.refresh_from_db()
        assert (former.outcome, former.done_by) == ("spoken", two_services.coordinator)
    assert set(opened(youth)) == {SEE_YOUTH.verb}


def test_a_call_without_answer_only_dates_what_waits(client, youth, opened, two_services):
    with perimeter([two_services.saint_denis]):
        change_situation(youth, Situation.SUPPORTED)
        open_action(youth, CALL_BACK_YOUTH, journal=Journal())
    client.post(exchanges(youth), said(way="call_no_answer", following="two_days"))
    found = opened(youth)
    assert set(found) == {SEE_YOUTH.verb, CALL_BACK_YOUTH.verb}
    assert found[CALL_BACK_YOUTH.verb] >= timezone.localdate() + timedelta(days=2)
    with perimeter([two_services.saint_denis]):
        call = Event.objects.get(name="exchange")
    assert (call.kind, call.call_outcome) == ("call", "no_answer")


def test_a_partner_who_follows_meanwhile_counts_as_a_next_date(client, youth, opened):
    day = timezone.localdate() + timedelta(days=40)
    answer = client.post(
        exchanges(youth),
        said(
            following="partner",
            partner="Mission locale de Valfleury",
            partner_day=day.isoformat(),
            text="Garantie en cours",
        ),
        follow=True,
    )
    assert opened(youth) == {SEE_PARTNER.verb: day}
    page = answer.content.decode()
    assert "Suivi par : Mission locale de Valfleury. Garantie en cours" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"following": "day"}, "Indiquez le jour du prochain point."),
        ({"following": "day", "day": YESTERDAY.isoformat()}, "Cette date est passée"),
        ({"following": "partner", "partner_day": ""}, "Indiquez quel partenaire"),
        ({"way": "note", "text": "  "}, "Écrivez ce qui est à noter."),
        ({"following": "tomorrow"}, "Choisissez quand aura lieu le prochain point."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, youth, typed, sentence):
    answer = client.post(exchanges(youth), said(**{"text": "À garder", **typed}))
    page = answer.content.decode()
    assert answer.status_code == 200 and sentence in page
    assert typed.get("text", "À garder").strip() in page


def test_days_offered_jump_sundays_and_holidays_and_typed_ones_are_refused_there():
    working = EffectivePolicy((), DayCount(Counting.WORKING, Place(code="93")))
    # Friday 25 December is a week after a Friday.
    offered = {day.value: day.day for day in next_days(working, date(2026, 12, 18))}
    assert offered["week"] == date(2026, 12, 28)
    assert offered["two_days"] == date(2026, 12, 21)
    for policy in (working, EffectivePolicy()):
        assert all(
            is_working_day(None, each.day)
            for start in range(60)
            for each in next_days(policy, date(2026, 11, 1) + timedelta(days=start))
        )
    with pytest.raises(Refused) as refused:
        check_day(SUNDAY, working, date(2026, 12, 1))
    assert "lundi 7 décembre" in refused.value.sentence
    check_day(SUNDAY, EffectivePolicy(), date(2026, 12, 1))


def test_somebody_of_another_service_neither_reads_nor_notes(
    signed_in, youth, two_services, client
):
    client.post(exchanges(youth), said(text="Entre nous"))
    stranger = signed_in(two_services.coordinator_nice)
    assert stranger.get(exchanges(youth)).status_code == 404
    assert stranger.post(exchanges(youth), said(text="Intrus")).status_code == 404
    with perimeter([two_services.saint_denis]):
        assert not Event.objects.filter(text="Intrus").exists()


def test_history_follows_a_handover(youth, two_services, client, signed_in):
    client.post(exchanges(youth), said(text="Avant le transfert"))
    with perimeter([two_services.saint_denis]):
        hand_over(youth, two_services.nice, by=two_services.coordinator, reason="Déménage")
    assert client.get(exchanges(youth)).status_code == 404
    page = signed_in(two_services.coordinator_nice).get(exchanges(youth)).content.decode()
    assert "Avant le transfert" in page and "Déménage" in page


def test_a_long_history_is_paged_and_costs_the_same(client, youth, two_services):
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    def add(number):
        with perimeter([two_services.saint_denis]):
            for each in range(number):
                note_exchange(youth, by=two_services.tutor, way="note", text=f"Ligne {each}")
            Message.objects.create(
                kind="interest",
                recipient=Actor.YOUTH,
                channel=Channel.SMS,
                body="Bonjour",
                state=MessageState.SENT,
                **youth.as_subject(),
            )

    add(2)
    few = {address: queries(address) for address in pages_about(youth)}
    add(60)
    # Lines of one table less: the first situation has left the first page.
    assert all(queries(address) <= number for address, number in few.items())
    first = client.get(exchanges(youth)).content.decode()
    last = client.get(exchanges(youth) + "?p=3").content.decode()
    assert "« Ligne 59 »" in first and "« Ligne 0 »" not in first
    assert "« Ligne 0 »" in last


def test_a_merged_record_takes_no_more_notes(client, youth, two_services):
    other = YouthFactory(service=two_services.saint_denis, situation=Situation.SUPPORTED)
    with perimeter([two_services.saint_denis]):
        merge(other, youth, by=two_services.coordinator)
    page = client.post(exchanges(youth), said(text="Trop tard")).content.decode()
    assert "n&#x27;est plus suivi" in page and "Trop tard" in page
    assert "Noter un échange" not in client.get(exchanges(youth)).content.decode()


def test_in_the_chain_the_next_date_is_one_tap_away(client, youth, opened):
    page = client.get(reverse("work:chain", query={"onglet": "tout", "avenir": "1"}))
    text = page.content.decode()
    assert "Dans deux semaines" in text and "C&#x27;est fait" not in text
    answer = client.post(
        exchanges(youth),
        said(following="month", text="Reprend confiance", next=page.context["after_url"]),
    )
    assert answer.headers["location"] == page.context["after_url"]
    assert opened(youth)[SEE_YOUTH.verb] >= timezone.localdate() + timedelta(days=28)


def test_a_word_on_a_situation_that_stays_is_told(client, page, typed, two_services):
    youth = YouthFactory(service=two_services.saint_denis, situation=Situation.SUPPORTED)
    changed = typed(situation="supported", situation_comment="Attend une réponse du CFA")
    assert client.post(page("edit", youth), changed).status_code == 302
    assert "Attend une réponse du CFA" in client.get(page("inspect", youth)).content.decode()


def test_the_word_of_somebody_who_leaves_is_read_by_who_takes_over(youth, two_services, signed_in):
    successor = tutor(two_services.saint_denis)
    chief = UserFactory(roles=[Role.ACADEMIC], place=two_services.saint_denis.department.academy)
    leaver.close(two_services.tutor, chief, successor, note="Le rappeler après 17 h")
    read = signed_in(successor).get(exchanges(youth)).content.decode()
    assert "Le rappeler après 17 h" in read and "Suivi repris par" in read
    with perimeter([two_services.saint_denis]):
        told = Event.objects.filter(text="Le rappeler après 17 h")
        assert sorted(told.values_list("name", flat=True)) == ["given", "tutor_left"]
