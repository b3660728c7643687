"""What readers and programs see of the pages, beyond their blocks."""

import re
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from home.models import NewsIndexPage, NewsPage
from resources.models import EngagedOrganisation, RolePage
from resources.models import Testimonial as Statement

pytestmark = pytest.mark.django_db


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(unescape(answer.content.decode()).split())


def test_a_role_page_shows_each_step_with_what_is_needed_there(loaded, client):
    text = text_of(client, "/acheteur/")
    page = RolePage.objects.get(role="acheteur")
    for step in page.frise():
        assert f'href="#{step.code}"' in text and f'id="{step.code}"' in text
        assert step.title in text
    assert "Combien de temps" in text and "Qui appeler" in text
    assert "Les documents sous la main" in text and "On se demande à cette étape" in text
    assert 'href="/guides/calibrer/?role=acheteur"' in text


def test_a_step_names_what_the_redacteur_writes_in_one_list(loaded, client):
    text = text_of(client, "/acheteur/")
    step = text.split('id="rediger"')[1].split("</section>")[0]
    assert step.count("avec les données de votre marché") == 1
    assert step.count('<a href="/outils/redacteur/">') >= 5
    assert "Pour : acheteur" not in text


@pytest.mark.parametrize("path", ["/acheteur/", "/guides/declarer/", "/guides/calibrer/"])
def test_the_last_day_to_declare_is_reckoned_from_the_firm_period(loaded, client, path):
    text = text_of(client, path)
    assert "six mois avant la fin de" in text and "avant la fin du marché" not in text


def test_a_guide_shows_breadcrumb_questions_documents_and_the_next(loaded, client):
    text = text_of(client, "/guides/rediger/")
    assert 'href="/guides/">Guides</a>' in text and 'aria-current="page">' in text
    assert "On se demande souvent" in text and "Les documents" in text
    assert "Guide suivant" in text


def test_who_to_call_and_the_tools_are_links(loaded, client):
    text = text_of(client, "/acheteur/")
    assert '<a href="/contact/mlds/">MLDS de votre région académique</a>' in text
    assert '<a href="/outils/calibreur/">calibreur</a>' in text
    assert text.index(">Calculer les heures</a>") < text.index('class="psf-timeline"')
    assert '<a href="/contact/service/">service de votre commune</a>' in text_of(client, "/jeune/")


def test_a_lost_link_is_looked_for_where_people_look(loaded, client):
    for path in ("/", "/acheteur/", "/contact/", "/compte/connexion/", "/lien/inconnu/"):
        main = client.get(path).content.decode().split('<main id="contenu"')[1]
        main, footer = main.split("</main>")
        assert 'href="/contact/lien/"' in main and 'href="/contact/lien/"' in footer, path
    text = text_of(client, "/contact/lien/")
    for part in ("Renvoyer mon lien", 'href="/contact/mlds/"', 'href="/contact/service/"'):
        assert part in text


def test_the_home_page_leads_a_buyer_to_follow_and_to_prove(loaded, client):
    first = text_of(client, "/").split('<main id="contenu"')[1].split("<h2")[0]
    steps = text_of(client, "/acheteur/")
    for words, step in (("suivre le parcours", "suivre"), ("justificatifs", "prouver")):
        assert words in first
        assert f'href="/acheteur/#{step}"' in first and f'id="{step}"' in steps


@pytest.mark.parametrize("path", ["/jeune/", "/entreprise/"])
def test_a_role_page_leads_to_each_guide_once(loaded, client, path):
    guides = re.findall(r'href="(/guides/[a-z-]+/)\?role', text_of(client, path))
    assert guides and len(guides) == len(set(guides))


def test_the_next_guide_is_for_the_same_reader(loaded, client):
    assert "Guide suivant" not in text_of(client, "/guides/jeune-et-famille/")
    buyer = text_of(client, "/guides/fin-et-preuve/?role=acheteur")
    assert 'href="/guides/gratification-et-mineurs/?role=acheteur"' in buyer


def test_a_search_shows_eight_results_then_all(loaded, client):
    few, every = (text_of(client, f"/recherche/?q=clause{more}") for more in ("", "&tout=1"))
    result = '<h2 class="fr-h5'
    assert few.count(result) == 8 < every.count(result)
    assert "Voir tous les résultats" in few and "Voir tous les résultats" not in every


def test_the_menu_leads_to_roles_guides_and_tools(loaded, client):
    text = text_of(client, "/")
    for address in ("/acheteur/", "/guides/", "/outils/calibreur/", "/outils/redacteur/", "/kit/"):
        assert f'href="{address}"' in text, address
    assert 'href="/plan-du-site/"' in text and 'action="/recherche/"' in text


def test_the_menu_says_one_place_where_the_reader_is(loaded, client):
    for path, here in (("/contact/service/", "Outils"), ("/contact/", "Contact")):
        menu = text_of(client, path).split('id="navigation"')[1].split("</nav>")[0]
        marked = re.findall(
            r'class="fr-nav__(?:btn|link)"[^>]*aria-current="(?:true|page)">([^<]+)', menu
        )
        assert [m for m in marked if m != "Trouver mon service"] == [here], path


def test_networks_and_search_engines_are_told(loaded, client):
    text = text_of(client, "/guides/calibrer/")
    base = settings.WAGTAILADMIN_BASE_URL
    assert f'<link rel="canonical" href="{base}/guides/calibrer/">' in text
    for name in ("og:title", "og:url", "og:description", "og:locale"):
        assert f'property="{name}"' in text, name
    assert '<meta name="description"' in text
    assert 'content="noindex"' in text_of(client, "/recherche/")


def test_the_sitemap_holds_every_public_page(loaded, client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    urls = {each.text for each in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    base = settings.WAGTAILADMIN_BASE_URL
    assert {f"{base}/", f"{base}/guides/calibrer/", f"{base}/outils/calibreur/"} <= urls
    assert f"{base}/recherche/" not in urls
    assert f"Sitemap: {base}/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_news_newest_first_and_their_feed(loaded, client):
    index = NewsIndexPage.objects.get()
    today = timezone.localdate()
    for days, title in ((9, "Ancienne"), (1, "Récente")):
        page = NewsPage(title=title, summary="Résumé", published_on=today - timedelta(days=days))
        index.add_child(instance=page)
        page.save_revision().publish()
    text = text_of(client, "/actualites/")
    assert text.index("Récente") < text.index("Ancienne")
    feed = client.get("/actualites.rss").content.decode()
    assert feed.index("Récente") < feed.index("Ancienne")
    ElementTree.fromstring(feed)
    assert "Résumé" in text_of(client, "/actualites/recente/")


def test_testimonies_and_engaged_organisations(loaded, client):
    today = timezone.localdate()
    shown = {"consent_on": today, "ends_on": today}
    Statement.objects.create(words="Mots", name="Nom", roles=["acheteur"], **shown)
    old = today - timedelta(days=9)
    Statement.objects.create(words="Passés", name="Nom", consent_on=old, ends_on=old)
    Statement.objects.create(words="Brouillon", name="Nom", live=False, **shown)
    text = text_of(client, "/temoignages/")
    assert "Mots" in text and "Passés" not in text and "Brouillon" not in text
    assert "Mots" in text_of(client, "/acheteur/")
    EngagedOrganisation.objects.create(kind="acheteur", name="Ville d’Essai", agreed_on=today)
    EngagedOrganisation.objects.create(
        kind="entreprise", name="Cachée", agreed_on=today, shown=False
    )
    text = text_of(client, "/engages/")
    assert "Ville d’Essai" in text and "Cachée" not in text


def test_the_accessibility_page_is_honest(loaded, client):
    assert "non conforme" in text_of(client, "/accessibilite/").lower()


def test_every_page_runs_nothing_inline(loaded, client):
    for page in Page.objects.live().filter(depth__gte=2):
        text = client.get(page.url).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text), page.url
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), page.url
        assert not re.search(r'(?:src|action)="https?:', text), page.url


def test_odd_queries_are_answered(loaded, client):
    for path in ("/questions/", "/guides/", "/kit/", "/temoignages/", "/actualites/", "/offres/"):
        for query in ("?role=%00", "?role=acheteur&role=x", "?page=999999", "?page=%F0%9F%98%80"):
            assert client.get(path + query).status_code == 200, path + query


def test_figures_on_pages_carry_a_date(loaded, client):
    text = text_of(client, "/guides/calibrer/")
    assert re.search(r'class="psf-figure" title="[^"]*En vigueur depuis le \d\d/\d\d/\d{4}', text)
