"""What can be sent, what is refused, and what comes back."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from psf.imports.enums import BatchState, Outcome
from psf.imports.kinds import kinds
from psf.imports.models import ImportBatch
from psf.perimeter.scope import perimeter

from .conftest import YOUTH_TITLES, batch, batch_of, csv_file, lines, text_of, xlsx_file, youth_row


def raw(content, name):
    return SimpleUploadedFile(name, content)


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def macro_in_disguise():
    return archive(**{"[Content_Types].xml": "", "xl/workbook.xml": "", "xl/vbaProject.bin": "x"})


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "vide.csv", "vide"),
        (b"\n;;\n", "vide.csv", "aucune ligne"),
        (";".join(YOUTH_TITLES).encode(), "titres.csv", "que les titres"),
        (b"PK\x03\x04", "classeur.xlsm", "macros"),
        (macro_in_disguise(), "classeur.xlsx", "macros"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 50, "ancien.xls", "ancien classeur"),
        (archive(**{"mimetype": "application/vnd.oasis"}), "libre.ods", "pas un classeur Excel"),
        (b"PK\x03\x04abcdef", "abime.xlsx", "abîmé"),
        (b"%PDF-1.7\x00\x01\x02", "acte.pdf", "ni un CSV ni un classeur"),
        (b"a;b\nc;d", "autre.csv", "titres des colonnes|Colonne inconnue"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(send, content, name, said):
    text = text_of(send(raw(content, name)))
    assert any(words in text for words in said.split("|"))
    assert "Importer " not in text or "Importer des" in text


def test_an_archive_that_swells_is_refused(send, settings):
    settings.IMPORT_MAX_UNZIPPED_BYTES = 100_000
    bomb = archive(
        **{"[Content_Types].xml": "", "xl/workbook.xml": "", "xl/worksheets/a.xml": "0" * 10**6}
    )
    assert "trop volumineux" in text_of(send(raw(bomb, "bombe.xlsx")))


def test_too_many_lines_are_refused_before_any_is_looked_at(
    send, settings, two_services, monkeypatch
):
    settings.IMPORT_MAX_LINES = 5
    monkeypatch.setattr("psf.imports.staging.Index", None)
    page = send(csv_file([YOUTH_TITLES, *[youth_row(f"Nom{n}") for n in range(6)]]))
    assert "plus de 5 lignes" in text_of(page)
    assert 'value="Liste SIEI"' in page.content.decode()
    with perimeter([two_services.saint_denis]):
        assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_csv_of_the_trade_is_read(send, two_services, delimiter, encoding):
    page = send(csv_file([YOUTH_TITLES, youth_row("Églantine", "Zoé")], delimiter=delimiter,
                         encoding=encoding))  # fmt: skip
    line = lines(batch_of(page), two_services.saint_denis)[0]
    assert line.outcome == Outcome.NEW
    assert line.cells["last_name"] == "Églantine"


def test_a_line_above_the_titles_does_not_matter(send, two_services):
    page = send(xlsx_file([["Liste du 20 novembre"], [], YOUTH_TITLES, youth_row()]))
    assert lines(batch_of(page), two_services.saint_denis)[0].outcome == Outcome.NEW


def test_unknown_and_missing_columns_are_named_with_the_nearest(send, two_services, signed_in):
    titles = ["Nom de famille", "prenon", *YOUTH_TITLES[2:], "couleur"]
    page = send(csv_file([titles, [*youth_row(), "bleu"]]))
    text = text_of(page)
    assert "Colonne inconnue « Nom de famille » : vouliez-vous dire « nom » ?" in text
    assert "Colonne inconnue « couleur »." in text
    assert "Colonnes obligatoires absentes : « nom », « prénom »." in text
    pk = batch_of(page)
    client = signed_in(two_services.coordinator)
    address = reverse("imports:columns", args=[pk])
    again = client.post(address, {"column_0": "last_name"}, follow=True)
    assert "Indiquez où se trouve : « prénom »" in text_of(again)
    form = client.get(address).context["form"]
    data = {name: field.initial for name, field in form.fields.items()}
    assert (data["column_0"], data["column_1"], data["column_6"]) == ("last_name", "first_name", "")
    client.post(address, data)
    line = lines(pk, two_services.saint_denis)[0]
    assert line.outcome == Outcome.NEW
    assert "bleu" not in str(line.cells)


def test_wrong_lines_come_back_with_their_error_and_can_be_sent_again(
    send, two_services, signed_in
):
    page = send(csv_file([YOUTH_TITLES, youth_row("=cmd()", "Lou", "?"), youth_row()]))
    client = signed_in(two_services.coordinator)
    address = reverse("imports:lines", args=[batch_of(page), "csv"])
    content = client.get(address).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert rows[0][:2] == ["erreur", "ligne du fichier"]
    assert len(rows) == 2 and "sexe" in rows[1][0]
    assert rows[1][rows[0].index("nom")] == "'=cmd()"
    xlsx = client.get(reverse("imports:lines", args=[batch_of(page), "xlsx"]))
    sheet = load_workbook(io.BytesIO(xlsx.content)).active
    assert sheet.cell(2, rows[0].index("nom") + 1).value == "'=cmd()"
    mended = [list(row) for row in rows]
    mended[1][rows[0].index("sexe")] = "F"
    again = send(csv_file(mended))
    line = lines(batch_of(again), two_services.saint_denis)[0]
    assert (line.outcome, line.cells["last_name"]) == (Outcome.NEW, "=cmd()")


@pytest.mark.parametrize("slug", [kind.slug for kind in kinds()])
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_template_is_a_file_that_the_import_understands(
    send, two_services, signed_in, slug, extension
):
    client = signed_in(two_services.coordinator)
    answer = client.get(reverse("imports:template", args=[slug, extension]))
    page = send(raw(answer.content, f"modele.{extension}"), kind=slug)
    line = lines(batch_of(page), two_services.saint_denis)[0]
    assert (line.outcome, line.errors) == (Outcome.NEW, [])


def test_a_large_file_goes_to_the_worker_chunk_by_chunk(
    send, two_services, signed_in, settings, monkeypatch
):
    settings.IMPORT_AT_ONCE = 3
    monkeypatch.setattr("psf.imports.processing.CHUNK", 2)
    page = send(csv_file([YOUTH_TITLES, *[youth_row(f"Nom{c}") for c in "abcde"]]))
    pk = batch_of(page)
    assert batch(pk, two_services.saint_denis).state == BatchState.READY
    client = signed_in(two_services.coordinator)
    client.post(reverse("imports:confirm", args=[pk]))
    done = batch(pk, two_services.saint_denis)
    assert (done.state, done.counts) == (BatchState.DONE, {"written": 5})
