"""What a visitor gets: the home page, the legal pages, nothing from elsewhere."""

import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site, Workflow

from home import reference
from home.models import HomePage, LegalPage

pytestmark = pytest.mark.django_db


def test_a_fresh_database_answers_with_the_home_page(client):
    page = client.get("/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "<h1>Une clause sociale, un jeune</h1>" in text
    for part in ("L’acheteur", "L’entreprise", "Le jeune et sa famille"):
        assert f">{part}</h3>" in text
    # Before anything to read: what a buyer in a hurry came for.
    first = text.split('<main id="contenu"')[1].split("<h2")[0]
    assert 'href="/outils/redacteur/"' in first and 'href="/outils/calibreur/"' in first
    assert 'href="/admin/"' in text


def test_wagtail_leaves_nothing_of_its_own_welcome():
    assert list(Page.objects.filter(depth=2).values_list("slug", flat=True)) == ["accueil"]
    site = Site.objects.get()
    assert (site.site_name, site.is_default_site) == ("Parcours Solidaire de Formation", True)
    assert HomePage.objects.get().locale.language_code == "fr"


def test_loading_again_rewrites_nothing_that_an_editor_changed(home):
    home.title = "Autre titre"
    home.save_revision().publish()
    Workflow.objects.update(active=False)
    reference.load()
    assert HomePage.objects.get().title == "Autre titre"
    assert Workflow.objects.get().active is False


def test_loading_fills_an_emptied_database(client):
    Site.objects.all().delete()
    Workflow.objects.all().delete()
    Page.objects.filter(depth=1).delete()
    Group.objects.all().delete()
    reference.load()
    assert "Une clause sociale" in client.get("/").content.decode()
    assert Page.find_problems() == ([], [], [], [], [])
    assert Workflow.objects.get().name == "Relecture puis publication"


def test_the_tree_is_sound():
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_runs_nothing_inline_and_calls_nobody_else(client):
    answer = client.get("/")
    text = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
    text = re.sub(r'<link rel="(?:canonical|alternate)"[^>]*>', "", text)
    called = re.findall(r"<(?:script|link|img|iframe)[^>]*?(?:src|href)=\"([^\"]+)\"", text)
    assert called and all(address.startswith("/static/") for address in called)
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};" and "nonce-" not in policy


def test_the_footer_links_published_legal_pages_only(client, home):
    for title, live in (("Mentions légales", True), ("Données personnelles", False)):
        home.add_child(instance=LegalPage(title=title, body="<p>Texte</p>", live=live))
    text = client.get("/").content.decode()
    assert 'href="/mentions-legales/"' in text
    assert "Données personnelles" not in text


def test_a_legal_page_reads_like_any_page(client, home):
    page = home.add_child(instance=LegalPage(title="Mentions légales", body="<h2>Éditeur</h2>"))
    text = client.get(page.url).content.decode()
    assert "<h1>Mentions légales</h1>" in text
    assert "<h2" in text and "Éditeur" in text


def test_there_is_one_home_page_and_legal_pages_below_it_only(home):
    assert not HomePage.can_create_at(Page.get_first_root_node())
    assert LegalPage.can_create_at(home)
    assert not LegalPage.can_create_at(Page.get_first_root_node())


def test_the_home_page_asks_little(client):
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    asked = [q["sql"] for q in queries if q["sql"].startswith("SELECT")]
    assert len(asked) <= 6, asked


def test_marks_and_units_never_begin_a_line_and_what_is_copied_stays():
    html = Template(
        "{% load home %}{% tied %}<p title='a : b'><b>Acheteur</b> : « oui » ! 48 heures,"
        " 300 000 € ; en 2026 il</p><textarea>1 : 2 €</textarea>{% endtied %}"
    ).render(Context())
    assert html == (
        "<p title='a : b'><b>Acheteur</b>\xa0: «\xa0oui\xa0»\xa0! 48\xa0heures,"
        " 300\xa0000\xa0€\xa0; en 2026 il</p><textarea>1 : 2 €</textarea>"
    )
