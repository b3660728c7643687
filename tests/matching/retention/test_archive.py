"""The restricted archive: out of every list, opened with a reason, read only, reopened."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.desk.figures import meetings
from matching.due import NOT_OFFERED, waits_of
from matching.enums import ArchiveReason, PlacementStage, Situation
from matching.guests.pages.buyer import parcours_of, youths_of
from matching.models import Guardian, LegalHold, Placement, Youth
from matching.placements.integrity import broken_promises
from matching.retention.announcing import announce
from matching.retention.archiving import archive, archive_due, archives_of, reopen
from matching.youths.duplicates import Identity, find_beyond, followed_elsewhere
from psf.accounts.roles import Role
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.months import add_months
from psf.perimeter.models import AccessLog, PerimeterGrant, ProtectedLogEntry
from psf.perimeter.scope import all_services, perimeter
from psf.territories.models import Department, Service
from psf.workflow.models import Action, Event
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.factories.matching import GuardianFactory, PlacementFactory
from tests.matching.retention.conftest import TODAY, of_age
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
ARCHIVE = "/admin/conservation/archive/"


@pytest.fixture
def archived(closed, two_services):
    """A file of Saint-Denis in its archive, with a guardian and a link."""
    youth = closed(12, last_name="Archivée", email="archivee@exemple.fr")
    GuardianFactory(youth=youth)
    with all_services("test"):
        Link.issue(LinkPurpose.YOUTH, address=youth.email, youth=youth)
    assert archive_due() == 1
    return youth


def service_of(youth):
    with all_services("test"):
        return Youth.objects.select_related("service__archive_of").get(pk=youth.pk).service


def opened(client, youth, reason=ArchiveReason.RIGHTS, **fields):
    return client.post(ARCHIVE, {"code": youth.code, "reason": reason} | fields)


def test_everything_of_a_file_leaves_its_service_at_once(archived, two_services):
    shadow = service_of(archived)
    assert shadow.archive_of == two_services.saint_denis
    with perimeter([two_services.saint_denis]):
        assert not Youth.objects.exists() and not Guardian.objects.exists()
        assert not Link.objects.exists() and not Event.objects.exists()
    with perimeter([shadow]):
        assert Youth.objects.get().code == archived.code
        assert Guardian.objects.exists()
        assert Link.objects.get().revoked_at and not Link.objects.are_withheld()
        assert Event.objects.get().label == "Mis en archive restreinte"


def test_the_whole_family_of_a_merged_record_leaves_and_comes_back_with_it(closed, two_services):
    kept, absorbed = closed(12), closed(12)
    with all_services("test"):
        Youth.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    archive_due()
    assert service_of(kept) == service_of(absorbed)
    with all_services("test"):
        reopen(kept, by=two_services.coordinator, reason=ArchiveReason.RETURNS)
    assert service_of(absorbed) == two_services.saint_denis


def test_a_shadow_is_met_by_no_list_choice_or_grant_of_services(archived, two_services, signed_in):
    shadow = service_of(archived)
    department = two_services.saint_denis.department
    assert shadow not in Service.objects.all()
    assert shadow not in Department.objects.get(pk=department.pk).services.all()
    assert shadow in Service.everywhere.all() and Service._base_manager.filter(pk=shadow.pk)
    UserFactory(place=department, roles=[Role.DEPARTMENTAL])
    PerimeterGrant.objects.create(user=two_services.coordinator, service=shadow, reason="Essai")
    assert shadow.pk not in PerimeterGrant.objects.services_of(two_services.coordinator)
    administrator = signed_in(UserFactory(roles=[Role.ADMINISTRATOR, Role.ACADEMIC]))
    for address in (
        "/admin/snippets/territories/service/",
        "/admin/snippets/choose/territories/service/",
        f"/admin/snippets/territories/service/edit/{shadow.pk}/",
    ):
        assert shadow.name not in administrator.get(address, follow=True).content.decode()


def test_a_shadow_follows_its_service_to_another_departement(archived, two_services):
    service = two_services.saint_denis
    service.department = two_services.nice.department
    service.save()
    assert service_of(archived).department == two_services.nice.department


@pytest.mark.parametrize(
    "path",
    [
        "/admin/jeunes/",
        "/admin/jeunes/?export=xlsx",
        "/admin/jeunes/inspect/{pk}/",
        "/admin/jeunes/edit/{pk}/",
        "/admin/jeunes/history/{pk}/",
        "/admin/jeunes/transfert/{pk}/",
        "/admin/suivi/",
        "/admin/conservation/",
        "/admin/conservation/service/{service}/",
        "/admin/reports/site-history/",
        "/admin/messages/",
    ],
)
def test_no_page_of_the_service_shows_an_archived_person(archived, two_services, signed_in, path):
    client = signed_in(two_services.coordinator)
    answer = client.get(path.format(pk=archived.pk, service=two_services.saint_denis.pk))
    assert answer.status_code in (200, 302, 404)
    body = answer.getvalue().decode("utf-8", "ignore")
    assert "Archivée" not in body and archived.first_name not in body


def test_a_search_by_name_finds_nobody(archived, two_services, signed_in):
    answer = signed_in(two_services.coordinator).post("/admin/jeunes/", {"nom": "Archivée"})
    assert archived.code not in answer.content.decode()


def test_the_codes_of_the_archive_stand_where_one_opens_it(archived, two_services, signed_in):
    page = signed_in(two_services.coordinator).get(ARCHIVE).text
    assert archived.code in page and "1 dossier." in page
    assert "Archivée" not in page and archived.first_name not in page
    there = signed_in(two_services.coordinator_nice).get(ARCHIVE).text
    assert archived.code not in there


def test_the_page_says_what_a_file_that_is_over_still_waits_for(closed, two_services, signed_in):
    youth = closed(14)
    PlacementFactory(youth=youth, stage=PlacementStage.CLOSED, started_on=TODAY())
    client = signed_in(two_services.coordinator)
    pages = ("/admin/conservation/", f"/admin/conservation/service/{two_services.saint_denis.pk}/")
    for path in pages:
        assert "papiers soient proposés" in client.get(path).text.replace("&#x27;", "'")


def test_a_coordinator_opens_one_with_a_reason_that_the_log_keeps(
    archived, two_services, signed_in
):
    client = signed_in(two_services.coordinator)
    page = opened(client, archived).content.decode()
    assert "Archivée" in page and "Rouvrir ce dossier" in page
    with perimeter([two_services.saint_denis]):
        trace = AccessLog.objects.get(door=AccessLog.Door.ARCHIVE)
    assert (trace.user, trace.code) == (two_services.coordinator, archived.code)
    assert trace.reason == "demande de la personne (droits, copie)"
    without = client.post(ARCHIVE, {"code": archived.code})
    assert "reason" in without.context["form"].errors and "Archivée" not in without.content.decode()


def test_who_knows_no_code_opens_by_the_name_and_the_birth_that_the_person_gives(
    archived, two_services, signed_in
):
    client = signed_in(two_services.coordinator)
    said = {
        "code": "",
        "last_name": "archivee",
        "first_name": archived.first_name,
        "birth_date": archived.birth_date.strftime("%d/%m/%Y"),
    }
    assert archived.code in opened(client, archived, **said).content.decode()
    other = (archived.birth_date + timedelta(days=1)).strftime("%d/%m/%Y")
    refused = opened(client, archived, **said | {"birth_date": other})
    assert "Lecture seule" not in refused.text
    assert "Aucun dossier de vos archives" in refused.text


def test_the_officer_reads_it_and_does_not_reopen_it(archived, two_services, signed_in):
    client = signed_in(UserFactory(roles=[Role.DPO], place=two_services.saint_denis))
    page = opened(client, archived, ArchiveReason.AUDIT).content.decode()
    assert "Archivée" in page and "Rouvrir ce dossier" not in page
    answer = client.post(f"{ARCHIVE}{archived.code}/rouvrir/", {"reason": "returns"})
    assert_refused(answer, Refusal.BACK_HOME)


@pytest.mark.parametrize("who", ["coordinator_nice", "tutor", "officer_nice"])
def test_nobody_else_opens_it(archived, two_services, signed_in, who):
    person = (
        UserFactory(roles=[Role.DPO], place=two_services.nice)
        if who == "officer_nice"
        else getattr(two_services, who)
    )
    body = opened(signed_in(person), archived).content.decode()
    assert "Archivée" not in body
    with all_services("test"):
        assert not AccessLog.objects.filter(door=AccessLog.Door.ARCHIVE).exists()


def test_it_comes_back_when_the_person_does_and_somebody_owes_them_a_point(
    archived, two_services, signed_in
):
    client = signed_in(two_services.coordinator)
    client.post(f"{ARCHIVE}{archived.code}/rouvrir/", {"reason": "returns"})
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get()
        assert (youth.situation, youth.closed_on) == (Situation.SUPPORTED, None)
        assert Action.objects.open().get().verb == "see_youth"
        assert ProtectedLogEntry.objects.filter(action="psf.reopen").exists()
        assert AccessLog.objects.filter(door=AccessLog.Door.ARCHIVE).exists()
    assert archive_due() == 0
    assert "Archivée" in client.get(f"/admin/jeunes/inspect/{youth.pk}/").content.decode()


def test_somebody_typed_again_is_known_and_whoever_may_open_the_archive_is_named(
    archived, two_services
):
    identity = Identity("", archived.last_name, archived.first_name, archived.birth_date)
    with perimeter([two_services.saint_denis]):
        [found] = find_beyond([identity], by=two_services.coordinator)
        assert "archive restreinte" in followed_elsewhere(found)
    with perimeter([two_services.nice]):
        [found] = find_beyond([identity], by=two_services.coordinator_nice)
        assert "PSAD de Saint-Denis" in followed_elsewhere(found)


def test_the_link_of_the_young_person_says_whom_to_call_for_a_copy(archived, client):
    with all_services("test"):
        link = Link.objects.get()
    page = client.get(f"/l/{link.token}/", follow=True)
    assert page.status_code == 410
    assert "Pour une copie de vos papiers" in page.content.decode().replace("&#x27;", "'")


def test_batches_do_all_that_is_due_and_nothing_twice(closed, monkeypatch):
    monkeypatch.setattr("matching.retention.archiving.BATCH", 2)
    for _ in range(5):
        closed(12)
    closed(11)
    assert archive_due() == 5
    assert archive_due() == 0


def test_one_that_fails_stops_no_other_and_is_tried_again(closed, monkeypatch):
    monkeypatch.setattr("matching.retention.archiving.BATCH", 2)
    broken, *others = [closed(12) for _ in range(4)]
    real = archive

    def fails(youth, *, now):
        if youth.pk == broken.pk:
            raise RuntimeError("broken")
        real(youth, now=now)

    monkeypatch.setattr("matching.retention.archiving.archive", fails)
    assert archive_due() == len(others)
    monkeypatch.undo()
    assert archive_due() == 1


def test_who_began_a_parcours_is_offered_its_papers_a_month_before(closed, everywhere):
    youth = closed(14)
    PlacementFactory(youth=youth, stage=PlacementStage.CLOSED, started_on=TODAY())
    assert archive_due() == 0
    now = timezone.now()
    assert waits_of([youth.pk]) == {youth.pk: NOT_OFFERED}
    announce(now=now)
    assert archive_due(now=now) == 0
    assert "papiers proposés le" in waits_of([youth.pk])[youth.pk]
    assert waits_of([youth.pk], TODAY() + timedelta(days=32)) == {}
    assert archive_due(now=now + timedelta(days=32)) == 1


def test_a_suspension_reaches_a_file_of_the_archive(archived, two_services, signed_in):
    officer = signed_in(UserFactory(roles=[Role.DPO], place=two_services.saint_denis))
    address = f"/admin/conservation/suspensions/{archived.code}/"
    until = add_months(TODAY(), 6).strftime("%d/%m/%Y")
    assert officer.post(address, {"reason": "audit", "until": until}).status_code == 302
    with all_services("test"):
        assert LegalHold.objects.get().service.archive_of == two_services.saint_denis
        Youth.objects.update(closed_on=add_months(TODAY(), -30))
        assert not Youth.objects.due_for_anonymisation().exists()
    page = officer.get("/admin/conservation/").content.decode()
    assert archived.code in page and "contrôle ou enquête" in page
    assert "Archivée" not in page


def test_figures_and_promises_hold_after_the_archive(two_services, monkeypatch):
    placement = journey(two_services.saint_denis, to=PlacementStage.CLOSED, by=two_services.tutor)
    services = [two_services.saint_denis.pk]
    with perimeter(services):
        before = meetings(services)
    told = parcours_of([placement.offer_id])
    assert before.count == len(told) == 1
    with all_services("test"):
        youth = Youth.objects.get(pk=placement.youth_id)
        archive(youth)
    with perimeter(services):
        assert not Placement.objects.exists()
        assert meetings(services) == before
    # To the buyer and the company nothing changed, but where the row stands.
    assert [
        replace(each, service_id=services[0]) for each in parcours_of([placement.offer_id])
    ] == told
    [read] = youths_of(told)
    assert read.service_id == two_services.saint_denis.pk
    with all_services("test"):
        assert broken_promises() == []


def test_what_is_due_and_forgotten_is_a_broken_promise(closed, young, everywhere):
    closed(12, days=4)
    assert any("pas encore archivé" in line for line in broken_promises())
    archive_due()
    assert broken_promises() == []
    young(birth_date=of_age(26, days=-5), situation_since=TODAY() - timedelta(days=9))
    assert {line.split(" : ")[0] for line in broken_promises()} >= {
        "dossier échu, pas encore détruit",
        "fin d'un dossier pas encore annoncée",
    }


def test_the_archives_of_services_are_found_by_their_origin(archived, two_services):
    assert archives_of([two_services.saint_denis.pk]) == [service_of(archived).pk]
    assert archives_of([two_services.nice.pk]) == []
