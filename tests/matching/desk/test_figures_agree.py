"""One question has one figure: on each screen it is that of the list that it links to.

Six people look at the same rows: a coordinator, who heads two services, a tutor, an académie, the
national team, and who follows no file (publisher, DPO).
"""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from matching.desk import digest
from matching.desk.queue.listing import DUE_TODAY, LATE, MINE
from matching.enums import PlacementStage
from matching.models import Placement
from matching.youths.situations import start_following
from offers.actions import PROPOSE_YOUTH
from offers.models import Offer, OfferBudget
from offers.workflow import declare, keep_answered
from psf.accounts.roles import Role
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.journal import Journal
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory, coordinator, tutor
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory
from tests.factories.offers import ContractFactory, HostSlotFactory, OfferFactory
from tests.factories.territories import ServiceFactory, department
from tests.refusals import Refusal, assert_refused

from .conftest import queue

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HOME, DASHBOARD, OFFERS = (
    "/admin/",
    "/admin/suivi/tableau-de-bord/",
    "/admin/snippets/offers/offer/",
)
COUNTED = ("en retard", "sans réponse", "sans proposition", "sans jeune", "moins de 6 mois")
Stage = PlacementStage


@pytest.fixture
def people(two_services):
    """By the name of what they do; the académie and the coordinator of two services see more."""
    bobigny = ServiceFactory(name="PSAD de Bobigny")
    creteil = ServiceFactory(name="PSAD du Val-de-Marne", department=department("94"))
    found = {
        "tutor": two_services.tutor,
        "coordinator": two_services.coordinator,
        "head of two": coordinator(two_services.saint_denis, username="deux.services"),
        "académie": UserFactory(roles=[Role.ACADEMIC], place=department("93").academy),
        "national": UserFactory(roles=[Role.NATIONAL]),
        "elsewhere": two_services.coordinator_nice,
    }
    found["head of two"].perimeter_grants.create(service=bobigny, reason="Essai")
    tutors = {bobigny: tutor(bobigny), creteil: tutor(creteil)}
    fill(two_services, tutors)
    return found


def fill(two_services, tutors):
    """Rows at every place, of every kind that a figure counts, some late and some due today."""
    today = timezone.localdate()
    files = [
        (two_services.saint_denis, two_services.tutor, Stage.RESERVED, 50),
        (two_services.saint_denis, two_services.tutor, Stage.SENT, 20),
        (two_services.saint_denis, two_services.tutor, Stage.SENT, 3),
        (two_services.saint_denis, two_services.tutor, Stage.MEETING, 12),
        (two_services.nice, two_services.tutor_nice, Stage.SENT, 30),
        *[
            (service, person, Stage.SENT, 15 + 9 * n)
            for n, (service, person) in enumerate(tutors.items())
        ],
    ]
    for service, person, stage, older in files:
        placement = journey(service, to=stage, by=person)
        with perimeter([service]):
            Placement.objects.filter(pk=placement.pk, sent_on__isnull=False).update(
                sent_on=today - timedelta(days=older)
            )
            actions = Action.objects.open().filter(placement=placement)
            for rank, action in enumerate(actions):
                # One in two is due today: neither late nor to come.
                action.due = today - timedelta(days=older - 5 if rank % 2 else 0)
                action.save()
    for n, service in enumerate([two_services.saint_denis, two_services.nice, *tutors]):
        with perimeter([service]):
            for days in (5, 29, 30, 60)[: n + 2]:
                youth = YouthFactory(service=service)
                start_following(youth)
                type(youth).objects.filter(pk=youth.pk).update(
                    situation_since=today - timedelta(days=days)
                )
        for days in (2, 15, 40):
            contract = ContractFactory(
                firm_end=today + timedelta(days=90 * n + 60),
                notified_on=today - timedelta(days=400),
            )
            slot = HostSlotFactory(
                offer=OfferFactory(service=service, contract=contract, stage="declared")
            )
            declare(slot.offer)
            verify(slot.offer, days)
    # Somebody was there once: hours are consumed, and the offer found somebody.
    OfferBudget.objects.filter(offer=Offer.objects.order_by("pk").last()).update(consumed=35)


def verify(offer, days):
    """Carry an offer to « disponible » so many days ago, as its workflow would."""
    Offer.objects.filter(pk=offer.pk).update(
        stage="available", available_since=timezone.localdate() - timedelta(days=days)
    )
    Action.objects.open().filter(offer=offer).update(done_at=timezone.now())
    keep_answered(Offer.objects.get(pk=offer.pk), journal=Journal(), opening=PROPOSE_YOUTH)
    # Fifteen days to propose somebody: to come, due today, late.
    due = timezone.localdate() - timedelta(days=days - 15)
    Action.objects.open().filter(offer=offer).update(due=due)


def tiles_on(client, url) -> dict[str, tuple[str, str]]:
    """{« À faire par vous · en retard »: (number, address)}, as a person reads them."""
    page = BeautifulSoup(client.get(url).content, "html.parser")
    found = {}
    for section in page.select("section[aria-label]:has(ul.queue-tiles)"):
        for link in section.select("a.queue-tile"):
            # The country's small numbers are words: « moins de 5 ».
            [strong] = link.select("strong")
            number = strong.extract().get_text(strip=True)
            said = f"{section['aria-label']} · {' '.join(link.get_text().split())}"
            found[said] = (number, str(link["href"]))
    return found


def rows_behind(client, url) -> int:
    """How many rows the list at `url` says it has; its first page shows as many as one page holds."""
    response = client.get(url)
    assert response.status_code == 200, url
    if "rows" in response.context:
        paginator, shown = response.context["page"].paginator, response.context["rows"]
    else:
        paginator, shown = response.context["paginator"], response.context["object_list"]
    assert len(shown) == min(paginator.count, paginator.per_page)
    return paginator.count


@pytest.mark.parametrize("who", ["tutor", "coordinator", "head of two", "académie", "elsewhere"])
def test_each_figure_is_the_count_of_the_list_that_it_links_to(who, people, signed_in):
    client = signed_in(people[who])
    home = tiles_on(client, HOME)
    assert home
    for words, (number, url) in home.items():
        assert rows_behind(client, url) == int(number), f"{who}, {words}"
    if people[who].has_perm("matching.view_statistics"):
        assert tiles_on(client, DASHBOARD) == home


@pytest.mark.parametrize("who", ["tutor", "coordinator", "head of two", "académie", "national"])
def test_what_is_to_do_today_is_one_number_on_home_queue_and_chain(who, people, signed_in):
    client = signed_in(people[who])
    number, url = tiles_on(client, HOME)["À faire par vous · à faire aujourd'hui, retards compris"]
    due = rows_behind(client, url)
    assert due == int(number)
    page = client.get("/admin/suivi/")
    assert page.context["to_chain"] == due
    if due:
        assert f"Enchaîner ({due} à faire aujourd'hui)" in text_of(page)
        assert f"({due} à faire aujourd'hui)" in text_of(client.get(HOME))
        chain = client.get(page.context["chain_url"])
        assert chain.context["total"] == due
        assert rows_behind(client, chain.context["queue_url"]) == chain.context["left"] == due


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.mark.parametrize("who", ["tutor", "coordinator", "head of two", "académie"])
def test_the_tabs_count_what_they_open(who, people, signed_in):
    client = signed_in(people[who])
    for tab, number, url, _ in client.get("/admin/suivi/").context["tabs"]:
        assert rows_behind(client, url) == number, tab.slug
        assert f"{number} action" in text_of(client.get(url))


@pytest.mark.parametrize("who", ["tutor", "coordinator", "head of two"])
def test_the_morning_digest_counts_what_the_home_page_counts(who, people, signed_in):
    user = people[who]
    client = signed_in(user)
    number, url = tiles_on(client, HOME)["À faire par vous · en retard"]
    written = digest.write(user, timezone.now())
    if number == "0":
        assert written is None
        return
    assert written.subject_line == f"Point du matin : {number} en retard"
    address = re.search(r"https?://\S+(/admin/suivi/\S*)", written.body)[1]
    assert address == url
    assert rows_behind(client, address) == int(number)


def test_messages_that_did_not_leave_are_one_number_in_the_digest_and_in_their_list(
    people, signed_in
):
    user = people["coordinator"]
    client = signed_in(user)
    first = digest.write(user, timezone.now())
    Message.objects.filter(pk=first.pk).update(state="failed")
    again = digest.write(user, timezone.now() + timedelta(days=1))
    found = re.search(r"(\d+) messages? .* : https?://[^/\s]+(/\S+)", again.body)
    response = client.get(found[2])
    assert rows_behind(client, found[2]) == int(found[1])
    assert response.context["to_look_at"] == int(found[1]) >= 1
    assert rows_behind(client, response.context["to_look_at_url"]) == int(found[1])


def test_an_academie_is_the_same_for_its_head_and_for_the_national_team(people, signed_in):
    """The national team's « 0 en retard » stood beside an académie that had 130."""
    head = signed_in(people["académie"])
    page = signed_in(people["national"]).get(DASHBOARD)
    line = next(line for line in page.context["lines"] if line.name == "Créteil")
    tiles = [
        (number, words)
        for words, (number, _) in tiles_on(head, HOME).items()
        if words.startswith("Dans vos")
    ]
    for cell, words in (
        (line.late, "en retard"),
        (line.silent, "sans réponse"),
        (line.waiting, "sans proposition"),
        (line.alone, "sans jeune"),
    ):
        [number] = [number for number, said in tiles if words in said]
        assert cell == (number if int(number) >= 5 else "moins de 5"), words


def test_the_national_team_s_figures_are_those_of_the_table_they_lead_to(people, signed_in):
    client = signed_in(people["national"])
    for page in (HOME, DASHBOARD):
        tiles = tiles_on(client, page)
        together = client.get(DASHBOARD).context["lines"][0]
        country = {w.split(" · ")[1]: n for w, (n, _) in tiles.items() if "académies" in w}
        assert country["actions en retard, de qui que ce soit"] == together.late != "0"
        assert country["offres sans jeune"] == together.alone
        assert "Confié à l'équipe nationale · actions en retard, de qui que ce soit" in tiles
    table = BeautifulSoup(client.get(DASHBOARD).content, "html.parser")
    address = tiles["Dans toutes les académies · offres sans jeune"][1]
    assert table.find(id=address.split("#")[1])
    assert together.late in table.select_one(".queue-figures tbody tr").get_text()


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.DPO])
def test_who_follows_no_file_is_shown_no_figure_of_the_queue(role, people, signed_in):
    client = signed_in(UserFactory(roles=[role]))
    assert tiles_on(client, HOME) == {}
    assert_refused(client.get("/admin/suivi/"), Refusal.BACK_HOME)


@pytest.mark.parametrize("who", ["coordinator", "académie", "elsewhere"])
def test_offers_without_a_young_person_are_one_number_in_queue_and_registry(who, people, signed_in):
    client = signed_in(people[who])
    tiles = tiles_on(client, HOME)
    [(number, url)] = [each for words, each in tiles.items() if "sans jeune" in words]
    waiting = f"{OFFERS}?watch=waiting"
    assert rows_behind(client, url) == rows_behind(client, waiting) == int(number) > 0
    page = client.get(f"{waiting}&export=csv")
    lines = b"".join(page.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert len(lines) - 1 == int(number)


def test_a_second_proposal_to_make_does_not_count_an_offer_twice(people, signed_in):
    client = signed_in(people["coordinator"])
    before = rows_behind(client, queue(onglet="tout", veille="sans-jeune"))
    with all_services("test"):
        first = Action.objects.open().filter(verb="propose_youth", offer__isnull=False).first()
        Action.objects.create(
            verb="propose_youth_again",
            actor=first.actor,
            opened_at=first.opened_at,
            due=first.due,
            offer=first.offer,
            service=first.service,
        )
    assert rows_behind(client, queue(onglet="tout", veille="sans-jeune")) == before


def test_the_addresses_of_figures_say_what_they_filter(people, signed_in):
    client = signed_in(people["coordinator"])
    tiles = tiles_on(client, HOME)
    assert tiles["À faire par vous · en retard"][1] == queue(onglet=MINE, **LATE)
    assert queue(onglet=MINE, **DUE_TODAY) in {url for _, url in tiles.values()}
    assert all(any(word in words for words in tiles) for word in COUNTED)
