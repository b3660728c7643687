"""A month before: exact figures, the papers offered, the DPO and the services told, alarms."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.due import Times, archive_day
from matching.enums import HoldReason, PlacementStage, Right, RightsWay, Situation
from matching.models import LegalHold, Youth
from matching.placements.integrity import broken_promises
from matching.placements.workflow import PLACEMENTS
from matching.retention.announcing import a_month_later, announce
from matching.retention.archiving import archive_due
from matching.retention.preview import ARCHIVE, summary
from matching.rights import handling
from matching.youths.situations import change_situation
from psf.accounts.roles import Role
from psf.messaging.models import Message
from psf.months import add_months
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.enums import Actor
from psf.workflow.models import Action
from tests.factories.accounts import UserFactory
from tests.factories.matching import PlacementFactory, YouthFactory
from tests.matching.retention.conftest import TODAY, codes, of_age

pytestmark = pytest.mark.django_db
PAGE = "/admin/conservation/"


@pytest.fixture
def officer(two_services):
    return UserFactory(roles=[Role.DPO], place=two_services.saint_denis, username="dpo.essai")


def began(youth):
    PlacementFactory(youth=youth, stage=PlacementStage.CLOSED, started_on=youth.closed_on)
    return youth


def test_the_papers_are_offered_once_to_who_began_a_parcours(closed, everywhere):
    leaving, other = began(closed(11)), closed(11)
    began(closed(10))
    announce()
    announce()
    action = Action.objects.open().get(verb="offer_papers")
    assert action.youth == leaving
    leaves = archive_day(leaving, Times.on())
    assert TODAY() < action.due < leaves
    message = Message.objects.get(kind="youth_papers")
    assert message.youth == leaving and message.link.is_alive()
    assert str(leaves.year) in message.body
    assert other.code in codes(Youth.objects.past_archive_day(a_month_later(TODAY())))


def test_who_comes_back_is_offered_them_again_when_they_leave_again(closed, everywhere):
    youth = began(closed(11))
    announce()
    youth.refresh_from_db()
    change_situation(youth, Situation.SUPPORTED)
    assert not Action.objects.open().filter(verb="offer_papers").exists()
    change_situation(youth, Situation.LEFT_AGE, since=add_months(TODAY(), -11))
    Action.objects.filter(verb="offer_papers").update(
        opened_at=timezone.now() - timedelta(days=400), done_at=timezone.now()
    )
    assert codes(Youth.objects.owed_papers()) == {youth.code}


def test_an_end_is_announced_a_month_before_and_forgotten_when_the_person_comes_back(
    closed, everywhere
):
    ends, later = closed(23), closed(22)
    announce()
    assert Youth.objects.get(pk=ends.pk).announced_on == TODAY()
    assert Youth.objects.get(pk=later.pk).announced_on is None
    change_situation(Youth.objects.get(pk=ends.pk), Situation.SUPPORTED)
    assert Youth.objects.get(pk=ends.pk).announced_on is None


def test_a_kept_file_is_an_alarm_that_goes_once_nothing_keeps_it(closed, everywhere, two_services):
    youth = closed(12)
    hold = LegalHold.objects.create(
        youth=youth,
        reason=HoldReason.DISPUTE,
        until=TODAY() + timedelta(days=60),
        placed_by=two_services.coordinator,
    )
    assert archive_due() == 0
    announce()
    alarm = Action.objects.open().get(verb="free_file")
    assert (alarm.actor, alarm.youth) == ("coordinator", youth)
    hold.end(by=two_services.coordinator, why="Clos")
    announce()
    assert not Action.objects.open().exists()
    assert archive_due() == 1


def test_at_26_in_a_parcours_it_is_an_alarm_and_never_a_destruction(young, everywhere):
    youth = young(birth_date=of_age(26), situation=Situation.IN_PLACEMENT)
    PlacementFactory(youth=youth, stage=PlacementStage.IN_COMPANY)
    announce()
    assert Action.objects.open().get(verb="free_file").youth == youth
    assert not Youth.objects.due_for_anonymisation(TODAY() + timedelta(days=400)).exists()


def test_a_parcours_opened_again_after_26_is_an_alarm_at_once(file_at, two_services):
    placement = file_at(PlacementStage.SENT)
    with perimeter([two_services.saint_denis]):
        by = two_services.coordinator
        PLACEMENTS.perform(placement, "withdraw", by=by, reason="other_solution")
        Youth.objects.filter(pk=placement.youth_id).update(birth_date=of_age(26))
        PLACEMENTS.undo(placement, by=by, text="Erreur de saisie")
        assert Action.objects.open().get(verb="free_file").youth == placement.youth


def test_a_request_about_a_file_whose_time_is_over_is_an_alarm_at_once(closed, two_services):
    youth = closed(24)
    with perimeter([two_services.saint_denis]):
        handling.receive(
            youth,
            Right.ACCESS,
            service=two_services.saint_denis,
            way=RightsWay.PHONE,
            asked_by=Actor.YOUTH,
            by=two_services.coordinator,
        )
        assert Action.objects.open().filter(verb="free_file", youth=youth).exists()


def test_the_figures_count_each_file_once_archives_under_their_service(closed, two_services):
    closed(12), closed(11), closed(24)
    YouthFactory(service=two_services.saint_denis, birth_date=of_age(26, days=10))
    closed(30, service=two_services.nice)
    archive_due()
    services = [two_services.saint_denis.pk]
    with perimeter(services):
        found = summary(services, until=a_month_later(TODAY()))
    [row] = found.rows
    assert row.service == two_services.saint_denis
    assert row.numbers == {ARCHIVE: 1, "closed": 1, "age": 1}
    assert found.total == 3


def test_the_officer_sees_codes_and_the_coordinator_names(closed, officer, two_services, signed_in):
    youth = closed(11, last_name="Échéance")
    elsewhere = closed(11, service=two_services.nice, last_name="Ailleurs")
    address = f"{PAGE}service/{two_services.saint_denis.pk}/"
    seen = signed_in(officer).get(address).content.decode()
    assert youth.code in seen and "Échéance" not in seen
    assert "Échéance" in signed_in(two_services.coordinator).get(address).content.decode()
    assert signed_in(two_services.coordinator_nice).get(address).status_code == 404
    assert elsewhere.code not in seen


def test_the_officer_and_the_services_are_told_once_a_month_by_numbers(
    closed, officer, two_services
):
    youth = closed(11, last_name="Échéance")
    announce()
    announce(now=timezone.now() + timedelta(hours=1))
    told = Message.objects.filter(kind="staff_conservation")
    assert {each.user for each in told} == {officer, two_services.coordinator}
    for each in told:
        assert "À archiver : 1 dossier" in each.body
        assert youth.code not in each.body and "Échéance" not in each.body


def test_a_coordinator_suspends_prolongs_and_lifts_from_the_screens(
    closed, two_services, signed_in
):
    youth = closed(12)
    client = signed_in(two_services.coordinator)
    record = client.get(f"/admin/jeunes/inspect/{youth.pk}/").content.decode()
    address = f"{PAGE}suspensions/{youth.code}/"
    assert address in record
    days = [(TODAY() + timedelta(days=n)).strftime("%d/%m/%Y") for n in (30, 60)]
    client.post(address, {"reason": "dispute", "text": "RG 26/01", "until": days[0]})
    with perimeter([two_services.saint_denis]):
        hold = LegalHold.objects.get()
        assert Action.objects.open().get().verb == "free_file"
    wrong = client.post(f"{address}{hold.pk}/prolonger/", {f"h{hold.pk}-until": days[0]})
    assert "Choisissez un jour après la fin actuelle." in wrong.content.decode()
    client.post(f"{address}{hold.pk}/prolonger/", {f"h{hold.pk}-until": days[1]})
    with perimeter([two_services.saint_denis]):
        longer = LegalHold.objects.in_force().get()
    client.post(f"{address}{longer.pk}/lever/", {f"e{longer.pk}-why": "Jugement rendu"})
    with perimeter([two_services.saint_denis]):
        assert not LegalHold.objects.in_force().exists()
        assert not Action.objects.open().exists()
    page = client.get(address).content.decode()
    assert page.count("RG 26/01") == 2


def test_a_suspension_about_to_end_is_said_a_month_before(closed, officer, two_services, signed_in):
    youths = [closed(1), closed(1)]
    for youth, days in zip(youths, (10, 60), strict=True):
        with perimeter([two_services.saint_denis]):
            LegalHold.objects.create(
                youth=youth,
                reason=HoldReason.AUDIT,
                until=TODAY() + timedelta(days=days),
                placed_by=two_services.coordinator,
            )
    page = signed_in(officer).get(PAGE).content.decode()
    soon, later = (page.index(f">{youth.code}</a>") for youth in youths)
    assert soon < page.index("finit dans le mois") < later
    assert page.count("finit dans le mois") == 1


def test_what_is_kept_without_an_alarm_or_ends_untold_is_a_broken_promise(
    closed, everywhere, two_services
):
    youth = closed(13)
    LegalHold.objects.create(
        youth=youth,
        reason=HoldReason.OTHER,
        until=TODAY() + timedelta(days=60),
        placed_by=two_services.coordinator,
    )
    closed(23, days=5)
    said = {line.split(" : ")[0] for line in broken_promises()}
    assert {"dossier échu et retenu, sans alarme", "fin d'un dossier pas encore annoncée"} <= said
    announce(), archive_due()
    assert broken_promises() == []
    with all_services("test"):
        assert Youth.objects.get(pk=youth.pk).service == two_services.saint_denis
