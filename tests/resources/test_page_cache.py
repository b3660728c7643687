"""Anonymous pages are kept whole, and forgotten as soon as what they show changes."""

import gzip

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home import page_cache
from home.enums import PublicRole
from offers.models import GratificationRate
from psf.accounts.roles import Role
from resources.models import (
    Figure,
    FriseStep,
    GuidePage,
    KitDocument,
    Question,
    RolePage,
)
from tests.factories.accounts import UserFactory
from tests.factories.offers import HostSlotFactory, OfferFactory

pytestmark = pytest.mark.django_db
PAGES = ["/", "/acheteur/", "/guides/", "/guides/calibrer/", "/questions/", "/glossaire/", "/kit/"]
PAGES += ["/offres/", "/actualites/", "/contact/", "/plan-du-site/", "/accessibilite/"]


@pytest.fixture
def kept(settings, loaded):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    return loaded


@pytest.fixture
def shared(settings, loaded):
    """What visitors' pages read is kept, the pages themselves are not."""
    settings.KEEP_CONTENTS = True
    return loaded


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, path
    asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    # Inside a test's own transaction the scope is also read before and put back after.
    scope = [sql for sql in asked if "psf.services" in sql]
    return answer, [sql for sql in asked if sql not in scope] + scope[:1]


def test_at_most_ten_queries_without_the_cache(loaded, client):
    HostSlotFactory(offer=OfferFactory())
    client.get("/")
    many = {}
    for path in PAGES:
        _, queries = asked(client, path)
        if len(queries) > 10:
            many[path] = [sql[:60] + "…" + sql[-120:] for sql in queries]
    assert many == {}


def test_what_pages_read_is_asked_once_for_all_visitors(shared, client):
    for path in ["/", "/guides/calibrer/", "/questions/", "/outils/calibreur/"]:
        client.get(path)
        _, queries = asked(client, path)
        assert len(queries) <= 2, queries


NEW = "Une nouveauté"


def every(model, field, words=NEW):
    for number, row in enumerate(model.objects.all()):
        setattr(row, field, f"{words} {number}")
        row.save()


def retitled(model, slug):
    page = model.objects.get(slug=slug)
    page.title = NEW
    page.save_revision().publish()


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/guides/calibrer/", lambda: retitled(GuidePage, "calibrer")),
        ("/guides/", lambda: retitled(GuidePage, "calibrer")),
        ("/", lambda: retitled(RolePage, "acheteur")),
        ("/", lambda: every(Figure, "label")),
        ("/acheteur/", lambda: every(FriseStep, "title")),
        ("/acheteur/", lambda: every(KitDocument, "title")),
        ("/guides/calibrer/", lambda: every(Question, "question")),
        ("/questions/", lambda: every(FriseStep, "title")),
        ("/questions/", lambda: every(Question, "answer", f"<p>{NEW}</p>")),
        ("/outils/calibreur/?montant=300000&duree=24", lambda: every(GratificationRate, "source")),
    ],
)
def test_visitors_read_a_change_at_once(shared, client, path, change):
    assert NEW not in client.get(path).content.decode()
    change()
    assert NEW in client.get(path).content.decode()


def test_a_page_taken_back_leaves_menus_and_links_at_once(shared, client):
    assert "/acheteur/" in client.get("/").content.decode()
    RolePage.objects.get(slug="acheteur").unpublish()
    assert client.get("/acheteur/").status_code == 404
    assert "/acheteur/" not in client.get("/").content.decode()


def test_a_page_restricted_after_it_was_read_asks_who_reads_it(shared, client):
    assert client.get("/guides/calibrer/").status_code == 200
    guide = GuidePage.objects.get(slug="calibrer")
    guide.view_restrictions.create(restriction_type="login")
    assert client.get("/guides/calibrer/").status_code == 302
    assert "/guides/calibrer/" not in client.get("/guides/").content.decode()


def test_what_an_editor_reads_is_not_shared_with_visitors(shared, client, signed_in):
    publisher = signed_in(UserFactory(roles=[Role.PUBLISHER]))
    # Written around the signals, as if another process had not announced it yet.
    client.get("/questions/")
    question = Question.objects.first()
    Question.objects.filter(pk=question.pk).update(question="Ce que personne n’a annoncé ?")
    assert "n’a annoncé" in publisher.get("/questions/").content.decode()
    assert "n’a annoncé" not in client.get("/questions/").content.decode()


def test_no_query_with_it(kept, client):
    for path in [*PAGES, "/sitemap.xml", "/robots.txt", "/actualites.rss"]:
        client.get(path)
        answer, queries = asked(client, path)
        assert queries == [], path
        assert answer["ETag"] and "script-src 'self'" in answer["Content-Security-Policy"]


def test_a_page_a_snippet_or_a_dated_row_that_changes_clears_it(kept, client):
    for change in (
        lambda: GuidePage.objects.get(slug="calibrer").unpublish(),
        lambda: Question.objects.first().save(),
        lambda: Figure.objects.first().save(),
        lambda: GratificationRate.objects.first().save(),
    ):
        client.get("/guides/")
        before = page_cache.generation()
        change()
        assert page_cache.generation() != before
        assert asked(client, "/guides/")[1] != []


def test_a_published_change_is_served_at_once(kept, client):
    client.get("/guides/calibrer/")
    guide = GuidePage.objects.get(slug="calibrer")
    guide.title = "Un autre titre"
    guide.save_revision().publish()
    assert "Un autre titre" in client.get("/guides/calibrer/").content.decode()
    assert "Un autre titre" in client.get("/guides/").content.decode()


def test_what_an_editor_sees_is_never_served_to_a_visitor(kept, client, signed_in):
    publisher = signed_in(UserFactory(roles=[Role.PUBLISHER]))
    publisher.get("/guides/calibrer/")
    _, queries = asked(client, "/guides/calibrer/")
    assert queries != [], "the editor's answer was kept"
    # Nor the other way: a signed-in person is always answered afresh.
    assert asked(publisher, "/guides/calibrer/")[1] != []


def test_a_draft_s_preview_is_never_kept(kept, client):
    guide = GuidePage.objects.get(slug="calibrer")
    guide.title = "Brouillon secret"
    answer = guide.make_preview_request(preview_mode="")
    assert "Brouillon secret" in answer.rendered_content
    assert "Brouillon secret" not in client.get("/guides/calibrer/").content.decode()


def test_the_query_counts_when_a_page_reads_it(kept, client):
    everybody = client.get("/questions/").content
    assert client.get("/questions/?role=jeune").content != everybody
    assert client.get("/questions/?utm_source=x").content == everybody
    before = len(page_cache._nearby.pages)
    client.get("/questions/?inconnu=1")
    assert len(page_cache._nearby.pages) == before


NAMES = ("page", "role", "region", "champ", "duree", "lieu", "q", "inconnu", "utm_source")


def rows():
    """How many answers are kept, here and for all processes; how many keys all others have."""
    return (
        len(caches["pages"]._cache),
        len(page_cache._nearby.pages),
        len(caches["default"]._cache),
    )


@pytest.mark.parametrize("path", ["/", "/questions/", "/guides/", "/offres/", "/actualites/"])
def test_no_stranger_makes_a_key(kept, client, path):
    client.get(path)
    before = rows()
    for name in NAMES:
        for value in ("x", "", "0", "-1", "999", "+2", "Tuteur", "é" * 30, "a" * 5000):
            assert client.get(path, {name: value}).status_code == 200
    client.get(f"{path}?role=jeune&role=jeune")
    for host in ("ailleurs.exemple", "TESTSERVER.exemple"):
        client.get(path, headers={"host": host})
    assert rows() == before


def test_each_value_a_page_knows_is_one_key(kept, client):
    client.get("/questions/")
    before = rows()[0]
    for _ in range(3):
        for role in PublicRole.values:
            client.get("/questions/", {"role": role})
            client.get("/questions/", {"role": role, "utm_campaign": role * 2})
    assert rows()[0] - before == len(PublicRole.values)


def test_what_changed_takes_the_place_of_what_was_kept(kept, client):
    client.get("/guides/")
    before = rows()
    for _ in range(3):
        Question.objects.first().save()
        client.get("/guides/")
    assert rows() == before


def test_a_mark_of_a_campaign_is_in_no_page_that_others_read(kept, client):
    text = client.get("/offres/?utm_source=%22evil").content.decode()
    assert "evil" not in text
    assert "evil" not in client.get("/questions/?utm_source=evil&role=jeune").content.decode()


def test_pages_and_what_must_last_do_not_share_a_table():
    from psf.settings import base

    default, pages = base.CACHES["default"], base.CACHES["pages"]
    assert default["LOCATION"] != pages["LOCATION"]
    assert pages["OPTIONS"]["MAX_ENTRIES"] <= 5000


def test_who_can_unpack_gets_it_packed_and_who_has_it_gets_nothing(kept, client):
    plain = client.get("/guides/calibrer/")
    packed = client.get("/guides/calibrer/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"] and "Cookie" in packed["Vary"]
    again = client.get("/guides/calibrer/", headers={"If-None-Match": plain["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_upgrade_serves_no_page_of_the_former_release(kept, client, settings):
    client.get("/guides/")
    assert asked(client, "/guides/")[1] == []
    settings.VERSION = "another"
    assert asked(client, "/guides/")[1] != []


def test_a_result_is_packed_and_not_kept(kept, client):
    address = "/outils/calibreur/?montant=300000&duree=24"
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "450\xa0h" in gzip.decompress(packed.content).decode()
    assert page_cache._nearby.pages == {}


def test_forms_errors_and_searches_are_never_kept(kept, client):
    for path in ("/contact/mlds/", "/contact/service/", "/recherche/?q=calibre", "/nulle-part/"):
        client.get(path)
    assert page_cache._nearby.pages == {}


def test_only_get_is_kept(kept, client):
    client.get("/guides/")
    assert client.post("/guides/").status_code in {403, 405, 200}
    assert client.head("/guides/").content == b""
