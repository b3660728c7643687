"""The one-time code that a signature asks for, sent to the link's own address.

Whoever holds a link may have got it from a colleague, a printout or a shared phone: the code says that
they read the mailbox, or the telephone, that it was issued for. Like the token of a link it is
computed with the site's key while a message leaves: neither the database nor a queue holds it.

**Nobody's requests keep the owner of the mailbox out.** A link has one living code. Who asks again is
sent the same one, so that no request ends a code on its way; messages are bounded (CODES_ASKED), and
the last one allowed holds until another may leave. A code that lives was sent, and works.

**Guessing.** A code is one of 10¹⁰ (CODE_DIGITS). A browser is heard CODE_TRIES times, then waits, up to
a quarter of an hour between two tries. Opening the link again makes another browser, and many people
sit behind one address: neither can be what protects, or a stranger's errors would close the door to
the owner. The length does. A code is over after CODE_TRIES_IN_ALL wrong tries, 10⁴ of 10¹⁰: one chance
in a million for ten thousand requests. Tries hold the lock of their file and come one by one, some
twenty a second: a whole day without a pause, 1.7 × 10⁶ tries, is one chance in 5 800, and the history
of the file says it from the fiftieth on, so that somebody withdraws the link.
"""

import re
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from psf.links.enums import CODE_MINUTES, CODE_TRIES, CODE_TRIES_IN_ALL
from psf.links.models import Link, new_nonce
from psf.throttles.limits import Limit
from psf.throttles.waiting import in_words

OVER = "Ce code n’est plus valable. Demandez-en un autre."
WRONG = "Ce n’est pas ce code. Vérifiez le dernier message reçu."
TOO_SOON = "Trop de codes faux sur cet appareil. Réessayez dans {}, avec le même code."
FIELDS = ("code_nonce", "code_asked_at", "code_until", "code_tries")

# Five tries, then one after 1, 2, 4, 8 and every 15 minutes.
FROM_ONE_BROWSER = Limit(
    "link.code", tries=CODE_TRIES, seconds=24 * 60 * 60, first_wait=60, longest_wait=15 * 60
)


def renew(link: Link, now: datetime | None = None, *, until: datetime | None = None) -> None:
    """Give `link` a code that is about to be sent: the living one anew, else another.

    It holds for CODE_MINUTES, or until `until` when that is later. Under the lock of its subject.
    """
    now = now or timezone.now()
    if not is_waiting(link, now):
        link.code_nonce, link.code_tries = new_nonce(), 0
    shortest = now + timedelta(minutes=CODE_MINUTES)
    link.code_asked_at, link.code_until = now, max(shortest, until or shortest)
    link.save(update_fields=FIELDS)


def is_waiting(link: Link, now: datetime | None = None) -> bool:
    """Whether a code of this link can still be typed."""
    return bool(
        link.code_nonce
        and link.code_until
        and link.code_until > (now or timezone.now())
        and link.code_tries < CODE_TRIES_IN_ALL
    )


def problem_of(
    link: Link, typed: str, now: datetime | None = None, *, browser: str = ""
) -> str | None:
    """Why `typed` does not do, or None. `browser`: whose tries wait after a few wrong ones.

    A try is counted before it is judged, in one statement: a hundred sent at once are a hundred.
    """
    now = now or timezone.now()
    link.refresh_from_db(fields=FIELDS)
    if not is_waiting(link, now):
        return OVER
    who = f"{link.pk} {link.code_nonce} {browser}"
    if not FROM_ONE_BROWSER.allows(who):
        return TOO_SOON.format(in_words(FROM_ONE_BROWSER.wait(who)))
    waiting = Link.objects.filter(
        pk=link.pk, code_nonce=link.code_nonce, code_tries__lt=CODE_TRIES_IN_ALL
    )
    if not waiting.update(code_tries=F("code_tries") + 1):
        return OVER
    link.refresh_from_db(fields=FIELDS)
    if constant_time_compare(link.code, re.sub(r"\s", "", typed)):
        FROM_ONE_BROWSER.forget(who)
        return None
    return WRONG if link.code_tries < CODE_TRIES_IN_ALL else OVER


def use_up(link: Link) -> None:
    """The code has served."""
    link.code_nonce = ""
    link.save(update_fields=["code_nonce"])
