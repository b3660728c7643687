"""Whichever door is used, an obligatory point holds its action and nothing leaves unsaid."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.documents.attaching import attach
from matching.enums import PlacementStage
from matching.messages import recipients
from matching.models import Agreement
from matching.placements.calls import record_call
from matching.placements.workflow import PLACEMENTS
from psf.documents.content import accept
from psf.documents.models import StoredFile
from psf.links.enums import LinkPurpose
from psf.perimeter.scope import perimeter
from psf.workflow import assignment
from psf.workflow.enums import CallOutcome
from psf.workflow.errors import Refused
from psf.workflow.models import Action, StagePolicy
from tests.documents import samples
from tests.factories.accounts import coordinator
from tests.factories.journey import journey, said, said_on_screen
from tests.matching.workflow.test_matrix import file_at, schedule_of

pytestmark = pytest.mark.django_db
Stage = PlacementStage
POINT = "Adresse vérifiée"


def obligatory(step):
    StagePolicy.objects.create(reason="Essai", steps={step: {"required": [POINT]}})


@pytest.fixture
def service(two_services):
    return two_services.saint_denis


@pytest.mark.parametrize("door", ["dossier", "enchaîner", "file", "rôle"])
def test_no_screen_sends_past_an_obligatory_point(service, signed_in, door):
    obligatory("prepare_file")
    placement = file_at("R", service)
    client = signed_in(coordinator(service) if door == "rôle" else placement.tutor)
    with perimeter([service]):
        typed = said_on_screen(placement)
        action = placement.actions.open().get(verb="prepare_file")
    url = reverse("work:send", args=[placement.code])
    if door == "enchaîner":
        client.post(f"/admin/suivi/enchainer/?action={action.pk}", {"fait": "1"})
        typed["next"] = "/admin/suivi/enchainer/"
    if door == "file":
        client.post(reverse("work:action", args=[placement.code, action.pk, "fait"]))
    page = client.get(url).content.decode()
    assert POINT in page
    assert "Confirmer : transmettre" not in page
    client.post(url, typed)
    with perimeter([service]):
        placement.refresh_from_db()
        assert (placement.stage, placement.sent_on) == (Stage.RESERVED, None)
        assert Action.objects.open().filter(pk=action.pk).exists()


def test_saying_done_and_calling_do_not_end_what_an_obligatory_point_holds(service):
    StagePolicy.objects.create(
        reason="Essai",
        steps={step: {"required": [POINT]} for step in ("call_company", "revise_file")},
    )
    placement = journey(service)
    with perimeter([service]):
        record_call(placement, by=placement.tutor, outcome=CallOutcome.REACHED)
        assert placement.actions.open().filter(verb="call_company").exists()
        call = Action.objects.get(placement=placement, verb="call_company")
        revise = Action.objects.create(
            verb="revise_file",
            actor="tutor",
            opened_at=timezone.now(),
            due=call.due,
            step="revise_file",
            **placement.as_subject(),
        )
        with pytest.raises(Refused, match=POINT):
            assignment.complete(revise, by=placement.tutor)


def test_a_paper_put_into_a_file_already_sent_asks_for_the_agreement(service, signed_in):
    placement = journey(service, to=Stage.SENT)
    with perimeter([service]):
        content = accept(samples.pdf("cv"))
        with pytest.raises(Refused, match="accord du jeune"):
            attach(placement, "cv", content, by=placement.tutor, masked=True)
        assert not StoredFile.objects.filter(placement=placement).exists()
        before = Agreement.objects.filter(placement=placement).count()
        today = timezone.localdate()
        attach(placement, "cv", content, by=placement.tutor, masked=True, agreement=said(today))
        assert Agreement.objects.filter(placement=placement).count() == before + 1
    page = signed_in(placement.tutor).get(
        reverse("work:documents:attach", args=[placement.code, "letter"])
    )
    assert "Le jeune est d'accord" in page.content.decode().replace("&#x27;", "'")


def test_no_link_of_a_company_is_issued_while_nothing_has_left(service):
    placement = file_at("R", service)
    with perimeter([service]):
        give = recipients.link_for(
            LinkPurpose.COMPANY, placement=placement, contact=placement.host_slot.tutor
        )
        assert give("claude@exemple.fr") is None


def test_dates_changed_after_an_approval_are_approved_again(service):
    StagePolicy.objects.create(reason="Essai", approval_start="coordinator")
    placement = file_at("C", service)
    with perimeter([service]):
        PLACEMENTS.perform(placement, "approve", by=coordinator(service))
        assert "pprouv" not in (PLACEMENTS.refusal(placement, "start", placement.tutor) or "")
        data = schedule_of(placement)
        period, half = data["periods"][0], timedelta(minutes=30)
        for name in ("day_start", "day_end"):
            earlier = datetime.combine(timezone.localdate(), getattr(period, name)) - half
            setattr(period, name, earlier.time())
        PLACEMENTS.perform(placement, "schedule", by=placement.tutor, data=data)
        assert "À approuver" in PLACEMENTS.refusal(placement, "start", placement.tutor)
