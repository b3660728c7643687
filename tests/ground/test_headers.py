"""What browsers are told, on every answer."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
FEATURES = ("camera", "microphone", "geolocation", "usb", "payment", "display-capture")


@pytest.mark.parametrize("path", ["/", "/nulle-part/", "/compte/connexion/", "/admin/", "/sante/"])
def test_browsers_are_refused_what_no_page_asks(client, path):
    policy = client.get(path)["Permissions-Policy"]
    assert all(f"{feature}=()" in policy for feature in FEATURES)


@pytest.mark.parametrize(
    "path",
    [
        "/l/faux/",
        "/compte/invitation/faux/",
        "/compte/mot-de-passe/nouveau/3-faux-faux/",
        "/compte/mot-de-passe/nouveau/zz-faux/",
    ],
)
def test_an_address_that_opens_something_is_told_to_nobody(client, path):
    answer = client.get(path)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/compte/connexion/", "/admin/"])
def test_other_sites_are_told_nothing_and_our_own_forms_say_where_they_come_from(client, path):
    assert client.get(path)["Referrer-Policy"] == "same-origin"


def test_the_form_of_a_new_password_says_where_it_comes_from(client):
    address = reverse("account_reset_password_from_key", args=["3", "set-password"])
    assert client.get(address)["Referrer-Policy"] == "same-origin"
