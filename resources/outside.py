"""Links to other sites, tried one at a time, politely, by the worker.

`PSF_TRY_LINKS` turns it on (production). A site that refuses robots answers: it is not dead. When
nothing answers at all, not even the address of control, it is our own network that is down, and
nothing is written.
"""

import http.client
import logging
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from psf.workflow.locks import only_one
from resources.models import OutsideLink
from resources.published import published

logger = logging.getLogger(__name__)
MOST_A_RUN = 100
TIMEOUT_SECONDS = 8
PAUSE_SECONDS = 1
# Well under the time a task may take (Q_CLUSTER["timeout"]).
RUN_SECONDS = 200
# Answers of somebody: sign in, not for robots, not so fast, not for legal reasons.
REFUSES_ROBOTS = {401, 403, 406, 429, 451}
NO_ANSWER = "ne répond pas"


def addresses() -> dict[str, list]:
    """Address of another site → the published contents that lead to it."""
    found = {}
    for content in published():
        for url in content.outside():
            found.setdefault(url, []).append(content)
    return found


def try_links(*, pause: float = PAUSE_SECONDS) -> int:
    """Try the links that are due, at most MOST_A_RUN; return how many outcomes were written."""
    if not settings.TRY_LINKS:
        return 0
    with only_one("outside links") as mine:
        return _try_links(pause) if mine else 0


def _try_links(pause) -> int:
    known = addresses()
    OutsideLink.objects.exclude(url__in=known).delete()
    OutsideLink.objects.bulk_create([OutsideLink(url=url) for url in known], ignore_conflicts=True)
    end = time.monotonic() + RUN_SECONDS
    outcomes = []
    for link in OutsideLink.objects.due()[:MOST_A_RUN]:
        if time.monotonic() > end:
            break
        if outcomes:
            time.sleep(pause)
        outcomes.append((link, outcome_of(link.url)))
    silent = all(said == NO_ANSWER for _link, said in outcomes)
    if outcomes and silent and outcome_of(settings.TRY_LINKS_CONTROL) == NO_ANSWER:
        logger.warning("No outside link answered, nor did the control: is the network down?")
        return 0
    for link, said in outcomes:
        # By update: these rows are shown nowhere, no kept page is out of date.
        OutsideLink.objects.filter(pk=link.pk).update(
            tried_at=timezone.now(), outcome=said, failures=link.failures + 1 if said else 0
        )
    return len(outcomes)


def outcome_of(url: str) -> str:
    """An empty string when somebody is there, or what is wrong, in French."""
    said = ""
    for method in ("HEAD", "GET"):
        said = _ask(url, method)
        if not said:
            break
    return said


def _ask(url, method) -> str:
    try:
        request = urllib.request.Request(
            iri_to_uri(url),
            method=method,
            headers={"User-Agent": f"PSF/{settings.VERSION} (+{settings.WAGTAILADMIN_BASE_URL})"},
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        return "" if error.code in REFUSES_ROBOTS else f"répond {error.code}"
    except (OSError, http.client.HTTPException):
        return NO_ANSWER
    except ValueError:
        return "n’est pas une adresse"
