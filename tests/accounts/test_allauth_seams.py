"""allauth counts in our table: what is replaced is still there to be replaced."""

import inspect

import pytest
from allauth.account import app_settings
from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.test import RequestFactory

from psf.accounts import allauth_seams
from psf.throttles.models import Tally

pytestmark = pytest.mark.django_db
ACCOUNT = "allauth.account"


def asked(**options):
    return ratelimit.consume(
        RequestFactory().post("/"), app=ACCOUNT, action="signup", key="k", **options
    )


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (allauth_seams.CONSUME, allauth_seams.consume),
        (allauth_seams.CLEAR, allauth_seams.clear),
    ],
)
def test_the_functions_replaced_take_what_ours_take(theirs, ours):
    assert theirs.__module__ == "allauth.core.internal.ratelimit"
    assert list(inspect.signature(theirs).parameters) == list(inspect.signature(ours).parameters)


def test_nothing_else_of_theirs_counts_in_the_cache():
    """`cache_lock` and a usage that is taken back are reached by these two functions only."""
    users = {
        name
        for name, found in inspect.getmembers(ratelimit, inspect.isfunction)
        if found.__module__ == ratelimit.__name__ and "cache" in found.__code__.co_names
    }
    assert users <= {"cache_lock", "_consume_single_rate", "clear"}


def test_a_limit_of_theirs_is_ours(monkeypatch):
    monkeypatch.setattr(cache, "set", None)
    monkeypatch.setattr(cache, "add", None)
    [rate] = ratelimit.parse_rates(app_settings.RATE_LIMITS["signup"])
    usages = [asked() for _ in range(rate.amount)]
    assert all(usages) and asked() is None
    with pytest.raises(RateLimited):
        asked(raise_exception=True)
    usages[0].rollback()
    assert asked(dry_run=True) and asked() and not asked(dry_run=True)
    ratelimit.clear(RequestFactory().post("/"), app=ACCOUNT, action="signup", key="k")
    assert asked() and Tally.objects.get().tries == 1
