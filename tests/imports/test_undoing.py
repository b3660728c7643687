"""A whole import undone: what it created goes, what it changed is as before, or nothing moves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from matching.enums import Situation
from matching.models import Guardian, SituationEntry, Youth, YouthInterest
from offers.models import Company, Contract, HostSlot, Offer
from psf.imports import tasks, undoing
from psf.imports.enums import BatchState
from psf.imports.models import ImportBatch, ImportTrace
from psf.perimeter.models import ProtectedLogEntry
from psf.perimeter.scope import perimeter
from psf.workflow.errors import Refused
from psf.workflow.models import Action, WorkflowLimits
from tests.factories.matching import PlacementFactory, YouthFactory

from .conftest import YOUTH_TITLES, batch, batch_of, csv_file, text_of, youth_row
from .test_offers import TITLES as OFFER_TITLES
from .test_offers import row as offer_row

pytestmark = pytest.mark.database
FULL = [*YOUTH_TITLES, "code", "situation", "situation depuis le", "domaines souhaités",
        "nom du représentant légal", "prénom du représentant légal",
        "téléphone du représentant légal", "lien du représentant légal"]  # fmt: skip
GUARDIAN = ["Marelle", "Jo", "06 39 98 00 02", "parent"]


@pytest.fixture
def imported(send, signed_in, two_services):
    """`imported(rows)`: the number of an import done by the coordinator of Saint-Denis."""

    def imported(*rows, kind="jeunes", user=None, written=None, **options):
        user = user or two_services.coordinator
        pk = batch_of(send(csv_file(rows), kind=kind, user=user, **options))
        done = signed_in(user).post(reverse("imports:confirm", args=[pk]), follow=True)
        words = text_of(done)
        assert f"{written or len(rows) - 1} ligne" in words.partition("Télécharg")[0]
        assert "en erreur" not in words, words[-600:]
        return pk

    return imported


@pytest.fixture
def undo(signed_in, two_services):
    def undo(pk, *, reason="Mauvaise liste", user=None):
        client = signed_in(user or two_services.coordinator)
        return client.post(reverse("imports:undo", args=[pk]), {"reason": reason}, follow=True)

    return undo


def page_of(signed_in, two_services, pk):
    return signed_in(two_services.coordinator).get(reverse("imports:undo", args=[pk]))


def new_row():
    return [*youth_row(), "", "prêt pour un parcours", "", "Restauration, cuisine", *GUARDIAN]


def test_what_an_import_created_goes_with_all_that_came_with_it(
    imported, undo, signed_in, two_services
):
    pk = imported(FULL, new_row())
    with perimeter([two_services.saint_denis]):
        code = Youth.objects.get().code
    page = text_of(page_of(signed_in, two_services, pk))
    assert "Retiré : 1 jeune" in page and "Ce qui sera annulé" in page
    assert "Import annulé" in text_of(undo(pk))
    with perimeter([two_services.saint_denis]):
        for model in (Youth, Guardian, YouthInterest, SituationEntry, ImportTrace):
            assert not model.objects.exists(), model
        assert not Action.objects.filter(youth__isnull=False).exists()
        assert ProtectedLogEntry.objects.filter(label=code, action="wagtail.delete").exists()
        undone = ImportBatch.objects.get(pk=pk)
    assert (undone.state, undone.undone_by, undone.undo_reason) == (
        BatchState.UNDONE,
        two_services.coordinator,
        "Mauvaise liste",
    )
    assert "annulé le" in text_of(signed_in(two_services.coordinator).get(reverse("imports:index")))


def test_what_an_import_changed_is_as_it_was(imported, undo, two_services):
    imported(FULL, new_row())
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get()

        def state():
            row = Youth.objects.filter(pk=youth.pk).values().get()
            return (
                {
                    name: value
                    for name, value in row.items()
                    if name not in ("version", "updated_at")
                },
                list(YouthInterest.objects.order_by("pk").values("pk", "field", "rank")),
                list(Guardian.objects.order_by("pk").values("pk", "phone")),
                list(Action.objects.order_by("pk").values("pk", "verb", "done_at")),
                SituationEntry.objects.count(),
            )

        before = state()
    today = timezone.localdate().strftime("%d/%m/%Y")
    pk = imported(
        FULL,
        [*youth_row(phone="06 39 98 00 09"), youth.code, "à contacter", today, "informatique",
         "Marelle", "Jo", "06 39 98 00 08", "parent"],
    )  # fmt: skip
    with perimeter([two_services.saint_denis]):
        moved = state()
        same = [one for one, other in zip(before, moved, strict=True) if one == other]
        assert same == []
    undo(pk)
    with perimeter([two_services.saint_denis]):
        assert state() == before
        assert ProtectedLogEntry.objects.filter(label=youth.code, action="imports.undo").exists()


def test_a_record_changed_since_keeps_the_whole_and_is_named(
    imported, undo, signed_in, two_services
):
    pk = imported(YOUTH_TITLES, youth_row(), youth_row("Ricochet", "Noé", "M"))
    with perimeter([two_services.saint_denis]):
        lou = Youth.objects.get(last_name="Marelle")
        Youth.objects.filter(pk=lou.pk).update(phone="06 39 98 00 05")
    page = page_of(signed_in, two_services, pk)
    assert "rien ne peut être annulé" in text_of(page)
    assert f"{lou.code} : modifiée depuis" in text_of(page)
    assert "disabled" in page.content.decode() and 'name="reason"' not in page.content.decode()
    refused = undo(pk)
    assert refused.status_code == 409 and "Rien n'a été annulé" in text_of(refused)
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.count() == 2
    assert batch(pk, two_services.saint_denis).state == BatchState.DONE


def test_a_young_person_in_a_parcours_since_keeps_the_whole(imported, signed_in, two_services):
    pk = imported(YOUTH_TITLES, youth_row())
    with perimeter([two_services.saint_denis]):
        PlacementFactory(youth=Youth.objects.get())
    assert "parcours depuis" in text_of(page_of(signed_in, two_services, pk))


def test_a_call_of_the_clock_about_lateness_keeps_nothing(imported, undo, two_services):
    pk = imported(FULL, new_row())
    with perimeter([two_services.saint_denis]):
        Action.objects.update(escalated_on=timezone.localdate(), escalated_to="coordinator")
    assert "Import annulé" in text_of(undo(pk))


def test_an_offer_goes_with_the_company_and_the_contract_written_for_it(
    imported, undo, two_services
):
    rows = [offer_row(), offer_row("B", site="Dépôt sud", contact="Sam Test")]
    pk = imported(OFFER_TITLES, *rows, kind="offres")
    assert Offer.objects.count() == 2
    assert "Import annulé" in text_of(undo(pk))
    for model in (Offer, HostSlot, Contract, Company):
        assert not model.objects.exists(), model
    assert not Action.objects.filter(offer__isnull=False).exists()


def test_a_place_taken_by_another_service_keeps_the_import_of_its_offer(
    imported, undo, two_services
):
    pk = imported(OFFER_TITLES, offer_row(), kind="offres")
    slot = HostSlot.objects.get()
    with perimeter([two_services.nice]):
        PlacementFactory(host_slot=slot, youth=YouthFactory(service=two_services.nice))
    refused = undo(pk)
    assert refused.status_code == 409
    assert Offer.objects.exists()


def test_a_slot_added_to_an_offer_goes_and_the_offer_stays(imported, undo, two_services):
    imported(OFFER_TITLES, offer_row(), kind="offres")
    offer = Offer.objects.get()
    pk = imported(
        OFFER_TITLES,
        offer_row(offer.code),
        offer_row(offer.code, site="Dépôt sud", contact="Sam Test"),
        kind="offres",
        written=1,
    )
    assert offer.slots.count() == 2
    assert "Import annulé" in text_of(undo(pk))
    assert [slot.site for slot in offer.slots.all()] == ["Dépôt nord"]


def test_an_import_is_undone_once_and_for_a_reason(imported, undo, two_services):
    pk = imported(YOUTH_TITLES, youth_row())
    assert "Dites pourquoi" in text_of(undo(pk, reason=" "))
    undo(pk)
    again = undo(pk)
    assert again.status_code == 409 and "Annulé le" in text_of(again)
    with perimeter([two_services.saint_denis]), pytest.raises(Refused, match="déjà annulé"):
        undoing.begin(pk, two_services.coordinator, "Encore")
    with (
        perimeter([two_services.saint_denis]),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        ImportBatch.objects.filter(pk=pk).update(undo_reason="")


def test_past_the_delay_nothing_is_undone_and_what_was_replaced_is_forgotten(
    imported, signed_in, two_services
):
    limits = WorkflowLimits.load()
    limits.undo_days_for_imports = 3
    limits.save()
    pk = imported(YOUTH_TITLES, youth_row())
    with perimeter([two_services.saint_denis]):
        ImportBatch.objects.update(imported_at=timezone.now() - timedelta(days=3, hours=1))
    page = page_of(signed_in, two_services, pk)
    assert "Plus de 3 jours" in text_of(page) and 'name="reason"' not in page.content.decode()
    assert tasks.forget_traces() > 0
    with perimeter([two_services.saint_denis]):
        assert not ImportTrace.objects.exists() and Youth.objects.exists()


def test_another_service_and_who_may_not_import_see_nothing(
    imported, signed_in, two_services, undo
):
    pk = imported(YOUTH_TITLES, youth_row())
    address = reverse("imports:undo", args=[pk])
    assert signed_in(two_services.coordinator_nice).get(address).status_code == 404
    assert undo(pk, user=two_services.coordinator_nice).status_code == 404
    assert signed_in(two_services.tutor).get(address).status_code == 302
    undo(pk, user=two_services.tutor)
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.exists()


def test_a_record_handed_to_another_service_keeps_the_import(imported, undo, two_services):
    pk = imported(YOUTH_TITLES, youth_row())
    with perimeter([two_services.saint_denis, two_services.nice]):
        Youth.objects.update(service=two_services.nice)
    refused = undo(pk)
    assert refused.status_code == 409 and "supprimée ou déplacée depuis" in text_of(refused)


def test_a_large_import_is_undone_by_the_worker(imported, undo, two_services, settings):
    settings.IMPORT_AT_ONCE = 500
    pk = imported(YOUTH_TITLES, youth_row(), youth_row("Ricochet", "Noé", "M"))
    settings.IMPORT_AT_ONCE = 1
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "sync": False}
    undo(pk)
    assert batch(pk, two_services.saint_denis).state in (BatchState.UNDOING, BatchState.UNDONE)
    tasks.undo(pk, two_services.coordinator.pk)
    tasks.undo(pk, two_services.coordinator.pk)
    assert batch(pk, two_services.saint_denis).state == BatchState.UNDONE
    with perimeter([two_services.saint_denis]):
        assert not Youth.objects.exists()


def test_what_is_built_before_the_worker_comes_gives_the_import_back(
    imported, two_services, settings
):
    pk = imported(YOUTH_TITLES, youth_row())
    settings.IMPORT_AT_ONCE = 0
    with perimeter([two_services.saint_denis]):
        ImportBatch.objects.filter(pk=pk).update(
            state=BatchState.UNDOING, undone_by=two_services.coordinator, undo_reason="Erreur"
        )
        Youth.objects.update(situation=Situation.READY)
    tasks.undo(pk, two_services.coordinator.pk)
    kept = batch(pk, two_services.saint_denis)
    assert (kept.state, kept.undone_by, kept.undo_reason) == (BatchState.DONE, None, "")
