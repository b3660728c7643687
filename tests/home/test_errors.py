"""Something went wrong: said in French, with a way back, database or not."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import include, path

from psf.accounts.roles import Role
from tests.factories.accounts import UserFactory


def forbidden(request):
    raise PermissionDenied


urlpatterns = [path("reserve/", forbidden), path("", include("psf.urls"))]


def assert_leads_back(answer, status, title):
    assert answer.status_code == status
    text = answer.content.decode()
    assert f"<h1>{title}</h1>" in text
    assert 'class="fr-btn" href="/"' in text
    assert 'lang="fr"' in text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nulle-part/", "/nulle-part"])
def test_an_unknown_address_says_so(client, address):
    assert_leads_back(client.get(address, follow=True), 404, "Page introuvable")


@pytest.mark.django_db
def test_an_unknown_address_of_the_admin_says_so(signed_in):
    answer = signed_in(UserFactory(roles=[Role.TUTOR])).get("/admin/nulle-part/")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "<h1" in text and "Page introuvable" in text
    assert 'href="/admin/"' in text and "administration de Wagtail" not in text


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_refused_page_says_so(client):
    assert_leads_back(client.get("/reserve/"), 403, "Accès réservé")


@pytest.mark.django_db
def test_too_large_a_file_says_so(client):
    answer = client.post(
        "/declarer/", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=10**9
    )
    assert_leads_back(answer, 400, "Envoi refusé")


@pytest.mark.django_db
def test_an_expired_form_says_what_to_do():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/compte/connexion/", {"login": "a", "password": "b"})
    assert_leads_back(answer, 403, "Formulaire expiré")
    assert "Rien n’a été enregistré" in answer.content.decode()


def test_without_a_database_the_error_page_still_renders(monkeypatch):
    # No database mark: pytest-django refuses any query, from the error page too.
    def unreachable(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr("psf.perimeter.middleware.transaction.atomic", unreachable)
    client = Client(raise_request_exception=False)
    assert_leads_back(client.get("/"), 500, "Erreur inattendue")
