"""Where a policy asks for it, a coordinator or the département approves before the next stage."""

import pytest
from django.utils.html import strip_tags

from matching.enums import PlacementStage
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action, StagePolicy
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey, said_on_screen
from tests.matching.workflow.test_matrix import file_at

# A file begins in the company on a school day.
pytestmark = [pytest.mark.django_db, pytest.mark.working_day]
PLACES = {
    Role.BASIN: lambda service: service,
    Role.DEPARTMENTAL: lambda service: service.department,
    Role.ACADEMIC: lambda service: service.department.academy,
    Role.REGIONAL: lambda service: service.department.academy.region,
}


@pytest.fixture
def service(two_services):
    return two_services.saint_denis


@pytest.fixture
def approver(service, signed_in):
    """`approver(role)`: a client of somebody of that role, here."""
    return lambda role: signed_in(UserFactory(roles=[role], place=PLACES[role](service)))


def ask(**approvals):
    StagePolicy.objects.create(reason="Essai", **approvals)


def text(answer):
    return " ".join(strip_tags(answer.content.decode()).replace("&#x27;", "'").split())


def address(placement, name=""):
    return f"/admin/suivi/{placement.code}/{name + '/' if name else ''}"


def send(client, placement):
    with perimeter([placement.service_id]):
        typed = said_on_screen(placement)
    return client.post(address(placement, "send"), typed)


def opened(placement, verb):
    with perimeter([placement.service_id]):
        return Action.objects.open().filter(placement=placement, verb=verb).first()


def stage(placement):
    with perimeter([placement.service_id]):
        placement.refresh_from_db()
    return placement.stage


def test_the_approver_has_an_action_from_the_moment_the_file_enters(service):
    ask(approval_send="department")
    action = opened(journey(service), "approve_send")
    assert (action.actor, action.person) == ("department", None)


@pytest.mark.parametrize(
    ("wanted", "allowed"),
    [
        ("coordinator", {Role.BASIN, Role.DEPARTMENTAL, Role.ACADEMIC, Role.REGIONAL}),
        ("department", {Role.DEPARTMENTAL, Role.ACADEMIC, Role.REGIONAL}),
    ],
)
def test_the_level_named_and_those_above_approve(
    service, approver, two_services, signed_in, wanted, allowed
):
    ask(approval_send=wanted)
    for role in PLACES:
        placement = file_at("R", service)
        answer = approver(role).post(address(placement, "approve"))
        assert (answer.status_code == 302) is (role in allowed), role
        assert (opened(placement, "approve_send") is None) is (role in allowed)
    answer = signed_in(two_services.tutor).post(address(file_at("R", service), "approve"))
    assert answer.status_code == 403


def test_a_move_waits_for_its_approval_and_says_whose(service, approver, two_services, signed_in):
    ask(approval_send="department")
    placement = file_at("R", service)
    tutor = signed_in(two_services.tutor)
    assert "À approuver d'abord par : coordonnateur départemental." in text(
        tutor.get(address(placement))
    )
    send(tutor, placement)
    assert stage(placement) == PlacementStage.RESERVED
    approver(Role.DEPARTMENTAL).post(address(placement, "approve"))
    send(tutor, placement)
    assert stage(placement) == PlacementStage.SENT


def test_starting_in_the_company_may_wait_too(service, approver, two_services, signed_in):
    ask(approval_start="coordinator")
    placement = file_at("C", service)
    tutor = signed_in(two_services.tutor)
    tutor.post(address(placement, "start"))
    assert stage(placement) == PlacementStage.CONVENTION
    approver(Role.BASIN).post(address(placement, "approve"))
    tutor.post(address(placement, "start"))
    assert stage(placement) == PlacementStage.IN_COMPANY


def test_a_refusal_is_explained_and_the_file_is_revised_then_approved(service, approver):
    ask(approval_send="coordinator")
    placement = file_at("R", service)
    coordinator = approver(Role.BASIN)
    answer = coordinator.post(address(placement, "refuse_approval"), {"text": " "})
    assert "Dites ce qu'il faut revoir." in text(answer)
    coordinator.post(address(placement, "refuse_approval"), {"text": "Précisez les objectifs."})
    assert opened(placement, "revise_file").person == placement.tutor
    assert opened(placement, "approve_send").outcome == "refused"
    page = text(coordinator.get(address(placement)))
    assert "Précisez les objectifs." in page
    assert "Refusé par coordonnateur : à revoir, puis à approuver." in page
    coordinator.post(address(placement, "approve"))
    assert opened(placement, "revise_file") is None
    send(coordinator, placement)
    assert stage(placement) == PlacementStage.SENT


@pytest.mark.parametrize(
    ("name", "data"), [("approve", {}), ("refuse_approval", {"text": "À revoir."})]
)
def test_an_answer_can_be_undone(service, approver, name, data):
    ask(approval_send="coordinator")
    placement = file_at("R", service)
    before = opened(placement, "approve_send")
    coordinator = approver(Role.BASIN)
    coordinator.post(address(placement, name), data)
    coordinator.post(address(placement, "annuler"), {"text": "Erreur de dossier"})
    after = opened(placement, "approve_send")
    assert (after.pk, after.due, after.outcome) == (before.pk, before.due, "")
    assert opened(placement, "revise_file") is None


def test_a_file_that_was_there_before_keeps_the_rule_under_which_it_entered(service, approver):
    placement = file_at("R", service)
    ask(approval_send="coordinator")
    send(approver(Role.BASIN), placement)
    assert stage(placement) == PlacementStage.SENT


def test_an_approval_given_up_holds_nobody(service, approver):
    ask(approval_send="coordinator")
    placement = file_at("R", service)
    ask(approval_send="none")
    send(approver(Role.BASIN), placement)
    assert stage(placement) == PlacementStage.SENT


def test_nothing_is_said_of_approvals_where_none_is_asked(service, approver):
    page = text(approver(Role.BASIN).get(address(journey(service))))
    assert "pprobation" not in page
