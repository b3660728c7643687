"""How somebody is refused: said exactly, because a redirection may also be a success."""

from enum import Enum
from urllib.parse import urlsplit

from django.urls import reverse


class Refusal(Enum):
    NOT_THEIRS = "403: says that it is for others"
    NOTHING_THERE = "404: for them it does not exist"
    BACK_HOME = "302 to the admin's home page (Wagtail's way of saying « pas les droits »)"
    DOOR = "302 to the door, and back here once signed in"
    NOT_THAT_WAY = "405: nobody reaches it by this method"


def refusal_of(answer) -> Refusal | None:
    """Which refusal an answer is; None for anything else, another redirection included."""
    alone = {403: Refusal.NOT_THEIRS, 404: Refusal.NOTHING_THERE, 405: Refusal.NOT_THAT_WAY}
    if answer.status_code != 302:
        return alone.get(answer.status_code)
    path = urlsplit(answer.url).path
    return {
        reverse("wagtailadmin_home"): Refusal.BACK_HOME,
        reverse("account_login"): Refusal.DOOR,
    }.get(path)


def assert_refused(answer, how: Refusal, about=None) -> None:
    """`about` is said when it is not so: which role, which address."""
    assert refusal_of(answer) is how, (about, answer.status_code, answer.headers.get("Location"))
