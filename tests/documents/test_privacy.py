"""Who may open a file, what is logged of it, and what the disk keeps."""

import logging
import os
import time

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from matching.enums import PlacementStage
from matching.youths.handover import hand_over
from psf.accounts.roles import SEES_PERSONS, Role
from psf.documents import storage
from psf.documents.content import PDF, Accepted
from psf.documents.models import Blob, StoredFile
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.documents import samples
from tests.factories.accounts import UserFactory
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
SECRET = "Zyxcanari"


@pytest.fixture
def cv(tutor, file_at, send, files):
    placement = file_at()
    send(tutor, placement, "cv", samples.pdf(SECRET), f"{SECRET}.pdf")
    return files(placement)[0]


def test_a_file_leaves_as_a_download_that_nobody_keeps_or_guesses(tutor, cv):
    answer = tutor.get(f"/admin/pieces/{cv.pk}/")
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert SECRET not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == PDF
    assert not answer.streaming


def test_each_download_is_logged_without_a_value(tutor, cv, two_services, caplog):
    with caplog.at_level(logging.DEBUG):
        tutor.get(f"/admin/pieces/{cv.pk}/")
    assert SECRET not in caplog.text
    with perimeter([two_services.saint_denis]):
        trace = AccessLog.objects.filter(door=AccessLog.Door.DOCUMENT).get()
    assert trace.user == two_services.tutor and trace.code.startswith("J-")


def test_for_a_stranger_the_file_does_not_exist(cv, two_services, signed_in):
    code = cv.placement.code
    for role in Role:
        place = two_services.nice if role in SEES_PERSONS else None
        client = signed_in(UserFactory(roles=[role], place=place))
        how = Refusal.NOTHING_THERE if role in SEES_PERSONS else Refusal.NOT_THEIRS
        for address in (
            f"/admin/suivi/{code}/documents/",
            f"/admin/suivi/{code}/documents/cv/joindre/",
            f"/admin/suivi/{code}/documents/{cv.pk}/retirer/",
            f"/admin/suivi/{code}/documents/produire/convention/",
        ):
            for method in ("get", "post"):
                answer = getattr(client, method)(address)
                assert_refused(answer, how, (role, address))
                assert SECRET.encode() not in answer.content
        for method, how in (("get", Refusal.NOTHING_THERE), ("post", Refusal.NOT_THAT_WAY)):
            answer = getattr(client, method)(f"/admin/pieces/{cv.pk}/")
            assert_refused(answer, how, role)
            assert SECRET.encode() not in answer.content


def test_a_passer_by_is_sent_to_the_door(cv):
    answer = Client().get(f"/admin/pieces/{cv.pk}/")
    assert_refused(answer, Refusal.DOOR)


def test_no_public_address_leads_to_the_private_folder(cv, settings):
    assert not settings.PRIVATE_DIR.is_relative_to(settings.MEDIA_ROOT)
    for address in (f"/media/{cv.blob.name}", f"/private/{cv.blob.name}", f"/documents/{cv.pk}/x/"):
        answer = Client().get(address, follow=True)
        assert SECRET.encode() not in answer.content and answer.status_code in (200, 404)


def test_the_database_hides_the_row_and_refuses_one_for_another_service(cv, two_services):
    assert not StoredFile.objects.exists()  # No scope at all.
    with perimeter([two_services.nice]):
        assert not StoredFile.objects.exists()
        with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
            StoredFile.objects.create(
                kind="cv",
                youth_id=cv.youth_id,
                placement_id=cv.placement_id,
                service=two_services.nice,
                blob=Blob.objects.create(name="0" * 32, size=1, content_type=PDF, sha256=""),
            )


def test_a_file_about_a_young_person_cannot_become_common(cv, two_services):
    with perimeter([two_services.saint_denis]), pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=cv.pk).update(youth=None, placement=None)


def test_one_cv_stands_in_a_file_whoever_writes(cv, two_services):
    with perimeter([two_services.saint_denis]):
        blob = Blob.objects.create(name="0" * 32, size=1, content_type=PDF, sha256="")
        with pytest.raises(IntegrityError), transaction.atomic():
            StoredFile.objects.create(
                kind="cv",
                youth_id=cv.youth_id,
                placement_id=cv.placement_id,
                service=two_services.saint_denis,
                blob=blob,
                attached=True,
            )


def test_a_transaction_that_fails_keeps_no_file(on_disk):
    with pytest.raises(RuntimeError), Blob.keeping(Accepted(samples.PDF, PDF)):
        assert len(on_disk()) == 1
        raise RuntimeError
    assert on_disk() == [] and not Blob.objects.exists()


def test_files_that_no_row_names_are_erased_after_an_hour_and_no_others(cv, on_disk, capsys):
    orphan, fresh = storage.write(b"orphan"), storage.write(b"fresh")
    for path in on_disk():
        if path.name != fresh:
            os.utime(path, (time.time() - 7200,) * 2)
    call_command("clean_private_files")
    assert "1 fichier" in capsys.readouterr().out
    assert {path.name for path in on_disk()} == {cv.blob.name, fresh} and orphan not in on_disk()


def test_a_handover_takes_the_files_along(cv, two_services, signed_in, tutor):
    with perimeter([two_services.saint_denis]):
        youth = StoredFile.objects.get(pk=cv.pk).placement.youth
        hand_over(
            youth,
            two_services.nice,
            by=two_services.coordinator,
            reason="Déménagement",
            tutor=two_services.tutor_nice,
        )
    assert tutor.get(f"/admin/pieces/{cv.pk}/").status_code == 404
    assert signed_in(two_services.tutor_nice).get(f"/admin/pieces/{cv.pk}/").status_code == 200


def test_the_list_makes_as_many_queries_for_many_files_as_for_few(tutor, file_at, send):
    placement = file_at(PlacementStage.CONVENTION)
    for number in range(6):
        send(tutor, placement, "annex", samples.pdf(str(number)))
    address = f"/admin/suivi/{placement.code}/documents/"
    with CaptureQueriesContext(connection) as few:
        tutor.get(address)
    for number in range(6):
        send(tutor, placement, "annex", samples.pdf(str(number)))
    with CaptureQueriesContext(connection) as many:
        tutor.get(address)
    assert len(many) == len(few)
