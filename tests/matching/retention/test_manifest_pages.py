"""The DPO reads, by code, what was destroyed; nobody else's perimeter, nobody's name."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.models import Manifest
from matching.retention import nightly, seams
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.matching import YouthFactory
from tests.matching.retention import deciding
from tests.refusals import refusal_of

pytestmark = pytest.mark.django_db
INDEX = "/admin/conservation/bordereaux/"


@pytest.fixture
def manifests(two_services, monkeypatch):
    """One of Saint-Denis, of two records, one of Nice."""
    monkeypatch.setattr(seams, "due", deciding.due)
    monkeypatch.setattr(seams, "visa_of", lambda policy: "AD93-2026-12")
    deciding.decide()
    for service, number in ((two_services.saint_denis, 2), (two_services.nice, 1)):
        youths = [YouthFactory(service=service, last_name="Zyxnom") for _ in range(number)]
        with perimeter([service]):
            deciding.close(youths, timezone.localdate() - timedelta(days=1))
    nightly.run()
    found = []
    for service in (two_services.saint_denis, two_services.nice):
        with perimeter([service]):
            found.append(Manifest.objects.get())
    return found


@pytest.fixture
def dpo(signed_in, two_services):
    return signed_in(
        UserFactory(roles=[Role.DPO], place=two_services.saint_denis, username="dpo.creteil")
    )


def test_the_dpo_reads_the_bordereaux_of_their_perimeter(dpo, manifests):
    here, there = manifests
    page = dpo.get(INDEX).content.decode()
    assert here.code in page and there.code not in page
    assert "AD93-2026-12" in page and "exécuté" in page
    text = dpo.get(f"{INDEX}{here.pk}/").content.decode()
    for line in here.content["lines"]:
        assert line["code"] in text
    assert "2 effacé" in text and "Zyxnom" not in text
    assert "ne se vérifie pas" not in text


def test_the_document_is_given_as_it_was_signed(dpo, manifests):
    here, _there = manifests
    answer = dpo.get(f"{INDEX}{here.pk}/json/")
    assert json.loads(answer.content)["document"] == here.document
    assert answer["Content-Disposition"] == f'attachment; filename="{here.code}.json"'
    sheet = dpo.get(f"{INDEX}{here.pk}/csv/").content.decode("utf-8-sig").splitlines()
    assert sheet[0] == "numéro;dossier;règle;issue;le;motif"
    assert len(sheet) == 3 and "Zyxnom" not in "".join(sheet)


def test_a_document_changed_since_is_said(dpo, manifests, two_services):
    here, _there = manifests
    with perimeter([two_services.saint_denis]):
        Manifest.objects.update(visa="", document=here.document.replace("closed", "request"))
    assert "ne se vérifie pas" in dpo.get(f"{INDEX}{here.pk}/").content.decode()


@pytest.mark.parametrize("path", ["", "json/", "csv/"])
def test_those_of_another_perimeter_do_not_exist(dpo, manifests, path):
    _here, there = manifests
    assert dpo.get(f"{INDEX}{there.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/json/", "{pk}/csv/"])
def test_only_who_controls_reads_them(signed_in, two_services, manifests, path):
    here, _there = manifests
    answer = signed_in(two_services.coordinator).get(INDEX + path.format(pk=here.pk))
    assert refusal_of(answer) is not None
