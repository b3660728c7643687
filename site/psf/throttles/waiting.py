"""What is answered to who tried too often: 429, and when the next try is heard, in words and in a header.

A page of its own where there is nothing to show again (`too_often`); else the form with what was
typed, its sentence said by `tell_to_wait`. Words alone stop people, the status and `Retry-After`
(RFC 9110, 10.2.3) stop programs.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from psf.french.numbers import lasting
from psf.throttles.limits import Limit

NOTED = "seconds_to_wait"


def in_words(seconds: int) -> str:
    """« 1 minute », « 2 heures »: how long to wait, rounded up."""
    return lasting(max(1, -(-seconds // 60)))


def tell_to_wait(request: HttpRequest, seconds: int) -> str:
    """Make the answer to `request` a 429, whatever page it is; how long to wait, in words."""
    setattr(request, NOTED, max(1, seconds, getattr(request, NOTED, 0)))
    return in_words(seconds)


def too_often(request: HttpRequest, limit: Limit, who: object) -> HttpResponse:
    """The page for `who` tried too often under `limit`, and sees nothing else."""
    return too_often_page(request, limit.wait(who))


def too_often_page(request: HttpRequest, seconds: int) -> HttpResponse:
    return render(request, "429.html", {"wait": tell_to_wait(request, seconds)}, status=429)


class WaitMiddleware:
    """Gives the answers of `tell_to_wait` their status and their header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if seconds := getattr(request, NOTED, 0):
            response.status_code = 429
            response["Retry-After"] = str(seconds)
        return response
