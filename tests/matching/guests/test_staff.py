"""What whoever follows the file sees and does with the answers, and with the links."""

import pytest
from django.utils import timezone

from matching.placements.replies.days import suggested
from matching.placements.workflow import PLACEMENTS
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db


def moments(placement):
    days = suggested(placement.host_slot.commune.department, timezone.localdate())
    return [at for day in days.values() for at in day]


@pytest.fixture
def with_dates(file_at, company_link, visit):
    placement = file_at(Stage.SENT)
    values = [at.isoformat() for at in moments(placement)[:3]]
    visit(company_link(placement)).answers(
        "propose_dates", {"moments": values, "place": "Salle du canal"}
    )
    return placement


def test_the_tutor_chooses_one_of_the_dates_in_the_form(with_dates, signed_in, two_services, seen):
    client = signed_in(two_services.tutor)
    url = f"/admin/suivi/{with_dates.code}/plan_meeting/"
    page = client.get(url).content.decode()
    assert "Dates proposées par l&#x27;entreprise" in page
    assert "Salle du canal" in page
    chosen = moments(with_dates)[1]
    proposed = next(at for at in seen(with_dates).dates if at == chosen)
    answer = client.post(url, {"proposed": proposed.isoformat(), "meeting_place": "Salle du canal"})
    assert answer.status_code == 302
    found = seen(with_dates)
    assert (found.stage, found.meeting_at) == (Stage.MEETING, chosen)


def test_another_date_than_those_proposed_needs_a_day(with_dates, signed_in, two_services, seen):
    client = signed_in(two_services.tutor)
    url = f"/admin/suivi/{with_dates.code}/plan_meeting/"
    assert client.post(url, {"proposed": ""}).status_code == 200
    assert seen(with_dates).stage == Stage.SENT
    day = moments(with_dates)[-1].date().isoformat()
    answer = client.post(url, {"proposed": "", "meeting_day": day, "meeting_time": "15:00"})
    assert answer.status_code == 302


def test_the_answer_stands_in_the_dossier_and_can_be_undone(
    with_dates, signed_in, two_services, seen
):
    page = signed_in(two_services.coordinator).get(f"/admin/suivi/{with_dates.code}/")
    text = page.content.decode()
    assert "Choisir une date de réunion" in text
    assert "Entreprise, par son lien" in text
    assert "Liens personnels" in text
    with perimeter([two_services.saint_denis]):
        PLACEMENTS.undo(seen(with_dates), by=two_services.coordinator, text="Essai")
    found = seen(with_dates)
    assert found.dates == []
    assert {"answer", "call_company"} <= set(found.verbs)
    assert "choose_date" not in found.verbs


def test_a_coordinator_revokes_a_link_and_a_tutor_does_not(
    file_at, company_link, visit, signed_in, two_services
):
    placement = file_at(Stage.SENT)
    link = company_link(placement)
    visitor = visit(link)
    url = f"/admin/suivi/{placement.code}/liens/{link.pk}/retirer/"
    assert signed_in(two_services.tutor).post(url).status_code == 403
    assert visitor.page().status_code == 200
    assert signed_in(two_services.coordinator).post(url).status_code == 302
    assert visitor.page().status_code == 410
    assert signed_in(two_services.coordinator_nice).post(url).status_code == 404


def test_a_link_is_sent_again_from_the_dossier_and_its_token_never_shown(
    file_at, company_link, signed_in, two_services
):
    placement = file_at(Stage.SENT)
    link = company_link(placement)
    client = signed_in(two_services.tutor)
    answer = client.post(f"/admin/suivi/{placement.code}/liens/{link.pk}/renvoyer/")
    assert answer.status_code == 302
    with perimeter([two_services.saint_denis]):
        again = Message.objects.get(placement=placement, kind="company_resend")
        assert again.address == link.contact.email
        assert again.link_id == link.pk
    page = client.get(f"/admin/suivi/{placement.code}/")
    assert link.token not in page.content.decode()
