"""What a request carries behind the perimeter's middleware."""

from typing import TYPE_CHECKING, TypeAlias

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import _User

    # The model of AUTH_USER_MODEL, as django-stubs reads it: accounts stand above.
    User: TypeAlias = _User


class ScopedRequest(HttpRequest):
    """For annotations only. `services`: the ids of the services in sight of its user."""

    services: list[int]


class SignedRequest(ScopedRequest):
    """For annotations only: somebody with an account has signed in."""

    user: "User"
