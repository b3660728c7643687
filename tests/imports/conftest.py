"""Files sent as people send them, through the admin."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from psf.imports.models import ImportBatch, ImportLine
from psf.perimeter.scope import perimeter
from tests.factories.territories import commune


@pytest.fixture(autouse=True)
def communes(db):
    return [commune(code) for code in ("93066", "93001", "06088")]


def csv_file(rows, *, name="liste.csv", delimiter=";", encoding="utf-8-sig"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return SimpleUploadedFile(name, out.getvalue().encode(encoding))


def xlsx_file(rows, *, name="liste.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


YOUTH_TITLES = [
    "nom",
    "prénom",
    "sexe",
    "date de naissance",
    "téléphone",
    "code INSEE de la commune",
]


def youth_row(last="Marelle", first="Lou", sex="F", born="22/11/2009", phone="06 39 98 00 01",
              place="93066"):  # fmt: skip
    return [last, first, sex, born, phone, place]


@pytest.fixture
def send(two_services, signed_in):
    """`send(file, kind)`: what the coordinator of Saint-Denis gets after sending a file."""

    def send(file, kind="jeunes", user=None, service=None, **data):
        client = signed_in(user or two_services.coordinator)
        fields = {"service": (service or two_services.saint_denis).pk, "upload": file}
        if kind == "jeunes":
            fields |= {"source": "Liste SIEI", "listed_on": "2026-11-20"}
        return client.post(reverse("imports:upload", args=[kind]), {**fields, **data}, follow=True)

    return send


def batch_of(response):
    """The import that a page shows."""
    return int(re.search(r"/lot/(\d+)/", response.request["PATH_INFO"])[1])


def lines(pk, service):
    """The lines of an import, as the database holds them."""
    with perimeter([service]):
        return list(ImportLine.objects.filter(batch=pk).order_by("number"))


def batch(pk, service):
    with perimeter([service]):
        return ImportBatch.objects.get(pk=pk)


def text_of(response):
    """The visible words of a page, in one line."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(words.replace("&#x27;", "'").replace("&quot;", '"').split())
