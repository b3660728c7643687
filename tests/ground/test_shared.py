"""What every page of the admin and every connection rest on."""

import pytest
from django.db import connection
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["wagtailadmin_sprite", "wagtailadmin_javascript_catalog"])
def test_browsers_keep_what_every_page_of_the_admin_loads(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    kept = answer["Cache-Control"]
    assert "private" in kept and "no-store" not in kept
    assert int(kept.partition("max-age=")[2].partition(",")[0]) >= 3600


def test_wide_joins_are_planned_in_their_written_order():
    with connection.cursor() as cursor:
        cursor.execute("show join_collapse_limit")
        assert cursor.fetchone() == ("4",)
