"""« Vos droits » by link: asked by a minor alone or a guardian, verified by somebody, fetched by a code."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.enums import IdentityCheck, PlacementStage, Right, RightsHandOver, RightsWay
from matching.models import Attendance, Guardian, RightsRequest
from matching.rights import delivering, handling
from matching.rights.archive.collecting import collect
from matching.rights.archive.rereading import read
from matching.rights.archive.writing import make
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor
from psf.workflow.models import Action
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path


def the_request(service):
    with perimeter([service]):
        return RightsRequest.objects.select_related("youth", "guardian").get()


@pytest.mark.parametrize("guardian", [False, True])
def test_a_minor_alone_or_a_guardian_asks_by_link(
    visit, file_at, family_link, two_services, guardian
):
    placement = file_at(Stage.SENT)
    visitor = visit(family_link(placement, guardian=guardian))
    assert "Vos droits" in visitor.text()
    assert ("sans vos parents" in visitor.text("droits/")) == (not guardian)
    assert visitor.answers("droits", {"right": "access", "wording": "Tout voir"}).status_code == 302
    request = the_request(two_services.saint_denis)
    assert (request.way, request.asked_by) == (
        RightsWay.LINK,
        Actor.GUARDIAN if guardian else Actor.YOUTH,
    )
    assert request.verified_on is None and bool(request.guardian_id) == guardian
    with perimeter([two_services.saint_denis]):
        assert Action.objects.open().filter(youth=placement.youth, verb="answer_rights").exists()
    text = visitor.text()
    assert "nous vérifions que c’est bien vous" in text


def test_nothing_is_asked_without_saying_what(visit, file_at, family_link, two_services):
    visitor = visit(family_link(file_at(Stage.SENT)))
    page = visitor.answers("droits", {"wording": "Bonjour"})
    assert "Choisissez ce que vous voulez." in page.content.decode()
    with perimeter([two_services.saint_denis]):
        assert not RightsRequest.objects.exists()


def ready(placement, two_services, guardian=None):
    by = two_services.coordinator
    with perimeter([two_services.saint_denis]):
        request = handling.receive(
            placement.youth,
            Right.ACCESS,
            service=placement.service,
            way=RightsWay.LINK,
            asked_by=Actor.GUARDIAN if guardian else Actor.YOUTH,
            guardian=guardian,
        )
        handling.verify(request, IdentityCheck.CALL_BACK, by=by)
        if guardian:
            handling.read_for_the_minor(request, by=by)
        collected = collect(request)
        make(request, collected, read(collected, (), "", ()), by=by)
        delivering.send_link(request, by=by)
    return request


def test_the_copy_opens_with_the_code_sent_to_the_link(visit, file_at, family_link, two_services):
    placement = file_at(Stage.SENT)
    link = family_link(placement)
    ready(placement, two_services)
    with perimeter([two_services.saint_denis]):
        assert Message.objects.filter(kind="youth_rights_copy", youth=placement.youth).exists()
    visitor = visit(link)
    assert "Ouvrir la copie" in visitor.text()
    before = visitor.client.get(f"{visitor.url}copie/").text
    assert "Demandez d’abord un code" in before and "Un code est parti" not in before
    wrong = visitor.client.post(f"{visitor.url}copie/", {"code": "000000"})
    assert wrong.status_code == 409
    visitor.answers("code-copie")
    assert "Un code est parti" in visitor.client.get(f"{visitor.url}copie/").text
    with perimeter([two_services.saint_denis]):
        code = Link.objects.get(pk=link.pk).code
    got = visitor.client.post(f"{visitor.url}copie/", {"code": code})
    assert got["Content-Type"] == "application/zip" and got.content[:2] == b"PK"
    request = the_request(two_services.saint_denis)
    assert (request.outcome, request.handed_over) == ("answered", RightsHandOver.LINK)
    assert request.downloaded_at
    with perimeter([two_services.saint_denis]):
        assert AccessLog.objects.filter(door="rights", link=link.pk).exists()
    # The code has served; the copy stays until its day for a new one.
    again = visitor.client.post(f"{visitor.url}copie/", {"code": code})
    assert again.status_code == 409


def test_one_never_opens_the_copy_of_the_other(visit, file_at, family_link, two_services):
    placement = file_at(Stage.SENT)
    with perimeter([two_services.saint_denis]):
        guardian = Guardian.objects.get(youth=placement.youth)
    ready(placement, two_services, guardian=guardian)
    visitor = visit(family_link(placement))
    assert "Ouvrir la copie" not in visitor.text()
    assert visitor.page("copie/").status_code == 410


def test_a_copy_past_its_week_is_not_given(visit, file_at, family_link, two_services):
    placement = file_at(Stage.SENT)
    request = ready(placement, two_services)
    with perimeter([two_services.saint_denis]):
        RightsRequest.objects.filter(pk=request.pk).update(
            archive_until=timezone.now() - timedelta(minutes=1)
        )
    assert visit(family_link(placement)).page("copie/").status_code == 410


@pytest.fixture
def closed_file(file_at, two_services):
    """A parcours that went to its end, with the hours of its first week."""
    placement = file_at(PlacementStage.CLOSED)
    with perimeter([two_services.saint_denis]):
        first = placement.started_on
        monday = first - timedelta(days=first.weekday())
        Attendance.objects.get_or_create(
            placement=placement,
            week=monday,
            defaults={"hours": 28, "recorded_by": two_services.tutor},
        )
    return placement


@pytest.mark.parametrize("guardian", [False, True])
def test_the_attestation_and_the_bilan_stay_once_the_parcours_is_closed(
    visit, closed_file, family_link, guardian
):
    visitor = visit(family_link(closed_file, guardian=guardian))
    text = visitor.text()
    assert "attestation" in text and "bilan/1/" in text
    paper = visitor.page("document/attestation-1/")
    assert paper.status_code == 200 and paper.content[:2] == b"PK"
    assert "attestation" in paper["Content-Disposition"]
    assert visitor.page("document/attestation-2/").status_code == 404


def test_before_the_end_there_is_no_attestation(visit, file_at, family_link):
    visitor = visit(family_link(file_at(Stage.IN_COMPANY)))
    assert "attestation-1" not in visitor.text()
    assert visitor.page("document/attestation-1/").status_code == 404


def test_an_expired_link_of_a_closed_parcours_gives_way_to_a_new_one(
    visit, closed_file, family_link, two_services
):
    placement = closed_file
    link = family_link(placement)
    with perimeter([two_services.saint_denis]):
        Link.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(days=1))
    visitor = visit(link)
    assert visitor.page().status_code == 410 and "nouveau" in visitor.text()
    visitor.client.post(f"{visitor.url}renvoyer/")
    with perimeter([two_services.saint_denis]):
        message = Message.objects.get(kind="youth_resend")
        new = message.link
    assert new.pk != link.pk and new.is_alive()
    text = visit(new).text()
    assert "attestation-1" in text and "bilan/1/" in text


@pytest.mark.parametrize("who", ["company_link", "clause_link", "buyer_link"])
def test_contacts_of_companies_and_buyers_ask_by_their_link(
    visit, file_at, two_services, request, who
):
    visitor = visit(request.getfixturevalue(who)(file_at(Stage.SENT)))
    assert "Vos droits sur vos données" in visitor.text()
    assert visitor.answers("droits", {"right": "erasure"}).status_code == 302
    asked = the_request(two_services.saint_denis)
    assert asked.youth is None and (asked.contact or asked.buyer_contact)
    assert asked.service == two_services.saint_denis and asked.due_on
