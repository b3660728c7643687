"""What the content files became, once: pages that visitors read, never written over an editor's."""

import html
import re

import pytest
from wagtail.models import Page

from home.models import LegalPage
from resources.loading.loading import FOLDER, load
from resources.models import (
    Figure,
    FriseStep,
    GlossaryTerm,
    GuidePage,
    KitDocument,
    LoadedContent,
    Question,
    RolePage,
    Synonym,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def test_every_file_becomes_pages_that_visitors_read(client):
    guides = GuidePage.objects.live()
    assert guides.count() == len(list((FOLDER / "guides").glob("*.toml"))) >= 15
    assert RolePage.objects.live().count() == 5
    assert Question.objects.shown().count() == 40
    assert GlossaryTerm.objects.shown().count() == 15
    assert FriseStep.objects.count() >= 30 and KitDocument.objects.count() == 12
    assert Figure.objects.exists() and Synonym.objects.exists()
    assert LegalPage.objects.live().count() >= 4
    assert Page.find_problems() == ([], [], [], [], [])
    for page in Page.objects.live().filter(depth__gte=2).specific():
        text = client.get(page.url)
        assert text.status_code == 200, page.url
        body = text.content.decode()
        assert "{figure:" not in body and "chiffre à venir" not in body, page.url
        assert "linktype" not in body and 'href=""' not in body, page.url
        assert body.count("<h1") == 1, page.url


def test_every_link_of_the_content_leads_somewhere(client):
    wanted, seen = set(), set()
    for page in Page.objects.live().filter(depth__gte=2).specific():
        main = client.get(page.url).content.decode().split("<main")[1].split("</main>")[0]
        wanted |= set(re.findall(r'href="(/[^"#]*)', main))
    assert "/outils/calibreur/insertion-ou-formation/" in wanted and len(wanted) > 30
    for address in wanted:
        answer = client.get(html.unescape(address), follow=True)
        if answer.status_code != 200:
            seen.add((address, answer.status_code))
    assert seen == set()


def test_again_nothing_changes():
    revisions = GuidePage.objects.get(slug="calibrer").revisions.count()
    did = load()
    assert set(did) == {"unchanged"}
    assert GuidePage.objects.get(slug="calibrer").revisions.count() == revisions


def test_what_an_editor_changed_stays_when_the_file_changes():
    guide = GuidePage.objects.get(slug="calibrer")
    guide.summary = "Résumé de la rédactrice."
    guide.save_revision().publish()
    question = Question.objects.first()
    question.answer = "<p>Réponse de la rédactrice.</p>"
    question.save()
    LoadedContent.objects.update(source="an older file")
    did = load()
    assert did["changed by an editor"] == 2
    assert did["updated"] > 50
    assert GuidePage.objects.get(slug="calibrer").summary == "Résumé de la rédactrice."
    question.refresh_from_db()
    assert question.answer == "<p>Réponse de la rédactrice.</p>"


def test_a_draft_that_waits_is_not_published_by_the_loader():
    guide = GuidePage.objects.get(slug="declarer")
    guide.title = "Titre en cours"
    guide.save_revision()
    LoadedContent.objects.update(source="an older file")
    load()
    guide.refresh_from_db()
    assert guide.has_unpublished_changes and guide.title != "Titre en cours"


def test_what_an_editor_removed_does_not_come_back():
    GuidePage.objects.get(slug="declarer").unpublish()
    KitDocument.objects.all()[0].delete()
    LoadedContent.objects.filter(key="guide:declarer").update(source="an older file")
    did = load()
    assert did["removed by an editor"] == 1
    assert not GuidePage.objects.get(slug="declarer").live
