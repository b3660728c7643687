"""Two who undo one import at the same instant: it is undone once, and the second is told so."""

from django.test import Client
from django.urls import reverse

from matching.models import Youth
from psf.imports import undoing
from psf.imports.enums import BatchState
from psf.perimeter.scope import perimeter
from psf.workflow.models import Event
from tests.editing.test_races import Race
from tests.own_database import db  # noqa: F401

from .conftest import YOUTH_TITLES, batch, batch_of, csv_file, text_of, youth_row


def test_a_second_undo_waits_for_the_first_then_undoes_nothing(
    send, signed_in, two_services, monkeypatch
):
    service = two_services.saint_denis
    client = signed_in(two_services.coordinator)
    pk = batch_of(send(csv_file([YOUTH_TITLES, youth_row()])))
    client.post(reverse("imports:confirm", args=[pk]), follow=True)
    with perimeter([service]):
        assert Youth.objects.count() == 1

    race, undo, undone = Race(), undoing._undo, []

    def slowly(each, now):
        undo(each, now)
        undone.append(each.pk)
        race.hold()

    monkeypatch.setattr(undoing, "_undo", slowly)
    other = Client()
    other.cookies = client.cookies
    address = reverse("imports:undo", args=[pk])
    first, second = race.run(
        lambda: client.post(address, {"reason": "Mauvaise liste"}, follow=True),
        lambda: other.post(address, {"reason": "Mauvaise liste aussi"}, follow=True),
    )
    assert "Import annulé" in text_of(first)
    # By whom and why, and no word of rows gone from sight.
    assert second.status_code == 409
    assert "« Mauvaise liste »" in text_of(second) and "Annulé le" in text_of(second)
    assert "sous vos yeux" not in text_of(second)
    assert undone == [pk]
    left = batch(pk, service)
    assert left.state == BatchState.UNDONE and left.undo_reason == "Mauvaise liste"
    with perimeter([service]):
        assert not Youth.objects.exists()
        assert not Event.objects.filter(youth__isnull=False).exists()
