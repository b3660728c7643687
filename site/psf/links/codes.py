"""The one-time code that a signature asks for, sent to the link's own address.

Whoever holds a link may have got it from a colleague, a printout or a shared phone: the code says that
they read the mailbox, or the telephone, that it was issued for. Like the token of a link it is
computed with the site's key while a message leaves: neither the database nor a queue holds it.
"""

import re
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from psf.links.enums import CODE_MINUTES, CODE_TRIES
from psf.links.models import Link, new_nonce

OVER = "Ce code n’est plus valable. Demandez-en un autre."
WRONG = "Ce n’est pas ce code. Vérifiez le dernier message reçu."


def renew(link: Link, now: datetime | None = None) -> None:
    """Give `link` a new code: the former one no longer holds."""
    link.code_nonce, link.code_asked_at, link.code_tries = new_nonce(), now or timezone.now(), 0
    link.save(update_fields=["code_nonce", "code_asked_at", "code_tries"])


def is_waiting(link: Link, now: datetime | None = None) -> bool:
    """Whether a code of this link can still be typed."""
    since = (now or timezone.now()) - timedelta(minutes=CODE_MINUTES)
    return bool(
        link.code_nonce
        and link.code_asked_at
        and link.code_asked_at > since
        and link.code_tries < CODE_TRIES
    )


def problem_of(link: Link, typed: str, now: datetime | None = None) -> str | None:
    """Why `typed` does not do, or None.

    A try is counted before it is judged, in one statement: a hundred sent at once are five.
    """
    since = (now or timezone.now()) - timedelta(minutes=CODE_MINUTES)
    waiting = Link.objects.filter(pk=link.pk, code_asked_at__gt=since, code_tries__lt=CODE_TRIES)
    if not waiting.exclude(code_nonce="").update(code_tries=F("code_tries") + 1):
        return OVER
    link.refresh_from_db(fields=["code_nonce", "code_asked_at", "code_tries"])
    if constant_time_compare(link.code, re.sub(r"\s", "", typed)):
        return None
    return WRONG if link.code_tries < CODE_TRIES else OVER


def use_up(link: Link) -> None:
    """The code has served."""
    link.code_nonce = ""
    link.save(update_fields=["code_nonce"])
