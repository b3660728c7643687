"""With a scanner, nothing opens before it was judged; without an answer it waits."""

import logging

import pytest
from django.core.checks import WARNING, run_checks

from psf.documents import tasks
from psf.documents.enums import Scan
from psf.documents.models import Blob
from psf.documents.scanning import ClamAV, ScannerAway
from tests.documents import samples
from tests.documents.test_attaching import said

pytestmark = pytest.mark.django_db
INFECTED = samples.PDF.replace(b"endobj", b"endobj\n% " + samples.EICAR + b"\n", 1)


def test_a_virus_is_refused_and_leaves_nothing(clamd, tutor, file_at, send, files, on_disk):
    placement = file_at()
    answer = send(tutor, placement, "cv", INFECTED)
    assert "un virus" in said(answer)
    assert files(placement) == [] and on_disk() == []


def test_a_clean_file_is_sent_whole_to_the_scanner_and_opens(clamd, tutor, file_at, send, files):
    placement, content = (
        file_at(),
        samples.PDF.replace(b"endobj", b"endobj\n" + b"%\n" * 100_000, 1),
    )
    send(tutor, placement, "cv", content)
    assert clamd.received == [content]
    (file,) = files(placement)
    assert file.blob.scan == Scan.CLEAN
    assert tutor.get(f"/admin/pieces/{file.pk}/").status_code == 200


def test_while_the_scanner_is_away_a_file_waits_and_does_not_open(
    clamd, settings, tutor, file_at, send, files
):
    port, settings.CLAMAV_PORT = settings.CLAMAV_PORT, 1
    placement = file_at()
    assert send(tutor, placement, "cv", samples.PDF).status_code == 302
    (file,) = files(placement)
    assert "en attente d'analyse" in said(tutor.get(f"/admin/suivi/{placement.code}/"))
    answer = tutor.get(f"/admin/pieces/{file.pk}/")
    assert answer.status_code == 409 and "en attente d'analyse" in said(answer)
    assert tasks.scan_waiting() == 0
    settings.CLAMAV_PORT = port
    assert tasks.scan_waiting() == 1
    assert tutor.get(f"/admin/pieces/{file.pk}/").content == samples.PDF


def test_a_virus_found_later_closes_the_file(clamd, settings, tutor, file_at, send, files, caplog):
    port, settings.CLAMAV_PORT = settings.CLAMAV_PORT, 1
    placement = file_at()
    send(tutor, placement, "cv", INFECTED, "jean dupont.pdf")
    settings.CLAMAV_PORT = port
    with caplog.at_level(logging.INFO):
        tasks.scan_waiting()
    assert "virus found" in caplog.text and "dupont" not in caplog.text
    (file,) = files(placement)
    answer = tutor.get(f"/admin/pieces/{file.pk}/")
    assert answer.status_code == 409 and "refusé par l'antivirus" in said(answer)


def test_files_put_down_before_there_was_a_scanner_wait_for_it(
    tutor, file_at, send, files, request
):
    placement = file_at()
    send(tutor, placement, "cv", samples.PDF)
    (file,) = files(placement)
    assert tutor.get(f"/admin/pieces/{file.pk}/").status_code == 200
    request.getfixturevalue("clamd")
    assert tutor.get(f"/admin/pieces/{file.pk}/").status_code == 409
    assert tasks.scan_waiting() == 1
    assert tutor.get(f"/admin/pieces/{file.pk}/").status_code == 200
    assert Blob.objects.get().scan == Scan.CLEAN


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"stream: ", b"?"])
def test_an_answer_that_is_no_verdict_is_no_answer(clamd, settings, answer):
    clamd.answer = answer
    with pytest.raises(ScannerAway):
        ClamAV("127.0.0.1", clamd.port, seconds=2).is_clean(b"abc")


def test_production_without_a_scanner_is_warned_of(settings):
    def found():
        checks = run_checks(include_deployment_checks=True, tags=["security"])
        return [each.level for each in checks if each.id == "psf.documents.W001"]

    assert found() == [WARNING]
    settings.CLAMAV_HOST = "clamd.invalid"
    assert found() == []
