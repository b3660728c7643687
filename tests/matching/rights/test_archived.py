"""A person whose file is in the restricted archive keeps their rights: the DPO answers, nobody reopens it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.enums import Right, RightsOutcome
from matching.models import RightsRequest, Youth
from matching.retention.archiving import archive
from psf.accounts.roles import Role
from psf.perimeter.scope import all_services
from tests.factories.accounts import UserFactory
from tests.factories.matching import YouthFactory
from tests.matching.retention import deciding
from tests.matching.rights.test_requests import step

pytestmark = pytest.mark.django_db


@pytest.fixture
def archived(two_services):
    youth = YouthFactory(
        service=two_services.saint_denis, last_name="Quintessence", first_name="Zoltan"
    )
    with all_services("test"):
        archive(youth)
    return youth


@pytest.fixture
def dpo(signed_in):
    return signed_in(UserFactory(roles=[Role.DPO], username="dpo"))


def asked(dpo, youth, right):
    """Found by the letter's name and birth date, and noted."""
    found = dpo.post(
        reverse("rights:find"),
        {
            "last_name": "quintessence",
            "first_name": "zoltan",
            "birth_date": youth.birth_date.isoformat(),
        },
    )
    url = reverse("rights:ask_youth", args=[youth.code])
    assert url in found.text
    today = timezone.localdate()
    dpo.post(url, {"right": right, "asker": "self", "way": "letter", "received_on": today})
    return again(youth)


def again(youth):
    with all_services("test"):
        return RightsRequest.objects.get(label=youth.code)


def test_the_dpo_gives_them_their_copy(dpo, archived, signed_in, two_services):
    request = asked(dpo, archived, Right.ACCESS)
    assert request.service.archive_of == two_services.saint_denis
    coordinator = signed_in(two_services.coordinator)
    assert coordinator.get(reverse("rights:request", args=[request.code])).status_code == 404
    step(dpo, request, "verifier", how="papers")
    reread = reverse("rights:reread", args=[request.code])
    seen = dpo.get(reread).context["form"].initial["seen"]
    dpo.post(reread, {"seen": seen, "words": ""}, follow=True)
    copy = dpo.get(reverse("rights:copy", args=[request.code]))
    assert copy.content[:2] == b"PK"
    step(dpo, request, "remettre", how="in_hand")
    assert again(archived).outcome == RightsOutcome.ANSWERED
    with all_services("test"):
        archived.refresh_from_db()
    assert archived.service.archive_of == two_services.saint_denis


def test_the_dpo_erases_them_once_another_officer_knows_who_asks(dpo, archived, signed_in):
    deciding.decide()
    request = asked(dpo, archived, Right.ERASURE)
    step(dpo, request, "verifier", how="papers")
    step(dpo, request, "effacer", how="letter", sure="on")
    assert again(archived).is_open
    other = signed_in(UserFactory(roles=[Role.DPO]))
    step(other, request, "effacer", how="letter", sure="on")
    assert again(archived).outcome == RightsOutcome.ANSWERED
    with all_services("test"):
        assert not Youth.objects.current().filter(pk=archived.pk).exists()


def test_a_coordinator_is_told_who_answers(signed_in, two_services, archived):
    page = signed_in(two_services.coordinator).post(
        reverse("conservation:archive"), {"code": archived.code, "reason": "rights"}
    )
    assert "Le DPO note sa demande" in page.text
