"""Links to other sites: tried by the worker, dead after two failures running, ours never blamed."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from resources import outside
from resources.models import EngagedOrganisation, OutsideLink, Question
from resources.reviewing import to_review

pytestmark = pytest.mark.django_db
# A port that nothing listens on.
NOBODY = "http://127.0.0.1:1/"


class Site(BaseHTTPRequestHandler):
    """/200, /404, /403…: the path says the answer; /get refuses HEAD alone."""

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        status = 405 if self.path == "/get" else int(self.path[1:])
        if self.command == "GET" and self.path == "/get":
            status = 200
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        pass


@pytest.fixture
def elsewhere(settings, monkeypatch):
    """Another site on this machine; `.url(path)`, `.asked`."""
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    server.url = lambda path: f"http://127.0.0.1:{server.server_port}/{path}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.TRY_LINKS, settings.TRY_LINKS_CONTROL = True, server.url("200")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def lead_to(url, number=1):
    return EngagedOrganisation.objects.create(
        kind="acheteur", name=f"Ville {number}", url=url, agreed_on=timezone.localdate()
    )


def later(days):
    """As if the last run were that long ago."""
    for link in OutsideLink.objects.exclude(tried_at=None):
        OutsideLink.objects.filter(pk=link.pk).update(tried_at=link.tried_at - timedelta(days=days))


def reported():
    return {each.what: each for each in to_review() if each.kind == "Lien mort"}


def test_nothing_is_asked_when_it_is_off(elsewhere, settings):
    settings.TRY_LINKS = False
    lead_to(elsewhere.url("404"))
    assert outside.try_links(pause=0) == 0
    assert elsewhere.asked == [] and not OutsideLink.objects.exists()


def test_a_link_that_failed_twice_running_is_reported_with_where_it_stands(elsewhere):
    gone = elsewhere.url("404")
    lead_to(gone)
    Question.objects.create(question="Où lire ?", answer=f'<p><a href="{gone}">là</a></p>')
    assert outside.try_links(pause=0) == 1
    assert [method for method, *_ in elsewhere.asked] == ["HEAD", "GET"]
    assert elsewhere.asked[0][2].startswith("PSF/")
    assert reported() == {}, "once is not enough"
    assert outside.try_links(pause=0) == 0, "not twice the same day"
    later(1)
    assert outside.try_links(pause=0) == 1
    assert "répond 404, 2 essais de suite" in reported()[gone].why
    places = {each.where for each in to_review() if each.what == gone}
    assert places == {"Ville 1", "Où lire ?"}


def test_a_link_that_answers_again_is_no_longer_reported(elsewhere):
    lead_to(elsewhere.url("200"))
    OutsideLink.objects.create(url=elsewhere.url("200"), failures=3, outcome="répond 500")
    outside.try_links(pause=0)
    assert OutsideLink.objects.get().failures == 0 and reported() == {}


@pytest.mark.parametrize("path", ["200", "403", "429", "get"])
def test_who_answers_is_alive_robots_refused_or_not(elsewhere, path):
    assert outside.outcome_of(elsewhere.url(path)) == ""


@pytest.mark.parametrize("path", ["404", "410", "500"])
def test_who_has_nothing_there_is_not(elsewhere, path):
    assert outside.outcome_of(elsewhere.url(path)) == f"répond {path}"


@pytest.mark.parametrize("url", ["http://", "https://exemple..invalid/é", "http://[::1"])
def test_an_address_that_is_none_is_an_outcome_not_an_error(url):
    assert outside.outcome_of(url)


def test_a_network_of_ours_that_is_down_blames_nobody(elsewhere, settings):
    lead_to(NOBODY)
    settings.TRY_LINKS_CONTROL = NOBODY
    assert outside.try_links(pause=0) == 0
    assert OutsideLink.objects.get().tried_at is None
    settings.TRY_LINKS_CONTROL = elsewhere.url("200")
    assert outside.try_links(pause=0) == 1
    assert OutsideLink.objects.get().outcome == "ne répond pas"


def test_a_run_tries_so_many_and_the_next_the_others(elsewhere, monkeypatch):
    monkeypatch.setattr(outside, "MOST_A_RUN", 2)
    for number in range(3):
        lead_to(elsewhere.url(f"20{number}"), number)
    assert outside.try_links(pause=0) == 2
    assert outside.try_links(pause=0) == 1
    assert outside.try_links(pause=0) == 0
    later(7)
    assert outside.try_links(pause=0) == 2


def test_a_link_that_no_content_has_any_more_is_forgotten(elsewhere):
    row = lead_to(elsewhere.url("200"))
    outside.try_links(pause=0)
    row.shown = False
    row.save()
    outside.try_links(pause=0)
    assert not OutsideLink.objects.exists()
