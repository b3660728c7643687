"""A tutor attaches files to a dossier; bad ones are refused in words, and nothing is lost."""

import io
from html import unescape

import pytest
from django.test import Client
from PIL import Image

from matching.enums import PlacementStage
from matching.placements.workflow import PLACEMENTS
from psf.documents.models import Blob, StoredFile
from psf.perimeter.scope import perimeter
from psf.workflow.models import Event
from tests.documents import samples

pytestmark = pytest.mark.django_db
Stage = PlacementStage


def said(answer) -> str:
    return unescape(answer.content.decode())


def test_a_cv_ticks_the_preparation_and_stands_in_the_dossier(
    tutor, file_at, send, seen, files, today
):
    placement = file_at()
    answer = send(tutor, placement, "cv", samples.pdf(), "mon cv.pdf")
    assert answer.status_code == 302
    assert seen(placement).cv_ready_on == today
    page = said(tutor.get(f"/admin/suivi/{placement.code}/"))
    assert "mon cv.pdf" in page and "CV joint au dossier" in page
    (file,) = files(placement)
    download = tutor.get(f"/admin/pieces/{file.pk}/")
    assert download.content == samples.pdf()
    assert f'filename="{placement.code}-cv.pdf"' in download["Content-Disposition"]


BAD = [
    ("cv.pdf", b"", "Ce fichier est vide"),
    ("cv.pdf", b"#!/bin/sh\nrm -rf /\n", "n'est pas accepté"),
    ("cv.pdf", b"<html><script>alert(1)</script></html>", "n'est pas accepté"),
    ("cv.pdf", b"PK\x03\x04" + b"0" * 100, "abîmé"),
    ("cv.pdf", samples.PDF[:40], "abîmé"),
    ("cv.pdf", samples.pdf("/JavaScript (app.alert)"), "contient un programme"),
    ("cv.jpg", samples.jpeg()[:200], "abîmé"),
    ("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "ancien format"),
    ("cv.docm", samples.docx(), "macros"),
    ("cv.docx", samples.with_member(samples.docx(), "word/vbaProject.bin"), "macros"),
    ("cv.odt", samples.odt("Basic/script.xml"), "macros"),
    ("cv.zip", samples.odt(kind="spreadsheet"), "n'est pas accepté"),
]


def test_a_bad_file_is_refused_in_words_and_leaves_nothing(tutor, file_at, send, files, on_disk):
    placement = file_at()
    for name, content, sentence in BAD:
        answer = send(tutor, placement, "cv", content, name, masked="on")
        assert answer.status_code == 200, name
        assert sentence in said(answer), (name, sentence)
        assert 'name="masked"' in said(answer) and "checked" in said(answer)
    assert files(placement) == [] and on_disk() == [] and not Blob.objects.exists()


def test_a_file_too_heavy_is_refused_with_its_weight_and_the_limit(tutor, file_at, send, on_disk):
    answer = send(tutor, file_at(), "cv", samples.PDF + b"0" * 60_000_000)
    assert "60 Mo" in said(answer) and "la limite est de 10 Mo" in said(answer)
    assert on_disk() == []


def test_a_name_that_climbs_out_of_its_folder_stays_a_name(
    tutor, file_at, send, files, on_disk, private
):
    placement = file_at()
    send(tutor, placement, "cv", samples.pdf(), "../../../etc/passwd.pdf")
    (path,) = on_disk()
    assert path.is_relative_to(private) and "passwd" not in str(path)
    assert path.stat().st_mode & 0o777 == 0o600
    (file,) = files(placement)
    assert file.original_name == "passwd.pdf"


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/heic"])
def test_pictures_lose_what_the_camera_wrote_beside_them(tutor, file_at, send, files, kind):
    placement = file_at()
    make = {"image/jpeg": samples.jpeg, "image/png": samples.png, "image/heic": samples.heic}[kind]
    send(tutor, placement, "cv", make(), "IMG_0042.HEIC")
    (file,) = files(placement)
    content = file.blob.content()
    assert samples.CANARY.encode() not in content
    with Image.open(io.BytesIO(content)) as image:
        assert not image.getexif()
        assert file.blob.content_type == ("image/png" if kind == "image/png" else "image/jpeg")
        if kind == "image/jpeg":
            assert image.size == (20, 40)  # Turned the right way up.


@pytest.mark.parametrize("content", [samples.docx("Bonjour"), samples.odt()])
def test_a_document_of_an_office_is_kept_as_it_is(tutor, file_at, send, files, content):
    placement = file_at()
    send(tutor, placement, "other", content, "piece.docx")
    assert files(placement)[0].blob.content() == content


def test_a_second_cv_replaces_the_first_which_stays_in_the_list(tutor, file_at, send, files):
    placement = file_at()
    send(tutor, placement, "cv", samples.pdf("un"), "un.pdf")
    send(tutor, placement, "cv", samples.pdf("deux"), "deux.pdf")
    first, second = files(placement)
    assert (first.attached, second.attached) == (False, True)
    assert first.replaced_by_id == second.pk
    page = said(tutor.get(f"/admin/suivi/{placement.code}/documents/"))
    assert "un.pdf" in page and "remplacée" in page
    assert "un.pdf" not in said(tutor.get(f"/admin/suivi/{placement.code}/"))


def test_who_comes_second_is_told_and_replaces_nothing(
    tutor, signed_in, two_services, file_at, send, files
):
    placement = file_at()
    address = f"/admin/suivi/{placement.code}/documents/cv/joindre/"
    tutor.get(address)
    send(signed_in(two_services.coordinator), placement, "cv", samples.pdf("deux"), "deux.pdf")
    answer = tutor.post(address, {"seen": "", "upload": samples.sent(samples.pdf("un"), "un.pdf")})
    assert answer.status_code == 200
    assert "a joint « CV »" in said(answer)
    assert [file.original_name for file in files(placement)] == ["deux.pdf"]


def test_several_presence_sheets_stand_side_by_side(tutor, file_at, send, files):
    placement = file_at(Stage.IN_COMPANY)
    for week in ("1", "2"):
        send(tutor, placement, "presence", samples.pdf(week), f"semaine {week}.pdf")
    assert [file.attached for file in files(placement)] == [True, True]


def test_removing_asks_why_and_forgets_the_content(
    tutor, file_at, send, seen, files, on_disk, django_capture_on_commit_callbacks
):
    placement = file_at()
    send(tutor, placement, "cv", samples.pdf())
    (file,) = files(placement)
    address = f"/admin/suivi/{placement.code}/documents/{file.pk}/retirer/"
    assert "Dites pourquoi" in said(tutor.post(address, {"reason": "  "}))
    assert len(on_disk()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        answer = tutor.post(address, {"reason": "CV d'une autre personne"})
    assert answer.status_code == 302
    assert on_disk() == []
    assert seen(placement).cv_ready_on is None
    assert tutor.get(f"/admin/pieces/{file.pk}/").status_code == 409
    page = said(tutor.get(f"/admin/suivi/{placement.code}/documents/"))
    assert "CV d'une autre personne" in page and "retirée" in page
    assert "Pièce retirée : CV" in said(tutor.get(f"/admin/suivi/{placement.code}/"))


def test_undoing_the_step_takes_the_file_out_and_brings_the_former_back(
    tutor, file_at, send, files, seen, two_services
):
    placement = file_at()
    send(tutor, placement, "cv", samples.pdf("un"))
    with perimeter([two_services.saint_denis]):
        PLACEMENTS.undo(placement, by=two_services.coordinator, text="Erreur")
    (file,) = files(placement)
    assert not file.attached and seen(placement).cv_ready_on is None


def test_a_scanned_convention_records_who_signed_on_paper(tutor, file_at, send, seen, files, today):
    placement = file_at(Stage.CONVENTION)
    answer = send(
        tutor,
        placement,
        "convention",
        samples.jpeg(),
        "scan.jpg",
        parties=["company", "youth"],
        signed_on=today.isoformat(),
    )
    assert answer.status_code == 302, said(answer)
    now = seen(placement)
    (file,) = files(placement)
    assert {(s.party, s.medium, s.document_id) for s in now.signatures.all()} == {
        ("company", "paper", file.pk),
        ("youth", "paper", file.pk),
    }
    assert "school" in now.missing_signatures


def test_a_signature_date_to_come_is_refused_beside_it_and_nothing_is_kept(
    tutor, file_at, send, files, on_disk
):
    placement = file_at(Stage.CONVENTION)
    answer = send(
        tutor, placement, "convention", samples.pdf(), parties=["company"], signed_on="2027-06-01"
    )
    assert "à venir" in said(answer)
    assert files(placement) == [] and on_disk() == []


def test_the_fiche_belongs_to_the_offer_and_every_service_reads_it(
    tutor, file_at, send, signed_in, two_services
):
    placement = file_at()
    send(tutor, placement, "fiche", samples.pdf("fiche"), "fiche.pdf")
    assert "fiche.pdf" in said(tutor.get(f"/admin/suivi/{placement.code}/"))
    file = StoredFile.objects.get()
    assert file.youth_id is None and file.offer_id == placement.offer_id
    nice = signed_in(two_services.tutor_nice)
    assert nice.get(f"/admin/pieces/{file.pk}/").content == samples.pdf("fiche")
    with perimeter([two_services.saint_denis]):
        assert Event.objects.filter(offer=placement.offer, name="attach_file").exists()


def test_a_masked_file_that_still_names_the_young_person_is_refused(tutor, file_at, send, files):
    placement = file_at()
    name = placement.youth.last_name
    answer = send(tutor, placement, "cv", samples.pdf(f"/Author ({name})"), masked="on")
    assert "figure encore dans ce fichier" in said(answer)
    answer = send(tutor, placement, "cv", samples.docx(), "cv.docx", masked="on")
    assert "PDF ou une photo" in said(answer)
    assert files(placement) == []
    assert send(tutor, placement, "cv", samples.pdf(), masked="on").status_code == 302


def test_the_fiche_of_an_offer_is_attached_before_any_young_person(
    tutor, two_services, signed_in, file_at
):
    offer = file_at().offer
    address = f"/admin/suivi/offres/{offer.code}/fiche/"
    assert address in said(tutor.get(f"/admin/offres/{offer.code}/suivi/"))
    assert "Ce fichier est vide" in said(tutor.post(address, {"upload": samples.sent(b"")}))
    answer = tutor.post(address, {"upload": samples.sent(samples.pdf("fiche"), "fiche.pdf")})
    assert answer.status_code == 302
    nice = signed_in(two_services.tutor_nice)
    assert "fiche.pdf" in said(nice.get(address))
    refused = nice.post(address, {"upload": samples.sent(samples.pdf("autre"))})
    assert refused.status_code == 403 and "un autre service" in said(refused)


def test_what_was_ticked_comes_back_after_an_expired_form(file_at, two_services):
    placement = file_at()
    address = f"/admin/suivi/{placement.code}/documents/cv/joindre/"
    client = Client(enforce_csrf_checks=True)
    client.force_login(two_services.tutor)
    typed = {"masked": "on", "upload": samples.sent(samples.PDF)}
    page = said(client.post(address, typed, headers={"origin": "http://testserver"}, follow=True))
    assert "Choisissez à nouveau le fichier" in page and "checked" in page
