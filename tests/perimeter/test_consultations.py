"""«Consultations»: the data protection officer reads who looked at what, within a dated perimeter."""

import pytest
from django.db import ProgrammingError, transaction

from psf.accounts.roles import Role
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.matching import YouthFactory
from tests.refusals import Refusal, assert_refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ADDRESS = "/admin/consultations/"


@pytest.fixture
def consulted(two_services, signed_in):
    youth = YouthFactory(service=two_services.saint_denis)
    signed_in(two_services.tutor).get(f"/admin/jeunes/inspect/{youth.pk}/")
    return youth


def test_the_officer_reads_who_looked_at_what(two_services, signed_in, consulted):
    officer = UserFactory(roles=[Role.DPO], place=two_services.saint_denis)
    client = signed_in(officer)
    text = client.get(ADDRESS).content.decode()
    assert consulted.code in text and str(two_services.tutor) in text
    assert consulted.last_name not in text
    assert ADDRESS in client.get("/admin/").content.decode()
    none = client.get(ADDRESS, {"code": "J-1999-00001"}).content.decode()
    assert consulted.code not in none.replace('value="J-1999-00001"', "")
    assert client.get(f"{ADDRESS}resultats/").status_code == 200
    sheet = client.get(f"{ADDRESS}?export=csv")
    assert consulted.code in b"".join(sheet.streaming_content).decode()


def test_an_officer_of_elsewhere_reads_nothing_of_it(two_services, signed_in, consulted):
    officer = UserFactory(roles=[Role.DPO], place=two_services.nice)
    answer = signed_in(officer).get(ADDRESS)
    assert answer.status_code == 200 and consulted.code not in answer.content.decode()


def test_others_do_not_read_it(two_services, signed_in, consulted):
    client = signed_in(two_services.coordinator)
    assert_refused(client.get(ADDRESS), Refusal.BACK_HOME)
    assert ADDRESS not in client.get("/admin/").content.decode()


def test_a_trace_cannot_be_written_for_a_service_out_of_sight(two_services):
    with perimeter([two_services.nice]), pytest.raises(ProgrammingError), transaction.atomic():
        AccessLog.objects.create(
            user=two_services.tutor, door="form", service=two_services.saint_denis
        )


def test_a_day_that_cannot_be_read_shows_no_row_and_says_so(two_services, signed_in, consulted):
    client = signed_in(UserFactory(roles=[Role.DPO], place=two_services.saint_denis))
    page = client.get(ADDRESS, {"at_from": "31/02/2026"}).content.decode()
    assert consulted.code not in page
    assert "31/02/2026" in page and "calendrier" in page
    sheet = client.get(ADDRESS, {"at_from": "31/02/2026", "export": "csv"})
    assert consulted.code not in b"".join(sheet.streaming_content).decode()
    assert consulted.code in client.get(ADDRESS, {"at_from": "01/01/2020"}).content.decode()
