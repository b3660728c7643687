"""What follows a file that is being read, without anybody reloading the page."""

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from psf.imports.enums import BatchState
from psf.imports.models import ImportBatch
from psf.perimeter.scope import perimeter

pytestmark = pytest.mark.browser


def test_the_page_of_a_file_being_read_follows_it_to_the_end(browse, two_services):
    service, user = two_services.saint_denis, two_services.coordinator
    with transaction.atomic(), perimeter([service]):
        batch = ImportBatch.objects.create(
            kind="jeunes",
            service=service,
            user=user,
            filename="liste.csv",
            state=BatchState.READING,
            line_count=2_000,
        )
    page = browse(user)
    page.goto(reverse("imports:batch", args=[batch.pk]))
    expect(page.get_by_role("status").filter(has_text="Lecture du fichier")).to_be_visible()
    with transaction.atomic(), perimeter([service]):
        ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.READY)
    page.get_by_text("Rien n'est encore enregistré").wait_for()
    assert page.trouble == []
