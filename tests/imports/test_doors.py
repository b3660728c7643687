"""Who may import, whose file it is, and when it is forgotten."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from psf.accounts.roles import Role
from psf.imports.models import ImportBatch, ImportLine
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory, coordinator

from .conftest import YOUTH_TITLES, batch_of, csv_file, lines, text_of, youth_row


@pytest.mark.parametrize("role", [Role.TUTOR, Role.NATIONAL, Role.WRITER, Role.ADMINISTRATOR])
def test_only_coordinators_import(two_services, signed_in, role):
    client = signed_in(UserFactory(roles=[role], place=two_services.saint_denis))
    for address in (
        reverse("imports:index"),
        reverse("imports:upload", args=["jeunes"]),
        reverse("imports:template", args=["jeunes", "csv"]),
    ):
        assert client.get(address).status_code == 302


def test_a_service_outside_the_perimeter_is_refused(send, two_services):
    page = send(csv_file([YOUTH_TITLES, youth_row()]), service=two_services.nice)
    assert page.context["form"].errors["service"]
    titles = [*YOUTH_TITLES, "service"]
    page = send(csv_file([titles, [*youth_row(), "PSAD de Nice"]]))
    assert (
        "n'est pas un service de votre périmètre"
        in lines(batch_of(page), two_services.saint_denis)[0].message
    )


@pytest.mark.parametrize("name", ["batch", "columns", "confirm", "resume", "discard", "lines"])
def test_a_file_under_way_is_seen_by_its_sender_only(send, two_services, signed_in, name):
    pk = batch_of(send(csv_file([YOUTH_TITLES, youth_row(sex="?")])))
    args = [pk, "csv"] if name == "lines" else [pk]
    colleague = coordinator(two_services.saint_denis, username="collegue")
    for user in (colleague, two_services.coordinator_nice):
        client = signed_in(user)
        assert client.get(reverse(f"imports:{name}", args=args)).status_code in {404, 405}
        assert client.post(reverse(f"imports:{name}", args=args)).status_code in {404, 405}
    with perimeter([two_services.saint_denis]):
        assert ImportBatch.objects.get(pk=pk).state == "ready"


def test_the_database_hides_a_file_under_way_from_other_services(send, two_services):
    send(csv_file([YOUTH_TITLES, youth_row()]))
    with perimeter([two_services.nice]):
        assert not ImportBatch.objects.exists()
        assert not ImportLine.objects.exists()


def test_giving_up_erases_the_file(send, two_services, signed_in):
    pk = batch_of(send(csv_file([YOUTH_TITLES, youth_row()])))
    client = signed_in(two_services.coordinator)
    page = client.post(reverse("imports:discard", args=[pk]), follow=True)
    assert "rien n'a été enregistré" in text_of(page).replace("&#39;", "'")
    assert not lines(pk, two_services.saint_denis)


def test_after_a_day_lines_are_forgotten_and_the_campaign_stays(send, two_services, signed_in):
    imported = batch_of(send(csv_file([YOUTH_TITLES, youth_row(), youth_row(sex="?")])))
    signed_in(two_services.coordinator).post(reverse("imports:confirm", args=[imported]))
    left = batch_of(send(csv_file([YOUTH_TITLES, youth_row("Ricochet")])))
    fresh = batch_of(send(csv_file([YOUTH_TITLES, youth_row("Tournesol")])))
    with perimeter([two_services.saint_denis]):
        ImportBatch.objects.filter(pk__in=[imported, left]).update(
            expires_at=timezone.now() - timedelta(minutes=1)
        )
    call_command("purge_imports")
    with perimeter([two_services.saint_denis]):
        assert set(ImportBatch.objects.values_list("pk", flat=True)) == {imported, fresh}
        assert set(ImportLine.objects.values_list("batch_id", flat=True)) == {fresh}
