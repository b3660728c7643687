"""The notice given to each person keeps its version, and the text of that version is read again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.models import Notice, Youth
from matching.placements.workflow import PLACEMENTS
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.links import link_to
from tests.factories.matching import GuardianFactory, PlacementFactory, YouthFactory

pytestmark = pytest.mark.django_db
FIRST = "2026-01"


@pytest.fixture
def second():
    """In force since yesterday."""
    return Notice.objects.create(
        number="2026-11",
        valid_from=timezone.localdate() - timedelta(days=1),
        text="Texte nouveau pour le jeune.",
        guardian_text="Texte nouveau pour le représentant légal.",
    )


def test_the_version_in_force_that_day_is_written_beside_each_person(two_services, second):
    today = timezone.localdate()
    with perimeter([two_services.saint_denis]):
        youth = YouthFactory(
            service=two_services.saint_denis,
            notice_version="",
            guardian_notice_version="",
            notice_given_on=today - timedelta(days=30),
            guardian_notice_given_on=today,
        )
        youth.full_clean()
    assert (youth.notice_version, youth.guardian_notice_version) == (FIRST, second.number)


def test_a_version_that_no_notice_bears_is_refused_and_a_former_one_stays(two_services):
    with perimeter([two_services.saint_denis]):
        youth = YouthFactory(service=two_services.saint_denis)
        youth.notice_version = "inconnue"
        with pytest.raises(ValidationError) as refused:
            youth.full_clean()
        assert refused.value.message_dict == {
            "notice_version": ["Aucune notice ne porte cette version : 2026-01."]
        }
        Youth.objects.filter(pk=youth.pk).update(notice_version="v2")
        youth.refresh_from_db()
        youth.full_clean()
        assert youth.notice_version == "v2"


def test_preparing_a_file_records_the_version_handed_over(two_services, second, signed_in):
    with perimeter([two_services.saint_denis]):
        youth = YouthFactory(
            service=two_services.saint_denis,
            birth_date=timezone.localdate() - timedelta(days=365 * 17),
            notice_version="",
            guardian_notice_version="",
            notice_given_on=None,
            guardian_notice_given_on=None,
        )
        GuardianFactory(youth=youth)
        placement = PlacementFactory(youth=youth, tutor=two_services.tutor)
        PLACEMENTS.perform(
            placement,
            "prepare",
            by=two_services.tutor,
            data={"notice_given_on": True, "guardian_notice_given_on": True},
        )
        youth.refresh_from_db()
    assert youth.notice_given_on == youth.guardian_notice_given_on == timezone.localdate()
    assert youth.notice_version == youth.guardian_notice_version == second.number


def test_anybody_reads_the_version_in_force_and_those_before_it_but_none_to_come(second):
    client = Client()
    Notice.objects.create(
        number="2027-01",
        valid_from=timezone.localdate() + timedelta(days=1),
        text="Pas encore",
        guardian_text="Pas encore",
    )
    page = client.get("/notice/").content.decode()
    assert "Texte nouveau pour le jeune." in page and "représentant légal." in page
    assert reverse("notices:version", args=[FIRST]) in page and "2027-01" not in page
    before = client.get(f"/notice/{FIRST}/").content.decode()
    assert "Un service de l’éducation nationale vous accompagne" in before
    assert client.get("/notice/2027-01/").status_code == 404
    assert client.get("/notice/a/b/").status_code == 404


def test_the_officer_writes_a_new_version_and_changes_none_that_was_given(signed_in, second):
    officer = signed_in(UserFactory(roles=[Role.DPO]))
    address = "/admin/reglages/notices/"
    form = officer.get(f"{address}add/").content.decode()
    assert "Texte nouveau pour le jeune." in form
    values = {"reason": "Avis", "text": "T", "guardian_text": "T"}
    today = timezone.localdate()
    sent = officer.post(
        f"{address}add/", values | {"valid_from": today.isoformat(), "number": FIRST}
    )
    assert sent.context["form"].errors["number"] == ["Une notice porte déjà cette version."]
    assert (
        officer.post(
            f"{address}add/", values | {"valid_from": today.isoformat(), "number": "2026-12"}
        ).status_code
        == 302
    )
    officer.post(f"{address}edit/{second.pk}/", values | {"valid_from": today.isoformat()})
    second.refresh_from_db()
    assert second.text == "Texte nouveau pour le jeune."


def test_the_record_leads_to_the_text_that_was_given(two_services, signed_in):
    with perimeter([two_services.saint_denis]):
        youth = YouthFactory(service=two_services.saint_denis)
    answer = signed_in(two_services.coordinator).get(f"/admin/jeunes/inspect/{youth.pk}/")
    assert reverse("notices:version", args=[FIRST]) in answer.content.decode()


@pytest.mark.parametrize("purpose", ["youth", "guardian"])
def test_the_page_of_a_family_leads_to_the_notice(two_services, purpose):
    with perimeter([two_services.saint_denis]):
        youth = YouthFactory(service=two_services.saint_denis, age=17)
        guardian = GuardianFactory(youth=youth)
        PlacementFactory(youth=youth, tutor=two_services.tutor)
        about = {"guardian": guardian} if purpose == "guardian" else {}
        link = link_to(purpose, youth=youth, **about)
    client = Client()
    page = client.get(client.get(f"/l/{link.token}/").url).content.decode()
    assert f'href="{reverse("notices:in_force")}"' in page


def test_the_first_notice_says_what_the_buyer_reads_and_what_is_kept_of_the_family():
    text = Notice.objects.get(number=FIRST).text
    assert "un bilan sans votre nom" in text and "est masqué" in text
    assert "le nom de votre représentant légal, son lien avec vous" in text
    assert "ou votre famille" not in text
