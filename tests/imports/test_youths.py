"""Young people by file, from sending to importing, as a coordinator does it."""

from django.urls import reverse

from matching.models import SituationEntry, Youth
from psf.imports.enums import Outcome
from psf.imports.models import ImportBatch
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.factories.matching import YouthFactory

from .conftest import (
    YOUTH_TITLES,
    batch,
    batch_of,
    csv_file,
    lines,
    text_of,
    xlsx_file,
    youth_row,
)


def test_nothing_is_written_before_importer_then_everything_is(
    send, two_services, signed_in
):
    page = send(csv_file([YOUTH_TITLES, youth_row(), youth_row("Ricochet", "Noé", "M")]))
    assert "Importer 2 lignes" in text_of(page)
    with perimeter([two_services.saint_denis]):
        assert not Youth.objects.exists()
    pk = batch_of(page)
    client = signed_in(two_services.coordinator)
    done = client.post(reverse("imports:confirm", args=[pk]), follow=True)
    assert "2 lignes importées" in text_of(done)
    with perimeter([two_services.saint_denis]):
        lou = Youth.objects.get(last_name="Marelle")
        assert (lou.phone, str(lou.birth_date), lou.commune.code) == (
            "06 39 98 00 01",
            "2009-11-22",
            "93066",
        )
        assert lou.code.startswith("J-")
        assert SituationEntry.objects.filter(youth=lou).count() == 1


def test_a_second_submission_imports_nothing_more(send, two_services, signed_in):
    pk = batch_of(send(csv_file([YOUTH_TITLES, youth_row()])))
    client = signed_in(two_services.coordinator)
    client.post(reverse("imports:confirm", args=[pk]))
    again = client.post(reverse("imports:confirm", args=[pk]), follow=True)
    assert "déjà été lancé" in text_of(again)
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.count() == 1
